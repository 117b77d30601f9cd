"""An entry as the parts that are merged: front matter, headings and what stands below them; together every line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain import frontmatter
from retro_cli.domain.format import Format
from retro_cli.domain.labels import label
from retro_cli.domain.markdown import Block
from retro_cli.domain.merging.heads import read_head
from retro_cli.domain.merging.model import Node
from retro_cli.domain.merging.spelling import key, said
from retro_cli.domain.outline import Mark, Outline, read_outline

# items nested deeper are merged as they stand in the item above them
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Tree:
    """The lines of the front matter, the parts below it, the blank lines at the end.

    Headings and what stands in their sections follow each other, so that a heading can come, go and change its name
    without the items below it. `open` says that a code block or comment never closes: nothing can be put behind it.
    """

    front: list[str]
    parts: list[Node]
    tail: list[str]
    open: bool


def read_trees(versions: Sequence[Sequence[str]], formats: Mapping[str, Format]) -> list[Tree]:
    """The trees of the lines of several versions, in all of which the same headings are the same sections.

    FrontMatterError where a front matter is not YAML.
    """
    texts = ["".join(lines) for lines in versions]
    outlines = []
    for text in texts:
        name = frontmatter.read(text).get("format")
        outlines.append(read_outline(text, formats, name if isinstance(name, str) else None))
    format = next((outline.format.name for outline in outlines if not outline.format.free), None)
    if format is not None:
        outlines = [read_outline(text, formats, format) for text in texts]
    return [_Builder(outline).tree() for outline in outlines]


class _Builder:
    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._lines = outline.lines
        self._blocks = outline.blocks
        self._below: dict[int, list[int]] = {}
        for at, block in enumerate(outline.blocks):
            self._below.setdefault(block.parent, []).append(at)

    def tree(self) -> Tree:
        outline, tops = self._outline, self._below.get(-1, [])
        parts, tail = self._parts(tops, outline.body, len(self._lines), 0)
        marks = {mark.start: mark for mark in outline.marks}
        headings = iter([self._blocks[at] for at in tops if self._blocks[at].kind == "heading"])
        above, name = _Above(), ""
        for part in parts:
            if part.kind == "heading":
                block = next(headings)
                mark = marks.get(block.start)
                part.within, part.name = above.place(block, mark)
                part.level, part.rank = block.level, self._rank(mark)
                name = f"{part.within}\n{part.name}"
            else:
                part.within = name
        return Tree(self._lines[: outline.body], parts, tail, any(not self._blocks[at].closed for at in tops))

    def _rank(self, mark: Mark | None) -> int | None:
        """The place of a section in the order of its format."""
        order = [spec.key for spec in self._outline.format.sections]
        return order.index(mark.spec.key) if mark is not None and mark.spec and mark.spec.key in order else None

    def _parts(self, inside: Sequence[int], start: int, end: int, depth: int) -> tuple[list[Node], list[str]]:
        """The parts between two lines, and the blank lines behind the last of them."""
        parts: list[Node] = []
        gap: list[str] = []
        at = start
        for index in self._flat(inside):
            block = self._blocks[index]
            gap = self._loose(at, block.start, parts, gap)
            node = self._part(index, depth)
            node.gap, gap = gap, []
            parts.append(node)
            at = block.end
        return parts, self._loose(at, end, parts, gap)

    def _flat(self, inside: Sequence[int]) -> list[int]:
        """The blocks, of lists their items."""
        flat: list[int] = []
        for at in inside:
            flat += self._below.get(at, []) if self._blocks[at].kind == "list" else [at]
        return flat

    def _loose(self, start: int, end: int, parts: list[Node], gap: list[str]) -> list[str]:
        """Add the lines that belong to no block: the digest, definitions of links. What is left of the blank lines."""
        digest = self._outline.digest
        at = start
        while at < end:
            if digest is not None and at == digest[0]:
                lines = self._lines[at : digest[1]]
                parts.append(Node("digest", lines, len(lines), "", said(lines), gap))
                gap, at = [], digest[1]
            elif not key(self._lines[at]).strip():
                gap = [*gap, self._lines[at]]
                at += 1
            else:
                stop = at + 1
                while stop < end and key(self._lines[stop]).strip() and (digest is None or stop != digest[0]):
                    stop += 1
                parts.append(_leaf("loose", self._lines[at:stop], gap))
                gap, at = [], stop
        return gap

    def _part(self, index: int, depth: int) -> Node:
        block = self._blocks[index]
        lines = self._lines[block.start : block.end]
        if block.kind != "item":
            return _leaf(block.kind, lines, [])
        inside = self._below.get(index, [])
        head, below = 1, inside
        if inside and self._blocks[inside[0]].start == block.start:
            paragraph = self._blocks[inside[0]]
            head = paragraph.end - block.start if paragraph.kind == "paragraph" else len(lines)
            below = inside[1:] if paragraph.kind == "paragraph" else []
        if depth >= _DEEPEST:
            head, below = len(lines), []
        children, _ = self._parts(below, block.start + head, block.end, depth + 1)
        return Node("item", lines, head, read_head(lines[:head]).name, said(lines), children=children)


def _leaf(kind: str, lines: list[str], gap: list[str]) -> Node:
    text = said(lines)
    return Node(kind, lines, len(lines), text, text, gap)


class _Above:
    """The headings above the next one, so that one is told from its namesake below another."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def place(self, block: Block, mark: Mark | None) -> tuple[str, str]:
        """What a heading stands below, and which one it is: the section of the format that it opens, else its text."""
        while self._open and self._open[-1][0] >= block.level:
            self._open.pop()
        within = "" if mark is not None and mark.spec else "\n".join(name for _, name in self._open)
        name = f"={mark.spec.key}" if mark is not None and mark.spec else label(block.text) or block.text
        self._open.append((block.level, name))
        return within, name
