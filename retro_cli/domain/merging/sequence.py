"""The parts of two versions in one order: what either added stays, what either took away goes, what moved has moved."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from retro_cli.domain.merging.changed import tell_changed
from retro_cli.domain.merging.matching import added_twice, match
from retro_cli.domain.merging.model import Node, Piece
from retro_cli.domain.merging.numbers import counts_on, number_of, renumber
from retro_cli.domain.merging.spelling import chosen

# parts between which no blank line is needed
_TIGHT = {"item", "line", "key", "comment"}

Joined = Callable[[Node | None, Node, Node], list[Piece]]
"""Makes one of a part's two versions; the first node is what it was before, if it was there."""


@dataclass(slots=True, eq=False)
class Row:
    """One part with its place in each version (None where it is not there), and what comes of it."""

    base: int | None = None
    left: int | None = None
    right: int | None = None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sides:
    """The same stretch of three versions: its parts, and the blank lines behind the last of them (`tails`).

    New items get `indent`, if it is not None, so that they stand beside the others and not below one of them.
    """

    base: Sequence[Node]
    left: Sequence[Node]
    right: Sequence[Node]
    tails: tuple[list[str], list[str], list[str]] = field(default_factory=lambda: ([], [], []))
    indent: str | None = None

    def node(self, row: Row) -> Node:
        """The part of a row as one side has it, the left one first."""
        if row.left is not None:
            return self.left[row.left]
        assert row.right is not None
        return self.right[row.right]


def merged(sides: Sides, joined: Joined, newline: str, *, below: bool = True) -> list[Piece]:
    """The lines of the merged stretch. `below` says that text stands above it."""
    rows = _rows(sides)
    for row in rows:
        _fill(row, sides, joined)
    tell_changed(rows, sides.base, sides.left, sides.right)
    _keep_headings(rows, sides)
    rows = [row for row in rows if row.pieces]
    pieces: list[Piece] = []
    last: Row | None = None
    for row in _ordered(rows, sides):
        pieces += [Piece(line) for line in _gap(sides, last, row, newline, below=below)]
        if last is not None and row.base is None:
            _count_on(sides, last, row)
        pieces += row.pieces
        last = row
    return [*pieces, *(Piece(line) for line in chosen(*sides.tails))]


def raw(node: Node) -> list[Piece]:
    """The lines of a part as they stand."""
    return [Piece(line) for line in node.lines]


# -- which parts ------------------------------------------------------------------------------------------------------


def _rows(sides: Sides) -> list[Row]:
    left, right = match(sides.base, sides.left), match(sides.base, sides.right)
    ours = _others(len(sides.left), left)
    theirs = _others(len(sides.right), right)
    _tell_apart(sides, left, right, ours, theirs)
    twice = added_twice(sides.left, sides.right, ours, theirs)
    rows = [Row(at, left.get(at), right.get(at)) for at in range(len(sides.base))]
    rows += [Row(None, at, twice.get(at)) for at in ours]
    both = set(twice.values())
    return [*rows, *(Row(None, None, at) for at in theirs if at not in both)]


def _others(count: int, pairs: dict[int, int]) -> list[int]:
    taken = set(pairs.values())
    return [at for at in range(count) if at not in taken]


def _tell_apart(sides: Sides, left: dict[int, int], right: dict[int, int], ours: list[int], theirs: list[int]) -> None:
    """See to what one side has from the other already, as one that was merged before has it.

    Where both sides say something else in the place of a part, and one of them says both, its second part is the other
    side's. Where one side changed a part, and the other says just that somewhere else, it has moved there.
    """
    one = {(sides.left[at].kind, sides.left[at].name): at for at in ours}
    two = {(sides.right[at].kind, sides.right[at].name): at for at in theirs}
    for at in sorted({*left, *right}):
        mine = sides.left[left[at]] if at in left else None
        yours = sides.right[right[at]] if at in right else None
        if mine is not None and yours is not None:
            if mine.name != yours.name and (yours.kind, yours.name) in one:
                theirs.append(right.pop(at))
            elif mine.name != yours.name and (mine.kind, mine.name) in two:
                ours.append(left.pop(at))
        elif mine is not None and (found := two.pop((mine.kind, mine.name), None)) is not None:
            right[at] = found
        elif yours is not None and (found := one.pop((yours.kind, yours.name), None)) is not None:
            left[at] = found
    ours[:] = sorted(set(ours) - set(left.values()))
    theirs[:] = sorted(set(theirs) - set(right.values()))


