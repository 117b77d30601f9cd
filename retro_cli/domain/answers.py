"""Answers, and how they stand in markdown: what the user typed comes back as typed.

Writing puts one backslash where a text would otherwise be read as structure, reading removes exactly one at the same
places, so `read(write(text)) == text` for every text. The rules are symmetric because both sides ask the same
question of the text *without* its backslashes.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from retro_cli.domain import markdown
from retro_cli.domain.text import clean, is_placeholder, split_lines, strip_ending


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One item as the user gave it: a one-line text, and what is nested below it as markdown.

    `mark` makes a task item of it (one status character), an empty one keeps it a plain item also where the others are
    task items; `due` is written as a task field.
    """

    text: str
    body: str = ""
    mark: str | None = None
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What one interview or one `--from` file gives: `sections` holds prose or items by key, or by free heading."""

    date: dt.date
    format: str
    end: dt.date | None = None
    title: str | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    sections: Mapping[str, str | tuple[ItemAnswer, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.note or self.fields or any(self.sections.values()))


def item(text: str, body: str = "", mark: str | None = None, due: dt.date | None = None) -> ItemAnswer:
    """An item of any text: cleaned; of several lines the first is the text and the others open the body."""
    first, _, rest = clean(text).partition("\n")
    below = "\n".join(part for part in (rest.strip(), clean(body)) if part)
    return ItemAnswer(first.rstrip(), clean(below), mark, due)


_MARKERS = re.compile(r"[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]+|\Z))*(?:\[ \](?:[ \t]+|\Z))?")


def unanswered(text: str) -> bool:
    """Whether nothing but placeholders and empty bullets stand in a text, as in `- TBU`."""
    words = (_MARKERS.sub("", line.strip(), count=1) for line in split_lines(text))
    return all(is_placeholder(unescape_item(word)) for word in words if word)


# -- one-line items ---------------------------------------------------------------------------------------------------

_HEAD = re.compile(
    r"""(?P<at>)(?:
        \#{1,6}(?=[ \t]|$)                       # heading
      | [-+*](?=[ \t]|$)                         # bullet
      | >                                        # quote
      | `{3,}[^`]*$ | ~{3,}                      # fence
      | ([-_*])[ \t]*(?:\2[ \t]*)+$              # rule, also together with the bullet before it
      | \[.\](?=[ \t]|$)                         # task box
      | \[[^\]]*\]:                              # link reference definition
    )""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"([0-9]{1,9})(\\*)([.)](?=[ \t]|$))")


def _structural(text: str) -> bool:
    if _HEAD.match(text):
        return True
    return text.startswith("<") and any(block.kind == "html" for block in markdown.parse([f"- {text}"]))


def escape_item(text: str) -> str:
    """A one-line text as it is written after a list marker."""
    if number := _NUMBER.match(text):
        return f"{number[1]}\\{text[number.end(1) :]}"
    bare = text.lstrip("\\")
    return f"\\{text}" if _structural(bare) else text


def unescape_item(text: str) -> str:
    """The text that `escape_item` was given."""
    if (number := _NUMBER.match(text)) and number[2]:
        return number[1] + text[number.end(1) + 1 :]
    bare = text.lstrip("\\")
    return text[1:] if bare != text and _structural(bare) else text


_OPENS_BLOCK = re.compile(r"(?:[-*+]|1[.)])[ \t]+\S|>|`{3,}[^`]*$|~{3,}|#{1,6}(?:[ \t]|$)")


def item_lines(
    answer: ItemAnswer, marker: str = "-", indent: str = "", task: Callable[[ItemAnswer], str] | None = None
) -> list[str]:
    """The lines of one item, without line endings. `task` renders the part behind the marker of an item with a mark."""
    body_of = task(answer) if answer.mark and task is not None else escape_item(answer.text)
    lines = [f"{indent}{marker} {body_of}"]
    if answer.body:
        below = answer.body.split("\n")
        if not _OPENS_BLOCK.match(below[0]):
            lines.append("")
        deep = indent + " " * max(4, len(marker) + 1)
        lines += [deep + line if line else "" for line in below]
    return lines


def item_body(lines: Sequence[str]) -> str:
    """What is nested below an item, without the indentation that all of its lines share."""
    bare = [strip_ending(line) for line in lines]
    while bare and not bare[0].strip():
        bare.pop(0)
    while bare and not bare[-1].strip():
        bare.pop()
    filled = [line for line in bare if line.strip()]
    if not filled:
        return ""
    shared = filled[0][: len(filled[0]) - len(filled[0].lstrip(" \t"))]
    for line in filled:
        while not line.startswith(shared):
            shared = shared[:-1]
    return "\n".join(line[len(shared) :] if line.startswith(shared) else line.strip() for line in bare)
