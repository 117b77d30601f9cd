"""Reads markdown line by line into a tree of blocks, as the appendix of the CommonMark specification does it."""

import re
from collections.abc import Sequence

from retro_cli.domain.blocks import Row, Tree

_SPACES = re.compile(r" *")
_PREFIX = re.compile(r"[ \t>*+0-9.)-]*")
_ITEM = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?=( +)|\Z)")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|\Z)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_FENCE = re.compile(r"`{3,}(?=[^`]*\Z)|~{3,}")
_FENCE_END = re.compile(r"(`{3,}|~{3,})[ \t]*\Z")
_RULES = {mark: re.compile(rf"(?:{re.escape(mark)}[ \t]*)+") for mark in "*-_"}
_BEGINNERS = frozenset(">#`~<=-+*_0123456789")

# deeper containers are read as text: nobody writes them, and whoever walks up the parents stays fast
_DEEPEST = 500


class Reader:
    """Reads line after line into `tree`.

    Columns need no counting, because tabs are expanded in the part of a line that can hold container markers.
    """

    def __init__(self) -> None:
        self.tree = Tree()
        self._number = 0
        self._line = ""
        self._raw = ""
        self._no_rule = 0

    def read(self, number: int, line: str) -> None:
        """Read the line with index `number`, its ending removed."""
        self._number = number
        self._raw = self._line = line
        self._no_rule = 0
        if "\t" in line:
            prefix = _PREFIX.match(line)
            assert prefix is not None
            if "\t" in prefix[0]:
                self._line = line = prefix[0].expandtabs(4) + line[prefix.end() :]
        tree = self.tree
        depth, at, place = self._through_containers(line)
        if place >= len(line):
            tree.blank(depth)
            return
        definition = tree.definition
        if definition is not None and not definition.awaits(line[place:]):
            tree.close_leaf()
        leaf = tree.leaf
        if leaf is not None and leaf.kind != "paragraph" and depth == len(tree.frames) - 1:
            if self._continues(leaf, at, place):
                return
            tree.close_leaf()
        self._open(depth, at, place)

    def at_top(self, indent: int) -> bool:
        """Whether a block (no quote) that begins on the next line, at most three spaces in, stands at the top: in no
        container, and not in a fence, HTML or code that is open."""
        frames, leaf = self.tree.frames, self.tree.leaf
        if len(frames) > 1:
            return frames[1].quote or indent < frames[1].need
        return leaf is None or leaf.kind in ("paragraph", "code")

    def paragraph(self) -> Sequence[str] | None:
        """The lines of the paragraph that is open at the top, None where there is none."""
        frames, leaf = self.tree.frames, self.tree.leaf
        return leaf.text if len(frames) == 1 and leaf is not None and leaf.kind == "paragraph" else None

    def _through_containers(self, line: str) -> tuple[int, int, int]:
        """How many open containers the line continues, where it goes on behind them, and its first character there."""
        frames = self.tree.frames
        size, depth, at = len(line), 0, 0
        place = _past_spaces(line, 0)
        for frame in frames[1:]:
            if place >= size:
                break
            if frame.quote:
                # like markdown-it, a mark that continues a quote may be indented further than one that begins it
                if line[place] != ">":
                    break
                at = place + 1
                if at < size and line[at] == " ":
                    at += 1
                place = _past_spaces(line, at)
                self.tree.rows[frame.row].end = self._number + 1
            elif place - at < frame.need:
                break
            else:
                at += frame.need
            depth += 1
        return depth, at, place

    def _continues(self, leaf: Row, at: int, place: int) -> bool:
        """Whether the line belongs to the open fence, HTML or code of the container that it reached."""
        line = self._line
        if leaf.kind == "code":
            if place - at < 4:
                return False
            leaf.end = self._number + 1
            return True
        leaf.end = self._number + 1
        if leaf.kind == "fence":
            match = _FENCE_END.match(line, place) if place - at < 4 else None
            leaf.closed = match is not None and match[1].startswith(leaf.marker)
        else:
            leaf.closed = self.tree.ending is None or self.tree.ending.search(line, place) is not None
            if self.tree.ending is None:
                return True
        if leaf.closed:
            self.tree.close_leaf()
        return True

    def _open(self, depth: int, at: int, place: int) -> None:
        """Open the containers that begin on the line, then the leaf, or add to the paragraph that is open."""
        tree, line, size = self.tree, self._line, len(self._line)
        while True:
            leaf = tree.leaf
            paragraph = leaf is not None and leaf.kind == "paragraph"
            if place - at >= 4:
                if paragraph:
                    break
                tree.open_leaf(depth, "code", self._number)
                return
            first = line[place]
            if first not in _BEGINNERS or depth >= _DEEPEST:
                break
            inside = paragraph and depth == len(tree.frames) - 1
            if first == ">":
                tree.open_quote(depth, self._number)
                at = place + 1
                if at < size and line[at] == " ":
                    at += 1
                place = _past_spaces(line, at)
            elif self._opens_leaf(depth, place, first, paragraph=paragraph, inside=inside):
                return
            else:
                match = _ITEM.match(line, place)
                if match is None or (inside and not _interrupts(match)):
                    break
                end = match.end()
                padding = len(match[2] or "")
                column = end + (padding if 0 < padding <= 4 and end + padding < size else 1)
                tree.open_item(depth, self._number, match[0], column, column - at)
                at, place = column, end + padding
            depth += 1
            if place >= size:
                return
        self._text(depth, place)

    def _opens_leaf(self, depth: int, place: int, first: str, *, paragraph: bool, inside: bool) -> bool:
        """Begin the heading, fence, HTML or rule at `place`, if there is one."""
        tree, line = self.tree, self._line
        if first == "#":
            return self._heading(depth, place)
        if first in "`~":
            if match := _FENCE.match(line, place):
                tree.open_leaf(depth, "fence", self._number, marker=match[0]).closed = False
            return match is not None
        if first == "<":
            from retro_cli.domain.html_blocks import opening

            opens, ending = opening(line, place, interrupts=paragraph)
            if opens:
                self._html(depth, place, ending)
            return opens
        if inside and first in "=-" and _UNDERLINE.match(line, place) and self._underlined(first):
            return True
        if first in _RULES and place >= self._no_rule:
            match = _RULES[first].match(line, place)
            assert match is not None
            if match.end() == len(line) and match[0].count(first) >= 3:
                tree.open_leaf(depth, "rule", self._number)
                tree.close_leaf()
                return True
            self._no_rule = match.end()
        return False

    def _heading(self, depth: int, place: int) -> bool:
        match = _HEADING.match(self._line, place)
        if match is None:
            return False
        text = self._line[match.end() :].rstrip(" \t")
        bare = text.rstrip("#")
        row = self.tree.open_leaf(depth, "heading", self._number, len(match[0]), "#")
        row.text.append(bare if bare.endswith((" ", "\t")) else text)
        self.tree.close_leaf()
        return True

    def _underlined(self, mark: str) -> bool:
        """Make a heading of the open paragraph, unless it is nothing but a definition."""
        tree, leaf = self.tree, self.tree.leaf
        assert leaf is not None
        if tree.definition is not None and not tree.drop_definition(leaf):
            return False
        leaf.kind, leaf.level, leaf.marker = "heading", 1 if mark == "=" else 2, mark
        leaf.end = self._number + 1
        tree.close_leaf()
        return True

    def _html(self, depth: int, place: int, ending: re.Pattern[str] | None) -> None:
        row = self.tree.open_leaf(depth, "html", self._number)
        row.comment = self._line.startswith("<!--", place)
        row.closed = ending is None or ending.search(self._line, place) is not None
        self.tree.ending = ending
        if ending is not None and row.closed:
            self.tree.close_leaf()

    def _text(self, depth: int, place: int) -> None:
        """Add the line to the open paragraph, or begin one."""
        tree = self.tree
        text = self._source(place)
        leaf = tree.leaf
        if leaf is None or leaf.kind != "paragraph":
            leaf = tree.open_leaf(depth, "paragraph", self._number)
            if text[0] == "[":
                from retro_cli.domain.definitions import Definition

                tree.definition = Definition(text)
        else:
            leaf.end = self._number + 1
            if tree.definition is not None:
                tree.definition.feed(text)
        leaf.text.append(text)
        if tree.definition is not None:
            self._settle(leaf)

    def _settle(self, leaf: Row) -> None:
        """Give up on a definition that is none, and end the paragraph behind one that takes no more."""
        tree = self.tree
        assert tree.definition is not None
        if tree.definition.state == "none":
            tree.drop_definition(leaf)
        elif tree.definition.state == "done":
            tree.close_leaf()

    def _source(self, place: int) -> str:
        """The text of the line from `place` on as it was typed, its tabs included."""
        if self._line is self._raw:
            return self._line[place:]
        column = index = 0
        while column < place:
            column += 4 - column % 4 if self._raw[index] == "\t" else 1
            index += 1
        return self._raw[index:]


def _interrupts(match: re.Match[str]) -> bool:
    """Whether an item may end a paragraph: it has text, and its number is 1 if it has one."""
    blank = match.end() + len(match[2] or "") == len(match.string)
    return not blank and (match[1] is None or int(match[1]) == 1)


def _past_spaces(line: str, at: int) -> int:
    match = _SPACES.match(line, at)
    assert match is not None
    return match.end()
