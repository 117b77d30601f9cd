"""Who has an interview open, so that whoever begins the same one meanwhile is told; a kill lets go of it."""

import os
from contextlib import suppress
from pathlib import Path

from retro_cli.store.files import make_folder

_ENDING = ".open"


class Claim:
    """What a run has to itself until it lets go of it."""

    def __init__(self, path: Path | None = None, fd: int = -1) -> None:
        self._path = path
        self._fd = fd

    def release(self) -> None:
        """Let go of it."""
        if self._fd < 0 or self._path is None:
            return
        with suppress(OSError):
            os.unlink(self._path)
        os.close(self._fd)
        self._fd = -1


def claim(file: Path, since: str) -> Claim | None:
    """Claim a file for this run, which began at `since` (an ISO time); None where another run has it.

    Where the system cannot lock, whoever asks gets it: what is written is safe all the same, and nobody is told.
    """
    path = _beside(file)
    try:
        make_folder(path.parent)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | int(getattr(os, "O_CLOEXEC", 0)), 0o600)
    except OSError:
        return Claim()
    if not _locked(fd):
        os.close(fd)
        return None
    with suppress(OSError):
        os.ftruncate(fd, 0)
        os.write(fd, since.encode())
    return Claim(path, fd)


def claimed_since(file: Path) -> str | None:
    """When the run began that has claimed a file; None where none has."""
    try:
        fd = os.open(_beside(file), os.O_RDWR | int(getattr(os, "O_CLOEXEC", 0)))
    except OSError:
        return None
    try:
        return None if _locked(fd) else os.read(fd, 64).decode("ascii", "replace")
    except OSError:
        return ""
    finally:
        os.close(fd)


def _locked(fd: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _beside(file: Path) -> Path:
    return file.with_name(file.name + _ENDING)
