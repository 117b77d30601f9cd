"""A month, a quarter or a year rolled up from the reviews and days below it: what it comes down to, not all of it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain.action import ActionItem
from retro_cli.domain.entry import Entry, filled
from retro_cli.domain.format import ROLES
from retro_cli.domain.months import Months, middle
from retro_cli.domain.ordering import RANK, end_of
from retro_cli.domain.patterns.groups import groups
from retro_cli.domain.patterns.model import Recurring
from retro_cli.domain.patterns.reading import read
from retro_cli.domain.patterns.similarity import Similarity
from retro_cli.domain.patterns.trying import Tries
from retro_cli.domain.period import Span
from retro_cli.domain.rollup import Actions, actions_in, state_on, telling
from retro_cli.domain.tags import without_tags
from retro_cli.domain.text import fold

_TWICE = 2
_OFTEN = 12  # of the problems that came back
_EVERY_WORD = frozenset({"good", "bad", "learned"})
"""The roles whose days are told in a quarter and a year too; of the others only what somebody chose for a review."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that was written in an entry or a review of the days of `span`.

    `rank` is 0 for a day and grows with the review (`ordering.RANK`); `line` is 1-based.
    """

    text: str
    span: Span
    rank: int
    path: str
    line: int
    private: bool = False


@dataclass(frozen=True, slots=True)
class Gist:
    """What one or several sayings come down to, oldest first. `rank` is that of the longest review that chose it."""

    sayings: tuple[Saying, ...]

    @property
    def said(self) -> Saying:
        """The wording that stands for all: that of the longest review, else the latest."""
        return max(self.sayings, key=lambda one: (one.rank, one.span.start, one.path))

    @property
    def text(self) -> str:
        """That wording."""
        return self.said.text

    @property
    def rank(self) -> int:
        """How far up it was chosen; 0 where no review did."""
        return self.said.rank

    @property
    def private(self) -> bool:
        """Whether one of them was."""
        return any(one.private for one in self.sayings)

    @property
    def days(self) -> tuple[Span, ...]:
        """The days that it was written on; the days of a review only where none of them says it."""
        days = {one.span.start for one in self.sayings if one.rank == 0}
        spans = {one.span for one in self.sayings if one.rank == 0}
        for one in self.sayings:
            if one.rank and not any(day in one.span for day in days):
                spans.add(one.span)
                days.add(one.span.start)
        return tuple(sorted(spans, key=lambda span: (span.start, span.end)))

    @property
    def count(self) -> int:
        """On how many of them."""
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Piece:
    """A week of a month, or a month of something longer: on how many days of it something was written, in how many
    entries, the paths of its own reviews, and what it left behind, by role, the longest review's first."""

    span: Span
    written: int
    entries: int
    reviews: tuple[str, ...]
    left: tuple[tuple[str, Saying], ...]
    titles: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field over the pieces: averages of numbers (None where there are none), else how often each value was."""

    averages: tuple[float | None, ...] = ()
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LongRollUp:
    """A month, quarter or year: on how many days there are entries and how many, its pieces, what was said by role
    (what reviews chose first, then what was written most often), problems that came back, action items, fields."""

    period: Months
    written: int
    entries: int
    pieces: tuple[Piece, ...]
    roles: Mapping[str, tuple[Gist, ...]]
    recurring: tuple[Recurring, ...]
    actions: Actions
    fields: Mapping[str, Field]
    reviewed: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing below it: neither a day nor a review."""
        return not self.entries and not self.reviewed


def roll_up_months(period: Months, entries: Iterable[Entry], actions: Iterable[ActionItem]) -> LongRollUp:
    """Roll up the entries of days and the shorter reviews of a period, and of `actions` (those that count) the ones
    that it touched.

    An entry of several days belongs to its first, the review of a week to the month of its Thursday.
    """
    below = sorted((one for one in entries if _below(one, period)), key=_order)
    counted = tuple(actions)
    boxes = {(item.path, item.line) for item in counted}
    days = [one for one in below if one.period == "day"]
    told = [(entry, list(_sayings(entry, boxes))) for entry in below]
    similarity = Similarity(
        [said.text for _, found in told for role, said in found if role in _EVERY_WORD]
        + [without_tags(item.text) for item in counted]
    )
    roles = _roles(period, told, similarity)
    return LongRollUp(
        period,
        len({day for one in days for day in _days(one) if day in period}),
        len(days),
        tuple(_piece(span, period, told) for span in period.pieces()),
        roles,
        tuple(_recurring(roles.get("bad", ()), below, counted, similarity, period.last)),
        actions_in(period, counted),
        _fields(days, period.pieces()),
        len(days) < len(below),
    )


def _below(entry: Entry, period: Months) -> bool:
    if entry.date is None or RANK.get(entry.period, 0) >= RANK[period.kind]:
        return False
    return middle(entry.period, entry.date) in period


def _order(entry: Entry) -> tuple[dt.date, int, str]:
    assert entry.date is not None
    return entry.date, RANK[entry.period], entry.path


def _days(entry: Entry) -> list[dt.date]:
    return _span(entry).days()


def _span(entry: Entry) -> Span:
    """The days that an entry looks at."""
    assert entry.date is not None
    if entry.period != "day":
        return Span(entry.date, end_of(entry.period, entry.date))
    longest = dt.date.fromordinal(min(entry.date.toordinal() + 31, dt.date.max.toordinal()))
    return Span(entry.date, min(max(entry.end or entry.date, entry.date), longest))


# -- what was said ----------------------------------------------------------------------------------------------------


