"""Where things stand in the text of an entry: front matter, digest, note, sections. Reading and editing share it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.digest_span import find_digest, without_digest
from retro_cli.domain.format import Format, SectionSpec, covering
from retro_cli.domain.prose import Ends
from retro_cli.domain.text import split_lines

WRITTEN_LEVEL = 2


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
    masked = without_digest(lines, digest)
    blocks = markdown.parse(masked, body)
    headings = [block for block in blocks if block.kind == "heading" and block.parent == -1]
    known = bool(name) and name in formats
    format = format_of(headings, formats, name)
    end = len(masked)
    marks = tuple(_marks(headings, format, end))
    note_end = marks[0].start if marks else end
    return Outline(lines, body, blocks, digest, format, known, (body, note_end), marks)


def format_of(headings: Sequence[markdown.Block], formats: Mapping[str, Format], name: str | None) -> Format:
    """The format called `name`, else the one that covers most of the headings at the top, else `log`."""
    format = formats.get(name) if name else None
    return format or covering(formats.values(), [block.text for block in headings]) or formats["log"]


def _marks(headings: Sequence[markdown.Block], format: Format, end: int) -> Iterator[Mark]:
    opening = opening_headings(headings, format)
    for at, (block, spec) in enumerate(opening):
        stop = opening[at + 1][0].start if at + 1 < len(opening) else end
        yield Mark(spec, block.text, block.level, block.start, block.end, stop)


def opening_headings(
    headings: Sequence[markdown.Block], format: Format
) -> list[tuple[markdown.Block, SectionSpec | None]]:
    """Which of the headings at the top of an entry open a section, and which one of its format."""
    return list(_free_headings(headings) if format.free else _known_headings(headings, format))


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
