"""The files of steps: their names, their lines, and whether one was written to its end."""

import os
import stat
from pathlib import Path

from retro_cli.domain.hashing import sha256

VERSION = 1
ENDING = ".step"
CLOSED = b'{"event": "closed"}\n'


def digest(data: bytes) -> str:
    """What tells whether a file holds these bytes."""
    return sha256(data).hex()


def line(**values: object) -> bytes:
    """A line of the file of a step."""
    import json

    return json.dumps(values).encode() + b"\n"


def ids(folder: Path) -> list[int]:
    """The numbers of the steps in a folder, oldest first."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return sorted(int(name[: -len(ENDING)]) for name in names if name.endswith(ENDING) and name[:-5].isdecimal())


def file_of(folder: Path, number: int) -> Path:
    """The file of a step."""
    return folder / f"{number:08}{ENDING}"


def is_closed(file: Path) -> bool:
    """Whether the command that wrote this file came to its end."""
    try:
        with open(file, "rb") as opened:
            opened.seek(0, os.SEEK_END)
            opened.seek(max(0, opened.tell() - 200))
            lines = opened.read().split(b"\n")
            return len(lines) > 1 and not lines[-1] and lines[-2].startswith(b'{"event": ')
    except OSError:
        return False


def standing(path: str) -> str | None:
    """The digest of what is at `path`, None where nothing is, an empty text where it cannot be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return ""
        with open(path, "rb") as file:
            return digest(file.read())
    except OSError:
        return "" if os.path.lexists(path) else None
