"""Questions answered through pipe input: what each key answers, and what is handed to the caller meanwhile."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from retro_cli.cli.prompts import BACK, EDITOR, Choice, Done, ItemDraft, Prompter
from retro_cli.cli.prompts.asking import cut, wrapped
from retro_cli.cli.prompts.menus import _sentences
from retro_cli.cli.prompts.rows import pasted, to_items, to_lines
from retro_cli.domain.text import clean
from retro_cli.errors import Interrupted

ROOT = Path(__file__).resolve().parents[2]
ENTER, CTRL_A, CTRL_B, CTRL_C, CTRL_D, CTRL_O, CTRL_U, CTRL_W = (
    "\r",
    "\x01",
    "\x02",
    "\x03",
    "\x04",
    "\x0f",
    "\x15",
    "\x17",
)
UP, DOWN, SHIFT_TAB, TAB, ESC, BACKSPACE, DELETE, LEFT, HOME = (
    "\x1b[A",
    "\x1b[B",
    "\x1b[Z",
    "\t",
    "\x1b",
    "\x7f",
    "\x1b[3~",
    "\x1b[D",
    "\x1b[H",
)

FORMATS = [
    Choice("kpt", "KPT", description="잘한 것, 아쉬운 것, 해볼 것"),
    Choice("log", "자유롭게"),
    Choice("4l", "4L"),
]
FATES = [
    Choice("done", "했어요", "d"),
    Choice("started", "하는 중", "s"),
    Choice("dropped", "그만둘래요", "x"),
    Choice("open", "그대로"),
]


def answer(keys: str, ask: Callable[[Prompter], Any]) -> Any:
    """What `ask` returns when `keys` are typed."""
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        source.send_text(keys)
        return ask(Prompter(lambda message: message, color=False, lang="ko"))


def paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


class Calls(list[tuple[list[ItemDraft], str]]):
    """What a list handed to its caller."""

    def __call__(self, items: list[ItemDraft], unfinished: str) -> None:
        self.append((items, unfinished))


def listed(keys: str, items: tuple[ItemDraft, ...] = (), start: str = "") -> tuple[Any, Calls]:
    calls = Calls()
    return answer(keys, lambda ask: ask.items("1/3 Keep", items=items, on_change=calls, start=start)), calls


def texts(keys: str, items: tuple[ItemDraft, ...] = ()) -> list[str]:
    """The texts of the items of a list that was answered to its end."""
    result, _ = listed(keys + CTRL_D, items)
    assert isinstance(result, Done)
    return [item.text for item in result.items]


def test_importing_the_prompts_imports_no_prompt_library() -> None:
    code = "import sys, retro_cli.cli.prompts; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = run.stdout.split()
    assert "retro_cli.cli.prompts" in loaded
    assert not {"prompt_toolkit", "questionary", "asyncio"} & set(loaded)


# select


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (ENTER, "kpt"),
        (DOWN + ENTER, "log"),
        ("jj" + ENTER, "4l"),
        ("k" + ENTER, "4l"),
        ("ㅓ" + ENTER, "log"),
        ("ㅓㅓㅏ" + ENTER, "log"),
        ("3", "4l"),
        ("9" + ENTER, "kpt"),
        (paste("2\n") + ENTER, "kpt"),
        (SHIFT_TAB, BACK),
        (CTRL_B, BACK),
        (ESC + ESC, BACK),
    ],
)
def test_a_list_of_choices_is_answered_by_arrows_letters_and_numbers(keys: str, value: object) -> None:
    assert answer(keys, lambda ask: ask.select("형식", FORMATS)) == value


@pytest.mark.parametrize(
    ("keys", "value"), [("s", "started"), ("ㄴ", "started"), ("D", "done"), (DOWN * 2 + ENTER, "dropped")]
)
def test_a_choice_is_picked_at_once_by_its_own_key(keys: str, value: str) -> None:
    assert answer(keys, lambda ask: ask.select("어떻게?", FATES)) == value


def test_a_list_of_choices_begins_at_its_default() -> None:
    assert answer(ENTER, lambda ask: ask.select("형식", FORMATS, default="4l")) == "4l"


def test_a_value_may_be_none() -> None:
    choices = [Choice(1, "하나"), Choice(None, "없음")]
    assert answer("2", lambda ask: ask.select("몇 개?", choices)) is None


# key, scale, confirm


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("d", "done"),
        ("ㅇ", "done"),
        ("X", "dropped"),
        ("q?s", "started"),
        (ENTER, "open"),
        (SHIFT_TAB, BACK),
        (paste("d") + ENTER, "open"),
    ],
)
def test_one_key_decides_about_an_item(keys: str, value: object) -> None:
    assert answer(keys, lambda ask: ask.key("산책하기", FATES, enter="open", detail="2일째")) == value


def test_a_syllable_answers_as_many_questions_as_it_has_keys() -> None:
    """An input method that joins d and k into 아 has answered both questions."""
    both = [Choice(letter, letter, letter) for letter in "dk"]

    def ask(prompter: Prompter) -> list[object]:
        return [prompter.key("하나", both, enter=""), prompter.key("둘", both, enter="")]

    assert answer("아", ask) == ["d", "k"]


@pytest.mark.parametrize("ending", [ENTER, " ", ""])
def test_the_key_that_ends_a_syllable_does_not_answer_the_next_question(ending: str) -> None:
    def ask(prompter: Prompter) -> list[object]:
        return [prompter.confirm("저장할까요?", True), prompter.confirm("정말요?", True)]

    assert answer("ㅜ" + ending + "n", ask) == [False, False]


@pytest.mark.parametrize(("keys", "value"), [("4", 4), ("07x1", 1), (ENTER, None), (CTRL_B, BACK)])
def test_a_scale_takes_a_number_within_it_or_nothing(keys: str, value: object) -> None:
    assert answer(keys, lambda ask: ask.scale("기분", 1, 5)) == value


@pytest.mark.parametrize(("keys", "value"), [("10" + ENTER, 10), ("11" + ENTER + BACKSPACE + ENTER, 1), (ENTER, None)])
def test_a_scale_beyond_nine_is_typed(keys: str, value: object) -> None:
    assert answer(keys, lambda ask: ask.scale("기분", 0, 10)) == value


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.parametrize(
    ("keys", "value"),
    [("y", True), ("n", False), ("ㅛ", True), ("ㅜ", False), ("N", False), (SHIFT_TAB, BACK), (ESC + ESC, BACK)],
)
def test_yes_and_no_are_keys_in_either_language(keys: str, value: object, default: bool) -> None:
    assert answer(keys, lambda ask: ask.confirm("저장할까요?", default)) is value


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.parametrize("keys", [ENTER, "ㅗ" + ENTER, ESC + ENTER + ENTER, paste("n") + ENTER])
def test_enter_is_the_default_of_a_yes_or_no(keys: str, default: bool) -> None:
    assert answer(keys, lambda ask: ask.confirm("저장할까요?", default)) is default


# checkbox

NOTES = [Choice(1, "회의를 짧게"), Choice(2, "배포 자동화"), Choice(3, "학습 기록"), Choice(4, "deploy notes")]


@pytest.mark.parametrize(
    ("keys", "values"),
    [
        (ENTER, []),
        (" " + ENTER, [1]),
        (DOWN + " " + UP + " " + ENTER, [1, 2]),
        (CTRL_A + ENTER, [1, 2, 3, 4]),
        (CTRL_A + CTRL_A + ENTER, []),
        ("학 " + ENTER, [3]),
        ("기록 " + ENTER, [3]),
        ("a " + ENTER, []),
        ("배" + CTRL_A + CTRL_U + " " + ENTER, [1, 2]),
        ("ㅇ데 " + ENTER, [4]),
        ("DEP " + ENTER, [4]),
        ("학" + ENTER, [3]),
        ("없는말" + ENTER, []),
        (unicodedata.normalize("NFD", "학") + " " + ENTER, [3]),
        (paste("자동") + " " + ENTER, [2]),
        (TAB + ENTER, []),
        (LEFT + HOME + " " + ENTER, [1]),
    ],
)
def test_several_are_ticked_and_typed_text_narrows_the_list(keys: str, values: list[int]) -> None:
    assert answer(keys, lambda ask: ask.checkbox("이어갈 것", NOTES)) == values


def test_a_list_without_a_filter_ignores_letters() -> None:
    assert answer("ai학 " + ENTER, lambda ask: ask.checkbox("이어갈 것", NOTES, filter=False)) == [1]


def test_what_is_ticked_beforehand_stays_ticked() -> None:
    choices = [Choice("a", "하나", checked=True), Choice("b", "둘")]
    assert answer(ENTER, lambda ask: ask.checkbox("고르기", choices)) == ["a"]


def test_a_checkbox_list_can_be_gone_back_from() -> None:
    assert answer(" " + SHIFT_TAB, lambda ask: ask.checkbox("고르기", NOTES)) is BACK


# line


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("배포 자동화" + ENTER, "배포 자동화"),
        (ENTER, ""),
        ("  가운데  " + ENTER, "가운데"),
        (unicodedata.normalize("NFD", "한글") + ENTER, "한글"),
        (paste("하나\n둘\n") + ENTER, "하나 둘"),
        (paste("종\x07소\x1b[31m리") + ENTER, "종소[31m리"),
        ("[red]x[/red] :smile: <b>" + ENTER, "[red]x[/red] :smile: <b>"),
        ("썼다가" + SHIFT_TAB, BACK),
        ("썼다가" + CTRL_B, BACK),
    ],
)
def test_a_line_comes_back_composed_and_trimmed(keys: str, value: object) -> None:
    assert answer(keys, lambda ask: ask.line("제목")) == value


def test_a_line_begins_with_its_default() -> None:
    assert answer("!" + ENTER, lambda ask: ask.line("제목", default="초안")) == "초안!"


def test_a_line_is_asked_again_until_it_is_right() -> None:
    def short(text: str) -> str | None:
        return "too long" if len(text) > 3 else None

    assert answer("가나다라" + ENTER + BACKSPACE + ENTER, lambda ask: ask.line("제목", validate=short)) == "가나다"


# items


def test_lines_become_items_until_an_empty_one() -> None:
    result, calls = listed("하나\r둘\r\r")
    assert result == Done((ItemDraft("하나"), ItemDraft("둘")))
    assert calls == [
        ([ItemDraft("하나")], ""),
        ([ItemDraft("하나"), ItemDraft("둘")], ""),
        ([ItemDraft("하나"), ItemDraft("둘")], ""),
    ]


def test_nothing_typed_is_an_empty_list() -> None:
    assert listed(ENTER)[0] == Done(()) == listed(CTRL_D)[0]


@pytest.mark.parametrize("typed", ["# 제목처럼", "[ ] 상자처럼", "1. 번호처럼", "[red]x[/red] :smile:", "\\"])
def test_what_is_typed_comes_back_as_it_was_typed(typed: str) -> None:
    assert texts(typed + ENTER) == [typed]


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_list_mark_before_an_item_is_dropped_typed_or_pasted(bracketed: bool) -> None:
    held = "- 하나\r- [ ] 둘\r* 셋\r+넷\r"
    assert texts(f"\x1b[200~{held}\x1b[201~" if bracketed else held) == ["하나", "둘", "셋", "+넷"]


def test_a_pasted_line_with_a_tab_is_nested() -> None:
    result, _ = listed("\x1b[200~하나\n\t둘\n셋\n\x1b[201~\r")
    assert result == Done((ItemDraft("하나", "- 둘"), ItemDraft("셋")))
    result, _ = listed("\x1b[200~- 하나\n\t이어진 줄\n\t- 둘\n\x1b[201~\r")
    assert result == Done((ItemDraft("하나", "이어진 줄\n- 둘"),))


def test_a_leading_tab_puts_a_line_below_the_item_before() -> None:
    result, _ = listed("설정을 손으로 고쳤다\r\t두 번째다\r\t\t사흘 만에\r다음\r\r")
    assert result == Done((ItemDraft("설정을 손으로 고쳤다", "- 두 번째다\n    - 사흘 만에"), ItemDraft("다음")))


def test_a_tab_does_nothing_where_there_is_no_item_before_or_within_a_line() -> None:
    assert texts("\t하나\t둘\r") == ["하나둘"]


@pytest.mark.parametrize("undo", [BACKSPACE, CTRL_U, ENTER])
def test_an_empty_nested_line_can_be_taken_out_again(undo: str) -> None:
    assert texts(f"하나\r\t{undo}둘\r") == ["하나", "둘"]


@pytest.mark.parametrize("key", [UP, SHIFT_TAB, CTRL_B, ESC + ESC])
def test_the_last_item_is_taken_back_into_the_line(key: str) -> None:
    result, calls = listed(f"하나\r둘\r{key}째\r\r")
    assert result == Done((ItemDraft("하나"), ItemDraft("둘째")))
    assert calls[-2] == ([ItemDraft("하나"), ItemDraft("둘째")], "")


def test_earlier_items_are_reached_by_going_on_up() -> None:
    assert texts(f"하나\r둘\r셋\r{UP * 3}!\r넷\r") == ["하나!", "둘", "셋", "넷"]
    assert texts(f"하나\r둘\r셋\r{UP * 3}!{DOWN}?{DOWN * 2}넷\r") == ["하나!", "둘?", "셋", "넷"]


@pytest.mark.parametrize("leave", [ENTER, DOWN * 2, UP])
def test_an_item_whose_text_is_deleted_is_gone(leave: str) -> None:
    assert texts(f"하나\r둘\r셋\r{UP * 2}{CTRL_U}{leave}{DOWN * 3}넷\r") == ["하나", "셋", "넷"]


def test_what_is_being_typed_stays_while_an_item_is_changed() -> None:
    assert texts(f"하나\r쓰다 만{UP}!\r 것\r") == ["하나!", "쓰다 만 것"]


def test_going_back_from_the_first_line_leaves_the_question_with_all_handed_over() -> None:
    assert listed(SHIFT_TAB) == (BACK, [([], "")])
    result, calls = listed(f"하나\r쓰다 만{SHIFT_TAB}{SHIFT_TAB}")
    assert (result, calls[-1]) == (BACK, ([ItemDraft("하나")], "쓰다 만"))


def test_keys_that_delete_stay_within_their_line() -> None:
    assert texts(f"하나\r{BACKSPACE}{CTRL_W}{CTRL_U}{UP}{DELETE}{CTRL_D}{DOWN}둘 셋{CTRL_W}넷\r") == ["하나", "둘 넷"]


def test_ctrl_c_hands_over_what_is_being_typed() -> None:
    calls = Calls()
    with pytest.raises(Interrupted):
        answer(f"하나\r둘을 쓰다{CTRL_C}", lambda ask: ask.items("Keep", on_change=calls))
    assert calls[-1] == ([ItemDraft("하나")], "둘을 쓰다")


def test_a_list_goes_on_with_the_line_that_was_being_typed() -> None:
    result, calls = listed(" 것\r\r", (ItemDraft("하나", "- 아래"),), start="쓰다 만")
    assert result == Done((ItemDraft("하나", "- 아래"), ItemDraft("쓰다 만 것")))
    assert listed("째\r\r", (ItemDraft("하나"),), start="\t- 둘")[0] == Done((ItemDraft("하나", "- 둘째"),))
    assert len(calls) == 2


def test_ctrl_o_asks_for_the_editor() -> None:
    assert listed(f"하나\r둘{CTRL_O}") == (EDITOR, [([ItemDraft("하나")], ""), ([ItemDraft("하나")], "둘")])


def test_items_of_others_are_shown_and_never_changed() -> None:
    there = ItemDraft("있던 것", "- 그 아래", mine=False)
    assert listed(f"{UP}새것\r\r", (there,))[0] == Done((there, ItemDraft("새것")))
    assert listed(SHIFT_TAB, (there,))[0] is BACK


def test_pasted_lines_become_items_without_their_marks() -> None:
    result, calls = listed(paste("- [ ] 하나\n* 둘\n\n    - 둘의 아래\n        더 아래\n3. 셋\n끝") + CTRL_D)
    assert result == Done(
        (ItemDraft("하나"), ItemDraft("둘", "- 둘의 아래\n    더 아래"), ItemDraft("셋"), ItemDraft("끝"))
    )
    assert len(calls) == 2


def test_a_pasted_line_stays_to_be_edited() -> None:
    assert texts(paste("- 하나\n") + "!\r") == ["하나!"]
    assert texts("그래서 " + paste("- 하나") + "\r") == ["그래서 - 하나"]


def test_lines_are_pasted_into_the_middle_of_a_line() -> None:
    assert texts("앞뒤\x1b[D" + paste("하나\n둘\n셋") + "넷\r") == ["앞하나", "둘", "셋뒤", "넷"]


KEYS = [ENTER, TAB, UP, DOWN, BACKSPACE, DELETE, LEFT, HOME, CTRL_U, CTRL_W, "\x0b", "\x1f", "가", " ", "- ", "b"]
KEYS += [paste("하나\n  둘\n- [ ] 셋"), paste("x"), paste("\n\n")]


@given(st.lists(st.sampled_from(KEYS), max_size=25))
@settings(max_examples=60, deadline=None)
def test_whatever_is_pressed_the_list_stays_a_list_of_items(keys: list[str]) -> None:
    calls = Calls()
    with pytest.raises(Interrupted):
        answer("a" + "".join(keys) + CTRL_C, lambda ask: unending(ask, calls))
    items, unfinished = calls[-1]
    assert all(item.text and "\n" not in item.text for item in items)
    assert to_items(to_lines(items)) == items
    assert "\n" not in unfinished


def unending(ask: Prompter, calls: Calls) -> None:
    """A list that is asked again with what it held, until it is interrupted."""
    while True:
        items, unfinished = calls[-1] if calls else ([], "")
        ask.items("Keep", items=items, start=unfinished, on_change=calls)


def test_an_error_of_the_caller_ends_the_question() -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        answer("하나\r", lambda ask: ask.items("Keep", on_change=full))


def test_an_input_that_ends_is_an_interruption_with_all_handed_over() -> None:
    calls = Calls()
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        source.send_text("하나\r둘")
        source.close()
        with pytest.raises(Interrupted):
            Prompter(lambda message: message).items("Keep", on_change=calls)
    assert calls[-1] == ([ItemDraft("하나")], "둘")


plain = st.text(st.characters(codec="utf-8"), max_size=12).map(clean)
one_line = plain.map(lambda text: text.replace("\n", " ").replace("\t", " ")).filter(str.strip)
bodies = st.lists(plain, max_size=3).map(lambda lines: clean("\n".join(lines)))


@given(st.lists(st.builds(ItemDraft, one_line, bodies), max_size=4))
def test_items_come_back_from_their_lines(items: list[ItemDraft]) -> None:
    assert to_items(to_lines(items)) == items


@given(st.text(max_size=60))
def test_a_paste_keeps_every_word_and_begins_with_an_item(text: str) -> None:
    lines = pasted(text)
    assert not lines or not lines[0].startswith("\t")
    kept = "".join("".join(lines).split())
    assert all(not word.isalpha() or word in kept for word in clean(text).split())
    assert not any("\n" in line or "\r" in line for line in lines)


# text


def written(keys: str, default: str = "") -> tuple[Any, list[str]]:
    calls: list[str] = []
    return answer(keys, lambda ask: ask.text("느낀 점", default=default, on_change=calls.append)), calls


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("첫 줄\r둘째 줄\r\r\r", "첫 줄\n둘째 줄"),
        ("첫 문단\r\r둘째 문단\r\r\r", "첫 문단\n\n둘째 문단"),
        ("첫 줄\r둘째 줄" + CTRL_D, "첫 줄\n둘째 줄"),
        (ENTER, ""),
        (CTRL_D, ""),
        ("\t들여 쓴 줄\r\t또" + CTRL_D, "들여 쓴 줄\n    또"),
        (paste("# 제목\n\n\n- 하나\n  - 둘\n") + CTRL_D, "# 제목\n\n\n- 하나\n  - 둘"),
        ("가다\x1b[D나" + CTRL_D, "가나다"),
        ("나" + CTRL_B + "가" + CTRL_D, "가나"),
        ("썼다가" + SHIFT_TAB, BACK),
        (CTRL_B, BACK),
        (ESC + ESC, BACK),
        ("썼다가" + CTRL_O, EDITOR),
    ],
)
def test_prose_is_typed_freely_and_ended_by_two_empty_lines(keys: str, value: object) -> None:
    assert written(keys)[0] == value


def test_prose_goes_on_from_what_was_there() -> None:
    assert written("!" + CTRL_D, "어제 쓴 것\n둘째 줄")[0] == "어제 쓴 것\n둘째 줄!"


def test_prose_is_handed_over_line_by_line_and_when_the_question_is_left() -> None:
    assert written("하나\r둘" + SHIFT_TAB)[1] == ["하나", "하나\n둘"]
    calls: list[str] = []
    with pytest.raises(Interrupted):
        answer("하나" + CTRL_C, lambda ask: ask.text("느낀 점", on_change=calls.append))
    assert calls == ["하나"]


# every question

ASKED: list[Callable[[Prompter], Any]] = [
    lambda ask: ask.select("형식", FORMATS),
    lambda ask: ask.key("산책", FATES, enter="open"),
    lambda ask: ask.scale("기분", 1, 5),
    lambda ask: ask.confirm("저장?", True),
    lambda ask: ask.checkbox("고르기", NOTES),
    lambda ask: ask.line("제목"),
    lambda ask: ask.items("Keep", on_change=lambda *_: None),
    lambda ask: ask.text("느낀 점", on_change=lambda _: None),
]


@pytest.mark.parametrize("ask", ASKED)
def test_ctrl_c_interrupts_every_question(ask: Callable[[Prompter], Any]) -> None:
    with pytest.raises(Interrupted):
        answer(CTRL_C, ask)


@pytest.mark.parametrize("ask", ASKED[:6])
def test_ctrl_d_interrupts_where_it_means_nothing_else(ask: Callable[[Prompter], Any]) -> None:
    with pytest.raises(Interrupted):
        answer(CTRL_D, ask)


@given(st.text(max_size=80), st.integers(min_value=2, max_value=30))
def test_a_text_is_cut_and_wrapped_to_its_cells(text: str, cells: int) -> None:
    from prompt_toolkit.utils import get_cwidth

    assert get_cwidth(cut(text, cells)) <= cells
    lines = wrapped(text, cells)
    assert all(get_cwidth(line.rstrip(" ")) <= cells for line in lines)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [(80, "세 칸이에요. 처음 쓰기 좋아요."), (20, "세 칸이에요."), (12, "세 칸이에요."), (9, "세 칸이…")],
)
def test_a_description_keeps_the_sentences_that_fit(cells: int, shown: str) -> None:
    assert _sentences("세 칸이에요. 처음 쓰기 좋아요.", cells) == shown
