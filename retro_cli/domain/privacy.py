"""What of an entry others may see.

What carries `#private` goes with everything that belongs to it: an item with what is nested below it, a quotation, a
heading with all that it heads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.digest_span import without_digest
from retro_cli.domain.entry import Entry, reread
from retro_cli.domain.format import Format
from retro_cli.domain.markdown import Block
from retro_cli.domain.outline import Outline, read_outline
from retro_cli.domain.privatemarks import is_private_tag, is_tagged
from retro_cli.domain.text import line_ending

_LEAVES = ("paragraph", "heading", "fence", "code", "html")


def is_private(entry: Entry) -> bool:
    """Whether a whole entry is private: by its front matter, or by a tag there or in its title."""
    return entry.private or any(map(is_private_tag, entry.tags)) or is_tagged(entry.title or "")


def public(entry: Entry, text: str, formats: Mapping[str, Format]) -> Entry | None:
    """The entry that `text` is, without what is private in it; None where all of it is. Its lines keep their numbers.

    Errors: FrontMatterError as of reading it.
    """
    if is_private(entry):
        return None
    name = frontmatter.read(text).get("format")
    outline = read_outline(text, formats, name if isinstance(name, str) else None)
    hidden = {index for start, end in private_spans(outline) for index in range(start, end)}
    shown = _rebuilt(entry, outline, hidden) if hidden else entry
    return replace(shown, fields={key: value for key, value in shown.fields.items() if not is_tagged(str(value))})


def _rebuilt(entry: Entry, outline: Outline, hidden: set[int]) -> Entry:
    """The entry without the hidden lines: they are blank, so that what is left stays where it is."""
    lines = [line_ending(line) if at in hidden else line for at, line in enumerate(outline.lines)]
    left = replace(
        outline,
        lines=lines,
        blocks=markdown.parse(without_digest(lines, outline.digest), outline.body),
        marks=tuple(mark for mark in outline.marks if mark.start not in hidden),
    )
    shown = reread(entry, left)
    spans = {start: (start, end) for section in entry.sections for start, end in section.parts}
    ordinals = {action.line: action.ordinal for action in entry.actions}
    return replace(
        shown,
        sections=tuple(
            replace(one, parts=tuple(spans.get(part[0], part) for part in one.parts)) for one in shown.sections
        ),
        actions=tuple(replace(one, ordinal=ordinals.get(one.line, one.ordinal)) for one in shown.actions),
    )


def private_spans(outline: Outline) -> list[tuple[int, int]]:
    """The lines that are private, from and up to (0-based, end exclusive); one may lie in another."""
    return [*_private_sections(outline), *_private_pieces(outline)]


def _private_sections(outline: Outline) -> Iterator[tuple[int, int]]:
    for mark in outline.marks:
        if mark.spec and mark.spec.private:
            yield mark.start, max(mark.end, _heads_until(outline, mark.start, mark.level))


def _private_pieces(outline: Outline) -> Iterator[tuple[int, int]]:
    for index, block in enumerate(outline.blocks):
        if block.kind not in _LEAVES or not _tagged(outline, block):
            continue
        holder = _holder(outline.blocks, index)
        if holder is None and block.kind == "heading":
            yield block.start, _heads_until(outline, block.start, block.level)
        else:
            span = block if holder is None else holder
            yield span.start, span.end


def _heads_until(outline: Outline, start: int, level: int) -> int:
    """Where the next heading of this level or higher stands."""
    below = (
        block.start
        for block in outline.blocks
        if block.kind == "heading" and block.parent == -1 and block.start > start and block.level <= level
    )
    return next(below, len(outline.lines))


def _tagged(outline: Outline, block: Block) -> bool:
    return any(is_tagged(line) for line in outline.lines[block.start : block.end])


def _holder(blocks: Sequence[Block], index: int) -> Block | None:
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
