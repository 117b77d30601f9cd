"""A sync that is killed at any step costs nothing, and the next one goes on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from machines import NO_GIT, Machine, executable, files, git, introduce, no_marker, pair

pytestmark = [NO_GIT, pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")]
FULL = bool(os.environ.get("RETRO_FULL"))
DAY = "2026/2026-11-18.md"
Two = tuple[Machine, Machine, Path]
# Kills retro at the n-th call of git: before git does its work, or while it does.
KILLER = """#!/bin/sh
echo x >> {count}
if [ "$(wc -l < {count})" -eq "$KILL_AT" ]; then
  if [ "$KILL_HOW" = during ]; then {git} "$@" & kill -9 $PPID; wait; else kill -9 $PPID; fi
  exit 1
fi
exec {git} "$@"
"""


@pytest.fixture
def two(retro: Callable[..., Any], home: Path, tmp_path: Path) -> Two:
    introduce(home)
    return pair(retro, tmp_path)


def killed(two: Two, command_line: Callable[..., list[str]], folder: Path, at: int, how: str) -> bool:
    """Sync the desktop with a git that kills retro at its call number `at`; false where there were fewer calls."""
    count = folder / "count"
    count.write_text("")
    executable(folder / "bin/git", KILLER.format(count=count, git=shutil.which("git")))
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "KILL_AT": str(at), "KILL_HOW": how}
    call = command_line("sync", "-j", str(two[1].root))
    done = subprocess.run(call, env=env, capture_output=True, check=False, timeout=60)
    return done.returncode == -9


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["before", "during"])
def test_a_sync_killed_at_any_call_of_git_is_ended_by_the_next(
    two: Two, tmp_path: Path, command_line: Callable[..., list[str]], how: str
) -> None:
    laptop, desktop, _ = two
    wanted = ["- Slept well\n"]
    at = 1 if FULL or how == "before" else 7
    while True:
        for machine in (laptop, desktop):
            text = f"{machine.root.name} {at:03}"
            machine("add", "keep", text, "-d", "2026-11-18")
            machine.write(f"2026/2026-11-19-{at}.md", f"## Keep\n- {text} too\n")
            wanted += [f"- {text}\n", f"- {text} too\n"]
        laptop.write("assets/x.bin", f"laptop {at}\0".encode())
        desktop.write("assets/x.bin", f"desktop {at}\0".encode())
        laptop("sync")
        was_killed = killed(two, command_line, tmp_path, at, how)
        desktop("sync")
        laptop("sync")
        assert files(laptop.root) == files(desktop.root)
        whole = b"".join(files(laptop.root).values()).decode()
        assert [whole.count(line) for line in wanted] == [1] * len(wanted), at
        no_marker(laptop.root)
        assert desktop.git("status", "--porcelain") == ""
        if not was_killed:
            break
        at += 1 if FULL else 13
    assert at > 20


def test_a_file_that_a_killed_merge_wrote_in_part_is_put_back(two: Two) -> None:
    laptop, desktop, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop.write("2026/2026-11-19.md", "## Keep\n- A new day\n")
    laptop("sync")
    desktop.git("fetch", "-q")
    ours, theirs = (desktop.git("rev-parse", name).strip() for name in ("HEAD", "origin/main"))
    desktop.write(".git/retro-sync.json", json.dumps({"ours": ours, "theirs": theirs}))
    desktop.write(".git/index.lock", "")
    half = git(desktop.root, "show", f"{theirs}:{DAY}")
    desktop.write(DAY, half[: len(half) // 2])
    desktop.write("2026/2026-11-19.md", "## Keep\n- A ")
    desktop.write("2026/2026-11-17.md", "## Keep\n- Written since\n")
    out = desktop("sync").out
    assert "put right first" in out
    laptop("sync")
    assert files(laptop.root) == files(desktop.root)
    assert "- Slept well\n- Walked\n" in desktop.read(DAY) and "- A new day\n" in desktop.read("2026/2026-11-19.md")
    assert "- Written since" in laptop.read("2026/2026-11-17.md")


def test_what_was_written_after_a_killed_merge_stays(two: Two) -> None:
    laptop, desktop, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    desktop.git("fetch", "-q")
    ours, theirs = (desktop.git("rev-parse", name).strip() for name in ("HEAD", "origin/main"))
    desktop.write(".git/retro-sync.json", json.dumps({"ours": ours, "theirs": theirs}))
    desktop("add", "keep", "Wrote", "-d", "2026-11-18")
    desktop("sync")
    assert "- Walked\n" in desktop.read(DAY) and "- Wrote\n" in desktop.read(DAY)


def test_an_entry_emptied_by_a_lost_power_supply_after_the_merge_is_put_back(two: Two) -> None:
    laptop, desktop, _ = two
    ours = desktop.git("rev-parse", "HEAD").strip()
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    desktop("sync")
    theirs = desktop.git("rev-parse", "HEAD").strip()
    desktop.write(".git/retro-sync.json", json.dumps({"ours": ours, "theirs": theirs}))
    desktop.write(DAY, "")
    desktop("sync")
    assert "- Walked\n" in desktop.read(DAY)
