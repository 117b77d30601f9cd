"""`retro today` killed with SIGKILL: after every answer, and at every step of saving, no answer is lost."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from retro_cli.cli.context import App
from terminal import Keyboard as Key
from trees import lay_out

Retro = Callable[..., Any]
ENTER = str(Key.ENTER)
ON = ENTER  # the empty line that goes on
DAY = "2026/2026-11-20.md"
KILL = "\x1b[24~"  # F12

KPT = [
    ("하나" + ENTER, "- 하나\n"),
    ("둘" + ENTER, "- 둘\n"),
    (ON, ""),
    ("늦잠" + ENTER, "## Problem\n- 늦잠\n"),
    (ON, ""),
    ("읽기 due:월" + ENTER, "- [ ] 읽기 📅 2026-11-23\n"),
    (ON, ""),
    ("n" + "메모" + Key.CTRL_D, "---\n메모\n"),
]
CDFA = [
    ("논문" + ENTER, "title: 논문\n"),
    ("11-18..19" + ENTER, "date: 2026-11-18\nend: 2026-11-19\n"),
    ("계기" + Key.CTRL_D, "## Cue\n계기\n"),
    ("첫 줄" + ENTER + "둘째 줄" + ENTER * 3, "## Did\n첫 줄\n둘째 줄\n"),
    ("좋았다" + Key.CTRL_D, "## Felt\n좋았다\n"),
    ("물어보기" + ENTER, "- [ ] 물어보기\n"),
]
LOG = [
    ("1강" + Key.CTRL_D, "## 강의\n1강\n"),
    (ON, ""),
    ("회고" + ENTER, ""),
    ("길었다" + Key.CTRL_D, "## 회고\n길었다\n"),
]
EARLIER = {
    "retro.toml": 'rhythm = "both"\n',
    "2026/2026-11-19.md": "---\nformat: log\n---\n## 강의\n글\n\n## 피어 세션\n글\n",
}


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", EARLIER)


@pytest.fixture
def killed(retro: Retro) -> Callable[..., None]:
    """Run `retro` in a child process on a terminal's keys, and kill it once it has taken in all of them."""

    def run(*args: str, keys: str) -> None:
        child = os.fork()
        if child == 0:
            try:
                App.interactive = True  # type: ignore[assignment, misc]
                _let_a_key_kill()
                with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
                    source.send_text(keys + KILL)
                    retro(*args)
            finally:
                os._exit(0)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    return run


def _let_a_key_kill() -> None:
    """Let F12 kill this process in whatever is being asked."""
    from retro_cli.cli.prompts import asking

    leaving = asking.leaving

    def with_kill(**settings: Any) -> Any:
        keys = leaving(**settings)
        keys.add("f12", eager=True)(lambda _: os.kill(os.getpid(), signal.SIGKILL))
        return keys

    asking.leaving = with_kill


def entries(journal: Path) -> str:
    """The text of the entries that were written."""
    return "".join(file.read_text() for file in sorted(journal.glob("2026/*.md")) if "2026-11-19.md" not in file.name)


@pytest.mark.parametrize(
    ("format", "answers"), [("kpt", KPT), ("cdfa", CDFA), ("log", LOG)], ids=["kpt", "cdfa", "log"]
)
def test_killed_after_every_answer_it_goes_on_with_all_of_them(
    killed: Callable[..., None], asked: Retro, journal: Path, format: str, answers: Sequence[tuple[str, str]]
) -> None:
    """One run for each answer: it goes on with the draft of the one before, hears the next answer, and is killed."""
    call = ["today", "-f", format]
    for keys, _ in answers:
        killed(*call, keys=keys)
        if format == "cdfa" and keys.startswith("11-18"):
            call = ["today", "-d", "2026-11-18", "-f", format]  # the day that it is about now
    assert entries(journal) == ""
    assert asked(*call, keys=ENTER * 4).code == 0
    text = entries(journal)
    for _, written in answers:
        assert written in text
        assert written == "" or text.count(written) == 1


@pytest.fixture
def killed_at(retro: Retro) -> Callable[[int], bool]:
    """Save the waiting draft in a child that is killed at the n-th thing it does to the disk; False where it ends."""

    def run(number: int) -> bool:
        child = os.fork()
        if child == 0:
            try:
                App.interactive = True  # type: ignore[assignment, misc]
                _kill_at(number)
                with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
                    source.send_text(ENTER)
                    retro("today")
            finally:
                os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    return run


def _kill_at(number: int) -> None:
    """Kill this process at the n-th audit event of a write, from the moment of saving on."""
    from retro_cli.services import capture

    save, seen = capture.save, -1

    def begun(*args: Any, **more: Any) -> Any:
        nonlocal seen
        seen = 0
        return save(*args, **more)

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal seen
        if seen >= 0 and (event == "open" or event.startswith(("os.", "fcntl."))):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    capture.save = begun
    sys.addaudithook(hook)


@pytest.mark.parametrize("standing", [None, "---\nformat: kpt\n---\n## Keep\n- 먼저\n"], ids=["new", "continued"])
def test_killed_at_any_step_of_saving_no_answer_is_lost_or_doubled(
    killed_at: Callable[[int], bool], asked: Retro, journal: Path, standing: str | None
) -> None:
    (journal / "2026/2026-11-19.md").unlink()
    lay_out(journal, {DAY: standing} if standing else {})
    before = {file: file.read_bytes() for file in journal.rglob("*.md")}
    steps, kept = 0, set()
    while True:
        asked("today", keys="하나" + ENTER + ON + ON + "둘" + ENTER + ON + Key.CTRL_C)
        steps += 1
        ended = not killed_at(steps)
        text = (journal / DAY).read_text() if (journal / DAY).exists() else None
        kept.add(text)
        assert asked("today", keys=ENTER * 4).code == 0
        final = (journal / DAY).read_text()
        assert final.count("- 하나\n") == 1 and final.endswith("## Try\n- [ ] 둘\n")
        assert text in (standing, final)
        (journal / DAY).unlink()
        for file, data in before.items():
            file.write_bytes(data)
        if ended:
            break
    assert steps > 5 and kept == {standing, final}


def test_killed_in_the_loop_it_asks_on_from_there(killed: Callable[..., None], asked: Retro, journal: Path) -> None:
    earlier = "2026/2026-11-18.md"
    lay_out(journal, {earlier: "---\nformat: kpt\n---\n## Try\n- [ ] 하나\n- [ ] 둘\n- [ ] 셋\n"})
    killed("today", keys=ENTER + "d")
    killed("today", keys="w")
    assert asked("today", keys="x" + ON * 3 + ENTER).code == 0
    assert (journal / earlier).read_text().endswith("- [ ] 하나\n- [x] 둘 ✅ 2026-11-20\n- [-] 셋 ❌ 2026-11-20\n")
    assert entries(journal).endswith("## Keep\n- 둘\n")
