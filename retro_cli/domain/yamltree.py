"""YAML as a tree that knows its lines: texts stay as typed, a key that stands twice is an error.

A plain YAML loader takes the last of two equal keys without a word and turns `no` into a boolean; where a file defines
something, as a template does, both would hide the user's mistake.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

MAX_DEPTH = 20
_NO_KEYS: Mapping[str, Any] = MappingProxyType({})


class Node(NamedTuple):
    """A value with its 1-based line (that of its key): a text or None in `value`, or nodes in `keys` or `items`."""

    kind: str
    line: int
    value: str | None = None
    keys: Mapping[str, "Node"] = _NO_KEYS
    items: tuple["Node", ...] = ()


class TreeError(Exception):
    """Not readable as a tree: `reason` is `syntax`, `twice`, `alias`, `deep` or `key`; `line` is 1-based."""

    def __init__(self, reason: str, line: int, key: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.key = key


def read_tree(text: str) -> Node:
    """The one document in `text`; an empty one is an empty mapping. Raises TreeError."""
    from retro_cli.domain.plain_tree import plain_tree

    return plain_tree(text) or parsed_tree(text)


def parsed_tree(text: str) -> Node:
    """The tree as the YAML library reads it. Raises TreeError."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    outer = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    events = (event for event in yaml.parse(text, Loader=loader) if not isinstance(event, outer))
    try:
        first = next(events, None)
        tree = Node("mapping", 1) if first is None else _node(first, events, yaml, "", 0)
        more = next(events, None)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        raise TreeError("syntax", mark.line + 1 if mark else 1) from None
    if more is not None:
        raise TreeError("syntax", _line(more))
    return tree


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _node(event: Any, events: Iterator[Any], yaml: Any, path: str, depth: int) -> Node:
    line = _line(event)
    if depth > MAX_DEPTH:
        raise TreeError("deep", line, path)
    if isinstance(event, yaml.AliasEvent):
        raise TreeError("alias", line, path)
    if isinstance(event, yaml.ScalarEvent):
        empty = event.style in (None, "") and event.value in ("", "~", "null")
        return Node("text", line, None if empty else event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, yaml, f"{path}[{len(items)}]", depth + 1))
        return Node("list", line, items=tuple(items))
    keys: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key_line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise TreeError("key", key_line, path)
        below = f"{path}.{event.value}" if path else event.value
        if event.value in keys:
            raise TreeError("twice", key_line, below)
        value = _node(next(events), events, yaml, below, depth + 1)
        keys[event.value] = value._replace(line=key_line)
    return Node("mapping", line, keys=keys)
