"""What is known about what comes back: everything rests on entries, and says which."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from retro_cli.domain.action import ActionItem


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that was written: an item, or what a section in prose begins with. `line` is 1-based.

    `review` is whether it stands in the review of a week.
    """

    text: str
    date: dt.date
    path: str
    line: int
    private: bool = False
    review: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """An action item for a problem: of the same entry, or of others in the same words.

    `since` is how often the problem came back after the item was done or dropped, None while it is open.
    """

    item: ActionItem
    link: Literal["entry", "words"]
    since: int | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A problem that was written on at least two days, oldest first, and what was tried about it.

    `untried` is whether nothing was: its entries have no action item that might be about it. `recent` counts its days
    in the last four weeks of the time looked at, `before` those in the four weeks before.
    """

    sayings: tuple[Saying, ...]
    tried: tuple[Tried, ...]
    untried: bool
    recent: int
    before: int

    @property
    def text(self) -> str:
        """Its latest wording."""
        return self.sayings[-1].text


@dataclass(frozen=True, slots=True)
class Kept:
    """An action item that was done or is under way, and what was later written down as good in its words."""

    item: ActionItem
    saying: Saying


@dataclass(frozen=True, slots=True)
class Feeling:
    """How something felt: its cue, and what was felt."""

    cue: str
    felt: Saying
    mood: str | None = None


@dataclass(frozen=True, slots=True)
class Feelings:
    """What was felt about cues that are alike or carry the same tag (`about` is the tag, or the latest cue)."""

    about: str
    feelings: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What comes back. `slipped` are items that have been open for weeks, oldest first."""

    recurring: tuple[Recurring, ...] = ()
    slipped: tuple[ActionItem, ...] = ()
    kept: tuple[Kept, ...] = ()
    feelings: tuple[Feelings, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing comes back."""
        return not (self.recurring or self.slipped or self.kept or self.feelings)

    @property
    def untried(self) -> tuple[Recurring, ...]:
        """The problems that come back and that nothing was ever tried about."""
        return tuple(problem for problem in self.recurring if problem.untried)
