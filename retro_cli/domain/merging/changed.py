"""Parts that both sides put something else in the place of, so different that nothing joins them: both stand, and it is
told."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from retro_cli.domain.merging.model import ITEM, TEXT, Node, Piece

_KINDS = {"item": ITEM, "paragraph": TEXT, "quote": TEXT, "table": TEXT}


class Placed(Protocol):
    """A part with its place in each version."""

    base: int | None
    left: int | None
    right: int | None
    pieces: list[Piece]


def tell_changed(rows: Iterable[Placed], base: Sequence[Node], left: Sequence[Node], right: Sequence[Node]) -> None:
    """Mark what stands where both sides took away a part and wrote another of its kind instead."""
    of_base = {row.base: row for row in rows if row.base is not None}
    gone = [at for at, row in sorted(of_base.items()) if row.left is None and row.right is None]
    if not any(base[at].kind in _KINDS for at in gone):
        return
    ours = {row.left: row for row in rows if row.left is not None}
    theirs = {row.right: row for row in rows if row.right is not None}
    here = _stretches(len(base), {at: row.left for at, row in of_base.items() if row.left is not None}, len(left))
    there = _stretches(len(base), {at: row.right for at, row in of_base.items() if row.right is not None}, len(right))
    for mine, yours, kind in dict.fromkeys((here[at], there[at], base[at].kind) for at in gone):
        if kind not in _KINDS or not _new(range(*yours), theirs, right, kind):
            continue
        first = _new(range(*mine), ours, left, kind)
        if first is not None and first.pieces:
            first.pieces[0].kind = first.pieces[0].kind or _KINDS[kind]


def _stretches(count: int, places: dict[int, int], end: int) -> list[tuple[int, int]]:
    """For every part of the base, between which places of a version it stood, or would stand."""
    after = []
    last = -1
    for at in range(count):
        last = places.get(at, last)
        after.append(last + 1)
    before = [end] * count
    following = end
    for at in reversed(range(count)):
        following = places.get(at, following)
        before[at] = following
    return list(zip(after, before, strict=True))


def _new(places: Iterable[int], rows: dict[int, Placed], nodes: Sequence[Node], kind: str) -> Placed | None:
    """The first row at these places that one side alone has added, of one kind."""
    for place in places:
        row = rows.get(place)
        if row is None or row.base is not None or nodes[place].kind != kind:
            continue
        if row.left is None or row.right is None:
            return row
    return None
