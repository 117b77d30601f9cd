"""One process at a time changes a journal; the lock lies in the state folder, never in a folder that is synced."""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.store.files import make_folder, overwrite, read_text

SECONDS = 5.0
_PAUSE = 0.05
_TURNS = 1000
_HELD = (errno.EAGAIN, errno.EACCES)


class _HeldError(Exception):
    """Another process has held the lock for too long."""


@contextmanager
def lock(
    state: Path, command: str, *, name: str = "journal", seconds: float = SECONDS, beside: Path | None = None
) -> Iterator[str]:
    """Hold the lock `name` in the folder `state`, waiting for it at most `seconds`.

    `command` is the retro command that holds it ("todo done"), told to whoever waits in vain; no journal text. Where
    there can be no lock in `state`, the folder `beside` is locked instead, as far as that is possible, without writing
    anything: what is changed is compared before it is replaced in any case. The value is the system's word for why,
    else empty. Raises ConflictError naming the holder, RetroError where the system cannot lock and has no `beside`.
    """
    holder, trouble = state / f"{name}.holder", ""
    try:
        try:
            make_folder(state)
            release = _acquire(state / f"{name}.lock", seconds, holder)
        except (OSError, NotImplementedError) as error:
            if beside is None:
                raise
            trouble = (error.strerror if isinstance(error, OSError) else "") or str(error)
            release = _acquire_folder(beside, seconds, holder)
    except _HeldError:
        raise ConflictError(
            N_("Another retro is changing this journal: {holder}."),
            hint=N_("Wait until it is done, then run the command again. Nothing was changed."),
            where=str(state),
            holder=_told(holder),
        ) from None
    except (OSError, NotImplementedError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RetroError(
            N_("The journal could not be locked ({reason}): nothing was changed."), where=str(state), reason=reason
        ) from None
    try:
        if not trouble:
            with suppress(RetroError):  # who holds it is told as a help only
                overwrite(holder, json.dumps({"pid": os.getpid(), "command": command}) + "\n")
        yield trouble
    finally:
        with suppress(OSError):
            os.unlink(holder)
        release()


def _acquire(path: Path, seconds: float, holder: Path) -> Callable[[], object]:
    """Lock a file; what to call to let it go. Raises _HeldError, OSError, NotImplementedError.

    While others come and go, which the file `holder` tells, the waiting begins anew, up to _TURNS times.
    """
    try:
        import fcntl  # noqa: F401 - only to see whether there is one
    except ImportError:
        return _acquire_elsewhere(path, seconds)
    # The file stays when the lock is let go: whoever waits has it open.
    return _held(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), seconds, holder)


def _acquire_folder(folder: Path, seconds: float, holder: Path) -> Callable[[], object]:
    """As `_acquire`, of a folder, in which nothing is written; where it cannot be locked nothing is held."""
    try:
        return _held(os.open(folder, os.O_RDONLY | os.O_CLOEXEC), seconds, holder)
    except (ImportError, OSError, AttributeError):
        return lambda: None


def _held(fd: int, seconds: float, holder: Path) -> Callable[[], object]:
    import fcntl

    until, turns, seen = time.monotonic() + seconds, 0, _turn(holder)
    try:
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return lambda: os.close(fd)
            except OSError as error:
                if error.errno not in _HELD:
                    raise
            if (now := _turn(holder)) != seen and turns < _TURNS:
                until, turns, seen = time.monotonic() + seconds, turns + 1, now
            if time.monotonic() >= until:
                raise _HeldError
            time.sleep(_PAUSE)
    except BaseException:
        os.close(fd)
        raise


def _turn(holder: Path) -> tuple[int, int]:
    """What tells one holder from the next."""
    try:
        status = os.stat(holder)
    except OSError:
        return 0, 0
    return status.st_ino, status.st_mtime_ns


def _acquire_elsewhere(path: Path, seconds: float) -> Callable[[], object]:
    """As `_acquire`, where there is no flock (Windows)."""
    import filelock

    # Without locks of the system the library would use a file that outlives a crash and blocks every later run.
    held = filelock.FileLock(path, timeout=seconds, mode=0o600, fallback_to_soft=False)
    try:
        held.acquire()
    except filelock.Timeout:
        raise _HeldError from None
    return held.release


def _told(holder: Path) -> str:
    try:
        named = json.loads(read_text(holder))
        return f"retro {named['command']} (pid {int(named['pid'])})"
    except (RetroError, ValueError, TypeError, KeyError):
        return "retro"
