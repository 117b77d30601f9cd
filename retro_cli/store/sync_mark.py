"""What a sync is doing to the files, noted in git's own folder while it does: a killed one is put right by the next."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.store.files import overwrite, read_text
from retro_cli.store.repository import Repository

_MARK = "retro-sync.json"
_CHILD = "retro-sync.pid"
_LOCKS = ("index.lock", "HEAD.lock", "config.lock", "ORIG_HEAD.lock", "MERGE_HEAD.lock", "packed-refs.lock")
_WAIT = 5.0
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Mark:
    """A step that was begun: the commit that the branch was at, and the one that was merged (empty: a commit)."""

    ours: str
    theirs: str


@contextmanager
def marked(repository: Repository, mark: Mark) -> Iterator[None]:
    """Note a step while it is done; the note stays where the process is killed or interrupted, or a merge fails."""
    folder = repository.folder
    overwrite(folder / _MARK, json.dumps({"ours": mark.ours, "theirs": mark.theirs}) + "\n")

    def started(pid: int) -> None:
        with suppress(OSError, RetroError):
            overwrite(folder / _CHILD, f"{pid}\n")  # at once: half a number is that of another process

    repository.git.started = started
    try:
        yield
    except Exception as error:
        # A commit is made or it is not, and a merge that is refused did not begin; one that failed may be half done.
        if not mark.theirs or not isinstance(error, OSError | RetroError) or isinstance(error, ConflictError):
            _forget(folder)
        raise
    finally:
        repository.git.started = None
    _forget(folder)


def left_mark(repository: Repository) -> Mark | None:
    """The step that a killed sync left. Its git may go on alone: that is waited for, and its locks are removed.

    Raises ConflictError where it does not come to an end.
    """
    folder = repository.folder
    try:
        noted = json.loads(read_text(folder / _MARK))
        mark = Mark(str(noted["ours"]), str(noted["theirs"]))
    except (RetroError, ValueError, KeyError, TypeError):
        return None
    _wait_for_child(folder)
    branch = repository.branch() or ""
    for lock in [*_LOCKS, f"refs/heads/{branch}.lock"]:
        with suppress(OSError):
            os.unlink(folder / lock)
    return mark


def forget_mark(repository: Repository) -> None:
    """The killed sync is put right."""
    _forget(repository.folder)


def _forget(folder: Path) -> None:
    for name in (_MARK, _CHILD):
        with suppress(OSError):
            os.unlink(folder / name)


def _wait_for_child(folder: Path) -> None:
    until = time.monotonic() + _WAIT
    while _at_work(folder):
        if time.monotonic() >= until:
            raise ConflictError(
                N_("Another git is at work in this journal."),
                hint=N_("Wait until it is done, then: retro sync. If none is running, remove {lock}"),
                lock=folder / _CHILD,
            )
        time.sleep(_PAUSE)


def _at_work(folder: Path) -> bool:
    if os.name == "nt":  # asking whether a process lives would end it there
        return (folder / "index.lock").exists()
    try:
        os.kill(int((folder / _CHILD).read_text(encoding="ascii")), 0)
    except (OSError, ValueError):
        return False
    return True
