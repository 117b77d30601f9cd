"""The block structure of CommonMark 0.31, with the lines of every block; inline markup is not looked into.

A line first goes through the containers that are open, then opens new ones, then joins or begins a leaf. Every line is
read once, so that the time grows with the text alone.
"""

from retro_cli.domain.block_reader import Reader
from retro_cli.domain.blocks import Row
from retro_cli.domain.text import BOM

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Sequence

_TRIMMED = " \t\n\x0b\x0c\r"


class Block:
    """A block and the lines that it covers.

    `kind` is heading, item, list, quote, paragraph, fence, code, html or rule. `start` and `end` are indexes into the
    lines, `end` exclusive and without trailing blank lines. `parent` is the index of the enclosing list, item or quote
    in the result, -1 at the top. `level` is that of a heading, or how many lists deep an item or list is (from 1).
    `text` is the inline source of a heading or paragraph without prefixes and indentation. `marker` is an item's (`-`,
    `3.`), a list's last character of it, a fence's characters, or `#`, `=`, `-` for a heading. `column` is where an
    item's content begins, tabs counted as columns. `closed` is False for a fence or HTML block that runs to the end of
    its container for want of an end; `comment` is True for HTML that begins with `<!--`.
    """

    __slots__ = ("closed", "column", "comment", "end", "kind", "level", "marker", "parent", "start", "text")

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        parent: int,
        level: int = 0,
        text: str = "",
        marker: str = "",
        column: int = 0,
        closed: bool = True,
        comment: bool = False,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.parent = parent
        self.level = level
        self.text = text
        self.marker = marker
        self.column = column
        self.closed = closed
        self.comment = comment

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Block):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((self.kind, self.start, self.end))

    def __repr__(self) -> str:
        return f"Block({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


def parse(lines: "Sequence[str]", first: int = 0) -> list[Block]:
    """The blocks of `lines` (with or without endings) from line `first` on, in document order, parents first."""
    reader = Reader()
    for number in range(first, len(lines)):
        line = lines[number].rstrip("\r\n")
        if number == first and line.startswith(BOM):
            line = line[1:]
        reader.read(number, line)
    reader.tree.cut(0)
    return _finished(reader.tree.rows)


def _finished(rows: list[Row]) -> list[Block]:
    """The blocks of the rows that are left, parents renumbered for those that went."""
    places, count = [-1] * (len(rows) + 1), 0
    for index, row in enumerate(rows):
        places[index] = count
        count += row.kind != ""
    places[-1] = -1
    return [
        Block(
            row.kind,
            row.start,
            row.end,
            places[row.parent],
            row.level,
            "\n".join(row.text).strip(_TRIMMED),
            row.marker,
            row.column,
            row.closed,
            row.comment,
        )
        for row in rows
        if row.kind
    ]
