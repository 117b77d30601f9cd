"""The bytes of many files, read as fast as the system hands them over, to find the few that are worth parsing.

Hardly anything is imported, and small files are read with one call: pathlib and big buffers cost several times the
reading itself.
"""

import os
import re
import stat
import sys

TYPE_CHECKING = False  # as in typing, which nothing here waits for
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NoReturn, TypeVar

    T = TypeVar("T")

_AT_ONCE = 16 * 1024
_MORE = 1024 * 1024
MANY = 8_000
_PIECES = 48
_LIMIT = 32 * 1024 * 1024
# A box behind a list marker, and what stands before it in its line, as `domain.taskline` reads them: what is none at a
# closer look does no harm. Boxes begin with one character as it is, and only one, which `re` finds fastest.
_OPEN_BOX = re.compile(rb"\[(?<=[-*+.) ] \[)[^0-9xX\r\n-][\x80-\xbf]{0,3}\](?=[ \t\r\n]|\Z)")
_BOX = re.compile(rb"\[(?<=[-*+.) ] \[)[^0-9\r\n][\x80-\xbf]{0,3}\](?=[ \t\r\n]|\Z)")
_HEAD = re.compile(rb"[^\r\n!-=?-~]*(?:[-*+]|[0-9]+[.)]) +")
_DEEPEST = 512
_CLOSED = re.compile(rb"\xe2(?:\x9c\x85|\x9d\x8c)[^\r\n\d]{0,8}(\d{4}-\d\d-\d\d)")
_CLOSED_BY_KEY = re.compile(rb"(?:completion|cancelled)::[^\r\n\d]{0,8}(\d{4}-\d\d-\d\d)")
_KEYED = re.compile(rb":(?=:)")
_FROM_FOLDERS = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def contents(root: str, paths: "Iterable[str]") -> "Iterator[tuple[str, bytes | None]]":
    """Each of `paths` (relative to `root`, with `/`) with its bytes.

    They are None where a careful reader has to tell what is wrong: no permission, a folder or a pipe in the place of a
    file, more than 32 MB. A file that vanished meanwhile is left out.
    """
    before = root + os.sep
    current, at = None, -1
    try:
        for path in paths:
            folder, _, name = path.rpartition("/")
            if folder != current:
                current, at = folder, _folder(before + folder, at)
            try:
                fd = os.open(before + path, _FLAGS) if at < 0 else os.open(name, _FLAGS, dir_fd=at)
            except FileNotFoundError:
                continue
            except OSError:
                yield path, None
                continue
            try:
                data: bytes | None = os.read(fd, _AT_ONCE)
                if data is not None and not 0 < len(data) < _AT_ONCE:  # a pipe gives nothing as an empty file does
                    data = _rest(fd, data)
            except OSError:
                data = None
            finally:
                os.close(fd)
            yield path, data
    finally:
        if at >= 0:
            os.close(at)


def _folder(path: str, last: int) -> int:
    """A folder opened, which makes opening its files cheaper; -1 where that cannot be. `last` is closed."""
    if last >= 0:
        os.close(last)
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) if _FROM_FOLDERS else -1
    except OSError:
        return -1


def _rest(fd: int, first: bytes) -> bytes | None:
    """All bytes of a file that may go on behind `first`, None where they are too many or it is no file."""
    status = os.fstat(fd)
    if status.st_size > _LIMIT or not stat.S_ISREG(status.st_mode):
        return None
    pieces, total = [first], len(first)
    while piece := os.read(fd, _MORE):
        pieces.append(piece)
        total += len(piece)
        if total > _LIMIT:
            return None
    return b"".join(pieces)


def kept(root: str, paths: "Iterable[str]", keep: "Callable[[bytes], bool]") -> "list[tuple[str, bytes | None]]":
    """Those of `paths` whose bytes are wanted, with them; and those with None, as in `contents`.

    Very many files are read by two processes, which pays from some thousands on.
    """
    return by_two(list(paths), lambda some: picked(root, some, keep), MANY)


