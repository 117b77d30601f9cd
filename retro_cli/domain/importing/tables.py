"""Retrospectives in tables: labels in the head of the columns, or in the first cell of the rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.vocabulary import Meaning, Vocabulary
from retro_cli.domain.markdown import Block

_RULER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>|</?(?:ul|ol|p|div)>|</li>", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:<li>|[-*+•◦・](?=\s|[^\W\d_])|\d{1,2}[.)](?=\s))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The label of a column or row, on a 0-based line, and its items with theirs."""

    line: int
    words: str
    meaning: Meaning
    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a retrospective: its lines (0-based, end exclusive), and a column for each label."""

    start: int
    end: int
    columns: tuple[Column, ...]


def find_tables(source: Source, vocabulary: Vocabulary) -> list[Table]:
    """The tables whose columns or rows are labels, at least two."""
    found = []
    for block in source.blocks:
        if block.kind == "paragraph" and block.parent == -1 and block.end - block.start > 2:
            table = _table(source, block, vocabulary)
            if table is not None:
                found.append(table)
    return found


def _table(source: Source, block: Block, vocabulary: Vocabulary) -> Table | None:
    ruler = next(
        (n for n in range(block.start + 1, min(block.start + 12, block.end)) if _RULER.match(source.lines[n])), None
    )
    if ruler is None or "|" not in source.lines[ruler] or "|" not in source.lines[ruler - 1]:
        return None
    head = _cells(source.lines[ruler - 1])
    rows = [(number, _cells(source.lines[number])) for number in range(ruler + 1, block.end)]
    columns = tuple(_columns(ruler - 1, head, rows, vocabulary)) or tuple(_rows(head, rows, vocabulary))
    roles = {column.meaning.role for column in columns}
    return Table(ruler - 1, block.end, columns) if len(roles) > 1 else None


def _cells(line: str) -> list[str]:
    bare = line.strip()
    parts = _CELL.split(bare)
    if bare.startswith("|"):
        parts = parts[1:]
    if bare.endswith("|") and parts:
        parts = parts[:-1]
    return [part.strip() for part in parts]


def _columns(
    line: int, head: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], vocabulary: Vocabulary
) -> Iterator[Column]:
    meanings = [vocabulary.meaning(cell) if cell else None for cell in head]
    if sum(meaning is not None for meaning in meanings) < 2:
        return
    named = bool(meanings) and meanings[0] is None
    for at, meaning in enumerate(meanings):
        if meaning is None:
            continue
        items = [
            (number, f"{cells[0]}: {text}" if named and cells[0] else text)
            for number, cells in rows
            if at < len(cells)
            for text in _items(cells[at])
        ]
        yield Column(line, head[at], meaning, tuple(items))


def _rows(head: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], vocabulary: Vocabulary) -> Iterator[Column]:
    people = not any(head[:1]) and len(head) > 2
    for number, cells in rows:
        meaning = vocabulary.meaning(cells[0]) if cells and cells[0] else None
        if meaning is not None and not any(cell and vocabulary.meaning(cell) for cell in cells[1:]):
            named = zip(cells[1:], [*head[1:], *[""] * len(cells)], strict=False)
            items = ((name, text) for cell, name in named for text in _items(cell))
            told = tuple((number, f"{name}: {text}" if people and name else text) for name, text in items)
            yield Column(number, cells[0], meaning, told)


def _items(cell: str) -> Iterator[str]:
    for part in _BREAK.split(cell):
        bullet = _BULLET.match(part)
        text = part[bullet.end() if bullet else 0 :].strip().replace("\\|", "|")
        if re.search(r"\w", text):
            yield text
