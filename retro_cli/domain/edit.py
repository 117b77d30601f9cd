"""Small pure edits, `text -> text`: each changes the lines that it must and leaves every other byte alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retro_cli.domain import answers, taskline
from retro_cli.domain.answers import ItemAnswer
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.markdown import Block
from retro_cli.domain.outline import Mark, Outline, ends_section, last_line, read_outline
from retro_cli.domain.text import dominant_newline, is_placeholder, line_ending, split_lines
from retro_cli.errors import N_, UnreadableError


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
    prefix = task.prefix.lstrip("\ufeff") if task else ""
    flat = " ".join(note.split())
    added = f"{prefix}    - {answers.escape_item(flat)}"
    return "".join(insert(lines, last, [added], dominant_newline(text)))


def insert(lines: Sequence[str], at: int, new: Sequence[str], newline: str) -> list[str]:
    """Lines with `new` (without endings) before index `at`; a missing newline at the end of the text stays missing."""
    added = [line + newline for line in new]
    if at < len(lines) or not lines or line_ending(lines[-1]) or not added:
        return [*lines[:at], *added, *lines[at:]]
    added[-1] = new[-1]
    return [*lines[:-1], lines[-1] + newline, *added]


# -- sections ---------------------------------------------------------------------------------------------------------


def add_items(
    text: str,
    formats: Mapping[str, Format],
    format: Format,
    spec: SectionSpec,
    items: Sequence[ItemAnswer],
    style: Style,
) -> str:
    """Add items to a section: behind its last item, in place of its placeholder, or in a new section."""
    if not items:
        return text
    outline = read_outline(text, {**formats, format.name: format}, format.name)
    mark = _target(outline, spec)
    if mark is None:
        return _add_section(text, outline, spec, _listed(items, "-", "", False, style), style)
    filled = _placeholder_lines(outline, mark)
    if filled is not None:
        return _replace(text, outline, filled, _listed(items, "-", "", False, style))
    last = _last_item(outline, mark)
    if last is None:
        at = last_line(outline, mark)
        lead = [""] if at > mark.content else []
        return _insert(text, outline, at, [*lead, *_listed(items, "-", "", False, style)])
    indent, marker, loose = _list_style(outline, last)
    lead = [""] if loose else []
    return _insert(text, outline, last.end, [*lead, *_listed(items, marker, indent, loose, style)])


def add_prose(
    text: str, formats: Mapping[str, Format], format: Format, spec: SectionSpec, prose: str, style: Style
) -> str:
    """Add prose to a section: below what stands there, in place of its placeholder, or in a new section."""
    outline = read_outline(text, {**formats, format.name: format}, format.name)
    mark = _target(outline, spec)
    level = mark.level if mark else _level(outline)
    lines = answers.escape_prose(prose, ends_section(format, level)).split("\n")
    if mark is None:
        return _add_section(text, outline, spec, lines, style)
    filled = _placeholder_lines(outline, mark)
    if filled is not None:
        return _replace(text, outline, filled, lines)
    at = last_line(outline, mark)
    lead = [""] if at > mark.content else []
    return _insert(text, outline, at, [*lead, *lines])


def add_note(text: str, formats: Mapping[str, Format], format: Format, note: str) -> str:
    """Add prose above the first section, below what stands there."""
    outline = read_outline(text, {**formats, format.name: format}, format.name)
    lines = answers.escape_prose(note, ends_section(format, _level(outline))).split("\n")
    start, end = outline.note
    while end > start and not outline.lines[end - 1].strip("\ufeff \t\r\n"):
        end -= 1
    lead = [""] if end > start else []
    return _insert(text, outline, end, [*lead, *lines])


def add_section(
    text: str, formats: Mapping[str, Format], format: Format, spec: SectionSpec, content: Sequence[str], style: Style
) -> str:
    """Add a section with these lines in the order of the format; a text that has the section already stays as it is."""
    outline = read_outline(text, {**formats, format.name: format}, format.name)
    return text if _target(outline, spec) else _add_section(text, outline, spec, content, style)


def free_section(heading: str) -> SectionSpec:
    """The section of a free heading, in a format that has none of its own."""
    return SectionSpec(key=heading, kind="text", heading={"en": heading})


def _target(outline: Outline, spec: SectionSpec) -> Mark | None:
    """The last place where the section stands."""
    found = [mark for mark in outline.marks if _names(mark, spec)]
    return found[-1] if found else None


def _names(mark: Mark, spec: SectionSpec) -> bool:
    if mark.spec is not None:
        return mark.spec.key == spec.key
    return mark.heading.strip() == spec.title("en").strip()


def _level(outline: Outline) -> int:
    return next((mark.level for mark in outline.marks if mark.spec), next((m.level for m in outline.marks), 2))


def _placeholder_lines(outline: Outline, mark: Mark) -> tuple[int, int] | None:
    """The span of a section's placeholder (`TBU`, `- `), or None where something else or nothing stands there."""
    start, end = mark.content, last_line(outline, mark)
    while start < end and not outline.lines[start].strip():
        start += 1
    if start == end:
        return None
    words = [line.strip().lstrip("-*+ ").removeprefix("[ ]").strip() for line in outline.lines[start:end]]
    return (start, end) if all(is_placeholder(word) for word in words if word) else None