def by_two(
    paths: "list[str]",
    work: "Callable[[list[str]], list[T]]",
    many: int,
    step: "Callable[[int], None] | None" = None,
) -> "list[T]":
    """What `work` makes of `paths`, in their order. From `many` on a second process helps, so what comes of it must be
    plain: texts, bytes, numbers, None, and tuples, lists and dicts of those. `work` gets some of the paths at a time,
    `step` is told how many more of them were begun.

    Each takes the next piece when it is done with one. What the second one could not do is done by the first.
    """
    size = max(1, -(-len(paths) // _PIECES))
    pieces = [paths[at : at + size] for at in range(0, len(paths), size)]
    waiting, fill = os.pipe()
    os.write(fill, bytes(range(len(pieces))))
    os.close(fill)
    done: dict[int, list[T]] = {}
    try:
        if len(paths) < many or not _may_fork():
            done = _done(pieces, waiting, work, step)
        else:
            done = _done_by_two(pieces, waiting, work, step)
    finally:
        os.close(waiting)
    return [one for at, piece in enumerate(pieces) for one in (done[at] if at in done else work(piece))]


def _done_by_two(
    pieces: "list[list[str]]",
    waiting: int,
    work: "Callable[[list[str]], list[T]]",
    step: "Callable[[int], None] | None",
) -> "dict[int, list[T]]":
    import marshal

    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        _send(sender, lambda: marshal.dumps(_done(pieces, waiting, work)))
    os.close(sender)
    try:
        done = _done(pieces, waiting, work, step)
        with open(receiver, "rb", closefd=False) as pipe:
            told = pipe.read()
    finally:
        os.close(receiver)
        _, status = os.waitpid(child, 0)
    return done | marshal.loads(told) if status == 0 else done


def _done(
    pieces: "list[list[str]]",
    waiting: int,
    work: "Callable[[list[str]], list[T]]",
    step: "Callable[[int], None] | None" = None,
) -> "dict[int, list[T]]":
    """What comes of the pieces that this process gets to: their numbers are read from the pipe `waiting`."""
    done = {}
    begun = 0
    while number := os.read(waiting, 1):
        at = number[0]
        if step is not None:
            step(sum(map(len, pieces[begun : at + 1])))
            begun = at + 1
        done[at] = work(pieces[at])
    return done


def picked(root: str, paths: "Iterable[str]", keep: "Callable[[bytes], bool]") -> "list[tuple[str, bytes | None]]":
    """As `kept`, by this process alone."""
    return [(path, data) for path, data in contents(root, paths) if data is None or keep(data)]


def _may_fork() -> bool:
    """Whether there is a second processor to use, and no thread that a fork would leave behind."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and (threading is None or threading.active_count() == 1)


def _send(sender: int, work: "Callable[[], bytes]") -> "NoReturn":
    """In the second process: the work, and nothing else of what the first one would still do."""
    try:
        with open(sender, "wb") as pipe:
            pipe.write(work())
    except BaseException:
        os._exit(1)
    os._exit(0)


def holds_open_task(data: bytes) -> bool:
    """Whether there may be an open task item in a file."""
    return _OPEN_BOX.search(data) is not None and _stands_behind_marker(_OPEN_BOX, data)


def holds_task(data: bytes) -> bool:
    """Whether there may be a task item in a file."""
    return _BOX.search(data) is not None and _stands_behind_marker(_BOX, data)


def holds_closed_since(data: bytes, first: bytes) -> bool:
    """Whether a file may hold an action item that was done or dropped on the day `first` (`2026-11-16`) or later."""
    days: list[bytes] = _CLOSED.findall(data)
    if _KEYED.search(data):
        days += _CLOSED_BY_KEY.findall(data)
    return bool(days) and max(days) >= first


def _stands_behind_marker(box: "re.Pattern[bytes]", data: bytes) -> bool:
    """Whether one of the boxes stands where that of a task item does, or so deep in its line that it takes a parser."""
    for found in box.finditer(data):
        at = found.start()
        first = max(0, at - _DEEPEST)
        line = max(data.rfind(b"\n", first, at), data.rfind(b"\r", first, at)) + 1
        if (line == 0 and first) or _HEAD.fullmatch(data, line, at):
            return True
    return False


def worth_reading(root: str, paths: "Iterable[str]", wanted: "Callable[[bytes], bool]") -> "Iterator[str]":
    """Those of `paths` whose bytes are `wanted`, and those that only a careful reader can judge: files that could not
    be read, or are not UTF-8 text."""
    for path, _ in kept(root, paths, lambda data: wanted(data) or not is_text(data)):
        yield path


def is_text(data: bytes) -> bool:
    """Whether the bytes of a file are UTF-8 text."""
    if 0 in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
