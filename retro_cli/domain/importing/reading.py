"""A foreign file read as entries: its days, events and reviews, each with the sections of the format that fits it."""

from collections.abc import Mapping, Sequence

from retro_cli.domain.format import Format
from retro_cli.domain.importing.calendar import NO_YEAR, read_calendar
from retro_cli.domain.importing.candidates import HEADING, TABLE, Candidate, find_candidates
from retro_cli.domain.importing.dating import NO_FILE_DAY, NO_WEEK, date_units
from retro_cli.domain.importing.daymarks import read_day
from retro_cli.domain.importing.entries import Maker
from retro_cli.domain.importing.header import own_title
from retro_cli.domain.importing.model import ImportOptions, ReadFile, SourceProblem
from retro_cli.domain.importing.openings import Opening
from retro_cli.domain.importing.parts import find_parts
from retro_cli.domain.importing.signs import find_signs
from retro_cli.domain.importing.source import Source, read_lines
from retro_cli.domain.importing.stated import stated_day
from retro_cli.domain.importing.structure import Unit, divide
from retro_cli.domain.importing.tables import Table, find_tables
from retro_cli.domain.importing.vocabulary import Vocabulary
from retro_cli.domain.importing.weekmarks import read_week
from retro_cli.errors import N_

_BROKEN = N_("Line {line}: this front matter is not YAML; it is kept as comments.")


def read_source(text: str, path: str, formats: Mapping[str, Format], options: ImportOptions) -> ReadFile:
    """The entries that a markdown file holds, every line of it in one of them, and what a person should look at.

    `path` is the file's, with folders, for the dates in names. Raises nothing: what is no retrospective becomes a `log`
    entry with its own headings, what nothing dates an entry without a date.
    """
    source = read_lines(text, path)
    if not any(line.strip() for line in source.lines[source.body :]) and not source.meta:
        return ReadFile()
    return _Reading(source, formats, options).read()


class _Reading:
    """One file on its way from lines to entries."""

    def __init__(self, source: Source, formats: Mapping[str, Format], options: ImportOptions) -> None:
        self._source = source
        self._formats = formats
        self._options = options
        self._vocabulary = Vocabulary(formats, options.aliases)
        self._vocabulary.learn_legend(source.lines[source.body :], formats)
        self._tables = find_tables(source, self._vocabulary)
        found = find_candidates(source, self._vocabulary)
        found += find_signs(source, found, self._vocabulary)
        self._candidates = _with_tables(found, self._tables)
        self._title = own_title(source.meta)

    def read(self) -> ReadFile:
        units = divide(self._source, self._candidates)
        heading = self._title_heading(units[0], alone=len(units) == 1)
        titles = [text for text in (self._title, heading.text if heading else None) if text]
        said = stated_day(self._source, self._first_label(), alone=len(units) == 1)
        calendar = read_calendar(
            self._source, [*titles, *_stated_week(self._source), *([said] if said else [])], self._options
        )
        if heading is not None and units[0].opening is None:
            units[0].opening = heading
        dated = date_units(units, calendar)
        if len(units) > 1 and self._only_titles(units[0]):
            units[1].spans[:0] = units[0].spans
            units[0].spans = []
        parts = find_parts(self._source, units, dated, self._candidates, titles, self._formats, self._wanted())
        alone = len(units) == 1
        maker = Maker(self._source, self._formats, self._options, self._vocabulary, self._tables, heading, alone)
        entries = tuple(entry for part in parts if (entry := maker.make(part)))
        problems = _distinct(calendar.problems)
        if self._source.broken:
            problems.append(SourceProblem(self._source.broken, _BROKEN, {"line": self._source.broken}))
        problems.sort(key=lambda one: one.line)
        return ReadFile(entries, tuple(problems))

    def _only_titles(self, root: Unit) -> bool:
        """Whether what stands around the units is a heading or two and nothing else: no entry of its own."""
        source = self._source
        headings = {
            number
            for start, end in root.spans
            for block in source.headings_in(start, end)
            for number in range(block.start, block.end)
        }
        told = [number for start, end in root.spans for number in range(start, end) if source.lines[number].strip()]
        return not source.meta and 0 < len(told) <= 2 and all(number in headings for number in told)

    def _first_label(self) -> int:
        """The line of the first heading that is a label."""
        lines = (one.line for one in self._candidates if one.form == HEADING and one.meaning)
        return next(lines, len(self._source.lines))

    def _title_heading(self, root: Unit, *, alone: bool) -> Opening | None:
        """The heading that a file begins with, if it stands above all others and is no label."""
        if not self._source.headings:
            return None
        at = self._source.headings[0]
        block = self._source.blocks[at]
        first = next((n for n in range(self._source.body, block.start) if self._source.lines[n].strip()), None)
        if any(one.line == block.start and one.form == HEADING and one.meaning for one in self._candidates):
            return None
        others = (self._source.blocks[one].level for one in self._source.headings[1:])
        if (first is not None and not alone) or not any(start <= block.start < end for start, end in root.spans):
            return None
        if any(level <= block.level for level in others) and block.level > 1:
            return None
        text = block.text.replace("\n", " ")
        return Opening(block.start, block.end, block.level, text, at, read_day(text), read_week(text))

    def _wanted(self) -> str | None:
        """The format that somebody asked for, or that the file itself names."""
        own = self._source.meta.get("format")
        if self._options.format is None and isinstance(own, str) and own in self._formats:
            return own
        return self._options.format


def _stated_week(source: Source) -> list[str]:
    """The ISO week that front matter names: `week: 2025-W38`."""
    words = str(source.meta.get("week", ""))
    mark = read_week(words)
    return [words] if mark is not None and mark.year is not None else []


def _distinct(problems: Sequence[SourceProblem]) -> list[SourceProblem]:
    """The problems, each once; what a year would settle is not told as a missing day as well."""
    found = list({(one.line, one.message, str(one.values)): one for one in problems}.values())
    no_year = any(one.message == NO_YEAR for one in found)
    no_week = any(one.message == NO_WEEK for one in found)
    return [one for one in found if not ((no_year or no_week) and one.message == NO_FILE_DAY)]


def _with_tables(candidates: Sequence[Candidate], tables: Sequence[Table]) -> list[Candidate]:
    """The candidates, those inside of tables replaced by the labels of their columns."""
    inside = {number for table in tables for number in range(table.start, table.end)}
    kept = [one for one in candidates if one.line not in inside]
    kept += [
        Candidate(column.line, TABLE, column.words, column.meaning, -1, marked=True)
        for table in tables
        for column in table.columns
    ]
    return sorted(kept, key=lambda one: one.line)
