"""Text as lines, for what has no other structure: every line that somebody wrote stays."""

from collections.abc import Sequence

from retro_cli.domain.merging.model import Node, Piece
from retro_cli.domain.merging.sequence import Sides, merged
from retro_cli.domain.merging.spelling import key


def line_nodes(lines: Sequence[str]) -> tuple[list[Node], list[str]]:
    """The lines that are not blank, each a part, and the blank lines at the end."""
    nodes: list[Node] = []
    gap: list[str] = []
    for line in lines:
        said = key(line)
        if said.strip():
            nodes.append(Node("line", [line], 1, said, said, gap))
            gap = []
        else:
            gap.append(line)
    return nodes, gap


def merge_lines(base: Sequence[str], left: Sequence[str], right: Sequence[str], newline: str, kind: str) -> list[Piece]:
    """The lines of three versions as one; a line that both changed stands there twice, marked with `kind`."""
    parts = [line_nodes(lines) for lines in (base, left, right)]
    sides = Sides(parts[0][0], parts[1][0], parts[2][0], (parts[0][1], parts[1][1], parts[2][1]))

    def joined(_base: Node | None, one: Node, other: Node) -> list[Piece]:
        return [Piece(one.lines[0], kind), Piece(other.lines[0])]

    return merged(sides, joined, newline)
