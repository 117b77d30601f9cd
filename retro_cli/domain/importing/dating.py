"""Which day or week each unit of a file belongs to: what it says itself, then what stands around it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from retro_cli.domain.importing.daymarks import Date, DayMark, WeekMark, read_day, read_week
from retro_cli.domain.importing.model import ImportOptions, SourceProblem
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.stamps import Names, read_names, read_stamp
from retro_cli.domain.importing.structure import DAY, EVENT, PART, ROOT, WEEK, Unit, names_week
from retro_cli.domain.period import Course, Week
from retro_cli.errors import N_, RetroError

_NO_DAY = N_("The day of this is not known: give --start or put a date into the heading or the front matter.")
NO_FILE_DAY = N_("No day is known for this file: a date in its name, its title or its front matter (date:) settles it.")
_NO_WEEK = N_("Which week this looks back on is not known: give --start, or a date in the name or the front matter.")
_NO_COURSE_DAY = N_("Day {number} of a course: --start says when day 1 was.")
NO_YEAR = N_("The year of this date is not known: give --year.")
_IMPOSSIBLE = N_("There is no such day: {text}")
_WEEKDAY = N_("The weekday does not fit the date {date}: one of the two is wrong.")
_BACKWARDS = N_("This range ends before it starts; the first day was taken.")
_STALE = N_("{date} lies outside of the week of this file ({week}): a date that was copied along?")
_WHOLE_WEEK = N_("No day is named here: it is filed under the whole week. A date in the heading settles it.")

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:년|年|\b)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*[월月]")


@dataclass(slots=True)
class Dated:
    """The day or days, or the week, of a unit."""

    date: dt.date | None = None
    end: dt.date | None = None
    week: Week | None = None
    weekly: bool = False


@dataclass
class Calendar:
    """What is known about the days of a file as a whole."""

    options: ImportOptions
    names: Names
    titles: tuple[str, ...]
    stamp: dt.date | None
    stamp_end: dt.date | None
    problems: list[SourceProblem] = field(default_factory=list)

    @property
    def course(self) -> Course | None:
        """The course that `--start` opens."""
        return Course("", self.options.start, ()) if self.options.start else None

    def told(self, line: int, message: str, **values: object) -> None:
        """Remember a problem at a 0-based line."""
        self.problems.append(SourceProblem(line + 1, message, values))


def read_calendar(source: Source, titles: Sequence[str], options: ImportOptions) -> Calendar:
    """What title, path, front matter and options say."""
    stamp = end = None
    for key in ("date", "created", "created_at", "published", "pubDate", "publishedAt", "createdAt", "day"):
        if source.meta.get(key) not in (None, ""):
            stamp, end = read_stamp(source.meta[key], options.zone)
        if stamp is not None:
            break
    return Calendar(options, read_names(source.path), tuple(titles), stamp, end)


def date_units(units: Sequence[Unit], calendar: Calendar) -> dict[int, Dated]:
    """By `id` of a unit, when it was."""
    found: dict[int, Dated] = {}
    several = len(units) > 1
    for unit in units:
        if unit.kind in (DAY, EVENT):
            found[id(unit)] = _day_of(unit, calendar, found)
    week = _file_week(units, found, calendar) if several else None
    for unit in units:
        if unit.kind in (DAY, EVENT):
            _place_in_week(unit, found[id(unit)], week or _own_week(unit, units, found, calendar), units, calendar)
    alone = not any(unit.kind in (DAY, EVENT, PART) for unit in units)
    if alone and several:
        found[id(units[0])] = _root(units, found, None, calendar)
    for unit in units:
        if unit.kind == WEEK and unit is not units[0]:
            own = _own_week(unit, units, found, calendar)
            if own is None and alone and (day := found[id(units[0])].date):
                own = Week.of(day)
            found[id(unit)] = _of_week(own) if own else Dated(weekly=True)
            if own is None and unit.opening:
                calendar.told(unit.opening.line, _NO_WEEK)
        elif unit.kind == PART:
            found[id(unit)] = _part(unit, calendar)
    if id(units[0]) not in found:
        found[id(units[0])] = _root(units, found, week, calendar)
    if week is not None and several:
        _report_stale(units, found, week, calendar)
    return found


# -- days -------------------------------------------------------------------------------------------------------------


def _day_of(unit: Unit, calendar: Calendar, found: dict[int, Dated]) -> Dated:
    assert unit.opening is not None
    mark, line = unit.opening.day, unit.opening.line
    if mark is None or (mark.start is None and mark.number is None):
        above = unit.parent
        if above is not None and id(above) in found and found[id(above)].date and mark is None:
            return Dated(found[id(above)].date, found[id(above)].end)
        return Dated()
    if mark.start is None:
        return Dated(_course_day(mark.number or 0, calendar))
    dated = resolve(mark, line, [*reversed(unit.context), *calendar.titles], calendar)
    return _as_week_if_long(dated, calendar) if mark.bare else dated


def _course_day(number: int, calendar: Calendar) -> dt.date | None:
    try:
        return calendar.course.day_date(number) if calendar.course and number > 0 else None
    except RetroError:
        return None


def resolve(mark: DayMark, line: int, context: Sequence[str], calendar: Calendar) -> Dated:
    """The days that a mark names, its year taken from what stands around it; what is wrong with it is told."""
    assert mark.start is not None
    start = mark.start
    if start.year is None:
        year = _year(mark, start, context, calendar)
        if year is None:
            calendar.told(line, NO_YEAR)
            return Dated()
        start = Date(year, start.month, start.day)
    day = _real(start)
    if day is None:
        calendar.told(line, _IMPOSSIBLE, text=f"{start.year}-{start.month:02}-{start.day:02}")
        return Dated()
    if mark.weekday is not None and day.weekday() != mark.weekday:
        calendar.told(line, _WEEKDAY, date=day.isoformat())
    return Dated(day, _end(mark, day, line, calendar))


def _end(mark: DayMark, day: dt.date, line: int, calendar: Calendar) -> dt.date | None:
    if mark.end is None:
        return None
    year = mark.end.year or day.year + ((mark.end.month or day.month) < day.month and day.month == 12)
    end = _real(Date(year, mark.end.month or day.month, mark.end.day))
    if end is None or end < day:
        calendar.told(line, _BACKWARDS)
        return None
    return end if end > day else None


def _real(date: Date) -> dt.date | None:
    try:
        return dt.date(date.year or 0, date.month or 0, date.day or 0)
    except ValueError:
        return None


def _year(mark: DayMark, start: Date, context: Sequence[str], calendar: Calendar) -> int | None:
    """The year of a date without one: named above, else the nearest to the file's own day, else `--year`."""
    for text in context:
        if named := _YEAR.search(text):
            return int(named[1])
    reference = _file_day(calendar)
    if reference is None:
        return calendar.names.year or calendar.options.year
    years = [reference.year, reference.year - 1, reference.year + 1]
    dated = [(day, year) for year in years if (day := _real(Date(year, start.month, start.day)))]
    if mark.weekday is not None:
        dated = [(day, year) for day, year in dated if day.weekday() == mark.weekday] or dated
    late = reference + dt.timedelta(days=31)
    dated.sort(key=lambda one: (one[0] > late, abs((one[0] - reference).days)))
    return dated[0][1] if dated else reference.year


