"""One process at a time changes a journal."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retro_cli.errors import ConflictError, RetroError
from retro_cli.store.locks import lock

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys, time
from pathlib import Path
from retro_cli.store.locks import lock
with lock(Path(sys.argv[1]), "todo done"):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(state: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(state)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_who_waits_in_vain_is_told_who_holds_it_and_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state" / "x"
    holder = hold(state)
    try:
        with pytest.raises(ConflictError) as caught, lock(state, "add", seconds=0.05):
            pass
        assert f"retro todo done (pid {holder.pid})" in caught.value.told()
        with lock(state, "add", name="another", seconds=0.05):
            pass
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    with lock(state, "add", seconds=0.05):
        pass


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path, "add"):
        raise ZeroDivisionError
    with lock(tmp_path, "add", seconds=0.05):
        pass


def test_a_broken_note_about_the_holder_does_no_harm(tmp_path: Path) -> None:
    with lock(tmp_path, "add"):
        (tmp_path / "journal.holder").write_text("{")
        with pytest.raises(ConflictError, match="retro"), lock(tmp_path, "add", seconds=0.05):
            pass


def test_a_state_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RetroError) as caught, lock(tmp_path / "file" / "state", "add"):
        pass
    assert caught.value.exit_code == 1
