"""Front matter: the YAML between `---` lines at the top of a file, read as typed and edited by splicing.

Reading goes through python-frontmatter; writing never does, because it would sort the keys, drop the comments and
respell the values. An edit replaces the characters of one value and leaves every other byte alone.
"""

from __future__ import annotations

import re
from datetime import date

from retro_cli.domain.frontmattererror import FrontMatterError
from retro_cli.domain.plain_meta import read_plain
from retro_cli.domain.text import BOM, dominant_newline, line_ending, split_lines
from retro_cli.errors import N_

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from yaml.nodes import Node

__all__ = ["FrontMatterError", "body_line", "read", "render", "set_key"]

_OPENS = re.compile(BOM + r"?---[ \t]*(?:\r\n|\r|\n)")
_CLOSES = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n)?")
_KEY = r"""(?:"(?:[^"\\]|\\.)*"[ \t]*|'(?:[^']|'')*'[ \t]*|(?:[^\s#'"\[\]{},&*!|>%@`?:-]|[?:-]\S)[^#]*?):(?:\s|$)"""
_DAY = r"\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)"
_NEWLINE = re.compile(r"\r\n|\r|\n")
# what does not look like a mapping is parsed to find out, up to this many characters
_LONGEST_GUESS = 65536


def body_line(lines: Sequence[str]) -> int:
    """The index of the first line after the front matter of a file, 0 where it has none.

    It stands between a first line `---` and the next `---` or `...`, and has to be a mapping or empty: a file that
    begins with a horizontal rule has none. What begins like a mapping counts as one, even if it is broken further on.
    """
    if not lines or not _OPENS.fullmatch(lines[0]):
        return 0
    close = next((at for at in range(1, len(lines)) if lines[at][0] in "-." and _CLOSES.fullmatch(lines[at])), 0)
    if not close:
        return 0
    first = next((line.lstrip(" ") for line in lines[1:close] if line.strip() and line.lstrip()[0] != "#"), "")
    if not first or _is_plain_key(first) or re.match(_KEY, first) or _is_mapping("".join(lines[1:close])):
        return close + 1
    return 0


def _is_plain_key(line: str) -> bool:
    """Whether a line begins with a word and a colon, as nearly all front matter does."""
    word, colon, rest = line.partition(":")
    return bool(colon) and word.isascii() and word.isidentifier() and (not rest or rest[0] in " \r\n")


def read(text: str) -> dict[str, object]:
    """The front matter of `text`: strings, ints, floats, booleans, None, lists and dicts, in the order of the file.

    Only `true` and `false` are booleans; dates, times, `yes`, `07` and the like stay strings as they are typed, and so
    do keys. Of a key that stands twice the last counts. Raises FrontMatterError where it is not YAML.
    """
    lines = split_lines(text)
    end = body_line(lines)
    if not end:
        return {}
    plain = read_plain(lines[1 : end - 1])
    if plain is not None:
        return plain
    import frontmatter

    handler: Any = _Cut("".join(lines[1 : end - 1]))
    meta, _ = frontmatter.parse("".join(lines[:end]), handler=handler)
    return meta


def as_date(value: object) -> date | None:
    """The day that a value names, by its first ten characters (`2026-11-20T21:00` is that day)."""
    found = re.match(_DAY, str(value)) if value is not None else None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def set_key(text: str, key: str, value: object) -> str:
    """`text` with `key` of its front matter set to `value`; every byte that is not of that key stays.

    A key that is not there is added last, and front matter where there is none. Text that says so already is returned
    as it is. Raises FrontMatterError where the front matter cannot be read.
    """
    from retro_cli.domain.yaml_text import flow, line_at

    lines = split_lines(text)
    end = body_line(lines)
    if not end:
        bom = BOM if text.startswith(BOM) else ""
        return bom + render({key: value}, dominant_newline(text)) + text[len(bom) :]
    meta = read(text)
    new = flow(value)
    if key in meta and flow(meta[key]) == new:
        return text
    inner = "".join(lines[1 : end - 1])
    edited = lines[0] + _spliced(inner, key, new, line_ending(lines[0])) + "".join(lines[end - 1 :])
    if flow(read(edited)) != flow({**meta, key: value}):
        line = line_at(inner, max(inner.find(key), 0))
        raise FrontMatterError(line, N_("Line {line}: this front matter cannot be edited safely."))
    return edited


def render(meta: Mapping[str, object], newline: str = "\n") -> str:
    """A fresh block of front matter, `---` lines included: one line a key, in the order given, lists in flow style."""
    from retro_cli.domain.yaml_text import flow

    return newline.join(["---", *(f"{flow(key)}: {flow(value)}" for key, value in meta.items()), "---", ""])


class _Cut:
    """What python-frontmatter asks of a handler, for front matter that is cut out already."""

    def __init__(self, inner: str) -> None:
        self._inner = inner

    def split(self, _text: str) -> tuple[str, str]:
        return self._inner, ""

    def load(self, inner: str) -> object:
        from retro_cli.domain.yaml_text import compose, value_of

        node = compose(inner)
        return value_of(node, inner) if node is not None else {}


def _is_mapping(inner: str) -> bool:
    from yaml.nodes import MappingNode

    from retro_cli.domain.yaml_text import compose

    try:
        return len(inner) <= _LONGEST_GUESS and isinstance(compose(inner), MappingNode)
    except FrontMatterError:
        return False


def _spliced(inner: str, key: str, new: str, newline: str) -> str:
    """The YAML with `key` set to the YAML `new`."""
    from yaml.nodes import MappingNode

    from retro_cli.domain.yaml_text import compose, flow

    root = compose(inner, exact=True)
    if not isinstance(root, MappingNode):
        return f"{inner}{flow(key)}: {new}{newline}"
    found = [(name, value) for name, value in root.value if name.value == key]
    if found:
        return _replaced(inner, *found[-1], new)
    if not root.flow_style:
        return f"{inner}{' ' * root.start_mark.column}{flow(key)}: {new}{newline}"
    at = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
    return f"{inner[:at]}{', ' if root.value else ''}{flow(key)}: {new}{inner[at:]}"


def _replaced(inner: str, name: Node, value: Node, new: str) -> str:
    """The YAML with the value of one pair replaced: the value's characters, or its whole lines where it is a block."""
    start, end = value.start_mark.index, value.end_mark.index
    if not _is_block(value):
        return f"{inner[:start]}{' ' if start == end else ''}{new}{inner[end:]}"
    colon = inner.index(":", name.end_mark.index) + 1
    line = _NEWLINE.search(inner, colon)
    rest = inner[colon : line.start() if line else len(inner)]
    comment = rest if rest.lstrip().startswith("#") else ""
    return f"{inner[:colon]} {new}{comment}{inner[_block_end(inner, value, colon) :]}"


def _is_block(value: Node) -> bool:
    from yaml.nodes import CollectionNode, ScalarNode

    if isinstance(value, ScalarNode):
        return value.style in ("|", ">")
    assert isinstance(value, CollectionNode)
    return not value.flow_style


def _block_end(inner: str, value: Node, start: int) -> int:
    """Where the last line of a block value ends, its newline and the blank lines after it not included."""
    from yaml.nodes import CollectionNode, MappingNode

    while isinstance(value, CollectionNode) and not value.flow_style and value.value:
        last = value.value[-1]
        value = last[1] if isinstance(value, MappingNode) else last
    end = start + len(inner[start : value.end_mark.index].rstrip(" \t\r\n"))
    newline = _NEWLINE.search(inner, end)
    return newline.start() if newline else len(inner)
