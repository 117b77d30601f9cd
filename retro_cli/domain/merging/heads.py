"""The first paragraph of an item in two versions: text, mark and every field of a task each by itself."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retro_cli.domain import taskline
from retro_cli.domain.merging.model import FIELD, STATE
from retro_cli.domain.merging.spelling import chosen, key
from retro_cli.domain.merging.words import is_korean, noted_drop, noted_field
from retro_cli.domain.tags import has_tag, remove_tag, without_tags
from retro_cli.domain.taskfields import ORDER, Value
from retro_cli.domain.taskline import TaskLine, state_of
from retro_cli.domain.text import line_ending, strip_ending

_MARKED = re.compile(r"([\s>]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|\Z))(.*)", re.DOTALL)
_RANKS = {"": 0, "open": 1, "started": 2, "dropped": 3, "done": 4}
_STAMPS = {"done": "done", "dropped": "cancelled"}


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of an item's first paragraph. `text` is what it says with its tags, without its box and fields."""

    lines: list[str]
    prefix: str
    text: str
    task: TaskLine | None

    @property
    def name(self) -> str:
        """What makes it the same item, whatever its mark, fields and tags are."""
        return _dense(without_tags(self.text)) or _dense(self.text)

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, without `#`."""
        return taskline.tags(self.text)

    @property
    def mark(self) -> str | None:
        """Its status character, None for a plain item."""
        return self.task.mark if self.task else None

    @property
    def state(self) -> str:
        """Its state, empty for a plain item."""
        return self.task.state if self.task else ""

    def field(self, name: str) -> Value | None:
        """One field of the task, None where it is not there."""
        value: Value | None = getattr(self.task, name) if self.task else None
        return value or None


@dataclass(frozen=True, slots=True)
class MergedHead:
    """The merged lines, what is to be noted below them, and the kind of the contradiction if there is one."""

    lines: list[str]
    notes: tuple[str, ...] = ()
    kind: str | None = None


def read_head(lines: Sequence[str]) -> Head:
    """An item's first paragraph, or any line."""
    first = strip_ending(lines[0])
    task = taskline.parse(first)
    found = _MARKED.match(first)
    prefix = found[1] if found else ""
    text = task.text if task else first[len(prefix) :]
    return Head(list(lines), prefix, "\n".join([text, *(strip_ending(line) for line in lines[1:])]), task)


