"""The screen: text as it is, in lines and tables that line up, plain where there is no terminal."""

import io
import json
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from retro_cli.cli.render.screen import STYLES, Screen
from retro_cli.cli.render.width import cells, elide, measure, pad, wrap

NASTY = [
    "[red]x[/red]",
    "[/]",
    ":smile:",
    "\x1b]0;x\x07",
    "\x1b[31m빨강",
    "a\tb",
    "{braces}",
    "[x] 배포",
    "\u202eabc",
    "42 http://x.y",
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(*, tty: bool, width: int = 40, **settings: Any) -> tuple[Screen, io.StringIO]:
    out = Terminal() if tty else io.StringIO()
    return Screen(out, Terminal() if tty else io.StringIO(), width=width, env={}, **settings), out


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("tty", [True, False])
def test_text_is_shown_as_typed_and_control_characters_visibly(text: str, tty: bool) -> None:
    shown, out = screen(tty=tty, color="never")
    shown.out(text)
    shown.table([[text, "end"]])
    printed = out.getvalue()
    assert "\x1b" not in printed and "\x07" not in printed and "\u202e" not in printed
    expected = text.replace("\x1b", "␛").replace("\x07", "␇").replace("\t", " ").replace("\u202e", "<U+202E>")
    assert printed == f"{expected}\n{expected}  end\n"


def test_piped_lines_are_whole_and_plain() -> None:
    shown, out = screen(tty=False)
    shown.out(("가" * 100, "bad"), "b" * 10_000)
    shown.table([["k3f", "가" * 100], ["9qa", ("b", "good")]])
    first, second, third, rest = out.getvalue().split("\n")
    assert first == "가" * 100 + "b" * 10_000
    assert (second, third, rest) == ("k3f  " + "가" * 100, "9qa  b", "")


def test_a_terminal_wraps_words_and_hangs_at_the_indentation() -> None:
    shown, out = screen(tty=True, width=20, color="never")
    shown.out("  한글로 쓴 조금 긴 줄입니다")
    assert out.getvalue() == "  한글로 쓴 조금 긴\n  줄입니다\n"


def test_a_line_of_ten_thousand_characters_ends() -> None:
    shown, out = screen(tty=True, width=80, color="never")
    shown.out("가" * 10_000)
    assert out.getvalue().replace("\n", "") == "가" * 10_000
    assert max(map(cells, out.getvalue().split("\n"))) == 80


def test_tables_line_up_in_any_script_and_are_cut_to_the_terminal() -> None:
    rows = [
        ["k3f", "설정을 저장소에 넣기", "11월 18일까지"],
        ["9qa", "☁️ 흐림", "12일째"],
        ["m2x", "read a very long paper about it", ""],
    ]
    shown, out = screen(tty=True, width=40, color="never")
    shown.table(rows, flexible=1)
    lines = out.getvalue().rstrip("\n").split("\n")
    assert [cells(line[: line.index(word)]) for line, word in zip(lines, ("11월", "12일"), strict=False)] == [27, 27]
    assert max(map(cells, lines)) <= 40
    assert lines[2].endswith("…")


def test_a_cell_may_be_pieces_in_several_styles_and_is_cut_as_one() -> None:
    shown, out = screen(tty=True, width=12, color="never")
    shown.table([["a", [("가나", "good"), " ", ("다라마바", "dim")]]])
    assert out.getvalue() == "a  가나 다…\n"


def test_head_and_indentation() -> None:
    shown, out = screen(tty=False)
    shown.table([["kpt", "KPT"]], head=["이름", "제목"], indent=1)
    assert out.getvalue() == " 이름  제목\n kpt   KPT\n"


@pytest.mark.parametrize(
    ("color", "env", "tty", "colored"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_follows_the_flag_then_the_environment_then_the_terminal(
    color: str, env: dict[str, str], tty: bool, colored: bool
) -> None:
    out, err = (Terminal() if tty else io.StringIO() for _ in range(2))
    shown = Screen(out, err, color=color, env=env, width=40)
    for style in STYLES:
        shown.out(("가", style))
        shown.err(("가", style))
    assert ("\x1b[" in out.getvalue()) == ("\x1b[" in err.getvalue()) == colored


def test_colour_forced_into_a_pipe_does_not_wrap() -> None:
    shown, out = screen(tty=False, width=20, color="always")
    shown.out(("가 " * 40, "good"))
    assert out.getvalue().count("\n") == 1


def test_a_document_is_json_with_its_letters_readable() -> None:
    shown, out = screen(tty=False)
    shown.json({"version": 1, "text": "회고"})
    assert json.loads(out.getvalue()) == {"version": 1, "text": "회고"}
    assert "회고" in out.getvalue() and out.getvalue().endswith("}\n")


def test_text_keeps_its_lines_and_splits_on_nothing_else() -> None:
    shown, out = screen(tty=False)
    shown.text("하나\r\n둘\u2028셋\n\n넷", indent=2)
    assert out.getvalue() == "  하나\n  둘<U+2028>셋\n  \n  넷\n"


def test_progress_is_silent_when_it_is_quick_or_nobody_watches() -> None:
    for tty in (True, False):
        out, err = io.StringIO(), Terminal() if tty else io.StringIO()
        with Screen(out, err, env={}, width=40).progress("읽는 중", 3) as step:
            for _ in range(3):
                step()
        assert (out.getvalue(), err.getvalue()) == ("", "")


def test_progress_shows_a_bar_on_stderr_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("retro_cli.cli.render.screen.monotonic", lambda: next(clock))
    out, err = io.StringIO(), Terminal()
    with Screen(out, err, env={}, width=60).progress("읽는 [b]중", 3) as step:
        for _ in range(3):
            step()
    assert "읽는 [b]중" in err.getvalue()
    assert out.getvalue() == ""


def test_what_is_recorded_becomes_a_picture() -> None:
    shown = Screen(io.StringIO(), io.StringIO(), env={}, width=40, record=True)
    shown.out(("[x] 오늘", "title"))
    assert "오늘" in shown.console.export_svg(title="retro")


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3), ("한글", 4), (normalize("NFD", "한글"), 4), ("é", 1), (normalize("NFD", "é"), 1),
        ("日本", 4), ("ｶﾅ", 2), ("…", 1), ("a\ufe0fb", 2), ("", 0),
        ("☁️", 2), ("☁", 1), ("1️⃣", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("🆔", 2), ("⏫", 2),
    ],
)  # fmt: skip
def test_widths_are_those_of_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf", "Mc"]), max_size=30))
def test_hangul_kana_latin_and_signs_are_as_wide_as_rich_says(text: str) -> None:
    simple = "".join(c for c in text if c.isascii() or "가" <= c <= "힣" or "ぁ" <= c <= "ヿ" or "一" <= c <= "鿿")
    assert cells(simple) == cell_len(simple)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40), st.integers(0, 30))
