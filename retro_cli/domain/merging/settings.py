"""Two versions of a settings file as one, by key."""

from retro_cli.domain.merging.model import KEY, Merged
from retro_cli.domain.merging.plain import merge_lines
from retro_cli.domain.merging.spelling import finished, lines_of, manner


def merge_settings(base: str | None, ours: str, theirs: str) -> Merged:
    """The settings (`retro.toml`) with what both sides changed since `base` (None: both made them).

    Where both set a key to something else one value counts and the other stands below it as a comment.
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    left, right = sorted((ours, theirs))
    how = manner(base, left, right)
    was, one, other = (lines_of(text, how.newline) for text in (base or "", left, right))
    return finished(merge_lines(was, one, other, how.newline, KEY), how)
