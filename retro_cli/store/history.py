"""What commands change, noted down as they change it, so that it can be taken back.

A step is what one command changed. It lies in a file of its own in the journal's state folder, and each write is noted
there before it is made. Where nothing can be noted the write is made all the same, and `trouble` says why.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from retro_cli.store import files, stepfile
from retro_cli.store.stepfile import CLOSED, VERSION, digest, file_of

FOLDER = "history"
FOUNDING = "init"
MOST_STEPS = 200
MOST_BYTES = 64 * 1024 * 1024


class History:
    """The recorder of one run: what a run changes is one step, unless somebody else changed something in between.

    `state` is the journal's state folder, `now` the clock of the run. Without them nothing is kept. `trouble` is the
    system's word for why something could not be noted, `stateless` for why nothing could be kept in the state folder at
    all, not even a lock; else they are empty.
    """

    def __init__(
        self, state: Path | None = None, root: Path | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        self.state = state
        self.trouble = self.stateless = ""
        self._folder = state / FOLDER if state is not None and now is not None else None
        self._root = os.path.abspath(root or "/")
        self._now = now
        self._command = ""
        self._fd = -1
        self._number = 0
        self._start = b""
        self._before = self._end = 0
        self._last: tuple[str, str | None] = "", None
        self._sure = True
        self._after: dict[str, str | None] = {}

    # -- noting down ------------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, command: str) -> Iterator[None]:
        """While this runs, writes are noted for `command` ("todo done"). To be entered with the journal's lock held."""
        if self._command:
            yield
            return
        self._command = command
        try:
            yield
        finally:
            self._close()
            self._command = ""

    @contextmanager
    def founding(self) -> Iterator[None]:
        """While this runs, writes are the step of making a journal, which stays where the first entry is taken back."""
        if self._command == FOUNDING:
            yield
            return
        around, self._command = self._command, FOUNDING
        self._part()
        try:
            yield
        finally:
            self._part()
            self._command = around

    @contextmanager
    def change(self, path: Path, before: bytes | None, after: str | None) -> Iterator[None]:
        """Around one write of the file at `path`: from `before` (None: there is none) to bytes of the digest `after`.

        An error takes the note back: then nothing was written.
        """
        noted = self._note(path, before, after)
        try:
            yield
        except Exception:
            if noted:
                self._take_back()
            raise
        except BaseException:
            self._sure = False  # whoever comes next finds out by what is there
            raise

    def note(self, path: Path, before: bytes, after: str) -> None:
        """Note a write that another program has made."""
        with self.change(path, before, after):
            pass

    def newest(self) -> int:
        """The number of the newest step, 0 where there is none."""
        return max(stepfile.ids(self._folder), default=0) if self._folder is not None else 0

    def create(self, path: Path, text: str) -> None:
        """files.write_new, noted."""
        with self.change(path, None, _digest(text)):
            files.write_new(path, text)

    def replace(self, path: Path, text: str, expected: str) -> None:
        """files.replace, noted."""
        with self.change(path, _bytes(expected), _digest(text)):
            files.replace(path, text, expected)

    def edit(self, path: Path, change: Callable[[str], str]) -> bool:
        """files.edit, noted."""
        return files.edit(path, change, self.replace)

    def remove(self, path: Path) -> None:
        """files.remove, noted."""
        with self.change(path, files.read_bytes(path), None):
            files.remove(path)

    # -- the file of the step ---------------------------------------------------------------------------------------

    def _note(self, path: Path, before: bytes | None, after: str | None) -> bool:
        if self._folder is None or not self._command or self.trouble:
            return False
        name = self._name(path)
        was = None if before is None else digest(before)
        try:
            if self._after.get(name, was) != was:
                self._part()  # changed by another hand since this run wrote it
            if self._fd < 0:
                self._begin(self._folder)
            self._write(_noted(path, name, before, was, after))
        except OSError as error:
            self._give_up(error)
            return False
        self._last = name, was
        self._after[name] = after
        return True

    def _begin(self, folder: Path) -> None:
        numbers = stepfile.ids(folder)
        newest = numbers[-1] if numbers else 0
        if newest and not stepfile.is_closed(file_of(folder, newest)):
            settle(self._root, folder, newest)
        if newest and newest == self._number and self._go_on(folder):
            return
        files.make_folder(folder)
        self._after.clear()
        self._number, self._end = newest + 1, 0
        new = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | _flags()
        self._fd = os.open(file_of(folder, self._number), new, 0o600)
        assert self._now is not None
        at = self._now().isoformat(timespec="seconds")
        self._start = stepfile.line(version=VERSION, command=self._command, at=at)

    def _go_on(self, folder: Path) -> bool:
        """Whether the step that this run wrote before stands as it was left; then what comes next is added to it."""
        from retro_cli.store.steps import DONE, read_step

        own = read_step(folder, self._number)
        if own is None or own.state != DONE or not own.changes:
            return False
        self._fd = os.open(own.file, os.O_RDWR | os.O_APPEND | _flags())
        self._end = own.end
        return True

    def _write(self, data: bytes) -> None:
        if not self._end:
            data = self._start + data
        self._before = self._end
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]
        self._end += len(data)

    def _take_back(self) -> None:
        """Nothing was written: the last note goes."""
        self._end = self._before
        name, was = self._last
        self._after[name] = was
        with suppress(OSError):
            os.ftruncate(self._fd, self._end)

    def _give_up(self, error: OSError) -> None:
        self.trouble = error.strerror or str(error)
        if self._fd >= 0:
            with suppress(OSError):
                os.ftruncate(self._fd, self._end)
        self._close()

    def _close(self) -> None:
        if self._fd < 0 or self._folder is None:
            return
        with suppress(OSError):
            if not self._end:
                os.unlink(file_of(self._folder, self._number))
            elif self._sure:
                os.write(self._fd, CLOSED)
        with suppress(OSError):
            os.close(self._fd)
        self._fd = -1
        if not self._sure:
            self._number, self._sure = 0, True
        _shorten(self._folder)

    def _part(self) -> None:
        """What comes next is another step."""
        self._close()
        self._number = 0
        self._after.clear()

    def _name(self, path: Path) -> str:
        full = os.path.abspath(path)
        return Path(full).relative_to(self._root).as_posix() if full.startswith(self._root + os.sep) else full


