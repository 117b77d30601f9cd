"""Headings right below a line of HTML, which CommonMark takes for more HTML, and every author for a heading."""

import re
from collections.abc import Iterator, Sequence

from retro_cli.domain.markdown import Block

_OPAQUE = re.compile(r"\s*<(?:[!?]|(?:script|pre|style|textarea|code|table)\b)", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}(?:#{1,6}[ \t]+\S|(?:\*\*|__)[^*_\s][^*_]*(?:\*\*|__)\s*:?\s*\Z)")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MOST_LINES = 400


def covered(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[int]:
    """The lines of HTML right above a heading or a bold line, by which that would become HTML as well."""
    for block in blocks:
        if block.kind == "html" and block.parent == -1 and block.end - block.start > 1 and not block.comment:
            yield from _in_block(lines[block.start : min(block.end, block.start + _MOST_LINES)], block.start)


def _in_block(lines: Sequence[str], first: int) -> Iterator[int]:
    fenced = False
    for at, line in enumerate(lines):
        if _OPAQUE.match(line):
            return
        if _FENCE.match(line):
            fenced = not fenced
        elif at and not fenced and _HEADING.match(line) and not _HEADING.match(lines[at - 1]):
            yield first + at - 1
