"""The lines of a source as the text of an entry: labels become headings, what hung below them is moved up, and nothing
else is touched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retro_cli.domain import answers
from retro_cli.domain.format import SectionSpec
from retro_cli.domain.importing.candidates import HEADING, INLINE, ITEM, QUOTE, TABLE, Candidate
from retro_cli.domain.importing.choosing import Choice, Label
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.tables import Table
from retro_cli.domain.markdown import Block

REST_HEADING = {"ko": "메모", "ja": "メモ", "en": "Notes"}
"""What opens text that follows the last section and belongs to none."""

_TIGHT_BULLET = re.compile(r"\A(?P<indent>\s*)-(?=[^\W\d_])")
_OTHER_BULLET = re.compile(r"\A(?P<indent>\s*)[•◦]\s*(?=\w)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_CLOSING = re.compile(r"(?:\s+#+)?\s*\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """A line to write, and the 0-based line of the source that it comes from (None: a blank line that was added)."""

    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """What stands in place of a source line that is a label."""

    level: int
    heading: str
    inline: str = ""
    listed: bool = False


class Rewriting:
    """One entry in the making: `spans` of the source (0-based, end exclusive) and what was chosen in them."""

    def __init__(
        self, source: Source, spans: Sequence[tuple[int, int]], choice: Choice, lang: str, review: int | None = None
    ) -> None:
        self._source = source
        self._spans = spans
        self._choice = choice
        self._lang = lang
        self._review = review
        self._dedent: dict[int, int] = {}
        self._unquoted: set[int] = set()
        self._opened: dict[int, _Opened] = {}
        self._breaks: set[int] = set()
        self._hanging: set[int] = set()
        self._rest: dict[int, int] = {}
        self._groups: set[int] = set()
        self._tables: dict[int, tuple[int, list[Row]]] = {}

    def rows(self, tables: Sequence[Table] = ()) -> list[Row]:
        """The lines of the entry, blank ones at the beginning and the end left out."""
        labels = self._choice.labels
        self._dissolve(labels)
        self._open(labels)
        self._raise_review()
        self._unfold(labels, tables)
        self._find_rest(labels)
        rows: list[Row] = []
        for start, end in self._spans:
            if rows:
                _blank(rows)
            skip = start
            for number in range(start, end):
                if number in self._tables:
                    skip, unfolded = self._tables[number]
                    _blank(rows)
                    rows += [*unfolded, Row("", None)]
                if number >= skip:
                    self._write(number, rows)
        return _trimmed(rows)

    # -- what is moved up -------------------------------------------------------------------------------------------

    def _dissolve(self, labels: Sequence[Label]) -> None:
        """Take apart the items and quotes that hold labels."""
        items: set[int] = set()
        for label in labels:
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
            block = self._source.blocks[at]
            self._shift(block.start + 1, block.end, block.column)
            for child in self._source.children.get(at, ()):
                inner = self._source.blocks[child]
                if inner.kind == "list" and inner.start > block.start:
                    self._shift(inner.start, inner.end, _indentation(self._source.lines[inner.start]))
            self._breaks.add(block.end)
            paragraph = self._paragraph(at)
            if paragraph is not None:
                self._breaks.add(paragraph.end)
        self._groups = items - {label.candidate.block for label in labels if label.candidate.form == ITEM}

    def _shift(self, start: int, end: int, columns: int) -> None:
        for number in range(start, end):
            self._dedent[number] = max(self._dedent.get(number, 0), columns)

    def _paragraph(self, item: int) -> Block | None:
        """The paragraph that begins on the line of an item."""
        blocks = self._source.blocks
        below = blocks[item + 1] if item + 1 < len(blocks) else None
        if below is not None and below.kind == "paragraph" and below.parent == item and below.start == blocks[item].start:
            return below
        return None

    # -- headings ---------------------------------------------------------------------------------------------------

    def _open(self, labels: Sequence[Label]) -> None:
        """Say what is written for the line of each label, and of each item that groups labels."""
        levels = self._levels(labels)
        deepest = max((self._source.blocks[at].level for at in self._groups), default=0)
        for at in self._groups:
            block, paragraph = self._source.blocks[at], self._paragraph(at)
            words = paragraph.text.split("\n")[0] if paragraph else ""
            base = levels.get(block.start, self._base(block.start, labels, levels))
            self._opened[block.start] = _Opened(min(6, base + block.level - 1), words)
        for label in labels:
            candidate = label.candidate
            if candidate.form == TABLE:
                continue
            level = levels[candidate.line]
            if candidate.form == ITEM and deepest:
                level = min(6, level + deepest)
            spec = self._choice.format.section(label.key) if label.key else None
            if candidate.form == HEADING and not candidate.inline and self._stands(candidate, spec):
                continue
            heading = self._heading(candidate.words, spec)
            listed = spec is not None and spec.kind != "text" and candidate.form == ITEM and self._single(candidate)
            self._opened[candidate.line] = _Opened(level, heading, candidate.inline, listed)
            if listed:
                paragraph = self._paragraph(candidate.block)
                if paragraph is not None:
                    self._hanging.update(range(paragraph.start + 1, paragraph.end))

    def _unfold(self, labels: Sequence[Label], tables: Sequence[Table]) -> None:
        """Write the sections of a table below it; the table itself stays as a comment."""
        levels = self._levels(labels)
        named = {(one.candidate.line, one.candidate.words): one for one in labels if one.candidate.form == TABLE}
        for table in tables:
            columns = [(column, named.get((column.line, column.words))) for column in table.columns]
            if not all(label for _, label in columns):
                continue
            lines = [self._source.lines[number] for number in range(table.start, table.end)]
            hidden = not any("-->" in line for line in lines)
            rows = [Row("<!--", None)] if hidden else []
            rows += [Row(line, number) for number, line in enumerate(lines, table.start)]
            rows += [Row("-->", None)] if hidden else []
            for column, label in columns:
                assert label is not None
                spec = self._choice.format.section(label.key) if label.key else None
                level = levels[column.line]
                rows += [Row("", None), Row(f"{'#' * level} {self._heading(column.words, spec)}", column.line)]
                rows += [Row(f"- {answers.escape_item(text)}", line) for line, text in column.items]
            self._tables[table.start] = table.end, rows

    def _raise_review(self) -> None:
        """Let the heading of a week's review stand as high as any before it: those were about the days."""
        at = next((at for at in self._source.headings if self._source.blocks[at].start == self._review), None)
        if at is None:
            return
        block = self._source.blocks[at]
        before = [
            other.level
            for one in self._source.headings
            if (other := self._source.blocks[one]).start < block.start and self._span_end(other.start) > other.start
        ]
        sections = [one.candidate.level for one in self._choice.labels if one.candidate.form == HEADING]
        top = min(sections if self._choice.labels else before, default=block.level)
        if block.marker == "#" and top < block.level and min(before, default=block.level) <= top:
            self._opened.setdefault(block.start, _Opened(top, block.text))

    def _base(self, line: int, labels: Sequence[Label], levels: dict[int, int]) -> int:
        after = next((one.candidate.line for one in labels if one.candidate.line > line), None)
        return levels[after] if after is not None else 2

    def _single(self, candidate: Candidate) -> bool:
        """Whether an item holds nothing but its paragraph."""
        return bool(candidate.inline) and len(self._source.children.get(candidate.block, ())) == 1

    def _stands(self, candidate: Candidate, spec: SectionSpec | None) -> bool:
        """Whether a heading may stay as it is: retro reads it as the section that is meant."""
        block = self._source.blocks[candidate.block]
        if self._source.lines[candidate.line] != self._source.shaped[candidate.line]:
            return False
        found = self._choice.format.match(block.text)
        return found is spec

    def _heading(self, words: str, spec: SectionSpec | None) -> str:
        """The writer's own words where retro knows them, else the format's heading with the words in brackets."""
        line = _as_heading(words)
        if spec is None or self._choice.format.match(line) is spec:
            return line
        line = re.sub(r"\A\d{1,2}[.)]\s*", "", line)
        title = spec.title(self._lang)
        return f"{title} ({line})" if self._choice.format.match(f"{title} ({line})") is spec else title

    def _levels(self, labels: Sequence[Label]) -> dict[int, int]:
        """By line of a label, the level of its heading: its own, else one below the heading that it stands under."""
        levels: dict[int, int] = {}
        known = {label.candidate.line for label in labels}
        headings = [self._source.blocks[at] for at in self._source.headings]
        inside = [block for block in headings if any(start <= block.start < end for start, end in self._spans)] if (
            len(headings) < 5000
        ) else headings
        at, current, sibling = 0, 1, False
        for label in labels:
            candidate = label.candidate
            while at < len(inside) and inside[at].start < candidate.line:
                current, sibling = inside[at].level, inside[at].start in known
                at += 1
            if candidate.form == HEADING:
                levels[candidate.line] = candidate.level
            elif self._choice.level:
                levels[candidate.line] = self._choice.level
            else:
                levels[candidate.line] = min(6, current if sibling else current + 1)
        return levels

    # -- text that belongs to no section ----------------------------------------------------------------------------

    def _find_rest(self, labels: Sequence[Label]) -> None:
        """Find where text goes on behind a section that is over."""
        levels = self._levels(labels)
        for index, label in enumerate(labels):
            after = labels[index + 1].candidate.line if index + 1 < len(labels) else None
            last = after is None
            line = self._behind_list(label, after) if label.candidate.form == ITEM else None
            if line is None and last and label.candidate.form not in (ITEM, INLINE, TABLE) and self._choice.level == 0:
                line = self._behind_items(label, labels)
            if line is not None and line not in self._opened:
                self._rest[line] = self._opened[label.candidate.line].level if label.candidate.line in self._opened else (
                    levels[label.candidate.line]
                )

    def _top_blocks(self, start: int, end: int) -> Iterator[Block]:
        """The blocks at the top between two lines."""
        for at in self._source.children.get(-1, ()):
            block = self._source.blocks[at]
            if block.start >= end:
                return
            if block.start >= start:
                yield block

    def _span_end(self, line: int) -> int:
        return next((end for start, end in self._spans if start <= line < end), line)

    def _behind_list(self, label: Label, after: int | None) -> int | None:
        """The first line behind the list of a label with content of its own, before the next label or heading."""
        candidate = label.candidate
        if not (candidate.inline or candidate.nested):
            return None
        at = candidate.block
        while self._source.blocks[at].parent >= 0:
            at = self._source.blocks[at].parent
        end = min(after or len(self._source.lines), self._span_end(candidate.line))
        for block in self._top_blocks(self._source.blocks[at].end, end):
            if block.kind == "heading":
                return None
            if block.kind in ("paragraph", "list"):
                return block.start
        return None

    def _behind_items(self, label: Label, labels: Sequence[Label]) -> int | None:
        """Where prose begins behind the items of the last section, if no other section has prose behind its items."""
        end = self._span_end(label.candidate.line)
        found = self._prose_behind(label.candidate.line, end)
        if found is None:
            return None
        for one, other in zip(labels, labels[1:], strict=False):
            if self._prose_behind(one.candidate.line, other.candidate.line) is not None:
                return None
        return found if len(labels) > 1 else None

    def _prose_behind(self, start: int, end: int) -> int | None:
        listed = False
        first: int | None = None
        for block in self._top_blocks(start + 1, end):
            if block.kind == "heading":
                break
            if block.kind == "list":
                if first is not None and self._continues(block):
                    return None
                listed = True
            elif listed and first is None and block.kind == "paragraph" and _is_prose(block):
                first = block.start
        return first

    def _continues(self, block: Block) -> bool:
        """Whether a list counts on from one before it."""
        item = next((self._source.blocks[at] for at in self._source.children.get(self._index(block), ())), None)
        return item is not None and item.marker[0].isdigit() and item.marker.rstrip(".)") not in ("0", "1")

    def _index(self, block: Block) -> int:
        return next(at for at in self._source.children[-1] if self._source.blocks[at] is block)

    # -- lines ------------------------------------------------------------------------------------------------------

    def _write(self, number: int, rows: list[Row]) -> None:
        if number in self._breaks and not (rows and rows[-1].text.startswith("#")):
            _blank(rows)
        if number in self._rest:
            _blank(rows)
            name = REST_HEADING.get(self._source.language or "en", REST_HEADING["en"])
            rows.append(Row(f"{'#' * self._rest[number]} {name}", None))
        opened = self._opened.get(number)
        if opened is None:
            rows.append(Row(self._line(number), number))
            return
        _blank(rows)
        rows.append(Row(f"{'#' * opened.level} {opened.heading}", number))
        if opened.inline:
            text = answers.escape_item(opened.inline)
            rows.append(Row(f"- {text}" if opened.listed else text, number))

    def _line(self, number: int) -> str:
        text = self._source.lines[number]
        if number in self._unquoted:
            text = re.sub(r"\A[ \t]{0,3}> ?", "", text)
        if columns := self._dedent.get(number, 0):
            text = _moved_left(text, columns)
        if number in self._hanging:
            return f"  {text.lstrip()}"
        if self._choice.labels and number > self._choice.labels[0].candidate.line:
            text = self._bulleted(number, text)
        return text

    def _bulleted(self, number: int, text: str) -> str:
        """`-text` and `• text` as the items that they were meant as."""
        if text.lstrip()[:1] not in ("-", "•", "◦") or number not in self._source.prose:
            return text
        return _OTHER_BULLET.sub(r"\g<indent>- ", _TIGHT_BULLET.sub(r"\g<indent>- ", text, count=1), count=1)


