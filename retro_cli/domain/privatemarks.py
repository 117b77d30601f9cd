"""How a text says that it is private. Read more widely than tags are elsewhere: rather a line too few is shown."""

import re
from collections.abc import Mapping, Sequence

from retro_cli.domain.text import BOM, fold

TAG = "#private"
_WORD = "private"
_TAG_KEYS = ("tags", "tag")
_HELD = {"draft": True, "hidden": True, "published": False, "publish": False}
# set off by anything but a letter, a digit or a path; a particle may be glued on, another Latin word may not
_TAG = re.compile(r"(?<![^\W_])(?<![/&])[#＃]private(?![a-z0-9]|[-_]+[^\W_])")
_TAG_AND_SPACE = re.compile(r"[ \t]*[#＃]private(?![a-z0-9]|[-_]+[^\W_])(?:/\S+)?", re.IGNORECASE)
_BARE = re.compile(r"[#＃\\`*_(\[]*(?<![^\W_])private(?![a-z0-9])(?:/\S+)?[`*_)\]]*", re.IGNORECASE)
_KEY = re.compile(r"""(["']?)private\1[ \t]*:(?:[ \t]+(?P<value>.*))?\s*\Z""", re.IGNORECASE)
_COMMENT = re.compile(r"(?:\A|\s)#.*")
_FALSE = frozenset(("", "false", "no", "off", "0", "null", "~"))


def is_tagged(text: str) -> bool:
    """Whether a text carries the tag, in whatever markup and whatever stands right after it."""
    return _TAG.search(fold(text)) is not None


def without_tag(text: str) -> str:
    """The text without the tag and the space that set it off."""
    return _TAG_AND_SPACE.sub("", text).strip() if is_tagged(text) else text


def without_word(text: str) -> str:
    """What is left of a tagged text whose signs were taken off, without the word of the tag."""
    return _BARE.sub("", text, count=1).strip()


def is_private_tag(tag: str) -> bool:
    """Whether one of the tags of front matter says so, by itself or as the first part of a nested one."""
    return fold(tag).strip().lstrip("#＃").partition("/")[0] == _WORD


def says_private(meta: Mapping[str, object], lines: Sequence[str] = ()) -> bool:
    """Whether front matter says so: by a tag, in its title, or by `private:` with a value that is not clearly false.

    Keys count in any case. `lines` are those of the front matter as it is typed: there a key that stands twice counts
    each time.
    """
    for key, value in meta.items():
        name = fold(key).strip()
        if (name == _WORD and not is_false(value)) or (name in _TAG_KEYS and _tags_say(value)):
            return True
    if is_tagged(str(meta.get("title") or "")):
        return True
    typed = (found["value"] or "" for line in lines if (found := _KEY.match(line.removeprefix(BOM))))
    return any(not is_false(_COMMENT.sub("", value).strip().strip("\"'")) for value in typed)


def held_back(meta: Mapping[str, object]) -> dict[str, bool]:
    """The keys of sites by which front matter keeps a text from being seen yet: `draft: true`, `published: false`.

    They count in any case; the values are those that sites read.
    """
    said = ((fold(key).strip(), value) for key, value in meta.items())
    return {
        key: _HELD[key]
        for key, value in said
        if key in _HELD and value not in (None, "") and is_false(value) is not _HELD[key]
    }


def _tags_say(value: object) -> bool:
    tags = value if isinstance(value, list | tuple) else re.split(r"[,\s]+", str(value))
    return any(is_private_tag(str(tag)) for tag in tags)


def is_false(value: object) -> bool:
    """Whether a value of front matter says no."""
    return value is None or value is False or fold(str(value)).strip() in _FALSE
