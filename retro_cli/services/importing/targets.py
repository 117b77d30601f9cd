"""Where imported entries go: a path for each, and whether it stands there already."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from retro_cli.domain import frontmatter, taskline
from retro_cli.domain.importing.months import Month
from retro_cli.domain.layout import slug
from retro_cli.domain.period import Week
from retro_cli.domain.text import fold, split_lines
from retro_cli.errors import RetroError
from retro_cli.store.journal import UNDATED, Journal

if TYPE_CHECKING:
    from retro_cli.domain.importing.model import ReadEntry

State = Literal["new", "same", "exists", "moved"]
Key = date | Week | Month | None

_SAY_NOTHING = frozenset({"readme", "index", "note", "notes", "retro", "retrospective", "kpt", "회고", "til"})
_NO_DAY = "undated"
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that looks for its place: `text` as it would be written, `name` for one without a day."""

    entry: "ReadEntry"
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The path of an entry and its state: "new", "same" where its text stands there, "exists" where another does,
    "moved" where it waits below `undated/` at `origin` and has a day now. `edited`: what exists has most of its lines,
    as if somebody had changed it since."""

    path: str
    state: State
    origin: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class _Standing:
    path: str
    digest: bytes
    before: bool  # it stood there before this run


class Targets:
    """The places of one run: those that the journal has, and those that the run's entries take."""

    def __init__(self, journal: Journal, *, beside: bool = False) -> None:
        self._journal = journal
        self._beside = beside
        self._paths: dict[Key, list[str]] | None = None
        self._standing: dict[Key, list[_Standing]] = {}
        self._taken: set[str] = set()
        self._before = journal.undated()  # what this run adds there waits for nothing
        self._undated: dict[bytes, str] | None = None
        self._bodies: dict[bytes, str] | None = None

    def folder(self, entry: "ReadEntry") -> str:
        """The folder that the entry will be in, relative to the root."""
        return self._path(key_of(entry), "").rpartition("/")[0]

    def place(self, wanted: Sequence[Wanted]) -> list[Found]:
        """A place for each of the entries of a file; those whose text is there already are found first."""
        found: dict[int, Found] = {}
        for index, one in enumerate(wanted):
            if (path := self._same(one)) is not None:
                found[index] = Found(path, "same")
                self._take(path)
        for index, one in enumerate(wanted):
            if index not in found:
                again = self._same(one)  # the same text twice in one file is one entry
                found[index] = Found(again, "same") if again is not None else self._new(one)
        return [found[index] for index in range(len(wanted))]

    def take_free(self, key: Key, suffix: str, *, main: bool) -> str:
        """A path that nothing has, for an entry that is of that day or week."""
        path = next(path for path in self._names(key, suffix, main=main) if not self._occupied(path))
        self._take(path)
        return path

    def _same(self, wanted: Wanted) -> str | None:
        key, own = key_of(wanted.entry), digest(wanted.text)
        found = next((one.path for one in self._at(key) if one.digest == own), None)
        if found is not None:
            return found
        if key is None:
            return self._dated_since(wanted)
        return next((one.path for one in self._at(key) if one.before and self._holds(one.path, wanted.text)), None)

    def _new(self, wanted: Wanted) -> Found:
        key = key_of(wanted.entry)
        origin = self._waiting(wanted) if key is not None else None
        for path in self._names(key, self._suffix(wanted), main=self._may_be_main(wanted.entry)):
            if self._is_taken(path):
                continue
            if self._occupied(path):
                if self._beside or origin or (key is None and not self._alike(path, wanted.text)):
                    continue
                self._take(path)
                return Found(path, "exists", edited=self._mostly_there(path, wanted.text))
            self._take(path)
            self._take(origin or path)
            self._at(key).append(_Standing(path, digest(wanted.text), before=False))
            return Found(path, "moved", origin) if origin else Found(path, "new")
        raise AssertionError("names never end")

    # -- names ------------------------------------------------------------------------------------------------------

    def _names(self, key: Key, suffix: str, *, main: bool) -> Iterator[str]:
        """The paths that an entry may get, in order: without a suffix, with it, with it and a number."""
        if main:
            yield self._path(key, "")
        yield self._path(key, suffix)
        yield from (self._path(key, f"{suffix}-{number}") for number in count(2))

    def _path(self, key: Key, suffix: str) -> str:
        layout = self._journal.settings.layout
        if key is None:
            path = f"{UNDATED}/{suffix}.md"
            return path if self._journal.slot(path) is None else f"{UNDATED}/{_NO_DAY}-{suffix}.md"
        if isinstance(key, Month):
            return layout.month(key.first, suffix)
        return layout.week(key, suffix) if isinstance(key, Week) else layout.day(key, suffix)

    def _suffix(self, wanted: Wanted) -> str:
        entry = wanted.entry
        title = slug(entry.title or "")
        if key_of(entry) is None:
            return wanted.name if title in ("", wanted.name) else f"{wanted.name}-{title}"
        return entry.suffix or title or slug(entry.format) or "log"

    def _may_be_main(self, entry: "ReadEntry") -> bool:
        """Whether the entry may have the name without a suffix: formats of events never do."""
        key = key_of(entry)
        format = self._journal.formats.by_name.get(entry.format)
        return isinstance(key, Week | Month) or (key is not None and not (format and format.repeats))

    # -- what stands there ------------------------------------------------------------------------------------------

    def _at(self, key: Key) -> list[_Standing]:
        if key not in self._standing:
            self._standing[key] = [
                _Standing(path, self._digest(path), before=True) for path in self._journal_paths().get(key, [])
            ]
        return self._standing[key]

    def _digest(self, path: str) -> bytes:
        try:
            return digest(self._journal.text(path))
        except RetroError:
            return b""

    def _journal_paths(self) -> dict[Key, list[str]]:
        if self._paths is None:
            paths: dict[Key, list[str]] = {None: self._journal.undated()}
            for path in self._journal.paths():
                slot = self._journal.slot(path)
                if slot is not None and slot.kind in ("day", "week", "month"):
                    month = Month(slot.date.year, slot.date.month) if slot.kind == "month" else None
                    paths.setdefault(month or slot.week or slot.date, []).append(path)
            self._paths = paths
        return self._paths

    def _waiting(self, wanted: Wanted) -> str | None:
        """The file below `undated/` that holds the entry's text without its day."""
        if self._undated is None:
            self._undated = {}
            for path in self._before:
                with suppress(RetroError):
                    self._undated[_body_digest(self._journal.text(path))] = path
        found = self._undated.get(_body_digest(wanted.text))
        return found if found is not None and not self._is_taken(found) else None

    def _dated_since(self, wanted: Wanted) -> str | None:
        """The entry that a text without a day became when it got one."""
        if self._bodies is None:
            self._bodies = {}
            for path in self._journal.paths():
                with suppress(RetroError):
                    self._bodies[_body_digest(self._journal.text(path))] = path
        return self._bodies.get(_body_digest(wanted.text))

    def _holds(self, path: str, text: str) -> bool:
        """Whether every line of `text` stands at `path`, in order: it was imported, and added to since."""
        try:
            there = _plain_lines(self._journal.text(path))
        except RetroError:
            return False
        return all(line in there for line in _plain_lines(text))

    def _mostly_there(self, path: str, text: str) -> bool:
        """Whether at least half of what `text` says, its headings aside, stands at `path`."""
        try:
            there = set(_plain_lines(self._journal.text(path)))
        except RetroError:
            return False
        own = [line for line in _plain_lines(_body(text)) if not line.startswith("#")]
        return 2 * sum(line in there for line in own) >= max(len(own), 1)

    def _alike(self, path: str, text: str) -> bool:
        """Whether the text at `path` looks like an edited `text`: a third of its lines stand there."""
        try:
            there = set(_plain_lines(_body(self._journal.text(path))))
        except RetroError:
            return True
        own = list(_plain_lines(_body(text)))
        return 3 * sum(line in there for line in own) >= len(own)

    def _occupied(self, path: str) -> bool:
        return self._is_taken(path) or self._journal.exists(path)

    def _is_taken(self, path: str) -> bool:
        return fold(path) in self._taken

    def _take(self, path: str) -> None:
        self._taken.add(fold(path))


