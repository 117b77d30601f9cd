"""The tree of blocks while it is read: which containers are open, which leaf is, and where each of them ends."""

from bisect import bisect_right

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    import re

    from retro_cli.domain.definitions import Definition


class Row:
    """A block in the making; the fields of `markdown.Block`."""

    __slots__ = ("closed", "column", "comment", "end", "kind", "level", "marker", "parent", "start", "text")

    def __init__(self, kind: str, start: int, parent: int, level: int = 0, marker: str = "", column: int = 0) -> None:
        self.kind = kind
        self.start = start
        self.end = start + 1
        self.parent = parent
        self.level = level
        self.text: list[str] = []
        self.marker = marker
        self.column = column
        self.closed = True
        self.comment = False


class Frame:
    """An open container: the document, a block quote, or a list item, which wants `need` columns of indentation."""

    __slots__ = ("empty", "level", "list", "list_mark", "need", "quote", "row")

    def __init__(self, row: int, *, quote: bool = False, need: int = 0, level: int = 0, empty: bool = False) -> None:
        self.row = row
        self.quote = quote
        self.need = need
        self.level = level
        self.empty = empty
        self.list = -1
        self.list_mark = ""


class Tree:
    """The blocks read so far (`rows`, in document order), the open containers (`frames`), the last one's open leaf."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.frames: list[Frame] = [Frame(-1)]
        self.quotes: list[int] = []
        self.leaf: Row | None = None
        self.definition: Definition | None = None
        self.ending: re.Pattern[str] | None = None

    def cut(self, depth: int) -> None:
        """Close the open leaf and all containers deeper than `depth`."""
        if self.leaf is not None:
            self.close_leaf()
        frames, rows = self.frames, self.rows
        while len(frames) - 1 > depth:
            frame = frames.pop()
            row = rows[frame.row]
            while row.parent >= 0:
                outer = rows[row.parent]
                outer.end = max(outer.end, row.end)
                if outer.kind != "list":
                    break
                row = outer
        while self.quotes and self.quotes[-1] > depth:
            self.quotes.pop()

    def close_leaf(self) -> None:
        leaf = self.leaf
        assert leaf is not None
        outer = self.frames[-1].row
        if outer >= 0:
            self.rows[outer].end = max(self.rows[outer].end, leaf.end)
        self.leaf = None
        if self.definition is not None:
            self.drop_definition(leaf)

    def drop_definition(self, leaf: Row) -> bool:
        """Take the definition that begins a paragraph out of it; whether text remains."""
        assert self.definition is not None
        whole = self.definition.whole
        self.definition = None
        leaf.start += whole
        del leaf.text[:whole]
        if not leaf.text:
            leaf.kind = ""
        return bool(leaf.text)

    def blank(self, depth: int) -> None:
        """A line that is blank inside the first `depth` containers: it ends quotes, paragraphs and empty items."""
        following = bisect_right(self.quotes, depth)
        if following < len(self.quotes):
            self.cut(self.quotes[following] - 1)
        elif self.frames[-1].empty:
            self.cut(len(self.frames) - 2)
        elif self.leaf is not None and self.leaf.kind != "fence" and self.leaf.kind != "code" and self.ending is None:
            self.close_leaf()

    def open_leaf(self, depth: int, kind: str, start: int, level: int = 0, marker: str = "") -> Row:
        """A new leaf in the container at `depth`; whatever is open below it ends."""
        self.cut(depth)
        frame = self.frames[depth]
        frame.list = -1
        frame.empty = False
        row = Row(kind, start, frame.row, level, marker)
        self.rows.append(row)
        self.leaf = row
        self.ending = None
        return row

    def open_quote(self, depth: int, start: int) -> None:
        self.cut(depth)
        frame = self.frames[depth]
        frame.list = -1
        frame.empty = False
        self.rows.append(Row("quote", start, frame.row))
        self.frames.append(Frame(len(self.rows) - 1, quote=True, level=frame.level))
        self.quotes.append(depth + 1)

    def open_item(self, depth: int, start: int, marker: str, column: int, need: int) -> None:
        """A new item of the list that is open at `depth`, or of a new list if the marker is of another kind."""
        self.cut(depth)
        frame = self.frames[depth]
        frame.empty = False
        level = frame.level + 1
        if frame.list < 0 or frame.list_mark != marker[-1]:
            frame.list, frame.list_mark = len(self.rows), marker[-1]
            self.rows.append(Row("list", start, frame.row, level, marker[-1]))
        self.rows.append(Row("item", start, frame.list, level, marker, column))
        self.frames.append(Frame(len(self.rows) - 1, need=need, level=level, empty=True))
