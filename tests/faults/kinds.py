"""The faults: what each does at one point of a run, or from there on."""

import errno
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from faults.disk import CHANGES, READ, Do, Point
from faults.scene import STATE

if TYPE_CHECKING:
    from collections.abc import Iterable

EDITOR_LINE = "\n# 그 사이에 편집기가\n"
CREATING = ("create", "mkdir", "link", "write")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: `kinds` are the points at which it can strike; `strike` gets the point, what does it, and whether it has
    struck before. `lasting` ones strike at every such point after the first; `always` ones from the start, once a run.
    """

    name: str
    kinds: tuple[str, ...]
    strike: Callable[[Point, Do], object]
    lasting: bool = False
    always: bool = False
    below: str = ""
    kills: bool = False
    links: bool = False
    edits: bool = False
    days: int = 0
    signal: bool = False
    codes: tuple[int, ...] = (0, 1, 4, 5)

    def applies(self, point: Point) -> bool:
        """Whether it can strike at this point."""
        return point.kind in self.kinds and point.path.startswith(self.below)


def _kill(_point: Point, _do: Do) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _torn(point: Point, do: Do) -> object:
    """Half of a write lands, then the machine stops."""
    _half(do)
    return _kill(point, do)


def _half(do: Do) -> None:
    fd, data = do.args
    do(fd, bytes(data)[: len(data) // 2])


def _failing(number: int) -> Callable[[Point, Do], object]:
    def strike(point: Point, do: Do) -> object:
        if number == errno.ENOSPC and point.kind == "write":
            _half(do)
        raise OSError(number, os.strerror(number), point.path)

    return strike


def _signalled(number: int) -> Callable[[Point, Do], object]:
    def strike(_point: Point, do: Do) -> object:
        os.kill(os.getpid(), number)
        return do()

    return strike


def _jump(days: int) -> Callable[[Point, Do], object]:
    def strike(_point: Point, do: Do) -> object:
        import time_machine

        from faults.run import moment

        time_machine.travel(moment() + timedelta(days=days), tick=False).start()
        return do()

    return strike


def editor_saves(paths: "Iterable[str]", *, in_place: bool) -> Callable[[Point, Do], object]:
    """An editor that puts a line below each of `paths`: into the file, or by a new file in its place."""

    def strike(_point: Point, do: Do) -> object:
        for path in paths:
            if not os.path.lexists(path):
                continue
            real = os.path.realpath(path)
            data = _read(real) + EDITOR_LINE.encode()
            written = real if in_place else real + "~"
            fd = os.open(written, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if in_place else os.O_EXCL), 0o644)
            os.write(fd, data)
            os.close(fd)
            if not in_place:
                os.replace(written, real)
        return do()

    return strike


def editor_deletes(paths: "Iterable[str]") -> Callable[[Point, Do], object]:
    """An editor (or a sync program) that takes each of `paths` away."""

    def strike(_point: Point, do: Do) -> object:
        for path in paths:
            if os.path.lexists(path):
                os.unlink(os.path.realpath(path))
        return do()

    return strike


def _read(path: str) -> bytes:
    fd = os.open(path, os.O_RDONLY)
    try:
        return os.read(fd, 1 << 20)
    finally:
        os.close(fd)


_LEFT = (0, 130)

FAULTS: Sequence[Fault] = (
    Fault("SIGKILL", CHANGES, _kill, kills=True),
    Fault("SIGKILL in the middle of a write", ("write",), _torn, kills=True),
    Fault("disk full from there on", CREATING, _failing(errno.ENOSPC), lasting=True),
    Fault("disk full once", ("write",), _failing(errno.ENOSPC)),
    Fault("EIO once", ("create", "write", "fsync", "link", "replace", "unlink", "mkdir", "lock"), _failing(errno.EIO)),
    Fault("EIO from there on", ("write", "fsync"), _failing(errno.EIO), lasting=True),
    Fault("EACCES once", ("create", "link", "replace", "unlink", "mkdir", "mode"), _failing(errno.EACCES)),
    Fault("EACCES on reading", (READ,), _failing(errno.EACCES), codes=(0, 1, 2, 3, 4, 5)),
    Fault("journal read-only", CHANGES[:-1], _failing(errno.EROFS), lasting=True, always=True, below="journal"),
    Fault("state folder read-only", CHANGES[:-1], _failing(errno.EROFS), lasting=True, always=True, below=STATE),
    Fault("everything read-only", CHANGES[:-1], _failing(errno.EROFS), lasting=True, always=True),
    Fault("no hard links", ("link",), _failing(errno.EPERM), lasting=True, always=True),
    Fault("journal behind links", CHANGES, lambda _point, do: do(), always=True, links=True),
    Fault("SIGKILL, journal behind links", CHANGES, _kill, kills=True, links=True),
    Fault("editor saves in place", (*CHANGES, READ), lambda _point, do: do(), edits=True),
    Fault("editor saves a new file", (*CHANGES, READ), lambda _point, do: do(), edits=True),
    Fault("editor deletes", (*CHANGES, READ), lambda _point, do: do(), edits=True, codes=(0, 1, 2, 3, 4, 5)),
    Fault("clock a day ahead", (*CHANGES, READ), _jump(1), days=1, codes=(0, 1, 3, 4, 5)),
    Fault("clock a day back", (*CHANGES, READ), _jump(-1), days=-1, codes=(0, 1, 3, 4, 5)),
    Fault("SIGINT", CHANGES, _signalled(signal.SIGINT), codes=_LEFT, signal=True),
    Fault("SIGTERM", CHANGES, _signalled(signal.SIGTERM), codes=_LEFT, signal=True),
    Fault("SIGHUP", CHANGES, _signalled(signal.SIGHUP), codes=_LEFT, signal=True),
)
