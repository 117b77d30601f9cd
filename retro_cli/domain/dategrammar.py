"""The closed grammar of dates, ranges and weeks on the command line, in English, Korean and Japanese.

What is not in the grammar is refused, never guessed. Rules where a text leaves something open:

- A bare weekday is the latest such day up to today; `last friday` (`지난 금요일`) is the latest before today and
  `next friday` the first after it; `this friday` and `last week friday` (`지난주 금요일`) lie in that ISO week.
- A date without a year is the latest such date that is at most 31 days ahead; `W47` likewise.
- With `ahead` (due dates) a bare weekday and a date without a year are the next such day, today included.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from retro_cli.domain.datewords import DAYS_AWAY, DIRECTIONS, MONTHS, THIS, WEEKDAYS, WEEKS_AWAY, any_of
from retro_cli.domain.period import Course, Span, Week
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

_AHEAD = 31
_LONGEST = 60
_WEEKS = 53
_DATE_HINT = N_("Write for example 2026-11-20, 11-20, yesterday, last friday or 3 days ago.")
_RANGE_HINT = N_("Write for example tue..wed, 09-03..04 or 2026-09-03..2026-09-05.")
_EITHER_HINT = N_("Write for example 2026-11-20, 11-20, yesterday or last friday; days as tue..wed.")
_OUTSIDE = N_("“{text}” is outside the years 1 to 9999.")
_WEEK_HINT = N_("Write for example 2026-W47, W47, last, this, or a date in the week.")


class _Reading:
    """One reading: the text, the day it is read on, the course if there is one, and the direction."""

    __slots__ = ("ahead", "course", "folded", "hint", "text", "today")

    def __init__(self, text: str, today: date, course: Course | None, hint: str, ahead: bool = False) -> None:
        # Full-width digits and spaces, decomposed Hangul and capitals come out as what they stand for.
        self.folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        self.text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        self.today = today
        self.course = course
        self.hint = hint
        self.ahead = ahead

    def refused(self, message: str, *, hint: str = "", **values: object) -> UsageError:
        """The error that names the text and says why it is none; `message` has a `{text}`."""
        return UsageError(message, hint=hint or self.hint, where="", details=(), text=self.text, **values)


def parse_date(text: str, today: date, *, course: Course | None = None, ahead: bool = False) -> date:
    """The day that `text` names, seen from `today`.

    `course` makes `23일차` and `day 23` readable; `ahead` looks forward, as due dates do. UsageError where the text is
    not in the grammar or names a day that is not on the calendar.
    """
    reading = _Reading(text, today, course, _DATE_HINT, ahead)
    return _date(reading.folded, reading)


def parse_span(text: str, today: date, *, course: Course | None = None) -> Span:
    """The days that a date or a range names: `tue..wed`, `09-03..04`, `9월 3일~4일`, `240903-4`.

    The end is read from the start on: a bare day number lies in its month, a weekday is the first from it on.
    UsageError as in `parse_date`, and for a range that ends before it starts.
    """
    reading = _Reading(text, today, course, _EITHER_HINT)
    if _RANGE.fullmatch(reading.folded) or _SHORT_RANGE.fullmatch(reading.folded):
        reading.hint = _RANGE_HINT
    return _span(reading)


def parse_week(text: str, today: date, *, course: Course | None = None) -> Week:
    """The ISO week that `text` names: `2026-W47`, `W47`, `last`, `지난주`, a course week (`5주차`), or a date in it.

    UsageError where the text is not in the grammar or the year has no such week.
    """
    reading = _Reading(text, today, course, _WEEK_HINT)
    folded = reading.folded
    if folded in WEEKS_AWAY:
        return _week_of(_shifted(today, 7 * WEEKS_AWAY[folded], reading), reading)
    found = _COURSE_WEEK.fullmatch(folded)
    if found:
        return _week_of(_counted(found, reading, Course.week_start), reading)
    return _iso_week(folded, reading) or _week_of(_date(folded, reading), reading)


def _date(folded: str, reading: _Reading) -> date:
    if folded in DAYS_AWAY:
        return _shifted(reading.today, DAYS_AWAY[folded], reading)
    if folded in WEEKDAYS:
        return _weekday(reading.today, WEEKDAYS[folded], 0 if reading.ahead else -6, reading)
    for pattern, read in _RULES:
        found = pattern.fullmatch(folded)
        if found:
            return read(found, reading)
    raise _unknown(folded, reading)


def _unknown(folded: str, reading: _Reading) -> UsageError:
    if folded in WEEKS_AWAY or _ISO_WEEK.fullmatch(folded) or _COURSE_WEEK.fullmatch(folded):
        return reading.refused(N_("“{text}” is a week, and this needs a day."))
    if folded.isdecimal():
        return reading.refused(N_("“{text}” is not clear: a bare number could be a day, a month or a year."))
    return reading.refused(N_("“{text}” is not a date that retro can read."))


# Each rule takes its match; named groups hold the numbers and words.


def _year_month_day(found: re.Match[str], reading: _Reading) -> date:
    return _calendar(int(found["y"]), _month(found), int(found["d"]), reading)


def _month_day(found: re.Match[str], reading: _Reading) -> date:
    month, day = _month(found), int(found["d"])
    if reading.ahead:
        today = reading.today
        return _calendar(today.year + ((month, day) < (today.month, today.day)), month, day, reading)
    limit = _limit(reading)
    return _calendar(limit.year - ((month, day) > (limit.month, limit.day)), month, day, reading)


def _days_off(found: re.Match[str], reading: _Reading) -> date:
    number = int(found["n"]) * (7 if found["week"] else 1)
    return _shifted(reading.today, number if found["later"] else -number, reading)


def _near_weekday(found: re.Match[str], reading: _Reading) -> date:
    weekday = WEEKDAYS[found["weekday"]]
    direction = DIRECTIONS.get(found["which"], 0)
    if direction:
        return _weekday(reading.today, weekday, -7 if direction < 0 else 1, reading)
    return _shifted(reading.today, weekday - reading.today.weekday(), reading)


def _week_weekday(found: re.Match[str], reading: _Reading) -> date:
    weekday = WEEKDAYS[found["weekday"]]
    return _shifted(reading.today, 7 * WEEKS_AWAY[found["week"]] + weekday - reading.today.weekday(), reading)


def _iso_day(found: re.Match[str], reading: _Reading) -> date:
    week = _iso_week(found["week"], reading)
    assert week is not None
    return week.day(int(found["d"]))


def _course_day(found: re.Match[str], reading: _Reading) -> date:
    return _counted(found, reading, Course.day_date)


def _month(found: re.Match[str]) -> int:
    return MONTHS.get(found["m"]) or int(found["m"])


def _calendar(year: int, month: int, day: int, reading: _Reading) -> date:
    if not 1 <= year <= 9999:
        raise reading.refused(_OUTSIDE)
    if not 1 <= month <= 12:
        raise reading.refused(N_("“{text}” is not on the calendar: there is no month {month}."), month=month)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        message = N_("“{text}” is not on the calendar: {month} has {days} days.")
        raise reading.refused(message, month=f"{year:04}-{month:02}", days=days)
    return date(year, month, day)


def _limit(reading: _Reading) -> date:
    """The last day that a date without a year may be."""
    return date.fromordinal(min(reading.today.toordinal() + _AHEAD, date.max.toordinal()))


def _shifted(day: date, days: int, reading: _Reading) -> date:
    number = day.toordinal() + days
    if not 1 <= number <= date.max.toordinal():
        raise reading.refused(_OUTSIDE)
    return date.fromordinal(number)


def _weekday(today: date, weekday: int, first: int, reading: _Reading) -> date:
    """The one such weekday among the seven days that begin `first` days from today."""
    return _shifted(today, first + (weekday - today.weekday() - first) % 7, reading)


def _iso_week(folded: str, reading: _Reading) -> Week | None:
    """The week written as `2026-W47` or `W47`, or None for any other text."""
    found = _ISO_WEEK.fullmatch(folded)
    if found is None:
        return None
    number = int(found[2])
    if found[1]:
        year = int(found[1])
    elif reading.ahead:
        this_year, this_week, _ = reading.today.isocalendar()
        year = this_year + (number < this_week)
    else:
        limit_year, limit_week, _ = _limit(reading).isocalendar()
        year = limit_year - (number > limit_week)
        if not 1 <= number <= _WEEKS:
            year = reading.today.isocalendar().year
    try:
        return Week(year, number)
    except UsageError:
        message = N_("“{text}” is not on the calendar: the year {year} has no week {week}.")
        raise reading.refused(message, year=year, week=number) from None


def _week_of(day: date, reading: _Reading) -> Week:
    try:
        return Week.of(day)
    except UsageError:
        raise reading.refused(_OUTSIDE) from None


def _counted(found: re.Match[str], reading: _Reading, count: Callable[[Course, int], date]) -> date:
    if reading.course is None:
        message = N_("“{text}” counts from the start of a course, and this journal has none.")
        raise reading.refused(message, hint=N_("Set `start` under `[course]` in retro.toml, or write a date."))
    number = int(found["n"] or found["k"])
    if number < 1:
        raise reading.refused(N_("“{text}” is not there: a course counts from 1."))
    try:
        return count(reading.course, number)
    except UsageError:
        raise reading.refused(_OUTSIDE) from None


def _span(reading: _Reading) -> Span:
    short = _SHORT_RANGE.fullmatch(reading.folded)
    if short:
        year, month, first, last = (int(part) for part in short.groups())
        start = _calendar(2000 + year, month, first, reading)
        end = _calendar(start.year, start.month, last, reading)
    elif parts := _RANGE.fullmatch(reading.folded):
        start = _date(parts[1], reading)
        end = _end(parts[2], start, reading)
    else:
        start = end = _date(reading.folded, reading)
    if end < start:
        message = N_("“{text}” ends before it starts: {start} to {end}.")
        raise reading.refused(message, start=start.isoformat(), end=end.isoformat())
    return Span(start, end)


def _end(folded: str, start: date, reading: _Reading) -> date:
    """The end of a range, read from its start on where it leaves something open."""
    if folded in WEEKDAYS:
        return _weekday(start, WEEKDAYS[folded], 0, reading)
    day = _DAY.fullmatch(folded)
    if day:
        return _calendar(start.year, start.month, int(day["d"]), reading)
    for pattern, read in _RULES:
        found = pattern.fullmatch(folded)
        if found and read is _month_day:
            month = _month(found)
            # From December a range may run into the new year, but `09-04..09-03` is a slip.
            turn = start.month - month > 6 and start.year < 9999
            return _calendar(start.year + turn, month, int(found["d"]), reading)
    return _date(folded, reading)


_N = r"(?P<n>[0-9]{1,6})"
_Y, _M, _D = r"(?P<y>[0-9]{4})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_NAME = rf"(?P<m>{any_of(MONTHS)})\.?"
_TH = r"(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})"
_WHICH = rf"(?P<which>{any_of([*DIRECTIONS, *THIS])})"
_UNIT = r"(?:days?|(?P<week>weeks?))"
_LATER = r"(?P<later>later|뒤|후|後)"
_ISO_WEEK = re.compile(r"(?:([0-9]{4})[- ]?)?w([0-9]{1,2})")
_COURSE_WEEK = re.compile(rf"week {_N}|(?P<k>[0-9]{{1,6}}) ?주 ?차")
_DAY = re.compile(rf"{_D}(?:{_TH}|일|日)\.?")
_RANGE = re.compile(r"(.+?) ?(?:\.\.|[~–—〜]) ?(.+)")
_SHORT_RANGE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}) ?(?:-|\.\.|[~–—〜]) ?([0-9]{1,2})")

_Rule = tuple[str, "Callable[[re.Match[str], _Reading], date]"]
_WRITTEN: tuple[_Rule, ...] = (
    (rf"{_Y}(?P<sep> ?[-./] ?){_M}(?P=sep){_D}\.?", _year_month_day),
    (rf"{_M} ?[-./] ?{_D}\.?", _month_day),
    (rf"{_Y} ?[년年] ?{_M} ?[월月] ?{_D} ?[일日]?", _year_month_day),
    (rf"{_M} ?[월月] ?{_D} ?[일日]?", _month_day),
    (rf"{_NAME} ?{_D}{_TH},? {_Y}", _year_month_day),
    (rf"{_D}{_TH} ?{_NAME},? {_Y}", _year_month_day),
    (rf"{_NAME} ?{_D}{_TH}", _month_day),
    (rf"{_D}{_TH} ?{_NAME}", _month_day),
    (rf"{_N} {_UNIT} (?:ago|{_LATER})", _days_off),
    (rf"(?P<later>in) {_N} {_UNIT}", _days_off),
    (rf"{_N} ?(?:일|日|(?P<week>주일?|週間?)) ?(?:전|前|{_LATER})", _days_off),
    (rf"{_WHICH} ?{_WEEKDAY}", _near_weekday),
    (rf"(?P<week>{any_of(WEEKS_AWAY)})(?: |の)?{_WEEKDAY}", _week_weekday),
    (rf"(?P<week>{_ISO_WEEK.pattern})-(?P<d>[1-7])", _iso_day),
    (rf"day {_N}|(?P<k>[0-9]{{1,6}}) ?일 ?차", _course_day),
)
_RULES = tuple((re.compile(pattern), read) for pattern, read in _WRITTEN)
