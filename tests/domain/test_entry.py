"""A file is read as an entry by the rules of its format; whatever it holds, reading it names lines that exist."""

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from retro_cli.domain.action import action_items
from retro_cli.domain.entry import as_date, read_entry
from retro_cli.domain.frontmatter import FrontMatterError, body_line
from retro_cli.domain.layout import Layout
from retro_cli.domain.text import split_lines
from tests.domain.answering import FORMATS, read
from tests.domain.strategies import hostile_text, journal_lines
from tests.domain.test_edit import any_files

ORACLE = MarkdownIt("commonmark").disable("inline")


@settings(max_examples=300, deadline=None)
@given(any_files())
def test_any_file_is_read_and_its_spans_are_lines_of_it(text: str) -> None:
    try:
        entry = read(text)
    except FrontMatterError as error:
        assert 1 <= error.line <= len(split_lines(text))
        return
    count = len(split_lines(text))
    for section in entry.sections:
        assert 1 <= section.line <= section.end <= count
        for item in section.items:
            assert section.line < item.line <= item.end <= count
            assert any(start < item.line <= end for start, end in section.parts)
    for action in entry.actions:
        assert 1 <= action.line <= action.last <= count
    assert read(text) == entry


@settings(max_examples=200, deadline=None)
@given(st.lists(journal_lines(), max_size=12).map(lambda lines: "\n".join(lines) + "\n"))
def test_items_are_those_of_the_top_level_lists_that_markdown_it_sees(text: str) -> None:
    text = text.replace("\x85", "").replace("\x0c", "")  # an item of nothing else is empty to retro alone
    assume("retro:" not in text and not body_line(split_lines(text)))
    tokens = ORACLE.parse(f"## Keep\n\n{text}")
    headings = [(token.tag, after.content) for token, after in pairwise(tokens) if token.type == "heading_open"]
    # a deeper heading that is a section ends this one as well
    assume(not any(FORMATS["kpt"].match(heading) for tag, heading in headings if int(tag[1]) > 2))
    ends = [t.map[0] for t in tokens if t.type == "heading_open" and t.level == 0 and t.map and int(t.tag[1]) <= 2][1:]
    end = ends[0] if ends else len(split_lines(text)) + 2
    seen = [
        token.map[0] + 1
        for token, following in pairwise(tokens)
        if token.type == "list_item_open" and token.level == 1 and token.map and token.map[0] < end
        if following.type != "list_item_close"
    ]
    section = read(f"---\nformat: kpt\n---\n## Keep\n\n{text}").sections[0]
    assert [item.line - 3 for item in section.items if item.line - 3 <= end] == seen


def test_a_section_holds_its_items_and_the_prose_beside_them() -> None:
    text = "## Keep\n머리말\n\n- 하나\n  이어서\n    - 안쪽\n\n- \\[ ] 둘\n\n꼬리말\n\n## 메모\n글\n### 세부\n더\n"
    keep, memo = read(f"---\nformat: kpt\n---\n{text}").sections
    assert (keep.key, keep.role, keep.line, keep.end) == ("keep", "good", 4, 13)
    assert keep.text == "머리말\n\n꼬리말"
    assert [(item.text, item.body, item.line, item.end, item.mark) for item in keep.items] == [
        ("하나\n이어서", "- 안쪽", 7, 9, None),
        ("[ ] 둘", "", 11, 11, None),
    ]
    assert (memo.key, memo.role, memo.text) == (None, "other", "글\n### 세부\n더")


def test_a_section_that_stands_twice_is_read_as_one() -> None:
    entry = read("## Keep\n- a\n## Problem\n- b\n## Keep\n- c\n")
    assert [(one.key, [item.text for item in one.items]) for one in entry.sections] == [
        ("keep", ["a", "c"]),
        ("problem", ["b"]),
    ]
    assert entry.sections[0].parts == ((0, 2), (4, 6))


@pytest.mark.parametrize(
    ("content", "answered"),
    [
        ("", False),
        ("TBU\n", False),
        ("- TBU\n- 없음\n", False),
        ("-\n", False),
        ("- [ ] 나중에\n", False),
        ("나중에\n\n- TBU\n", False),
        ("글\n\n- TBU\n", True),
        ("- TBU\n    - 그래도 이건 썼다\n", True),
        ("- 썼다\n- TBU\n", True),
    ],
)
def test_placeholders_are_read_and_count_as_unanswered(content: str, answered: bool) -> None:
    assert read(f"---\nformat: kpt\n---\n## Keep\n{content}").sections[0].answered is answered


def test_the_note_is_the_prose_above_the_first_section() -> None:
    assert read("---\nformat: kpt\n---\n\n# 금요일\n\n글\n\n## Keep\n- a\n").note == "# 금요일\n\n글"
    assert read("글만 있는 회고\n").note == "글만 있는 회고"
    assert read("\ufeff글\r\n\r\n둘째\r\n").note == "글\n\n둘째"


def test_the_digest_is_no_part_of_what_was_written() -> None:
    digest = "<!-- retro:begin digest lang=ko sha=0 -->\n## Keep\n- 요약\n- [ ] 옛일\n<!-- retro:end digest -->\n"
    entry = read_entry(f"글\n{digest}\n## Keep\n- a\n", "2026/2026-W47.md", FORMATS, Layout().slot("2026/2026-W47.md"))
    assert entry.note == "글"
    assert [item.text for section in entry.sections for item in section.items] == ["a"]
    assert entry.actions == ()


