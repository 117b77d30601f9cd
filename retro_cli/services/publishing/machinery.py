"""What stands in a text for programs, and not for whoever reads a blog: comments, links between notes, ids of lines,
callouts, dates that only a task list needs. Code is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from retro_cli.domain import taskline
from retro_cli.domain.asides import Asides, read_asides
from retro_cli.domain.markdown import Block, parse
from retro_cli.domain.pictures import PICTURE_ENDINGS

_NOTE = re.compile(r"(!?)\[\[(?=[^\s\[\]])(?![\d\s,.]+\]\])([^\[\]|\n]*?)(?:\\?\|([^\[\]\n]+))?\]\](?!\()")
_BLOCK_ID = re.compile(r"(?:(?<![ \t])[ \t]+|(?<=\n)|\A)\^(?=[a-zA-Z0-9-]*[a-zA-Z0-9])[a-zA-Z0-9-]+[ \t]*\Z")
_KEYS = (
    r"(?:(?:created|start|scheduled|due|cancelled|completion):: *\d{4}-\d\d-\d\d"
    r"|(?:id|dependsOn|priority|repeat|onCompletion):: [^\[\]()\n]+)"
)
_FIELD = re.compile(rf"(?<![ \t])[ \t]*(?:\[ *{_KEYS} *\]|\( *{_KEYS} *\)),?")
_CALLOUT = re.compile(r"\[!([^\[\]\n]+)\][+-]?[ \t]*")
_BULLET = re.compile(r"([\s>]*)((?:[-*+]|\d{1,9}[.)]))([ \t]+)(?=\S)")
_MARKERS = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)(?:\[.\](?:[ \t]+|\Z))?)*")
_OWN = "<!-- retro:"

Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Swept:
    """Lines without machinery, None for those of which nothing is left. `comments` are the lines (by index) where one
    of the writer's own began, `open` those of comments that are never closed."""

    lines: tuple[str | None, ...]
    comments: tuple[int, ...]
    open: tuple[int, ...]


def sweep(lines: Sequence[str], blocks: Sequence[Block], first: int, flavour: str) -> Swept:
    """The lines (without endings, `blocks` are theirs) as a post of this flavour may hold them."""
    asides = read_asides(lines, blocks, first)
    edits = [
        *((start, end, "") for start, end in asides.comments),
        *(edit for start, end in asides.pieces() for edit in _links(asides.text, start, end, flavour)),
        *_ids(asides, lines, blocks),
        *(_callouts(lines, blocks) if flavour != "obsidian" else ()),
    ]
    starts = _starts(lines)
    nested = {block.start for block in blocks if block.kind == "item" and block.end > block.start + 1}
    own = [start for start, _ in asides.comments if not asides.text.startswith(_OWN, start)]
    return Swept(
        tuple(_applied(lines, starts, edits, nested)),
        tuple(bisect_right(starts, start) - 1 for start in own),
        asides.open,
    )


def swept(text: str, flavour: str) -> str:
    """The same of a text on one line, as a title is."""
    lines = [" ".join(text.split())]
    return (sweep(lines, parse(lines), 0, flavour).lines[0] or "").strip() if text else text


def without_fields(line: str) -> str:
    """A plain list item without the fields of a task at its end; where nothing else is in it they stay."""
    found = _BULLET.match(line)
    if found is None:
        return line
    rest = line[found.end() :]
    task = taskline.parse(f"- [ ] {rest}")
    if task is None or not task.text.strip() or task.text.strip() == rest.strip():
        return line
    certain = (task.id, task.created, task.start, task.scheduled, task.due, task.cancelled, task.done, task.block)
    if not any(certain) and not task.depends_on and not (task.recurrence or "").startswith("every"):
        return line  # a sign alone may be anybody's
    return f"{found[0]}{task.text.strip()}"


def _starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _applied(
    lines: Sequence[str], starts: Sequence[int], edits: Sequence[Edit], nested: set[int]
) -> Iterator[str | None]:
    """Each line with the edits in it. One that held only what is gone goes too, but for an item that holds more."""
    found = _by_line(lines, starts, edits)
    for index, line in enumerate(lines):
        if index not in found:
            yield line
            continue
        new, at = "", 0
        for first, last, words in found[index]:
            new += line[at:first] + words
            at = last
            if not words and line[at : at + 1] == " " and new.endswith(" "):
                at += 1
        new = (new + line[at:]).rstrip()
        gone = not new or (_MARKERS.fullmatch(new) is not None and _MARKERS.fullmatch(line) is None)
        yield None if gone and index not in nested else new


def _by_line(lines: Sequence[str], starts: Sequence[int], edits: Sequence[Edit]) -> dict[int, list[Edit]]:
    """By its index the edits of each line, counted from its beginning, none of them in another."""
    found: dict[int, list[Edit]] = {}
    reached = 0
    for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
        if start < reached:
            continue
        reached = end
        index = bisect_right(starts, start) - 1
        while index < len(lines) and (starts[index] < end or (starts[index] <= start and start == end)):
            begin = max(start - starts[index], 0)
            found.setdefault(index, []).append((begin, min(end - starts[index], len(lines[index])), words))
            words, index = "", index + 1
    return found


# -- within lines -----------------------------------------------------------------------------------------------------


def _links(text: str, start: int, end: int, flavour: str) -> Iterator[Edit]:
    """Links between notes as their words, but in a vault; fields of tasks nowhere."""
    for found in _FIELD.finditer(text, start, end):
        yield found.start(), found.end(), ""
    if flavour == "obsidian":
        return
    for found in _NOTE.finditer(text, start, end):
        embedded, name, shown = found.groups()
        if embedded and name.split("#")[0].strip().lower().endswith(PICTURE_ENDINGS):
            continue
        yield found.start(), found.end(), (shown or _name(name)).strip()


def _name(link: str) -> str:
    """What a link to a note shows: the note's name, and the heading in it."""
    note, *parts = (part.strip() for part in link.split("#"))
    headings = [part for part in parts if part and not part.startswith("^")]
    return " > ".join(filter(None, [PurePosixPath(note).name.removesuffix(".md") if note else "", *headings]))


def _ids(asides: Asides, lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[Edit]:
    """The ids of blocks (`^abc`), which stand at their ends."""
    starts = _starts(lines)
    for block in blocks:
        if block.kind not in ("paragraph", "heading") or block.marker in ("=", "-"):
            continue
        last = block.end - 1
        found = _BLOCK_ID.search(asides.text, starts[last], starts[last] + len(lines[last]))
        if found and not asides.in_code(found.end() - 1):
            yield found.start(), found.end(), ""


def _callouts(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[Edit]:
    """The signs of callouts: without them they are quotations, whose title is in bold on a line of its own."""
    starts = _starts(lines)
    for block in blocks:
        if block.kind != "paragraph" or block.parent < 0:
            continue
        quote = blocks[block.parent]
        line = lines[block.start]
        at = line.find("[!")
        if quote.kind != "quote" or quote.start != block.start or at < 0 or line[:at].strip(" \t>-*+0123456789.)"):
            continue
        found = _CALLOUT.match(line, at)
        if found is None:
            continue
        title = line[found.end() :].strip()
        begin = starts[block.start]
        if not title or quote.end == block.start + 1:
            yield begin + at, begin + found.end(), ""
        else:
            yield begin + at, begin + found.end(), "**"
            prefix = re.sub(r"[^\s>]", " ", line[:at]).rstrip()
            yield begin + len(line.rstrip()), begin + len(line), f"**\n{prefix}"
