"""The settings of a journal: plain values with their defaults. The store reads them from files and environment."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

from retro_cli.domain.layout import Layout
from retro_cli.domain.shortstatus import DEFAULT_SHORT

if TYPE_CHECKING:
    from retro_cli.domain.period import Course, Span


@dataclass(frozen=True, slots=True)
class Today:
    """How `retro today` goes: action items asked at its start (0: none), mood asked, questions or the editor."""

    review: int = 3
    mood: bool = False
    mode: str = "ask"


@dataclass(frozen=True, slots=True)
class Log:
    """The headings that the free format `log` starts with."""

    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """Which boxes are action items (a tag, a first day), and which syntax their fields are written in."""

    syntax: str = "emoji"
    tag: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How `retro status --short` looks: a pattern of `domain.shortstatus`."""

    short: str = DEFAULT_SHORT


@dataclass(frozen=True, slots=True)
class Publish:
    """How posts are made and where they go. What is None depends on the site's `flavour`; `extra` is front matter."""

    to: str | None = None
    flavour: str = "jekyll"
    style: str = "default"
    by: str = "week"
    title: str | None = None
    layout: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    time: dt.time | None = None
    slug: str = "hangul"
    assets: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `rhythm` is None until it was asked; `workdays` are 0 (Monday) to 6; `aliases` are those of
    `[import]`, labels to section keys."""

    format: str = "kpt"
    week_format: str = "weekly"
    rhythm: str | None = None
    lang: str | None = None
    timezone: str | None = None
    day_starts_at: time = time(4, 0)
    workdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    rest_days: "tuple[Span, ...]" = ()
    layout: Layout = Layout()  # noqa: RUF009 - frozen
    course: "Course | None" = None
    today: Today = Today()
    log: Log = Log()
    todo: Todo = Todo()
    status: Status = Status()
    aliases: Mapping[str, str] = field(default_factory=dict)
    publish: Publish = Publish()
    editor: str | None = None
    journal: str | None = None

    def works(self, day: date) -> bool:
        """Whether an entry is expected on `day`: a working day that is no rest day."""
        return day.weekday() in self.workdays and not any(span.start <= day <= span.end for span in self.rest_days)
