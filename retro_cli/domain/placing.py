"""Where new text goes in an entry, and the proof that it went there: what stood in the text is read as before."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retro_cli.domain import answers
from retro_cli.domain.format import SectionSpec
from retro_cli.domain.labels import label
from retro_cli.domain.markdown import Block
from retro_cli.domain.outline import Mark, Outline, last_line, read_outline, section_level
from retro_cli.domain.text import BOM, dominant_newline, line_ending
from retro_cli.errors import N_, UnreadableError

_HIGHEST_NUMBER = 999_999_999
_WIDE = 4  # columns: text indented by three belongs to no item that begins so far in

Span = tuple[int, int]
Variant = tuple[Span, Sequence[str]]
"""The lines that are replaced (none of them where the span is empty), and the new ones, without endings."""
Holds = Callable[[Outline, int, int], bool]
"""Whether an outline has what was written from one line to another (indices, the second exclusive)."""


# -- places -----------------------------------------------------------------------------------------------------------


def standing(outline: Outline, spec: SectionSpec) -> Mark | None:
    """The last place where a section stands, None where the entry does not have it."""
    found = [mark for mark in outline.marks if _is_of(mark, spec)]
    return found[-1] if found else None


def _is_of(mark: Mark, spec: SectionSpec) -> bool:
    if mark.spec is not None:
        return mark.spec.key == spec.key
    title = spec.title("en")
    return mark.heading == title or (label(mark.heading) == label(title) != "")


def content_end(outline: Outline, mark: Mark) -> int:
    """One past the last line of a section's content; a rule that sets it off from the next section is none."""
    end = last_line(outline, mark)
    if mark.end < len(outline.lines):
        above = (outline.blocks[at] for at in range(_block_at(outline, end) - 1, -1, -1))
        rule = next((one for one in above if one.parent == -1), None)
        if rule is not None and rule.kind == "rule" and rule.end == end and rule.start >= mark.content:
            return _without_blanks(outline, mark.content, rule.start)
    return end


def _block_at(outline: Outline, line: int) -> int:
    """The number of the first block that begins at a line or below it."""
    return bisect_left(outline.blocks, line, key=lambda block: block.start)


def note_end(outline: Outline) -> int:
    """One past the last line above the first section that is not blank."""
    return _without_blanks(outline, *outline.note)


def placeholder(outline: Outline, mark: Mark) -> Span | None:
    """The lines of a section's placeholder (`TBU`, `- `), None where something else or nothing stands there."""
    start, end = mark.content, content_end(outline, mark)
    while start < end and not outline.lines[start].strip():
        start += 1
    inside = outline.blocks[_block_at(outline, start) : _block_at(outline, end)]
    if start == end or any(block.kind not in ("paragraph", "list", "item") for block in inside):
        return None
    return (start, end) if answers.unanswered("".join(outline.lines[start:end])) else None


def last_item(outline: Outline, mark: Mark) -> Block | None:
    """The last item of the top-level lists of a section."""
    blocks = outline.blocks
    found = (
        block
        for block in reversed(blocks)
        if block.kind == "item"
        and block.level == 1
        and mark.content <= block.start < mark.end
        and blocks[block.parent].parent == -1
    )
    return next(found, None)


def list_style(outline: Outline, last: Block) -> tuple[str, str, bool]:
    """Indentation and padded marker for the item after `last`, and whether blank lines stand between the items."""
    line = outline.lines[last.start].removeprefix(BOM)
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    padding = last.column - len(indent) - len(last.marker) - 1
    marker = next_marker(last.marker + " " * max(0, padding))
    siblings = (one for one in reversed(outline.blocks) if one.kind == "item" and one.parent == last.parent)
    before = next((one for one in siblings if one.start < last.start), None)
    return indent, marker, before is not None and before.end < last.start


def next_marker(marker: str) -> str:
    """The list marker after this one: the next number, or the same bullet."""
    found = re.match(r"[0-9]+", marker)
    return f"{min(int(found[0]) + 1, _HIGHEST_NUMBER)}{marker[found.end() :]}" if found else marker


