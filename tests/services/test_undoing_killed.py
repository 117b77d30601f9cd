"""Killed with SIGKILL at every step that touches the disk: what was half done is finished or taken back."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from noted import run, write
from retro_cli.errors import NotFoundError
from retro_cli.services.undoing import list_steps, redo, undo
from retro_cli.store.journal import Journal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a power cut would tell the difference."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def files(folder: Path) -> Files:
    """The journal's files, without the temporary ones of a run that was killed."""
    return {
        path.name: path.read_bytes()
        for path in (folder / "journal").rglob("*")
        if path.is_file() and not path.name.endswith(".tmp")
    }


def change(journal: Journal) -> None:
    """One step over four files: a new one in a new folder, a changed one, a removed one, a renamed one."""
    with journal.locked("doctor"):
        journal.create("2026/new.md", "새 글\n")
        journal.edit("changed.md", lambda text: text + "둘\n")
        journal.history.remove(journal.root / "removed.md")
        journal.move("old-name.md", "new-name.md", "이름\n")


BEFORE = {"changed.md": "하나\n".encode(), "removed.md": "간다\n".encode(), "old-name.md": "이름\n".encode()}
AFTER = {"new.md": "새 글\n".encode(), "changed.md": "하나\n둘\n".encode(), "new-name.md": "이름\n".encode()}


def killed_at(number: int, act: Callable[[], Any]) -> bool:
    """Do it in a child that is killed at the n-th thing that it does to the disk; False where it comes to its end."""
    child = os.fork()
    if child == 0:
        seen = 0

        def hook(event: str, _: tuple[Any, ...]) -> None:
            nonlocal seen
            if event == "open" or event.startswith(("os.", "fcntl.", "shutil.")):
                seen += 1
                if seen == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        with suppress(BaseException):
            act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def journals(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A fresh journal for every n."""
    for number in range(1, 400):
        folder = tmp_path / str(number)
        (folder / "journal").mkdir(parents=True)
        for name, data in BEFORE.items():
            (folder / "journal" / name).write_bytes(data)
        yield number, folder
    raise AssertionError("it never came to its end")


def each_is_old_or_new(folder: Path) -> None:
    for name, data in files(folder).items():
        assert data in (BEFORE.get(name), AFTER.get(name))
    for name in BEFORE.keys() & AFTER.keys():
        assert name in files(folder)


def test_killed_while_something_is_changed_all_of_it_can_be_taken_back(tmp_path: Path) -> None:
    seen = set()
    for number, folder in journals(tmp_path):
        killed = killed_at(number, lambda folder=folder: change(run(folder)))  # type: ignore[misc]
        each_is_old_or_new(folder)
        seen.add(tuple(sorted(files(folder))))
        changed = files(folder) != BEFORE
        assert len(list_steps(run(folder))) == (1 if changed else 0)
        if changed:
            undo(run(folder))
        else:
            with pytest.raises(NotFoundError):
                undo(run(folder))
        assert files(folder) == BEFORE
        write(folder, "later.md", "나중\n")
        undo(run(folder))
        assert files(folder) == BEFORE
        if not killed:
            break
    assert number > 30 and len(seen) > 4


@pytest.mark.parametrize("kind", ["undo", "redo"])
@pytest.mark.parametrize("then", ["undo", "redo"])
def test_killed_on_the_way_back_or_forth_the_next_run_finishes(tmp_path: Path, kind: str, then: str) -> None:
    act, goes_on = {"undo": undo, "redo": redo}[kind], {"undo": undo, "redo": redo}[then]
    seen = set()
    for number, folder in journals(tmp_path):
        change(run(folder))
        assert files(folder) == AFTER
        if kind == "redo":
            undo(run(folder))
        killed = killed_at(number, lambda folder=folder: act(run(folder)))  # type: ignore[misc]
        each_is_old_or_new(folder)
        seen.add(tuple(sorted(files(folder))))
        with suppress(NotFoundError):  # it is there already
            goes_on(run(folder))
        assert files(folder) == (BEFORE if then == "undo" else AFTER)
        (redo if then == "undo" else undo)(run(folder))
        assert files(folder) == (AFTER if then == "undo" else BEFORE)
        if not killed:
            break
    assert number > 30 and len(seen) > 4


def test_a_step_that_was_cut_off_is_refused_where_its_files_changed_since(tmp_path: Path) -> None:
    for number, folder in journals(tmp_path):
        change(run(folder))
        assert killed_at(number, lambda folder=folder: undo(run(folder)))  # type: ignore[misc]
        if [one.state for one in list_steps(run(folder))] == ["unfinished"] and "new-name.md" not in files(folder):
            break
    (folder / "journal" / "changed.md").write_text("손으로\n")
    standing = files(folder)
    found = list_steps(run(folder))
    assert [(one.state, one.changed) for one in found] == [("changed", ("changed.md",))]
    with pytest.raises(Exception) as caught:
        undo(run(folder))
    assert caught.value.where.endswith("changed.md")  # type: ignore[attr-defined]
    assert files(folder) == standing
