"""The closed grammar of months, quarters and years on the command line, in English, Korean and Japanese.

What leaves the year open is the latest one that has begun. A date names the month, quarter or year that it lies in.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from retro_cli.domain.dategrammar import parse_date
from retro_cli.domain.datewords import MONTHS, any_of
from retro_cli.domain.months import LENGTHS, Months
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from retro_cli.domain.period import Course

_HINTS = {
    "month": N_("Write for example 2026-11, nov, last, this, or a date in the month."),
    "quarter": N_("Write for example 2026-Q4, Q4, last, this, or a date in the quarter."),
    "year": N_("Write for example 2026, last, this, or a date in the year."),
}
_LONGEST = 60

# Months, quarters and years counted from this one; the words without their unit stand for any of them.
_AWAY = {"last": -1, "this": 0, "next": 1}
_WORDS = {
    "month": {
        -2: "지지난달,지지난 달,저저번 달,저저번달,先々月",
        -1: "last month,지난달,지난 달,저번 달,저번달,先月",
        0: "this month,이번 달,이번달,이달,금월,今月",
        1: "next month,다음 달,다음달,来月",
    },
    "quarter": {
        -1: "last quarter,지난 분기,지난분기,저번 분기,前四半期,先四半期",
        0: "this quarter,이번 분기,이번분기,今四半期",
        1: "next quarter,다음 분기,다음분기,来四半期",
    },
    "year": {
        -2: "재작년,一昨年,おととし",
        -1: "last year,작년,지난해,지난 해,昨年,去年",
        0: "this year,올해,금년,今年",
        1: "next year,내년,来年",
    },
}

_Y = r"(?P<y>[0-9]{4})"
_NAME = rf"(?P<m>{any_of(MONTHS)})\.?"
_NUMBER = r"(?P<m>[0-9]{1,2})"
_QUARTER = r"(?P<q>[0-9])"
_WRITTEN = {
    "month": (
        rf"{_Y} ?[-./] ?{_NUMBER}\.?",
        rf"(?:{_Y} ?[년年] ?)?{_NUMBER} ?[월月]",
        rf"{_NAME},?(?: {_Y})?",
        rf"{_Y} ?{_NAME}",
    ),
    "quarter": (
        rf"(?:{_Y}[- ]?)?q{_QUARTER}",
        rf"{_QUARTER}q(?: ?{_Y})?",
        rf"q{_QUARTER},? {_Y}",
        rf"(?:{_Y}[년年]? ?)?{_QUARTER} ?분기",
        rf"(?:{_Y}[年]? ?)?第?{_QUARTER} ?四半期",
    ),
    "year": (rf"{_Y}", rf"{_Y} ?[년年]"),
}


def parse_months(kind: str, text: str, today: date, *, course: Course | None = None) -> Months:
    """The month, quarter or year (`kind`) that `text` names; UsageError where it names none."""
    folded = _folded(text)
    found = _named(kind, folded, today) or (_of_month(kind, folded, today) if kind != "month" else None)
    if found is not None:
        return found
    if folded.isdecimal():
        raise _refused(kind, N_("“{text}” is not clear: a bare number could be a day, a month or a year."), text)
    try:
        return Months.of(kind, parse_date(text, today, course=course))
    except UsageError as error:
        if error.message.startswith("“{text}” is not on the calendar"):
            raise
        raise _refused(kind, _NONE[kind], text) from None


_NONE = {
    "month": N_("“{text}” is not a month that retro can read."),
    "quarter": N_("“{text}” is not a quarter that retro can read."),
    "year": N_("“{text}” is not a year that retro can read."),
}


def find_months(text: str, today: date) -> Months | None:
    """The month, quarter or year that `text` names without leaving open which of these it is; None for other texts.

    UsageError for one that is not on the calendar. A year needs its unit: a bare number could be anything.
    """
    folded = _folded(text)
    if folded.isdecimal() or folded in _AWAY:
        return None
    return next((found for kind in LENGTHS if (found := _named(kind, folded, today))), None)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _named(kind: str, folded: str, today: date) -> Months | None:
    this = Months.of(kind, today)
    away = _AWAY.get(folded)
    if away is None:
        away = next((number for number, words in _WORDS[kind].items() if folded in words.split(",")), None)
    if away is not None:
        return _shifted(this, away)
    for pattern in _WRITTEN[kind]:
        found = re.fullmatch(pattern, folded)
        if found:
            return _calendar(kind, found, folded, this)
    return None


def _of_month(kind: str, folded: str, today: date) -> Months | None:
    """The quarter or year of a month that is named."""
    month = _named("month", folded, today) if folded not in _AWAY else None
    return Months.of(kind, month.first) if month else None


def _shifted(this: Months, away: int) -> Months:
    for _ in range(abs(away)):
        this = this.previous() if away < 0 else this.next()
    return this


def _calendar(kind: str, found: re.Match[str], folded: str, this: Months) -> Months:
    groups = found.groupdict()
    year = groups.get("y")
    month = 1
    if kind == "month":
        month = MONTHS.get(groups["m"]) or int(groups["m"])
        if not 1 <= month <= 12:
            raise _refused(kind, N_("“{text}” is not on the calendar: there is no month {month}."), folded, month=month)
    elif kind == "quarter":
        quarter = int(groups["q"])
        if not 1 <= quarter <= 4:
            message = N_("“{text}” is not on the calendar: a year has four quarters.")
            raise _refused(kind, message, folded)
        month = 3 * quarter - 2
    known = int(year) if year else this.first.year - (month > this.first.month)
    if known < 1:
        raise _refused(kind, N_("“{text}” is outside the years 1 to 9999."), folded)
    return Months(kind, date(known, month, 1))


def _refused(kind: str, message: str, text: str, **values: object) -> UsageError:
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return UsageError(message, hint=_HINTS[kind], where="", details=(), text=shown, **values)
