"""A foreign file read as entries: its days, events and reviews, each with the sections of the format that fits it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retro_cli.domain import taskline
from retro_cli.domain.entry import Item, Section, filled, read_entry
from retro_cli.domain.format import Format, label
from retro_cli.domain.importing.calendar import NO_YEAR, Dated, read_calendar
from retro_cli.domain.importing.candidates import HEADING, TABLE, Candidate, find_candidates
from retro_cli.domain.importing.choosing import Choice, Evidence, choose, explains, own_labels
from retro_cli.domain.importing.dating import NO_FILE_DAY, date_units
from retro_cli.domain.importing.header import own_tags, own_title, write_header
from retro_cli.domain.importing.model import ImportOptions, ReadEntry, ReadFile, SourceProblem
from retro_cli.domain.importing.rewriting import Rewriting, Row, without_rules
from retro_cli.domain.importing.source import Source, read_lines
from retro_cli.domain.importing.stated import stated_day
from retro_cli.domain.importing.structure import DAY, ROOT, WEEK, Opening, Unit, divide
from retro_cli.domain.importing.tables import Table, find_tables
from retro_cli.domain.importing.vocabulary import Vocabulary
from retro_cli.domain.importing.words import TECHNICAL
from retro_cli.domain.sentence import plain
from retro_cli.domain.text import split_lines
from retro_cli.errors import N_

_BROKEN = N_("Line {line}: this front matter is not YAML; it is kept as comments.")
_RETRO = re.compile(
    r"회고|후기|돌아보|retro|reflect|review|振り返り|ふりかえり|反省|일지|일기|\btil\b|daily|diary|journal|日報|日記|주차|\bweek|sprint|스프린트|kpt|ywt|4ls?\b|회의록",
    re.IGNORECASE,
)
_BACK = re.compile(r"회고|후기|돌아보|retro|reflect|振り返り|ふりかえり|반성|kpt|ywt|\b4ls?\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:오늘의?\s*|일일\s*|하루\s*|데일리\s*|학습\s*)?(?:회고|회고록|일지|일기|기록|정리)|til|daily|diary|journal|log|retro(?:spective)?|回顧|"
    r"(?:の)?(?:振り返り|ふりかえり|日報|日記)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\S)")
_FOREIGN = ("learned", "felt", "did", "question", "context")


def read_source(text: str, path: str, formats: Mapping[str, Format], options: ImportOptions) -> ReadFile:
    """The entries that a markdown file holds, every line of it in one of them, and what a person should look at.

    `path` is the file's, with folders, for the dates in names. Raises nothing: what is no retrospective becomes a `log`
    entry with its own headings, what nothing dates an entry without a date.
    """
    source = read_lines(text, path)
    if not any(line.strip() for line in source.lines[source.body :]) and not source.meta:
        return ReadFile()
    return _Reading(source, formats, options).read()


@dataclass(slots=True)
class _Part:
    """A unit with what was found in it."""

    unit: Unit
    dated: Dated
    candidates: list[Candidate]
    choice: Choice


class _Reading:
    """One file on its way from lines to entries."""

    def __init__(self, source: Source, formats: Mapping[str, Format], options: ImportOptions) -> None:
        self._source = source
        self._formats = formats
        self._options = options
        self._vocabulary = Vocabulary(formats, options.aliases)
        self._vocabulary.learn_legend(source.lines[source.body :], formats)
        self._tables = find_tables(source, self._vocabulary)
        self._candidates = _with_tables(find_candidates(source, self._vocabulary), self._tables)
        self._title = own_title(source.meta)

    def read(self) -> ReadFile:
        units = divide(self._source, self._candidates)
        heading = self._title_heading(units[0], alone=len(units) == 1)
        titles = [text for text in (self._title, heading.text if heading else None) if text]
        said = stated_day(self._source, self._first_label())
        calendar = read_calendar(self._source, [*titles, *([said] if said else [])], self._options)
        if heading is not None and units[0].opening is None:
            units[0].opening = heading
        dated = date_units(units, calendar)
        if len(units) > 1 and not dated[id(units[0])].weekly and self._only_titles(units[0]):
            units[1].spans[:0] = units[0].spans
            units[0].spans = []
        parts = self._parts(units, dated, titles)
        entries: list[ReadEntry] = []
        for part in parts:
            if entry := self._entry(part, alone=len(units) == 1, heading=heading):
                entries.append(entry)
        problems = _distinct(calendar.problems)
        if self._source.broken:
            problems.append(SourceProblem(self._source.broken, _BROKEN, {"line": self._source.broken}))
        problems.sort(key=lambda one: one.line)
        return ReadFile(tuple(entries), tuple(problems))

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
        from retro_cli.domain.importing.daymarks import read_day, read_week

        text = block.text.replace("\n", " ")
        return Opening(block.start, block.end, block.level, text, at, read_day(text), read_week(text))

    # -- sections ---------------------------------------------------------------------------------------------------

    def _parts(self, units: Sequence[Unit], dated: Mapping[int, Dated], titles: Sequence[str]) -> list[_Part]:
        held = _by_unit(units, self._candidates)
        texts = [*titles, self._source.path, *(unit.opening.text for unit in units[:40] if unit.opening)]
        retro = any(_RETRO.search(text) for text in texts) or len(units) > 1
        back = any(_BACK.search(text) for text in [*titles, self._source.path])
        plain_file = self._explains([*titles, self._source.path.replace("\\", "/").rpartition("/")[2]])
        wanted = self._wanted()
        seen: set[tuple[tuple[str, int], str]] = set()
        parts = []
        for unit in units:
            when = dated[id(unit)]
            choice = Choice(self._formats["log"])
            if not plain_file:
                choice = choose(
                    held[id(unit)],
                    self._formats,
                    Evidence(retro, back or self._below_back(held[id(unit)]), when.weekly, wanted),
                )
            if choice.form is not None:
                seen.add((choice.form, choice.format.name))
            parts.append(_Part(unit, when, held[id(unit)], choice))
        if seen and len(units) > 1:
            for part in parts:
                if part.choice.form is None and part.candidates:
                    part.choice = choose(
                        part.candidates,
                        self._formats,
                        Evidence(retro, back, part.dated.weekly, wanted, frozenset(seen)),
                    )
        self._add_own(parts)
        return parts

    def _add_own(self, parts: Sequence[_Part]) -> None:
        """In days with free headings, let the lines count as headings that are such on other days."""
        days = [part for part in parts if part.unit.kind == DAY and part.choice.format.free]
        headings = [one for part in days for one in part.candidates if one.form == HEADING]
        if len(days) < 2 or not headings:
            return
        level = Counter(one.level for one in headings).most_common(1)[0][0]
        names = {label(one.words.split(":")[0]) for one in headings if one.level == level} - {""}
        for part in days:
            part.choice = own_labels(part.candidates, names, part.choice.format, level)

    def _wanted(self) -> str | None:
        """The format that somebody asked for, or that the file itself names."""
        own = self._source.meta.get("format")
        if self._options.format is None and isinstance(own, str) and own in self._formats:
            return own
        return self._options.format

    def _below_back(self, candidates: Sequence[Candidate]) -> bool:
        """Whether a label that could be a word of a study note stands below a heading that says it looks back."""
        lines = [one.line for one in candidates if one.meaning and label(one.words) in TECHNICAL]
        starts = [line for line, _ in self._backs]
        return any(at and self._backs[at - 1][1] for at in (bisect_right(starts, line) for line in lines))

    @cached_property
    def _backs(self) -> list[tuple[int, bool]]:
        """The headings by line, each with whether it or one above it says that it looks back."""
        found: list[tuple[int, bool]] = []
        above: list[tuple[int, bool]] = []
        for index in self._source.headings:
            block = self._source.blocks[index]
            while above and above[-1][0] >= block.level:
                above.pop()
            back = (bool(above) and above[-1][1]) or _BACK.search(block.text) is not None
            above.append((block.level, back))
            found.append((block.start, back))
        return found

    def _explains(self, titles: Sequence[str]) -> bool:
        """Whether the file explains a method: what stands below its good and bad labels tells."""
        headings = [one for one in self._candidates if one.form == HEADING]
        wanted = [one for one in headings if one.meaning and one.meaning.role in ("good", "bad", "learned")]
        answers: list[str] = []
        for one in wanted:
            after = next((other.line for other in headings if other.line > one.line), len(self._source.lines))
            answers += [line for line in self._source.lines[one.line + 1 : after] if line.strip()][:40]
        return bool(wanted) and explains(titles, answers)

    # -- entries ----------------------------------------------------------------------------------------------------

    def _entry(self, part: _Part, *, alone: bool, heading: Opening | None) -> ReadEntry | None:
        unit, dated, source = part.unit, part.dated, self._source
        spans = list(unit.spans)
        root = unit.kind == ROOT or alone or (unit.kind == WEEK and unit.parent is None)
        title, drop = self._titled(part, root=root, heading=heading)
        if drop is not None:
            spans = _without(spans, drop)
        lang = source.language or self._options.lang
        review = unit.opening.line if unit.kind == WEEK and unit.parent is None and unit.opening else None
        rows = Rewriting(source, spans, part.choice, lang, review).rows(self._tables)
        rows = rows if alone else without_rules(rows)
        if not alone and root and not rows and not (title and dated.date) and not self._extra():
            return None
        if not alone and root and not rows and not source.body:
            return None
        format = part.choice.format.name
        if dated.weekly and format == "log" and self._options.format is None and _headings(rows) < 2:
            format = next((one.name for one in self._formats.values() if one.period == "week"), format)
        tags = [*(own_tags(source.meta) or () if root else ()), *self._options.tags]
        tags = list(dict.fromkeys(tags))
        end = dated.end if not dated.weekly else None
        head = write_header(dated.date, end, format, title, tags, source if root else None)
        rows = self._boxed(head, rows, dated)
        text = _text(head, rows, source.newline)
        sections = self._sections(head, rows)
        line, last = _lines(unit, root, source)
        return ReadEntry(
            line=line,
            end=last,
            date=dated.date,
            end_date=dated.end,
            week=dated.week,
            period="week" if dated.weekly else "day" if dated.date else "other",
            format=format,
            title=title,
            tags=tuple(tags),
            sections=sections,
            text=text,
        )

    def _extra(self) -> bool:
        return bool(self._source.meta)

    def _titled(self, part: _Part, *, root: bool, heading: Opening | None) -> tuple[str | None, tuple[int, int] | None]:
        """The title of an entry, and the lines that it replaces."""
        unit = part.unit
        if not root:
            assert unit.opening is not None
            return self._unit_title(unit, part.dated), None
        if heading is None:
            if self._title is None and unit.opening is not None:
                return _shown(unit.opening.text), None
            return self._title, None
        simple = "](" not in heading.text and "<" not in heading.text
        first = next((n for n in range(self._source.body, len(self._source.lines)) if self._source.lines[n].strip()), 0)
        if self._title is None:
            title = None if heading.day and heading.day.bare and part.dated.date else _shown(heading.text)
            return title, (heading.line, heading.end) if simple and first == heading.line else None
        same = _bare(self._title) == _bare(heading.text)
        return self._title, (heading.line, heading.end) if same and simple and first == heading.line else None

    def _unit_title(self, unit: Unit, dated: Dated) -> str | None:
        opening = unit.opening
        assert opening is not None
        mark = opening.day
        if unit.kind != DAY or mark is None or dated.date is None or mark.start is None:
            return _shown(opening.text)
        if mark.weekday is not None and dated.date.weekday() != mark.weekday:
            return _shown(opening.text)
        return None if mark.bare or _SAYS_NOTHING.fullmatch(mark.rest.strip()) else _shown(mark.rest)

    def _boxed(self, head: str, rows: list[Row], dated: Dated) -> list[Row]:
        """The rows with open boxes on the plain items of `next` sections, where the entry is recent enough."""
        since = self._options.open_since
        last = dated.end or dated.date
        if since is None or last is None or last < since:
            return rows
        text = _text(head, rows, "\n")
        entry = read_entry(text, "", self._formats, None)
        offset = len(split_lines(head))
        boxed = list(rows)
        for section in entry.sections:
            if section.role != "next" or section.kind != "actions":
                continue
            for item in section.items:
                index = item.line - 1 - offset
                if item.mark is None and filled(item.text) and (found := _ITEM.match(boxed[index].text)):
                    line = f"{found[1]}[ ] {boxed[index].text[found.end() :]}"
                    if taskline.parse(line) is not None:
                        boxed[index] = replace(boxed[index], text=line)
        return boxed

    def _sections(self, head: str, rows: Sequence[Row]) -> tuple[Section, ...]:
        """The sections as the journal will read them, with the lines of the source; each of its parts by itself."""
        entry = read_entry(_text(head, rows, "\n"), "", self._formats, None)
        offset = len(split_lines(head))
        origins = _origins(rows)
        known = {section.role for section in entry.sections if section.key}
        found: list[Section] = []
        for section in entry.sections:
            role = section.role
            if section.key is None and known and (meaning := self._vocabulary.meaning(section.heading)):
                if not meaning.weak and not meaning.letter and meaning.role in _FOREIGN and meaning.role not in known:
                    role = meaning.role
            for start, end in section.parts:
                items = [
                    _moved(item, origins, offset) for item in section.items if start < item.line <= max(end, start + 1)
                ]
                body = [row.text for row in rows[start + 1 - offset : end - offset]]
                if section.kind == "text" and _begins_with_prose(body):
                    items = []
                text = section.text if len(section.parts) == 1 else "\n".join(body).strip()
                first = origins[start - offset]
                last = max(
                    (row.line for row in rows[start - offset : end - offset] if row.line is not None), default=first
                )
                found.append(replace(section, role=role, text=text, items=tuple(items), parts=((first, last + 1),)))
        return tuple(sorted(found, key=lambda one: one.parts[0][0]))


def _distinct(problems: Sequence[SourceProblem]) -> list[SourceProblem]:
    """The problems, each once; what a year would settle is not told as a missing day as well."""
    found = list({(one.line, one.message, str(one.values)): one for one in problems}.values())
    no_year = any(one.message == NO_YEAR for one in found)
    return [one for one in found if not (no_year and one.message == NO_FILE_DAY)]


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


def _by_unit(units: Sequence[Unit], candidates: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """By `id` of a unit, the candidates on its lines."""
    spans = sorted((start, end, id(unit)) for unit in units for start, end in unit.spans)
    held: dict[int, list[Candidate]] = {id(unit): [] for unit in units}
    at = 0
    for candidate in sorted(candidates, key=lambda one: one.line):
        while at < len(spans) and spans[at][1] <= candidate.line:
            at += 1
        if at < len(spans) and spans[at][0] <= candidate.line:
            held[spans[at][2]].append(candidate)
    return held


def _without(spans: Sequence[tuple[int, int]], drop: tuple[int, int]) -> list[tuple[int, int]]:
    found = []
    for start, end in spans:
        if start <= drop[0] < end:
            found += [(start, drop[0]), (drop[1], end)]
        else:
            found.append((start, end))
    return [(start, end) for start, end in found if start < end]


def _lines(unit: Unit, root: bool, source: Source) -> tuple[int, int]:
    """The 1-based lines of a unit in its source, from its heading or first line to its last."""
    starts = [start for start, _ in unit.spans]
    if not root and unit.opening is not None:
        starts.append(unit.opening.line)
    first = min(starts, default=source.body)
    last = max((end for _, end in unit.spans), default=first + 1)
    while first < last - 1 and not source.lines[first].strip():
        first += 1
    while last > first + 1 and not source.lines[last - 1].strip():
        last -= 1
    return first + 1, max(last, first + 1)


def _text(head: str, rows: Sequence[Row], newline: str) -> str:
    text = head + "".join(f"{row.text}\n" for row in rows)
    return text if newline == "\n" else text.replace("\n", newline)


def _headings(rows: Sequence[Row]) -> int:
    return sum(re.match(r" {0,3}#{1,6}[ \t]", row.text) is not None for row in rows)


def _origins(rows: Sequence[Row]) -> list[int]:
    """By row, the source line that it comes from; of an added one that of the next."""
    found = [0] * len(rows)
    line = next((row.line for row in reversed(rows) if row.line is not None), 0)
    for index in range(len(rows) - 1, -1, -1):
        own = rows[index].line
        line = own if own is not None else line
        found[index] = line
    return found


def _moved(item: Item, origins: Sequence[int], offset: int) -> Item:
    """An item with the lines of the source."""
    first, last = item.line - 1 - offset, item.end - 1 - offset
    return replace(item, line=origins[first] + 1, end=max(origins[first : last + 1]) + 1)


def _begins_with_prose(lines: Sequence[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return re.match(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|\Z)", first) is None


def _shown(text: str) -> str | None:
    """A heading as a title: without markup, on one line."""
    return plain(text).strip(" :：") or None


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
