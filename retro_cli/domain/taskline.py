"""Task lines in the syntax of the Obsidian Tasks plugin: read as a view, changed in place, written.

A change touches the characters it must and no others: indent, quotes, marker, text, unknown fields and the line ending
stay as they are.
"""

from __future__ import annotations

import re

from retro_cli.domain.taskfields import DATES, ORDER, TAG, Field, Tail, Value, effective, scan, spelled, written

TYPE_CHECKING = False  # typing itself costs more than this module
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from retro_cli.domain.period import Course

# White space as JavaScript knows it, and the byte order mark that may open a file.
_INDENT = r"[\t\v\f \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff>]*"
_LINE = re.compile(rf"({_INDENT})([-*+]|[0-9]+[.)])( +)\[([^\d\r\n])\](?:[ \t]+([^\r\n]*))?(\r\n|\n|\r)?\Z")
_BLOCK_LINK = r"[ \t]+(\^[a-zA-Z0-9-]+)\Z"
_STATES = {"x": "done", "X": "done", "/": "started", "-": "dropped"}


class TaskLine:
    """A task line as it was read.

    `prefix` is indent and quotes, `gap` the spaces between `marker` and bracket, `mark` the status character. `text` is
    the rest of the line as it stands there, without trailing fields; tags that stood among them follow it. `tags` are
    without `#`. Dates that are not on the calendar leave their field in the text.
    """

    __slots__ = (
        "block",
        "cancelled",
        "created",
        "depends_on",
        "done",
        "due",
        "gap",
        "id",
        "mark",
        "marker",
        "on_completion",
        "prefix",
        "priority",
        "recurrence",
        "scheduled",
        "start",
        "tags",
        "text",
    )

    prefix: str
    marker: str
    gap: str
    mark: str
    text: str
    tags: tuple[str, ...]
    id: str | None
    depends_on: tuple[str, ...]
    priority: str | None
    recurrence: str | None
    on_completion: str | None
    created: date | None
    start: date | None
    scheduled: date | None
    due: date | None
    cancelled: date | None
    done: date | None
    block: str | None

    def __init__(self, head: tuple[str, str, str, str], text: str, tail: Tail) -> None:
        self.prefix, self.marker, self.gap, self.mark = head
        self.text = text
        self.tags = tags(text)
        values = effective(tail.fields)
        for name in ORDER:
            setattr(self, name, values.get(name))
        if self.depends_on is None:
            self.depends_on = ()
        self.block = tail.block

    @property
    def state(self) -> str:
        """`open`, `started`, `done` or `dropped`; an unknown mark counts as open."""
        return state_of(self.mark)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TaskLine):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((self.text, self.mark, self.due))


def state_of(mark: str) -> str:
    """The state that a status character stands for."""
    return _STATES.get(mark, "open")


def parse(line: str) -> TaskLine | None:
    """The task line that `line` (with or without its ending) is, or None."""
    found = _LINE.match(line)
    if found is None:
        return None
    body = found[5]
    if not body:
        return TaskLine((found[1], found[2], found[3], found[4]), "", Tail([], [], None, 0))
    tail = scan(line[: found.end(5)], _body(found))
    return TaskLine((found[1], found[2], found[3], found[4]), _text(line, found.start(5), tail), tail)


def set_mark(line: str, mark: str, on: date | None, syntax: str = "emoji") -> str:
    """The line with another status character, and the ✅ or ❌ that goes with it dated `on` (None: without one).

    A line that is done, or has this mark, already stays as it is. `syntax` ("emoji" or "dataview") is how a new field
    is written where the line has none to go by. ValueError where `line` is no task line or `mark` no status character.
    """
    found = _matched(line)
    if len(mark) != 1 or mark in "\r\n" or mark.isdecimal():
        raise ValueError("a mark is one character and no digit")
    old, new = found[4], state_of(mark)
    if old == mark or (new == "done" and state_of(old) == "done"):
        return line
    line = line[: found.start(4)] + mark + line[found.end(4) :]
    keep = {"done": "done", "dropped": "cancelled"}.get(new)
    for name in ("done", "cancelled"):
        if name != keep:
            line = _without(line, name)
    if keep is None or on is None or any(field.name == keep for field in _scanned(line)[2].fields):
        return line
    return _put(line, keep, on, syntax)


def set_date(line: str, field: str, day: date | None, syntax: str = "emoji") -> str:
    """The line with a date set, or removed where `day` is None.

    `field` is `created`, `start`, `scheduled` or `due`. A field that is there keeps its place and its notation; a new
    one is written in that of the others, in `syntax` where there are none. ValueError where `line` is no task line.
    """
    if field not in DATES:
        raise ValueError("no date field")
    return _without(line, field) if day is None else _put(line, field, day, syntax)


def set_field(line: str, field: str, value: Value | None, syntax: str = "emoji") -> str:
    """The line with any field set, or removed where `value` is None; as `set_date` does it with dates."""
    return _without(line, field) if value is None else _put(line, field, value, syntax)


