"""Reading the bytes of many files: everything that is not a plain file is left to a careful reader."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain import taskline
from retro_cli.store.scanning import contents, holds_closed_since, worth_reading
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


CLOSING = st.sampled_from(
    ["✅", "❌", "✅\ufe0f", "[completion::", "[cancelled::", "(completion::", "📅", "::", "x ✅ y"]
)
GAPS = st.sampled_from(["", " ", "  ", "\t"])
DAYS = st.sampled_from(["2026-11-15", "2026-11-16", "2026-11-17", "2027-01-01", "2026-13-40", "26-11-20"])


@given(st.lists(st.tuples(CLOSING, GAPS, DAYS, st.sampled_from(["", "]", ")", " #일", " "])), max_size=4))
def test_what_was_closed_on_a_day_or_later_is_seen_in_the_bytes(fields: list[tuple[str, str, str, str]]) -> None:
    line = "- [x] 산책 " + " ".join("".join(field) for field in fields)
    task = taskline.parse(line)
    assert task is not None
    closed = [day for day in (task.done, task.cancelled) if day is not None]
    if any(day >= date(2026, 11, 16) for day in closed):
        assert holds_closed_since(f"# 글\n\n{line}\n".encode(), b"2026-11-16")


def test_what_was_closed_before_a_day_is_not_worth_a_look() -> None:
    text = "- [x] 산책 ✅ 2026-11-15\n- [-] 청소 [cancelled:: 2026-11-14]\n- [ ] 독서 📅 2026-11-20\n"
    assert not holds_closed_since(text.encode(), b"2026-11-16")
    assert holds_closed_since(text.encode(), b"2026-11-14")