def _sayings(entry: Entry, boxes: Collection[tuple[str, int]]) -> Iterator[tuple[str, Saying]]:
    span, rank = _span(entry), RANK[entry.period]
    for section in entry.sections:
        for text, line, private in telling(entry, section, boxes):
            if text:
                yield section.role, Saying(text, span, rank, entry.path, line, private or entry.private)


def _roles(
    period: Months, told: Sequence[tuple[Entry, Sequence[tuple[str, Saying]]]], similarity: Similarity
) -> Mapping[str, tuple[Gist, ...]]:
    found: dict[str, list[Saying]] = {role: [] for role in ROLES}
    for _, sayings in told:
        for role, said in sayings:
            if said.rank or role in _EVERY_WORD or period.kind == "month":
                found.setdefault(role, []).append(said)
    return {role: tuple(sorted(_gists(role, said, similarity), key=_weight)) for role, said in found.items()}


def _gists(role: str, sayings: Sequence[Saying], similarity: Similarity) -> Iterator[Gist]:
    if role in _EVERY_WORD:
        for group in groups([without_tags(one.text) for one in sayings], similarity):
            yield Gist(tuple(sayings[index] for index in group))
        return
    same: dict[str, list[Saying]] = {}
    for one in sayings:
        same.setdefault(fold(one.text), []).append(one)
    yield from (Gist(tuple(group)) for group in same.values())


def _weight(gist: Gist) -> tuple[int, int, int, str, int]:
    first = gist.sayings[0]
    return -gist.rank, -gist.count, -first.span.start.toordinal(), first.path, first.line


def _recurring(
    problems: Sequence[Gist],
    below: Sequence[Entry],
    actions: Sequence[ActionItem],
    similarity: Similarity,
    last: dt.date,
) -> list[Recurring]:
    """The most frequent problems of at least two days, with what was tried about them by the last day."""
    from retro_cli.domain.patterns.model import Saying as PatternSaying

    often = sorted((gist for gist in problems if gist.count >= _TWICE), key=lambda gist: -gist.count)[:_OFTEN]
    if not often:
        return []
    by_path: dict[str, list[ActionItem]] = {}
    for item in actions:
        by_path.setdefault(item.path, []).append(item)
    readings = [found for entry in below if (found := read(entry, by_path.get(entry.path, ())))]
    tries = Tries(readings, similarity)
    recurring: list[Recurring] = []
    for gist in often:
        starts = {span.start: span.end for span in gist.days}
        told = {one.span.start: one for one in gist.sayings if one.span.start in starts}
        sayings = [
            PatternSaying(one.text, one.span.end if one.rank else start, one.path, one.line, one.private, one.rank > 0)
            for start, one in sorted(told.items())
        ]
        tried = tuple(one for one in tries.about(sayings) if one.item.date is None or one.item.date <= last)
        untried = not tried and not any(tries.unclear(said) for said in sayings)
        recurring.append(Recurring(tuple(sayings), tried, untried, 0, 0))
    return sorted(recurring, key=lambda one: (-len(one.sayings), -one.sayings[-1].date.toordinal()))


def came_after(sayings: Iterable[dt.date], item: ActionItem, last: dt.date) -> int | None:
    """How often a problem came back after what was tried about it was closed; None while it is open on the last day."""
    state, on = state_on(item, last)
    if state == "open" or on is None:
        return None
    return sum(day > on for day in set(sayings))


# -- pieces -----------------------------------------------------------------------------------------------------------


def _piece(span: Span, period: Months, told: Sequence[tuple[Entry, Sequence[tuple[str, Saying]]]]) -> Piece:
    kind = "week" if period.kind == "month" else "month"
    own = [(entry, sayings) for entry, sayings in told if _in_piece(entry, span, kind)]
    days = [entry for entry, _ in own if entry.period == "day"]
    left = [pair for entry, sayings in own if entry.period != "day" for pair in sayings]
    left.sort(key=lambda pair: -pair[1].rank)
    titles = [
        Saying(entry.title, _span(entry), 0, entry.path, 1, entry.private) for entry in days if entry.title is not None
    ]
    return Piece(
        span,
        len({day for _, found in ((one, _days(one)) for one in days) for day in found if day in span}),
        len(days),
        tuple(entry.path for entry, _ in own if entry.period == kind),
        tuple(left),
        tuple(titles),
    )


def _in_piece(entry: Entry, span: Span, kind: str) -> bool:
    """Whether an entry is told with a piece: a week's review with the days that its month has of that week."""
    assert entry.date is not None
    if entry.period == "week" and kind == "week":
        return entry.date <= span.end and span.start <= end_of("week", entry.date)
    if RANK[entry.period] > RANK[kind]:
        return False
    return middle(entry.period, entry.date) in span


# -- fields -----------------------------------------------------------------------------------------------------------


def _fields(days: Sequence[Entry], pieces: Sequence[Span]) -> Mapping[str, Field]:
    series: dict[str, list[tuple[dt.date, object]]] = {}
    for entry in days:
        for key, value in entry.fields.items():
            if entry.date is not None and filled(str(value)):
                series.setdefault(key, []).append((entry.date, value))
    found = {key: _field(pairs, pieces) for key, pairs in series.items()}
    return {key: one for key, one in found.items() if one.averages or one.values}


def _field(pairs: Sequence[tuple[dt.date, object]], pieces: Sequence[Span]) -> Field:
    numbers = [(day, number) for day, value in pairs if (number := _number(value)) is not None]
    if len(numbers) * 2 > len(pairs):
        return Field(averages=tuple(_average([number for day, number in numbers if day in span]) for span in pieces))
    values = Counter(" ".join(str(value).split()) for _, value in pairs)
    return Field(values=tuple((value, count) for value, count in values.most_common() if count >= _TWICE))


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def _average(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
