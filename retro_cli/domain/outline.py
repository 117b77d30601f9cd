"""Where things stand in the text of an entry: front matter, digest, note, sections. Reading and editing share it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.block_reader import Reader
from retro_cli.domain.format import Format, SectionSpec, covering
from retro_cli.domain.prose import Ends
from retro_cli.domain.text import BOM, split_lines, strip_ending

WRITTEN_LEVEL = 2
DIGEST_BEGIN = re.compile(r"<!-- retro:begin digest(?P<settings>[^>]*?) ?-->[ \t]*")
DIGEST_END = re.compile(r"<!-- retro:end digest -->[ \t]*")


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a text and where things stand in them: what both reading and editing work on (indices 0-based)."""

    lines: list[str]
    body: int
    blocks: list[markdown.Block]
    digest: tuple[int, int] | None
    format: Format
    known: bool
    note: tuple[int, int]
    marks: tuple["Mark", ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading that opens a section: its span ends where the next one begins."""

    spec: SectionSpec | None
    heading: str
    level: int
    start: int
    content: int
    end: int


def read_outline(text: str, formats: Mapping[str, Format], name: str | None = None) -> Outline:
    """Find front matter, digest, note and sections of a text.

    `name` is the format that the entry names; without it, or when it is unknown, the format that covers most headings
    (at least two) applies, else `log`.
    """
    lines = split_lines(text)
    body = frontmatter.body_line(lines)
    digest = find_digest(lines, body)
    masked = lines if digest is None else [*lines[: digest[0]], *["\n"] * (digest[1] - digest[0]), *lines[digest[1] :]]
    blocks = markdown.parse(masked, body)
    headings = [block for block in blocks if block.kind == "heading" and block.parent == -1]
    format = formats.get(name) if name else None
    known = format is not None
    format = format or covering(formats.values(), [block.text for block in headings]) or formats["log"]
    end = len(masked)
    marks = tuple(_marks(headings, format, end))
    note_end = marks[0].start if marks else end
    return Outline(lines, body, blocks, digest, format, known, (body, note_end), marks)


def find_digest(lines: Sequence[str], first: int = 0) -> tuple[int, int] | None:
    """The span of the digest with both of its markers, or None.

    A begin marker without an end opens no digest, nor does one in a code block, list or quote.
    """
    begin: int | None = None
    reader, reached = Reader(), first
    for index in range(first, len(lines)):
        line = lines[index].removeprefix(BOM) if index == 0 else lines[index]
        if line.startswith("<!-- retro:begin digest") and DIGEST_BEGIN.fullmatch(strip_ending(line)):
            for number in range(reached, index):
                reader.read(number, strip_ending(lines[number]).removeprefix(BOM))
            reached = index
            begin = index if reader.at_top(0) else begin
        elif (
            begin is not None and line.startswith("<!-- retro:end digest") and DIGEST_END.fullmatch(strip_ending(line))
        ):
            return begin, index + 1
    return None


def _marks(headings: Sequence[markdown.Block], format: Format, end: int) -> Iterator[Mark]:
    opening = list(_free_headings(headings) if format.free else _known_headings(headings, format))
    for at, (block, spec) in enumerate(opening):
        stop = opening[at + 1][0].start if at + 1 < len(opening) else end
        yield Mark(spec, block.text, block.level, block.start, block.end, stop)


def _free_headings(headings: Sequence[markdown.Block]) -> Iterator[tuple[markdown.Block, SectionSpec | None]]:
    """Of free headings every one at the highest level opens a section; a single title (`#`) above them does not."""
    if headings and headings[0].level == 1 and all(block.level > 1 for block in headings[1:]):
        headings = headings[1:]
    top = min((block.level for block in headings), default=0)
    for block in headings:
        if block.level == top:
            yield block, None


def _known_headings(
    headings: Sequence[markdown.Block], format: Format
) -> Iterator[tuple[markdown.Block, SectionSpec | None]]:
    """Headings of the format, and unknown ones that end a section or stand beside one.

    Where none is of the format, those that could stand beside the sections that retro writes.
    """
    matches = [(block, format.match(block.text)) for block in headings]
    first = next((block.level for block, spec in matches if spec), None)
    if first is None:
        yield from (one for one in _free_headings(headings) if one[0].level <= WRITTEN_LEVEL)
        return
    level = 0
    for block, spec in matches:
        if spec is not None or (block.level <= level if level else block.level == first):
            level = block.level
            yield block, spec


def ends_section(format: Format, level: int) -> Ends:
    """Which headings end a section of this level: those of the format, and any of its level or higher."""
    return lambda depth, text: depth <= level or format.match(text) is not None


def ends_note(outline: Outline) -> Ends:
    """Which headings end the note: those that may open a section. Where headings are free any may."""
    if outline.format.free:
        return lambda _depth, _text: True
    return ends_section(outline.format, section_level(outline))


def section_level(outline: Outline) -> int:
    """The level of the headings of its sections, also of those that are still to be written."""
    known = next((mark.level for mark in outline.marks if mark.spec), None)
    return known or next((mark.level for mark in outline.marks), WRITTEN_LEVEL)


def last_line(outline: Outline, mark: Mark) -> int:
    """One past the last line of a section that is not blank and not the digest."""
    end = mark.end
    while end > mark.content and (not outline.lines[end - 1].strip() or _in_digest(outline, end - 1)):
        end -= 1
    return end


def _in_digest(outline: Outline, index: int) -> bool:
    return outline.digest is not None and outline.digest[0] <= index < outline.digest[1]
