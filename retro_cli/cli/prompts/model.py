"""What a question offers and what it answers with."""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Generic, Literal, TypeVar

T = TypeVar("T")


class Step(Enum):
    """What a user may do instead of answering."""

    BACK = "back"
    EDITOR = "editor"


BACK: Final = Step.BACK
EDITOR: Final = Step.EDITOR
Back = Literal[Step.BACK]
Editor = Literal[Step.EDITOR]


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One of several answers: `value` is returned, `title` shown, `key` (one Latin letter) picks it at once."""

    value: T
    title: str
    key: str | None = None
    description: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item of a list answer; `body` is what is nested below it (markdown), `mine` whether it may be changed."""

    text: str
    body: str = ""
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """The list as the user left it: the items that were there first, in their order, then the new ones."""

    items: tuple[ItemDraft, ...]
