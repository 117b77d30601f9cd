"""What a file says about days as a whole: its name, titles, stamp, the course; and what a date without a year means."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from retro_cli.domain.importing.daymarks import Date, DayMark, read_day
from retro_cli.domain.importing.model import ImportOptions, SourceProblem
from retro_cli.domain.importing.months import Month
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.stamps import Names, read_names, read_stamp
from retro_cli.domain.period import Course, Week
from retro_cli.errors import N_, RetroError

NO_YEAR = N_("The year of this date is not known: give --year.")
_IMPOSSIBLE = N_("There is no such day: {text}")
_WEEKDAY = N_("The weekday does not fit the date {date}: one of the two is wrong.")
_BACKWARDS = N_("This range ends before it starts; the first day was taken.")
_STAMPS = (
    *("date", "day", "날짜", "일자", "일시", "작성일", "日付", "日時"),
    *("created", "createdat", "creationdate", "creationtime", "datecreated"),
    *("published", "pubdate", "publishedat", "publishdate", "datepublished"),
    *("daterange", "period", "기간", "期間", "start", "startdate"),
)
"""The keys of front matter that say when a text is about or was written, the surer ones first; no case, no signs."""
_ENDS = ("end", "enddate")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:년|年|\b)")


@dataclass(slots=True)
class Dated:
    """The day or days, the week or the month of a unit."""

    date: dt.date | None = None
    end: dt.date | None = None
    week: Week | None = None
    weekly: bool = False
    month: Month | None = None

    @classmethod
    def of(cls, week: Week) -> "Dated":
        """A whole week."""
        return cls(week.monday, week.sunday, week, weekly=True)


@dataclass
class Calendar:
    """What is known about the days of a file as a whole; `before` is its day before the one that is read."""

    options: ImportOptions
    names: Names
    titles: tuple[str, ...]
    stamp: dt.date | None
    stamp_end: dt.date | None
    before: dt.date | None = None
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
    meta = {re.sub(r"[\W_]", "", key).casefold(): value for key, value in reversed(source.meta.items())}
    for key in _STAMPS:
        if meta.get(key) not in (None, ""):
            stamp, end = read_stamp(meta[key], options.zone)
        if stamp is not None:
            break
    last = next((day for key in _ENDS if (day := read_stamp(meta.get(key), options.zone)[0])), None)
    if end is None and stamp is not None and last is not None and last > stamp:
        end = last
    return Calendar(options, read_names(source.path), tuple(titles), stamp, end)


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
    day = real(start)
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
    end = real(Date(year, mark.end.month or day.month, mark.end.day))
    if end is None or end < day:
        calendar.told(line, _BACKWARDS)
        return None
    return end if end > day else None


def real(date: Date) -> dt.date | None:
    try:
        return dt.date(date.year or 0, date.month or 0, date.day or 0)
    except ValueError:
        return None


def _year(mark: DayMark, start: Date, context: Sequence[str], calendar: Calendar) -> int | None:
    """The year of a date without one: named above, else the nearest to the file's own day, else `--year`."""
    named = _named_year(context)
    if named is not None:
        return named
    reference = file_day(calendar)
    if reference is None:
        return calendar.names.year or _running_year(mark, start, calendar)
    years = [reference.year, reference.year - 1, reference.year + 1]
    dated = [(day, year) for year in years if (day := real(Date(year, start.month, start.day)))]
    late = reference + dt.timedelta(days=31)
    dated.sort(key=lambda one: (one[0] > late and one[0].weekday() != mark.weekday, abs((one[0] - reference).days)))
    return dated[0][1] if dated else reference.year


def _running_year(mark: DayMark, start: Date, calendar: Calendar) -> int | None:
    """`--year`, else the year of the day before; the next one where the days run on over its end."""
    before, year = calendar.before, calendar.options.year
    if before is None:
        return year
    year = before.year if year is None else max(year, before.year)
    day, after = real(Date(year, start.month, start.day)), real(Date(year + 1, start.month, start.day))
    if day is None or after is None or before.year != year or (after - before).days > 92:
        return year
    fits = mark.weekday is None or after.weekday() == mark.weekday or day.weekday() != mark.weekday
    return year + 1 if fits else year


def _named_year(texts: Sequence[str]) -> int | None:
    return next((int(named[1]) for text in texts if (named := _YEAR.search(text))), None)


def month_year(month: int, texts: Sequence[str], calendar: Calendar) -> int | None:
    """The year of a month without one, None where nothing tells it."""
    return _year(DayMark(), Date(None, month, 15), texts, calendar)


def file_day(calendar: Calendar) -> dt.date | None:
    """The day that the name of the file, else its front matter gives it."""
    return named_day(calendar) or calendar.stamp


def named_day(calendar: Calendar) -> dt.date | None:
    mark = calendar.names.day
    return real(mark.start) if mark and mark.start and mark.start.year else None


def title_day(calendar: Calendar) -> dt.date | None:
    for text in calendar.titles:
        mark = read_day(text)
        if mark is not None and mark.start is not None and mark.start.year is not None:
            return real(mark.start)
    return None


def course_day(number: int, calendar: Calendar) -> dt.date | None:
    try:
        return calendar.course.day_date(number) if calendar.course and number > 0 else None
    except RetroError:
        return None


def as_week(dated: Dated, calendar: Calendar) -> Dated:
    """A range of most days of one week, Monday to Friday or longer, is that week."""
    if dated.date is None or dated.end is None or calendar.options.period == "day":
        return dated
    if (dated.end - dated.date).days >= 4 and Week.of(dated.date) == Week.of(dated.end):
        return Dated.of(Week.of(dated.date))
    return dated
