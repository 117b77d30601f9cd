"""Two versions of an entry as one."""

from collections.abc import Mapping

from retro_cli.domain.format import Format
from retro_cli.domain.merging.model import FILE, Merged
from retro_cli.domain.merging.plain import merge_lines
from retro_cli.domain.merging.spelling import finished, lines_of, manner


def merge_entry(base: str | None, ours: str, theirs: str, formats: Mapping[str, Format]) -> Merged:  # noqa: ARG001
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
    return finished(merge_lines(was, one, other, how.newline, FILE), how)
