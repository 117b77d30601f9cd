"""Which week a file, a review or one of several weeks in a file is about."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from retro_cli.domain.importing.calendar import NO_YEAR, Calendar, Dated, file_day, month_year, named_day, resolve
from retro_cli.domain.importing.daymarks import read_day
from retro_cli.domain.importing.openings import names_week
from retro_cli.domain.importing.structure import WEEK, Unit
from retro_cli.domain.importing.weekmarks import WeekMark, read_week
from retro_cli.domain.period import Week
from retro_cli.errors import N_, RetroError

_COUNTED = N_(
    "Counted as {week}: the weeks of a month are those whose Thursday lies in it. A date in the name settles it."
)


def marked_week(mark: WeekMark | None, calendar: Calendar) -> Week | None:
    """The week of a mark by itself: an ISO week, or a course week when the start is known."""
    if mark is None or mark.last is not None or mark.month is not None:
        return None
    try:
        if mark.year is not None:
            return Week(mark.year, mark.number)
        return Week.of(calendar.course.week_start(mark.number)) if calendar.course else None
    except RetroError:
        return None


def _marked_beside(mark: WeekMark | None, days: Sequence[dt.date], calendar: Calendar) -> Week | None:
    """The week of a mark in a text with `days`: they beat one that is only counted from the start of a course."""
    week = marked_week(mark, calendar)
    counted = mark is not None and mark.year is None
    return None if week and counted and days and week not in map(Week.of, days) else week


def file_week(units: Sequence[Unit], found: dict[int, Dated], calendar: Calendar) -> Week | None:
    """The one week that a file with days is about, None where they spread over more."""
    if any(unit.kind == WEEK for unit in units[1:]):
        return None
    root = units[0]
    days = [d.date for unit in units[1:] if (d := found.get(id(unit))) and d.date]
    marks = [root.opening.week if root.opening else None, *map(read_week, calendar.titles), calendar.names.week]
    for mark in marks:
        if (week := _marked_beside(mark, days, calendar)) is not None:
            return week
    weeks = Counter(Week.of(day) for day in days)
    weekly = root.kind == WEEK or any(names_week(text) or read_week(text) for text in calendar.titles)
    own = file_day(calendar)
    if own is not None and Week.of(own) in weeks and (weekly or weeks[Week.of(own)] * 2 >= len(days)):
        return Week.of(own)
    if not weeks and (of_month := next((mark for mark in marks if mark and mark.month), None)):
        texts = [*([root.opening.text] if root.opening else []), *calendar.titles]
        return month_week(of_month, own, texts, root.opening.line if root.opening else 0, calendar)
    if not weeks:
        return Week.of(own) if own is not None and weekly else None
    week, count = max(weeks.items(), key=lambda one: one[1])
    if len(weeks) == 1 and (len(days) > 1 or weekly):
        return week
    return week if weekly and count * 2 > len(days) and len(days) > 2 else None


def own_week(unit: Unit, units: Sequence[Unit], found: dict[int, Dated], calendar: Calendar) -> Week | None:
    """The week of a unit that looks back on one of several, or that such a unit holds."""
    holder = unit if unit.kind == WEEK else unit.parent
    if holder is None or holder.kind != WEEK or holder.opening is None:
        return None
    days = [d.date for other in units if other.parent is holder and (d := found.get(id(other))) and d.date]
    if week := _marked_beside(holder.opening.week, days, calendar):
        return week
    if holder.opening.day is not None and holder.opening.day.start is not None:
        quiet = Calendar(calendar.options, calendar.names, calendar.titles, calendar.stamp, calendar.stamp_end)
        dated = resolve(holder.opening.day, holder.opening.line, [*reversed(holder.context), *calendar.titles], quiet)
        if dated.date:
            return Week.of(dated.date)
    if (mark := holder.opening.week) is not None and mark.month is not None:
        day = Counter(days).most_common(1)[0][0] if days else None
        texts = [holder.opening.text, *reversed(holder.context), *calendar.titles]
        return month_week(mark, day, texts, holder.opening.line, calendar, several=True)
    if not days:
        days = _days_before(unit, units, found)
    weeks = Counter(Week.of(day) for day in days)
    return max(weeks.items(), key=lambda one: one[1])[0] if weeks else None


def _days_before(unit: Unit, units: Sequence[Unit], found: dict[int, Dated]) -> list[dt.date]:
    """The days between a review and the one before it; for the first of all also those that follow."""
    at = units.index(unit)
    days: list[dt.date] = []
    for other in reversed(units[1:at]):
        if other.kind == WEEK:
            break
        if (dated := found.get(id(other))) and dated.date:
            days.append(dated.date)
    return days[:7]


def counted_day(number: int, units: Sequence[Unit], week: Week, calendar: Calendar) -> dt.date | None:
    """The day of a course day where all of the file's are of its course week (five days each)."""
    numbers = [
        unit.opening.day.number for unit in units[1:] if unit.opening and unit.opening.day and unit.opening.day.number
    ]
    marks = [units[0].opening.week if units[0].opening else None, *map(read_week, calendar.titles), calendar.names.week]
    course = next((mark.number for mark in marks if mark is not None and is_count(mark)), None)
    if course is None or any((one - 1) // 5 + 1 != course for one in numbers):
        return None
    return week.day((number - 1) % 5 + 1)


def is_weekly(names: Sequence[str], headings: Sequence[str] = ()) -> bool:
    """Whether the title or name of a text, or one of its headings, says that it looks back on a week."""
    days = any((mark := read_day(text)) is not None and mark.number is not None for text in names)
    counted = not days and any(is_week(read_week(text)) for text in names)
    return counted or any(map(names_week, (*names, *headings)))


def is_week(mark: WeekMark | None) -> bool:
    """Whether a mark names one week."""
    return mark is not None and mark.last is None


def is_count(mark: WeekMark | None) -> bool:
    """Whether a mark counts the weeks of a course: no ISO week, and none of a month (`9월 2주차`)."""
    return mark is not None and mark.year is None and mark.last is None and mark.month is None


def month_week(
    mark: WeekMark, day: dt.date | None, texts: Sequence[str], line: int, calendar: Calendar, *, several: bool = False
) -> Week | None:
    """The week of `9월 2주차`: that of the file's name, or of a `day` in that month; else it is counted, which is told.

    In a file about `several` weeks its name says nothing about one of them.
    """
    if mark.month is None or mark.last is not None:
        return Week.of(day) if day else None
    if not several and (named := named_day(calendar)):
        return Week.of(named)
    if day is not None and mark.month in (Week.of(day).monday.month, Week.of(day).sunday.month):
        return Week.of(day)
    year = month_year(mark.month, texts, calendar)
    if year is None:
        calendar.told(line, NO_YEAR)
        return None
    week = Week.of(dt.date(year, mark.month, 4)).shift(mark.number - 1)
    if week.day(4).month != mark.month:
        return Week.of(day) if day else None
    calendar.told(line, _COUNTED, week=week.label)
    return week
