"""The to-do list: which action items stand on it, under which headings and in which order."""

import datetime as dt

from retro_cli.domain.tags import without_tags
from retro_cli.domain.taskitems import filled
from retro_cli.domain.text import fold

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeVar

    from retro_cli.domain.taskitems import Listed

    T = TypeVar("T", bound=Listed)

GROUPS = ("overdue", "week", "older", "later", "done", "dropped")
SORTS = ("age", "due", "date")
OLD_AFTER_DAYS = 21


class Group:
    """Action items under one heading; `name` is one of GROUPS."""

    __slots__ = ("items", "name")

    def __init__(self, name: str, items: "tuple[Any, ...]") -> None:
        self.name = name
        self.items = items


def counted(items: "Iterable[T]", tag: str | None = None, since: dt.date | None = None) -> "list[T]":
    """Those of `items` that count as action items under `[todo] tag` and `since`; boxes with nothing in them do not."""
    return [
        item
        for item in items
        if filled(without_tags(item.text))
        and (tag is None or any(fold(one) == fold(tag.removeprefix("#")) for one in item.tags))
        and (since is None or item.date is None or item.date >= since)
    ]


def is_old(item: "Listed", today: dt.date) -> bool:
    """Whether it has been open for so long that it should become smaller, or go."""
    age = item.age(today)
    return item.open and not item.waits(today) and age is not None and age >= OLD_AFTER_DAYS


def group_of(item: "Listed", today: dt.date) -> str:
    """The heading that an item stands under. One that was put off is `later` until its day, also when it is overdue."""
    if not item.open:
        return item.state
    if item.waits(today):
        return "later"
    if item.overdue(today):
        return "overdue"
    monday = today.toordinal() - today.weekday()
    fresh = item.date is not None and item.date.toordinal() >= monday
    return "week" if fresh or (item.due is not None and item.due.toordinal() < monday + 7) else "older"


def grouped(items: "Sequence[T]", today: dt.date) -> list[Group]:
    """The items under their headings, in the order of GROUPS; a heading without items is left out."""
    found: dict[str, list[T]] = {name: [] for name in GROUPS}
    for item in items:
        found[group_of(item, today)].append(item)
    return [Group(name, tuple(sorted(group, key=_ORDERS[name]))) for name, group in found.items() if group]


def ordered(items: "Sequence[T]", sort: str) -> "list[T]":
    """The items sorted by `age` (oldest first), `due` (soonest first) or `date` (newest first)."""
    if sort == "due":
        return sorted(items, key=lambda item: (item.due or dt.date.max, *_by_age(item)))
    if sort == "date":
        return sorted(items, key=lambda item: (-(item.date or dt.date.min).toordinal(), item.path, item.line))
    return sorted(items, key=_by_age)


_Key = tuple[object, ...]


def _by_age(item: "Listed") -> _Key:
    return (item.date or dt.date.max, item.path, item.line)


def _by_due(item: "Listed") -> _Key:
    return (item.due or dt.date.max, *_by_age(item))


def _by_return(item: "Listed") -> _Key:
    days = [day for day in (item.scheduled, item.start) if day is not None]
    return (max(days, default=dt.date.max), *_by_age(item))


def _newest_change(item: "Listed") -> _Key:
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
