"""Two versions of a settings file as one, by key; comments, order and spelling as they were typed."""

import re
from collections.abc import Sequence
from typing import Any

from retro_cli.domain.merging.header import with_other
from retro_cli.domain.merging.model import KEY, Merged, Node, Piece
from retro_cli.domain.merging.sequence import Sides, merged, raw
from retro_cli.domain.merging.spelling import finished, lines_of, manner, said
from retro_cli.domain.text import split_lines

# a table or a key; one that is commented out is the same, not set
_TABLE = re.compile(r"#?\[+([^\[\]#]+)\]+[ \t]*(?:#.*)?[\r\n]*\Z")
_KEY = re.compile(r"(?:[ \t]*|(#))((?:[\w.-]|\"[^\"]*\"|'[^']*')+)[ \t]*=")
_NAME = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
# the lines that one value may go on for
_LONGEST = 200


def merge_settings(base: str | None, ours: str, theirs: str) -> Merged:
    """The settings (`retro.toml`) with what both sides changed since `base` (None: both made them).

    Lists are merged as sets. Where both set a key to something else one value counts and the other stands below it as a
    comment. The result does not depend on which side is which; nothing is raised.
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    left, right = sorted((ours, theirs))
    how = manner(base, left, right)
    was, one, other = (lines_of(text, how.newline) for text in (base or "", left, right))
    if _read(one) is None or _read(other) is None:
        return finished(_beside(one, other) if _read(one) is not None else _beside(other, one), how)
    parts = [_parts(lines) for lines in (was if _read(was) is not None else [], one, other)]
    sides = Sides(parts[0][0], parts[1][0], parts[2][0], (parts[0][1], parts[1][1], parts[2][1]))
    comments = {node.exact for nodes in (sides.left, sides.right) for node in nodes if node.kind == "comment"}
    pieces = merged(sides, lambda old, mine, yours: _joined(old, mine, yours, comments), how.newline)
    if _read([piece.line for piece in pieces]) is None:
        pieces = _beside(one, other)
    return finished(pieces, how)


def _read(lines: Sequence[str]) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads("\n".join(line.rstrip("\r\n") for line in lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _parts(lines: Sequence[str]) -> tuple[list[Node], list[str]]:
    """Tables, keys and comments, and the blank lines at the end."""
    nodes: list[Node] = []
    gap: list[str] = []
    table, at = "", 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if not line.strip():
            gap.append(line)
            at = end
            continue
        if found := _TABLE.match(line):
            node = Node("heading", [line], 1, table := found[1].strip(), "", gap, level=1)
        elif found := _KEY.match(line):
            end = at + 1 if found[1] else _value_end(lines, at)
            node = Node("key", list(lines[at:end]), 1, found[2], "", gap, within=table)
        else:
            node = Node("comment", [line], 1, said([line]), "", gap, within=table)
        node.exact = said(node.lines)
        nodes.append(node)
        gap, at = [], end
    return nodes, gap


def _value_end(lines: Sequence[str], at: int) -> int:
    """One past the last line of the value that begins on a line; the next line where it never ends."""
    for end in range(at + 1, min(at + _LONGEST, len(lines)) + 1):
        if _read(lines[at:end]) is not None:
            return end
    return at + 1


def _joined(base: Node | None, left: Node, right: Node, comments: set[str]) -> list[Piece]:
    """A table or key that both sides changed."""
    if left.kind != "key":
        return raw(left if not left.lines[0].startswith("#") else right)
    was, one, other = (_value(node) if node else None for node in (base, left, right))
    if one == other:
        return raw(max((left, right), key=lambda node: len(node.exact)))
    if one is None or other is None:
        return raw(left if other is None else right)
    if isinstance(one, list) and isinstance(other, list):
        lines = _list(left, was if isinstance(was, list) else [], one, other)
        return [Piece(line) for line in lines]
    return with_other(left, right, comments)


def _value(node: Node) -> object:
    """The value of a key, None where it is commented out."""
    found: Any = _read(node.lines)
    if not found:
        return None
    for _ in _NAME.findall(node.name):
        found = next(iter(found.values()))
    return found


def _list(left: Node, base: Sequence[object], one: Sequence[object], other: Sequence[object]) -> list[str]:
    """The lines of a list with what the other side put into it, without what it took out."""
    import tomlkit

    document: Any = tomlkit.parse("".join(left.lines))
    values: Any = document
    for _ in _NAME.findall(left.name):
        values = next(iter(values.values()))
    for at in range(len(one) - 1, -1, -1):
        if one[at] in base and one[at] not in other:
            values.pop(at)
    for value in other:
        if value not in base and value not in one:
            values.append(value)
    return split_lines(tomlkit.dumps(document))


def _beside(lines: Sequence[str], others: Sequence[str]) -> list[Piece]:
    """The settings of one side, and what only the other one says as comments below them."""
    has = {said([line]) for line in lines}
    more = [
        f"# {line}" for line in others if line.strip() and said([line]) not in has and said([f"# {line}"]) not in has
    ]
    pieces = [Piece(line) for line in (*lines, *more)]
    if more:
        pieces[len(lines)].kind = KEY
    return pieces
