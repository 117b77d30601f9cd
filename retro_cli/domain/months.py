"""Months that are looked back on as one: a month, a quarter, a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retro_cli.domain.ordering import end_of, plain_label
from retro_cli.domain.period import Span, Week, shift_day

LENGTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Months:
    """A calendar month, quarter or year: its `kind`, and its first day."""

    kind: str
    first: date

    @classmethod
    def of(cls, kind: str, day: date) -> Months:
        """The month, quarter or year that holds `day`."""
        length = LENGTHS[kind]
        return cls(kind, date(day.year, (day.month - 1) // length * length + 1, 1))

    @property
    def last(self) -> date:
        """The last day."""
        return end_of(self.kind, self.first)

    @property
    def label(self) -> str:
        """`2026-11`, `2026-Q4`, `2026`"""
        return plain_label(self.kind, self.first)

    def previous(self) -> Months:
        """The one before; UsageError before the year 1."""
        return Months.of(self.kind, shift_day(self.first, -1))

    def next(self) -> Months:
        """The one after; UsageError past the year 9999."""
        return Months.of(self.kind, shift_day(self.last, 1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def pieces(self) -> list[Span]:
        """What it is told by: a month by its weeks, cut to the month; a longer one by its months."""
        found: list[Span] = []
        start = self.first
        while start in self:
            last = end_of("week", _monday(start)) if self.kind == "month" else end_of("month", start)
            found.append(Span(start, min(last, self.last)))
            if found[-1].end == self.last:
                break
            start = shift_day(found[-1].end, 1)
        return found


Period = Week | Months
"""What a review looks back on. Both know their `kind`, `first` and `last` day, `label`, and `previous()`."""


def _monday(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def middle(kind: str, first: date) -> date:
    """The day that says which month a review of this kind belongs to: of a week its Thursday, as for ISO years."""
    return shift_day(first, 3) if kind == "week" else first


def period_of(kind: str, day: date) -> Period:
    """The week, month, quarter or year that holds `day`."""
    return Week.of(day) if kind == "week" else Months.of(kind, day)
