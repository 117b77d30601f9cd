"""A whole day with `retro` in a real terminal, 80 cells wide and 24 lines high, in Korean."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from retro_cli.cli.render.width import cells
from terminal import Keyboard as Key
from terminal import Terminal
from trees import lay_out

Start = Callable[..., Terminal]
DAY = "2026/2026-11-20.md"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"retro.toml": 'rhythm = "both"\n'})


def read(journal: Path, path: str = DAY) -> str:
    return (journal / path).read_text(encoding="utf-8")


def test_a_whole_day(terminal: Start, journal: Path) -> None:
    """Asked, an item taken back, left in the second question, resumed, saved; a second time adds."""
    screen = terminal("today").wait_for("1/3 Keep")
    screen.type("논문을 아침에 읽으니 집중이 잘 됐다").press(Key.ENTER)
    screen.type("잘못 쓴 것").press(Key.ENTER).wait_for("3 ›")
    screen.press(Key.SHIFT_TAB, Key.CTRL_U, Key.ENTER)  # take it back
    screen.wait_gone("잘못 쓴 것").press(Key.ENTER).wait_for("2/3 Problem")
    screen.type("설정을 손으로 고쳤다").press(Key.ENTER).type("두 번째 줄을 쓰다").press(Key.CTRL_C)
    assert screen.exit_code() == 130
    left = screen.screen()
    assert left[0].startswith(" 11월 20일 (금) · KPT")
    assert "  1 › 논문을 아침에 읽으니 집중이 잘 됐다" in left and "  2 › 두 번째 줄을 쓰다" in left
    assert left[-1].endswith("retro today") and not (journal / DAY).exists()

    screen = terminal("today").wait_for("2/3 Problem")
    assert screen.screen()[-2:] == ["  1 › 설정을 손으로 고쳤다", "  2 › 두 번째 줄을 쓰다"]
    screen.type(" 말았다").press(Key.ENTER, Key.ENTER).wait_for("3/3 Try")
    screen.type("설정을 저장소에 넣기 due:화").press(Key.ENTER, Key.ENTER).wait_for("11월 24일 (화)")
    screen.wait_for("[s]").press(Key.ENTER)
    assert screen.exit_code() == 0
    assert screen.screen()[-1].startswith("저장했어요 2026/2026-11-20.md · Keep 1 · Problem 2 · Try 1")
    first = read(journal)
    assert first == (
        "---\ndate: 2026-11-20\nformat: kpt\n---\n\n## Keep\n- 논문을 아침에 읽으니 집중이 잘 됐다\n\n"
        "## Problem\n- 설정을 손으로 고쳤다\n- 두 번째 줄을 쓰다 말았다\n\n"
        "## Try\n- [ ] 설정을 저장소에 넣기 📅 2026-11-24\n"
    )

    screen = terminal("today").wait_for("1/3 Keep ✓").type("산책").press(Key.ENTER, Key.ENTER)
    screen.wait_for("2/3 Problem ✓").press(Key.ENTER).wait_for("3/3 Try ✓").press(Key.ENTER).wait_for("[s]")
    screen.press("ㄴ")  # s, with Hangul switched on
    assert screen.exit_code() == 0
    assert read(journal) == first.replace("잘 됐다\n", "잘 됐다\n- 산책\n")


def test_the_first_evening_and_the_next(terminal: Start, home: Path) -> None:
    """First use, one item; the day after, the loop: what worked becomes a Keep."""
    journal = home / "journal"
    screen = terminal("today").wait_for("1 ").press("1").wait_for("KPT").press(Key.ENTER)
    screen.wait_for("› 주간 회고").press(Key.ENTER).wait_for("1/3 Keep")
    assert str(journal) in "".join(line.strip() for line in screen.screen())
    screen.press(Key.ENTER).wait_for("2/3").press(Key.ENTER).wait_for("3/3")
    screen.type("논문 한 편 읽기").press(Key.ENTER, Key.ENTER).wait_for("[s]").press("s")
    assert screen.exit_code() == 0

    screen = terminal("today", at="2026-11-21T22:00+09:00").wait_for("논문 한 편 읽기  1일째")
    screen.press("d").wait_for("[w]").press("w").wait_for("1/3 Keep")
    assert "  1 › 논문 한 편 읽기" in screen.screen()
    screen.press(Key.ENTER).wait_for("2/3").press(Key.ENTER).wait_for("3/3").press(Key.ENTER)
    screen.wait_for("[s]").press(Key.ENTER)
    assert screen.exit_code() == 0
    assert read(journal, "2026/2026-11-21.md").endswith("## Keep\n- 논문 한 편 읽기\n")
    assert read(journal).endswith("- [x] 논문 한 편 읽기 ✅ 2026-11-21\n")


def test_an_event_with_the_editor_in_the_middle(terminal: Start, journal: Path, tmp_path: Path) -> None:
    """Title, days, a text of several lines; then the editor opens the entry so far, and what it leaves is saved."""
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\ntext = file.read_text(encoding='utf-8')\n"
        "file.write_text(text.replace('## 느낀 점\\n', '## 느낀 점\\n뿌듯했다\\n'), encoding='utf-8')\n"
    )
    env = {"RETRO_EDITOR": f"{sys.executable} {editor}"}
    screen = terminal("today", "-f", "cdfa", env=env).wait_for("›").type("BERT 논문").press(Key.ENTER)
    screen.wait_for("09-03..04").type("11-18..19").press(Key.ENTER).wait_for("1/4 계기")
    screen.type("스터디").press(Key.ENTER).type("세 번째 주").press(Key.ENTER, Key.ENTER, Key.ENTER)
    screen.wait_for("2/4 한 일").type("읽었다").press(Key.CTRL_O)
    assert screen.exit_code() == 0
    assert read(journal, "2026/2026-11-18-bert-논문.md").endswith(
        "title: BERT 논문\n---\n\n## 계기\n스터디\n세 번째 주\n\n## 한 일\n읽었다\n\n## 느낀 점\n뿌듯했다\n"
    )


@pytest.mark.parametrize("size", [(80, 24), (44, 14)])
def test_long_and_nasty_text_fits_the_screen(terminal: Start, journal: Path, size: tuple[int, int]) -> None:
    """What stands already is one line a question, however long; nothing of it is interpreted."""
    nasty = "[red]x[/red] :smile: \x1b]0;x\x07 " + "한글" * 4000
    lay_out(journal, {DAY: f"---\nformat: kpt\n---\n## Keep\n- {nasty}\n"})
    screen = terminal("today", size=size).wait_for("1 ›")
    shown = screen.screen()
    assert len(shown) <= 6 and all(cells(line) <= size[0] for line in shown)
    assert "[red]x[/red] :smile: ␛]0;x␇ 한글" in "".join(shown) or size[0] < 80
    assert b"\x1b]0;x" not in screen.raw
    screen.press(Key.CTRL_C)
    assert screen.exit_code() == 130 and os.listdir(journal / "2026") == ["2026-11-20.md"]
