"""The entries of a journal in a list: newest first, filtered, and no more of them read than are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.entry import Entry
from retro_cli.domain.layout import Slot
from retro_cli.domain.ordering import RANK, end_of, slot_end
from retro_cli.domain.passages import Passages
from retro_cli.domain.period import shift_day
from retro_cli.domain.text import fold
from retro_cli.errors import RetroError
from retro_cli.store.journal import Journal, Pages

Step = Callable[[], None]

LONGEST_RANGE = 31


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to list; empty values let everything through. A tag is written with or without `#`."""

    since: date | None = None
    until: date | None = None
    format: str = ""
    tag: str = ""

    @property
    def empty(self) -> bool:
        """Whether everything passes."""
        return self == Filter()

    def may_take(self, slot: Slot) -> bool:
        """Whether an entry with this name can pass: its name says when it begins, and `end` when it ends at latest."""
        return (self.until is None or slot.date <= self.until) and (
            self.since is None
            or slot_end(slot) >= shift_day(self.since, -min(LONGEST_RANGE, self.since.toordinal() - 1))
        )

    def takes(self, entry: Entry) -> bool:
        """Whether an entry passes: one that covers several days does when one of them lies between the two dates."""
        first, last = entry.date or date.min, last_day(entry)
        return (
            (self.since is None or last >= self.since)
            and (self.until is None or first <= self.until)
            and (not self.format or entry.format == self.format)
            and (not self.tag or fold(self.tag.removeprefix("#")) in _tags(entry))
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries, newest first, and how many more were not looked at once there were enough."""

    entries: tuple[Entry, ...]
    left: int
    problems: tuple[RetroError, ...]


def listed(
    journal: Journal, chosen: Filter, limit: int | None = None, progress: Callable[[int], Step] | None = None
) -> Listing:
    """The entries that pass, at most `limit`, newest first; reviews stand above the days they look back on.

    No more files are read than that takes. `progress` gets how many there are and gives what to call after each.
    """
    named = [(path, slot) for path in journal.paths() if (slot := journal.slot(path)) and chosen.may_take(slot)]
    inside = journal.pages(journal.dated_inside())
    known = {page.entry.path: page for page in inside.pages}
    order = [(slot_end(slot), RANK[slot.kind], path) for path, slot in named]
    order += [(page.entry.date or date.min, 0, path) for path, page in known.items()]
    order.sort(key=lambda one: one[2])
    order.sort(key=lambda one: one[:2], reverse=True)
    step = progress(len(order)) if progress else _count_nothing
    entries: list[Entry] = []
    problems = list(inside.problems)
    for number, (_day, _rank, path) in enumerate(order):
        if limit is not None and len(entries) == limit:
            return Listing(tuple(entries), len(order) - number, tuple(problems))
        read = Pages((known[path],)) if path in known else journal.pages([path])
        problems += read.problems
        entries += [entry for entry in read.entries if chosen.takes(entry)]
        step()
    return Listing(tuple(entries), 0, tuple(problems))


def _count_nothing() -> None:
    """Steps that nobody sees."""


def last_day(entry: Entry | Passages) -> date:
    """The last day that an entry looks at; of a range and of a period its end."""
    return entry.end or end_of(entry.period, entry.date or date.min)


def _tags(entry: Entry) -> set[str]:
    from_items = (tag for action in entry.actions for tag in action.task.tags)
    return {fold(tag) for tag in (*entry.tags, *from_items)}
