"""Whatever two people did to one text: nothing is lost, nothing doubled, and both sides end with the same bytes."""

import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import growth
from retro_cli.domain import frontmatter, taskline
from retro_cli.domain.entry import read_entry
from retro_cli.domain.layout import Layout
from retro_cli.domain.merging import Merged, merge_entry
from retro_cli.domain.merging.heads import read_head
from retro_cli.domain.taskitems import bare_text
from retro_cli.domain.text import split_lines
from tests.domain.answering import FORMATS, PATH
from tests.domain.merging.histories import histories, hostile
from tests.domain.strategies import NEWLINES, hostile_text

History = tuple[str | None, str, str]


def both(base: str | None, one: str, other: str) -> Merged:
    merged = merge_entry(base, one, other, FORMATS)
    assert merged == merge_entry(base, other, one, FORMATS), "it depends on whose turn it is"
    return merged


def words(text: str | None) -> Counter[str]:
    """What the lines below the front matter say, without marks, fields and decoration."""
    lines = split_lines(text or "")
    bare = (line.lstrip("\ufeff#> \t").strip() for line in lines[frontmatter.body_line(lines) :])
    return Counter(name for line in bare if (name := read_head([line]).name))


@given(
    st.one_of(hostile_text(), histories().map(lambda history: history[1])),
    st.one_of(hostile_text(), histories().map(lambda history: history[1])),
)
def test_what_one_side_left_alone_comes_from_the_other_byte_for_byte(base: str, text: str) -> None:
    assert merge_entry(base, text, text, FORMATS) == Merged(text)
    assert merge_entry(None, text, text, FORMATS) == Merged(text)
    assert merge_entry(base, base, text, FORMATS) == Merged(text)
    assert merge_entry(base, text, base, FORMATS) == Merged(text)


@given(histories())
def test_what_stood_or_was_added_stays_and_nothing_is_doubled(history: History) -> None:
    was, ours, theirs, now = (words(text) for text in (*history, both(*history).text))
    for line in ours | theirs:
        if ours[line] >= was[line] and theirs[line] >= was[line]:
            assert now[line] >= max(ours[line], theirs[line]), "a line was lost"
        assert now[line] <= max(ours[line], theirs[line], ours[line] + theirs[line] - was[line]), "a line was doubled"


@given(histories())
def test_merging_again_adds_nothing(history: History) -> None:
    base, one, other = history
    once = all(max(words(text).values(), default=0) < 2 for text in history)
    headings = [[line for line in (text or one).split("\n") if line.startswith("#")] for text in history]
    merged = both(*history).text
    if once and merged != base and headings[0] == headings[1] == headings[2]:
        for side in (one, other):
            assert words(both(base, merged, side).text) == words(merged)


@given(histories())
def test_the_merged_entry_is_read_with_the_action_items_of_both(history: History) -> None:
    slot = Layout().slot(PATH)
    was, ours, theirs, now = (
        Counter(bare_text(action.text) for action in read_entry(text or "", PATH, FORMATS, slot).actions)
        for text in (*history, both(*history).text)
    )
    for text in ours | theirs:
        if ours[text] >= was[text] and theirs[text] >= was[text]:
            assert now[text] >= max(ours[text], theirs[text])


@given(hostile())
def test_no_line_of_any_file_is_lost_that_somebody_added(history: History) -> None:
    merged = both(*history).text
    was = words(history[0]) | words("\n" + (history[0] or ""))
    now = "\n".join(words("\n" + merged))
    for line in words(history[1]) | words(history[2]):
        if line not in was and not taskline.parse(line) and line != "...":
            assert line in now
    assert not re.search(r"^(<{7}|={7}|>{7})", merged, re.MULTILINE)


@given(histories(), st.sampled_from(NEWLINES), st.booleans())
def test_newlines_and_a_bom_of_one_side_do_not_matter(history: History, newline: str, bom: bool) -> None:
    base, one, other = history
    if base is not None and one != base and other != base and one != other:
        spelled = ("\ufeff" if bom else "") + other.replace("\n", newline)
        assert words(both(base, one, spelled).text) == words(both(base, one, other).text)