def _last_item(outline: Outline, mark: Mark) -> Block | None:
    blocks = outline.blocks
    found = [
        block
        for block in blocks
        if block.kind == "item"
        and block.level == 1
        and mark.content <= block.start < mark.end
        and (block.parent == -1 or blocks[block.parent].parent == -1)
    ]
    return found[-1] if found else None


def _list_style(outline: Outline, last: Block) -> tuple[str, str, bool]:
    """Indentation and marker for the item after `last`, and whether blank lines stand between the items."""
    line = outline.lines[last.start].lstrip("\ufeff")
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    marker = last.marker
    if marker[:-1].isdigit():
        marker = f"{int(marker[:-1]) + 1}{marker[-1]}"
    before = [
        block for block in outline.blocks if block.kind == "item" and block.parent == last.parent and block is not last
    ]
    loose = bool(before) and before[-1].end < last.start
    return indent, marker, loose


def _listed(items: Sequence[ItemAnswer], marker: str, indent: str, loose: bool, style: Style) -> list[str]:
    lines: list[str] = []
    for item in items:
        if loose and lines:
            lines.append("")
        lines += answers.item_lines(item, marker, indent, lambda task: task_text(task, style))
        if marker[:-1].isdigit():
            marker = f"{int(marker[:-1]) + 1}{marker[-1]}"
    return lines


def task_text(item: ItemAnswer, style: Style) -> str:
    """What stands behind the list marker of an action item: its box, text, tag and due date."""
    tags = (style.tag,) if style.tag else ()
    return taskline.render(item.text, item.mark or " ", tags=tags, due=item.due, syntax=style.syntax)


def _add_section(text: str, outline: Outline, spec: SectionSpec, content: Sequence[str], style: Style) -> str:
    heading = f"{'#' * _level(outline)} {spec.title(style.lang)}"
    at, before = _new_place(outline, spec)
    lines = outline.lines
    block = [heading, *content]
    if (at > outline.body and lines[at - 1].strip("\ufeff \t\r\n")) or (at == outline.body and at > 0):
        block.insert(0, "")
    if at < len(lines) and (before or lines[at].strip()):
        block.append("")
    return _insert(text, outline, at, block)


def _new_place(outline: Outline, spec: SectionSpec) -> tuple[int, bool]:
    """Where a missing section goes, and whether that is right before another heading: in the order of the format."""
    order = [section.key for section in outline.format.sections]
    rank = order.index(spec.key) if spec.key in order else len(order)
    earlier = [mark for mark in outline.marks if mark.spec and order.index(mark.spec.key) < rank]
    if earlier:
        best = max(order.index(mark.spec.key) for mark in earlier if mark.spec)
        mark = [mark for mark in earlier if mark.spec and order.index(mark.spec.key) == best][-1]
        return last_line(outline, mark), False
    later = next((mark for mark in outline.marks if mark.spec and order.index(mark.spec.key) > rank), None)
    if later is not None:
        return later.start, True
    end = len(outline.lines)
    while end > outline.body and not outline.lines[end - 1].strip("\ufeff \t\r\n"):
        end -= 1
    return end, False


def _insert(text: str, outline: Outline, at: int, new: Sequence[str]) -> str:
    _refuse_open(outline, at)
    return "".join(insert(outline.lines, at, new, dominant_newline(text)))


def _replace(text: str, outline: Outline, span: tuple[int, int], new: Sequence[str]) -> str:
    start, end = span
    newline = dominant_newline(text)
    added = [line + newline for line in new]
    if end == len(outline.lines) and not line_ending(outline.lines[-1]):
        added[-1] = new[-1]
    return "".join([*outline.lines[:start], *added, *outline.lines[end:]])


def _refuse_open(outline: Outline, at: int) -> None:
    """Text behind an unclosed fence or comment would be part of it: say where it opens instead."""
    for block in outline.blocks:
        if block.parent == -1 and not block.closed and block.start < at <= block.end:
            raise UnreadableError(
                N_("nothing can be added here: line {line} opens a code block or comment that never closes"),
                hint=N_("close it in your editor (retro edit), then try again"),
                line=block.start + 1,
            )
