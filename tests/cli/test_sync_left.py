"""A merge that was left: `retro sync` ends it without dropping a word, and sends no conflict markers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from machines import NO_GIT, Machine, files, git, introduce, no_marker, pair

pytestmark = NO_GIT
Two = tuple[Machine, Machine, Path]
DAY = "2026/2026-11-18.md"


@pytest.fixture
def two(retro: Callable[..., Any], home: Path, tmp_path: Path) -> Two:
    introduce(home)
    return pair(retro, tmp_path)


def left(two: Two) -> Machine:
    """The desktop in the middle of a merge that git made without retro: both added to one day."""
    laptop, desktop, _ = two
    desktop.git("config", "--remove-section", "merge.retro")
    for machine, item in ((laptop, "Walked"), (desktop, "Ran")):
        machine("add", "keep", item, "-d", "2026-11-18")
        machine("todo", "add", f"{item} further", "-d", "2026-11-18")
    laptop("sync")
    desktop.git("commit", "-qam", "by hand")
    desktop.git("pull", "-q", "--no-rebase", check=False)
    assert "<<<<<<<" in desktop.read(DAY)
    return desktop


def test_a_merge_that_was_left_is_ended_by_structure(two: Two) -> None:
    desktop = left(two)
    run = desktop("sync")
    assert "merge that was left here is ended" in run.out and "commits sent" in run.out
    text = desktop.read(DAY)
    assert all(text.count(f"- {item}\n") == 1 for item in ("Slept well", "Walked", "Ran"))
    assert text.count("Walked further") == text.count("Ran further") == 1
    two[0]("sync")
    assert files(two[0].root) == files(desktop.root)
    no_marker(desktop.root)


def test_what_was_written_between_the_markers_since_is_kept(two: Two) -> None:
    desktop = left(two)
    text = desktop.read(DAY)
    for marker, words in (("<<<<<<<", "in mine"), ("=======", "in theirs"), (">>>>>>>", "below")):
        at = text.index("\n", text.index(marker)) + 1
        text = f"{text[:at]}- {words}\n{text[at:]}"
    desktop.write(DAY, text)
    desktop("sync")
    merged = desktop.read(DAY)
    assert all(merged.count(f"- {item}\n") == 1 for item in ("in mine", "in theirs", "below", "Walked", "Ran"))
    no_marker(desktop.root)


def test_what_somebody_made_of_both_versions_stays(two: Two) -> None:
    desktop = left(two)
    desktop.write(DAY, "---\nformat: kpt\n---\n## Keep\n- Moved\n")
    desktop("sync")
    assert desktop.read(DAY) == "---\nformat: kpt\n---\n## Keep\n- Moved\n"
    assert desktop.git("log", "--format=%P", "-1").count(" ") == 1


def test_markers_that_do_not_belong_together_wait_for_somebody(two: Two) -> None:
    desktop = left(two)
    desktop.write(
        DAY, desktop.read(DAY).replace(">>>>>>>", "->>>>>>>", 1) + "<<<<<<< x\n- a\n=======\n- b\n>>>>>>> y\n"
    )
    before = files(desktop.root)
    run = desktop("sync", code=5)
    assert DAY in run.err and "git merge --continue" in run.err and "--abort" not in run.err
    assert files(desktop.root) == before and desktop.git("rev-parse", "-q", "--verify", "MERGE_HEAD")


def test_a_stash_that_came_back_in_two_versions_is_merged_too(two: Two) -> None:
    _, desktop, _ = two
    desktop("add", "keep", "Ran", "-d", "2026-11-18")
    desktop.git("config", "--remove-section", "merge.retro")
    desktop.git("stash", "-q")
    desktop("add", "keep", "Read", "-d", "2026-11-18")
    desktop.git("commit", "-qam", "by hand")
    desktop.git("stash", "pop", "-q", check=False)
    assert "<<<<<<<" in desktop.read(DAY)
    desktop("sync")
    assert "- Ran\n" in desktop.read(DAY) and "- Read\n" in desktop.read(DAY)
    no_marker(desktop.root)


def test_pictures_and_templates_of_a_merge_that_was_left_stand_side_by_side(two: Two) -> None:
    laptop, desktop, _ = two
    for machine, text in ((laptop, "one"), (desktop, "two")):
        machine.write("assets/a.png", f"\0{text}".encode())
        machine.write("templates/mine.md", f"# {text}\n")
        machine.git("add", "-A")
        machine.git("commit", "-qm", "by hand")
    laptop("sync")
    desktop.git("pull", "-q", "--no-rebase", check=False)
    desktop("sync")
    found = files(desktop.root)
    assert {found[name] for name in found if name.startswith("assets/")} == {b"\0one", b"\0two"}
    assert {found[name] for name in found if name.startswith("templates/")} == {b"# one\n", b"# two\n"}


def test_an_entry_removed_there_and_changed_here_is_kept_when_the_merge_is_ended(two: Two) -> None:
    laptop, desktop, _ = two
    (laptop.root / DAY).unlink()
    laptop("sync")
    desktop("add", "keep", "Ran", "-d", "2026-11-18")
    desktop.git("commit", "-qam", "by hand")
    desktop.git("pull", "-q", "--no-rebase", check=False)
    run = desktop("sync")
    assert "kept" in run.out and DAY in run.out and "- Ran\n" in desktop.read(DAY)


def test_entries_with_conflict_markers_are_neither_committed_nor_sent(two: Two) -> None:
    laptop, _, between = two
    text = "## Keep\n<<<<<<< HEAD\n- Ran\n=======\n- Slept\n>>>>>>> origin/main\n"
    laptop.write("2026/2026-11-19.md", text)
    for _ in range(2):
        run = laptop("sync", code=5)
        assert "2026/2026-11-19.md:2" in run.err and "Ran" not in run.err
    assert laptop.git("status", "--porcelain") == "?? 2026/2026-11-19.md\n"
    laptop.git("add", "2026")
    laptop.git("commit", "-qm", "by hand")
    assert "2026/2026-11-19.md:2" in laptop("sync", code=5).err
    assert "11-19" not in git(between, "ls-tree", "-r", "--name-only", "main")
    laptop.write("2026/2026-11-19.md", "## Keep\n- Ran\n")
    laptop("sync")
    assert "11-19" in git(between, "ls-tree", "-r", "--name-only", "main")