def _file_day(calendar: Calendar) -> dt.date | None:
    """The day that the name of the file, else its front matter gives it."""
    return _named_day(calendar) or calendar.stamp


def _named_day(calendar: Calendar) -> dt.date | None:
    mark = calendar.names.day
    return _real(mark.start) if mark and mark.start and mark.start.year else None


# -- weeks ------------------------------------------------------------------------------------------------------------


def _of_week(week: Week) -> Dated:
    return Dated(week.monday, week.sunday, week, weekly=True)


def _marked_week(mark: WeekMark | None, calendar: Calendar) -> Week | None:
    """The week of a mark by itself: an ISO week, or a course week when the start is known."""
    if mark is None or mark.last is not None:
        return None
    try:
        if mark.year is not None:
            return Week(mark.year, mark.number)
        return Week.of(calendar.course.week_start(mark.number)) if calendar.course else None
    except RetroError:
        return None


def _file_week(units: Sequence[Unit], found: dict[int, Dated], calendar: Calendar) -> Week | None:
    """The one week that a file with days is about, None where they spread over more."""
    if any(unit.kind == WEEK for unit in units[1:]):
        return None
    root = units[0]
    days = [d.date for unit in units[1:] if (d := found.get(id(unit))) and d.date]
    for mark in [root.opening.week if root.opening else None, *map(read_week, calendar.titles), calendar.names.week]:
        week = _marked_week(mark, calendar)
        if week is not None:
            return week
    weeks = Counter(Week.of(day) for day in days)
    weekly = root.kind == WEEK or any(names_week(text) or read_week(text) for text in calendar.titles)
    own = _file_day(calendar)
    if own is not None and Week.of(own) in weeks and (weekly or weeks[Week.of(own)] * 2 >= len(days)):
        return Week.of(own)
    if not weeks:
        return Week.of(own) if own is not None and weekly else None
    week, count = max(weeks.items(), key=lambda one: one[1])
    if len(weeks) == 1 and (len(days) > 1 or weekly):
        return week
    return week if weekly and count * 2 > len(days) and len(days) > 2 else None


