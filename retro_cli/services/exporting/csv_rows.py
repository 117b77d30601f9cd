"""CSV for spreadsheets: a row for each item, and one for each piece of prose."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from retro_cli.domain import markdown
from retro_cli.domain.entry import Entry, Item, Section
from retro_cli.domain.text import split_lines, strip_ending

COLUMNS = ("date", "format", "section", "role", "text", "mark", "due", "done", "path", "line")

# A spreadsheet takes a cell that begins so for a formula, also one from somebody else's journal
# (https://owasp.org/www-community/attacks/CSV_Injection); the apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(entries: Iterator[Entry], _document: Callable[[Entry], dict[str, Any]]) -> Iterator[str]:
    """The head and the rows; prose without a section has the section `note`."""
    yield _line(COLUMNS)
    for entry in entries:
        for row in _rows(entry):
            yield _line((*_lead(entry), *row[:-1], entry.path, row[-1]))


def _lead(entry: Entry) -> tuple[object, ...]:
    return (entry.date.isoformat() if entry.date else "", entry.format)


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def _rows(entry: Entry) -> Iterator[tuple[object, ...]]:
    """Section, role, text, mark, due, done, line."""
    if entry.note:
        yield ("note", "other", _flat(entry.note), "", "", "", "")
    for section in entry.sections:
        name = section.key or section.heading
        if prose := _COMMENT.sub("", _prose(section)).strip():
            yield (name, section.role, _flat(prose), "", "", "", section.line)
        for item in section.items:
            yield (name, section.role, *_item(item))


def _prose(section: Section) -> str:
    """What stands in a section beside its items."""
    if section.kind != "text" or not section.items:
        return section.text
    lines = [strip_ending(line) for line in split_lines(section.text)]
    lists = [block for block in markdown.parse(lines) if block.kind == "list" and block.parent == -1]
    listed = {index for block in lists for index in range(block.start, block.end)}
    return "\n".join(line for index, line in enumerate(lines) if index not in listed).strip()


def _item(item: Item) -> tuple[object, ...]:
    due = item.task.due if item.task else None
    done = item.task.done if item.task else None
    text = _flat("\n".join(filter(None, (item.text, item.body))))
    return (text, item.mark or "", due or "", done or "", item.line)


def _flat(text: str) -> str:
    """The text with newlines that every spreadsheet reads."""
    return "\n".join(strip_ending(line) for line in split_lines(text))


def _line(cells: tuple[object, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_safe(str(cell)) for cell in cells])
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text
