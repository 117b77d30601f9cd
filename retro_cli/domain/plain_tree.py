"""Templates as they are usually written, read without a YAML library: keys, lists, texts on one line.

What is not plain to see is left to the library, and so is every mistake; the tests compare the two.
"""

import re

from retro_cli.domain.yamltree import Node

_KEY = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?\Z", re.ASCII)
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'([^']*)'")
_PLAIN = re.compile(r"\w[^:#]*")
_IN_FLOW = re.compile(r" *(?:\"([^\"\\]*)\"|'([^']*)'|(\w[^,\[\]{}:#\"']*?)) *(?=[,\]}])")
_FLOW_KEY = re.compile(r" *(\w+): +", re.ASCII)
_DEEPEST = 10


class _NotPlainError(Exception):
    """Something that a YAML library has to read."""


def plain_tree(text: str) -> Node | None:
    """The tree of a YAML text, None where a YAML library has to read it."""
    if "\t" in text or not text.replace("\n", "").isprintable():
        return None
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip(" ")
        if content and content[0] != "#":
            lines.append((number, len(line) - len(line.lstrip(" ")), content))
    if not lines or lines[0][1]:
        return None
    try:
        reader = _Reader(lines)
        tree = reader.mapping(0, 0)
        return tree if reader.at == len(lines) else None
    except _NotPlainError:
        return None


class _Reader:
    """Reads lines (number, indentation, content) one after the other."""

    def __init__(self, lines: list[tuple[int, int, str]]) -> None:
        self.lines = lines
        self.at = 0

    def mapping(self, indent: int, depth: int) -> Node:
        """The keys that are indented so."""
        first = self.lines[self.at][0]
        keys: dict[str, Node] = {}
        while self._indent() == indent:
            number, _, content = self.lines[self.at]
            found = _KEY.match(content)
            if found is None or found[1] in keys or depth > _DEEPEST:
                raise _NotPlainError
            self.at += 1
            value = self._below(number, indent, depth) if not found[2] else self._value(found[2], number, indent)
            keys[found[1]] = value._replace(line=number)
        return Node("mapping", first, keys=keys)

    def _below(self, number: int, indent: int, depth: int) -> Node:
        """What stands on the lines below a key that has nothing behind it."""
        deeper = self._indent()
        dashed = deeper >= 0 and self.lines[self.at][2].startswith("- ")
        if deeper < indent or (deeper == indent and not dashed):
            return Node("text", number)
        if dashed:
            return self._list(deeper, depth + 1)
        line, _, content = self.lines[self.at]
        if content[0] == "[":
            self.at += 1
            return self._value(content, line, indent)
        return self.mapping(deeper, depth + 1)

    def _list(self, indent: int, depth: int) -> Node:
        number = self.lines[self.at][0]
        items = []
        while self._indent() == indent and self.lines[self.at][2].startswith("- "):
            line, _, content = self.lines[self.at]
            rest = content[1:].lstrip(" ")
            if _KEY.match(rest):
                deeper = indent + len(content) - len(rest)
                self.lines[self.at] = (line, deeper, rest)
                items.append(self.mapping(deeper, depth + 1))
            else:
                self.at += 1
                items.append(self._value(rest, line, indent))
        return Node("list", number, items=tuple(items))

    def _value(self, text: str, number: int, indent: int) -> Node:
        """A value that stands on one line, and does not go on below."""
        if self._indent() > indent:
            raise _NotPlainError
        if text[0] == "[":
            return Node("list", number, items=tuple(_flow_list(text, number)))
        if text[0] == "{":
            return Node("mapping", number, keys=_flow_mapping(text, number))
        if found := _QUOTED.fullmatch(text):
            return Node("text", number, found[1] if found[1] is not None else found[2])
        if _PLAIN.fullmatch(text):
            return Node("text", number, None if text == "null" else text)
        raise _NotPlainError

    def _indent(self) -> int:
        return self.lines[self.at][1] if self.at < len(self.lines) else -1


def _flow_list(text: str, number: int) -> list[Node]:
    """The texts of `[a, "b"]`."""
    items: list[Node] = []
    at = 1
    if text == "[]":
        return items
    while True:
        node, at = _flow_text(text, at, number)
        items.append(node)
        if text[at] == "]" and at == len(text) - 1:
            return items
        if text[at] != ",":
            raise _NotPlainError
        at += 1


def _flow_mapping(text: str, number: int) -> dict[str, Node]:
    """The texts of `{en: Keep, ko: "[+]"}`."""
    keys: dict[str, Node] = {}
    at = 1
    while True:
        found = _FLOW_KEY.match(text, at)
        if found is None or found[1] in keys:
            raise _NotPlainError
        keys[found[1]], at = _flow_text(text, found.end(), number)
        if text[at] == "}" and at == len(text) - 1:
            return keys
        if text[at] != ",":
            raise _NotPlainError
        at += 1


def _flow_text(text: str, at: int, number: int) -> tuple[Node, int]:
    found = _IN_FLOW.match(text, at)
    if found is None:
        raise _NotPlainError
    if found[3] is not None:
        return Node("text", number, None if found[3] == "null" else found[3]), found.end()
    return Node("text", number, found[1] if found[1] is not None else found[2]), found.end()
