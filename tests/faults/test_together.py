"""Many `retro` at once: every item of every one of them is there, once; two on one to-do, and beside an editor."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from faults.matrix import shelf
from faults.run import _in_child, retro, warm_up
from faults.scene import DAY, environment, lay_out_scene
from terminal import Keyboard, Terminal

PROCESSES, ADDS = 16, 25


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


@pytest.fixture
def home() -> Iterator[Path]:
    made = shelf()
    lay_out_scene(made, day=False)
    yield made
    shutil.rmtree(made)


def at_once(home: Path, calls: Sequence[Sequence[tuple[str, ...]]]) -> list[int]:
    """Run each of the lists of calls in a process of its own, all at the same time; the worst exit code of each."""
    children = []
    for mine in calls:
        child = os.fork()
        if child == 0:
            worst = 98
            try:
                os.environ.clear()
                os.environ.update(environment(home))
                null = os.open(os.devnull, os.O_RDWR)
                os.dup2(null, 1)
                os.dup2(null, 2)
                worst = max(_in_child(home, args, "", "", lambda _point, do: do(), 0) for args in mine)
            finally:
                os._exit(worst)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_sixteen_processes_add_twenty_five_items_each_to_one_day(home: Path) -> None:
    calls = [[("add", "keep", f"{process}-{number}") for number in range(ADDS)] for process in range(PROCESSES)]
    assert at_once(home, calls) == [0] * PROCESSES
    lines = (home / DAY).read_text().split("\n")
    assert Counter(line for line in lines if line.startswith("- ")) == Counter(
        f"- {process}-{number}" for process in range(PROCESSES) for number in range(ADDS)
    )
    assert not [name for name in os.listdir((home / DAY).parent) if name.endswith(".tmp")]


def test_two_on_one_to_do_leave_one_state(home: Path) -> None:
    codes = at_once(
        home, [[("todo", "done", "저장소에")], [("todo", "drop", "저장소에")], [("todo", "due", "저장소에", "월")]]
    )
    text = (home / "journal/2026/2026-11-18.md").read_text()
    line = next(line for line in text.split("\n") if "저장소에 넣기" in line)
    assert 0 in codes and set(codes) <= {0, 2, 3, 5}
    assert line.count("✅") + line.count("❌") <= 1 and line.count("📅") == 1
    assert text.count("저장소에 넣기") == 1


def test_whoever_waits_too_long_is_told_who_holds_the_journal(home: Path) -> None:
    from retro_cli.store.locations import journal_state
    from retro_cli.store.locks import lock

    state = journal_state(environment(home), home / "journal")
    with lock(state, "import"):
        done = retro(home, ("add", "keep", "늦게 온 것"))
    assert done.code == 5 and f"retro import (pid {os.getpid()})" in done.err
    assert retro(home, ("add", "keep", "늦게 온 것")).code == 0


def test_two_interviews_of_one_day_both_land(home: Path, terminal: Callable[..., Terminal]) -> None:
    (home / "journal/retro.toml").write_text('rhythm = "both"\n[today]\nreview = 0\n')
    env, enter = environment(home), str(Keyboard.ENTER)
    first = terminal("today", "--lang", "en", env=env, cwd=home)
    first.wait_for("Keep").type(f"먼저 온 것{enter}")
    second = terminal("today", "--lang", "en", env=env, cwd=home)
    second.wait_for("open elsewhere").wait_for("Keep").type(f"나중 온 것{enter}")
    for session in (second, first):
        session.type(enter).type(enter).type(enter).type(enter)
        assert session.exit_code() == 0
    text = (home / DAY).read_text()
    assert text.count("- 먼저 온 것\n") == text.count("- 나중 온 것\n") == 1
    assert not list(home.rglob("drafts/*.json"))


def test_beside_an_editor_that_keeps_saving_nothing_is_lost(home: Path) -> None:
    lay_out_scene(home, day=True)
    path = home / DAY
    editor = os.fork()
    if editor == 0:
        for number in range(30):
            text = path.read_text()
            seen = os.stat(path).st_mtime_ns
            beside = path.with_name("editor~")
            beside.write_text(text + f"- 편집기 {number}\n")
            if os.stat(path).st_mtime_ns == seen:  # as editors do: they ask before they write over a newer file
                os.replace(beside, path)
        os._exit(0)
    codes = [retro(home, ("add", "keep", f"더 {number}")).code for number in range(10)]
    os.waitpid(editor, 0)
    text = path.read_text()
    assert set(codes) <= {0, 5}
    for number, code in enumerate(codes):
        assert code == 5 or text.count(f"- 더 {number}\n") <= 1
    assert "- 표를 그렸다" in text and "- 회의가 길었다" in text
