"""A list answer as the text that is edited: one line an item; one that begins with a tab belongs to the item above."""

import re
from collections.abc import Iterable, Sequence

from retro_cli.cli.prompts.model import ItemDraft
from retro_cli.domain.text import clean, split_lines

NEST = "\t"
BULLET = "- "

_TYPED_MARK = re.compile(r"[-*+•][ \t]+(?:\[[ xX/-]\][ \t]+)?(?=\S)")
_MARK = re.compile(r"(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX/-]\][ \t]+)?|\[[ xX]\][ \t]+")


def to_lines(items: Iterable[ItemDraft]) -> list[str]:
    """The lines of `items`."""
    lines = []
    for item in items:
        first, *more = clean(item.text).split("\n")
        lines.append(first)
        lines += [NEST + line for line in more]
        lines += [NEST + line for line in item.body.split("\n")] if item.body.strip() else []
    return lines


def to_items(lines: Iterable[str]) -> list[ItemDraft]:
    """The items of `lines`; empty ones are passed over, a nested line without an item above is an item."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if is_nested(line) and found:
            found[-1][1].append("" if is_blank(line) else line[len(NEST) :])
        elif not is_blank(line):
            found.append((clean(line.removeprefix(NEST).removeprefix(BULLET) if is_nested(line) else line), []))
    return [ItemDraft(text, clean("\n".join(body))) for text, body in found if text]


def is_nested(line: str) -> bool:
    """Whether a line belongs to the item above."""
    return line.startswith(NEST)


def is_blank(line: str) -> bool:
    """Whether nothing was typed in a line, its bullet aside."""
    return not line.strip() or (is_nested(line) and line.lstrip() == BULLET)


def unmarked(line: str) -> str:
    """A line without the list mark that was typed before it: in a list every line is an item. Numbers stay."""
    return line if is_nested(line) else _TYPED_MARK.sub("", line.lstrip(), count=1) if _starts_marked(line) else line


def _starts_marked(line: str) -> bool:
    return _TYPED_MARK.match(line.lstrip()) is not None


def numbers(lines: Sequence[str], first: int) -> list[int | None]:
    """The number before each line, counted from `first`; None for a nested one."""
    given: list[int | None] = []
    number = first
    for row, line in enumerate(lines):
        nested = is_nested(line)
        given.append(None if nested else number)
        if not nested and (line.strip() or row == len(lines) - 1):
            number += 1
    return given


def pasted(text: str) -> list[str]:
    """Pasted text as lines of a list: list marks are dropped, and what is indented belongs to the line before.

    Below a line without a mark, what is indented by a tab is nested.
    """
    source = [line.rstrip() for line in _plain(text)]
    margin = min((_indent(line) for line in source if line), default=0)
    lines: list[str] = []
    nest: int | None = None
    gap = marked = False
    tabbed = _tabbed(text)
    for row, line in enumerate(source):
        if not line:
            gap = nest is not None
            continue
        indent = _indent(line) - margin
        if indent == 0 or not lines:
            marked = _MARK.match(line.lstrip()) is not None
            lines.append(_MARK.sub("", line.lstrip(), count=1) if marked else line.lstrip())
            nest = None
        else:
            nest = indent if nest is None else min(nest, indent)
            lines += [NEST] if gap else []
            bullet = BULLET if tabbed[row] and not marked and not _MARK.match(line.lstrip()) else ""
            lines.append(NEST + " " * (indent - nest) + bullet + line.lstrip())
        gap = False
    return lines


def _plain(text: str) -> list[str]:
    # `clean` trims, and the indentation of the first line counts
    held = [line.rstrip("\r\n") for line in split_lines(text)]
    return [line[: len(line) - len(line.lstrip())].replace(NEST, "    ") + clean(line) for line in held]


def _tabbed(text: str) -> list[bool]:
    return [line.startswith(NEST) for line in split_lines(text)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
