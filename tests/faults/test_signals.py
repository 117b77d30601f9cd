"""A signal at any question of an interview costs nothing: what was typed, entered or not, is in the draft."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.calls import END, ENTER, ON
from faults.run import in_terminal, retro, warm_up
from faults.scene import lay_out_scene, own_files, snapshot
from terminal import Keyboard as Key

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

KPT = (
    ("", "enter", ""),
    (ON, "논문", ""),
    ("d", "enter neither", ""),
    ("w", "내일 적기", ""),
    (ON, "1/3", ""),
    ("하나" + ENTER, "하나", "하나"),
    ("둘째 줄", "둘째 줄", "둘째 줄"),
    (ENTER, "  4 ", ""),
    (ON, "2/3", ""),
    ("늦잠" + ENTER + ON, "3/3", "늦잠"),
    ("일찍 자기", "일찍 자기", "일찍 자기"),
    (ENTER, "  2 ", ""),
    (ON, "Save this entry?", ""),
    ("n", "Note", ""),
    ("메모 한 줄", "메모 한 줄", "메모 한 줄"),
    (END, "Save this entry?", ""),
)
CDFA = (
    ("", "enter", ""),
    (ON, "논문", ""),
    (ON, "내일 적기", ""),
    (ON, "What is it about?", ""),
    ("논문 읽", "논문 읽", "논문 읽"),
    ("기" + ENTER, "When was it?", "논문 읽기"),
    ("11-1", "11-1", ""),
    ("9" + ENTER, "1/4", "2026-11-19"),
    ("받았다", "받았다", "받았다"),
    (END, "2/4", ""),
    ("읽었다" + ENTER + "끝까지", "끝까지", "끝까지"),
    (END, "3/4", ""),
    ("좋았다" + END, "4/4", "좋았다"),
    ("물어보", "물어보", "물어보"),
)
WEEK = (
    ("", "anything to take over", ""),
    (ON, "1/5", ""),
    ("차분한 한 주", "차분한 한 주", "차분한 한 주"),
    (ENTER + ON, "[-] Negative", ""),
)
INTERVIEWS = {"today": (("today",), KPT), "today -f cdfa": (("today", "-f", "cdfa"), CDFA), "week": (("week",), WEEK)}


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


def cases() -> Iterator[tuple[str, int, signal.Signals]]:
    """Every question of every interview, the signals in turn."""
    for name, (_, steps) in INTERVIEWS.items():
        for at in range(1, len(steps) + 1):
            yield name, at, SIGNALS[at % len(SIGNALS)]


@pytest.mark.parametrize(("name", "at", "number"), list(cases()))
def test_a_signal_at_any_question_costs_nothing(tmp_path: Path, name: str, at: int, number: signal.Signals) -> None:
    scene = tmp_path / "scene"
    lay_out_scene(scene, day=False)
    before = own_files(snapshot(scene))
    args, steps = INTERVIEWS[name]
    done = in_terminal(scene, args, [(keys, shown) for keys, shown, _ in steps[:at]], number)
    assert done.code == 130, done
    assert "Traceback" not in done.out
    files = snapshot(scene)
    assert set(own_files(files)) == set(before)
    kept = b"\n".join(data for path, data in files.items() if "/drafts/" in path).decode()
    for _, _, typed in steps[:at]:
        assert typed in kept, (typed, done.out[-600:])
    assert (retro(scene, ("list",)).code, retro(scene, ("list",)).err) == (0, "")


def test_a_terminal_that_is_left_is_as_it_was(tmp_path: Path) -> None:
    """Raw mode ends, the cursor is shown, bracketed paste is off."""
    scene = tmp_path / "scene"
    lay_out_scene(scene, day=False)
    done = in_terminal(scene, ("today",), [("", "enter")], signal.SIGTERM)
    assert "\x1b[?2004l" in done.out and str(Key.CTRL_C) not in done.out
