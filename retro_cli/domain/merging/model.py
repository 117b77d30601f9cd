"""What a merge gives, and the pieces that it works with."""

from dataclasses import dataclass, field

# what kinds of contradictions there are
STATE = "state"  # done here, dropped there
FIELD = "field"  # two due dates, or another field of a task
ITEM = "item"  # one item in two wordings
TEXT = "text"  # one paragraph (or table, code, quote) in two versions
HEADING = "heading"  # one heading in two wordings
KEY = "key"  # one key of front matter or settings with two values
FILE = "file"  # two versions that could not be told apart by structure


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A place where both sides said something else: the 1-based `line` of the merged text, and what it is about.

    `kind` is `state`, `field`, `item`, `text`, `heading`, `key` or `file`. Both versions stand in the text.
    """

    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged text, and where it says two things because the two sides did."""

    text: str
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(slots=True)
class Piece:
    """A line of the result with its ending; `kind` is that of the contradiction that it begins, if it begins one."""

    line: str
    kind: str | None = None


@dataclass(slots=True, eq=False)
class Node:
    """A part of a text that is merged as one: its lines, of which the first `head` are its own and the others those of
    its children and of the blank lines (`gap`) above each.

    `name` tells which part it is, also after a change; `exact` is all that it says; `within` is the name of the section
    that it stands in. Of a heading `level` is 1 to 6 and `rank` the place of its section in the format.
    """

    kind: str
    lines: list[str]
    head: int
    name: str
    exact: str
    gap: list[str] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)
    within: str = ""
    level: int = 0
    rank: int | None = None
