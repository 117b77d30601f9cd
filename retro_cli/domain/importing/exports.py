"""Journals that other programs exported as JSON: recognised, and read entry by entry."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from retro_cli.domain import frontmatter
from retro_cli.domain.entry import Section, read_entry
from retro_cli.domain.format import Format
from retro_cli.domain.importing import dayone, jrnl
from retro_cli.domain.importing.exported import Exported
from retro_cli.domain.importing.model import ImportOptions, ReadEntry, ReadFile, SourceProblem
from retro_cli.domain.text import BOM, clean, fold
from retro_cli.errors import N_, UnreadableError

# A new program is one module that says which entries it `knows` and how to `read` them, and its name here.
PROGRAMS = (jrnl, dayone)

_FORMAT = "log"
_ENTRIES = re.compile(r'(?<!\\)"entries"\s*:\s*\[')
_NEWLINE = re.compile(r"\r\n|\r|\n")


def read_export(text: str, formats: Mapping[str, Format], options: ImportOptions) -> ReadFile:
    """The entries in the JSON export of another journal program; their lines are those of the file.

    Raises UnreadableError where it is no JSON, or of a program that retro does not know.
    """
    entries: list[ReadEntry] = []
    problems: list[SourceProblem] = []
    for line, end, value in _values(text.removeprefix(BOM)):
        program = next((one for one in PROGRAMS if isinstance(value, dict) and one.knows(value)), None)
        if program is None:
            raise _unknown()
        exported = program.read(value, options)
        if exported.date is None:
            problems.append(SourceProblem(line, N_("This entry has no day that retro can read.")))
        entries.append(_entry(exported, (line, end), formats, options))
    return ReadFile(tuple(entries), tuple(problems))


def _values(text: str) -> Iterator[tuple[int, int, Any]]:
    """The entries with their first and last line."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            N_("Line {line}: this is not JSON."), hint=N_("Export it again, and leave it as it is."), line=error.lineno
        ) from None
    start = _ENTRIES.search(text)
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list) or start is None:
        raise _unknown()
    decoder = json.JSONDecoder()
    at, line, counted = start.end(), 1, 0
    for _ in document["entries"]:
        at = _next(text, at)
        line += len(_NEWLINE.findall(text, counted, at))
        value, end = decoder.raw_decode(text, at)
        yield line, line + len(_NEWLINE.findall(text, at, end)), value
        counted, at = at, end


def _next(text: str, at: int) -> int:
    """Where the next value begins."""
    while text[at] in " \t\r\n,":
        at += 1
    return at


def _unknown() -> UnreadableError:
    return UnreadableError(
        N_("This JSON is no export of a journal that retro knows (jrnl, Day One)."),
        hint=N_("With jrnl: jrnl --format json > journal.json; in Day One: File, Export, JSON."),
    )


def _entry(
    exported: Exported, lines: tuple[int, int], formats: Mapping[str, Format], options: ImportOptions
) -> ReadEntry:
    """The entry to write: front matter, and the text as it is."""
    name = options.format or _FORMAT
    title = " ".join(clean(exported.title).split())
    tags = tuple({fold(tag): tag for tag in (*exported.tags, *options.tags) if tag.strip()}.values())
    meta: dict[str, object] = {"date": exported.date.isoformat()} if exported.date else {}
    meta["format"] = name
    if title:
        meta["title"] = title
    if tags:
        meta["tags"] = list(tags)
    meta.update(exported.more)
    body = exported.text.replace("\0", "").strip("\r\n")
    text = frontmatter.render(meta) + (f"{body}\n" if body else "")
    entry = read_entry(text, "", formats, None)
    return ReadEntry(
        line=lines[0],
        end=lines[1],
        date=exported.date,
        end_date=None,
        week=None,
        period="day" if exported.date else "other",
        format=name,
        title=title or None,
        tags=tags,
        sections=tuple(_placed(section, *lines) for section in entry.sections),
        text=text,
        suffix=exported.time,
    )


def _placed(section: Section, line: int, end: int) -> Section:
    """The section with the lines of its whole entry: in JSON a text has no lines of its own."""
    items = tuple(replace(item, line=line, end=end) for item in section.items)
    return replace(section, items=items, parts=((line - 1, end),))
