"""The checks of one entry: each finds what it is for, and stays silent where it only looks like it."""

from functools import cache

import pytest

from retro_cli.domain import checks
from retro_cli.domain.checks.model import Finding, NewLine
from retro_cli.domain.checks.places import without_day
from retro_cli.domain.checks.sheet import Sheet
from retro_cli.domain.layout import Layout
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.locations import builtin_templates

DAY = "2026/2026-11-18.md"


@cache
def formats() -> Formats:
    return load_formats([("built-in", builtin_templates())])


def sheet(text: str, path: str = DAY, syntax: str = "emoji") -> Sheet:
    return Sheet(path, text, Layout().slot(path), formats().by_name, syntax)


def found(text: str, path: str = DAY) -> list[tuple[str, int | None]]:
    return [(one.code, one.line) for one in checks.check(sheet(text, path))]


def front(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "## Keep", "- 산책을 했다", ""])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (front("date: 2026-11-18", "title: [배포"), [("broken-front-matter", 3)]),
        (front("tags: *same"), [("broken-front-matter", 2)]),
        ("---\ndate: 2026-11-18\nformat: kpt\n\n## Keep\n- 산책\n", [("open-front-matter", 1)]),
        ("\ufeff---\r\nformat: kpt\r\n\r\n## Keep\r\n- 산책\r\n", [("open-front-matter", 1)]),
        (front("title: 하나", "format: kpt", "title: 둘"), [("key-twice", 4)]),
        (front("date: 2026-02-30"), [("impossible-date", 2)]),
        (front("date: 언젠가"), [("impossible-date", 2)]),
        (front("date: 2026-11-18", "end: 내일"), [("impossible-date", 3)]),
        (front("date: 2026-11-18", "end: 2026-11-16"), [("end-before-date", 3)]),
        (front("date: 2026-11-19"), [("other-date", 2)]),
        (front("format: kptt"), [("unknown-format", 2)]),
        (front("format: [kpt]"), [("wrong-type", 2)]),
        (front("title: {a: b}"), [("wrong-type", 2)]),
        (front("tags: {a: b}"), [("wrong-type", 2)]),
        (front("private: [yes]"), [("wrong-type", 2)]),
        (front("created: [1]"), [("wrong-type", 2)]),
    ],
)
def test_front_matter_that_means_nothing_is_found_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        front("date: 2026-11-18", "format: kpt", "title: '배포: 자동화'", "tags: [ci, infra]", "private: true"),
        front("date: 2026-11-18T21:00:00+09:00", "created: Wed Nov 18 2026"),
        front("date: 2026-11-18", "end: 2026-11-20", "mood: 4"),
        front("date:", "format:", "title:", "tags:"),
        front("date: 2026.11.18", "tags: ci infra"),
        front("aliases:", "  - title: 하나", "  - title: 둘"),
        front("note: |", "  title: 하나", "  title: 둘", "title: 셋"),
        front("# title: 예전", "title: 지금"),
        front('date: "{{date}}"', 'format: "{{format}}"'),
        "---\n\n산책을 했다\n\n---\n\n그리고 쉬었다\n",
        "---\n쉬는 날\n",
        "",
        "\ufeff",
    ],
)
def test_front_matter_as_people_write_it_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("path", "meta"),
    [
        ("2026/2026-W47.md", "date: 2026-11-16"),
        ("2026/2026-W47.md", "date: 2026-11-22"),
        ("2026/2026-W47.md", "date: 2026-W47"),
        ("2026/2026-11.md", "date: 2026-11"),
        ("2026/2026-11.md", "date: 2026-11-30"),
        ("2026/2026.md", "date: 2026-12-31"),
    ],
)
def test_a_review_may_be_dated_by_any_of_its_days(path: str, meta: str) -> None:
    assert found(front(meta), path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Keep\n- 하나\n\n```python\nprint(1)\n\n## Problem\n- 둘\n", [("open-block", 4)]),
        ("---\nformat: kpt\n---\n# Keep\n~~~~\n# Problem\n- 둘\n", [("open-block", 5)]),
        ("## Keep\n<!-- 나중에\n\n## Problem\n- 둘\n", [("open-block", 2)]),
    ],
)
def test_code_and_comments_that_swallow_a_section_are_found(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Keep\n```sh\n# Problem 을 지운다\nls\n```\n\n## Problem\n- 둘\n",
        "## Problem\n- 둘\n\n```sh\n# 설치\npip list\n",
        "## Keep\n````\n```\n## 글 속의 예\n```\n````\n",
        "## Keep\n<!-- 나중에 -->\n\n## Problem\n- 둘\n",
        "## Keep\n- `<!--` 를 배웠다\n\n## Problem\n- 둘\n",
    ],
)
def test_code_with_comments_and_comments_with_an_end_are_left_alone(text: str) -> None:
    assert found(text) == []