def _fill(row: Row, sides: Sides, joined: Joined) -> None:
    """Put into the row what comes of it; nothing where one side took it away and the other left it as it was."""
    base = sides.base[row.base] if row.base is not None else None
    left = sides.left[row.left] if row.left is not None else None
    right = sides.right[row.right] if row.right is not None else None
    if left is not None and right is not None:
        row.pieces = both(base, left, right, joined)
        return
    kept = left if left is not None else right
    if kept is not None and (base is None or kept.exact != base.exact):
        row.pieces = raw(kept)
        if base is None and kept.kind == "item" and sides.indent is not None:
            _indent(row.pieces, sides.indent)


def _keep_headings(rows: Sequence[Row], sides: Sides) -> None:
    """Keep the headings that one side took away where the other has added something below them."""
    for nodes, places in ((sides.left, [row.left for row in rows]), (sides.right, [row.right for row in rows])):
        by_place = {place: row for place, row in zip(places, rows, strict=True) if place is not None}
        open_headings: list[tuple[int, Row]] = []
        for place, node in enumerate(nodes):
            row = by_place[place]
            alone = row.pieces and (row.left is None or row.right is None)
            if node.kind == "heading":
                while open_headings and open_headings[-1][0] >= node.level:
                    open_headings.pop()
                open_headings.append((node.level, row))
            if alone:
                for _, heading in open_headings:
                    if not heading.pieces:
                        heading.pieces = raw(sides.node(heading))


def _count_on(sides: Sides, last: Row, row: Row) -> None:
    """Number an item that one side added behind what the other side added."""
    nodes, at = (sides.left, row.left) if row.left is not None else (sides.right, row.right)
    before = number_of(last.pieces[0].line)
    if before is not None and at is not None and counts_on(nodes, at):
        renumber(row.pieces, before)


def _indent(pieces: Sequence[Piece], indent: str) -> None:
    """Move lines to where `indent` begins, if all that are not blank share the first one's indentation."""
    first = pieces[0].line
    has = first[: len(first) - len(first.lstrip(" \t>"))]
    if has != indent and all(piece.line.startswith(has) or not piece.line.strip() for piece in pieces):
        for piece in pieces:
            piece.line = indent + piece.line[len(has) :] if piece.line.strip() else piece.line


def both(base: Node | None, left: Node, right: Node, joined: Joined) -> list[Piece]:
    """What comes of a part that both sides have: what one of them changed, else what joins them."""
    if base is not None and left.exact == base.exact:
        return raw(left if right.lines == base.lines else right)
    if base is not None and right.exact == base.exact:
        return raw(left)
    if left.exact == right.exact:
        return raw(left if base is None or left.lines != base.lines else right)
    return joined(base, left, right)


# -- their order ------------------------------------------------------------------------------------------------------


def _ordered(rows: Sequence[Row], sides: Sides) -> Iterator[Row]:
    """The rows in the order of the side that changed the order, those of the other side behind what they stood behind.

    What both added at one place stands in the order of ranks, else the left side's first.
    """
    ours = sorted((row for row in rows if row.left is not None), key=lambda row: row.left or 0)
    theirs = sorted((row for row in rows if row.right is not None), key=lambda row: row.right or 0)
    kept = [row.base for row in ours if row.base is not None]
    if kept == sorted(kept):
        main, other, other_first = theirs, ours, True
    else:
        main, other, other_first = ours, theirs, False
    inside = set(map(id, main))
    runs: dict[int, list[Row]] = defaultdict(list)
    sections = [_sections(side, sides) for side in (main, other)]
    behind = 0
    for row in other:
        if id(row) not in inside:
            runs[behind].append(row)
        elif sections[0][id(row)] == sections[1][id(row)]:
            behind = id(row)
    shared = {id(row) for row in other}
    at = 0
    for anchor in [None, *(row for row in main if id(row) in shared)]:
        if anchor is not None:
            while main[at] is not anchor:
                at += 1
            yield anchor
            at += 1
        end = at
        while end < len(main) and id(main[end]) not in shared:
            end += 1
        guests = runs.get(id(anchor) if anchor is not None else 0, [])
        hosts = main[at:end]
        yield from _in_turn(guests, hosts, sides) if other_first else _in_turn(hosts, guests, sides)
        at = end


