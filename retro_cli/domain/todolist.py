"""The to-do list: which action items stand on it, under which headings and in which order."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retro_cli.domain.action import OLD_AFTER_DAYS, ActionItem
from retro_cli.domain.entry import filled
from retro_cli.domain.period import Week
from retro_cli.domain.tags import without_tags
from retro_cli.domain.text import fold

GROUPS = ("overdue", "week", "older", "later", "done", "dropped")
DUE = ("overdue", "today", "week")
SORTS = ("age", "due", "date")
OPEN_STATES = frozenset({"open", "started"})
ALL_STATES = OPEN_STATES | {"done", "dropped"}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which action items to list: those in one of `states` that pass everything else. `due` is one of DUE.

    A tag is written with or without `#`, and takes the tags nested below it (`infra` takes `#infra/ci`).
    """

    states: frozenset[str] = OPEN_STATES
    due: str | None = None
    tags: tuple[str, ...] = ()

    def takes(self, item: ActionItem, today: dt.date) -> bool:
        """Whether an action item passes."""
        return (
            item.state in self.states
            and (self.due is None or _due(item, self.due, today))
            and all(_tagged(item, tag) for tag in self.tags)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Action items under one heading; `name` is one of GROUPS."""

    name: str
    items: tuple[ActionItem, ...]


def counted(items: Iterable[ActionItem], tag: str | None = None, since: dt.date | None = None) -> list[ActionItem]:
    """Those of `items` that count as action items under `[todo] tag` and `since`; boxes with nothing in them do not."""
    return [
        item
        for item in items
        if filled(without_tags(item.text))
        and (tag is None or any(fold(one) == fold(tag.removeprefix("#")) for one in item.tags))
        and (since is None or item.date is None or item.date >= since)
    ]


def is_old(item: ActionItem, today: dt.date) -> bool:
    """Whether it has been open for so long that it should become smaller, or go."""
    age = item.age(today)
    return item.open and not item.waits(today) and age is not None and age >= OLD_AFTER_DAYS


def group_of(item: ActionItem, today: dt.date) -> str:
    """The heading that an item stands under. One that was put off is `later` until its day, also when it is overdue."""
    if not item.open:
        return item.state
    if item.waits(today):
        return "later"
    if item.overdue(today):
        return "overdue"
    week = Week.of(today)
    fresh = item.date is not None and item.date >= week.monday
    return "week" if fresh or (item.due is not None and item.due <= week.sunday) else "older"


def grouped(items: Sequence[ActionItem], today: dt.date) -> list[Group]:
    """The items under their headings, in the order of GROUPS; a heading without items is left out."""
    found: dict[str, list[ActionItem]] = {name: [] for name in GROUPS}
    for item in items:
        found[group_of(item, today)].append(item)
    return [Group(name, tuple(sorted(group, key=_ORDERS[name]))) for name, group in found.items() if group]


def ordered(items: Sequence[ActionItem], sort: str) -> list[ActionItem]:
    """The items sorted by `age` (oldest first), `due` (soonest first) or `date` (newest first)."""
    if sort == "due":
        return sorted(items, key=lambda item: (item.due or dt.date.max, *_by_age(item)))
    if sort == "date":
        return sorted(items, key=lambda item: (-(item.date or dt.date.min).toordinal(), item.path, item.line))
    return sorted(items, key=_by_age)


def _due(item: ActionItem, due: str, today: dt.date) -> bool:
    if item.due is None:
        return False
    if due == "overdue":
        return item.overdue(today)
    return item.due == today if due == "today" else item.due in Week.of(today)


def _tagged(item: ActionItem, tag: str) -> bool:
    wanted = fold(tag.removeprefix("#"))
    return any(fold(one) == wanted or fold(one).startswith(f"{wanted}/") for one in item.tags)


_Key = tuple[object, ...]


def _by_age(item: ActionItem) -> _Key:
    return (item.date or dt.date.max, item.path, item.line)


def _by_due(item: ActionItem) -> _Key:
    return (item.due or dt.date.max, *_by_age(item))


def _by_return(item: ActionItem) -> _Key:
    days = [day for day in (item.scheduled, item.start) if day is not None]
    return (max(days, default=dt.date.max), *_by_age(item))


def _newest_change(item: ActionItem) -> _Key:
    day = item.done if item.state == "done" else item.dropped
    return (-(day or item.date or dt.date.min).toordinal(), item.path, item.line)


_ORDERS = {
    "overdue": _by_due,
    "week": _by_due,
    "older": _by_due,
    "later": _by_return,
    "done": _newest_change,
    "dropped": _newest_change,
}