def test_a_review_is_dated_by_its_week() -> None:
    entry = read_entry("", "2026/2026-W47.md", FORMATS, Layout().slot("2026/2026-W47.md"))
    assert (entry.week, entry.period) == ("2026-W47", "week")
    assert (entry.date, entry.end) == (dt.date(2026, 11, 16), dt.date(2026, 11, 22))


def test_a_file_without_a_date_in_its_name_is_dated_by_its_front_matter() -> None:
    text = "---\ndate: 2026-09-03T21:00+09:00\nend: 2026.9.4\n---\n"
    entry = read_entry(text, "이벤트.md", FORMATS, Layout().slot("이벤트.md"))
    assert (entry.date, entry.end, entry.period) == (dt.date(2026, 9, 3), dt.date(2026, 9, 4), "day")
    assert read(text).date == dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-20", dt.date(2026, 11, 20)),
        ("2026/11/2 저녁", dt.date(2026, 11, 2)),
        ("2026-02-30", None),
        ("20261120", None),
        (20261120, None),
        ("2026-11-200", None),
        (None, None),
    ],
)
def test_a_date_is_read_by_its_first_characters(value: object, day: dt.date | None) -> None:
    assert as_date(value) == day


def test_front_matter_is_read_as_people_write_it() -> None:
    text = '---\nformat: kpt\ntitle: yes\ntags: "#ci, infra"\nprivate: Yes\nmood: 4\naliases: [x]\n---\n'
    entry = read(text)
    assert (entry.title, entry.tags, entry.private, entry.fields) == ("yes", ("ci", "infra"), True, {"mood": 4})
    assert read("---\ntags:\n  - 2026\n  - '#한글'\n---\n").tags == ("2026", "한글")


def test_what_is_private_is_known_item_by_item() -> None:
    entry = read("---\nformat: kpt\n---\n## Try\n- [ ] 모두 #privately\n- [ ] 나만 #private\n")
    assert [action.private for action in entry.actions] == [False, True]
    assert all(action.private for action in read("---\nprivate: true\n---\n- [ ] a\n").actions)
    hidden = [format for format in FORMATS.values() if any(section.private for section in format.sections)]
    for format in hidden:
        spec = next(section for section in format.sections if section.private)
        entry = read(f"---\nformat: {format.name}\n---\n## {spec.title('en')}\n- [ ] a\n")
        assert entry.sections[0].private
        assert entry.actions[0].private


# -- action items -----------------------------------------------------------------------------------------------------


def test_every_box_is_an_action_item_but_those_in_code_and_comments() -> None:
    text = (
        "- [ ] 노트에서 #a\n\n## Keep\n- 그냥\n    - [x] 안쪽 ✅ 2026-11-19\n1. [/] 차례\n> - [ ] 인용\n\n"
        "```\n- [ ] 코드\n```\n<!--\n- [ ] 주석\n-->\n    \n- [x]x\n- [1](url)\n- [ ] TBU\n\n## 딴것\n* [?] 모름\n"
    )
    entry = read(f"---\nformat: kpt\n---\n{text}")
    found = [(one.text, one.task.state, one.section.key if one.section else "note") for one in entry.actions]
    assert found == [
        ("노트에서 #a", "open", "note"),
        ("안쪽", "done", "keep"),
        ("차례", "started", "keep"),
        ("인용", "open", "keep"),
        ("모름", "open", None),
    ]


@settings(max_examples=200, deadline=None)
@given(any_files(), st.sampled_from(("# 머리\n\n", "글\n\n", "\n", "> 인용\n\n")))
def test_ids_do_not_change_with_the_place_of_the_line(text: str, above: str) -> None:
    assume(not body_line(split_lines(text.removeprefix("\ufeff"))))
    text = text.removeprefix("\ufeff")
    before = action_items(read(text), split_lines(text))
    after = action_items(read(above + text), split_lines(above + text))
    assert [one.id for one in before] == [one.id for one in after]
    assert len({one.id for one in before}) == len(before)


def test_ids_change_with_the_text_and_not_with_dates_tags_or_marks() -> None:
    def ids(*lines: str) -> list[str]:
        text = "".join(f"{line}\n" for line in lines)
        return [one.id for one in action_items(read(text), split_lines(text))]

    first = ids("- [ ] 산책 #a 📅 2026-11-24")[0]
    assert ids("* [x] 산책 #b #c ✅ 2026-11-20") == [first]
    assert ids("- [ ] 산책하기")[0] != first
    assert ids("- [ ] 산책", "- [ ] 산책")[0] == first
    assert ids("- [ ] 산책", "- [ ] 산책")[1] != first
    assert ids("- [ ] 산책 🆔 mine") == ["mine"]


# -- speed ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece", ["## 제목\n- 항목\n", "- [ ] 할 일 📅 2026-11-24\n", "## Keep\n글\n", "> - [ ] 할 일\n\n", "글\n\n\\# x\n"]
)
def test_a_long_file_is_read_in_time(piece: str) -> None:
    text = "---\nformat: kpt\n---\n" + piece * (300_000 // len(piece.encode()))
    start = time.process_time()
    assert read(text).format == "kpt"
    spent = time.process_time() - start
    assert spent < 4, spent


def test_hostile_files_are_read() -> None:
    for text in ("- " * 5000, ">" * 5000, "[" * 20000, "\\" * 20000, "`" * 20000, "#" * 20000, "x" * 10000 + "\n---"):
        assert read(text).period == "day"


@settings(max_examples=100, deadline=None)
@given(hostile_text())
def test_reading_never_fails_but_for_front_matter(text: str) -> None:
    try:
        read(text)
    except FrontMatterError:
        assert text.removeprefix("\ufeff").startswith("---")
