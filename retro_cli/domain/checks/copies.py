"""What a copy of an entry says that its original does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retro_cli.domain import frontmatter
from retro_cli.domain.checks.model import Finding, Remove
from retro_cli.domain.taskitems import filled
from retro_cli.domain.text import fold, split_lines
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARED = 2


def check(path: str, text: str, original: str, other: str | None, *, sure: bool) -> Finding | None:
    """What to say about `path`, which may be a copy of `original`, a file that holds `other` (None: is gone).

    Unless its name leaves no doubt (`sure`), it is one only where most of what the shorter says stands in both.
    """
    if other is None:
        return Finding(
            "sync-copy",
            path,
            N_("A syncing tool made this copy, and the file that it was copied from is gone."),
            hint=N_("Give it that name again: {original}"),
            values={"original": original},
        )
    if text == other:
        return Finding(
            "sync-copy",
            path,
            N_("This is a copy of {original}, the same to the last character."),
            mend=Remove(original),
            values={"original": original},
        )
    if not sure and not _alike(text, other):
        return None
    lines = missing(text, other)
    if not lines:
        return Finding(
            "sync-copy",
            path,
            N_("This is a copy of {original}, and every line of it stands there too."),
            hint=N_("Remove it when you have looked at it."),
            values={"original": original},
        )
    return Finding(
        "sync-copy",
        path,
        N_("This is a copy of {original} with lines that are not there: {count}."),
        lines[0],
        N_("Put them into {original}, then remove the copy."),
        values={"original": original, "count": len(lines)},
    )


def missing(text: str, other: str) -> list[int]:
    """The 1-based lines of `text` that say something and stand nowhere in `other`; spaces around them do not count."""
    there = {line.strip() for line in split_lines(other)}
    return [
        number
        for number, line in enumerate(split_lines(text), 1)
        if line.strip() and line.strip().removeprefix("\ufeff") not in there
    ]


def _alike(text: str, other: str) -> bool:
    """Whether at least two lines, and half of what the shorter says, stand in both: headings say nothing."""
    one, two = set(_said(text)), set(_said(other))
    shared = len(one & two)
    return shared >= _SHARED and 2 * shared >= min(len(one), len(two))


def _said(text: str) -> Iterator[str]:
    lines = split_lines(text)
    for line in lines[frontmatter.body_line(lines) :]:
        plain = fold(line).strip()
        if plain and not plain.startswith(("#", "<!--")) and filled(plain.lstrip("-*+ []x")):
            yield plain
