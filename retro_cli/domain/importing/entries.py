"""An entry made of a part of a file: title, front matter, text, and its sections with the lines of the source."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retro_cli.domain import taskline
from retro_cli.domain.entry import Item, Section, filled, read_entry
from retro_cli.domain.format import Format
from retro_cli.domain.importing.calendar import Dated
from retro_cli.domain.importing.header import holding_back, is_private, own_tags, own_title, write_header
from retro_cli.domain.importing.model import ImportOptions, ReadEntry
from retro_cli.domain.importing.openings import Opening
from retro_cli.domain.importing.parts import Part
from retro_cli.domain.importing.rewriting import Rewriting
from retro_cli.domain.importing.rows import Row, without_rules
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.structure import DAY, ROOT, WEEK, Unit
from retro_cli.domain.importing.tables import Table
from retro_cli.domain.importing.vocabulary import Vocabulary
from retro_cli.domain.importing.words import SOLVED
from retro_cli.domain.privatemarks import is_tagged, without_tag, without_word
from retro_cli.domain.sentence import plain
from retro_cli.domain.text import split_lines

_SAYS_NOTHING = re.compile(
    r"(?:오늘의?\s*|일일\s*|하루\s*|데일리\s*|학습\s*)?(?:회고|회고록|일지|일기|기록|정리)|til|daily|diary|journal|log|retro(?:spective)?"
    r"|(?:の)?(?:振り返り|ふりかえり|日報|日記)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\S)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|\Z)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEADING = re.compile(
    r"\A {0,3}#{1,6}[ \t]|\A\s*(?:\*\*|__)[^*_]+(?:\*\*|__)\s*\Z|(?:세요|십시오|봅시다|しょう|ください)[.!。]?\s*\Z"
)
_FOREIGN = ("good", "bad", "learned", "felt", "did", "question", "context", "next")
_VAGUE = ("did", "next", "question", "context")
"""Roles of whose words many are ordinary ones."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What all entries of a file are made with. `heading` is the one that is the file's title, `alone` tells that the
    file is one entry."""

    source: Source
    formats: Mapping[str, Format]
    options: ImportOptions
    vocabulary: Vocabulary
    tables: Sequence[Table]
    heading: Opening | None
    alone: bool

    def make(self, part: Part) -> ReadEntry | None:
        """The entry of a part; None for what stands around others without saying anything."""
        unit, dated, source = part.unit, part.dated, self.source
        root = self.alone or unit.kind == ROOT or (unit.kind == WEEK and unit.parent is None)
        title, drop = self._root_title(unit, dated) if root else (_unit_title(unit, dated), None)
        spans = unit.spans if drop is None else _without(unit.spans, drop)
        review = unit.opening.line if root and unit.kind == WEEK and unit.opening else None
        rows = Rewriting(source, spans, part.choice, source.language, review).rows(self.tables)
        if not self.alone:
            rows = without_rules(rows)
            if root and not rows and not source.meta:
                return None
        format = self._format(part, rows)
        tags = tuple(dict.fromkeys([*((own_tags(source.meta) or ()) if root else ()), *self.options.tags]))
        end = None if dated.weekly or dated.month else dated.end
        private = self._private(unit, root)
        head = write_header(dated.date, end, format, title, tags, source if root else None, private=private)
        head = head if root else holding_back(head, source)
        rows = self._boxed(head, rows, dated)
        line, last = _lines(unit, root, source)
        return ReadEntry(
            line=line,
            end=last,
            date=dated.date,
            end_date=dated.end,
            week=dated.week,
            period="week" if dated.weekly else "day" if dated.date and dated.month is None else "other",
            format=format,
            title=title,
            tags=tags,
            sections=self._sections(head, rows),
            text=_text(head, rows, source.newline),
            month=dated.month,
        )

    def _private(self, unit: Unit, root: bool) -> bool:
        """Whether an entry is private: as its file is, its heading, or one that it stands below."""
        private = self.source.private
        opening = unit.opening
        if is_private(self.source) or (opening and (opening.line in private or is_tagged(opening.text))):
            return True
        if root and self.heading is not None and self.heading.line in private:
            return True
        above = unit.parent
        return above is not None and above.kind != ROOT and self._private(above, False)

    def _format(self, part: Part, rows: Sequence[Row]) -> str:
        """The format of an entry; a week without sections of its own waits for those of a weekly one."""
        name = part.choice.format.name
        headings = sum(_HEADING.match(row.text) is not None for row in rows)
        if not part.dated.weekly or name != "log" or self.options.format is not None or headings > 1:
            return name
        return next((one.name for one in self.formats.values() if one.period == "week"), name)

    def _root_title(self, unit: Unit, dated: Dated) -> tuple[str | None, tuple[int, int] | None]:
        """The title of the file, and the lines that it replaces."""
        title, heading, source = own_title(self.source.meta), self.heading, self.source
        if heading is None:
            return title or (_shown(unit.opening.text) if unit.opening else None), None
        first = next((n for n in range(source.body, len(source.lines)) if source.lines[n].strip()), 0)
        simple = "](" not in heading.text and "<" not in heading.text and first == heading.line
        lines = (heading.line, heading.end) if simple else None
        if title is None:
            day = heading.day
            told = day is not None and day.bare and dated.date is not None and (not dated.weekly or day.end is not None)
            return None if told else _shown(heading.text), lines
        return title, lines if _bare(title) == _bare(heading.text) else None

    def _boxed(self, head: str, rows: list[Row], dated: Dated) -> list[Row]:
        """The rows with open boxes on the plain items of `next` sections, where the entry is recent enough."""
        since = self.options.open_since
        last = dated.end or dated.date
        if since is None or last is None or last < since:
            return rows
        text = _text(head, rows, "\n")
        entry = read_entry(text, "", self.formats, None)
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

    def _role(self, section: Section, after: Section | None, known: set[str]) -> str:
        """The role of a section; of one that the format does not know what its label means to another."""
        if section.key is not None or not known:
            return section.role
        meaning = self.vocabulary.meaning(section.heading)
        if meaning is None or meaning.letter or meaning.role not in _FOREIGN:
            return section.role
        if meaning.weak and not (meaning.exact and meaning.role not in _VAGUE):
            return section.role
        posed = meaning.role == "bad" and meaning.weak and after is not None and SOLVED.match(after.heading)
        return section.role if posed else meaning.role

    def _sections(self, head: str, rows: Sequence[Row]) -> tuple[Section, ...]:
        """The sections as the journal will read them, with the lines of the source; each of its parts by itself."""
        entry = read_entry(_text(head, rows, "\n"), "", self.formats, None)
        offset = len(split_lines(head))
        origins = _origins(rows)
        known = {section.role for section in entry.sections if section.key}
        found: list[Section] = []
        for section, after in zip(entry.sections, [*entry.sections[1:], None], strict=False):
            moved = replace(section, role=self._role(section, after, known))
            found += [_part_of(moved, start, end, rows, origins, offset) for start, end in section.parts]
        return tuple(sorted(found, key=lambda one: one.parts[0][0]))


def _unit_title(unit: Unit, dated: Dated) -> str | None:
    opening = unit.opening
    assert opening is not None
    mark = opening.day
    if unit.kind != DAY or mark is None or dated.date is None or mark.start is None:
        return _shown(opening.text)
    if mark.weekday is not None and dated.date.weekday() != mark.weekday:
        return _shown(opening.text)
    rest = without_word(mark.rest) if is_tagged(opening.text) else mark.rest
    return None if mark.bare or _SAYS_NOTHING.fullmatch(rest.strip()) else _shown(rest)


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
    first = min((start for start, _ in unit.spans), default=source.body)
    if not root and unit.opening is not None:
        first = unit.opening.line
    last = max((end for _, end in unit.spans), default=first + 1)
    while first < last - 1 and not source.lines[first].strip():
        first += 1
    while last > first + 1 and not source.lines[last - 1].strip():
        last -= 1
    return first + 1, max(last, first + 1)


def _text(head: str, rows: Sequence[Row], newline: str) -> str:
    text = head + "".join(f"{row.text}\n" for row in rows)
    return text if newline == "\n" else text.replace("\n", newline)


def _origins(rows: Sequence[Row]) -> list[int]:
    """By row, the source line that it comes from; of an added one that of the next."""
    found = [0] * len(rows)
    line = next((row.line for row in reversed(rows) if row.line is not None), 0)
    for index in range(len(rows) - 1, -1, -1):
        own = rows[index].line
        line = own if own is not None else line
        found[index] = line
    return found


def _part_of(
    section: Section, start: int, end: int, rows: Sequence[Row], origins: Sequence[int], offset: int
) -> Section:
    """One part of a section (0-based written lines) with the lines of the source."""
    body = [row.text for row in rows[start + 1 - offset : end - offset]]
    below = (
        bisect_right(section.items, start, key=_line_of),
        bisect_right(section.items, max(end, start + 1), key=_line_of),
    )
    items = [_moved(item, origins, offset) for item in section.items[slice(*below)]]
    if section.kind == "text" and _begins_with_prose(body):
        items = []  # lists inside of prose are prose
    first = origins[start - offset]
    last = max((row.line for row in rows[start - offset : end - offset] if row.line is not None), default=first)
    text = section.text if len(section.parts) == 1 else "\n".join(body).strip()
    return replace(section, text=text, items=tuple(items), parts=((first, last + 1),))


def _line_of(item: Item) -> int:
    return item.line


def _moved(item: Item, origins: Sequence[int], offset: int) -> Item:
    """An item with the lines of the source."""
    first, last = item.line - 1 - offset, item.end - 1 - offset
    return replace(item, line=origins[first] + 1, end=max(origins[first : last + 1]) + 1)


def _begins_with_prose(lines: Sequence[str]) -> bool:
    """Whether text comes first, not a list below what only leads to it: a heading, a comment, what to write here."""
    text = _COMMENT.sub("", "\n".join(lines)).split("\n")
    first = next((line for line in text if line.strip() and not _LEADING.search(line)), "")
    return _BULLET.match(first) is None


def _shown(text: str) -> str | None:
    """A heading as a title: without markup and the tag of what is private, on one line."""
    return plain(without_tag(text)).strip(" :：") or None


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