def _dense(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def merge_heads(base: Head | None, left: Head, right: Head) -> MergedHead | None:
    """One head of two; None where both say something else, or where one line cannot say it all."""
    pair = _bearer(base, left, right)
    if pair is None:
        return None
    bearer, other = pair
    mark = _mark(base, left, right)
    syntax = "dataview" if any("::" in head.lines[0] for head in (left, right)) else "emoji"
    wanted, notes, kind = _fields(base, left, right, mark)
    line = _with_prefix(base, bearer, other)
    if mark is not None:
        line = _with_mark(line, mark)
        line = _with_block(_with_fields(line, wanted, syntax), chosen(*(_block(head) for head in (base, left, right))))
    elif bearer.task is not None:
        return None
    line = _with_tags(line, base, bearer, other)
    lines = [line + line_ending(bearer.lines[0]), *bearer.lines[1:]]
    merged = read_head(lines)
    if merged.name != bearer.name or merged.mark != mark or any(merged.field(name) != wanted[name] for name in ORDER):
        return None
    return MergedHead(lines, tuple(notes), kind)


def _bearer(base: Head | None, left: Head, right: Head) -> tuple[Head, Head] | None:
    """The head whose text stays, and the other one."""
    if left.name == right.name:
        if base is not None and said(left) == said(base):
            return right, left
        return left, right
    if base is not None and left.name == base.name:
        return right, left
    if base is not None and right.name == base.name:
        return left, right
    return None


def said(head: Head) -> str:
    """The text of a head as it is compared."""
    return "\n".join(key(line) for line in head.text.split("\n"))


def _mark(base: Head | None, left: Head, right: Head) -> str | None:
    if left.state == right.state and left.state not in ("", "open"):
        return left.mark
    if base is not None and left.mark == base.mark:
        return right.mark
    if base is not None and right.mark == base.mark:
        return left.mark
    return max((left, right), key=lambda head: (_RANKS[head.state], head.mark or "")).mark


def _fields(
    base: Head | None, left: Head, right: Head, mark: str | None
) -> tuple[dict[str, Value | None], list[str], str | None]:
    """The value that each field has, what is noted of values that it has not, and whether that is a contradiction."""
    wanted: dict[str, Value | None] = {}
    notes: list[str] = []
    kind = None
    korean = is_korean(left.text, right.text)
    for name in ORDER:
        old, one, other = base.field(name) if base else None, left.field(name), right.field(name)
        wanted[name], lost = _value(name, old, one, other)
        if lost is not None and name not in _STAMPS.values():
            notes.append(noted_field(name, lost, korean=korean))
            kind = FIELD
    state = state_of(mark) if mark is not None else ""
    for one_state, stamp in _STAMPS.items():
        days = [head.field(stamp) for head in (left, right) if head.state == one_state]
        if state == one_state:
            wanted[stamp] = min((day for day in days if isinstance(day, date)), default=None)
        elif state in _STAMPS:
            wanted[stamp] = None
    if {left.state, right.state} == {"done", "dropped"} and (base is None or base.state not in _STAMPS):
        dropped = left if left.state == "dropped" else right
        notes.insert(0, noted_drop(dropped.field("cancelled"), korean=korean))
        kind = STATE
    return wanted, notes, kind


def _value(name: str, base: Value | None, left: Value | None, right: Value | None) -> tuple[Value | None, Value | None]:
    """The value of a field, and the one that it cannot have as well."""
    if left == right or base in (left, right):
        return chosen(base, left, right), None
    if left is None or right is None:
        return left or right, None
    if isinstance(left, tuple) and isinstance(right, tuple):
        return (*left, *(one for one in right if one not in left)), None
    low, high = (left, right) if str(left) <= str(right) else (right, left)
    return low, None if name == "created" else high


def _with_prefix(base: Head | None, bearer: Head, other: Head) -> str:
    """The first line, indented and marked as the side has it that changed that."""
    line = strip_ending(bearer.lines[0])
    if base is None or len(bearer.lines) > 1 or bearer.prefix != base.prefix:
        return line
    return other.prefix + line[len(bearer.prefix) :]


def _with_mark(line: str, mark: str) -> str:
    task = taskline.parse(line)
    if task is not None:
        at = len(task.prefix) + len(task.marker) + len(task.gap) + 1
        return line[:at] + mark + line[at + 1 :]
    found = _MARKED.match(line)
    return f"{found[1].rstrip()} [{mark}] {found[2]}" if found else line


def _with_fields(line: str, wanted: dict[str, Value | None], syntax: str) -> str:
    has = read_head([line])
    if has.task is None:
        return line
    for name in ORDER:
        if has.field(name) != wanted[name]:
            line = taskline.set_field(line, name, wanted[name], syntax)
    return line


def _block(head: Head | None) -> str | None:
    """The block link (`^id`) of a task."""
    return head.task.block if head and head.task else None


def _with_block(line: str, block: str | None) -> str:
    has = _block(read_head([line]))
    if has == block:
        return line
    bare = line.rstrip()
    bare = bare[: -len(has)].rstrip() if has else bare
    return f"{bare} {block}" if block else bare


def _with_tags(line: str, base: Head | None, bearer: Head, other: Head) -> str:
    """The line with the tags that the other side added, without those that it took away."""
    was = base.tags if base else ()
    head = read_head([line])
    at = line.find(head.text, len(head.prefix)) if head.text else -1
    if at < 0:
        return line
    text = head.text
    for tag in was:
        if tag in bearer.tags and tag not in other.tags:
            text = remove_tag(text, tag)
    for tag in other.tags:
        if tag not in was and not has_tag(bearer.text, tag):
            text = f"{text.rstrip()} #{tag}"
    return line[:at] + text + line[at + len(head.text) :]
