"""What reading a file takes and gives: options in, entries with their source lines and problems out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from retro_cli.domain.entry import Section
from retro_cli.domain.importing.months import Month
from retro_cli.domain.period import Week


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the reader is told besides the text.

    `start` is the day of `1일차` / `Day 1`, `year` the year of dates without one, `zone` the user's time zone (for UTC
    stamps). `format` and `period` overrule what the text says. Plain bullets of `next` sections become open action
    items in entries from `open_since` on; None: in none. `aliases` maps labels of the user's own to keys of sections
    (`{"해냈던 것": "keep"}`).
    """

    today: dt.date
    zone: dt.tzinfo | None = None
    start: dt.date | None = None
    year: int | None = None
    format: str | None = None
    tags: tuple[str, ...] = ()
    period: str | None = None
    open_since: dt.date | None = None
    lang: str = "en"
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One entry found in a file. `line` and `end` are its 1-based lines there.

    `period` is `day`, `week` (then `week` is set where it is known, `date` and `end_date` are its Monday and Sunday) or
    `other`: it is about a `month`, of which `date` and `end_date` are the first and last day, or nothing dates it.
    `sections` have the lines of the source, not of `text`; one that stands twice is there twice. `text` is the whole
    file to write.
    """

    line: int
    end: int
    date: dt.date | None
    end_date: dt.date | None
    week: Week | None
    period: str
    format: str
    title: str | None
    tags: tuple[str, ...]
    sections: tuple[Section, ...]
    text: str
    suffix: str = ""
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """Something that a person should look at: a 1-based line of the source, a msgid and its values."""

    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds, entries in the order of the file."""

    entries: tuple[ReadEntry, ...] = ()
    problems: tuple[SourceProblem, ...] = ()
