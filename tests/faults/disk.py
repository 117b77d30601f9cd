"""The disk as a child process sees it: everything that changes it goes past one place, where a fault may strike."""

import builtins
import io
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

CHANGES = ("create", "write", "fsync", "mode", "link", "replace", "unlink", "mkdir", "lock", "spawn")
READ = "read"


class Point(NamedTuple):
    """One thing that is about to be done: what, and to which path below the scene's home ("" where it is unknown)."""

    kind: str
    path: str


class Do:
    """What does the thing: called with other arguments, it does it with those."""

    def __init__(
        self, real: Callable[..., object], args: tuple[Any, ...] = (), more: Mapping[str, Any] | None = None
    ) -> None:
        self.real, self.args, self.more = real, args, more or {}

    def __call__(self, *other: Any) -> object:
        return self.real(*(other or self.args), **self.more)


Strike = Callable[[Point, Do], object]
"""Gets each point, and what does it."""


class Disk:
    """Wraps the calls of `os` (and what opens files) that touch what lies below `home`, in this process."""

    def __init__(self, home: str, strike: Strike) -> None:
        self.home = os.path.realpath(home)
        self.strike = strike
        self.open_files: dict[int, str] = {}
        self.announced = 0

    def install(self) -> None:
        """From now on every change is a point."""
        self._wrap_open()
        self._wrap("write", "write", by_number=True)
        self._wrap("fsync", "fsync", by_number=True)
        for name in ("fchmod", "fchown"):
            self._wrap(name, "mode", by_number=True)
        self._wrap("ftruncate", "mode", by_number=True)
        for name in ("chmod", "chown", "utime", "truncate"):
            self._wrap(name, "mode")
        for name in ("unlink", "remove", "rmdir"):
            self._wrap(name, "unlink")
        self._wrap("mkdir", "mkdir")
        self._wrap("link", "link", target=1)
        self._wrap("symlink", "link", target=1)
        self._wrap("replace", "replace", target=1)
        self._wrap("rename", "replace", target=1)
        self._wrap_lock()
        self._wrap_spawn()
        sys.addaudithook(self._audit)

    def inside(self, path: Any, folder: int | None = None) -> str | None:
        """A path relative to the home, None where it lies elsewhere."""
        if isinstance(path, int):
            return self.open_files.get(path)
        if folder is not None:
            return None  # only readers open files by their folder
        full = os.path.join(os.getcwd(), os.fsdecode(path))
        full = os.path.join(os.path.realpath(os.path.dirname(full)), os.path.basename(full))
        return os.path.relpath(full, self.home) if full.startswith(self.home + os.sep) else None

    def _wrap(self, name: str, kind: str, *, by_number: bool = False, target: int = 0) -> None:
        real = getattr(os, name)

        def wrapped(*args: Any, **more: Any) -> Any:
            path = self.open_files.get(args[0]) if by_number else self.inside(args[target])
            if path is None:
                return real(*args, **more)
            self.announced += 1
            try:
                return self.strike(Point(kind, path), Do(real, args, more))
            finally:
                self.announced -= 1

        setattr(os, name, wrapped)

    def _wrap_open(self) -> None:
        real, close = os.open, os.close

        def opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            where = self.inside(path, dir_fd)
            if where is None:
                return real(path, flags, mode, dir_fd=dir_fd)
            writing = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            self.announced += 1
            try:
                fd = self.strike(Point("create" if writing else READ, where), Do(real, (path, flags, mode)))
            finally:
                self.announced -= 1
            assert isinstance(fd, int)
            self.open_files[fd] = where
            return fd

        def closed(fd: int) -> None:
            self.open_files.pop(fd, None)
            close(fd)

        for name, made in (("open", opened), ("close", closed)):
            setattr(os, name, made)
        real_file = builtins.open

        def file(path: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            if isinstance(path, int) and path not in self.open_files:
                return real_file(path, mode, *args, **more)
            if not isinstance(path, int) and (self.inside(path) is None or not set(mode) & set("wxa+")):
                return real_file(path, mode, *args, **more)
            raw = _File(self, path, mode)
            buffered = io.BufferedWriter(raw)
            if "b" in mode:
                return buffered
            kept = {key: value for key, value in more.items() if key in ("encoding", "errors", "newline")}
            return io.TextIOWrapper(buffered, **kept)

        for module in (builtins, io):
            setattr(module, "open", file)  # noqa: B010 - mypy knows better

    def _wrap_lock(self) -> None:
        import fcntl

        real = fcntl.flock

        def flock(fd: int, operation: int) -> None:
            if (path := self.open_files.get(fd)) is None:
                return real(fd, operation)
            self.strike(Point("lock", path), Do(real, (fd, operation)))
            return None

        setattr(fcntl, "flock", flock)  # noqa: B010

    def _wrap_spawn(self) -> None:
        import subprocess

        real = subprocess.Popen.__init__

        def popen(process: Any, *args: Any, **more: Any) -> None:
            self.announced += 1
            try:
                self.strike(Point("spawn", ""), Do(real, (process, *args), more))
            finally:
                self.announced -= 1

        setattr(subprocess.Popen, "__init__", popen)  # noqa: B010

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        """A change that goes past no wrapper would not be tested: the run is broken off at it."""
        if self.announced or event not in _AUDITED:
            return
        if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            return
        if isinstance(args[0], str | bytes | os.PathLike) and self.inside(args[0]) is not None:
            sys.stderr.write(f"UNWATCHED {event} {args[0]!r}\n")
            sys.stderr.flush()
            os._exit(99)


_AUDITED = {
    "open",
    "os.rename",
    "os.link",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "os.truncate",
    "os.symlink",
}


class _File(io.FileIO):
    """A file opened by `open`, its writes points as well."""

    def __init__(self, disk: Disk, path: Any, mode: str) -> None:
        self.disk = disk
        flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC
        flags |= os.O_EXCL if "x" in mode else os.O_APPEND if "a" in mode else os.O_TRUNC
        fd = path if isinstance(path, int) else os.open(path, flags, 0o666)
        super().__init__(fd, "a" if "a" in mode else "w")

    def write(self, data: Any) -> int:
        return os.write(self.fileno(), bytes(data))