def render(
    text: str,
    mark: str = " ",
    *,
    tags: Iterable[str] = (),
    id: str | None = None,
    depends_on: tuple[str, ...] = (),
    priority: str | None = None,
    recurrence: str | None = None,
    on_completion: str | None = None,
    created: date | None = None,
    start: date | None = None,
    scheduled: date | None = None,
    due: date | None = None,
    cancelled: date | None = None,
    done: date | None = None,
    block: str | None = None,
    syntax: str = "emoji",
) -> str:
    """What stands behind the list marker: `[ ] text #tag 📅 2026-11-24`.

    Tags that the text has already are not added; a field that it ends with is replaced. `block` comes with its `^`.
    """
    from retro_cli.domain.tags import has_tag

    if block is None and (link := re.search(_BLOCK_LINK, text)):
        text, block = text[: link.start()], link[1]
    text = " ".join([text, *(f"#{tag.removeprefix('#')}" for tag in tags if not has_tag(text, tag))])
    line = f"- [{mark}] {text}".rstrip(" ")
    if block is not None:
        line += f" {block}"
    values: tuple[Value | None, ...] = (
        id,
        depends_on or None,
        priority,
        recurrence,
        on_completion,
        created,
        start,
        scheduled,
        due,
        cancelled,
        done,
    )
    for name, value in zip(ORDER, values, strict=True):
        if value is not None:
            line = _put(line, name, value, syntax)
    return line[2:]


def typed_fields(text: str, today: date, course: Course | None = None) -> tuple[str, date | None]:
    """A text as typed at a prompt -> the text without its `due:DATE`, and the day.

    A weekday, or a date without a year, is the next such day, today included. The date may have up to three words
    (`due:다음 주 금`). A `due:` whose value is no date, or that is the whole text, stays; so do fields in the task
    syntax.
    """
    if "due" not in text.casefold():
        return text, None
    from retro_cli.domain.dategrammar import parse_date
    from retro_cli.errors import UsageError

    for found in re.finditer(r"(?<!\S)due[:：](?=\S)", text, re.IGNORECASE):
        words = re.compile(r"\S+").finditer(text, found.end())
        ends = [word.end() for word, _ in zip(words, range(3), strict=False)]
        for end in reversed(ends):
            try:
                day = parse_date(text[found.end() : end], today, course=course, ahead=True)
            except UsageError:
                continue
            rest = f"{text[: found.start()].rstrip()} {text[end:].lstrip()}".strip()
            return (rest, day) if rest else (text, None)
    return text, None


def unread_due(text: str) -> str:
    """The first `due:…` that typed_fields left in a text because it is no date; empty where there is none."""
    found = re.search(r"(?<!\S)due[:：]\S+", text, re.IGNORECASE)
    return found[0] if found else ""


def tags(text: str) -> tuple[str, ...]:
    """The tags of a text in order, without `#`."""
    return tuple(TAG.findall(text)) if "#" in text else ()


def _matched(line: str) -> re.Match[str]:
    found = _LINE.match(line)
    if found is None:
        raise ValueError("no task line")
    return found


def _body(found: re.Match[str]) -> int:
    """The offset right behind the status bracket."""
    return found.end(4) + 1


def _scanned(line: str) -> tuple[str, int, Tail]:
    """The line without its ending, the offset behind the bracket, and what stands at the line's end."""
    found = _matched(line)
    content = line[: found.start(6)] if found[6] else line
    return content, _body(found), scan(content, _body(found))


def _text(line: str, first: int, tail: Tail) -> str:
    if not tail.fields:
        return line[first : tail.end].strip()
    opening = tail.fields[0].start
    moved = [line[start:end] for start, end in tail.tags if start > opening]
    return " ".join([line[first:opening].strip(), *moved]).strip()


def _put(line: str, name: str, value: Value, syntax: str) -> str:
    """The line with a field replaced where it stands, or added where the order of fields puts it."""
    content, first, tail = _scanned(line)
    for field in tail.fields:
        if field.name == name:
            return _replaced(line, field, value)
    later = [field.start for field in tail.fields if ORDER.index(field.name) > ORDER.index(name)]
    at = len(content[: later[0]].rstrip()) if later else tail.end
    at = max(at, first)
    if tail.fields:  # a line speaks one way
        syntax = "dataview" if line[tail.fields[-1].start] in "[(" else "emoji"
    # Obsidian shows only every other bracketed field unless two spaces stand before each.
    gap = "  " if syntax == "dataview" else " "
    return line[:at] + gap + written(name, value, syntax) + line[at:]


def _replaced(line: str, field: Field, value: Value) -> str:
    if field.name == "priority" and line[field.start] not in "[(":
        sign = written("priority", value, "emoji")
        return line[: field.value_start] + sign + line[field.value_end :]
    return line[: field.value_start] + spelled(value) + line[field.value_end :]


def _without(line: str, name: str) -> str:
    """The line without a field, however often it stands there, and the white space that set it off."""
    _, first, tail = _scanned(line)
    for field in reversed(tail.fields):
        if field.name == name:
            start, rest = field.start, line[field.end :]
            if not rest or rest[0].isspace():
                start = max(first, len(line[:start].rstrip()))
            line = line[:start] + rest
    return line
