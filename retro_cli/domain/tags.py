"""The tags in a text, as the Obsidian Tasks plugin recognises them: `#` and a word, set off by white space."""

import re

from retro_cli.domain.taskfields import TAG
from retro_cli.domain.text import fold

_TAG_AND_SPACE = re.compile(r"[ \t]*" + TAG.pattern)


def has_tag(text: str, tag: str) -> bool:
    """Whether the text carries the tag (with or without its `#`), in any case."""
    wanted = fold(tag.removeprefix("#"))
    return any(fold(one) == wanted for one in TAG.findall(text))


def remove_tag(text: str, tag: str) -> str:
    """The text without one tag and the space that set it off."""
    wanted = fold(tag.removeprefix("#"))
    return _TAG_AND_SPACE.sub(lambda found: "" if fold(found[1]) == wanted else found[0], text).lstrip(" \t")


def without_tags(text: str) -> str:
    """The text without its tags and the spaces that set them off."""
    return _TAG_AND_SPACE.sub("", text).lstrip(" \t") if "#" in text else text
