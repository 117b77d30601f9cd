"""A one-line answer stands in a list without being structure, and comes back as it was typed; so does prose."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from retro_cli.domain import answers
from retro_cli.domain.answers import ItemAnswer, item
from retro_cli.domain.prose import escape_prose, prose, unescape_prose
from retro_cli.domain.text import clean, split_lines
from tests.domain import answering

ORACLE = MarkdownIt("commonmark")


def one_liners() -> st.SearchStrategy[str]:
    return st.one_of(
        answering.texts(), st.text("\\-+*#>`~_=[]x 1.)<!a", min_size=1, max_size=9).map(clean).filter(bool)
    )


@settings(max_examples=1000)
@given(one_liners())
@example("\\" * 50 + "# x")
@example("1\\\\\\. x")
def test_reading_takes_away_what_writing_put_before_a_text(text: str) -> None:
    written = answers.escape_item(text)
    assert answers.unescape_item(written) == text
    assert len(written) - len(text) in (0, 1)


@settings(max_examples=1000)
@given(one_liners(), st.sampled_from(("-", "*", "+", "7.", "3)")))
@example("--", "-")
@example("* *", "*")
@example("[x] y", "-")
@example("<script>", "-")
def test_no_text_of_an_item_is_structure_to_markdown(text: str, marker: str) -> None:
    kinds = [token.type for token in ORACLE.parse(f"{marker} {answers.escape_item(text)}\n")]
    inside = [kind for kind in kinds if kind not in ("bullet_list_open", "bullet_list_close")]
    wanted = ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]
    assert [kind for kind in inside if not kind.startswith("ordered_list")] in (wanted, wanted[:1] + wanted[-1:])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[ ] 상자", "\\[ ] 상자"),
        ("[x] 상자", "\\[x] 상자"),
        ("[x]상자", "[x]상자"),
        ("[링크](https://example.org)", "[링크](https://example.org)"),
        ("# 제목", "\\# 제목"),
        ("#태그", "#태그"),
        ("1. 하나", "1\\. 하나"),
        ("1.5배", "1.5배"),
        ("- 하나", "\\- 하나"),
        ("-5도", "-5도"),
        ("\\- 하나", "\\\\- 하나"),
        ("C:\\temp", "C:\\temp"),
        ("> 인용", "\\> 인용"),
        ("```", "\\```"),
        ("`코드`", "`코드`"),
        ("<!-- 주석 -->", "\\<!-- 주석 -->"),
        ("<3", "<3"),
        ("**굵게**", "**굵게**"),
        ("***", "\\***"),
        ("１. 전각", "１. 전각"),
    ],
)
def test_only_what_would_be_structure_gets_a_backslash(text: str, written: str) -> None:
    assert answers.escape_item(text) == written
    assert answers.unescape_item(written) == text


def test_an_answer_is_cleaned() -> None:
    given_ = item("  \u1112\u1161\u11ab글\x00\x1b[31m \r\n\r\n- 아래\r\n", "더")
    assert given_ == ItemAnswer("한글[31m", "- 아래\n더")
    assert item("\n\n") == ItemAnswer("")


@settings(max_examples=300)
@given(st.text(), st.text())
def test_an_item_of_any_text_is_as_kept(text: str, body: str) -> None:
    made = item(text, body)
    assert "\n" not in made.text
    assert (clean(made.text), clean(made.body)) == (made.text, made.body)


@settings(max_examples=300, deadline=None)
@given(answering.proses(), st.sampled_from((1, 2, 3, 6)))
@example("\\" * 9 + "## x", 2)
@example("a\n===\nb\n---", 2)
@example("```\n# x\n```\n# y\n```", 2)
@example("- a\n\n  # x\n# y", 2)
@example("<!-- a\n# x -->\n<!-- b", 2)
@example("<!-- retro:begin digest -->\nx\n<!-- retro:end digest -->", 2)
def test_prose_comes_back_and_ends_nothing(text: str, level: int) -> None:
    def ends(depth: int, _text: str) -> bool:
        return depth <= level

    written = escape_prose(text, ends)
    assert unescape_prose(written, ends) == text
    levels = [
        int(token.tag[1])
        for token in ORACLE.parse(f"{written}\n\n## 다음\n")
        if token.type == "heading_open" and token.level == 0
    ]
    assert levels[-1] == 2
    assert all(depth > level for depth in levels[:-1])


def test_prose_gets_a_backslash_only_where_it_would_end_the_section() -> None:
    text = "### 소제목\n\n## 제목\n\n```\n## 코드\n```\n\n> ## 인용\n\n제목\n---\n\n---\n\n~~~ 열린"
    assert escape_prose(text, lambda depth, _: depth <= 2) == text.replace("\n## 제목", "\n\\## 제목").replace(
        "제목\n---", "제목\n\\---"
    ).replace("~~~", "\\~~~")


def test_prose_of_lines_has_no_blank_lines_around_it() -> None:
    assert prose(split_lines("\r\n \n  a\r\n\r\nb\u2028  \n\n")) == "  a\n\nb"


@pytest.mark.parametrize(
    ("text", "says_nothing"),
    [
        ("", True),
        ("TBU", True),
        ("- TBU\n- 없음\n", True),
        ("1. TBD", True),
        ("-\n- [ ]\n", True),
        ("- [ ] 나중에", True),
        ("- [x] 나중에", False),
        ("없음이 아니다", False),
        ("- TBU\n- 썼다", False),
    ],
)
def test_placeholders_and_empty_bullets_say_nothing(text: str, says_nothing: bool) -> None:
    assert answers.unanswered(text) is says_nothing
