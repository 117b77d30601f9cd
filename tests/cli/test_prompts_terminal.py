"""Questions in a real terminal: what a person sees, at several widths, and what is left on the screen."""

import signal
import sys
from pathlib import Path

import pytest

from terminal import Keyboard, Terminal

ROOT = Path(__file__).resolve().parents[2]
K = Keyboard

SCRIPT = """
import sys
from retro_cli.cli.prompts import BACK, Choice, ItemDraft, Prompter
from retro_cli.errors import Interrupted

def changed(*answer):
    pass

ask = Prompter(lambda message: message, color=__COLOR__, lang="ko")
try:
    __BODY__
except Interrupted:
    print("interrupted")
    sys.exit(130)
"""

KEEP = "1/3 Keep — 잘한 것, 계속하고 싶은 것"
HINT = "빈 줄에서 enter 다음 · ⇧Tab 이전 · ^C 나중에 이어 쓰기"
LIST = (
    f"answer = ask.items({KEEP!r}, items=[], hint={HINT!r}, on_change=changed); print([i.text for i in answer.items])"
)


def terminal(body: str, *, size: tuple[int, int] = (80, 24), color: bool = False, answers: bool = False) -> Terminal:
    script = SCRIPT.replace("__BODY__", body).replace("__COLOR__", str(color))
    return Terminal([sys.executable, "-c", script], size=size, cwd=ROOT, env={"NO_COLOR": ""}, answers=answers)


def test_a_list_is_typed_in_korean_and_left_behind_without_its_hint() -> None:
    with terminal(LIST) as screen:
        screen.wait_for("1 ›")
        assert screen.screen() == [f" {KEEP}", f"   ({HINT})", "  1 ›"]
        screen.type("논문을 아침에 읽으니 집중이 잘 됐다").press(K.ENTER).type("산책").press(K.ENTER, K.UP).type("하기")
        assert screen.screen()[2:] == ["  1 › 논문을 아침에 읽으니 집중이 잘 됐다", "  2 › 산책하기", "  3 ›"]
        screen.press(K.ENTER, K.TAB).type("저녁에")
        assert screen.screen()[4:] == ["      - 저녁에"]
        screen.press(K.ENTER, K.ENTER)
        assert screen.exit_code() == 0
        assert screen.screen()[:-1] == [
            f" {KEEP}",
            "  1 › 논문을 아침에 읽으니 집중이 잘 됐다",
            "  2 › 산책하기",
            "      - 저녁에",
        ]


def test_the_hint_stands_beside_a_header_that_leaves_room() -> None:
    with terminal(LIST, size=(120, 24)) as screen:
        screen.wait_for("1 ›")
        assert screen.screen()[0] == f" {KEEP}     ({HINT})"


def test_a_list_fits_forty_columns_and_follows_the_window() -> None:
    with terminal(LIST, size=(40, 16)) as screen:
        screen.wait_for("1 ›").type("설정을 손으로 고쳤다 설정을 손으로 고쳤다")
        assert screen.screen() == [
            f" {KEEP}",
            "   (빈 줄에서 enter 다음 · ⇧Tab 이전 ·",
            "   ^C 나중에 이어 쓰기)",
            "  1 › 설정을 손으로 고쳤다 설정을 손으로",
            "       고쳤다",
        ]
        screen.resize(60, 16).press(K.ENTER)
        assert "  1 › 설정을 손으로 고쳤다 설정을 손으로 고쳤다" in screen.screen()


@pytest.mark.parametrize("by_key", [True, False])
def test_an_interruption_leaves_what_was_typed_on_the_screen(by_key: bool) -> None:
    with terminal(LIST) as screen:
        screen.wait_for("1 ›").type("하나").press(K.ENTER).type("쓰다 만 것")
        if by_key:
            screen.press(K.CTRL_C)
        else:
            screen.kill(signal.SIGINT)
        assert screen.exit_code() == 130
        assert screen.screen() == [f" {KEEP}", "  1 › 하나", "  2 › 쓰다 만 것", "interrupted"]


@pytest.mark.parametrize("bracketed", [True, False])
def test_a_long_paste_with_empty_lines_answers_one_question_only(bracketed: bool) -> None:
    body = f"{LIST}; print(ask.confirm('저장할까요?', True))"
    lines = [f"{number}번째로 잘한 것은 아침에 일어나서 산책을 한 것이다" for number in range(1, 61)]
    with terminal(body) as screen:
        screen.wait_for("1 ›").paste("\n\n".join(lines), bracketed=bracketed).wait_for("60번째로")
        if not bracketed:
            screen.press(K.ENTER)
        screen.wait_for("61 ›").press(K.ENTER).wait_for("저장할까요?")
        screen.press("n")
        assert screen.exit_code() == 0
        left = screen.scrollback()
        assert [line for line in left if "›" in line][:60] == [f"{n:>3} › {line}" for n, line in enumerate(lines, 1)]
        assert left[-1] == "False"