def settle(root: str, folder: Path, number: int) -> None:
    """Tidy up after a run that did not come to its end: a write that was noted and never made is forgotten."""
    from retro_cli.store.steps import happened, read_step

    if (step := read_step(folder, number)) is None:
        return
    left = happened(folder, step, root)
    if left is None or not left.changes:
        os.unlink(step.file)
        return
    os.truncate(left.file, left.end)
    with open(left.file, "ab") as file:
        file.write(CLOSED)


def _noted(path: Path, name: str, before: bytes | None, was: str | None, after: str | None) -> bytes:
    link = os.readlink(path) if after is None and os.path.islink(path) else None
    mode = 0o600
    if before is not None:
        with suppress(FileNotFoundError):  # gone meanwhile: the write will say so
            mode = os.stat(path).st_mode & 0o7777
    made = 0 if before is not None else _missing(path.parent)
    size = None if before is None else len(before)
    said = stepfile.line(path=name, size=size, before=was, after=after, mode=mode, link=link, made=made)
    return said if before is None else said + before + b"\n"


def _missing(folder: Path) -> int:
    """How many of the folders that lead to a file are not there yet."""
    count = 0
    while not os.path.lexists(folder):
        folder = folder.parent
        count += 1
    return count


def _shorten(folder: Path) -> None:
    """Forget the oldest steps that are too many or too big; the newest one stays in any case."""
    sizes = []
    with suppress(OSError):
        for number in reversed(stepfile.ids(folder)):
            sizes.append(os.stat(file_of(folder, number)).st_size)
            if len(sizes) > 1 and (len(sizes) > MOST_STEPS or sum(sizes) > MOST_BYTES):
                os.unlink(file_of(folder, number))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _digest(text: str) -> str:
    return digest(_bytes(text))


def _flags() -> int:
    return int(getattr(os, "O_CLOEXEC", 0)) | int(getattr(os, "O_BINARY", 0))