def _own_week(unit: Unit, units: Sequence[Unit], found: dict[int, Dated], calendar: Calendar) -> Week | None:
    """The week of a unit that looks back on one of several, or that such a unit holds."""
    holder = unit if unit.kind == WEEK else unit.parent
    if holder is None or holder.kind != WEEK or holder.opening is None:
        return None
    if week := _marked_week(holder.opening.week, calendar):
        return week
    if holder.opening.day is not None and holder.opening.day.start is not None:
        quiet = Calendar(calendar.options, calendar.names, calendar.titles, calendar.stamp, calendar.stamp_end)
        dated = resolve(holder.opening.day, holder.opening.line, [*reversed(holder.context), *calendar.titles], quiet)
        if dated.date:
            return Week.of(dated.date)
    days = [d.date for other in units if other.parent is holder and (d := found.get(id(other))) and d.date]
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


def _place_in_week(unit: Unit, dated: Dated, week: Week | None, units: Sequence[Unit], calendar: Calendar) -> None:
    """Give a unit without a date its place in the week of the file, if that is known."""
    assert unit.opening is not None
    mark, line = unit.opening.day, unit.opening.line
    if dated.date is not None:
        return
    if mark is not None and mark.start is not None:
        return
    if week is not None and mark is not None and mark.weekday is not None:
        dated.date = week.day(mark.weekday + 1)
        return
    if mark is not None and mark.number is not None:
        if week is not None and (day := _counted(mark.number, units, week, calendar)):
            dated.date = day
        else:
            calendar.told(line, _NO_COURSE_DAY, number=mark.number)
        return
    if week is None:
        calendar.told(line, _NO_DAY)
        return
    dated.date, dated.end = week.monday, week.day(5)
    calendar.told(line, _WHOLE_WEEK)


