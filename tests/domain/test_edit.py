"""An edit adds lines and changes no other byte, whatever the file looks like; what it added is read in its place."""

import datetime as dt
import time
from collections.abc import Callable, Iterable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from retro_cli.domain import edit, frontmatter, taskline
from retro_cli.domain.answers import ItemAnswer, unanswered
from retro_cli.domain.entry import Entry, Item
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.markdown import parse
from retro_cli.domain.prose import escape_prose, unescape_prose
from retro_cli.domain.text import split_lines, strip_ending
from retro_cli.errors import UnreadableError
from tests.domain import answering
from tests.domain.answering import DAY, FORMATS, KPT, LOG, STYLE, read
from tests.domain.strategies import NEWLINES, hostile_text, journal_lines, markdown_lines

_HEADINGS = (
    "## Keep",
    "## ✨ 좋았던 점 (Keep)",
    "# Problem",
    "### 3. Problem:",
    "## Try",
    "  ## Try ##",
    "Keep\n====",
    "Problem\n---",
    "## 오늘의 한마디",
    "# 2026-11-20",
    "#### 더 깊이",
    "",
    "---",
    "TBU",
    "- TBU",
    "-",
    "1. 첫째",
    "* 별",
    "- [ ] 해볼 것 📅 2026-11-24",
    "<!-- retro:begin digest lang=ko sha=0 -->\n- 요약\n<!-- retro:end digest -->",
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Entries as people and other programs leave them: headings in any order, known or not, and anything between."""
    newlines = draw(st.sampled_from((("\n",), ("\r\n",), NEWLINES)))
    line = st.one_of(st.sampled_from(_HEADINGS), st.sampled_from(_HEADINGS), journal_lines(), markdown_lines())
    lines = "\n".join(draw(st.lists(line, max_size=12))).split("\n")
    text = "".join(one + draw(st.sampled_from(newlines)) for one in lines)
    front = draw(
        st.sampled_from(("", "", "---\ndate: 2026-11-20 # 오늘\nformat: kpt\n---\n", "---\r\ntitle: x\r\n---\r\n"))
    )
    text = draw(st.sampled_from(("", "", "\ufeff"))) + front + text
    return text if draw(st.booleans()) else text.rstrip("\r\n")


def any_files() -> st.SearchStrategy[str]:
    return st.one_of(files(), files(), hostile_text())


def only_added(before: str, after: str, *, filled: bool = False) -> bool:
    """Whether every line of `before` is in `after`, in order, byte for byte; placeholders may be `filled` in.

    A BOM stays at the beginning of the file, and a last line without a newline may get one.
    """
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    old, new = split_lines(before.removeprefix("\ufeff")), iter(split_lines(after.removeprefix("\ufeff")))
    last = len(old) - 1
    return all(
        (filled and unanswered(line)) or any(one == line or (at == last and strip_ending(one) == line) for one in new)
        for at, line in enumerate(old)
    )


def refusable(text: str) -> bool:
    """Whether something in a file may keep text from being added: a block that never closes, an indented heading (a
    list before it would take it in), or an opening `---` that never closes."""
    text = text.removeprefix("\ufeff")
    lines = split_lines(text)
    blocks = parse(lines, frontmatter.body_line(lines))
    return (
        text.startswith("---")
        or any(block.parent == -1 and not block.closed for block in blocks)
        or any(block.kind == "heading" and lines[block.start].startswith(" ") for block in blocks)
    )


def as_if(text: str, format: Format) -> Entry:
    """The entry that a file is when it says that it has this format."""
    try:
        return read(frontmatter.set_key(text, "format", format.name), format)
    except UnreadableError:
        assume(False)
        raise


def tried(text: str, change: Callable[[], str]) -> str:
    """What an edit makes of a text; a refusal has to have a reason."""
    try:
        return change()
    except UnreadableError:
        assert refusable(text)
        assume(False)
        raise


def others(entry: Entry, but: str) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return [
        (one.heading, one.text, tuple((item.text, item.body) for item in one.items))
        for one in entry.sections
        if one.key != but
    ]


def unfilled(entry: Entry, key: str) -> bool:
    """Whether a section holds nothing but placeholders: they may go when it is filled in."""
    section = entry.section(key)
    return section is not None and not section.answered


@settings(max_examples=300, deadline=None)
@given(any_files(), st.lists(answering.items(), min_size=1, max_size=3), st.sampled_from(KPT.sections[:2]))
@example("## Keep\n- a\n## Problem\n- b\n", [ItemAnswer("c")], KPT.sections[0])
@example("Keep\n====\n- a\nProblem\n-------\n", [ItemAnswer("c")], KPT.sections[0])
@example("## Keep\n9. a\n\n10. b", [ItemAnswer("c", "- d")], KPT.sections[0])
@example("# Keep\n\n---\n\n# Problem\n", [ItemAnswer("c")], KPT.sections[0])
@example("## Keep\n   ## Problem\n", [ItemAnswer("c")], KPT.sections[0])
@example("# Keep\n   - \n    - 코드", [ItemAnswer("c")], KPT.sections[0])
@example("# Keep\n- 회고\n-\n\n    - 코드", [ItemAnswer("c")], KPT.sections[0])
@example("## Keep\n- a\r", [ItemAnswer("c")], KPT.sections[1])
@example("\ufeff## Problem\n", [ItemAnswer("c")], KPT.sections[0])
def test_items_are_added_below_those_of_their_section(text: str, added: list[ItemAnswer], spec: SectionSpec) -> None:
    after = tried(text, lambda: edit.add_items(text, FORMATS, KPT, spec, added, STYLE))
    before, now = as_if(text, KPT), as_if(after, KPT)
    gone = unfilled(before, spec.key)
    had, has = before.section(spec.key), now.section(spec.key)
    assert has is not None
    kept = plain(had.items) if had is not None and not gone else []
    assert plain(has.items) == [*kept, *plain(added)] or (gone and plain(has.items)[-len(added) :] == plain(added))
    assert others(now, spec.key) == others(before, spec.key)
    assert now.note == before.note
    assert only_added(text, after, filled=gone)


def plain(items: Iterable[Item] | Iterable[ItemAnswer]) -> list[tuple[str, str]]:
    return [(one.text, one.body) for one in items]


@settings(max_examples=300, deadline=None)
@given(
    any_files(), answering.proses(), st.sampled_from([one for one in FORMATS["cdfa"].sections if one.kind == "text"])
)
@example("# Felt\n<div>\n## Did\n", "<table>", FORMATS["cdfa"].sections[2])
@example("## Cue\n- a\n## Did\n", "- b\n    c", FORMATS["cdfa"].sections[0])
@example("## Cue\nTBU\n\n---\n\n## Did\n", "드디어 썼다", FORMATS["cdfa"].sections[0])
def test_prose_is_added_below_that_of_its_section(text: str, prose: str, spec: SectionSpec) -> None:
    format = FORMATS["cdfa"]
    after = tried(text, lambda: edit.add_prose(text, FORMATS, format, spec, prose, STYLE))
    before, now = as_if(text, format), as_if(after, format)
    has = now.section(spec.key)
    gone = unfilled(before, spec.key)
    assert has is not None
    assert prose in has.text
    assert others(now, spec.key) == others(before, spec.key)
    assert now.note == before.note
    assert only_added(text, after, filled=gone)


@settings(max_examples=300, deadline=None)
@given(any_files(), answering.proses(), st.sampled_from((KPT, LOG)))
@example("", "---\na: 1\n---", KPT)
@example("## Keep\n", "## 메모\n### Try", LOG)
@example("\ufeff## Keep\n", "메모", KPT)
def test_a_note_is_added_above_the_first_section(text: str, note: str, format: Format) -> None:
    after = tried(text, lambda: edit.add_note(text, FORMATS, format, note))
    before, now = as_if(text, format), as_if(after, format)
    assert now.note == note or (now.note.endswith(f"\n\n{note}") and now.note.startswith(before.note))
    assert others(now, "") == others(before, "")
    assert only_added(text, after)


@settings(max_examples=200, deadline=None)
@given(any_files(), st.permutations(KPT.sections))
@example("# Problem\n### 3. Problem:\n## 회고", list(KPT.sections))
def test_a_missing_section_is_added_once(text: str, specs: list[SectionSpec]) -> None:
    after = text
    for spec in specs:
        had = after
        after = tried(had, lambda had=had, spec=spec: edit.add_section(had, FORMATS, KPT, spec, ["<!-- ? -->"], STYLE))
        assert edit.add_section(after, FORMATS, KPT, spec, ["<!-- ? -->"], STYLE) == after
    assert only_added(text, after)
    assert {one.key for one in specs} <= {one.key for one in as_if(after, KPT).sections}


def test_sections_are_added_in_the_order_of_the_format() -> None:
    text = "## Problem\n- b\n"
    text = edit.add_items(text, FORMATS, KPT, KPT.sections[2], [ItemAnswer("c", mark=" ")], STYLE)
    text = edit.add_items(text, FORMATS, KPT, KPT.sections[0], [ItemAnswer("a")], STYLE)
    assert text == "## Keep\n- a\n\n## Problem\n- b\n\n## Try\n- [ ] c\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Keep\n* 하나\n* 둘\n", "## Keep\n* 하나\n* 둘\n* 셋\n"),
        ("## Keep\n1. 하나\n2. 둘\n", "## Keep\n1. 하나\n2. 둘\n3. 셋\n"),
        ("## Keep\n- 하나\n\n- 둘\n\n## Problem\n", "## Keep\n- 하나\n\n- 둘\n\n- 셋\n\n## Problem\n"),
        ("## Keep\n-   하나\n\n글\n", "## Keep\n-   하나\n-   셋\n\n글\n"),
        ("## Keep\n- 하나\n    - 안쪽\n## Problem\n", "## Keep\n- 하나\n    - 안쪽\n- 셋\n## Problem\n"),
        ("## Keep\r\n- TBU\r\n\r\n## Try\r\n", "## Keep\r\n- 셋\r\n\r\n## Try\r\n"),
        ("## Keep\n\n없음\n", "## Keep\n\n- 셋\n"),
        ("## Keep\n\n## Problem\n\n## Keep\n- 하나", "## Keep\n\n## Problem\n\n## Keep\n- 하나\n- 셋"),
        ("## Keep\n\n---\n\n## Problem\n", "## Keep\n- 셋\n\n---\n\n## Problem\n"),
        ("## Keep\n글만 있다\n", "## Keep\n글만 있다\n\n- 셋\n"),
    ],
)
def test_an_item_takes_the_shape_of_the_list_it_joins(text: str, expected: str) -> None:
    assert edit.add_items(text, FORMATS, KPT, KPT.sections[0], [ItemAnswer("셋")], STYLE) == expected


@pytest.mark.parametrize("opening", ["```", "~~~ python", "<!-- 생각", "<script>", "<?php", "<![CDATA["])
def test_nothing_is_added_behind_what_never_closes(opening: str) -> None:
    text = f"## Keep\n- a\n\n{opening}\n\n## Problem\n"
    with pytest.raises(UnreadableError) as caught:
        edit.add_items(text, FORMATS, KPT, KPT.sections[1], [ItemAnswer("b")], STYLE)
    assert caught.value.values["line"] == 4
    assert "- a\n- b\n" in edit.add_items(text, FORMATS, KPT, KPT.sections[0], [ItemAnswer("b")], STYLE)


def test_a_free_heading_is_found_again_however_it_is_decorated() -> None:
    text = "---\nformat: log\n---\n## 📚 강의\n첫째\n"
    assert edit.add_prose(text, FORMATS, LOG, edit.free_section("강의"), "둘째", STYLE) == text + "\n둘째\n"


# -- action items -----------------------------------------------------------------------------------------------------

TASKS = (
    "- [ ] 설정을 저장소에 넣기",
    "- [ ] 산책 #건강 📅 2026-11-24",
    "* [/] read [[paper]] ⏳ 2026-11-23 🔁 every week",
    "12) [x] 끝난 일 ✅ 2026-11-18 ^a1",
    "> - [-] 그만둔 일 ❌ 2026-11-19",
    "    - [?] 안쪽 [due:: 2026-11-30]",
    "-  [ ] 두 칸",
)


def marks() -> st.SearchStrategy[str]:
    return st.sampled_from((" ", "x", "/", "-"))


@st.composite
def files_with_a_task(draw: st.DrawFn) -> tuple[str, int]:
    """A file, and the 1-based line of a task item in it."""
    before = split_lines(draw(any_files()))
    if before and strip_ending(before[-1]) == before[-1]:
        before[-1] += "\n"
    task = draw(st.sampled_from(TASKS)) + draw(st.sampled_from((*NEWLINES, "")))
    after = draw(any_files()) if task[-1] in "\r\n" else ""
    if task.endswith("\r") and after.startswith("\n"):
        after = "x" + after
    return "".join([*before, task]) + after, len(before) + 1


def changes_only(before: str, after: str, line: int) -> bool:
    old, new = split_lines(before), split_lines(after)
    return old[: line - 1] == new[: line - 1] and old[line:] == new[line:]


@settings(max_examples=100, deadline=None)
@given(files_with_a_task(), marks(), st.sampled_from(("emoji", "dataview")))
def test_a_mark_changes_its_line_alone_and_twice_is_once(file: tuple[str, int], mark: str, syntax: str) -> None:
    text, line = file
    once = edit.set_mark(text, line, mark, DAY, syntax)
    assert changes_only(text, once, line)
    assert taskline_at(once, line).state == taskline.state_of(mark)
    assert edit.set_mark(once, line, mark, DAY + dt.timedelta(days=1), syntax) == once


@settings(max_examples=100, deadline=None)
@given(files_with_a_task(), st.sampled_from(("x", "-")), st.sampled_from(("emoji", "dataview")))
def test_done_and_back_is_as_before(file: tuple[str, int], mark: str, syntax: str) -> None:
    text, line = file
    assume(taskline_at(text, line).state in ("open", "started"))
    back = taskline_at(text, line).mark
    assert edit.set_mark(edit.set_mark(text, line, mark, DAY, syntax), line, back, None, syntax) == text


@settings(max_examples=100, deadline=None)
@given(files_with_a_task(), st.sampled_from(("due", "scheduled", "start")), st.sampled_from(("emoji", "dataview")))
def test_a_date_changes_its_line_alone(file: tuple[str, int], field: str, syntax: str) -> None:
    text, line = file
    once = edit.set_date(text, line, field, DAY, syntax)
    assert changes_only(text, once, line)
    assert getattr(taskline_at(once, line), field) == DAY
    assert edit.set_date(once, line, field, DAY, syntax) == once
    none = edit.set_date(once, line, field, None, syntax)
    assert getattr(taskline_at(none, line), field) is None
    if getattr(taskline_at(text, line), field) is None:
        assert none == text


def taskline_at(text: str, line: int) -> taskline.TaskLine:
    task = taskline.parse(split_lines(text)[line - 1])
    assert task is not None
    return task


@pytest.mark.parametrize(
    ("text", "line", "last", "expected"),
    [
        ("- [ ] a\n", 1, 1, "- [ ] a\n    - 왜냐하면\n"),
        ("- [ ] a", 1, 1, "- [ ] a\n    - 왜냐하면"),
        ("\ufeff- [ ] a\r\n  이어서\r\n- b\r\n", 1, 2, "\ufeff- [ ] a\r\n  이어서\r\n    - 왜냐하면\r\n- b\r\n"),
        ("- x\n\t- [ ] a\n\t\t- 아래\n", 2, 2, "- x\n\t- [ ] a\n\t    - 왜냐하면\n\t\t- 아래\n"),
        ("> - [ ] a\n", 1, 1, "> - [ ] a\n>     - 왜냐하면\n"),
        ("1000. [ ] a\n", 1, 1, "1000. [ ] a\n      - 왜냐하면\n"),
    ],
)
def test_a_reason_is_nested_below_its_item(text: str, line: int, last: int, expected: str) -> None:
    assert edit.add_below(text, line, last, " 왜냐하면 ") == expected
    assert [(one.text, one.line) for one in read(text).actions] == [
        (one.text, one.line) for one in read(expected).actions
    ]


# -- speed ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", ["## 제목\n글\n", "~~~ x\n", "<!-- x\n", "a\n===\n", "> 인용\n", "\\# x\n", "- a\n"])
def test_long_prose_is_written_and_read_in_time(piece: str) -> None:
    text = piece * (400_000 // len(piece.encode()))
    start = time.process_time()
    escaped = escape_prose(text, lambda depth, _: depth <= 2)
    assert unescape_prose(escaped, lambda depth, _: depth <= 2) == text
    spent = time.process_time() - start
    assert spent < 4, spent


@pytest.mark.parametrize("piece", ["- 하나의 항목이 길어서 한 줄이 꽤 길다\n", "글\n"])
def test_two_megabytes_are_edited_within_seconds(piece: str) -> None:
    text = "## Keep\n" + piece * (2_000_000 // len(piece.encode()))
    start = time.process_time()
    after = edit.add_items(text, FORMATS, KPT, KPT.sections[0], [ItemAnswer("c")], STYLE)
    spent = time.process_time() - start
    assert after.removeprefix(text).strip() == "- c"
    assert spent < 20, spent
