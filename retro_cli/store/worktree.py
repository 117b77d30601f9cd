"""The files of a repository as they stand, byte for byte, whatever they are."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from retro_cli.store.files import make_folder
from retro_cli.store.leftovers import temporary

_MANY = 500


def size(root: Path, path: str) -> int:
    """The bytes of a file as it stands, 0 where there is none."""
    try:
        return os.lstat(root / path).st_size
    except OSError:
        return 0


def write(root: Path, path: str, data: bytes) -> None:
    """Put `data` to `path`, whatever is there. Raises OSError."""
    file = root / path
    make_folder(file.parent)
    temp = temporary(file)
    with open(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temp, file)


def bytes_at(root: Path, path: str) -> bytes:
    """The bytes of a file as it stands, none where it is not there."""
    try:
        return (root / path).read_bytes()
    except OSError:
        return b""


def flush(root: Path, paths: Sequence[str]) -> None:
    """See that these files are on the disk, which git leaves to the system."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with suppress(OSError):
            fd = os.open(root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