def _counted(number: int, units: Sequence[Unit], week: Week, calendar: Calendar) -> dt.date | None:
    """The day of a course day where all of the file's are of its course week (five days each)."""
    numbers = [
        unit.opening.day.number for unit in units[1:] if unit.opening and unit.opening.day and unit.opening.day.number
    ]
    marks = [units[0].opening.week if units[0].opening else None, *map(read_week, calendar.titles), calendar.names.week]
    course = next((mark.number for mark in marks if mark is not None and mark.year is None and mark.last is None), None)
    if course is None or any((one - 1) // 5 + 1 != course for one in numbers):
        return None
    return week.day((number - 1) % 5 + 1)


def _report_stale(units: Sequence[Unit], found: dict[int, Dated], week: Week, calendar: Calendar) -> None:
    for unit in units[1:]:
        dated = found[id(unit)]
        if unit.opening is not None and dated.date is not None and Week.of(dated.date) != week:
            calendar.told(unit.opening.line, _STALE, date=dated.date.isoformat(), week=week.label)


# -- the file ---------------------------------------------------------------------------------------------------------


def _part(unit: Unit, calendar: Calendar) -> Dated:
    """One of several retrospectives in a file: its own date, else that of the file."""
    assert unit.opening is not None
    mark = unit.opening.day
    if mark is not None and mark.start is not None:
        return resolve(mark, unit.opening.line, [*reversed(unit.context), *calendar.titles], calendar)
    if mark is not None and mark.number and (day := _course_day(mark.number, calendar)):
        return Dated(day)
    day = _title_day(calendar) or _file_day(calendar)
    if day is None:
        calendar.told(unit.opening.line, _NO_DAY)
    return Dated(day)


def _title_day(calendar: Calendar) -> dt.date | None:
    for text in calendar.titles:
        mark = read_day(text)
        if mark is not None and mark.start is not None and mark.start.year is not None:
            return _real(mark.start)
    return None


def _root(units: Sequence[Unit], found: dict[int, Dated], week: Week | None, calendar: Calendar) -> Dated:
    """When the file itself was: as a week, if it looks back on one, else its day."""
    root, options = units[0], calendar.options
    line = root.opening.line if root.opening else root.spans[0][0] if root.spans else 0
    if week is not None and options.period != "day":
        return _of_week(week)
    alone = len(units) == 1
    dated = _file_dated(root, line, calendar, alone=alone)
    texts = [*calendar.titles, *([root.opening.text] if root.opening else [])]
    weekly = root.kind == WEEK or any(names_week(text) or _is_week(read_week(text)) for text in texts)
    weekly = weekly or alone and not calendar.titles and _is_week(calendar.names.week)
    if options.period == "week" or (options.period is None and weekly and not (alone and _is_day(texts, calendar))):
        return _root_week(texts, dated, line if alone else None, calendar)
    if dated.date is None and not alone:
        days = sorted(d.date for unit in units[1:] if (d := found.get(id(unit))) and d.date)
        return Dated(days[0] if days else None)
    return dated


def _is_week(mark: WeekMark | None) -> bool:
    return mark is not None and mark.last is None


def _is_day(texts: Sequence[str], calendar: Calendar) -> bool:
    """Whether a title with a week in it names a day of it: `Week 7 Day 3`."""
    marks = [read_day(text) for text in texts]
    return any(mark is not None and mark.number is not None for mark in marks) or calendar.names.number is not None


def _root_week(texts: Sequence[str], dated: Dated, line: int | None, calendar: Calendar) -> Dated:
    for mark in [*map(read_week, texts), calendar.names.week]:
        if week := _marked_week(mark, calendar):
            return _of_week(week)
    if dated.date is not None:
        if dated.end is not None and Week.of(dated.end) != Week.of(dated.date) and (dated.end - dated.date).days > 7:
            return dated
        return _of_week(Week.of(dated.date))
    if line is not None:
        calendar.told(line, _NO_WEEK)
    return Dated(weekly=True)


def _file_dated(root: Unit, line: int, calendar: Calendar, *, alone: bool) -> Dated:
    """The day of the file: its heading, title, name, folder, then front matter; then the count of a course."""
    if root.opening is not None and (mark := root.opening.day) is not None and mark.start is not None:
        dated = resolve(mark, line, [*reversed(root.context), *calendar.titles], calendar)
        if dated.date:
            return _as_week_if_long(dated, calendar)
    for text in calendar.titles:
        mark = read_day(text)
        if mark is not None and mark.start is not None:
            dated = resolve(mark, line, calendar.titles, calendar)
            if dated.date:
                return _as_week_if_long(dated, calendar)
    if day := _named_day(calendar):
        mark = calendar.names.day
        end = _real(mark.end) if mark and mark.end and mark.end.year else None
        return Dated(day, end if end and end > day else None)
    if calendar.names.day and calendar.names.day.start:
        dated = resolve(calendar.names.day, line, calendar.titles, calendar)
        if dated.date:
            return dated
    counted = _counted_day(root, calendar)
    if counted is not None:
        return Dated(counted)
    if calendar.stamp is not None:
        return Dated(calendar.stamp, calendar.stamp_end)
    number = _number(root, calendar)
    if number is not None and alone:
        calendar.told(line, _NO_COURSE_DAY, number=number)
    elif alone and not (root.kind == WEEK or any(names_week(text) for text in calendar.titles)):
        calendar.told(line, NO_FILE_DAY)
    return Dated()


def _as_week_if_long(dated: Dated, calendar: Calendar) -> Dated:
    """A range of most days of one week, Monday to Friday or longer, is that week."""
    if dated.date is None or dated.end is None or calendar.options.period == "day":
        return dated
    if (dated.end - dated.date).days >= 4 and Week.of(dated.date) == Week.of(dated.end):
        return _of_week(Week.of(dated.date))
    return dated


def _number(root: Unit, calendar: Calendar) -> int | None:
    marks = [root.opening.day if root.opening else None, *map(read_day, calendar.titles)]
    return next((mark.number for mark in marks if mark is not None and mark.number), calendar.names.number)


def _counted_day(root: Unit, calendar: Calendar) -> dt.date | None:
    number, course = _number(root, calendar), calendar.course
    if number is None or course is None:
        return None
    week = next((mark for mark in [*map(read_week, calendar.titles), calendar.names.week] if _is_week(mark)), None)
    try:
        if week is not None and week.year is None and number <= 7:
            return course.week_start(week.number) + dt.timedelta(days=number - 1)
        return course.day_date(number)
    except RetroError:
        return None
