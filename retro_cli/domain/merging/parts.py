"""What comes of one part of an entry that both sides changed."""

from collections.abc import Sequence

from retro_cli.domain import markdown
from retro_cli.domain.merging.heads import MergedHead, merge_heads, read_head
from retro_cli.domain.merging.model import HEADING, ITEM, TEXT, Node, Piece
from retro_cli.domain.merging.plain import merge_lines, noted
from retro_cli.domain.merging.sequence import Sides, merged, raw
from retro_cli.domain.review import read_digest


class Joiner:
    """Joins the two versions of a part; new blank lines end with `newline`."""

    def __init__(self, newline: str) -> None:
        self._newline = newline

    def join(self, base: Node | None, left: Node, right: Node) -> list[Piece]:
        """The lines of a part that both sides changed since `base` (None: that both added)."""
        if left.kind == "heading":
            return self._heading(base, left, right)
        if left.kind == "item":
            return self._item(base, left, right)
        if left.kind == "digest":
            return self._digest(base, left, right)
        return self._leaf(base, left, right)

    def _heading(self, base: Node | None, left: Node, right: Node) -> list[Piece]:
        """The heading as one side has it; both where both gave it another name."""
        if base is None or left.name == right.name or base.name == right.name:
            return raw(left)
        if base.name == left.name:
            return raw(right)
        pieces = [*raw(left), Piece(self._newline), *raw(right)]
        pieces[0].kind = HEADING
        return pieces

    def _item(self, base: Node | None, left: Node, right: Node) -> list[Piece]:
        heads = [read_head(node.lines[: node.head]) if node else None for node in (base, left, right)]
        one, other = heads[1], heads[2]
        assert one is not None and other is not None
        sides = Sides(base.children if base else [], left.children, right.children, indent=_indent(base, left, right))
        children = merged(sides, self.join, self._newline)
        head = merge_heads(heads[0], one, other)
        if head is None:
            mine = [Piece(line) for line in one.lines]
            mine[0].kind = ITEM
            return [*mine, *children, *(Piece(line) for line in other.lines)]
        known = {child.name for node in (left, right) for child in node.children}
        fresh = MergedHead(head.lines, tuple(note for note in head.notes if note not in known), head.kind)
        return [*noted(fresh, _indent(base, left, right), self._newline), *children]

    def _leaf(self, base: Node | None, left: Node, right: Node) -> list[Piece]:
        was = base.lines if base else []
        pieces = merge_lines(was, left.lines, right.lines, self._newline, TEXT, tasks=left.kind == "quote")
        if not any(piece.kind for piece in pieces) and _is_one(left.kind, [piece.line for piece in pieces]):
            return pieces
        both = [*raw(left), Piece(self._newline), *raw(right)]
        both[0].kind = TEXT
        return both

    def _digest(self, base: Node | None, left: Node, right: Node) -> list[Piece]:
        """The digest that somebody edited, else the longer one: `retro week` writes it anew. Of two that were edited
        every line."""
        edited = [node for node in (left, right) if _is_edited(node)]
        if len(edited) == 1:
            return raw(edited[0])
        if not edited:
            return raw(max((left, right), key=lambda node: (len(node.lines), node.exact)))
        was = base.lines[1:-1] if base else []
        inside = merge_lines(was, left.lines[1:-1], right.lines[1:-1], self._newline, TEXT)
        return [Piece(left.lines[0], TEXT), *inside, Piece(left.lines[-1])]


def _indent(*versions: Node | None) -> str | None:
    """How the items below an item are indented, None where there are none."""
    inner = (child.lines[0] for node in versions if node for child in node.children if child.kind == "item")
    return next((line[: len(line) - len(line.lstrip(" \t>"))] for line in inner), None)


def _is_edited(node: Node) -> bool:
    digest = read_digest("".join(node.lines))
    return digest is None or digest.edited


def _is_one(kind: str, lines: Sequence[str]) -> bool:
    """Whether lines are one block of this kind."""
    if kind == "loose":
        return True
    shared = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    blocks = markdown.parse([line[shared:] for line in lines])
    tops = [block for block in blocks if block.parent == -1]
    return len(tops) == 1 and tops[0].kind == kind and tops[0].closed and tops[0].end == len(lines)
