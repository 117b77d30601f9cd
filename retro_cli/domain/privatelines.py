"""Which lines of an entry are private: the one rule that posts, exports and the digest of a week go by.

What carries `#private` goes with everything that belongs to it: an item with what is nested below it, a quotation, a
heading with all that it heads. So do footnotes and the targets of links that nothing else in the entry refers to.
"""

import re

from retro_cli.domain.privatemarks import is_tagged
from retro_cli.domain.text import fold

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retro_cli.domain.markdown import Block
    from retro_cli.domain.outline import Outline

    Span = tuple[int, int]

_LEAVES = ("paragraph", "heading", "fence", "code", "html")
_LABEL = re.compile(r"\[(\^?[^\[\]\r\n]{1,300})\]")
_DEFINITION = re.compile(r" {0,3}\[(\^?[^\[\]\r\n]{1,300})\]:")


def private_lines(outline: "Outline") -> frozenset[int]:
    """The lines that are private (0-based)."""
    return frozenset(index for start, end in private_spans(outline) for index in range(start, end))


def private_spans(outline: "Outline") -> "list[Span]":
    """The lines that are private, from and up to (0-based, end exclusive); one may lie in another."""
    spans = list(_private_sections(outline))
    if "private" in "".join(outline.lines).casefold():  # cheap, for most entries have nothing to look for
        spans += _private_pieces(outline)
    return [*spans, *_private_definitions(outline, spans)] if spans else []


def _private_sections(outline: "Outline") -> "Iterator[Span]":
    for mark in outline.marks:
        if mark.spec and mark.spec.private:
            yield mark.start, max(mark.end, _heads_until(outline, mark.start, mark.level))


def _private_pieces(outline: "Outline") -> "Iterator[Span]":
    for index, block in enumerate(outline.blocks):
        if block.kind not in _LEAVES or not _tagged(outline, block):
            continue
        holder = _holder(outline.blocks, index)
        if holder is None and block.kind == "heading":
            yield block.start, _heads_until(outline, block.start, block.level)
        else:
            span = block if holder is None else holder
            yield span.start, span.end


def _heads_until(outline: "Outline", start: int, level: int) -> int:
    """Where the next heading of this level or higher stands."""
    below = (
        block.start
        for block in outline.blocks
        if block.kind == "heading" and block.parent == -1 and block.start > start and block.level <= level
    )
    return next(below, len(outline.lines))


def _tagged(outline: "Outline", block: "Block") -> bool:
    return any(is_tagged(line) for line in outline.lines[block.start : block.end])


def _holder(blocks: "Sequence[Block]", index: int) -> "Block | None":
    """What goes with a tagged block: the item it is in, else the outermost quotation."""
    quote: Block | None = None
    at = blocks[index].parent
    while at >= 0:
        if blocks[at].kind == "item":
            return blocks[at]
        if blocks[at].kind == "quote":
            quote = blocks[at]
        at = blocks[at].parent
    return quote


# -- footnotes and the targets of links -------------------------------------------------------------------------------


def _private_definitions(outline: "Outline", spans: "Sequence[Span]") -> "Iterator[Span]":
    """The definitions that only private text refers to."""
    definitions = list(_definitions(outline))
    if not definitions:
        return
    hidden = {index for start, end in spans for index in range(start, end)}
    defining = {index for _, start, end in definitions for index in range(start, end)}
    private: set[str] = set()
    public: set[str] = set()
    for index, line in enumerate(outline.lines):
        if index in hidden or index not in defining:
            (private if index in hidden else public).update(_LABEL.findall(fold(line)))
    for label, start, end in definitions:
        if start not in hidden and label in private and label not in public:
            yield start, end


def _definitions(outline: "Outline") -> "Iterator[tuple[str, int, int]]":
    """The label (folded) and the lines of each footnote and each target of links."""
    blocks = [block for block in outline.blocks if block.kind not in ("list", "quote", "item")]
    verbatim = {at for one in blocks if one.kind in ("fence", "code", "html") for at in range(one.start, one.end)}
    code = {one.start: one.end for one in blocks if one.kind == "code" and one.parent == -1}
    other = {one.start for one in outline.blocks if one.kind != "paragraph"}
    found = {
        at: label
        for at in range(outline.body, len(outline.lines))
        if at not in verbatim and (label := _DEFINITION.match(outline.lines[at]))
    }
    for start, label in found.items():
        end = start + 1
        while end < len(outline.lines) and outline.lines[end].strip() and end not in found and end not in other:
            end += 1
        yield fold(label[1]), start, _goes_on_until(outline.lines, code, end)


def _goes_on_until(lines: "Sequence[str]", code: "Mapping[int, int]", end: int) -> int:
    """Where a footnote ends: further paragraphs of it are indented, as code is."""
    at = end
    while at < len(lines):
        if lines[at].strip() and at not in code:
            break
        at = end = code[at] if at in code else at + 1
    return end
