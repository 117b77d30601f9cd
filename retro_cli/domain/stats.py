"""How a journal adds up: entries and words by day and week, streaks, items by role, follow-through, fields, hours."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from retro_cli.domain.action import OPEN_STATES
from retro_cli.domain.facts import Facts
from retro_cli.domain.ordering import born
from retro_cli.domain.plainlines import Task
from retro_cli.domain.settings import Settings
from retro_cli.domain.tags import without_tags
from retro_cli.domain.taskline import tags
from retro_cli.domain.text import fold

LONGEST_RANGE = 31
WITHIN_DAYS = 7
ENOUGH_FOR_A_BEST = 3


class Streak(NamedTuple):
    """A run of days (or weeks) with an entry, none expected left out: how many have one, its first and last day."""

    length: int = 0
    start: dt.date | None = None
    end: dt.date | None = None


class Streaks(NamedTuple):
    """The run that goes on now, of length 0 where there is none, and the longest one."""

    current: Streak
    longest: Streak


class DayCount(NamedTuple):
    """The entries of a day and their words; one of several days counts with the first of them."""

    date: dt.date
    entries: int
    words: int


class WeekCount(NamedTuple):
    """The entries of a week (by its Monday), its review among them, their words, and their items by role."""

    monday: dt.date
    entries: int
    words: int
    roles: Mapping[str, int]


class OpenItem(NamedTuple):
    """An action item that waits."""

    text: str
    date: dt.date
    path: str
    line: int


class BestMonth(NamedTuple):
    """The month (its first day) in which most of what was taken on got done, where there are several to compare."""

    month: dt.date
    made: int
    done: int


class FollowThrough(NamedTuple):
    """Action items by what became of them.

    `settled` are those that had a week by now (or were done before that), `quick` those of them done within it;
    `age` is the median age in days of what is open, None where nothing is.
    """

    made: int = 0
    done: int = 0
    dropped: int = 0
    open: int = 0
    settled: int = 0
    quick: int = 0
    age: float | None = None
    best: BestMonth | None = None
    oldest: OpenItem | None = None


class Stats(NamedTuple):
    """Everything there is to tell. `first` and `last` are the days counted from and to, None for an empty journal.

    `fields` are by key the (day, value) pairs in order: numbers, or the words that were chosen. `hours` counts entries
    by the hour they were written, None where no entry says it.
    """

    first: dt.date | None
    last: dt.date | None
    entries: int
    words: int
    formats: Mapping[str, int]
    days: tuple[DayCount, ...]
    weeks: tuple[WeekCount, ...]
    by_day: Streaks
    by_week: Streaks
    todos: FollowThrough
    fields: Mapping[str, tuple[tuple[dt.date, float | str], ...]]
    hours: tuple[int, ...] | None


class _Week:
    __slots__ = ("entries", "roles", "words")

    def __init__(self) -> None:
        self.entries = self.words = 0
        self.roles: dict[str, int] = {}


class Tally:
    """Adds up the facts of entries between two days; what it keeps grows with the days, not with the text."""

    def __init__(self, settings: Settings, today: dt.date, since: dt.date | None, until: dt.date | None) -> None:
        self._settings = settings
        self._today = today
        self._since, self._until = since, until
        self._entries = self._words = 0
        self._formats: Counter[str] = Counter()
        self._days: dict[int, list[int]] = {}
        self._covered: set[int] = set()
        self._weeks: dict[int, _Week] = {}
        self._fields: dict[str, list[tuple[dt.date, float | str]]] = {}
        self._hours = [0] * 24
        self._todos = _Todos(settings, today)

    def add(self, facts: Facts) -> None:
        """Count an entry, if it belongs to the time that is asked for and anything stands in it."""
        day = facts.date
        if day is None or not facts.answered or not self._takes(day):
            return
        self._entries += 1
        self._words += facts.words
        self._formats[facts.format] += 1
        if facts.period in ("day", "week"):
            week = self._weeks.setdefault(_monday(day.toordinal()), _Week())
            week.entries += 1
            week.words += facts.words
            roles = week.roles
            for role, number in facts.roles.items():
                roles[role] = roles.get(role, 0) + number
        if facts.period == "day":
            count = self._days.setdefault(day.toordinal(), [0, 0])
            count[0] += 1
            count[1] += facts.words
            self._covered.add(day.toordinal())
            if facts.end is not None:
                length = min((facts.end - day).days, LONGEST_RANGE)
                self._covered.update(range(day.toordinal(), day.toordinal() + length + 1))
        for key, value in facts.fields.items():
            if isinstance(value, int | float | str) and not isinstance(value, bool) and str(value).strip():
                self._fields.setdefault(key, []).append((day, value))
        if facts.hour is not None:
            self._hours[facts.hour] += 1
        for task in facts.tasks:
            self._todos.add(task, facts)

    def _takes(self, day: dt.date) -> bool:
        return (self._since is None or day >= self._since) and (self._until is None or day <= self._until)

    def result(self) -> Stats:
        """The statistics of what was added."""
        days = sorted(self._days)
        known = sorted({*days, *self._weeks})
        reached = min(self._today, self._until) if self._until else self._today
        return Stats(
            first=(self._since or dt.date.fromordinal(known[0])) if known else None,
            last=max(reached, dt.date.fromordinal(days[-1])) if days else reached if known else None,
            entries=self._entries,
            words=self._words,
            formats=dict(self._formats.most_common()),
            days=tuple(DayCount(dt.date.fromordinal(day), *self._days[day]) for day in days),
            weeks=tuple(
                WeekCount(dt.date.fromordinal(monday), week.entries, week.words, dict(week.roles))
                for monday, week in sorted(self._weeks.items())
            ),
            by_day=_streaks(sorted(self._covered), 1, reached, self._settings.works),
            by_week=_streaks(sorted({*self._weeks, *map(_monday, self._covered)}), 7, reached, self._works),
            todos=self._todos.result(),
            fields={key: tuple(sorted(pairs, key=lambda pair: pair[0])) for key, pairs in self._fields.items()},
            hours=tuple(self._hours) if any(self._hours) else None,
        )

    def _works(self, monday: dt.date) -> bool:
        return any(self._settings.works(_day(monday.toordinal() + more)) for more in range(7))


class _Todos:
    """Adds up action items."""

    def __init__(self, settings: Settings, today: dt.date) -> None:
        self._tag = fold(settings.todo.tag.removeprefix("#")) if settings.todo.tag else None
        self._since = settings.todo.since
        self._today = today
        self._states: Counter[str] = Counter()
        self._settled = self._quick = 0
        self._ages: list[int] = []
        self._oldest: OpenItem | None = None
        self._months: dict[dt.date, list[int]] = {}

    def add(self, item: Task, facts: Facts) -> None:
        made = born(facts.period, facts.date)
        if made is None or not without_tags(item.text):
            return
        if self._tag is not None and all(fold(tag) != self._tag for tag in tags(item.text)):
            return
        if self._since is not None and made < self._since:
            return
        state = "open" if item.state in OPEN_STATES else item.state
        self._states[state] += 1
        month = self._months.setdefault(made.replace(day=1), [0, 0])
        month[0] += 1
        age = max(0, (self._today - made).days)
        took = max(0, (item.done - made).days) if state == "done" and item.done else None
        quick = took is not None and took <= WITHIN_DAYS
        if quick or (age > WITHIN_DAYS and not (state == "done" and took is None)):
            self._settled += 1
            self._quick += quick
        if state == "done":
            month[1] += 1
        elif state == "open":
            self._ages.append(age)
            if self._oldest is None or (made, facts.path, item.line) < (
                self._oldest.date,
                self._oldest.path,
                self._oldest.line,
            ):
                self._oldest = OpenItem(item.text, made, facts.path, item.line)

    def result(self) -> FollowThrough:
        enough = [(month, made, done) for month, (made, done) in self._months.items() if made >= ENOUGH_FOR_A_BEST]
        best = max(enough, key=lambda one: (one[2] / one[1], one[1], one[0]), default=None)
        return FollowThrough(
            made=self._states.total(),
            done=self._states["done"],
            dropped=self._states["dropped"],
            open=self._states["open"],
            settled=self._settled,
            quick=self._quick,
            age=_median(self._ages),
            best=BestMonth(*best) if best and best[2] and len(enough) > 1 else None,
            oldest=self._oldest,
        )


def _median(ages: Sequence[int]) -> float | None:
    ordered, half = sorted(ages), len(ages) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _monday(ordinal: int) -> int:
    return ordinal - (ordinal - 1) % 7


def _day(ordinal: int) -> dt.date:
    return dt.date.fromordinal(max(1, min(ordinal, dt.date.max.toordinal())))


def _streaks(written: Sequence[int], step: int, reached: dt.date, expected: Callable[[dt.date], bool]) -> Streaks:
    """The runs in `written`, ordinals of days (or Mondays, with a `step` of 7): one ends where an entry was expected
    and there is none. The day or week that is `reached` may still get one."""
    longest = run = Streak()
    before: int | None = None
    for ordinal in written:
        day, end = _day(ordinal), _day(max(ordinal, min(ordinal + step - 1, reached.toordinal())))
        if before is None or any(expected(_day(gap)) for gap in range(before + step, ordinal, step)):
            run = Streak(1, day, end)
        else:
            run = Streak(run.length + 1, run.start, end)
        longest = max(longest, run, key=lambda one: one.length)
        before = ordinal
    now = reached.toordinal() if step == 1 else _monday(reached.toordinal())
    goes_on = before is not None and not any(expected(_day(gap)) for gap in range(before + step, now, step))
    return Streaks(run if goes_on else Streak(), longest)
