"""The patterns of a journal: all of its days and weeks are read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.patterns.finding import find_patterns, within
from retro_cli.domain.patterns.model import Patterns, Recurring
from retro_cli.domain.patterns.reading import Reading, read
from retro_cli.domain.period import Week
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.store.journal import Journal

Step = Callable[[], None]

HALF_A_YEAR = 26 * 7
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Found:
    """The patterns, how many entries were looked at, and the errors of files that could not be read."""

    patterns: Patterns
    entries: int
    problems: tuple[RetroError, ...] = ()


def patterns_of(
    journal: Journal,
    today: date,
    since: date | None = None,
    until: date | None = None,
    progress: Callable[[int], Step] | None = None,
) -> Found:
    """The patterns of the entries from `since` to `until` (None: all), as of `until` or `today`, whichever is earlier.

    `progress` gets how many files there are and gives what to call after each.
    """
    paths = [path for path in journal.paths() if _may_count(journal, path, since, until)]
    step = progress(len(paths)) if progress else None
    todo = journal.settings.todo
    readings: list[Reading] = []
    problems: list[RetroError] = []
    for path in paths:
        if step is not None:
            step()
        found = journal.pages([path])
        problems += found.problems
        for page in found.pages:
            day = page.entry.date
            if day is None or (since and day < since) or (until and day > until):
                continue
            if (reading := read(page.entry, counted(page.actions, todo.tag, todo.since))) is not None:
                readings.append(reading)
    seen_on = min(until, today) if until else today
    return Found(find_patterns(readings, seen_on), len(readings), tuple(problems))


def _may_count(journal: Journal, path: str, since: date | None, until: date | None) -> bool:
    """Whether a file may be of those days: what its name says, and whatever does not say."""
    slot = journal.slot(path)
    return slot is None or not ((since and slot.date < since) or (until and slot.date > until))


def came_back_in(journal: Journal, week: Week, today: date) -> list[Recurring]:
    """The one or two problems that came back in a week, of the half year that ends with it; the most frequent first.

    What cannot be read says nothing here: the week's digest names it.
    """
    first = date.fromordinal(max(1, week.monday.toordinal() - HALF_A_YEAR))
    found = patterns_of(journal, today, first, week.sunday)
    return list(within(found.patterns, week.monday, week.sunday).recurring[:AT_ONCE])