def key_of(entry: "ReadEntry") -> Key:
    """What an entry is filed by: its month, its week, its day, or nothing."""
    if entry.month is not None:
        return entry.month
    if entry.week is not None:
        return entry.week
    if entry.period == "week" and entry.date is not None:
        return Week.of(entry.date)
    return entry.date


def source_name(path: PurePath) -> str:
    """The name of an entry without a day: that of its file, with the folder's where it says nothing by itself."""
    name = slug(unicodedata.normalize("NFC", path.stem))
    folder = slug(unicodedata.normalize("NFC", path.parent.name))
    if (not name or name in _SAY_NOTHING) and folder:
        return f"{folder}-{name}".rstrip("-")
    return name or _NO_DAY


def digest(text: str) -> bytes:
    """What two texts of an entry have in common whose boxes were ticked, put off or opened since."""
    return blake2b("\n".join(_plain_lines(text)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _body_digest(text: str) -> bytes:
    return digest(_body(text))


def _body(text: str) -> str:
    lines = split_lines(text)
    return "".join(lines[frontmatter.body_line(lines) :])


def _plain_lines(text: str) -> Iterator[str]:
    """The lines of a text without blank ones, boxes and task fields; the spaces in them do not count."""
    for line in split_lines(text):
        if not line.strip():
            continue
        task = taskline.parse(line.rstrip("\r\n")) if "[" in line else None
        plain = f"{task.prefix}{task.marker} {task.text}" if task else line
        yield _GAP.sub(" ", plain).strip()