@pytest.mark.parametrize("seed", range(6))
def test_two_devices_that_sync_in_any_order_end_with_the_same_entry(seed: int) -> None:
    chance = random.Random(seed)
    start = "---\ndate: 2026-11-20\nformat: kpt\n---\n\n## Keep\n- 처음\n\n## Problem\n- 처음\n\n## Try\n- [ ] 처음\n"
    here, last = [start, start], [start, start]
    remote, wrote = start, ["처음"] * 3
    edits = [0] * 200 + [1] * 200
    chance.shuffle(edits)
    for number, side in enumerate(edits):
        lines = split_lines(here[side])
        kind = chance.random()
        tasks = [at for at, line in enumerate(lines) if line.startswith("- [ ]")]
        if kind < 0.2 and tasks:
            at = chance.choice(tasks)
            lines[at] = taskline.set_mark(lines[at], "x", None)
        else:
            heads = [at for at, line in enumerate(lines) if line.startswith("## ")]
            section = chance.choice(heads)
            box = "[ ] " if lines[section] == "## Try\n" else ""
            wrote.append(f"{number}번째 {chance.choice(('배포', '산책', '독서'))}")
            end = next((at for at in range(section + 1, len(lines)) if not lines[at].strip()), len(lines))
            lines.insert(end, f"- {box}{wrote[-1]}\n")
        here[side] = "".join(lines)
        if chance.random() < 0.3:
            who = chance.randrange(2)
            remote = here[who] = last[who] = merge_entry(last[who], here[who], remote, FORMATS).text
    for who in (0, 1, 0):
        remote = here[who] = last[who] = merge_entry(last[who], here[who], remote, FORMATS).text
    assert here[0] == here[1]
    assert Counter(read_head([line]).name for line in split_lines(here[0]) if line.startswith("- ")) == Counter(wrote)


@pytest.mark.parametrize(
    "line",
    ["- [ ] 할 일 {}\n", "- 같은 일\n", "글 {}\n", "글 {}\n\n", "```\n", "> 말 {}\n", "    - 안의 일 {}\n", "## {}\n"],
    ids=range(8),
)
def test_the_time_grows_with_the_text_alone(line: str) -> None:
    def merging(count: int) -> Callable[[], object]:
        base = "## Keep\n" + "".join(line.format(number) for number in range(count))
        lines = split_lines(base)
        one = "".join(text for at, text in enumerate(lines) if at % 7) + "- 하나\n"
        other = "".join(f"{text.rstrip()} 더\n" if at % 5 == 0 else text for at, text in enumerate(lines)) + "- 둘\n"
        return lambda: merge_entry(base, one, other, FORMATS)

    assert growth(merging(2500), merging(5000), enough=2.5) <= 2.5


_KEYS = (
    "date: 2026-11-20",
    "title: '배포: 자동화'  # 왜",
    "mood: 4",
    "tags: [ci,  '집']",
    "tags:\n  - ci\n  - 집",
    "# 주석",
    "",
)
_VALUES = (
    "title: 배포",
    "title:",
    "mood: 5",
    "tags: [ci]",
    'tags: [ci, 산책, "a: b"]',
    "tags:",
    "# 다른 주석",
    "날씨: 비",
    "private: true",
)


_FRONT = st.lists(st.sampled_from(_KEYS + _VALUES), max_size=6, unique_by=lambda line: line.split(":")[0])


@given(st.tuples(_FRONT, _FRONT, _FRONT))
def test_front_matter_that_can_be_read_on_both_sides_can_be_read_merged(versions: tuple[list[str], ...]) -> None:
    fronts = ["---\n" + "".join(f"{line}\n" for line in lines) + "---\n글\n" for lines in versions]
    base, one, other = fronts
    merged = both(base, one, other).text
    was, ours, theirs, now = (frontmatter.read(text) for text in (*fronts, merged))
    assert set(ours) & set(theirs) <= set(now) <= set(ours) | set(theirs)
    assert all(key in now for key in {*ours, *theirs} - set(was))
    for key in now:
        if key in ours and key in theirs and not isinstance(was.get(key), list) and ours[key] == was.get(key, 0):
            assert now[key] == theirs[key]
    assert merged.endswith("---\n글\n")
