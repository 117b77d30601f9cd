"""One process at a time changes a journal; the lock lies in the state folder, never in a folder that is synced."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.store.files import make_folder, overwrite, read_text

SECONDS = 5.0


@contextmanager
def lock(state: Path, command: str, *, name: str = "journal", seconds: float = SECONDS) -> Iterator[None]:
    """Hold the lock `name` in the folder `state`, waiting for it at most `seconds`.

    `command` is the retro command that holds it ("todo done"), told to whoever waits in vain; no journal text.
    Raises ConflictError naming the holder, RetroError where the system cannot lock.
    """
    import filelock

    holder = state / f"{name}.holder"
    try:
        make_folder(state)
        # Without flock the library would fall back to a file that outlives a crash and blocks every later run.
        held = filelock.FileLock(state / f"{name}.lock", timeout=seconds, mode=0o600, fallback_to_soft=False)
        held.acquire()
    except filelock.Timeout:
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
        with suppress(RetroError):  # who holds it is told as a help only
            overwrite(holder, json.dumps({"pid": os.getpid(), "command": command}) + "\n")
        yield
    finally:
        with suppress(OSError):
            os.unlink(holder)
        held.release()


def _told(holder: Path) -> str:
    try:
        named = json.loads(read_text(holder))
        return f"retro {named['command']} (pid {int(named['pid'])})"
    except (RetroError, ValueError, TypeError, KeyError):
        return "retro"
