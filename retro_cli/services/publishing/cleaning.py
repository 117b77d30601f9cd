"""The text of an entry without what is private and what is no text, line by line.

What is left keeps its lines, so that a place in a post can be found in its entry again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain import answers, markdown, tags, taskline
from retro_cli.domain.digest_span import without_digest
from retro_cli.domain.outline import Outline
from retro_cli.domain.privatelines import private_spans
from retro_cli.domain.text import BOM, strip_ending
from retro_cli.services.publishing.machinery import sweep, without_fields

_GOES_ON = re.compile(r"\s|[-*+][ \t]|\d{1,9}[.)][ \t]")
_BOXES = {"open": "[ ] ", "started": "[ ] ", "done": "[x] "}


@dataclass(frozen=True, slots=True)
class Clean:
    """The lines of an entry that may be published, by index: as they are read (`plain`), and with their checkboxes
    (`boxed`, where they differ). `left_out` counts the pieces that were private, `comments` those that were comments;
    `open` are the lines of comments that are never closed."""

    plain: Mapping[int, str]
    boxed: Mapping[int, str]
    left_out: int
    comments: int = 0
    open: tuple[int, ...] = ()

    def text(self, start: int, end: int, *, boxes: bool = False) -> str:
        """The lines from `start` to `end` without blank ones around them; a gap leaves no more than a blank line, and
        code or a comment that was left open is closed: other text will follow."""
        lines: list[str] = []
        gap = False
        for index in range(start, end):
            line = self.plain.get(index)
            if line is None:
                gap = True
                continue
            if gap and not line.strip() and (not lines or not lines[-1].strip()):
                continue
            if gap and lines and lines[-1].strip() and line.strip() and not _GOES_ON.match(line):
                lines.append("")  # or it would go on with the line before the gap
            gap = False
            lines.append(self.boxed.get(index, line) if boxes else line)
        while lines and not lines[0].strip():
            lines.pop(0)
        return "\n".join([*lines, *_closing(lines)]).rstrip()


def _closing(lines: Sequence[str]) -> list[str]:
    """The line that closes the code or comment that `lines` leave open."""
    last = next((block for block in reversed(markdown.parse(lines)) if block.parent == -1), None)
    if last is None or last.closed:
        return []
    return ["-->"] if last.comment else [last.marker] if last.kind == "fence" else []


def clean(outline: Outline, tag: str | None = None, flavour: str = "plain") -> Clean:
    """What of an entry may be published by a site of this flavour; `tag` is the one that makes a box an action item,
    which is machinery too."""
    spans = private_spans(outline)
    hidden = {index for start, end in spans for index in range(start, end)}
    if outline.digest:
        hidden.update(range(*outline.digest))
    lines = [strip_ending(line) for line in without_digest(outline.lines, outline.digest)]
    lines[:1] = [line.removeprefix(BOM) for line in lines[:1]]
    told = sweep(lines, outline.blocks, outline.body, flavour)
    plain = {
        index: line
        for index, line in enumerate(told.lines)
        if index >= outline.body and line is not None and index not in hidden
    }
    boxed: dict[int, str] = {}
    for block in outline.blocks:
        if block.kind == "item" and block.start in plain:
            _without_fields(block.start, plain, boxed, tag)
    comments = sum(index not in hidden for index in told.comments)
    return Clean(plain, boxed, _distinct(spans), comments, tuple(one for one in told.open if one not in hidden))


def _distinct(spans: Sequence[tuple[int, int]]) -> int:
    """How many pieces the spans make, those inside others not counted."""
    count, reached = 0, -1
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if start >= reached:
            count, reached = count + 1, end
    return count


def _without_fields(index: int, plain: dict[int, str], boxed: dict[int, str], tag: str | None) -> None:
    """Put an item on the page without the fields of a task: as a plain item, and with a box as blogs know them."""
    task = taskline.parse(plain[index])
    if task is None:
        plain[index] = without_fields(plain[index])
        return
    text = task.text.strip()
    if tag:
        text = tags.remove_tag(text, tag).strip()
    head = f"{task.prefix}{task.marker}{task.gap}"
    plain[index] = f"{head}{text if _is_prose(text) else answers.escape_item(text)}".rstrip()
    boxed[index] = f"{head}{_BOXES[task.state]}{text}".rstrip() if task.state in _BOXES else plain[index]


def _is_prose(text: str) -> bool:
    """Whether a text is nothing else as an item without its box."""
    if taskline.parse(f"- {text}"):
        return False
    return [block.kind for block in markdown.parse([f"- {text}"])] == ["list", "item", "paragraph"]