def _as_heading(words: str) -> str:
    """A label on one line, without what marks it as one."""
    line = " ".join(words.split())
    bare = re.sub(r"\A([^\w\s(\[]{0,2}\s*)(?:\*\*|__)(.+?)(?:\*\*|__)\s*\Z", r"\1\2", line)
    bare = bare.rstrip(" :：")
    return _CLOSING.sub("", bare) or line


def _is_prose(block: Block) -> bool:
    """Whether a paragraph says something: no picture, table or link alone."""
    text = re.sub(r"!?\[[^\]]*\]\([^)]*\)|<[^>]*>|\{[%:].*?\}|https?://\S+", "", block.text)
    return re.search(r"\w", text) is not None and not block.text.lstrip().startswith("|")


def _indentation(text: str) -> int:
    """The columns of white space that a line begins with."""
    bare = text.expandtabs(4)
    return len(bare) - len(bare.lstrip(" "))


def _moved_left(text: str, columns: int) -> str:
    """A line without its first columns of white space, tabs counted."""
    column = 0
    for index, character in enumerate(text):
        if column >= columns:
            return " " * (column - columns) + text[index:]
        if character == "\t":
            column += 4 - column % 4
        elif character == " ":
            column += 1
        else:
            return text[index:]
    return ""


def _blank(rows: list[Row]) -> None:
    if rows and rows[-1].text.strip():
        rows.append(Row("", None))


def _trimmed(rows: list[Row]) -> list[Row]:
    first, last = 0, len(rows)
    while first < last and not rows[first].text.strip():
        first += 1
    while last > first and not rows[last - 1].text.strip():
        last -= 1
    return rows[first:last]


def without_rules(rows: list[Row]) -> list[Row]:
    """The rows without the rules and blank lines that set an entry off from those beside it in its file."""
    found = _trimmed(rows)
    while found and _RULE.match(found[-1].text) and (len(found) == 1 or not found[-2].text.strip()):
        found = _trimmed(found[:-1])
    while found and _RULE.match(found[0].text):
        found = _trimmed(found[1:])
    return found
