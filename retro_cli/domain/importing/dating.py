"""When each unit of a file was: what it says itself, then what stands around it."""

import datetime as dt
from collections.abc import Sequence

from retro_cli.domain.importing.calendar import (
    Calendar,
    Dated,
    as_week,
    course_day,
    file_day,
    month_year,
    named_day,
    real,
    resolve,
    title_day,
)
from retro_cli.domain.importing.daymarks import read_day
from retro_cli.domain.importing.months import Month, is_about_month, read_month
from retro_cli.domain.importing.openings import names_week
from retro_cli.domain.importing.structure import DAY, EVENT, PART, WEEK, Unit
from retro_cli.domain.importing.weekmarks import read_week
from retro_cli.domain.importing.weeks import (
    counted_day,
    file_week,
    is_count,
    is_week,
    marked_week,
    month_week,
    own_week,
)
from retro_cli.domain.period import Week
from retro_cli.errors import N_, RetroError

_NO_DAY = N_("The day of this is not known: give --start or put a date into the heading or the front matter.")
NO_FILE_DAY = N_("No day is known for this file: a date in its name, its title or its front matter (date:) settles it.")
NO_WEEK = N_("Which week this looks back on is not known: give --start, or a date in the name or the front matter.")
_NO_COURSE_DAY = N_("Day {number} of a course: --start says when day 1 was.")
_STALE = N_("{date} lies outside of the week of this file ({week}): a date that was copied along?")
_WHOLE_WEEK = N_("No day is named here: it is filed under the whole week. A date in the heading settles it.")


def date_units(units: Sequence[Unit], calendar: Calendar) -> dict[int, Dated]:
    """By `id` of a unit, when it was."""
    found: dict[int, Dated] = {}
    several = len(units) > 1
    calendar.before = _first_full(units) if calendar.options.year is None else None
    for unit in units:
        if unit.kind in (DAY, EVENT):
            found[id(unit)] = _day_of(unit, calendar, found)
            calendar.before = found[id(unit)].date or calendar.before
    week = file_week(units, found, calendar) if several else None
    for unit in units:
        if unit.kind in (DAY, EVENT) and found[id(unit)].date is None:
            _place_in_week(unit, found[id(unit)], week or own_week(unit, units, found, calendar), units, calendar)
    alone = not any(unit.kind in (DAY, EVENT, PART) for unit in units)
    if alone and several:
        found[id(units[0])] = _root(units, found, None, calendar)
    for unit in units:
        if unit.kind == WEEK and unit is not units[0]:
            own = own_week(unit, units, found, calendar)
            if own is None and alone and (day := found[id(units[0])].date):
                own = Week.of(day)
            found[id(unit)] = Dated.of(own) if own else Dated(weekly=True)
            if own is None and unit.opening:
                calendar.told(unit.opening.line, NO_WEEK)
        elif unit.kind == PART:
            found[id(unit)] = _part(unit, calendar)
    if id(units[0]) not in found:
        found[id(units[0])] = _root(units, found, week, calendar)
    if week is not None and several:
        _report_stale(units, found, week, calendar)
    return found


def _first_full(units: Sequence[Unit]) -> dt.date | None:
    """The first day of a file that is written with its year."""
    marks = [unit.opening.day for unit in units if unit.opening and unit.opening.day]
    return next((day for mark in marks if mark.start and mark.start.year and (day := real(mark.start))), None)


def _day_of(unit: Unit, calendar: Calendar, found: dict[int, Dated]) -> Dated:
    assert unit.opening is not None
    mark, line = unit.opening.day, unit.opening.line
    if mark is None or (mark.start is None and mark.number is None):
        above = unit.parent
        if above is not None and id(above) in found and found[id(above)].date and mark is None:
            return Dated(found[id(above)].date, found[id(above)].end)
        return Dated()
    if mark.start is None:
        return Dated(course_day(mark.number or 0, calendar))
    dated = resolve(mark, line, [*reversed(unit.context), *calendar.titles], calendar)
    return as_week(dated, calendar) if mark.bare or unit.opening.week else dated


def _place_in_week(unit: Unit, dated: Dated, week: Week | None, units: Sequence[Unit], calendar: Calendar) -> None:
    """Give a unit without a date its place in the week of the file, if that is known."""
    assert unit.opening is not None
    mark, line = unit.opening.day, unit.opening.line
    if mark is not None and mark.start is not None:
        return
    if week is not None and mark is not None and mark.weekday is not None:
        dated.date = week.day(mark.weekday + 1)
        return
    if mark is not None and mark.number is not None:
        if week is not None and (day := counted_day(mark.number, units, week, calendar)):
            dated.date = day
        else:
            calendar.told(line, _NO_COURSE_DAY, number=mark.number)
        return
    if week is None:
        calendar.told(line, _NO_DAY)
        return
    dated.date, dated.end = week.monday, week.day(5)
    calendar.told(line, _WHOLE_WEEK)


def _report_stale(units: Sequence[Unit], found: dict[int, Dated], week: Week, calendar: Calendar) -> None:
    for unit in units[1:]:
        dated = found[id(unit)]
        if unit.opening is not None and dated.date is not None and Week.of(dated.date) != week:
            calendar.told(unit.opening.line, _STALE, date=dated.date.isoformat(), week=week.label)


def _part(unit: Unit, calendar: Calendar) -> Dated:
    """One of several retrospectives in a file: its own date, else that of the file."""
    assert unit.opening is not None
    mark = unit.opening.day
    if mark is not None and mark.start is not None:
        return resolve(mark, unit.opening.line, [*reversed(unit.context), *calendar.titles], calendar)
    if mark is not None and mark.number and (day := course_day(mark.number, calendar)):
        return Dated(day)
    day = title_day(calendar) or file_day(calendar)
    if day is None:
        calendar.told(unit.opening.line, _NO_DAY)
    return Dated(day)


