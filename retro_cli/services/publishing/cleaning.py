"""The text of an entry without what is private and without retro's own marks, line by line.

What carries `#private` goes with everything that belongs to it: an item with what is nested below it, a quotation, a
heading with all that it heads. What is left keeps its lines, so that a place in a post can be found in its entry again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain import answers, markdown, tags, taskline
from retro_cli.domain.outline import Outline
from retro_cli.domain.privatelines import private_spans
from retro_cli.domain.text import BOM, strip_ending

_OWN_COMMENT = re.compile(r"[ \t]*<!-- retro:(?:begin|end)\b[^>]*-->[ \t]*")
_GOES_ON = re.compile(r"\s|[-*+][ \t]|\d{1,9}[.)][ \t]")
_BOXES = {"open": "[ ] ", "started": "[ ] ", "done": "[x] "}


@dataclass(frozen=True, slots=True)
class Clean:
    """The lines of an entry that may be published, by index: as they are read (`plain`), and with their checkboxes
    (`boxed`, where they differ). `left_out` counts the pieces that were private."""

    plain: Mapping[int, str]
    boxed: Mapping[int, str]
    left_out: int

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


def clean(outline: Outline, tag: str | None = None) -> Clean:
    """What of an entry may be published; `tag` is the one that makes a box an action item, which is machinery too."""
    spans = private_spans(outline)
    hidden = {index for start, end in spans for index in range(start, end)}
    if outline.digest:
        hidden.update(range(*outline.digest))
    plain: dict[int, str] = {}
    for index in range(outline.body, len(outline.lines)):
        line = strip_ending(outline.lines[index]).removeprefix(BOM if index == 0 else "")
        if index not in hidden and not _OWN_COMMENT.fullmatch(line):
            plain[index] = line
    boxed: dict[int, str] = {}
    for block in outline.blocks:
        if block.kind == "item" and block.start in plain:
            _without_fields(block.start, plain, boxed, tag)
    return Clean(plain, boxed, _distinct(spans))


def _distinct(spans: Sequence[tuple[int, int]]) -> int:
    """How many pieces the spans make, those inside others not counted."""
    count, reached = 0, -1
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if start >= reached:
            count, reached = count + 1, end
    return count


def _without_fields(index: int, plain: dict[int, str], boxed: dict[int, str], tag: str | None) -> None:
    """Put a task item on the page without its fields: as a plain item, and with a box as blogs know them."""
    task = taskline.parse(plain[index])
    if task is None:
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
