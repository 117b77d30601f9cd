"""What a merge that nobody finished leaves in a text: two versions of some lines, with git's markers around them."""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which adding an item does not wait for
if TYPE_CHECKING:
    from collections.abc import Sequence

OURS, BASE, BETWEEN, THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


class Left:
    """Where both versions of some lines stand: the indexes of the lines with markers, `base` -1 where none is there."""

    __slots__ = ("base", "between", "ours", "theirs")

    def __init__(self, ours: int, base: int, between: int, theirs: int) -> None:
        self.ours = ours
        self.base = base
        self.between = between
        self.theirs = theirs


def left_in(text: str) -> list[Left]:
    """The places of a text where a merge was left, outside of code."""
    if OURS not in text or THEIRS not in text:
        return []
    from retro_cli.domain import frontmatter, markdown
    from retro_cli.domain.text import split_lines

    lines = split_lines(text)
    found = _places(lines, frozenset())
    if not found:
        return []
    blocks = markdown.parse(lines, frontmatter.body_line(lines))
    code = {n for block in blocks if block.kind in ("fence", "code") for n in range(block.start, block.end)}
    return _places(lines, frozenset(code))


def sides(text: str) -> tuple[str, str] | None:
    """The text as each side had it, with all that was written outside of the markers since; None where the markers do
    not belong together."""
    from retro_cli.domain.text import split_lines

    found = left_in(text)
    lines = split_lines(text)
    if not found or _markers(lines) != sum(3 + (place.base >= 0) for place in found):
        return None
    ours: list[str] = []
    theirs: list[str] = []
    at = 0
    for place in found:
        for side in (ours, theirs):
            side += lines[at : place.ours]
        ours += lines[place.ours + 1 : place.base if place.base >= 0 else place.between]
        theirs += lines[place.between + 1 : place.theirs]
        at = place.theirs + 1
    return "".join([*ours, *lines[at:]]), "".join([*theirs, *lines[at:]])


def _places(lines: Sequence[str], code: frozenset[int]) -> list[Left]:
    found: list[Left] = []
    ours = base = between = -1
    for number, line in enumerate(lines):
        if number in code:
            continue
        text = line.rstrip("\r\n")
        if _is_marker(text, OURS):
            ours, base, between = number, -1, -1
        elif ours >= 0 and between < 0 and _is_marker(text, BASE):
            base = number
        elif ours >= 0 and between < 0 and text == BETWEEN:
            between = number
        elif between >= 0 and _is_marker(text, THEIRS):
            found.append(Left(ours, base, between, number))
            ours = base = between = -1
    return found


def _markers(lines: Sequence[str]) -> int:
    """How many lines look like markers, code or not; a line of `=` alone may underline a heading."""
    inside, count = False, 0
    for line in lines:
        text = line.rstrip("\r\n")
        if _is_marker(text, OURS):
            inside = True
            count += 1
        elif _is_marker(text, THEIRS):
            inside = False
            count += 1
        elif inside and (text == BETWEEN or _is_marker(text, BASE)):
            count += 1
    return count


def _is_marker(text: str, marker: str) -> bool:
    return text.startswith(marker) and (len(text) == len(marker) or text[len(marker)] == " ")
