"""The stand-up of a day, out of the entries of the last day that was written and the open action items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.entry import Entry
from retro_cli.domain.privacy import public
from retro_cli.domain.standup import Standup, make_standup
from retro_cli.errors import RetroError
from retro_cli.services.todos import read_todos
from retro_cli.store.journal import Journal, Page

_LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Said:
    """The stand-up, and the errors of files that could not be read."""

    standup: Standup
    problems: tuple[RetroError, ...] = ()


def standup(journal: Journal, today: date) -> Said:
    """What to say on `today`."""
    days = _days(journal, today)
    day = days[-1] if days else None
    before = journal.pages([path for one in reversed(days) for path in journal.day_paths(one)])
    now = journal.pages(journal.day_paths(today))
    todos = read_todos(journal, closed=True)
    made = make_standup(day, _shown(journal, before.pages), _shown(journal, now.pages), todos.items, today)
    problems = {(one.where, one.message): one for one in (*before.problems, *now.problems, *todos.problems)}
    return Said(made, tuple(problems.values()))


def _days(journal: Journal, today: date) -> list[date]:
    """The last working day before today that was written, and the days off since; newest first."""
    days: list[date] = []
    for day in journal.recent_days(today, _LOOKED_AT):
        days.append(day)
        if journal.settings.works(day):
            return days
    return days[:1]


def _shown(journal: Journal, pages: Iterable[Page]) -> list[Entry]:
    shown = (public(page.entry, page.text, journal.formats.by_name) for page in pages)
    return [entry for entry in shown if entry is not None]
