"""Where sections begin and end is what markdown-it sees, read by the rules of the format."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from markdown_it import MarkdownIt

from retro_cli.domain import frontmatter
from retro_cli.domain.digest_span import find_digest
from retro_cli.domain.outline import Outline, read_outline
from retro_cli.domain.text import split_lines
from tests.domain.answering import FORMATS, KPT
from tests.domain.test_edit import files
from tests.domain.test_markdown import is_peculiar

ORACLE = MarkdownIt("commonmark").disable("inline")


def outline(text: str, name: str | None = "kpt") -> Outline:
    return read_outline(text, FORMATS, name)


def top_headings(text: str) -> list[tuple[int, int, str]]:
    """(line, level, text) of every heading outside lists and quotes, as markdown-it sees them."""
    tokens = ORACLE.parse(text)
    return [
        (token.map[0], int(token.tag[1]), inline.content)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]


@settings(max_examples=300, deadline=None)
@given(files())
def test_sections_begin_at_headings_that_markdown_it_sees(text: str) -> None:
    assume("retro:" not in text)
    body = frontmatter.body_line(split_lines(text.removeprefix("\ufeff")))
    rest = "".join(split_lines(text.removeprefix("\ufeff"))[body:])
    assume(not is_peculiar(rest))
    seen = [(line + body, level, heading) for line, level, heading in top_headings(rest)]
    found = outline(text)
    marks = [(mark.start, mark.level) for mark in found.marks]
    assert set(marks) <= {(line, level) for line, level, _ in seen}
    known = [(line, level) for line, level, heading in seen if KPT.match(heading)]
    assert [(mark.start, mark.level) for mark in found.marks if mark.spec] == known
    spans = [found.note, *((mark.start, mark.end) for mark in found.marks)]
    assert [end for _, end in spans] == [*(start for start, _ in spans[1:]), len(found.lines)]


def marks(text: str, name: str | None = "kpt") -> list[tuple[str | None, str]]:
    return [(mark.spec.key if mark.spec else None, mark.heading) for mark in outline(text, name).marks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 금요일\n글\n## Keep\n- a\n## Problem\n", [("keep", "Keep"), ("problem", "Problem")]),
        ("## 날씨\n## Keep\n", [(None, "날씨"), ("keep", "Keep")]),
        ("### 잔글\n## Keep\n", [("keep", "Keep")]),
        ("## Keep\n### 세부\n## 메모\n### 세부\n# 끝\n", [("keep", "Keep"), (None, "메모"), (None, "끝")]),
        ("## Keep\n#### Try\n", [("keep", "Keep"), ("try", "Try")]),
        ("## 회고\n### Keep\n### 그 밖에\n## 기타\n", [("keep", "Keep"), (None, "그 밖에"), (None, "기타")]),
        ("## Keep\n```\n## Problem\n```\n<!--\n## Try\n-->\n> ## Try\n- ## Try\n", [("keep", "Keep")]),
        ("Keep\n====\n글\n\nTry\n---\n", [("keep", "Keep"), ("try", "Try")]),
        (
            "## ✨ **Keep** (좋은 점):\n## 2. problem\n",
            [("keep", "✨ **Keep** (좋은 점):"), ("problem", "2. problem")],
        ),
        ("## Keep\n## Keep\n", [("keep", "Keep"), ("keep", "Keep")]),
        ("# 제목\n글\n", []),
        ("# 하나\n# 둘\n", [(None, "하나"), (None, "둘")]),
        ("# 제목\n### 깊이\n", []),
        ("글만 있다\n", []),
        ("", []),
    ],
)
def test_sections_of_a_named_format(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert marks(text) == expected
    assert marks("---\r\nformat: kpt\r\n---\r\n" + text) == expected
    assert marks("\ufeff" + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 금요일\n## 강의\n### 세부\n## 학습\n", ["강의", "학습"]),
        ("# 강의\n## 세부\n# 학습\n", ["강의", "학습"]),
        ("## 강의\n### 세부\n", ["강의"]),
        ("# 금요일\n", []),
        ("### 강의\n", ["강의"]),
    ],
)
def test_free_headings_open_sections_at_their_highest_level(text: str, expected: list[str]) -> None:
    assert [heading for _, heading in marks(text, "log")] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("## Keep\n## Problem\n", "kpt"),
        ("## Keep\n", "log"),
        ("## Keep\n## 문제점\n## 다음에 시도할 점\n", "kpt"),
        ("## Liked\n## Learned\n## Lacked\n", "4l"),
        ("## 아침\n## 저녁\n", "log"),
    ],
)
def test_without_a_name_the_format_that_covers_two_headings_applies(text: str, name: str) -> None:
    assert outline(text, None).format.name == name
    assert outline(text, "no-such-format").format.name == name
    assert not outline(text, None).known


BEGIN, END = "<!-- retro:begin digest lang=ko sha=0 -->\n", "<!-- retro:end digest -->\n"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        (BEGIN + END, (0, 2)),
        ("\ufeff" + BEGIN + "x\n" + END, (0, 3)),
        ("글\n" + BEGIN.replace("\n", "\r\n") + "## Keep\r\n" + END, (1, 4)),
        (BEGIN + "x\n", None),
        (END, None),
        ("```\n" + BEGIN + END + "```\n", None),
        ("- " + BEGIN + END, None),
        ("- a\n\n" + BEGIN + END, (2, 4)),
        ("    " + BEGIN + END, None),
    ],
)
def test_the_digest_is_what_stands_between_its_markers(text: str, span: tuple[int, int] | None) -> None:
    assert find_digest(split_lines(text)) == span


def test_headings_in_the_digest_open_no_section() -> None:
    found = outline(f"## Keep\n- a\n{BEGIN}## Problem\n- b\n{END}- c\n")
    assert [mark.heading for mark in found.marks] == ["Keep"]
    assert [block.start for block in found.blocks if block.kind == "item"] == [1, 6]
