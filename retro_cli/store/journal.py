"""A journal on disk: which files are entries, reading them, and writing them through edits."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from retro_cli.domain.action import ActionItem, action_items
from retro_cli.domain.entry import Entry, read_entry
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.layout import Slot
from retro_cli.domain.period import Week
from retro_cli.domain.settings import Settings
from retro_cli.domain.text import split_lines
from retro_cli.errors import NotFoundError, RetroError, UnreadableError
from retro_cli.store import files
from retro_cli.store.formats import Formats
from retro_cli.store.history import History
from retro_cli.store.locations import name_state
from retro_cli.store.locks import lock
from retro_cli.store.scanning import holds_closed_since, holds_open_task
from retro_cli.store.stepfile import digest
from retro_cli.store.sweeping import kept, tasks_in
from retro_cli.store.taskpages import TaskPages, read_task_pages
from retro_cli.store.unmerged import unless_unmerged
from retro_cli.store.walking import UNDATED as UNDATED
from retro_cli.store.walking import is_dated, markdown_files, markdown_names

if TYPE_CHECKING:
    from retro_cli.store.drafts import Draft, Drafts


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the journal: its text as it stands on disk, and the entry that it is."""

    text: str
    entry: Entry

    @property
    def actions(self) -> list[ActionItem]:
        """Its action items in the order of its lines."""
        return action_items(self.entry, split_lines(self.text))


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that were read, and the errors of files that could not be: the rest of the journal keeps working."""

    pages: tuple[Page, ...]
    problems: tuple[RetroError, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """The entries of the pages."""
        return [page.entry for page in self.pages]

    @property
    def actions(self) -> list[ActionItem]:
        """The action items of all pages."""
        return [item for page in self.pages for item in page.actions]


@dataclass(frozen=True)
class Journal:
    """The journal below `root`; `state` is the folder of its drafts and locks. Paths are relative, with `/`.

    `history` notes down what is written while the journal is locked, so that it can be taken back.
    """

    root: Path
    settings: Settings
    formats: Formats
    state: Path
    history: History = field(default_factory=History, compare=False, repr=False)

    # -- which files ------------------------------------------------------------------------------------------------

    def paths(self) -> list[str]:
        """All files that are entries by name, sorted; none where the journal does not exist yet."""
        return sorted(path for path in markdown_files(self.root) if self.slot(path) is not None)

    def undated(self) -> list[str]:
        """The entries that wait for their day, also those that have it by now."""
        return [f"{UNDATED}/{name}" for name in markdown_names(self.root, UNDATED)]

    def slot(self, path: str) -> Slot | None:
        """What the name of a file says about its day or period."""
        return self.settings.layout.slot(path)

    def day_paths(self, day: date) -> list[str]:
        """The entries of a day, its main one first, found by looking into its folder alone."""
        main = self.settings.layout.day(day)
        return sorted(self._in_folders([main], [day]), key=lambda path: (path != main, path))

    def week_paths(self, week: Week) -> list[str]:
        """The entries of the days of a week, in the order of the days."""
        days = week.days()
        found = self._in_folders([self.settings.layout.day(day) for day in days], days)
        return sorted(found, key=lambda path: (self._day(path), path not in self._mains(days), path))

    def recent_days(self, before: date, count: int) -> list[date]:
        """The last days before `before` that have an entry, newest first, at most `count`."""
        days = {slot.date for path in markdown_files(self.root) if (slot := self.slot(path)) and slot.kind == "day"}
        return sorted((day for day in days if day < before), reverse=True)[:count]

    def _mains(self, days: Iterable[date]) -> set[str]:
        return {self.settings.layout.day(day) for day in days}

    def _day(self, path: str) -> date:
        slot = self.slot(path)
        return slot.date if slot else date.min

    def _in_folders(self, samples: Iterable[str], days: Iterable[date]) -> Iterator[str]:
        wanted = set(days)
        for folder in dict.fromkeys(sample.rpartition("/")[0] for sample in samples):
            for name in markdown_names(self.root, folder):
                path = f"{folder}/{name}" if folder else name
                slot = self.slot(path)
                if slot is not None and slot.kind == "day" and slot.date in wanted:
                    yield path

    # -- reading ----------------------------------------------------------------------------------------------------

    def exists(self, path: str) -> bool:
        """Whether there is a file at `path`."""
        return os.path.lexists(self.root / path)

    def modified(self, path: str) -> int:
        """When the file last changed, in nanoseconds; 0 where it is not there."""
        try:
            return os.stat(self.root / path).st_mtime_ns
        except OSError:
            return 0

    def page(self, path: str) -> Page:
        """One file. Errors: NotFoundError; UnreadableError with `path:line` where it could not be read as it is."""
        text = self.text(path)
        try:
            return Page(text, read_entry(text, path, self.formats.by_name, self.slot(path)))
        except FrontMatterError as error:
            raise UnreadableError(
                error.message, hint=error.hint, where=f"{path}:{error.line}", line=error.line
            ) from None

    def text(self, path: str) -> str:
        """The text of one file, as it stands."""
        try:
            return files.read_text(self.root / path)
        except (NotFoundError, UnreadableError) as error:
            raise error.at(path + error.where.removeprefix(str(self.root / path))) from None

    def pages(self, paths: Iterable[str]) -> Pages:
        """Several files; what cannot be read is among the problems. A file that vanished meanwhile is left out."""
        pages: list[Page] = []
        problems: list[RetroError] = []
        for path in paths:
            try:
                pages.append(self.page(path))
            except NotFoundError:
                continue
            except RetroError as error:
                problems.append(error)
        return Pages(tuple(pages), tuple(problems))

    def all_pages(self) -> Pages:
        """Every entry, also those dated only in their front matter, by day."""
        paths, problems = self._entry_paths()
        read = self.pages(paths)
        pages = sorted(read.pages, key=lambda page: (page.entry.date or date.min, page.entry.path))
        return Pages(tuple(pages), (*problems, *read.problems))

    def task_pages(self, *, open_only: bool) -> TaskPages:
        """The entries that hold action items (that are still open): every file's bytes are read, few are parsed."""
        problems: list[RetroError] = []
        read = read_task_pages(self, tasks_in(str(self.root), problems, open_only=open_only))
        return TaskPages(read.pages, (*problems, *read.problems))

    def _entry_paths(self) -> tuple[list[str], list[RetroError]]:
        """Every entry, those dated in their front matter last, and the folders that could not be looked into."""
        problems: list[RetroError] = []
        named: list[str] = []
        inside: list[str] = []
        for path in sorted(markdown_files(self.root, problems)):
            if self.slot(path) is not None:
                named.append(path)
            elif is_dated(self.root / path):
                inside.append(path)
        return [*named, *inside], problems

    def task_pages_in(self, start: date, last: date, *, but: Collection[str] = ()) -> TaskPages:
        """The entries up to the `last` day, but for those given, that hold action items which still were open at the
        `start`: unticked ones, and those closed then or later. Every such file's bytes are read, few are parsed."""
        first = start.isoformat().encode()

        def waited(data: bytes) -> bool:
            return holds_open_task(data) or holds_closed_since(data, first)

        def meant(path: str) -> bool:
            slot = self.slot(path)
            return slot is None or (slot.date <= last and path not in but)

        found = kept(str(self.root), waited)
        return read_task_pages(self, [one for one in found if meant(one[0])])

    def dated_inside(self) -> list[str]:
        """Markdown without a date in its name that has one in its front matter."""
        return sorted(
            path for path in markdown_files(self.root) if self.slot(path) is None and is_dated(self.root / path)
        )

    # -- writing ----------------------------------------------------------------------------------------------------

    def create(self, path: str, text: str) -> None:
        """Write a new file. ConflictError where there is one already."""
        self.history.create(self.root / path, text)

    def edit(self, path: str, change: Callable[[str], str]) -> bool:
        """Apply a pure edit to the text that stands at `path` now; whether bytes changed.

        ConflictError where a merge was left in the text.
        """
        return self.history.edit(self.root / path, unless_unmerged(path, change))

    def move(self, path: str, target: str, text: str) -> None:
        """Put the entry at `path`, which is `text` by now, to `target`. ConflictError where something is there."""
        self.history.create(self.root / target, text)
        self.history.remove(self.root / path)

    def replace(self, path: str, text: str, expected: str) -> None:
        """Write `text` over the file at `path`. ConflictError where it no longer holds `expected`."""
        self.history.replace(self.root / path, text, expected)

    @contextmanager
    def locked(self, command: str) -> Iterator[None]:
        """Hold the journal's lock while writing, as one step of its history; ConflictError where another retro holds
        it too long. A state folder that cannot be written keeps nobody from writing: the history says so then."""
        with suppress(RetroError):
            name_state(self.state, self.root)
        with lock(self.state, command, beside=self.root) as trouble:
            self.history.stateless = self.history.stateless or trouble
            with self.history.step(command):
                yield

    @contextmanager
    def opened(self, path: str, command: str) -> Iterator[None]:
        """While an editor has the file at `path` open: what it saved is noted once it is closed.

        Where another retro wrote meanwhile it is not, as nobody can tell whose change is whose.
        """
        before, newest = _bytes(self.root / path), self.history.newest()
        try:
            yield
        finally:
            after = _bytes(self.root / path)
            if before is not None and after is not None and before != after and newest == self.history.newest():
                with suppress(RetroError), self.locked(command):
                    self.history.note(self.root / path, before, digest(after))

    @property
    def drafts(self) -> "Drafts":
        """The interviews that are not saved yet."""
        from retro_cli.store.drafts import Drafts

        return Drafts(self.state / "drafts")

    def keep(self, draft: "Draft") -> None:
        """Put a draft on the disk."""
        name_state(self.state, self.root)
        self.drafts.save(draft)


def _bytes(path: Path) -> bytes | None:
    try:
        return files.read_bytes(path)
    except RetroError:
        return None