def _sections(rows: Sequence[Row], sides: Sides) -> dict[int, int]:
    """The heading that each row stands below, both by identity."""
    sections, heading = {}, 0
    for row in rows:
        heading = id(row) if sides.node(row).kind == "heading" else heading
        sections[id(row)] = heading
    return sections


def _in_turn(first: Sequence[Row], second: Sequence[Row], sides: Sides) -> list[Row]:
    """What both added at one place: what belongs to the section above, then the new sections."""
    (lead, *sections), (more, *others) = _by_section(first, sides), _by_section(second, sides)
    found = [*sections, *others]
    ranks = [sides.node(section[0]).rank for section in found]
    if sections and others and None not in ranks:
        found = [section for _, _, section in sorted(zip(ranks, range(len(found)), found, strict=True))]
    return [*lead, *more, *(row for section in found for row in section)]


def _by_section(rows: Sequence[Row], sides: Sides) -> list[list[Row]]:
    """The rows before the first heading, then those of each heading."""
    sections: list[list[Row]] = [[]]
    for row in rows:
        if sides.node(row).kind == "heading":
            sections.append([])
        sections[-1].append(row)
    return sections


# -- blank lines between them -----------------------------------------------------------------------------------------


def _gap(sides: Sides, last: Row | None, row: Row, newline: str, *, below: bool) -> list[str]:
    """The blank lines between two parts: those that stood there, else such as their neighbours have."""
    gaps = [
        _between(nodes, getattr(last, side) if last else -1, getattr(row, side))
        for nodes, side in ((sides.base, "base"), (sides.left, "left"), (sides.right, "right"))
    ]
    base, left, right = gaps
    if left is not None and right is not None:
        return chosen(base, left, right) or []
    if left is not None or right is not None:
        return left or right or []
    return _new_gap(sides, last, row, newline, below=below)


def _between(nodes: Sequence[Node], last: int | None, at: int | None) -> list[str] | None:
    """The blank lines between two neighbours, None where they are none."""
    return nodes[at].gap if at is not None and last is not None and at == last + 1 else None


def _new_gap(sides: Sides, last: Row | None, row: Row, newline: str, *, below: bool) -> list[str]:
    """The blank lines between two parts that nobody saw beside each other."""
    kind = sides.node(row).kind
    above = _gaps(sides, row, 0)
    if last is None:
        tight = kind in (*_TIGHT, "heading") or not below
        return [] if tight else min((gap for _, _, gap in above), key=len) or [newline]
    under = _gaps(sides, last, 1)
    if sides.node(last).kind == "heading" and under:
        return min((gap for _, _, gap in under), key=len)
    if {sides.node(last).kind, kind} <= _TIGHT:
        gaps = [gap for one, other, gap in (*above, *under) if {one, other} <= _TIGHT]
        return min(gaps, key=len, default=[])
    return max((gap for _, _, gap in (*above, *under)), key=len) or [newline]


def _gaps(sides: Sides, row: Row, further: int) -> list[tuple[str, str, list[str]]]:
    """The blank lines above a part, or above the one `further` down, as each side has them, with what they part."""
    gaps = []
    for nodes, place in ((sides.left, row.left), (sides.right, row.right)):
        at = -1 if place is None else place + further
        if place is not None and at < len(nodes):
            gaps.append((nodes[at - 1].kind if at else "", nodes[at].kind, nodes[at].gap))
    return gaps
