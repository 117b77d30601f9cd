"""One file read as an entry: a frozen view of its text, with line spans that edits can work on."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retro_cli.domain import answers, frontmatter, markdown, taskline
from retro_cli.domain.format import MOOD, Format
from retro_cli.domain.frontmatter import as_date as as_date
from retro_cli.domain.layout import Slot
from retro_cli.domain.outline import Mark, Outline, ends_note, ends_section, last_line, read_outline
from retro_cli.domain.privatelines import private_lines
from retro_cli.domain.privatemarks import says_private
from retro_cli.domain.prose import Ends, prose, unescape_prose
from retro_cli.domain.taskitems import filled as filled
from retro_cli.domain.taskitems import task_items
from retro_cli.domain.taskline import TaskLine
from retro_cli.domain.text import BOM, strip_ending


@dataclass(frozen=True, slots=True)
class Item:
    """A list item. `text` is its first paragraph without escapes and task fields; `line` and `end` are 1-based."""

    text: str
    body: str
    line: int
    end: int
    mark: str | None = None
    task: TaskLine | None = None

    @property
    def answered(self) -> bool:
        """Whether somebody wrote it: a placeholder such as `TBU` does not count."""
        return bool(self.body) or not answers.unanswered(self.text)


@dataclass(frozen=True, slots=True)
class Action:
    """A task item wherever it stands in an entry: its first paragraph (1-based lines), and which equal item it is."""

    text: str
    task: TaskLine
    line: int
    last: int
    section: "Section | None"
    ordinal: int
    private: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an entry. `key` is None for a heading that its format does not know; `parts` are its spans.

    `public` is its text without what is private, None where nothing in the entry is; `private` is whether all of it is.
    """

    key: str | None
    role: str
    kind: str
    heading: str
    level: int
    text: str
    items: tuple[Item, ...]
    parts: tuple[tuple[int, int], ...]
    private: bool = False
    public: str | None = None

    @property
    def line(self) -> int:
        """The 1-based line of its (first) heading."""
        return self.parts[0][0] + 1

    @property
    def end(self) -> int:
        """The 1-based last line of its last part."""
        return self.parts[-1][1]

    @property
    def answered(self) -> bool:
        """Whether anything but placeholders stands in it."""
        return any(item.answered for item in self.items) or not answers.unanswered(self.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, one entry. `path` is relative to the journal, with `/`.

    `private` is whether all of it is, `hidden` the lines (1-based) that are; `public_note` is its note without them,
    None where nothing is. `settled` is false where neither the front matter nor the headings say which format it is:
    any format may go there.
    """

    path: str
    date: dt.date | None
    end: dt.date | None
    week: str | None
    period: str
    format: str
    title: str | None
    tags: tuple[str, ...]
    fields: Mapping[str, object]
    note: str
    sections: tuple[Section, ...]
    actions: tuple[Action, ...]
    private: bool = False
    settled: bool = True
    hidden: frozenset[int] = frozenset()
    public_note: str | None = None

    def section(self, key: str) -> Section | None:
        """The section of this key, if the entry has it."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def answered(self) -> bool:
        """Whether anything but placeholders stands in it."""
        return bool(self.note) or any(section.answered for section in self.sections)


def read_entry(text: str, path: str, formats: Mapping[str, Format], slot: Slot | None) -> Entry:
    """The entry that a file holds. `slot` is what its name says; without one the front matter dates it.

    Errors: FrontMatterError (a child of UnreadableError) where the front matter is not YAML.
    """
    meta = frontmatter.read(text)
    name = meta.get("format")
    outline = read_outline(text, formats, name if isinstance(name, str) else None)
    private = says_private(meta, outline.lines[: outline.body])
    title = meta.get("title")
    fields = {spec.key: meta[spec.key] for spec in (*outline.format.fields, MOOD) if meta.get(spec.key) is not None}
    hidden = private_lines(outline)
    shown = _without(outline, hidden)
    sections = _sections(outline, shown)
    return Entry(
        path=path,
        date=slot.date if slot else as_date(meta.get("date")),
        end=slot.week.sunday if slot and slot.week else as_date(meta.get("end")),
        week=slot.week.label if slot and slot.week else None,
        period=slot.kind if slot else "day",
        format=name if isinstance(name, str) and name else outline.format.name,
        title=str(title) if title not in (None, "") else None,
        tags=tags_of(meta.get("tags")),
        fields=fields,
        note=_prose(outline, *outline.note, ends_note(outline)),
        sections=sections,
        actions=tuple(_actions(outline, sections, hidden, private)),
        private=private,
        settled=bool(name) or not outline.format.free,
        hidden=frozenset(index + 1 for index in hidden),
        public_note=_prose(shown, *outline.note, ends_note(outline)) if hidden else None,
    )


def reread(entry: Entry, outline: Outline) -> Entry:
    """The entry with what stands in another outline of it, where nothing is private."""
    sections = _sections(outline, outline)
    return replace(
        entry,
        note=_prose(outline, *outline.note, ends_note(outline)),
        sections=sections,
        actions=tuple(_actions(outline, sections, frozenset(), entry.private)),
        hidden=frozenset(),
        public_note=None,
    )


def tags_of(value: object) -> tuple[str, ...]:
    """The tags that a front-matter value lists, without `#`."""
    if isinstance(value, str):
        value = re.split(r"[,\s]+", value)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(str(tag).lstrip("#") for tag in value if tag not in (None, ""))


def _prose(outline: Outline, start: int, end: int, ends: Ends) -> str:
    lines = outline.lines[start:end]
    if outline.digest and start <= outline.digest[0] < end:
        first, last = outline.digest[0] - start, outline.digest[1] - start
        lines = [*lines[:first], *lines[last:]]
    if start == 0 and lines:
        lines[0] = lines[0].removeprefix(BOM)
    return unescape_prose(prose(lines), ends)


def _without(outline: Outline, hidden: frozenset[int]) -> Outline:
    """The outline with blank lines in the place of the hidden ones."""
    if not hidden:
        return outline
    return replace(outline, lines=["\n" if index in hidden else line for index, line in enumerate(outline.lines)])


def _sections(outline: Outline, shown: Outline) -> tuple[Section, ...]:
    read: dict[str, list[Mark]] = {}
    for index, mark in enumerate(outline.marks):
        read.setdefault(mark.spec.key if mark.spec else f"\n{index}", []).append(mark)
    items = list(_items(outline))
    return tuple(_section(outline, shown, marks, items) for marks in read.values())


def _section(outline: Outline, shown: Outline, marks: Sequence[Mark], listed: Sequence[Item]) -> Section:
    spec, heading, level = marks[0].spec, marks[0].heading, marks[0].level
    kind = spec.kind if spec else "text"
    items: list[Item] = []
    texts: list[str] = []
    public: list[str] = []
    for mark in marks:
        found = listed[bisect_right(listed, mark.content, key=_line) : bisect_right(listed, mark.end, key=_line)]
        items += found
        between = found if kind != "text" else []
        texts.append(_section_text(outline, mark, between))
        if shown is not outline:
            public.append(_section_text(shown, mark, between))
    return Section(
        key=spec.key if spec else None,
        role=spec.role if spec else "other",
        kind=kind,
        heading=heading,
        level=level,
        text=_told(texts),
        items=tuple(items),
        parts=tuple((mark.start, last_line(outline, mark)) for mark in marks),
        private=bool(spec and spec.private),
        public=None if shown is outline else _told(public),
    )


def _told(texts: Sequence[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _section_text(outline: Outline, mark: Mark, items: Sequence[Item]) -> str:
    ends = ends_section(outline.format, mark.level)
    pieces, at = [], mark.content
    for item in items:
        pieces.append(_prose(outline, at, item.line - 1, ends))
        at = item.end
    pieces.append(_prose(outline, at, mark.end, ends))
    return _told(pieces)


def _line(item: Item) -> int:
    return item.line


def _items(outline: Outline) -> Iterator[Item]:
    """The items of the top-level lists; empty bullets are left out."""
    blocks = outline.blocks
    for index, block in enumerate(blocks):
        if block.kind == "item" and block.level == 1 and blocks[block.parent].parent == -1:
            item = read_item(outline.lines, blocks, index)
            if item.text or item.body or item.mark:
                yield item


def read_item(lines: Sequence[str], blocks: Sequence[markdown.Block], index: int) -> Item:
    """The item that `blocks[index]` is."""
    block = blocks[index]
    line = strip_ending(lines[block.start])
    below = block.start + 1
    paragraph = blocks[index + 1] if index + 1 < len(blocks) else None
    if paragraph and paragraph.kind == "paragraph" and paragraph.parent == index and paragraph.start == block.start:
        first, *more = paragraph.text.split("\n")
        below = paragraph.end
    else:
        first, more = _after_marker(line, block), []
    task = taskline.parse(line)
    text = task.text if task else answers.unescape_item(first)
    return Item(
        text="\n".join([text.strip(), *(part.strip() for part in more)]).strip(),
        body=answers.item_body(lines[below : block.end]),
        line=block.start + 1,
        end=block.end,
        mark=task.mark if task else None,
        task=task,
    )


def _after_marker(line: str, block: markdown.Block) -> str:
    at = line.find(block.marker)
    return line[at + len(block.marker) :].strip() if at >= 0 else ""


def _actions(outline: Outline, sections: Sequence[Section], hidden: frozenset[int], private: bool) -> Iterator[Action]:
    """The task items of an entry wherever they stand."""
    spans = sorted((start, end, at) for at, one in enumerate(sections) for start, end in one.parts)
    for item in task_items(outline.lines, outline.blocks):
        found = bisect_left(spans, (item.line,)) - 1
        section = sections[spans[found][2]] if found >= 0 and item.line <= spans[found][1] else None
        secret = private or item.line - 1 in hidden
        yield Action(item.text, item.task, item.line, item.last, section, item.ordinal, secret)
