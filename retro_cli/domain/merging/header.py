"""The front matter of two versions as one: key by key, comments, order and quoting as they were typed."""

import re
from collections.abc import Sequence

from retro_cli.domain import frontmatter
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.merging.lists import merge_list
from retro_cli.domain.merging.model import KEY, Node, Piece
from retro_cli.domain.merging.sequence import Sides, merged, raw
from retro_cli.domain.merging.spelling import key, said

_KEY = re.compile(r"""(?:"([^"\\]*)"|'([^']*)'|([^\s#'"\[\]{},&*!|>%@`?-][^#:]*))[ \t]*:(?=\s|\Z)""")
_PRIVATE = "private"
_OLDEST = "created"


def merge_front(base: list[str], left: list[str], right: list[str], newline: str) -> list[Piece]:
    """The lines of the merged front matter, its `---` lines included; each version may have none."""
    if said(left) in (said(right), said(base)):
        return [Piece(line) for line in right]
    if said(right) == said(base):
        return [Piece(line) for line in left]
    if not left or not right:
        return [Piece(line) for line in left or right]
    try:
        return _by_key(base, left, right, newline) or _beside(left, right)
    except FrontMatterError:
        return _beside(left, right)


def _by_key(base: list[str], left: list[str], right: list[str], newline: str) -> list[Piece] | None:
    """The merged lines; None where a version does not have one key after the other."""
    was, one, other = (_parts(lines) for lines in (base, left, right))
    if was is None or one is None or other is None:
        return None
    known = {node.exact for nodes in (one[0], other[0]) for node in nodes if node.kind == "comment"}
    sides = Sides(was[0], one[0], other[0], (was[1], one[1], other[1]))
    inside = merged(sides, lambda old, mine, yours: _joined(old, mine, yours, known), newline)
    pieces = [Piece(left[0]), *inside, Piece(left[-1])]
    return pieces if _reads(pieces) else None


def _joined(base: Node | None, left: Node, right: Node, comments: set[str]) -> list[Piece]:
    """One key that both sides set."""
    if left.kind != "key":
        return raw(left)
    was, one, other = (_value(node) if node else None for node in (base, left, right))
    if one == other:
        return raw(max((left, right), key=lambda node: len(node.exact)))
    if isinstance(one, list | None) and isinstance(other, list | None):
        lines = merge_list(left.lines, left.name, was if isinstance(was, list) else [], one or [], other or [])
        if lines is not None:
            return [Piece(line) for line in lines]
    if left.name == _PRIVATE and bool(one) != bool(other):
        return raw(left if one else right)
    if left.name == _OLDEST and one and other:
        return raw(left if str(one) <= str(other) else right)
    return with_other(left, right, comments)


def with_other(left: Node, right: Node, comments: set[str]) -> list[Piece]:
    """The lines of the left side and the right one's as comments below them; those of the side that has noted the other
    already, as one of the `comments` says."""
    for one, other in ((left, right), (right, left)):
        if all(key(line) in comments for line in _commented(other)):
            return raw(one)
    pieces = [*raw(left), *(Piece(line) for line in _commented(right))]
    pieces[0].kind = KEY
    return pieces


def _commented(node: Node) -> list[str]:
    return [f"# {line}" if line.strip() else f"#{line}" for line in node.lines]


def _value(node: Node) -> object:
    return frontmatter.read("".join(["---\n", *node.lines, "---\n"])).get(node.name)


def _parts(lines: list[str]) -> tuple[list[Node], list[str]] | None:
    """The keys and comments between the `---` lines, and the blank lines at the end; None where keys do not begin
    lines, or one stands twice."""
    nodes: list[Node] = []
    gap: list[str] = []
    for line in lines[1:-1]:
        if not line.strip():
            gap.append(line)
        elif line.startswith("#"):
            nodes.append(Node("comment", [line], 1, said([line]), said([line]), gap))
            gap = []
        elif found := _KEY.match(line):
            nodes.append(
                Node(
                    "key",
                    [line],
                    1,
                    next(name.strip() if name == found[3] else name for name in found.groups() if name is not None),
                    "",
                    gap,
                )
            )
            gap = []
        elif nodes and nodes[-1].kind == "key" and line[0] in " \t-":
            nodes[-1].lines += [*gap, line]
            gap = []
        else:
            return None
    names = [node.name for node in nodes if node.kind == "key"]
    for node in nodes:
        node.exact = said(node.lines)
    if len(set(names)) < len(names) or (lines and set(frontmatter.read("".join(lines))) != set(names)):
        return None
    return nodes, gap


def _reads(pieces: Sequence[Piece]) -> bool:
    """Whether lines are front matter that can be read; FrontMatterError where they are none."""
    lines = [piece.line for piece in pieces]
    frontmatter.read("".join(lines))
    return frontmatter.body_line(lines) == len(lines)


def _beside(left: list[str], right: list[str]) -> list[Piece]:
    """The left front matter, and what only the right one says as comments in it."""
    has = {said([line]) for line in left}
    more = [f"# {line}" for line in right[1:-1] if line.strip() and said([line]) not in has]
    pieces = [Piece(line) for line in (*left[:-1], *(line for line in more if said([line]) not in has), left[-1])]
    if more:
        pieces[len(left) - 1].kind = KEY
    return pieces
