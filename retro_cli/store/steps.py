"""The file of a step: what one command changed, with the bytes that were there before.

A line of JSON about the step, then for each write a line of JSON and the bytes that the file held until then, then
lines that tell what became of the step. Lines are only ever added, and each before the write that it speaks of; what a
kill cut off at the end is no part of the step.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from retro_cli.store.stepfile import VERSION, digest, file_of, standing

DONE, UNDOING, UNDONE, REDOING = "done", "undoing", "undone", "redoing"
_STATES = {"undoing": UNDOING, "undone": UNDONE, "redoing": REDOING, "redone": DONE}


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes of a file, in the file of the step: where they begin there, how many, and their digest."""

    at: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did to one file: `path` is relative to the journal, or absolute where it lies outside.

    `before` is None where there was no file, `after` (a digest) where there is none any more. `mode` are the
    permissions that it had, `link` what it pointed to where a link was removed, `made` how many folders were made.
    """

    path: str
    before: Kept | None
    after: str | None
    mode: int = 0o600
    link: str | None = None
    made: int = 0

    @property
    def kind(self) -> str:
        """ "made", "changed" or "removed"."""
        return "made" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Step:
    """What one command changed. `when` is an ISO time; `changes` has each file once; `beside` is what retro remembers
    about them in its state folder, which goes with them where it can and is never in the way.

    `kept` are the bytes, by path, of files that were taken back, with their modes in `modes`. `turn` orders the steps
    that were taken back, `top` was the newest step when this one was. `end` is where its last whole line ends; `last`
    is the last write, and where its line begins, while nobody said that it was made.
    """

    id: int
    file: Path
    command: str = ""
    when: str = ""
    changes: tuple[Change, ...] = ()
    beside: tuple[Change, ...] = ()
    state: str = DONE
    kept: Mapping[str, Kept] = field(default_factory=dict)
    modes: Mapping[str, int] = field(default_factory=dict)
    turn: int = 0
    top: int = 0
    end: int = 0
    last: tuple[int, Change] | None = None

    def bytes_of(self, kept: Kept) -> bytes | None:
        """Bytes that the step keeps; None where they are not what they were."""
        try:
            with open(self.file, "rb") as file:
                file.seek(kept.at)
                data = file.read(kept.size)
        except OSError:
            return None
        return data if digest(data) == kept.digest else None


def read_step(folder: Path, number: int, until: int | None = None) -> Step | None:
    """The step of a number, up to a place in its file; None where there is none that this retro can read."""
    file = file_of(folder, number)
    try:
        with open(file, "rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            return _read(opened, Step(number, file), size if until is None else until)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def happened(folder: Path, step: Step, root: str) -> Step | None:
    """The step without a write that was noted last and never made, as a kill leaves it; None where that was all."""
    if step.last is None or not is_as_before(root, step.last[1]):
        return step
    left = read_step(folder, step.id, step.last[0])
    return replace(left, end=step.last[0]) if left and left.changes else None


def is_as_before(root: str, change: Change) -> bool:
    """Whether a file is as it was before a change."""
    path = os.path.join(root, change.path)
    if change.link is not None:
        return os.path.islink(path) and os.readlink(path) == change.link
    return standing(path) == (change.before.digest if change.before else None)


def _read(opened: BinaryIO, step: Step, size: int) -> Step | None:
    changes: dict[str, Change] = {}
    kept: dict[str, Kept] = {}
    modes: dict[str, int] = {}
    for said, start, at, end in _lines(opened, size):
        if "version" in said:
            if said["version"] > VERSION:
                return None
            step = replace(step, command=str(said["command"]), when=str(said["at"]))
        elif "event" in said:
            step = _become(step, said)
        elif "kept" in said:
            kept[said["kept"]], modes[said["kept"]] = Kept(at, said["size"], said["digest"]), said["mode"]
        else:
            change = _change(said, at)
            changes[change.path] = _joined(changes.get(change.path), change)
            step = replace(step, last=(start, change))
        step = replace(step, end=end)
    left = tuple(one for one in changes.values() if (one.before.digest if one.before else None) != one.after)
    state = os.path.abspath(step.file.parent.parent) + os.sep
    beside = tuple(one for one in left if one.path.startswith(state))
    own = tuple(one for one in left if one not in beside)
    return replace(step, changes=own, beside=beside, kept=kept, modes=modes)


def _lines(opened: BinaryIO, size: int) -> Iterator[tuple[dict[str, Any], int, int, int]]:
    """The whole lines of a file, with where they begin, where their bytes begin and where those end."""
    while True:
        start = opened.tell()
        text = opened.readline()
        try:
            said = json.loads(text) if text.endswith(b"\n") else None
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        at = opened.tell()
        length = said.get("size")
        end = at if length is None else at + int(length) + 1
        if end > size:
            return
        opened.seek(end)
        yield said, start, at, end


def _become(step: Step, said: Mapping[str, Any]) -> Step:
    if said["event"] == "closed":
        return replace(step, last=None)
    return replace(step, state=_STATES[said["event"]], turn=said.get("turn", 0), top=said.get("top", 0), last=None)


def _change(said: Mapping[str, Any], at: int) -> Change:
    before = None if said["size"] is None else Kept(at, said["size"], said["before"])
    return Change(said["path"], before, said["after"], said["mode"], said["link"], said["made"])


def _joined(first: Change | None, then: Change) -> Change:
    return then if first is None else replace(first, after=then.after)
