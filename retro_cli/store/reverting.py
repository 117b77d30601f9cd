"""Steps taken back and made again: all files of a step or none, and only where they are as the step left them.

What a file holds is kept in the step before it is taken back, so that it can be made again. A run that is killed leaves
a step half way; whoever goes on with it finds every file as it was before the step or after it.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.store import files, history, stepfile, steps
from retro_cli.store.file_errors import unwritable
from retro_cli.store.stepfile import standing
from retro_cli.store.steps import DONE, REDOING, UNDOING, UNDONE, Change, Kept, Step, is_as_before

HALF = (UNDOING, REDOING)


def nothing() -> None:
    """Nobody counts the files."""


def all_steps(state: Path, root: Path) -> list[Step]:
    """The steps of a journal that can be read, newest first, without writes that were noted and never made."""
    folder = state / history.FOLDER
    read = (steps.read_step(folder, number) for number in reversed(stepfile.ids(folder)))
    found = (steps.happened(folder, step, os.path.abspath(root)) for step in read if step is not None)
    return [step for step in found if step is not None and step.changes]


def last_undone(found: Iterable[Step]) -> Step | None:
    """The step that was taken back last, of those newest first, unless something new was done since."""
    found = list(found)
    newest = found[0].id if found else 0
    undone = [step for step in found if step.state == UNDONE and step.top == newest]
    return max(undone, key=lambda step: step.turn, default=None)


def in_the_way(root: Path, step: Step) -> list[Change]:
    """The changes of a step that can be neither taken back nor made again: their files were changed since."""
    at = os.path.abspath(root)
    if step.state in HALF:
        return [one for one in step.changes if not (is_as_before(at, one) or _is_as_after(at, one))]
    as_left = is_as_before if step.state == UNDONE else _is_as_after
    return [one for one in step.changes if not as_left(at, one)]


def take_back(root: Path, step: Step, *, top: int, turn: int, each: Callable[[], None] = nothing) -> None:
    """Put the files of a step to what they were before it. `top` is the newest step, `turn` counts what is taken back,
    `each` is called for every file.

    Errors: ConflictError where a file was changed since, RetroError where one cannot be written. Nothing is taken back
    then, as far as the system lets that be.
    """
    _require(root, step)
    if step.state == DONE:
        _add(step, _kept(root, step) + stepfile.line(event=UNDOING))
    step = _again(step)
    done: list[Change] = []
    try:
        for change in reversed(step.changes):
            if not is_as_before(os.path.abspath(root), change):
                _put_before(root, step, change)
                done.append(change)
            each()
    except (RetroError, OSError):
        with suppress(RetroError, OSError):
            for change in reversed(done):
                _put_after(root, step, change)
            _add(step, stepfile.line(event="redone"))
        raise
    _take_along(root, step, _put_before, _is_as_after)
    _add(step, stepfile.line(event=UNDONE, top=top, turn=turn))


def make_again(root: Path, step: Step, *, each: Callable[[], None] = nothing) -> None:
    """Put the files of a step that was taken back to what they were after it. `each` and errors: as take_back."""
    _require(root, step)
    if step.state == UNDONE:
        _add(step, stepfile.line(event=REDOING, top=step.top, turn=step.turn))
    done: list[Change] = []
    try:
        for change in step.changes:
            if not _is_as_after(os.path.abspath(root), change):
                _put_after(root, step, change)
                done.append(change)
            each()
    except (RetroError, OSError):
        with suppress(RetroError, OSError):
            for change in reversed(done):
                _put_before(root, step, change)
            _add(step, stepfile.line(event=UNDONE, top=step.top, turn=step.turn))
        raise
    _take_along(root, step, _put_after, is_as_before)
    _add(step, stepfile.line(event="redone"))


def _take_along(
    root: Path, step: Step, put: Callable[[Path, Step, Change], None], ready: Callable[[str, Change], bool]
) -> None:
    for change in step.beside:
        with suppress(RetroError, OSError, KeyError):
            if ready(os.path.abspath(root), change):
                put(root, step, change)


def _require(root: Path, step: Step) -> None:
    if changed := in_the_way(root, step):
        raise _changed(root / changed[0].path)
    if not stepfile.is_closed(step.file):
        try:
            history.settle(os.path.abspath(root), step.file.parent, step.id)
        except OSError as error:
            raise unwritable(step.file, error) from None


# -- one file ---------------------------------------------------------------------------------------------------------


def _put_before(root: Path, step: Step, change: Change) -> None:
    path = root / change.path
    if change.before is None:
        if standing(str(path)) != change.after:
            raise _changed(path)
        files.remove(path)
        _remove_folders(path.parent, change.made)
    elif change.after is not None:
        files.replace_bytes(path, _bytes(step, change.before), _bytes(step, step.kept[change.path]))
    elif change.link is not None:
        _link(change.link, path)
    else:
        _write_new(root, path, _bytes(step, change.before), change.mode)


def _put_after(root: Path, step: Step, change: Change) -> None:
    path = root / change.path
    if change.after is None:
        if not is_as_before(os.path.abspath(root), change):
            raise _changed(path)
        files.remove(path)
    elif change.before is None:
        _write_new(root, path, _bytes(step, step.kept[change.path]), step.modes[change.path])
    else:
        files.replace_bytes(path, _bytes(step, step.kept[change.path]), _bytes(step, change.before))


def _is_as_after(root: str, change: Change) -> bool:
    return standing(os.path.join(root, change.path)) == change.after


def _write_new(root: Path, path: Path, data: bytes, mode: int) -> None:
    if not path.is_relative_to(root):  # a site's folders are for others to read
        path.parent.mkdir(parents=True, exist_ok=True)
    files.write_new_bytes(path, data, mode)


def _link(target: str, path: Path) -> None:
    try:
        files.make_folder(path.parent)
        os.symlink(target, path)
    except OSError as error:
        raise unwritable(path, error) from None


def _remove_folders(folder: Path, count: int) -> None:
    """Remove the folders that were made for a file, as far as they are empty."""
    with suppress(OSError):
        for _ in range(count):
            os.rmdir(folder)
            folder = folder.parent


def _changed(path: Path) -> ConflictError:
    return ConflictError(N_("The file was changed meanwhile: it was left as it is."), where=str(path))


# -- the file of the step ---------------------------------------------------------------------------------------------


def _kept(root: Path, step: Step) -> bytes:
    """What the files of a step hold now, as its lines."""
    pieces = []
    for change in (*step.changes, *step.beside):
        if change.after is None or (change in step.beside and not _is_as_after(os.path.abspath(root), change)):
            continue
        path = root / change.path
        try:
            mode, data = os.stat(path).st_mode & 0o7777, path.read_bytes()
        except OSError as error:
            raise unwritable(path, error) from None
        if stepfile.digest(data) != change.after:
            raise _changed(path)
        pieces += [stepfile.line(kept=change.path, size=len(data), digest=change.after, mode=mode), data, b"\n"]
    return b"".join(pieces)


def _bytes(step: Step, kept: Kept) -> bytes:
    data = step.bytes_of(kept)
    if data is None:
        raise RetroError(N_("What this step keeps is damaged, so nothing was taken back."), where=str(step.file))
    return data


def _add(step: Step, data: bytes) -> None:
    """Write lines to the end of a step's file, down to the disk: from here on it may hold the only copy of a text."""
    try:
        size = os.stat(step.file).st_size
        try:
            with open(step.file, "ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.truncate(step.file, size)
            raise
    except OSError as error:
        raise unwritable(step.file, error) from None


def _again(step: Step) -> Step:
    """The step as its file says by now."""
    read = steps.read_step(step.file.parent, step.id)
    return replace(read, changes=step.changes) if read is not None else step
