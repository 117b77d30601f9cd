"""The names of temporary files, and removing those that a killed run left behind.

A temporary file lies beside the file that it becomes; its name says which process on which machine is writing it.
"""

import os
import re
import sys
import zlib
from contextlib import suppress
from pathlib import Path

_NAME_BYTES = 100  # of the target's name: short of every file system's limit
_OURS = re.compile(r"\..*\.([0-9a-f]{8})-([0-9a-f]{1,8})-[0-9a-f]{8}\.tmp", re.DOTALL)
_DAY = 24 * 60 * 60


def temporary(target: Path) -> Path:
    """A new name beside `target` for the file that is to take its place."""
    name = os.fsencode(target.name)[:_NAME_BYTES].decode("utf-8", "ignore")
    return target.parent / f".{name}.{_machine()}-{os.getpid():x}-{os.urandom(4).hex()}.tmp"


def leftovers(folder: Path, now: float) -> list[Path]:
    """The temporary files in `folder` that nobody will finish: their process has ended, or (on another machine) they
    are a day old. `now` is a time of the folder's own file system. Raises OSError."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name[0] == "." and entry.name.endswith(".tmp")]
    found = [folder / name for name in names if _is_over(name)]
    return found + [folder / name for name in names if folder / name not in found and _is_old(folder / name, now)]


def sweep(written: Path) -> None:
    """Remove the leftovers beside a file that was written just now, as far as that can be done."""
    with suppress(OSError):
        for path in leftovers(written.parent, os.stat(written).st_mtime):
            with suppress(OSError):
                os.unlink(path)


def _is_over(name: str) -> bool:
    """Whether the process that wrote this file was one of this machine, and has ended."""
    found = _OURS.fullmatch(name)
    return found is not None and found[1] == _machine() and not _runs(int(found[2], 16))


def _is_old(path: Path, now: float) -> bool:
    if _OURS.fullmatch(path.name) is None:
        return False
    with suppress(OSError):
        return now - os.stat(path).st_mtime > _DAY
    return False


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # a signal 0 would be Ctrl-C there
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _machine() -> str:
    """What tells machines apart that share a folder."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{zlib.crc32(name.encode()):08x}"