def widened(marker: str) -> str:
    """The marker with so many spaces behind it that only text indented by four columns belongs to its item."""
    return marker.ljust(_WIDE - 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a missing section goes: before which line, at which level, and whether another heading follows at once."""

    at: int
    level: int
    before: bool = False


def new_places(outline: Outline, spec: SectionSpec) -> list[Place]:
    """Where a missing section could go: in the order of the format, else at the end; like its neighbour if need be."""
    level = section_level(outline)
    neighbour, at, before = _neighbour(outline, spec)
    end = _without_blanks(outline, outline.body, len(outline.lines))
    if neighbour is None:
        return [Place(end, level)]
    return [Place(at, level, before), Place(at, neighbour.level, before), Place(end, level)]


def _neighbour(outline: Outline, spec: SectionSpec) -> tuple[Mark | None, int, bool]:
    """The section that a missing one goes behind or before, the line, and whether it goes before."""
    order = [section.key for section in outline.format.sections]
    rank = order.index(spec.key) if spec.key in order else len(order)
    earlier = [mark for mark in outline.marks if mark.spec and order.index(mark.spec.key) < rank]
    if earlier:
        best = max(order.index(mark.spec.key) for mark in earlier if mark.spec)
        mark = [mark for mark in earlier if mark.spec and order.index(mark.spec.key) == best][-1]
        return mark, content_end(outline, mark), False
    later = next((mark for mark in outline.marks if mark.spec and order.index(mark.spec.key) > rank), None)
    if later is not None:
        return later, later.start, True
    return None, 0, False


def _without_blanks(outline: Outline, start: int, end: int) -> int:
    while end > start and _blank(outline, end - 1):
        end -= 1
    return end


def _blank(outline: Outline, index: int) -> bool:
    line = outline.lines[index]
    return not (line.removeprefix(BOM) if index == 0 else line).strip(" \t\r\n")


def follows(outline: Outline, at: int) -> bool:
    """Whether text stands right at the line with this index."""
    return at < len(outline.lines) and not _blank(outline, at)


# -- writing ----------------------------------------------------------------------------------------------------------


def insert(lines: Sequence[str], at: int, new: Sequence[str], newline: str) -> list[str]:
    """Lines with `new` (without endings) before index `at`; a missing newline at the end of the text stays missing,
    and a BOM stays at its beginning."""
    return _spliced(lines, (at, at), new, newline)


def _spliced(lines: Sequence[str], span: Span, new: Sequence[str], newline: str) -> list[str]:
    if not new:
        return list(lines)
    start, end = span
    head, tail = list(lines[:start]), list(lines[end:])
    added = [line + newline for line in new]
    if start == 0 and lines and lines[0].startswith(BOM):
        added[0] = BOM + added[0]
        tail[:1] = [line.removeprefix(BOM) for line in tail[:1]]
    if lines and end == len(lines) and not line_ending(lines[-1]):
        added[-1] = added[-1].removesuffix(newline)
        if start == end:
            head[-1:] = [line + newline for line in head[-1:]]
    tail = [line for line in tail if line]
    if head and added[0] == "\n" and head[-1].endswith("\r"):
        added[0] = "\r"  # or the two would be one newline
    if tail and tail[0] == "\n" and added[-1].endswith("\r"):
        added[-1] = added[-1][:-1] + "\n"
    return [*head, *added, *tail]


def write(
    text: str,
    outline: Outline,
    variants: Iterable[Variant],
    *,
    opens: SectionSpec | None = None,
    holds: Holds = lambda _after, _first, _end: True,
) -> str:
    """The text changed by the first of `variants` that leaves everything else as it is read.

    `opens` is the section that the new lines open, if they do; `holds` is asked what else has to be so.
    UnreadableError where no variant does.
    """
    newline = dominant_newline(text)
    line = 0
    for span, new in variants:
        _refuse_open(outline, span[0])
        line = line or span[0] + 1
        edited = "".join(_spliced(outline.lines, span, new, newline))
        after = read_outline(edited, {outline.format.name: outline.format}, outline.format.name)
        if _is_as_before(outline, after, span, len(new), opens) and holds(after, span[0], span[0] + len(new)):
            return edited
    raise UnreadableError(
        N_("nothing can be added at line {line} without changing what the rest of the file says"),
        hint=N_("add it in your editor (retro edit)"),
        line=line,
    )


def _is_as_before(before: Outline, after: Outline, span: Span, count: int, opens: SectionSpec | None) -> bool:
    """Whether front matter, digest and sections are those of `before`, moved, and at most `opens` is new."""
    start, end = span
    moved = count - (end - start)

    def at(index: int) -> int:
        return index + moved if index >= end else index

    digest = before.digest and (at(before.digest[0]), at(before.digest[1] - 1) + 1)
    if after.body != before.body or after.digest != digest:
        return False
    new = [mark for mark in after.marks if start <= mark.start < start + count]
    rest = [_what(mark, mark.start) for mark in after.marks if not start <= mark.start < start + count]
    if rest != [_what(mark, at(mark.start)) for mark in before.marks]:
        return False
    return [_is_of(mark, opens) for mark in new] == [True] if opens else not new


def _what(mark: Mark, start: int) -> tuple[str | None, str, int, int]:
    return mark.spec.key if mark.spec else None, mark.heading, mark.level, start


def _refuse_open(outline: Outline, at: int) -> None:
    """Text behind an unclosed fence or comment would be part of it: say where it opens instead."""
    for block in outline.blocks:
        if block.parent == -1 and not block.closed and block.start < at:
            raise UnreadableError(
                N_("nothing can be added here: line {line} opens a code block or comment that never closes"),
                hint=N_("close it in your editor (retro edit), then try again"),
                line=block.start + 1,
            )
