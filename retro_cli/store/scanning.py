"""The bytes of many files, read as fast as the system hands them over, to find the few that are worth parsing.

Hardly anything is imported, and small files are read with one call: pathlib and big buffers cost several times the
reading itself.
"""

import os
import re

TYPE_CHECKING = False  # as in typing, which nothing here waits for
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_AT_ONCE = 16 * 1024
_MORE = 1024 * 1024
_LIMIT = 32 * 1024 * 1024
# A box behind a list marker, as `domain.taskline` reads it; what is no box at a closer look does no harm. Both patterns
# begin with two characters as they are, which is how `re` finds them fast.
_OPEN_TASK = re.compile(rb" \[(?<=[-*+.) ] \[)(?:[^\dxX\-\r\n\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})\](?=[ \t\r\n]|\Z)")
_TASK = re.compile(rb" \[(?<=[-*+.) ] \[)(?:[^\d\r\n\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3})\](?=[ \t\r\n]|\Z)")
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def contents(root: str, paths: "Iterable[str]") -> "Iterator[tuple[str, bytes | None]]":
    """Each of `paths` (relative to `root`, with `/`) with its bytes.

    They are None where a careful reader has to tell what is wrong: no permission, a folder or a pipe in the place of a
    file, more than 32 MB. A file that vanished meanwhile is left out.
    """
    before = root + os.sep
    for path in paths:
        try:
            fd = os.open(before + path, _FLAGS)
        except FileNotFoundError:
            continue
        except OSError:
            yield path, None
            continue
        try:
            data = os.read(fd, _AT_ONCE)
            if len(data) == _AT_ONCE:
                yield path, _rest(fd, data)
            else:
                yield path, data if data or _is_file(fd) else None  # a pipe gives nothing as an empty file does
        except OSError:
            yield path, None
        finally:
            os.close(fd)


def _is_file(fd: int) -> bool:
    return os.fstat(fd).st_mode & 0o170000 == 0o100000


def _rest(fd: int, first: bytes) -> bytes | None:
    """All bytes of a file that goes on behind `first`, None where they are too many."""
    if os.fstat(fd).st_size > _LIMIT or not _is_file(fd):
        return None
    pieces, total = [first], len(first)
    while piece := os.read(fd, _MORE):
        pieces.append(piece)
        total += len(piece)
        if total > _LIMIT:
            return None
    return b"".join(pieces)


def tasks_in(root: str, paths: "Iterable[str]", *, open_only: bool) -> "Iterator[tuple[str, bytes | None]]":
    """Those of `paths` that may hold task items (that are still open), with their bytes; None as in `contents`."""
    search = (_OPEN_TASK if open_only else _TASK).search
    for path, data in contents(root, paths):
        if data is None or search(data) is not None:
            yield path, data


def holds_open_task(data: bytes) -> bool:
    """Whether there may be an open task item in a file."""
    return _OPEN_TASK.search(data) is not None


def worth_reading(root: str, paths: "Iterable[str]", wanted: "Callable[[bytes], bool]") -> "Iterator[str]":
    """Those of `paths` whose bytes are `wanted`, and those that only a careful reader can judge: files that could not
    be read, or are not UTF-8 text."""
    for path, data in contents(root, paths):
        if data is None or wanted(data) or not _is_text(data):
            yield path


def _is_text(data: bytes) -> bool:
    if 0 in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
