"""Temporary files of runs that were killed are removed by the next write in their folder; those of others never."""

import os
from pathlib import Path

import pytest

from retro_cli.store import files
from retro_cli.store.leftovers import leftovers, temporary


def ended_process() -> int:
    """The number of a process that has ended."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a killed run left beside an entry."""
    number = ended_process()
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: number)
        path = temporary(tmp_path / "2026-11-20.md")
    path.write_text("half")
    return path


def test_the_next_write_in_the_folder_removes_it(left: Path) -> None:
    files.write_new(left.parent / "other.md", "text\n")
    assert not left.exists() and (left.parent / "other.md").exists()


def test_a_file_that_is_being_written_stays(tmp_path: Path) -> None:
    mine = temporary(tmp_path / "a.md")
    mine.write_text("half")
    files.write_new(tmp_path / "b.md", "text\n")
    assert mine.exists()


def test_one_of_another_machine_stays_for_a_day(tmp_path: Path, left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import retro_cli.store.leftovers as module

    monkeypatch.setattr(module, "_machine", lambda: "00000000")
    written = os.stat(left).st_mtime
    assert leftovers(tmp_path, written + 60) == []
    assert leftovers(tmp_path, written + 25 * 60 * 60) == [left]


@pytest.mark.parametrize("name", [".a.md.tmp", "a.tmp", ".draft.zzzzzzzz-1-00000000.tmp", ".12345678-1-00000000.md"])
def test_what_retro_did_not_name_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    os.utime(tmp_path / name, (0, 0))
    files.write_new(tmp_path / "b.md", "text\n")
    assert (tmp_path / name).exists()


def test_very_long_names_and_foreign_ones_fit(tmp_path: Path) -> None:
    for name in ("가" * 80 + ".md", "e\u0301" * 70 + ".md"):
        path = temporary(tmp_path / name)
        path.write_text("fits")
        assert path.parent == tmp_path
