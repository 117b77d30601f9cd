"""The numbers of a list that items of two sides came together in."""

import re
from collections.abc import Sequence

from retro_cli.domain.merging.model import Node, Piece

_NUMBER = re.compile(r"([ \t>]*)([0-9]{1,9})(?=[.)])")


def number_of(line: str) -> int | None:
    """The number that an item begins with."""
    found = _NUMBER.match(line)
    return int(found[2]) if found else None


def counts_on(nodes: Sequence[Node], at: int) -> bool:
    """Whether an item has the number after that of the item above it."""
    if not at or nodes[at - 1].kind != nodes[at].kind or nodes[at].kind != "item":
        return False
    before, number = number_of(nodes[at - 1].lines[0]), number_of(nodes[at].lines[0])
    return before is not None and number == before + 1


def renumber(pieces: Sequence[Piece], last: int) -> None:
    """Give an item the number after `last` if its own is not greater; one of more digits would move what it holds."""
    found = _NUMBER.match(pieces[0].line)
    if found and int(found[2]) <= last and len(str(last + 1)) == len(found[2]):
        pieces[0].line = f"{found[1]}{last + 1}{pieces[0].line[found.end() :]}"
