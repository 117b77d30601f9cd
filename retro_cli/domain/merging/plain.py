"""Text as lines, for what has no other structure: every line that somebody wrote stays."""

from collections.abc import Sequence

from retro_cli.domain import taskline
from retro_cli.domain.merging.heads import MergedHead, merge_heads, read_head
from retro_cli.domain.merging.model import Node, Piece
from retro_cli.domain.merging.sequence import Sides, merged
from retro_cli.domain.merging.spelling import key


def _line_nodes(lines: Sequence[str], tasks: bool) -> tuple[list[Node], list[str]]:
    """The lines that are not blank, each a part, and the blank lines at the end."""
    nodes: list[Node] = []
    gap: list[str] = []
    for line in lines:
        said = key(line)
        if said.strip():
            name = f"[ ] {read_head([line]).name}" if tasks and taskline.parse(line) else said
            nodes.append(Node("line", [line], 1, name, said, gap))
            gap = []
        else:
            gap.append(line)
    return nodes, gap


def merge_lines(
    base: Sequence[str], left: Sequence[str], right: Sequence[str], newline: str, kind: str, *, tasks: bool = True
) -> list[Piece]:
    """The lines of three versions as one; a line that both changed stands there twice, marked with `kind`.

    `tasks` says whether task lines are merged as such, mark and fields each by itself.
    """
    parts = [_line_nodes(lines, tasks) for lines in (base, left, right)]
    sides = Sides(parts[0][0], parts[1][0], parts[2][0], (parts[0][1], parts[1][1], parts[2][1]))

    def joined(was: Node | None, one: Node, other: Node) -> list[Piece]:
        head = merge_heads(read_head(was.lines) if was else None, read_head(one.lines), read_head(other.lines))
        if not tasks or head is None or read_head(one.lines).task is None or read_head(other.lines).task is None:
            return [Piece(one.lines[0], kind), Piece(other.lines[0])]
        return noted(head, None, newline)

    return merged(sides, joined, newline)


def noted(head: MergedHead, indent: str | None, newline: str) -> list[Piece]:
    """The lines of a head, and below them, indented, one for each thing that it could not say as well."""
    pieces = [Piece(line) for line in head.lines]
    pieces[0].kind = head.kind
    if head.notes and indent is None:
        task = taskline.parse(head.lines[0])
        deep = max(4, len(task.marker) + (len(task.gap) if len(task.gap) <= 4 else 1)) if task else 4
        indent = (task.prefix if task else "") + " " * deep
    return [*pieces, *(Piece(f"{indent}- {note}{newline}") for note in head.notes)]