def test_a_list_longer_than_the_screen_scrolls_with_the_cursor() -> None:
    body = f"ask.items({KEEP!r}, items=[ItemDraft(f'항목 {{n}}') for n in range(1, 41)], on_change=changed)"
    with terminal(body, size=(60, 12)) as screen:
        screen.wait_for("41 ›")
        assert not screen.shows("항목 1\n")
        screen.press(*[K.UP] * 40)
        assert screen.shows("  1 › 항목 1\n") and screen.shows(KEEP)
        screen.press(K.CTRL_C)
        assert screen.exit_code() == 130
        assert [line for line in screen.scrollback() if "항목" in line] == [f"{n:>3} › 항목 {n}" for n in range(1, 41)]


def test_items_that_are_not_to_be_changed_are_shown_first() -> None:
    there = "[ItemDraft(f'있던 것 {n}', mine=False) for n in range(1, 9)]"
    with terminal(f"ask.items('Keep', items={there}, hint='', on_change=changed)") as screen:
        screen.wait_for("9 ›")
        assert screen.screen() == [" Keep", "      … 3", *[f"{n:>3} › 있던 것 {n}" for n in range(4, 9)], "  9 ›"]


def test_a_text_of_several_lines_is_left_as_it_was_typed() -> None:
    with terminal("answer = ask.text('2/3 느낀 점', hint='^D 다음', on_change=changed)") as screen:
        screen.wait_for("^D 다음").type("오늘은 길었다.").press(K.ENTER).type("그래도 끝났다.")
        assert screen.screen() == [" 2/3 느낀 점     (^D 다음)", "  › 오늘은 길었다.", "    그래도 끝났다."]
        screen.press(K.CTRL_D)
        assert screen.exit_code() == 0
        assert screen.screen() == [" 2/3 느낀 점", "    오늘은 길었다.", "    그래도 끝났다."]


def test_an_unanswered_question_leaves_a_dash() -> None:
    with terminal(
        f"ask.items({KEEP!r}, items=[], on_change=changed); ask.text('느낀 점', on_change=changed)"
    ) as screen:
        screen.wait_for("1 ›").press(K.ENTER).wait_for("느낀 점").press(K.ENTER)
        assert screen.exit_code() == 0
        assert screen.screen() == [f" {KEEP}  –", " 느낀 점  –"]


def test_each_short_question_leaves_one_line() -> None:
    body = """
    fates = [Choice(1, '했어요', 'd'), Choice(2, '그만둘래요', 'x'), Choice(3, '그대로')]
    ask.key(' 논문 한 편 읽기', fates, enter=3, detail='1일째')
    ask.select('형식', [Choice('kpt', 'KPT', description='잘한 것, 아쉬운 것'), Choice('log', '자유롭게')], hint='1-2')
    ask.line('제목', hint='enter 건너뛰기')
    ask.scale('기분', 1, 5)
    ask.checkbox('이어갈 것', [Choice(n, t) for n, t in enumerate(['회의를 짧게', '배포 자동화', '학습 기록'])])
    ask.confirm('저장할까요?', True)"""
    with terminal(body.strip()) as screen:
        screen.wait_for("그대로")
        assert screen.screen() == ["  논문 한 편 읽기  1일째   [d] 했어요 [x] 그만둘래요 · enter 그대로"]
        screen.press("ㅇ").wait_for("형식")
        assert screen.screen()[1:] == [" 형식 (1-2)", " › 1 KPT       잘한 것, 아쉬운 것", "   2 자유롭게"]
        screen.press(K.DOWN, K.ENTER).wait_for("제목")
        assert screen.screen()[2:] == [" 제목 (enter 건너뛰기) ›"]
        screen.type("배포 자동화").press(K.ENTER).wait_for("기분")
        assert screen.screen()[3:] == [" 기분   1 2 3 4 5 · enter skips"]
        screen.press("4").wait_for("이어갈 것").type("학").press(K.SPACE)
        assert screen.screen()[5:] == ["   / 학", " › ● 학습 기록"]
        screen.press(K.CTRL_U, K.SPACE, K.ENTER).wait_for("저장할까요?")
        assert screen.screen()[5:] == [" 저장할까요? (Y/n)"]
        screen.press("ㅛ")
        assert screen.exit_code() == 0
        assert screen.screen() == [
            "  논문 한 편 읽기  1일째 › 했어요",
            " 형식 › 자유롭게",
            " 제목 › 배포 자동화",
            " 기분 › 4",
            " 이어갈 것 › 회의를 짧게, 학습 기록",
            " 저장할까요? › yes",
        ]


