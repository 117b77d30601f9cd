"""One import: the files that are meant, read one after the other, and their entries written."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Literal

from retro_cli.domain import frontmatter
from retro_cli.domain.layout import RESERVED_FOLDERS
from retro_cli.domain.period import Week
from retro_cli.errors import N_, ConflictError, NotFoundError, RetroError, UnreadableError
from retro_cli.services import capture
from retro_cli.services.importing import undated
from retro_cli.services.importing.pictures import Copy, Pictures
from retro_cli.services.importing.targets import Found, State, Targets, Wanted, source_name
from retro_cli.store import sources
from retro_cli.store.journal import UNDATED, Journal

if TYPE_CHECKING:
    from retro_cli.domain.importing.model import ImportOptions, ReadEntry, ReadFile, SourceProblem


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: `path` as the user knows it, and the path of the call that it was found by."""

    path: Path
    given: Path


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about the days of a file: its first day (or only one), or its year."""

    start: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What an import was asked for. `beside` puts entries of days that have one beside it; `said` is by path."""

    options: "ImportOptions"
    assets: Literal["copy", "link"] = "copy"
    beside: bool = False
    said: Mapping[Path, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """An entry of a file, its path in the journal, and what became of it there; `origin` is where it was moved from,
    `edited` says that what has its place looks like it, changed since."""

    read: "ReadEntry"
    path: str
    state: State
    origin: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was read: its entries and what to look at in it; `error` where it could not be read or written."""

    path: Path
    entries: tuple[Imported, ...] = ()
    problems: "tuple[SourceProblem, ...]" = ()
    error: RetroError | None = None


def find_files(journal: Journal, paths: Sequence[Path]) -> tuple[list[Source], list[RetroError]]:
    """The files to import at and below `paths`, each once, and the folders and links that were not read.

    The journal's own files are left out, and what links lead to outside the folder that holds them. Raises
    NotFoundError where one of `paths` is not there.
    """
    root = Path(os.path.realpath(journal.root))
    found: dict[str, Source] = {}
    errors: list[RetroError] = []
    for given in paths:
        inside = Path(os.path.realpath(given)).is_relative_to(root)
        try:
            for path in sources.find_sources(given, () if inside else (root,)):
                real = os.path.realpath(path)
                if path != given and not Path(real).is_relative_to(os.path.realpath(given)):
                    errors.append(_leads_outside(path))
                elif not _own(journal, root, Path(real)):
                    found.setdefault(real, Source(path, given))
        except UnreadableError as error:
            errors.append(error)
    return list(found.values()), errors


def _leads_outside(path: Path) -> UnreadableError:
    return UnreadableError(
        N_("This link leads out of the folder and was not followed."),
        hint=N_("To import what is there, name it."),
        where=str(path),
    )


def _own(journal: Journal, root: Path, path: Path) -> bool:
    """Whether a file is the journal's: an entry, or something below `templates/`, `assets/` or `undated/`."""
    if not path.is_relative_to(root):
        return False
    inside = path.relative_to(root).as_posix()
    first = inside.partition("/")[0]
    return first in (*RESERVED_FOLDERS, UNDATED) or inside == "README.md" or journal.slot(inside) is not None


class Import:
    """One run over files: a preview, or the real one, which has to hold the journal's lock."""

    def __init__(self, journal: Journal, request: Request, *, write: bool) -> None:
        self._journal = journal
        self._request = request
        self._write = write
        self._targets = Targets(journal, beside=request.beside)
        self._pictures = Pictures(journal, link=request.assets == "link")

    def waiting(self) -> undated.Waiting:
        """The entries that waited for their day; those that have it now go to their places."""
        found = undated.look_through(self._journal, self._targets)
        if self._write:
            for move in found.moves:
                undated.carry_out(self._journal, move)
        return found

    def files(self, found: Sequence[Source]) -> Iterator[ImportedFile]:
        """The files one after the other; none stops the next. Raises RetroError where nothing can be written."""
        for source in found:
            yield self._file(source)

    def _file(self, source: Source) -> ImportedFile:
        from retro_cli.domain.importing.model import SourceProblem

        try:
            text = sources.read_source(source.path)
            read = self._read(source.path, text.text)
        except (UnreadableError, NotFoundError) as error:
            return ImportedFile(source.path, error=_told_of(source.path, error))
        except RecursionError:
            return ImportedFile(source.path, error=_too_deep(source.path))
        except Exception as error:  # a fault of retro's own in one file of a thousand does not stop the others
            return ImportedFile(source.path, error=_own_fault(source.path, error))
        problems = read.problems
        if not text.text.strip("\ufeff \t\r\n"):
            problems = (SourceProblem(1, N_("This file is empty."), {}), *problems)
        if text.encoding:
            told = N_("This file is {encoding}; what is written is UTF-8.")
            problems = (SourceProblem(1, told, {"encoding": text.encoding}), *problems)
        return ImportedFile(source.path, self._place(source, read.entries), problems)

    def _read(self, path: Path, text: str) -> "ReadFile":
        said = self._request.said.get(path, Said())
        options = self._request.options
        options = replace(options, start=said.start or options.start, year=said.year or options.year)
        formats = self._journal.formats.by_name
        if path.suffix.lower() == sources.EXPORT_ENDING:
            from retro_cli.domain.importing.exports import read_export

            read = read_export(text, formats, options)
        else:
            from retro_cli.domain.importing.reading import read_source

            read = read_source(text, path.as_posix(), formats, options)
        return replace(read, entries=_with_day(read.entries, said.start)) if said.start else read

    def _place(self, source: Source, entries: "Sequence[ReadEntry]") -> tuple[Imported, ...]:
        name = source_name(Path(os.path.abspath(source.path)))
        wanted: list[Wanted] = []
        copies: list[tuple[Copy, ...]] = []
        for entry in entries:
            folder = self._targets.folder(entry)
            text, copied = self._pictures.relink(entry.text, folder, source.path, source.given)
            wanted.append(Wanted(entry, text, name))
            copies.append(copied)
        found = self._targets.place(wanted)
        if self._write:
            found = [self._written(*one) for one in zip(wanted, found, copies, strict=True)]
        return tuple(
            Imported(one.entry, place.path, place.state, place.origin, place.edited)
            for one, place in zip(wanted, found, strict=True)
        )

    def _written(self, wanted: Wanted, found: Found, copies: tuple[Copy, ...]) -> Found:
        if found.state not in ("new", "moved"):
            return found
        capture.found(self._journal, self._request.options.lang)
        try:
            self._pictures.copy(copies)
            if found.origin:
                self._move(wanted, found)
            else:
                self._journal.create(found.path, wanted.text)
        except ConflictError:
            return replace(found, state="exists")
        return found

    def _move(self, wanted: Wanted, found: Found) -> None:
        from retro_cli.services.importing.pictures import moved_text

        first, last = wanted.entry.date, wanted.entry.end_date
        assert first is not None
        text = undated.dated(self._journal.text(found.origin), first.isoformat(), last.isoformat() if last else None)
        self._journal.move(found.origin, found.path, moved_text(text, found.origin, found.path))


def _with_day(entries: "Sequence[ReadEntry]", day: date) -> "tuple[ReadEntry, ...]":
    """The entries, of which the only one without a day is of `day`."""
    without = [entry for entry in entries if entry.date is None and entry.week is None]
    if len(without) != 1:
        return tuple(entries)
    (entry,) = without
    week = Week.of(day) if entry.period == "week" else None
    first = week.monday if week else day
    text = frontmatter.set_key(entry.text, "date", first.isoformat())
    given = replace(entry, date=first, end_date=week.sunday if week else None, week=week, text=text)
    return tuple(given if one is entry else one for one in entries)


def _told_of(path: Path, error: RetroError) -> RetroError:
    """The error with the file as the user knows it, and the line where the error knows one."""
    line = getattr(error, "line", None) or error.where.removeprefix(str(path)).removeprefix(":")
    where = f"{path}:{line}" if str(line).isdigit() else str(path)
    kind = NotFoundError if isinstance(error, NotFoundError) else UnreadableError
    return kind(error.message, hint=error.hint, where=where, details=error.details, **error.values)


def _too_deep(path: Path) -> UnreadableError:
    return UnreadableError(
        N_("The lists or quotes in this file are nested too deeply."),
        hint=N_("Look at it in an editor; is it text that somebody wrote?"),
        where=str(path),
    )


def _own_fault(path: Path, error: Exception) -> UnreadableError:
    place = extract_tb(error.__traceback__)[-1]
    return UnreadableError(
        N_("retro failed on this file ({kind} at {place})."),
        hint=N_("That is a fault of retro: please report it. The file was left out."),
        where=str(path),
        kind=type(error).__name__,
        place=f"{Path(place.filename).name}:{place.lineno}",
    )
