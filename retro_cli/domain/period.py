"""Days, ISO weeks and course days: the calendar that entries are filed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from retro_cli.domain.daybreak import logical_day as logical_day
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from retro_cli.domain.dategrammar import parse_span as parse_span
    from retro_cli.domain.dategrammar import parse_week as parse_week

_GRAMMAR = frozenset({"parse_span", "parse_week"})


def __getattr__(name: str) -> Any:
    # The grammar compiles a table of patterns that most commands never need.
    if name in _GRAMMAR:
        from retro_cli.domain import dategrammar

        return getattr(dategrammar, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def parse_date(text: str, today: date, *, course: Course | None = None, ahead: bool = False) -> date:
    """The day that `text` names, as `dategrammar.parse_date` has it; a plain date is known without the grammar."""
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    from retro_cli.domain import dategrammar

    return dategrammar.parse_date(text, today, course=course, ahead=ahead)


def shift_day(day: date, days: int) -> date:
    """The date some days later (or earlier); UsageError past the years 1 to 9999."""
    try:
        return date.fromordinal(day.toordinal() + days)
    except (ValueError, OverflowError):
        raise _outside() from None


def _outside() -> UsageError:
    return UsageError(N_("That is outside the years 1 to 9999."))


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` to `end`, both included. UsageError where it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise UsageError(
                N_("A range cannot end before it starts: {start} to {end}."), start=self.start, end=self.end
            )

    def days(self) -> list[date]:
        """Every day of the span in order."""
        return [date.fromordinal(number) for number in range(self.start.toordinal(), self.end.toordinal() + 1)]

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week: ISO `year` and `number` from 1. UsageError for a week that the year does not have."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 7)
        except (ValueError, OverflowError):
            raise UsageError(N_("The year {year} has no week {week}."), year=self.year, week=self.number) from None

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that holds `day`."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def label(self) -> str:
        """`2026-W47`"""
        return f"{self.year:04}-W{self.number:02}"

    @property
    def kind(self) -> str:
        """What a review of it is one of, as `Months` say it too."""
        return "week"

    @property
    def first(self) -> date:
        """The first day, as `Months` say it too."""
        return self.monday

    @property
    def last(self) -> date:
        """The last day, as `Months` say it too."""
        return self.sunday

    @property
    def monday(self) -> date:
        """The first day."""
        return self.day(1)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.day(7)

    def day(self, number: int) -> date:
        """The day with that ISO number, 1 for Monday to 7 for Sunday."""
        return date.fromisocalendar(self.year, self.number, number)

    def days(self) -> list[date]:
        """Its seven days, Monday first."""
        return [self.day(number) for number in range(1, 8)]

    def shift(self, weeks: int) -> Week:
        """The week that many weeks later (or earlier); UsageError past the years 1 to 9999."""
        return Week.of(shift_day(self.monday, 7 * weeks))

    def next(self) -> Week:
        """The week after."""
        return self.shift(1)

    def previous(self) -> Week:
        """The week before."""
        return self.shift(-1)

    def __contains__(self, day: date) -> bool:
        return day.isocalendar()[:2] == (self.year, self.number)


@dataclass(frozen=True, slots=True)
class Course:
    """A course whose days are counted: weekdays from `start` on, single holidays included.

    `breaks` are (first, last) days; an ISO week whose five weekdays all lie in breaks is skipped and counts neither as
    a week nor with its days. Week 1 is the week that holds `start`, or the first one after it that is not skipped.
    """

    name: str
    start: date
    breaks: tuple[tuple[date, date], ...] = ()

    def course_week(self, day: date) -> int | None:
        """The number of the week that holds `day`, or None before the course and in a break."""
        week, first = _week_index(day), _week_index(self.start)
        skipped = self._skipped()
        if week < first or any(begin <= week <= end for begin, end in skipped):
            return None
        return week - first + 1 - sum(end - begin + 1 for begin, end in skipped if end < week)

    def course_day(self, day: date) -> int | None:
        """The number of the day, or None before the course, on a weekend and in a break."""
        week = self.course_week(day)
        if week is None or day < self.start or day.weekday() > 4:
            return None
        return 5 * (week - 1) + day.weekday() + 1 - self._missed()

    def week_start(self, number: int) -> date:
        """The Monday of a course week; UsageError where there is none."""
        if number < 1:
            raise UsageError(N_("The weeks of a course count from 1."))
        week = _week_index(self.start) + number - 1
        for begin, end in self._skipped():
            if begin <= week:
                week += end - begin + 1
        return shift_day(date.min, 7 * week)

    def day_date(self, number: int) -> date:
        """The date of a course day; UsageError where there is none."""
        if number < 1:
            raise UsageError(N_("The days of a course count from 1."))
        weeks, weekday = divmod(number - 1 + self._missed(), 5)
        return shift_day(self.week_start(weeks + 1), weekday)

    def _missed(self) -> int:
        """How many weekdays of the first week lie before the start."""
        return min(self.start.weekday(), 5) if self.course_week(self.start) else 0

    def _skipped(self) -> list[tuple[int, int]]:
        """The skipped weeks from the start's on, as disjoint (first, last) indexes in order."""
        merged: list[tuple[int, int]] = []
        for begin, end in sorted((one.toordinal(), other.toordinal()) for one, other in self.breaks):
            if merged and begin <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((begin, end))
        first = _week_index(self.start)
        # Day 1 of the calendar is a Monday: week w has the weekdays 7w+1 to 7w+5.
        weeks = [(max((begin + 5) // 7, first), (end - 5) // 7) for begin, end in merged]
        return [(begin, end) for begin, end in weeks if begin <= end]


def _week_index(day: date) -> int:
    """Weeks since the calendar began, on the Monday 0001-01-01."""
    return (day.toordinal() - 1) // 7