def test_going_back_says_why_the_earlier_question_comes_again() -> None:
    with terminal("assert ask.line('둘째', default='쓰다 만') is BACK; ask.line('첫째')") as screen:
        screen.wait_for("쓰다 만").press(K.SHIFT_TAB).wait_for("첫째")
        assert screen.screen() == ["  ← back", " 첫째 ›"]


def test_keys_move_below_a_question_that_fills_the_line() -> None:
    fates = "[Choice(1, '했어요', 'd'), Choice(2, '나중에', 'l')]"
    body = f"ask.key('아주 긴 할 일이 하나 있어서 자리가 없어요', {fates}, enter=0)"
    with terminal(body, size=(44, 10)) as screen:
        screen.wait_for("나중에")
        assert screen.screen() == [" 아주 긴 할 일이 하나 있어서 자리가 없어요", "    [d] 했어요 [l] 나중에"]
        screen.press("l")
        assert screen.exit_code() == 0
        assert screen.screen() == [" 아주 긴 할 일이 하나 있어서 자리… › 나중에"]


def test_journal_text_is_shown_and_never_interpreted() -> None:
    nasty = "[red]x[/red] :smile: <b>y</b> \\x1b]0;pwn\\x07\\x1b[31m"
    seen = "[red]x[/red] :smile: <b>y</b> ␛]0;pwn␇␛[31m"
    body = f"""
    nasty = "{nasty}"
    ask.key(nasty, [Choice(1, nasty, 'd')], enter=0)
    ask.select(nasty, [Choice(1, nasty, 'd'), Choice(2, 'e', 'e', description=nasty)])
    ask.checkbox(nasty, [Choice(1, nasty)])
    ask.confirm(nasty, True)
    ask.items(nasty, items=[ItemDraft(nasty, nasty, mine=False)], on_change=changed)"""
    with terminal(body.strip(), size=(140, 30)) as screen:
        screen.wait_for(f"[d] {seen}").press("d").wait_for(f"d {seen}").press("d").wait_for(f"○ {seen}")
        screen.press(K.SPACE, K.ENTER).wait_for(f"{seen} (Y/n)").press("y").wait_for("2 ›").press(K.ENTER)
        assert screen.exit_code() == 0
        assert b"\x1b]0" not in screen.raw and b"\x07" not in screen.raw and b"\x1b[31m" not in screen.raw


@pytest.mark.parametrize("color", [True, False])
def test_colours_are_used_only_where_they_are_wanted(color: bool) -> None:
    body = f"""
    ask.key('읽기', [Choice(1, '했어요', 'd')], enter=0, detail='1일째')
    ask.select('형식', [Choice(1, '하나'), Choice(2, '둘')], hint='1-2')
    ask.confirm('정말?', True)
    {LIST}"""
    with terminal(body.strip(), color=color) as screen:
        screen.wait_for("했어요").press("d").wait_for("형식").press("1").wait_for("정말?").press("y").wait_for("1 ›")
        screen.type("하나").press(K.ENTER, K.ENTER)
        assert screen.exit_code() == 0
    attributes = {
        byte
        for byte in (b"\x1b[36m", b"\x1b[0;36m", b";36", b"\x1b[1m", b"\x1b[0;1m", b"\x1b[2m", b"\x1b[0;2m")
        if byte in screen.raw
    }
    assert bool(attributes) is color


def test_a_terminal_that_tells_its_cursor_position_is_understood() -> None:
    body = "ask.key('읽기', [Choice(1, '했어요', 'd')], enter=0); ask.confirm('정말?', True); " + LIST
    with terminal(body, answers=True) as screen:
        screen.wait_for("했어요").press("d").wait_for("정말?").press("y").wait_for("1 ›").type("하나").press(
            K.ENTER, K.ENTER
        )
        assert screen.exit_code() == 0
        assert screen.screen() == [" 읽기 › 했어요", " 정말? › yes", f" {KEEP}", "  1 › 하나", "['하나']"]


def test_every_accepted_item_has_been_handed_over_when_the_process_is_killed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    body = f"""
    def changed(items, line):
        with open({str(kept)!r}, 'w') as file:
            print(*[item.text for item in items], file=file)
    ask.items('Keep', on_change=changed)"""
    with terminal(body.strip()) as screen:
        screen.wait_for("1 ›").type("하나").press(K.ENTER).type("둘").press(K.ENTER).wait_for("3 ›").kill(
            signal.SIGKILL
        )
        assert screen.exit_code() == -signal.SIGKILL
    assert kept.read_text() == "하나 둘\n"
