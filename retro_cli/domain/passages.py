"""The passages of an entry: its items, paragraphs, headings of one's own, code, title and short answers, one by one.

They are what a search finds. The digest of a review, comments and the headings of the format are left out.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain import frontmatter, taskline
from retro_cli.domain.entry import as_date, filled, read_item, tags_of
from retro_cli.domain.format import MOOD, Format
from retro_cli.domain.layout import Slot
from retro_cli.domain.markdown import Block
from retro_cli.domain.outline import Mark, Outline, ends_note, ends_section, read_outline
from retro_cli.domain.prose import unescape_prose
from retro_cli.domain.taskline import TaskLine
from retro_cli.domain.text import strip_ending

_ANSWER = re.compile(r"""["']?([^\s"':#{}\[\],][^"':]*?)["']?[ \t]*:[ \t]+(\S.*)""")
_IN_ITEMS = ("paragraph", "fence", "code", "html", "heading")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and the line it begins on (1-based).

    `section` is the key of its section, else the heading; `heading` the heading as it stands there; both None outside
    of sections, `section` of a short answer is its field. `state` is that of an action item and `done` the day it was
    done, `tags` are those in its text; `level` is how many lists deep an item is.
    """

    text: str
    line: int
    kind: str
    section: str | None = None
    heading: str | None = None
    role: str = "other"
    state: str | None = None
    tags: tuple[str, ...] = ()
    done: dt.date | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of one entry in the order of its lines, and what its name and front matter say about it."""

    path: str
    date: dt.date | None
    end: dt.date | None
    week: str | None
    period: str
    format: Format
    format_name: str
    title: str | None
    tags: tuple[str, ...]
    fields: Mapping[str, object]
    created: str | None
    passages: tuple[Passage, ...]


def read_passages(text: str, path: str, formats: Mapping[str, Format], slot: Slot | None) -> Passages:
    """The passages of the entry that a file holds. Errors: FrontMatterError."""
    meta = frontmatter.read(text)
    name = meta.get("format")
    outline = read_outline(text, formats, name if isinstance(name, str) else None)
    title = meta.get("title")
    return Passages(
        path=path,
        date=slot.date if slot else as_date(meta.get("date")),
        end=slot.week.sunday if slot and slot.week else as_date(meta.get("end")),
        week=slot.week.label if slot and slot.week else None,
        period=slot.kind if slot else "day",
        format=outline.format,
        format_name=name if isinstance(name, str) and name else outline.format.name,
        title=str(title) if title not in (None, "") else None,
        tags=tags_of(meta.get("tags")),
        fields={spec.key: meta[spec.key] for spec in (*outline.format.fields, MOOD) if meta.get(spec.key) is not None},
        created=str(meta["created"]) if meta.get("created") else None,
        passages=(*answers_in(outline.lines[1 : outline.body - 1], 2, outline.format, meta), *_passages(outline)),
    )


def answers_in(lines: Sequence[str], first: int, format: Format, meta: Mapping[str, object]) -> Iterator[Passage]:
    """Title and short answers in words, as they are spelled in the `lines` of front matter that begin at line `first`:
    nothing there is unquoted, so that what is found is what the file holds."""
    wanted = {"title", *(spec.key for spec in format.fields if isinstance(meta.get(spec.key), str))}
    for number, line in enumerate(lines, first):
        found = _ANSWER.match(strip_ending(line))
        if found is None or found[1] not in wanted or meta.get(found[1]) in (None, ""):
            continue
        value = found[2].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        title = found[1] == "title"
        yield Passage(value, number, "title" if title else "field", None if title else found[1])


def _passages(outline: Outline) -> Iterator[Passage]:
    starts = [mark.start for mark in outline.marks]
    for index, block in enumerate(outline.blocks):
        found = bisect_right(starts, block.start) - 1
        mark = outline.marks[found] if found >= 0 else None
        if block.kind == "heading" and mark is not None and mark.start == block.start and mark.spec:
            continue
        if block.kind == "item":
            yield from _item(outline, index, mark)
        elif block.kind in _IN_ITEMS and not block.comment and not _in_item(outline.blocks, block):
            text = _text(outline, block, mark)
            if text.strip():
                yield _passage(text, block.start + 1, block.kind, mark)


def _passage(
    text: str, line: int, kind: str, mark: Mark | None, task: TaskLine | None = None, level: int = 0
) -> Passage:
    spec = mark.spec if mark else None
    return Passage(
        text,
        line,
        kind,
        section=spec.key if spec else mark.heading if mark else None,
        heading=mark.heading if mark else None,
        role=spec.role if spec else "other",
        state=task.state if task else None,
        tags=taskline.tags(text),
        done=task.done if task else None,
        level=level,
    )


def _in_item(blocks: Sequence[Block], block: Block) -> bool:
    return block.parent >= 0 and blocks[block.parent].kind == "item"


def _item(outline: Outline, index: int, mark: Mark | None) -> Iterator[Passage]:
    """An item with its further paragraphs, but without the items and quotes in it, which are passages of their own."""
    blocks = outline.blocks
    item = read_item(outline.lines, blocks, index)
    first = blocks[index + 1] if index + 1 < len(blocks) else None
    told = first if first and first.kind == "paragraph" and first.start == blocks[index].start else None
    more = [
        _text(outline, block, mark)
        for block in _below(blocks, index)
        if block is not told and block.kind in _IN_ITEMS and not block.comment
    ]
    text = "\n".join(part for part in (item.text, *more) if part.strip())
    if text:
        task = item.task if filled(item.text) else None
        yield _passage(text, item.line, "item", mark, task, blocks[index].level)


def _below(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """The blocks that stand in a block itself, not in another one within it."""
    end = blocks[index].end
    for at in range(index + 1, len(blocks)):
        if blocks[at].start >= end:
            return
        if blocks[at].parent == index:
            yield blocks[at]


def _text(outline: Outline, block: Block, mark: Mark | None) -> str:
    if block.kind in ("paragraph", "heading"):
        if block.text.startswith("\\") and block.parent == -1:
            return unescape_prose(block.text, ends_section(outline.format, mark.level) if mark else ends_note(outline))
        return block.text
    lines = [strip_ending(line) for line in outline.lines[block.start : block.end]]
    if block.kind == "fence":
        lines = lines[1 : -1 if block.closed else None]
    return "\n".join(lines)
