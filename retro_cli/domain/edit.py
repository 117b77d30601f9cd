"""Small pure edits, `text -> text`: each changes the lines that it must and leaves every other byte alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retro_cli.domain import answers, placing, taskline
from retro_cli.domain.answers import ItemAnswer
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.outline import Mark, Outline, ends_note, ends_section, read_outline
from retro_cli.domain.placing import Span, Variant
from retro_cli.domain.placing import insert as insert
from retro_cli.domain.prose import escape_prose
from retro_cli.domain.text import BOM, dominant_newline, split_lines


@dataclass(frozen=True, slots=True)
class Style:
    """How new text is written: the language of headings, the syntax of task fields, the tag that task items carry."""

    lang: str
    syntax: str = "emoji"
    tag: str | None = None


# -- one line ---------------------------------------------------------------------------------------------------------


def set_mark(text: str, line: int, mark: str, on: date | None, syntax: str = "emoji") -> str:
    """Set the mark of the task item at a 1-based line; `x` and `-` carry the date of the change."""
    lines = split_lines(text)
    lines[line - 1] = taskline.set_mark(lines[line - 1], mark, on, syntax)
    return "".join(lines)


def set_date(text: str, line: int, field: str, day: date | None, syntax: str = "emoji") -> str:
    """Set, move or remove the `due`, `scheduled` or `start` date of the task item at a 1-based line."""
    lines = split_lines(text)
    lines[line - 1] = taskline.set_date(lines[line - 1], field, day, syntax)
    return "".join(lines)


def add_below(text: str, line: int, last: int, note: str) -> str:
    """Add one nested line below the item whose first paragraph spans the 1-based lines `line` to `last`."""
    lines = split_lines(text)
    task = taskline.parse(lines[line - 1])
    prefix, deep = "", 4
    if task is not None:
        prefix = task.prefix.removeprefix(BOM)
        deep = max(deep, len(task.marker) + (len(task.gap) if len(task.gap) <= 4 else 1))
    flat = " ".join(note.split())
    return "".join(insert(lines, last, [f"{prefix}{' ' * deep}- {answers.escape_item(flat)}"], dominant_newline(text)))


# -- sections ---------------------------------------------------------------------------------------------------------


def add_items(
    text: str,
    formats: Mapping[str, Format],
    format: Format,
    spec: SectionSpec,
    items: Sequence[ItemAnswer],
    style: Style,
) -> str:
    """Add items to a section: behind its last item, in place of its placeholder, or in a new section.

    Errors: UnreadableError where that cannot be done without changing what stands there.
    """
    if not items:
        return text
    outline = _outline(text, formats, format)
    mark = placing.standing(outline, spec)
    if mark is None:
        lists = [_listed(items, one, "", False, style) for one in ("-", placing.widened("-"))]
        return _add_section(text, outline, spec, lambda _level: lists, style)
    return placing.write(text, outline, _lists(outline, mark, items, style), holds=_items_from(len(items)))


def _lists(outline: Outline, mark: Mark, items: Sequence[ItemAnswer], style: Style) -> Iterator[Variant]:
    """How items could join a section: in place of its placeholder, behind its last item, at its end."""
    if (filled := placing.placeholder(outline, mark)) is not None:
        for marker in ("-", placing.widened("-")):
            yield from _spaced(outline, filled, [], _listed(items, marker, "", False, style))
    if (last := placing.last_item(outline, mark)) is not None:
        indent, like, loose = placing.list_style(outline, last)
        for marker in (like, placing.widened(like)):
            lead = [""] if loose else []
            yield from _spaced(outline, (last.end, last.end), lead, _listed(items, marker, indent, loose, style))
    at = placing.content_end(outline, mark)
    for marker in ("-", placing.widened("-")):
        lead = [""] if at > mark.content else []
        yield from _spaced(outline, (at, at), lead, _listed(items, marker, "", False, style))


def _items_from(count: int) -> placing.Holds:
    """That the lines written hold so many items of top-level lists, and that these take in nothing else."""

    def holds(after: Outline, first: int, end: int) -> bool:
        blocks = after.blocks
        items = (one for one in blocks if one.kind == "item" and one.level == 1 and first <= one.start < end)
        found = [one for one in items if blocks[one.parent].parent == -1]
        return len(found) == count and all(one.end <= end for one in found)

    return holds


def add_prose(
    text: str, formats: Mapping[str, Format], format: Format, spec: SectionSpec, prose: str, style: Style
) -> str:
    """Add prose to a section: below what stands there, in place of its placeholder, or in a new section.

    Errors: UnreadableError where that cannot be done without changing what stands there.
    """
    outline = _outline(text, formats, format)
    mark = placing.standing(outline, spec)
    if mark is None:
        return _add_section(text, outline, spec, lambda level: [_prose_lines(prose, format, level)], style)
    lines = _prose_lines(prose, format, mark.level)
    if (filled := placing.placeholder(outline, mark)) is not None:
        return placing.write(text, outline, [_set_off(outline, filled, [], lines)])
    at = placing.content_end(outline, mark)
    lead = [""] if at > mark.content else []
    return placing.write(text, outline, [_set_off(outline, (at, at), lead, lines)])


def _prose_lines(prose: str, format: Format, level: int) -> list[str]:
    return escape_prose(prose, ends_section(format, level)).split("\n")


def add_note(text: str, formats: Mapping[str, Format], format: Format, note: str) -> str:
    """Add prose above the first section, below what stands there.

    Errors: UnreadableError where that cannot be done without changing what stands there.
    """
    outline = _outline(text, formats, format)
    lines = escape_prose(note, ends_note(outline)).split("\n")
    at = placing.note_end(outline)
    lead = [""] if at > outline.note[0] else []
    return placing.write(text, outline, [_set_off(outline, (at, at), each, lines) for each in (lead, [""])])


def add_section(
    text: str, formats: Mapping[str, Format], format: Format, spec: SectionSpec, content: Sequence[str], style: Style
) -> str:
    """Add a section with these lines in the order of the format; a text that has the section already stays as it is.

    Errors: UnreadableError where that cannot be done without changing what stands there.
    """
    outline = _outline(text, formats, format)
    return (
        text if placing.standing(outline, spec) else _add_section(text, outline, spec, lambda _level: [content], style)
    )


def free_section(heading: str) -> SectionSpec:
    """The section of a free heading, in a format that has none of its own."""
    return SectionSpec(key=heading, kind="text", heading={"en": _as_heading(heading)})


def _as_heading(text: str) -> str:
    """A text as a heading has it: on one line, without the `#` that would close it."""
    line = " ".join(text.split())
    bare = line.rstrip("#")
    return bare.rstrip() if bare.endswith(" ") else line


def _outline(text: str, formats: Mapping[str, Format], format: Format) -> Outline:
    return read_outline(text, {**formats, format.name: format}, format.name)


def _spaced(outline: Outline, span: Span, lead: Sequence[str], lines: Sequence[str]) -> Iterator[Variant]:
    """The lines as they are, and set off from the text behind them."""
    yield span, [*lead, *lines]
    if placing.follows(outline, span[1]):
        yield span, [*lead, *lines, ""]


def _set_off(outline: Outline, span: Span, lead: Sequence[str], lines: Sequence[str]) -> Variant:
    return span, [*lead, *lines, *([""] if placing.follows(outline, span[1]) else [])]


def _listed(items: Sequence[ItemAnswer], marker: str, indent: str, loose: bool, style: Style) -> list[str]:
    lines: list[str] = []
    for item in items:
        if loose and lines:
            lines.append("")
        lines += answers.item_lines(item, marker, indent, lambda task: task_text(task, style))
        marker = placing.next_marker(marker)
    return lines


def task_text(item: ItemAnswer, style: Style) -> str:
    """What stands behind the list marker of an action item: its box, text, tag and due date."""
    tags = (style.tag,) if style.tag else ()
    return taskline.render(item.text, item.mark or " ", tags=tags, due=item.due, syntax=style.syntax)


def _add_section(
    text: str, outline: Outline, spec: SectionSpec, contents: Callable[[int], Sequence[Sequence[str]]], style: Style
) -> str:
    """The text with a new section that holds the first of `contents` (at a heading level) that can stand there."""
    return placing.write(text, outline, _sections(outline, spec, contents, style), opens=spec)


def _sections(
    outline: Outline, spec: SectionSpec, contents: Callable[[int], Sequence[Sequence[str]]], style: Style
) -> Iterator[Variant]:
    for place in placing.new_places(outline, spec):
        at = place.at
        heading = f"{'#' * place.level} {spec.title(style.lang)}"
        lead = [""] if at and (at == outline.body or placing.follows(outline, at - 1)) else []
        tail = [""] if at < len(outline.lines) and (place.before or placing.follows(outline, at)) else []
        for content in contents(place.level):
            yield (at, at), [*lead, heading, *content, *tail]