def test_eliding_never_exceeds_the_width_and_keeps_what_fits(text: str, width: int) -> None:
    short = elide(text, width)
    assert cells(short) <= width
    assert short == text or cells(text) > width
    assert cells(pad(short, width)) == width
    assert measure(text)[1] == len(text)


@given(st.text("가나 ab", max_size=60), st.integers(5, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width_where_words_do(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert " ".join(lines) == text
    assert all(cells(line) <= width or " " not in line.strip() for line in lines)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


PIECES = st.lists(
    st.tuples(
        st.one_of(
            st.text(max_size=12),
            st.text("a가각ㅏ\u1112\u1161\u11abé\u0301👍🏽👩\u200d💻❤\ufe0f\u200b\u00ad\t\n\x1b[]:\\ ／", max_size=12),
            st.sampled_from(("[red]", ":smile:", "https://example.org", "12.5", "", "e\u0301\t가")),
        ),
        st.sampled_from(sorted(STYLES)),
    ),
    max_size=5,
)


@settings(max_examples=500, deadline=None)
@given(PIECES, st.sampled_from(("always", "never")))
def test_a_line_that_fits_is_what_rich_makes_of_it(pieces: list[tuple[str, str]], color: str) -> None:
    def lines(fast: bool) -> str:
        stream = _Terminal()
        screen = Screen(stream, stream, color=color, env={}, width=200)
        with pytest.MonkeyPatch.context() as patch:
            if not fast:
                patch.setattr("retro_cli.cli.render.screen._KNOWS_ANSI", False)
            screen.out(*pieces)
        return stream.getvalue()

    assert lines(True) == lines(False)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_style_is_shown_as_rich_shows_it(style: str) -> None:
    from rich.console import Console
    from rich.text import Text

    own, rich = _Terminal(), _Terminal()
    Screen(own, own, color="always", env={}, width=80).out("[b] ", ("가나 a", style), ("다", style))
    console = Console(file=rich, force_terminal=True, color_system="256", legacy_windows=False, _environ={})
    console.print(Text.assemble("[b] ", ("가나 a", STYLES[style]), ("다", STYLES[style])), soft_wrap=True)
    assert own.getvalue() == rich.getvalue()