BEGIN, END = "<!-- retro:begin digest lang=ko sha=abc -->", "<!-- retro:end digest -->"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((BEGIN, "## 요약", END, "", "## 생각"), []),
        (("```", BEGIN, "```"), []),
        ((BEGIN, "## 요약", "", "## 생각"), [("broken-digest", 1)]),
        (("## 요약", END), [("broken-digest", 2)]),
        ((BEGIN, END, "", BEGIN, END), [("broken-digest", 4)]),
        ((BEGIN, BEGIN, END), [("broken-digest", 2)]),
        ((BEGIN, "글", "<!-- retro:end digest"), [("broken-digest", 3)]),
        (("<!-- retro:begin dige -->", "글", END), [("broken-digest", 1)]),
    ],
)
def test_a_digest_has_one_beginning_and_one_end(lines: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    assert [one for one in found("\n".join(lines) + "\n", "2026/2026-W47.md") if one[0] == "broken-digest"] == expected


MERGE = "## Keep\n<<<<<<< HEAD\n- 하나\n=======\n- 둘\n>>>>>>> 1a2b3c (집에서)\n"


def test_the_markers_of_an_unfinished_merge_are_found_and_nothing_else_is_told_of_such_a_file() -> None:
    assert found(MERGE) == [("conflict-markers", 2)]
    assert found(f"---\n<<<<<<< HEAD\ntitle: [\n=======\n>>>>>>> main\n---\n{MERGE}") == [
        ("conflict-markers", 2),
        ("conflict-markers", 8),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"## 배운 것\n```\n{MERGE}```\n",
        "## Keep\n- <<<<<<< HEAD 라는 줄을 봤다\n- >>>>>>> 도\n",
        "제목\n=======\n>>>>>>> 인용\n",
        "<<<<<<< 깃 표시만 적어 봄\n\n>>>>>>> 이것도\n",
    ],
)
def test_markers_in_code_and_in_prose_are_left_alone(text: str) -> None:
    assert found(text) == []


# -- task lines -------------------------------------------------------------------------------------------------------


def task(line: str, syntax: str = "emoji") -> Finding | None:
    one = checks.check(sheet(f"## Try\n{line}\n", syntax=syntax))
    assert len(one) <= 1
    return one[0] if one else None


@pytest.mark.parametrize(
    ("line", "code", "after"),
    [
        ("- [ ] 회의 📅 2026-11-24 준비하기", "task-order", "- [ ] 회의 준비하기 📅 2026-11-24"),
        (
            "- [ ] 회의 📅 2026-11-24 ⏳ 2026-11-22 준비 ^a1",
            "task-order",
            "- [ ] 회의 준비 ⏳ 2026-11-22 📅 2026-11-24 ^a1",
        ),
        ("* [x] 📅 2026-11-24 회의 ✅ 2026-11-23", "task-order", "* [x] 회의 📅 2026-11-24 ✅ 2026-11-23"),
        ("1. [ ] 회의 🔺 📅 2026-11-24 준비 #일", "task-order", "1. [ ] 회의 준비 #일 🔺 📅 2026-11-24"),
        ("- [ ] 회의 [due:: 2026-11-24] 준비", "task-order", "- [ ] 회의 준비  [due:: 2026-11-24]"),
        ("- [ ] 회의 📅 2026.11.24", "task-date-form", "- [ ] 회의 📅 2026-11-24"),
        ("- [ ] 회의 📅 2026-1-4 준비", "task-date-form", "- [ ] 회의 준비 📅 2026-01-04"),
        ("- [ ] 회의 📅2026/11/24", "task-date-form", "- [ ] 회의 📅 2026-11-24"),
        ("- [ ] 회의 [due:: 2026-11-24] ⏳ 2026-11-22", "task-mixed", "- [ ] 회의 ⏳ 2026-11-22 📅 2026-11-24"),
        ("- [ ] 책 due:2026-11-24 읽기", "task-due", "- [ ] 책 읽기 📅 2026-11-24"),
        ("- [ ] 책 읽기 due:2026-11-24", "task-due", "- [ ] 책 읽기 📅 2026-11-24"),
        ("- [ ] 회의 📅 2026-11-24 준비 📅 2026-11-25", "task-order", None),
        ("- [ ] 회의 📅 2026-02-30", "task-date", None),
        ("- [ ] 회의 📅 2026.13.24", "task-date", None),
        ("- [ ] 회의 📅 11/24", "task-date", None),
        ("- [ ] 회의 🆔 a.b", "task-id", None),
        ("- [ ] 회의 [priority:: urgent]", "task-value", None),
        ("- [ ] 회의 [due:: 내일]", "task-value", None),
        ("- [ ] 회의 [id:: 가나]", "task-value", None),
        ("- [ ] 회의 📅 2026-11-24 📅 2026-11-25", "task-twice", None),
        ("- [ ] 회의 🔺 🔽", "task-twice", None),
    ],
)
def test_fields_that_are_read_past_are_found(line: str, code: str, after: str | None) -> None:
    one = task(line)
    assert one is not None
    assert (one.code, one.line) == (code, 2)
    assert one.mend == (NewLine(f"{line}\n", f"{after}\n") if after else None)


