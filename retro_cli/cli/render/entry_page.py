"""An entry on a terminal: its markdown laid out line by line, every word as it was typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retro_cli.cli.render.marks import GLYPHS
from retro_cli.cli.render.problems import as_word
from retro_cli.cli.render.screen import Part
from retro_cli.domain import answers, taskline
from retro_cli.domain.entry import Entry
from retro_cli.domain.format import Format
from retro_cli.domain.markdown import Block, parse
from retro_cli.domain.names import day_label, range_label, week_range_label
from retro_cli.domain.outline import Outline, ends_note, ends_section, read_outline
from retro_cli.domain.period import Week
from retro_cli.domain.prose import unescape_prose
from retro_cli.domain.text import BOM, strip_ending

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.passages import Passages
    from retro_cli.store.journal import Page

_TEXT_STYLES = {"done": "dim", "dropped": "dim"}
_BULLET = ("•", "accent")
LONGEST_LINE = 8_000
"""The number of characters of one line that a terminal shows: some hundred rows."""
_AS_TYPED = ("fence", "code", "html")
_TITLED = re.compile(r"((?:[^*:]{1,20}: )?)\*\*(.+?)\*\*((?: — .*)?)\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: `lead` keeps its place when the rest is wrapped beside it."""

    lead: list[Part]
    parts: tuple[Part, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.lead and not self.parts


def show_page(app: "App", page: "Page") -> None:
    """The entry with a header that says its day, format and what else its front matter holds."""
    screen, entry = app.screen, page.entry
    screen.out(" ", *_header(app, entry))
    if below := _below(entry):
        screen.out(" ", (below, "dim"))
    rows = list(body(page.text, entry, app.formats.by_name))
    if rows:
        screen.out()
    for row in rows:
        screen.beside(row.lead, *_cut(app, row.parts, entry.path))


def _cut(app: "App", parts: Sequence[Part], path: str) -> Iterator[Part]:
    """The parts of a line; of one that nobody reads on a screen the beginning, with the way to all of it."""
    left = LONGEST_LINE
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        yield (text[:left], style)
        if (more := len(text) - left) > 0:
            call = f"retro show {as_word(path)} | less"
            told = app.translate("… {count} more characters — {call}").format(count=more, call=call)
            yield (told, "warn")
            return
        left -= len(text)


def _header(app: "App", entry: Entry) -> list[Part]:
    from retro_cli.domain.labels import pick

    known = app.formats.by_name.get(entry.format)
    parts: list[Part] = [(when(entry, app), "title"), " · ", pick(known.title, app.lang) if known else entry.format]
    return [*parts, " · ", (entry.title, "title")] if entry.title else parts


def when(entry: "Entry | Passages", app: "App") -> str:
    """The day, days, week or period that an entry is about, as the language writes it."""
    if entry.date is None:
        return entry.path
    if entry.week:
        return week_range_label(Week.of(entry.date), app.lang, app.today)
    if entry.period == "day" and entry.end and entry.end != entry.date:
        return range_label(entry.date, entry.end, app.lang, app.today)
    if entry.period == "day":
        return day_label(entry.date, app.lang, app.today)
    from retro_cli.domain.names import period_label

    return period_label(entry.period, entry.date, entry.date, app.lang)


def _below(entry: Entry) -> str:
    tags = " ".join(f"#{tag}" for tag in entry.tags)
    fields = [f"{key} {value}" for key, value in entry.fields.items()]
    return " · ".join(part for part in (tags, *fields, entry.path) if part)


def body(text: str, entry: Entry, formats: Mapping[str, Format]) -> Iterator[Row]:
    """The rows of everything below the front matter; blank ones are single, and none at the beginning or end."""
    outline = read_outline(text, formats, entry.format)
    pending = False
    started = False
    for row in _rows(outline):
        if row.blank:
            pending = started
            continue
        if pending:
            yield Row([])
        pending, started = False, True
        yield row


def _rows(outline: Outline) -> Iterator[Row]:
    lines = _unescaped(outline)
    blocks = parse(outline.lines, outline.body)
    starts = {block.start: block for block in blocks if block.kind in ("heading", "item", "fence", "rule")}
    markers = set() if outline.digest is None else {outline.digest[0], outline.digest[1] - 1}
    code = {at for block in blocks if block.kind in _AS_TYPED for at in range(block.start, block.end)}
    items = _items(blocks)
    index = outline.body
    while index < len(lines):
        block = starts.get(index)
        step = 1
        if index in markers:
            yield Row([])
        elif block is not None and block.kind == "heading" and block.parent == -1:
            yield Row([])
            yield Row([" " * (1 if block.level <= 2 else 2)], ((" ".join(block.text.split()), "title"),))
            step = block.end - block.start
        elif index in items:
            told = outline.digest is not None and outline.digest[0] < index < outline.digest[1]
            yield _told(lines[index], items[index]) if told else _item(outline.lines[index], items[index])
        elif block is not None and block.kind == "rule":
            yield Row(["   "], (("─" * 12, "dim"),))
        elif not lines[index].strip():
            yield Row([])
        else:
            yield _plain(lines[index], dim=index in code)
        index += step


def _items(blocks: Sequence[Block]) -> dict[int, Block]:
    """The item that begins on each line; of items within items on one line the innermost wins."""
    return {block.start: block for block in blocks if block.kind == "item"}


def _item(line: str, block: Block) -> Row:
    bare = strip_ending(line)
    task = taskline.parse(bare)
    if task is not None:
        glyph, style = GLYPHS[task.state]
        if task.state == "open" and task.mark != " ":
            glyph = f"[{task.mark}]"
        rest = bare[len(task.prefix) + len(task.marker) + len(task.gap) + len("[x]") :].strip()
        tail = rest[len(task.text) :] if rest.startswith(task.text) else ""
        text = rest[: len(rest) - len(tail)]
        return Row(
            [_indent(task.prefix), (glyph, style), " "], ((text, _TEXT_STYLES.get(task.state, "")), (tail, "dim"))
        )
    at = bare.find(block.marker)
    rest = answers.unescape_item(bare[at + len(block.marker) :].strip())
    marker: Part = _BULLET if block.marker in "-*+" else block.marker
    return Row([_indent(bare[:at]), marker, " "], (rest,))


def _told(line: str, block: Block) -> Row:
    """An item of a digest: the title of an entry is set off, an action item is a text that begins with its state."""
    row = _item(line, block)
    if isinstance(row.parts[0], str) and (titled := _TITLED.match(row.parts[0])):
        day, title, rest = titled.groups("")
        return Row(row.lead, (day, (title, "title"), rest))
    for glyph, style in GLYPHS.values():
        if isinstance(row.parts[0], str) and row.parts[0].startswith(f"{glyph} "):
            return Row([row.lead[0], (glyph, style), " "], (row.parts[0][len(glyph) + 1 :],))
    return row


def _plain(line: str, *, dim: bool) -> Row:
    bare = line.rstrip() if not dim else line
    text = bare.lstrip(" \t")
    return Row([_indent(bare[: len(bare) - len(text)])], ((text, "dim" if dim else ""),))


def _indent(prefix: str) -> str:
    return "   " + prefix.expandtabs(4)


def _unescaped(outline: Outline) -> list[str]:
    """The lines without endings, and without the backslashes that only keep a line from ending its section."""
    lines = [strip_ending(line) for line in outline.lines]
    if lines:
        lines[0] = lines[0].removeprefix(BOM)
    sections = ((mark.content, mark.end, ends_section(outline.format, mark.level)) for mark in outline.marks)
    for start, end, ends in [(*outline.note, ends_note(outline)), *sections]:
        text = "\n".join(lines[start:end])
        if "\\" in text:
            lines[start:end] = unescape_prose(text, ends).split("\n")
    return lines
