"""Lines split without loss; answers, comparisons and screens get the form that they need."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain import text
from tests.domain.strategies import hostile_text


@given(st.one_of(hostile_text(), st.text()))
def test_split_lines_join_to_the_text(source: str) -> None:
    assert "".join(text.split_lines(source)) == source


@given(st.one_of(hostile_text(), st.text()))
def test_every_line_but_the_last_has_one_newline_at_its_end(source: str) -> None:
    lines = text.split_lines(source)
    for line in lines:
        assert text.strip_ending(line) + text.line_ending(line) == line
        assert "\n" not in text.strip_ending(line) and "\r" not in text.strip_ending(line)
    assert all(text.line_ending(line) for line in lines[:-1])


def test_only_the_three_newlines_end_a_line() -> None:
    assert text.split_lines("a\r\nb\rc\n\nd\u2028e\x0cf\x85g\x0bh") == [
        "a\r\n",
        "b\r",
        "c\n",
        "\n",
        "d\u2028e\x0cf\x85g\x0bh",
    ]
    assert text.split_lines("") == []
    assert text.split_lines("\r\r\n") == ["\r", "\r\n"]


@pytest.mark.parametrize(
    ("source", "newline"),
    [
        ("", "\n"),
        ("한 줄", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\rc\n", "\r"),
        ("a\nb\r\n", "\n"),
        ("a\r\nb\n", "\r\n"),
    ],
)
def test_the_newline_used_most_is_found(source: str, newline: str) -> None:
    assert text.dominant_newline(source) == newline


def test_folding_ignores_case_and_composition() -> None:
    assert text.fold(unicodedata.normalize("NFD", "회고 Café")) == text.fold("회고 CAFÉ")
    assert text.fold("KEEP") == "keep"
    assert text.fold("Straße") == text.fold("STRASSE")


@given(st.text())
def test_folding_twice_is_folding_once(source: str) -> None:
    assert text.fold(text.fold(source)) == text.fold(source)


@given(st.one_of(hostile_text(), st.text()))
def test_a_cleaned_answer_is_composed_trimmed_and_without_control_characters(source: str) -> None:
    answer = text.clean(source)
    assert answer == answer.strip()
    assert unicodedata.is_normalized("NFC", answer)
    assert all(unicodedata.category(c) not in ("Cc", "Cs") or c in "\n\t" for c in answer)
    assert text.clean(answer) == answer
    answer.encode()


def test_cleaning_keeps_newlines_and_tabs() -> None:
    assert text.clean(" 첫 줄\r\n\t둘째\x1b[31m\r셋째\x00 \n") == "첫 줄\n\t둘째[31m\n셋째"
    assert text.clean("e\x00\u0301") == "é"


def test_what_a_screen_would_interpret_is_shown_instead() -> None:
    assert text.visible("\x1b]0;x\x07") == "␛]0;x␇"
    assert text.visible("a\tb\nc\rd\x00\x7f") == "a b␤c␍d␀␡"
    assert text.visible("\x9b31m \u202eabc\u2069 \u2028\u2029\u200f") == (
        "<U+009B>31m <U+202E>abc<U+2069> <U+2028><U+2029><U+200F>"
    )
    assert text.visible("\ud800") == "<U+D800>"


def test_plain_text_is_shown_as_it_is() -> None:
    plain = "[red]x[/red] :smile: 회고 ☁️ 👩‍💻 —"
    assert text.visible(plain) is plain


@given(st.text(st.characters()))
def test_visible_text_is_one_line_that_any_terminal_can_take(source: str) -> None:
    shown = text.visible(source)
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert text.visible(shown) == shown
    shown.encode()


@pytest.mark.parametrize(
    "answer",
    [
        "TBU",
        "tbd.",
        "(TBU)",
        "-",
        "—",
        "...",
        "…",
        "없음",
        "없어요",
        "나중에",
        "나중에 쓰기",
        "추후 작성",
        "n/a",
        "None",
        "特になし",
        "?",
    ],
)
def test_placeholders_are_no_answers(answer: str) -> None:
    assert text.is_placeholder(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "나중에 산책하기",
        "없음이 답이었다",
        "todo list 만들기",
        "TBU 확인",
        "1",
        "별것 없음",
        "later than planned",
        "- a",
    ],
)
def test_answers_are_no_placeholders(answer: str) -> None:
    assert not text.is_placeholder(answer)
