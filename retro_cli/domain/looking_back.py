"""Days that are looked back on: a week, a month, and whole years before today."""

import datetime as dt
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass

NEAR = {"week": 1, "month": 3, "year": 3}
"""How many days an entry may lie off the day that is meant."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How long ago: `unit` is "week", "month" or "year", `count` how many of them."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Looked:
    """A day that has an entry, and how long ago it is, to the day or nearly."""

    distance: Distance
    day: dt.date


def days_to_look_at(written: Collection[dt.date], today: dt.date) -> list[Looked]:
    """Of the days with an entry those a week, a month, a year, two years … before `today`, the nearest of each."""
    days = set(written)
    first = min(days, default=today)
    found: list[Looked] = []
    for distance, meant in _distances(today, first):
        day = next((day for day in _around(meant, NEAR[distance.unit]) if day in days and day < today), None)
        if day is not None and all(one.day != day for one in found):
            found.append(Looked(distance, day))
    return found


def _distances(today: dt.date, first: dt.date) -> Iterator[tuple[Distance, dt.date]]:
    yield Distance("week", 1), dt.date.fromordinal(max(1, today.toordinal() - 7))
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    if year:
        yield Distance("month", 1), _on(year, month, today.day)
    for count in range(1, today.year - max(first.year - 1, 0)):
        yield Distance("year", count), _on(today.year - count, today.month, today.day)


def _on(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, monthrange(year, month)[1]))


def _around(day: dt.date, near: int) -> Iterator[dt.date]:
    """The day, then the days around it, nearest first."""
    for off in range(near + 1):
        for ordinal in dict.fromkeys((day.toordinal() - off, day.toordinal() + off)):
            if 1 <= ordinal <= dt.date.max.toordinal():
                yield dt.date.fromordinal(ordinal)
