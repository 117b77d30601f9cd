"""The front matter of an entry: whether it can be read, and whether retro's own keys mean something."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from retro_cli.domain.checks.model import NOTE, Finding
from retro_cli.domain.frontmatter import as_date
from retro_cli.domain.frontmattererror import FrontMatterError
from retro_cli.domain.text import BOM
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro_cli.domain.checks.sheet import Sheet

RESERVED = ("date", "end", "format", "title", "tags", "private", "created")
_TEMPLATED = re.compile(r"\{\{|<%|\{%")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Front matter that is broken or never closed, keys that stand twice, values that mean nothing to retro."""
    found = sheet.front_matter
    if isinstance(found, FrontMatterError):
        yield Finding(
            "broken-front-matter", sheet.path, found.message, found.line, found.hint, values={"line": found.line}
        )
        return
    if not sheet.body:
        yield from _open_fence(sheet)
        return
    yield from _twice(sheet)
    if found:
        yield from _dates(sheet, found)
        yield from _format(sheet, found)
        yield from _others(sheet, found)


def _open_fence(sheet: Sheet) -> Iterator[Finding]:
    """A first line `---` with keys of an entry below it and no second one: nobody reads them."""
    if not sheet.text.startswith(("---", BOM + "---")) or len(sheet.lines) < 2:
        return
    if sheet.lines[0].removeprefix(BOM).strip() == "---" and re.match(rf"(?:{'|'.join(RESERVED)}):\s", sheet.lines[1]):
        yield Finding(
            "open-front-matter",
            sheet.path,
            N_("The front matter has no second line ---, so it is read as text."),
            1,
            N_("Add a line --- below its last key."),
        )


def _twice(sheet: Sheet) -> Iterator[Finding]:
    seen: set[str] = set()
    for number in range(1, sheet.body - 1):
        line = sheet.lines[number]
        key, colon, rest = line.partition(":")
        if not colon or not key or key[0] in " \t#-" or (rest and rest[0] not in " \t\r\n"):
            continue
        key = key.strip("\"' \t")
        if key in seen:
            yield Finding(
                "key-twice",
                sheet.path,
                N_("{key} stands twice in the front matter; only the last one counts."),
                number + 1,
                N_("Keep one of them."),
                values={"key": key},
            )
        seen.add(key)


def _dates(sheet: Sheet, meta: dict[str, object]) -> Iterator[Finding]:
    by_day = sheet.slot is None or sheet.slot.kind == "day"
    days = {}
    for key in ("date", "end"):
        value = meta.get(key)
        if value in (None, "") or not by_day:
            continue
        day = days[key] = as_date(value)
        if day is None and not _TEMPLATED.search(str(value)):
            yield Finding(
                "impossible-date",
                sheet.path,
                N_("{key} is no day of the calendar."),
                sheet.key_line(key),
                N_("Write it as 2026-11-20."),
                values={"key": key},
            )
    start = sheet.slot.date if sheet.slot else days.get("date")
    end = days.get("end")
    if start is not None and end is not None and end < start:
        yield Finding(
            "end-before-date",
            sheet.path,
            N_("end lies before the day of the entry."),
            sheet.key_line("end"),
            N_("end is the last day of a range, such as 2026-11-22."),
        )


def _format(sheet: Sheet, meta: dict[str, object]) -> Iterator[Finding]:
    name = meta.get("format")
    if name in (None, ""):
        return
    line = sheet.key_line("format")
    if not isinstance(name, str):
        yield _wrong_type(sheet, "format", N_("format has to be a name, such as kpt."))
    elif name not in sheet.formats and not _TEMPLATED.search(name):
        close = get_close_matches(name.casefold(), list(sheet.formats), n=1, cutoff=0.6)
        yield Finding(
            "unknown-format",
            sheet.path,
            N_("There is no format of this name, so the headings decide."),
            line,
            N_("Did you mean {close}?") if close else N_("`retro formats` lists them all."),
            values={"close": close[0] if close else ""},
        )


def _others(sheet: Sheet, meta: dict[str, object]) -> Iterator[Finding]:
    if isinstance(meta.get("title"), list | dict):
        yield _wrong_type(sheet, "title", N_("title has to be a text."))
    if isinstance(meta.get("tags"), dict | bool):
        yield _wrong_type(sheet, "tags", N_("tags has to be a list, such as [ci, infra]."))
    if isinstance(meta.get("private"), list | dict):
        yield _wrong_type(sheet, "private", N_("private has to be true or false; as it stands it counts as true."))
    created = meta.get("created")
    if created not in (None, "") and (isinstance(created, list | dict) or as_date(created) is None):
        if _TEMPLATED.search(str(created)) or not isinstance(created, list | dict):
            return  # other tools write moments in many ways, and nothing depends on this one
        yield _wrong_type(sheet, "created", N_("created has to be a moment, such as 2026-11-20T21:00."), NOTE)


def _wrong_type(sheet: Sheet, key: str, message: str, severity: str = "problem") -> Finding:
    return Finding("wrong-type", sheet.path, message, sheet.key_line(key), severity=severity)