def test_the_notation_of_mixed_fields_is_that_of_the_settings() -> None:
    one = task("- [ ] 회의 [due:: 2026-11-24] ⏳ 2026-11-22", "dataview")
    assert one is not None and isinstance(one.mend, NewLine)
    assert one.mend.after == "- [ ] 회의  [scheduled:: 2026-11-22]  [due:: 2026-11-24]\n"


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] 회의 준비하기 📅 2026-11-24",
        "- [ ] 회의 📅 2026-11-24 #일 ⏫ 🔁 every week ^a1",
        "- [ ] 회의 📅 2026-11-24 #일 🆔 abc ⛔ d1,d2",
        "- [x] 회의  [due:: 2026-11-24]  [completion:: 2026-11-23]",
        "- [ ] ✅ 배포 확인하고 📅 일정 정리",
        "- [ ] 🔼 성능 올리기, ⛔ 막힌 곳 찾기",
        "- [ ] 🆔 카드 다시 만들기",
        "- [ ] 🆔 card renewal",
        "- [ ] 신분증 🆔 재발급",
        "- [ ] 점심 📅 11/24 회의 뒤에",
        "- [ ] 책 읽기 due:금",
        "- [ ] due:date 라는 필드 만들기",
        "- [ ] std::vector 정리, a::b",
        "- [ ] [문서](due::x) 보기",
        "- [ ] `📅 2026-11-24` 와 `[due:: x]` 설명 쓰기",
        "- [ ] 2026-11-24 회의 준비",
        "- 회의 📅 2026-11-24 준비하기",
        "- [x]x 📅 2026-11-24 y",
        "    - [ ] 회의 📅 2026-11-24",
        "회의 📅 2026-02-30",
    ],
)
def test_signs_and_words_in_a_text_are_left_alone(line: str) -> None:
    assert task(line) is None


def test_task_lines_in_code_and_comments_are_left_alone() -> None:
    line = "- [ ] 회의 📅 2026-11-24 준비하기"
    assert found(f"## Try\n```\n{line}\n```\n<!--\n{line}\n-->\n") == []
    assert found(f"## Try\n```\n{line}\n```\n{line}\n") == [("task-order", 5)]


def test_a_line_in_crlf_keeps_its_ending() -> None:
    (one,) = checks.check(sheet("## Try\r\n- [ ] a 📅 2026-11-24 b\r\n"))
    assert one.mend == NewLine("- [ ] a 📅 2026-11-24 b\r\n", "- [ ] a b 📅 2026-11-24\r\n")


def test_a_file_that_names_a_format_and_no_day_is_noted() -> None:
    assert [one.code for one in without_day(sheet("---\nformat: kpt\n---\n", "notes/회고.md"))] == ["without-day"]
    for text in (
        "---\nformat: pdf\n---\n",
        "---\nformat: kpt\ndate: '{{date}}'\n---\n",
        "---\ntitle: kpt\n---\n",
    ):
        assert list(without_day(sheet(text, "notes/회고.md"))) == []
