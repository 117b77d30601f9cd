"""The days of the report as a heatmap, in sheets of up to half a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retro_cli.cli.render.charts import borders_of
from retro_cli.domain.names import day_label, month_label, month_name, range_label, weekday_name
from retro_cli.domain.period import Span, Week

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.stats import Stats

STEP = 15
"""From one square of the heatmap to the next."""
_LEFT, _TOP = 30, 18
_HALF = 27  # weeks
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the heatmap: where it is, how much was written (0 to 4), and what to say about it."""

    x: int
    y: int
    level: int
    told: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Up to half a year of the heatmap; `year` is told where the sheets are those of several years, and `second` is
    whether it is the second half of one."""

    year: str
    second: bool
    width: int
    height: int
    told: str
    squares: tuple[Square, ...]
    months: tuple[tuple[int, str], ...]
    weekdays: tuple[tuple[int, str], ...]


def heatmap(app: "App", stats: "Stats", span: Span) -> list[Sheet]:
    """The days of `span` up to the last one counted, as sheets of up to half a year."""
    words = {day.date: day.words for day in stats.days}
    first, last = max(span.start, stats.first or span.start), min(span.end, stats.last or span.end)
    borders = borders_of(list(words.values())) if words else []
    weeks = len(list(mondays(first, last)))
    several = weeks > 2 * _HALF
    columns = _HALF if several else max(-(-weeks // (2 if weeks > _HALF else 1)), _FEWEST)
    pieces = list(_half_years(first, last)) if several else list(_cut(first, last, columns))
    return [_sheet(app, piece, columns, words, borders, several) for piece in pieces]


def _half_years(first: date, last: date) -> Iterator[Span]:
    """The halves of calendar years."""
    while first <= last:
        end = date(first.year, 6, 30) if first.month < 7 else date(first.year, 12, 31)
        yield Span(first, min(end, last))
        first = end + timedelta(days=1)


def _cut(first: date, last: date, weeks: int) -> Iterator[Span]:
    """Pieces of so many weeks."""
    while first <= last:
        end = Week.of(first).monday + timedelta(days=7 * weeks - 1)
        yield Span(first, min(end, last))
        first = end + timedelta(days=1)


def mondays(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks from one day to another."""
    monday = Week.of(first).monday
    while monday <= last:
        yield monday
        monday += timedelta(days=7)


def _sheet(
    app: "App", days: Span, columns: int, words: Mapping[date, int], borders: Sequence[int], several: bool
) -> Sheet:
    monday = Week.of(days.start).monday
    squares: list[Square] = []
    for day in days.days():
        column, row = divmod((day - monday).days, 7)
        count = words.get(day)
        level = 0 if count is None else 1 + sum(count > border for border in borders)
        told = "" if count is None else _told(app, day, count)
        squares.append(Square(_LEFT + column * STEP, _TOP + row * STEP, level, told))
    months = [
        (_LEFT + (day - monday).days // 7 * STEP, month_name(day, app.lang)) for day in days.days() if day.day == 1
    ]
    return Sheet(
        str(days.start.year) if several else "",
        several and days.start.month > 6,
        _LEFT + columns * STEP,
        _TOP + 7 * STEP,
        range_label(days.start, days.end, app.lang, app.today),
        tuple(squares),
        tuple(months),
        tuple((_TOP + row * STEP + 10, weekday_name(monday + timedelta(days=row), app.lang)) for row in (0, 2, 4, 6)),
    )


def _told(app: "App", day: date, words: int) -> str:
    told = app.ngettext("{count} word", "{count} words", words).format(count=f"{words:,}")
    return f"{day_label(day, app.lang, app.today)} · {told}"


def months_table(app: "App", stats: "Stats") -> list[tuple[str, int, int]]:
    """Each month with its days that have an entry, and their words."""
    found: dict[date, tuple[int, int]] = {}
    for day in stats.days:
        days, words = found.get(month := day.date.replace(day=1), (0, 0))
        found[month] = days + 1, words + day.words
    return [(month_label(month, app.lang), *counts) for month, counts in sorted(found.items())]