def _root(units: Sequence[Unit], found: dict[int, Dated], week: Week | None, calendar: Calendar) -> Dated:
    """When the file itself was: as a week, if it looks back on one, else its day."""
    root, options = units[0], calendar.options
    line = root.opening.line if root.opening else root.spans[0][0] if root.spans else 0
    if week is not None and options.period != "day":
        return Dated.of(week)
    alone = len(units) == 1
    dated = _file_dated(root, line, calendar, alone=alone)
    texts = [*calendar.titles, *([root.opening.text] if root.opening else [])]
    weekly = root.kind == WEEK or any(names_week(text) or is_week(read_week(text)) for text in texts)
    named = calendar.names.week
    weekly = weekly or (
        alone and named is not None and (named.year is not None or not calendar.titles) and is_week(named)
    )
    if options.period == "week" or (options.period is None and weekly and not (alone and _is_day(texts, calendar))):
        return _root_week(texts, dated, line if alone else None, calendar)
    if dated.date is None and not alone:
        days = sorted(d.date for unit in units[1:] if (d := found.get(id(unit))) and d.date)
        return Dated(days[0] if days else None)
    return dated


def _is_day(texts: Sequence[str], calendar: Calendar) -> bool:
    """Whether a title with a week in it names a day of it: `Week 7 Day 3`."""
    marks = [read_day(text) for text in texts]
    return any(mark is not None and mark.number is not None for mark in marks) or calendar.names.number is not None


def _root_week(texts: Sequence[str], dated: Dated, line: int | None, calendar: Calendar) -> Dated:
    marks = [*map(read_week, texts), calendar.names.week]
    for mark in marks:
        counted = mark is not None and mark.year is None
        if (week := marked_week(mark, calendar)) and not (counted and dated.date is not None):
            return Dated.of(week)
    of_month = next((mark for mark in marks if mark is not None and mark.month is not None), None)
    if of_month is not None and (dated.end is None or dated.date is None):
        if week := month_week(of_month, dated.date, texts, line or 0, calendar):
            return Dated.of(week)
    elif dated.date is not None:
        if dated.end is not None and Week.of(dated.end) != Week.of(dated.date) and (dated.end - dated.date).days > 7:
            return dated
        return Dated.of(Week.of(dated.date))
    if line is not None:
        calendar.told(line, NO_WEEK)
    return Dated(weekly=True)


def _file_dated(root: Unit, line: int, calendar: Calendar, *, alone: bool) -> Dated:
    """The day of the file: its heading, title, name, folder, then front matter; then the count of a course."""
    if root.opening is not None and (mark := root.opening.day) is not None and mark.start is not None:
        dated = resolve(mark, line, [*reversed(root.context), *calendar.titles], calendar)
        if dated.date:
            return as_week(dated, calendar)
    for text in calendar.titles:
        mark = read_day(text)
        if mark is not None and mark.start is not None:
            dated = resolve(mark, line, calendar.titles, calendar)
            if dated.date:
                return as_week(dated, calendar)
    if day := named_day(calendar):
        mark = calendar.names.day
        end = real(mark.end) if mark and mark.end and mark.end.year else None
        end = end or (calendar.stamp_end if alone and calendar.stamp == day else None)
        return Dated(day, end if end and end > day else None)
    if calendar.names.day and calendar.names.day.start:
        dated = resolve(calendar.names.day, line, calendar.titles, calendar)
        if dated.date:
            return dated
    if calendar.stamp is not None:
        return Dated(calendar.stamp, calendar.stamp_end if alone else None)
    counted = _counted_day(root, calendar)
    if counted is not None:
        return Dated(counted)
    if (month := _month(root, calendar)) is not None:
        return Dated(month.first, month.last, month=month)
    number = _number(root, calendar)
    if number is not None and alone:
        calendar.told(line, _NO_COURSE_DAY, number=number)
    elif alone and not (
        root.kind == WEEK
        or marked_week(calendar.names.week, calendar) is not None
        or any(_settles_week(text, calendar) for text in calendar.titles)
    ):
        calendar.told(line, NO_FILE_DAY)
    return Dated()


def _month(root: Unit, calendar: Calendar) -> Month | None:
    """The month that a file is named after, or that its title is about."""
    titles = [*([root.opening.text] if root.opening else []), *calendar.titles]
    found = calendar.names.own_month or next((read_month(text) for text in titles if is_about_month(text)), None)
    if found is None or found.month is None:
        return None
    year = found.year or month_year(found.month, titles, calendar)
    return Month(year, found.month) if year is not None else None


def _settles_week(title: str, calendar: Calendar) -> bool:
    """Whether a title says that a text is about a week, so that a missing day is told as a missing week, if at all."""
    return names_week(title) or marked_week(read_week(title), calendar) is not None


def _number(root: Unit, calendar: Calendar) -> int | None:
    marks = [root.opening.day if root.opening else None, *map(read_day, calendar.titles)]
    return next((mark.number for mark in marks if mark is not None and mark.number), calendar.names.number)


def _counted_day(root: Unit, calendar: Calendar) -> dt.date | None:
    number, course = _number(root, calendar), calendar.course
    if number is None or course is None:
        return None
    week = next((mark for mark in [*map(read_week, calendar.titles), calendar.names.week] if is_week(mark)), None)
    try:
        if week is not None and is_count(week) and number <= 7:
            return course.week_start(week.number) + dt.timedelta(days=number - 1)
        return course.day_date(number)
    except RetroError:
        return None
