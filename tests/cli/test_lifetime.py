"""A journal of a lifetime, and files that are not as they should be: nothing reads or parses more than it has to."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from retro_cli.domain import markdown
from retro_cli.store import scanning
from trees import lay_out

OPEN = "---\nformat: kpt\n---\n## Keep\n- Slept well\n\n## Try\n- [ ] Walk\n"
CLOSED = "---\nformat: kpt\n---\n## Keep\n- Slept well\n\n## Try\n- [x] Walk ✅ 2026-09-01\n"
PLAIN = "---\nformat: kpt\n---\n## Keep\n- Slept well\n"


class Watch:
    """The journal's files that were opened, and how many texts were parsed."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.parsed = 0

    def count(self, folder: Path) -> int:
        """How many different markdown files below `folder` were opened."""
        return len({path for path in self.opened if path.startswith(str(folder)) and path.endswith(".md")})


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Watch]]:
    """Begin to watch: what is opened, by its whole path, and what is parsed."""
    started: list[Watch] = []
    real_open, real_parse = os.open, markdown.parse
    folders: dict[int, str] = {}

    def opening(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        whole = os.path.join(folders[dir_fd], path) if dir_fd is not None else os.fspath(path)
        fd = real_open(path, flags, mode, dir_fd=dir_fd)
        folders[fd] = str(whole)
        for one in started:
            one.opened.append(str(whole))
        return fd

    def parsing(*args: Any) -> Any:
        for one in started:
            one.parsed += 1
        return real_parse(*args)

    def start() -> Watch:
        started.append(Watch())
        return started[-1]

    monkeypatch.setattr(os, "open", opening)
    for module in [one for one in sys.modules.values() if getattr(one, "parse", None) is real_parse]:
        monkeypatch.setattr(module, "parse", parsing)
    yield start


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two hundred days: the last two with an open item, before them one that is long closed or none."""
    last = date(2026, 11, 20)
    days = {
        last - timedelta(days=back): OPEN if back in (1, 2) else (CLOSED, PLAIN)[back % 2] for back in range(1, 200)
    }
    root = lay_out(tmp_path / "journal", {f"{day.year}/{day}.md": text for day, text in days.items()})
    monkeypatch.setenv("RETRO_JOURNAL", str(root))
    return root


def test_showing_a_day_opens_its_own_files_only(
    journal: Path, retro: Callable[..., Any], watch: Callable[[], Watch]
) -> None:
    seen = watch()
    assert retro("show", "2026-11-19").code == 0
    assert seen.count(journal) == 1
    assert seen.parsed <= 2


def test_a_day_without_entries_is_looked_for_in_those_of_two_weeks(
    journal: Path, retro: Callable[..., Any], watch: Callable[[], Watch]
) -> None:
    (journal / "2026/2026-11-19.md").unlink()
    (journal / "2026/2026-11-18.md").write_text(f"---\nend: 2026-11-19\n---\n{PLAIN}", "utf-8")
    seen = watch()
    shown = retro("show", "2026-11-19")
    assert shown.code == 0
    assert "Slept well" in shown.out
    assert seen.count(journal) == 10


def test_adding_opens_its_own_files_only(journal: Path, retro: Callable[..., Any], watch: Callable[[], Watch]) -> None:
    seen = watch()
    assert retro("add", "keep", "One more", "-d", "2026-11-19").code == 0
    assert seen.count(journal) == 1


@pytest.mark.parametrize(
    ("args", "most"),
    [
        (("todo",), 2),
        (("todo", "--json"), 8),
        (("status",), 30),
        (("status", "--short"), 2),
        (("week", "2026-W47", "--print"), 16),
        (("search", "nothing like it"), 2),
        (("search", "Slept"), 2),
        (("stats",), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_reading_commands_read_each_file_once_and_parse_few(
    args: tuple[str, ...], most: int, journal: Path, retro: Callable[..., Any], watch: Callable[[], Watch]
) -> None:
    seen = watch()
    assert retro(*args).code == 0
    assert seen.count(journal) == 199
    assert seen.parsed <= most


def test_the_first_question_waits_for_the_last_days_and_one_scan(
    journal: Path, asked: Callable[..., Any], watch: Callable[[], Watch]
) -> None:
    seen = watch()
    asked("today", keys="\x03")
    assert seen.count(journal) == 199
    assert seen.parsed <= 16


# -- many files -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """36,500 files in one folder."""
    root = tmp_path_factory.mktemp("crowd")
    last = date(2026, 11, 20).toordinal()
    (root / "2026-11-20.md").write_text(OPEN, "utf-8")
    (root / "1950-05-05.md").write_text(PLAIN.replace("Slept well", "Learned to swim"), "utf-8")
    for back in range(1, 36_500):
        if date.fromordinal(last - back) == date(1950, 5, 5):
            continue
        # Links to one file cost a tenth of files of their own, and are read alike.
        os.link(root / "2026-11-20.md" if back == 7 else _closed(root), root / f"{date.fromordinal(last - back)}.md")
    return root


def _closed(root: Path) -> Path:
    path = root / "2026-12-31.md"
    if not path.exists():
        path.write_text(CLOSED, "utf-8")
    return path


def test_a_folder_of_a_hundred_years_is_read(crowd: Path, command_line: Callable[..., list[str]]) -> None:
    done = subprocess.run(command_line("-j", str(crowd), "todo"), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [line.rpartition("  ")[2] for line in done.stdout.split("\n")] == ["2026-11-20.md:8", "2026-11-13.md:8", ""]


def test_a_folder_of_a_hundred_years_is_searched(crowd: Path, command_line: Callable[..., list[str]]) -> None:
    for words in (["swim"], ["swim", "--section", "keep"]):
        call = command_line("-j", str(crowd), "search", *words)
        done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("Learned to swim") == 1
        assert "1950-05-05.md:5" in done.stdout


def test_a_folder_of_a_hundred_years_is_counted(crowd: Path, command_line: Callable[..., list[str]]) -> None:
    call = command_line("-j", str(crowd), "stats", "--json")
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["entries"] == 36_501


def test_two_processes_find_what_one_does(crowd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted(os.listdir(crowd))[-3_000:]
    monkeypatch.setattr(scanning, "_may_fork", lambda: False)
    one = scanning.kept(str(crowd), paths, scanning.holds_open_task)
    monkeypatch.setattr(scanning, "_may_fork", lambda: True)
    monkeypatch.setattr(scanning, "MANY", 10)
    assert scanning.kept(str(crowd), paths, scanning.holds_open_task) == one
    assert len(one) == 2


def test_what_the_second_process_could_not_do_the_first_one_does(crowd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted(os.listdir(crowd))[-100:]
    wanted = scanning.kept(str(crowd), paths, scanning.holds_open_task)
    own = os.getpid()

    def dies(data: bytes) -> bool:
        if os.getpid() != own:
            raise MemoryError
        return b"[ ]" in data

    monkeypatch.setattr(scanning, "_may_fork", lambda: True)
    monkeypatch.setattr(scanning, "MANY", 10)
    assert scanning.kept(str(crowd), paths, dies) == wanted


# -- files that are not as they should be ----------------------------------------------------------------------------


@pytest.fixture(params=["fast", "usual"])
def todo(request: pytest.FixtureRequest, retro: Callable[..., Any]) -> Callable[[], Any]:
    """`retro todo`, and what the usual way does, which tells problems."""
    return (lambda: retro("todo")) if request.param == "fast" else (lambda: retro("todo", "--sort", "age"))


def test_a_file_without_permission_is_told_and_the_rest_is_shown(
    todo: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refusing(path: Any, *args: Any, **more: Any) -> int:
        if str(path).endswith("2026-11-10.md"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **more)

    monkeypatch.setattr(os, "open", refusing)
    run = todo()
    assert run.code == 4
    assert run.out.count("Walk") == 2
    assert "2026/2026-11-10.md: This file may not be read." in run.err
    assert len(run.err.strip().split("\n")) <= 2


def test_a_file_that_vanishes_between_listing_and_reading_is_left_out(
    todo: Callable[[], Any], journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.listdir

    def listing(path: Any) -> list[str]:
        names = real(path)
        (journal / "2026" / "2026-11-18.md").unlink(missing_ok=True)
        return names

    monkeypatch.setattr(os, "listdir", listing)
    run = todo()
    assert (run.code, run.err) == (0, "")
    assert run.out.count("Walk") == 1


def test_a_folder_that_vanishes_is_left_out(
    todo: Callable[[], Any], journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.listdir
    (journal / "2025").mkdir()

    def listing(path: Any) -> list[str]:
        if str(path).endswith("2025"):
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listing)
    assert todo().out.count("Walk") == 2


def test_a_huge_file_is_told_in_a_line_and_the_rest_is_shown(todo: Callable[[], Any], journal: Path) -> None:
    with open(journal / "2026" / "2026-11-01-video.md", "wb") as file:
        file.truncate(200 * 1024 * 1024)
    run = todo()
    assert run.code == 4
    assert run.out.count("Walk") == 2
    assert run.err.count("2026-11-01-video.md") == 1


@pytest.mark.parametrize("name", ["2026/2026-11-01.md", "other.md"])
def test_pipes_and_folders_in_the_place_of_files_do_not_stop_anything(
    name: str, todo: Callable[[], Any], journal: Path
) -> None:
    target = journal / name
    target.unlink(missing_ok=True)
    os.mkfifo(target)
    (journal / "folder.md").mkdir()
    run = todo()
    assert run.out.count("Walk") == 2
    assert run.code == (4 if name.startswith("2026") else 0)
