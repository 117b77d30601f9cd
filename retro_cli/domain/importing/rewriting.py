"""The lines of a source as the text of an entry: labels become headings, what hung below them is moved up, and nothing
else is touched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retro_cli.domain import answers
from retro_cli.domain.format import SectionSpec
from retro_cli.domain.importing.candidates import HEADING, ITEM, QUOTE, SIGN, TABLE, Candidate
from retro_cli.domain.importing.choosing import Choice, Label
from retro_cli.domain.importing.leftovers import REST_HEADING, find_leftovers, rest_heading
from retro_cli.domain.importing.levels import DEEPEST, find_levels
from retro_cli.domain.importing.lines import BULLETS, as_heading, as_item, indentation, moved_left
from retro_cli.domain.importing.rows import Row, blank, trimmed
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.tables import Table
from retro_cli.domain.markdown import Block

_QUOTED = re.compile(r"\A[ \t]{0,3}> ?")
_GLOSS = re.compile(r"\s+[-–—|:：]\s+|[:：]\s*")
_NUMBER = re.compile(r"\A(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+|\d{1,2}[.)]\s*)")


def _lists(spec: SectionSpec | None, candidate: Candidate) -> bool:
    """Whether what stands on the line of a label is an item, and not the beginning of a text."""
    if spec is not None:
        return spec.kind != "text"
    return candidate.meaning is not None and candidate.meaning.role in ("good", "bad", "next")


@dataclass(frozen=True, slots=True)
class _Opened:
    """What stands in place of a source line that is a label."""

    level: int
    heading: str
    inline: str = ""
    listed: bool = False

    @property
    def line(self) -> str:
        return f"{'#' * self.level} {self.heading}"


class Rewriting:
    """One entry in the making: `spans` of the source (0-based, end exclusive) and what was chosen in them.

    `lang` is the language of headings that the format lends, `review` the line of a week's heading among them.
    """

    def __init__(
        self, source: Source, spans: Sequence[tuple[int, int]], choice: Choice, lang: str, review: int | None = None
    ) -> None:
        self._source = source
        self._spans = spans
        self._choice = choice
        self._lang = lang
        self._headings = [block for start, end in spans for block in source.headings_in(start, end)]
        self._choice = replace(choice, labels=tuple(self._readable(choice)))
        labelled = {label.candidate.line for label in self._choice.labels}
        self._starts = labelled | {block.start for block in self._headings}
        levels = find_levels(self._headings, self._choice, self._says)
        self._levels = levels.labels
        self._dedent: dict[int, int] = {}
        self._unquoted: set[int] = set()
        self._opened: dict[int, _Opened] = {}
        self._above: dict[int, _Opened] = {}
        self._breaks: set[int] = set()
        self._hanging: set[int] = set()
        self._groups: set[int] = set()
        self._tables: dict[int, tuple[int, list[Row]]] = {}
        for block in self._headings:
            if block.start in levels.moved:
                self._opened[block.start] = _Opened(levels.moved[block.start], block.text.replace("\n", " "))
        self._dissolve()
        self._open()
        self._raise_review(review)
        leftovers = find_leftovers(source, spans, self._choice.labels)
        self._rest = {line: self._level(of) for line, of in leftovers.items()}

    def rows(self, tables: Sequence[Table] = ()) -> list[Row]:
        """The lines of the entry, blank ones at the beginning and the end left out."""
        self._unfold(tables)
        rows: list[Row] = []
        for start, end in self._spans:
            blank(rows)
            skip = start
            for number in range(start, end):
                if number in self._tables:
                    skip, unfolded = self._tables[number]
                    blank(rows)
                    rows += [*unfolded, Row("", None)]
                if number >= skip:
                    self._write(number, rows)
        return trimmed(rows)

    def _says(self, start: int, end: int) -> bool:
        """Whether the entry has text between two lines."""
        spans = ((max(start, first), min(end, last)) for first, last in self._spans)
        return any(self._source.lines[number].strip() for first, last in spans for number in range(first, last))

    def _readable(self, choice: Choice) -> Iterator[Label]:
        """The labels whose headings will open a section: one that the format does not know stands beside others."""
        if choice.level:
            deep = any(block.level < choice.level for block in self._headings)
            yield from () if deep else choice.labels
            return
        known = {label.candidate.line for label in choice.labels}
        at, beside = 0, False
        for label in choice.labels:
            while at < len(self._headings) and self._headings[at].start < label.candidate.line:
                beside = self._headings[at].start in known
                at += 1
            beside = beside or label.key is not None
            if beside or label.candidate.meaning is not None:
                yield label

    # -- what is moved up -------------------------------------------------------------------------------------------

    def _dissolve(self) -> None:
        """Take apart the items and quotes that hold labels."""
        items: set[int] = set()
        for label in self._choice.labels:
            candidate = label.candidate
            if candidate.form == ITEM:
                at = candidate.block
                while at >= 0 and at not in items:
                    if self._source.blocks[at].kind == "item":
                        items.add(at)
                    at = self._source.blocks[at].parent
            elif candidate.form == QUOTE:
                block = self._source.blocks[candidate.block]
                self._unquoted.update(range(block.start, block.end))
                self._breaks.add(block.end)
        for at in sorted(items):
            self._take_apart(at)
        self._groups = items - {one.candidate.block for one in self._choice.labels if one.candidate.form == ITEM}

    def _take_apart(self, at: int) -> None:
        block = self._source.blocks[at]
        self._shift(block.start + 1, block.end, block.column)
        for child in self._source.children.get(at, ()):
            inner = self._source.blocks[child]
            if inner.kind == "list" and inner.start > block.start:
                self._shift(inner.start, inner.end, indentation(self._source.lines[inner.start]))
        self._breaks.add(block.end)
        paragraph = self._paragraph(at)
        if paragraph is not None:
            self._breaks.add(paragraph.end)

    def _shift(self, start: int, end: int, columns: int) -> None:
        for number in range(start, end):
            self._dedent[number] = max(self._dedent.get(number, 0), columns)

    def _paragraph(self, item: int) -> Block | None:
        """The paragraph that begins on the line of an item."""
        blocks = self._source.blocks
        below = blocks[item + 1] if item + 1 < len(blocks) else None
        begins = below is not None and below.parent == item and below.start == blocks[item].start
        return below if below is not None and begins and below.kind == "paragraph" else None

    # -- headings ---------------------------------------------------------------------------------------------------

    def _level(self, line: int) -> int:
        return self._opened[line].level if line in self._opened else self._levels[line]

    def _open(self) -> None:
        """Say what is written for the line of each label, and of each item that groups labels."""
        deepest = max((self._source.blocks[at].level for at in self._groups), default=0)
        for at in sorted(self._groups):
            self._open_group(at)
        for label in self._choice.labels:
            candidate = label.candidate
            spec = self._choice.format.section(label.key) if label.key else None
            if candidate.form == TABLE or (candidate.form == HEADING and self._stands(candidate, spec)):
                continue
            level = self._levels[candidate.line]
            if candidate.form == SIGN and spec is not None:
                self._above[candidate.line] = _Opened(level, spec.title(self._lang))
                continue
            if candidate.form == ITEM:
                level = min(DEEPEST, level + deepest)
            listed = _lists(spec, candidate) and self._single(candidate)
            heading = self._heading(candidate.words, spec)
            self._opened[candidate.line] = _Opened(level, heading, candidate.inline, listed)
            paragraph = self._paragraph(candidate.block) if listed and candidate.form == ITEM else None
            if paragraph is not None:
                self._hanging.update(range(paragraph.start + 1, paragraph.end))

    def _open_group(self, at: int) -> None:
        block, paragraph = self._source.blocks[at], self._paragraph(at)
        words = paragraph.text.split("\n")[0] if paragraph else ""
        base = next((level for line, level in self._levels.items() if line > block.start), 2)
        self._opened[block.start] = _Opened(min(DEEPEST, base + block.level - 1), words)

    def _single(self, candidate: Candidate) -> bool:
        """Whether a label has the text on its line and nothing else below: an item, or a line before the next label."""
        if not candidate.inline:
            return False
        if candidate.form == ITEM:
            return len(self._source.children.get(candidate.block, ())) == 1
        last = next((end for start, end in self._spans if start <= candidate.line < end), candidate.line + 1)
        below = (number for number in range(candidate.line + 1, last) if self._source.lines[number].strip())
        number = next(below, None)
        return number is None or number in self._starts

    def _stands(self, candidate: Candidate, spec: SectionSpec | None) -> bool:
        """Whether a heading may stay as it is: retro reads it as the section that is meant."""
        block = self._source.blocks[candidate.block]
        if candidate.inline or self._source.lines[candidate.line] != self._source.shaped[candidate.line]:
            return False
        return self._choice.format.match(block.text) is spec and self._levels[candidate.line] == block.level

    def _heading(self, words: str, spec: SectionSpec | None) -> str:
        """The writer's own words where retro knows them, else the format's heading with the words in brackets."""
        line = as_heading(words)
        if spec is None or self._choice.format.match(line) is spec:
            return line
        title = spec.title(self._lang)
        own, _, gloss = _GLOSS.sub("\n", line, count=1).partition("\n")
        for heading in (f"{own} ({gloss})", f"{title} ({_NUMBER.sub('', line)})"):
            if gloss and self._choice.format.match(heading) is spec:
                return heading
            gloss = line
        return title

    def _raise_review(self, line: int | None) -> None:
        """Let the heading of a week's review stand as high as any before it: those were about the days."""
        block = next((block for block in self._headings if block.start == line), None)
        if block is None or block.marker != "#":
            return
        before = [other.level for other in self._headings if other.start < block.start]
        sections = [self._levels[one.candidate.line] for one in self._choice.labels if one.candidate.form == HEADING]
        top = min(sections if self._choice.labels else before, default=block.level)
        if min(before, default=block.level) <= top < block.level:
            self._opened.setdefault(block.start, _Opened(top, block.text))

    def _unfold(self, tables: Sequence[Table]) -> None:
        """Write the sections of a table below it; the table itself stays as a comment."""
        labels = {(one.candidate.line, one.candidate.words): one for one in self._choice.labels}
        for table in tables:
            named = [(column, labels.get((column.line, column.words))) for column in table.columns]
            if not all(label is not None for _, label in named):
                continue
            lines = [self._source.lines[number] for number in range(table.start, table.end)]
            hidden = not any("-->" in line for line in lines)
            rows = [Row("<!--", None)] if hidden else []
            rows += [Row(line, number) for number, line in enumerate(lines, table.start)]
            rows += [Row("-->", None)] if hidden else []
            for column, label in named:
                spec = self._choice.format.section(label.key) if label is not None and label.key else None
                opened = _Opened(self._levels[column.line], self._heading(column.words, spec))
                rows += [Row("", None), Row(opened.line, column.line)]
                rows += [Row(f"- {answers.escape_item(text)}", line) for line, text in column.items]
            self._tables[table.start] = table.end, rows

    # -- lines ------------------------------------------------------------------------------------------------------

    def _write(self, number: int, rows: list[Row]) -> None:
        if number in self._breaks and not (rows and rows[-1].text.startswith("#")):
            blank(rows)
        if number in self._rest:
            blank(rows)
            name = REST_HEADING.get(self._source.language, REST_HEADING["en"])
            rows.append(Row(rest_heading(self._rest[number], name), None))
        if number in self._above:
            blank(rows)
            rows.append(Row(self._above[number].line, None))
        opened = self._opened.get(number)
        if opened is None:
            if number and self._source.lines[number - 1].strip() and not self._source.shaped[number - 1].strip():
                blank(rows)
            rows.append(Row(self._line(number), number))
            return
        blank(rows)
        rows.append(Row(opened.line, number))
        if opened.inline:
            text = answers.escape_item(opened.inline)
            rows.append(Row(f"- {text}" if opened.listed else text, number))

    def _line(self, number: int) -> str:
        text = self._source.lines[number]
        if number in self._unquoted:
            text = _QUOTED.sub("", text)
        if columns := self._dedent.get(number, 0):
            text = moved_left(text, columns)
        if number in self._hanging:
            return f"  {text.lstrip()}"
        labels: Sequence[Label] = self._choice.labels
        if labels and number > labels[0].candidate.line and text.lstrip()[:1] in {*BULLETS}:
            return as_item(text) if number in self._source.prose else text
        return text
