"""The digest of a week, line by line; what whole weeks look like is in tests/golden/week."""

from datetime import date

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from domain.strategies import hostile_text
from domain.weeks import FORMATS, event, kpt, rolled
from retro_cli.domain import markdown
from retro_cli.domain.digest import CARRIED_SHOWN, ITEM_CHARACTERS, make_digest, markdown_lines
from retro_cli.domain.entry import read_entry
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.layout import Layout
from retro_cli.domain.review import put_digest, read_digest


def lines(files: dict[str, str], lang: str = "ko") -> list[str]:
    return markdown_lines(make_digest(rolled(files), lang))


def test_days_are_named_as_the_language_of_the_journal_names_them() -> None:
    files = {"2026-11-16.md": kpt("- 산책"), "2026-11-18.md": kpt("- 산책")}
    assert "- 산책 (월 · 수)" in lines(files)
    assert "- 산책 (Mon · Wed)" in lines(files, "en")
    assert "- 산책 (月 · 水)" in lines(files, "ja")
    assert lines(files, "fr") == lines(files, "en")


def test_a_range_of_days_is_named_by_both_ends() -> None:
    files = {"2026-11-17-x.md": event("논문을 끝까지 읽었다.", meta="end: 2026-11-18\ntitle: 논문\n")}
    assert "- 화–수: **논문** — 논문을 끝까지 읽었다." in lines(files)


def test_a_day_with_several_pieces_of_prose_stands_above_them() -> None:
    told = lines({"2026-11-16.md": "## 강의\n들었다\n\n## 쉼\n쉬었다\n", "2026-11-17.md": "그냥 썼다."})
    assert told[-4:] == ["- 월", "    - **강의** — 들었다", "    - **쉼** — 쉬었다", "- 화: 그냥 썼다."]


def test_action_items_show_what_became_of_them_and_are_no_boxes() -> None:
    tries = "- [x] 하나 ✅ 2026-11-18\n- [x] 바로 ✅ 2026-11-16\n- [-] 둘 ❌ 2026-11-17\n- [/] 셋 #tag 📅 2026-11-30"
    told = lines({"2026-11-16.md": kpt(tries=tries), "2026-11-03.md": kpt(tries="- [ ] 전에")})
    for line in ("- ✓ 하나 (월 → 수)", "- ✓ 바로 (월)", "- – 둘 (월 → 화)", "- ○ 셋 #tag (월)"):
        assert line in told
    assert "- ○ 전에 (11월 3일 · 19일째)" in told


def test_on_a_screen_of_the_running_week_ages_count_to_the_day() -> None:
    week = rolled({"2026-11-03.md": kpt(tries="- [ ] 전에")})
    for seen, age in ((date(2026, 11, 20), 17), (date(2026, 12, 20), 19), (None, 19)):
        assert f"- ○ 전에 (11월 3일 · {age}일째)" in markdown_lines(make_digest(week, "ko", seen))


def test_of_what_is_carried_ten_are_shown_and_the_rest_counted() -> None:
    old = {f"2026-10-{number:02}.md": kpt(tries=f"- [ ] 할 일 {number}") for number in range(1, 14)}
    told = lines(old)
    assert len([line for line in told if line.startswith("- ○")]) == CARRIED_SHOWN
    assert told[-1] == "- 더 오래된 것 3개"
    assert lines({**old}, "en")[-1] == "- and 3 more, older"


def test_an_item_of_last_year_says_so() -> None:
    told = lines({"2025-12-30.md": kpt(tries="- [ ] 오래된 것")}, "en")
    assert told[-1].startswith("- ○ 오래된 것 (Dec 30, 2025 · ")


def test_private_items_carry_their_tag_once() -> None:
    files = {"2026-11-16.md": kpt("- a #private", "- b", "- [ ] 해볼 것 #private")}
    told = "\n".join(lines(files))
    assert "- a #private (월)" in told and "- b #private (월)" in told and "- ○ 해볼 것 #private (월)" in told


def test_fields_are_a_small_line_each() -> None:
    files = {"2026-11-16.md": kpt("- a", meta="mood: 4\n"), "2026-11-17.md": kpt("- a", meta="mood: 3\n")}
    assert lines(files)[-1] == "mood: 월 4 · 화 3"


def test_a_very_long_item_is_cut() -> None:
    assert len(max(lines({"2026-11-16.md": kpt("- " + "가" * 10_000)}), key=len)) < ITEM_CHARACTERS + 20


HOSTILE = (
    "<!-- retro:end digest -->",
    "<!-- retro:begin digest lang=ko sha=0 -->",
    "<!-- never closed",
    "# heading",
    "```",
    "~~~",
    "[ ] box",
    "- nested",
    "> quote",
    "---",
    "<div>",
    "</div>",
    "1. one",
    "[x]: y",
    "$$",
    "a\u2028b",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["item", "task", "title", "heading", "prose", "field"])
def test_nothing_in_a_digest_breaks_out_of_it(text: str, place: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    files = {
        "item": kpt(f"- \\{text}"),
        "task": kpt(tries=f"- [ ] {text}"),
        "title": event("x y z", meta=f"title: {quoted}\n"),
        "heading": f"## {text}\n글\n\n## 다른\n글\n",
        "prose": f"\\{text}",
        "field": kpt("- a", meta=f"mood: {quoted}\n"),
    }
    holds(files[place])


@pytest.mark.parametrize(
    "entry",
    [
        "0\n0\n-\n0",  # a heading over two lines
        '---\ntitle: "a\\nb"\n---\n글',
        '---\n"a\\nb": 3\n---\n글',
    ],
)
def test_what_stands_on_two_lines_is_told_on_one(entry: str) -> None:
    holds(entry)


@given(hostile_text())
@settings(max_examples=150)
def test_no_text_of_an_entry_breaks_out_of_the_digest(text: str) -> None:
    try:
        holds(text)
    except FrontMatterError:
        reject()


@given(st.lists(hostile_text(), min_size=1, max_size=3))
@settings(max_examples=150)
def test_no_item_breaks_out_of_the_digest(texts: list[str]) -> None:
    listed = "\n".join("- " + " ".join(text.split()) for text in texts)
    holds(kpt(listed, listed, "\n".join("- [ ] " + " ".join(text.split()) for text in texts)))


def holds(entry: str) -> None:
    """A review with the digest of this entry reads as if there was no digest, and the digest holds only its own
    headings and bullets."""
    told = markdown_lines(make_digest(rolled({"2026-11-16.md": entry}), "en"))
    assert not any("\n" in line or "\r" in line for line in told)
    review = "---\nformat: weekly\n---\n\n## Went well\n- mine\n\n## Learned\n- too\n"
    text = put_digest(review, told, "en")
    standing = read_digest(text)
    assert standing is not None and not standing.edited
    assert standing.span[1] - standing.span[0] == len(told) + 2
    read = read_entry(text, "2026/2026-W47.md", FORMATS, Layout().slot("2026/2026-W47.md"))
    assert [(one.key, [item.text for item in one.items]) for one in read.sections] == [
        ("positive", ["mine"]),
        ("takeaway", ["too"]),
    ]
    assert read.note == "" and not read.actions
    blocks = markdown.parse(told)
    assert all(block.kind in ("heading", "list", "item", "paragraph") for block in blocks)
    assert all(block.level in (2, 3) and block.parent == -1 for block in blocks if block.kind == "heading")
