"""Two versions of an entry as one."""

from collections.abc import Mapping

from retro_cli.domain.format import Format
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.merging.header import merge_front
from retro_cli.domain.merging.model import FILE, Merged, Piece
from retro_cli.domain.merging.parts import Joiner
from retro_cli.domain.merging.plain import merge_lines
from retro_cli.domain.merging.sequence import Sides, merged
from retro_cli.domain.merging.spelling import finished, lines_of, manner
from retro_cli.domain.merging.tree import read_trees


def merge_entry(base: str | None, ours: str, theirs: str, formats: Mapping[str, Format]) -> Merged:
    """An entry with what both sides changed since `base` (None: both made it).

    The result does not depend on which side is which, so that two devices end with the same bytes. Texts that no
    structure can be read in are merged line by line; nothing is raised.
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    left, right = sorted((ours, theirs))
    how = manner(base, left, right)
    was, one, other = (lines_of(text, how.newline) for text in (base or "", left, right))
    pieces = _by_structure(was, one, other, formats, how.newline)
    return finished(merge_lines(was, one, other, how.newline, FILE) if pieces is None else pieces, how)


def _by_structure(
    was: list[str], one: list[str], other: list[str], formats: Mapping[str, Format], newline: str
) -> list[Piece] | None:
    """The merged lines; None where a version has no structure to go by."""
    try:
        base, left, right = read_trees((was, one, other), formats)
    except FrontMatterError:
        return None
    if base.open or left.open or right.open:
        return None
    front = merge_front(base.front, left.front, right.front, newline)
    sides = Sides(base.parts, left.parts, right.parts, (base.tail, left.tail, right.tail))
    return [*front, *merged(sides, Joiner(newline).join, newline, below=False)]
