"""Reading the bytes of many files: everything that is not a plain file is left to a careful reader."""

import os
from pathlib import Path

import pytest

from retro_cli.store.scanning import contents, worth_reading
from trees import lay_out


def scan(root: Path, *paths: str) -> list[str]:
    return list(worth_reading(str(root), paths, lambda data: b"x" in data))


def test_files_come_with_their_bytes_also_beyond_one_read(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.md": "가나다", "b/c.md": "x" * 3_000_000, "exact.md": "y" * 16384})
    found = dict(contents(str(tmp_path), ["a.md", "b/c.md", "exact.md"]))
    assert found == {"a.md": "가나다".encode(), "b/c.md": b"x" * 3_000_000, "exact.md": b"y" * 16384}


def test_only_what_is_wanted_is_worth_reading(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.md": "x", "b.md": "y"})
    assert scan(tmp_path, "a.md", "b.md") == ["a.md"]


def test_a_file_that_vanished_is_left_out(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.md": "x"})
    assert scan(tmp_path, "gone.md", "a.md", "no/folder.md") == ["a.md"]


def test_what_only_a_careful_reader_can_judge_is_worth_reading(tmp_path: Path) -> None:
    lay_out(tmp_path, {"empty.md": "", "a.md": "y"})
    (tmp_path / "euc.md").write_bytes("회고".encode("cp949"))
    (tmp_path / "nul.md").write_bytes(b"a\0b")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "loop.md").symlink_to("loop.md")
    os.mkfifo(tmp_path / "pipe.md")
    names = ["euc.md", "folder.md", "loop.md", "nul.md", "pipe.md"]
    assert scan(tmp_path, "a.md", "empty.md", *names) == names


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_worth_reading(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.md": "y"})
    (tmp_path / "a.md").chmod(0)
    assert scan(tmp_path, "a.md") == ["a.md"]


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    with open(tmp_path / "huge.md", "wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert list(contents(str(tmp_path), ["huge.md"])) == [("huge.md", None)]
