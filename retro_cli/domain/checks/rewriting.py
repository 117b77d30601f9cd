"""Task lines with their fields where they are read: at the end, in the usual order, in one notation."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from retro_cli.domain import taskline
from retro_cli.domain.taskfields import ORDER, Field, scan, written
from retro_cli.domain.text import line_ending, strip_ending

if TYPE_CHECKING:
    from retro_cli.domain.taskline import TaskLine

_FIELD_BEFORE_TEXT = re.compile(
    r"(?<!`)[⏳⌛📅📆🗓🛫➕❌✅]\ufe0f? *\d{4}-\d{2}-\d{2}(?!\d)"
    r"|🆔\ufe0f? *(?=[a-zA-Z0-9_-]*\d)[a-zA-Z0-9_-]+(?!\S)"
    r"|(?<![\]`])[\[(] *(?:id|dependsOn|priority|repeat|onCompletion|created|start|scheduled|due|cancelled|completion)"
    r"::[^\[\]()]*[\])]"
)
_OTHER_SPELLING = re.compile(r"([⏳⌛📅📆🗓🛫➕❌✅]\ufe0f? *)(\d{4})([-./])(\d{1,2})\3(\d{1,2})(?!\d)\.?")


def head_of(task: TaskLine) -> int:
    """The offset right behind the status bracket of a task line."""
    return len(task.prefix) + len(task.marker) + len(task.gap) + 3


def misplaced(text: str) -> list[tuple[int, int, list[Field]]]:
    """The runs of fields in the text of a task that other text follows: where each stands, and its fields."""
    runs: list[tuple[int, int, list[Field]]] = []
    for found in _FIELD_BEFORE_TEXT.finditer(text):
        tail = scan(text[: found.end()], 0)
        fields = tail.fields
        if not fields or fields[-1].end != found.end():
            continue
        if any(text[one.end : other.start].strip() for one, other in itertools.pairwise(fields)):
            fields = fields[-1:]  # a tag stands between them, and stays
        start = fields[0].start
        if runs and start <= runs[-1][1]:
            runs.pop()
        runs.append((start, fields[-1].end, fields))
    return runs


def respelled(line: str) -> str:
    """The line with the dates behind the signs of fields written as `2026-11-24`."""

    def spelled(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}-{int(found[4]):02}-{int(found[5]):02}"

    return _OTHER_SPELLING.sub(spelled, line)


def canonical(line: str, syntax: str) -> str | None:
    """The task line with every field at its end, in the usual order and one notation; all else as it stands.

    Lines whose fields say two things at once have none: None. `syntax` decides where a line mixes both notations.
    """
    task = taskline.parse(line)
    if task is None:
        return None
    content = strip_ending(line)
    first = head_of(task)
    tail = scan(content, first)
    begin = tail.fields[0].start if tail.fields else tail.end
    text = content[first:begin]
    runs = misplaced(text)
    fields = [*tail.fields, *(field for _, _, run in runs for field in run)]
    if len({field.name for field in fields}) < len(fields):
        return None
    signs = [content[field.start] for field in tail.fields] + [text[field.start] for _, _, run in runs for field in run]
    notations = {sign in "[(" for sign in signs}
    if len(notations) == 1:
        syntax = "dataview" if notations.pop() else "emoji"
    for start, end, _ in reversed(runs):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    tags = [content[start:end] for start, end in tail.tags if start > begin]
    gap = "  " if syntax == "dataview" else " "
    ordered = sorted(fields, key=lambda field: ORDER.index(field.name))
    pieces = [" ".join([text.rstrip(), *tags]), *(written(field.name, field.value, syntax) for field in ordered)]
    block = f" {tail.block}" if tail.block else ""
    return content[:first] + gap.join(pieces) + block + line_ending(line)
