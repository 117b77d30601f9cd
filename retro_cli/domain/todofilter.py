"""Which action items are asked for: by their state, their due date, their tags."""

import datetime as dt
from dataclasses import dataclass

from retro_cli.domain.action import ActionItem
from retro_cli.domain.period import Week
from retro_cli.domain.text import fold

DUE = ("overdue", "today", "week")
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


def _due(item: ActionItem, due: str, today: dt.date) -> bool:
    if item.due is None:
        return False
    if due == "overdue":
        return item.overdue(today)
    return item.due == today if due == "today" else item.due in Week.of(today)


def _tagged(item: ActionItem, tag: str) -> bool:
    wanted = fold(tag.removeprefix("#"))
    return any(fold(one) == wanted or fold(one).startswith(f"{wanted}/") for one in item.tags)
