"""The fields at the end of a task line: how they are written, in which order, and where they stand.

The notations are those of the Obsidian Tasks plugin, emoji and dataview, as its own serializers read and write them.
"""

import re
from collections.abc import Mapping
from datetime import date

Value = date | str | tuple[str, ...]

# The order in which fields are written.
ORDER = (
    "id",
    "depends_on",
    "priority",
    "recurrence",
    "on_completion",
    "created",
    "start",
    "scheduled",
    "due",
    "cancelled",
    "done",
)
DATES = frozenset({"created", "start", "scheduled", "due", "cancelled", "done"})

_WRITTEN = {
    "id": ("🆔", "id"),
    "depends_on": ("⛔", "dependsOn"),
    "priority": ("", "priority"),
    "recurrence": ("🔁", "repeat"),
    "on_completion": ("🏁", "onCompletion"),
    "created": ("➕", "created"),
    "start": ("🛫", "start"),
    "scheduled": ("⏳", "scheduled"),
    "due": ("📅", "due"),
    "cancelled": ("❌", "cancelled"),
    "done": ("✅", "completion"),
}
_PRIORITIES = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}
_PRIORITY_SIGNS = {level: sign for sign, level in _PRIORITIES.items()}
_NAMES = {sign: name for name, (sign, _) in _WRITTEN.items()} | {"⌛": "scheduled", "📆": "due", "🗓": "due"}
_NAMES |= dict.fromkeys(_PRIORITIES, "priority")
_KEYS = {key: name for name, (_, key) in _WRITTEN.items()}

_ID = "[a-zA-Z0-9_-]+"
# In every alternative the last group is the value and, in a dataview field, the one before it is the key. Possessive
# repeats keep a hostile line linear.
_FIELD = re.compile(
    r"[⏳⌛📅📆🗓🛫➕❌✅]\ufe0f? *+([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|([🔺⏫🔼🔽⏬])\ufe0f?"
    r"|🔁\ufe0f? ?([a-zA-Z0-9, !]++)"
    rf"|🆔\ufe0f? *+({_ID})"
    rf"|⛔\ufe0f? *+({_ID}(?: *+, *+{_ID})*)"
    r"|🏁\ufe0f? *+((?i:keep|delete))"
    r"|\[ *+([a-zA-Z]++)::([^\[\]]*+)\](?: *+,)?"
    r"|\( *+([a-zA-Z]++)::([^()]*+)\)(?: *+,)?"
)
# What a dataview field may hold; compiled when the first one is met, for most journals have none.
_VALUES = {
    "id": _ID,
    "depends_on": rf"{_ID}(?: *, *{_ID})*",
    "priority": "highest|high|medium|low|lowest",
    "recurrence": "[a-zA-Z0-9, !]+",
    "on_completion": "(?i:keep|delete)",
} | dict.fromkeys(DATES, "[0-9]{4}-[0-9]{2}-[0-9]{2}")

_TAG_CHARACTERS = r"[^\s!@#$%^&*(),.?\":{}|<>]++"
_TAG_BODY = re.compile(_TAG_CHARACTERS)
TAG = re.compile(rf"(?<!\S)#({_TAG_CHARACTERS})")
_BLOCK = re.compile(r"\^[a-zA-Z0-9-]++")


class Field:
    """One field of a line: `name` and `value`, its span `start`–`end`, and its value's `value_start`–`value_end`.

    Offsets count from the beginning of the text that was scanned.
    """

    __slots__ = ("end", "name", "start", "value", "value_end", "value_start")

    def __init__(self, name: str, value: Value, span: tuple[int, int], value_span: tuple[int, int]) -> None:
        self.name = name
        self.value = value
        self.start, self.end = span
        self.value_start, self.value_end = value_span


class Tail:
    """What stands at the end of a line: `fields` and trailing `tags` (spans) in line order, the block link, and `end`,
    the offset after the last character that is neither white space nor block link."""

    __slots__ = ("block", "end", "fields", "tags")

    def __init__(self, fields: list[Field], tags: list[tuple[int, int]], block: str | None, end: int) -> None:
        self.fields = fields
        self.tags = tags
        self.block = block
        self.end = end


def scan(line: str, first: int) -> Tail:
    """The fields of `line[first:]`, read from its end until the first text that is none.

    `first` is the offset right behind the status bracket; `line` has no line ending.
    """
    end = _before(line, first, len(line))
    block = None
    caret = line.rfind("^", first, end)
    if caret > first and line[caret - 1] in " \t" and _BLOCK.fullmatch(line, caret, end):
        block = line[caret:end]
        end = _before(line, first, caret)
    fields: list[Field] = []
    tags: list[tuple[int, int]] = []
    candidates = list(_FIELD.finditer(line, first, end))
    cursor = end
    while cursor > first:
        field = _field_before(line, cursor, candidates)
        if field is not None:
            fields.append(field)
            cursor = _before(line, first, field.start)
            continue
        tag = _tag_before(line, first, cursor)
        if tag < 0:
            break
        tags.append((tag, cursor))
        cursor = _before(line, first, tag)
    fields.reverse()
    tags.reverse()
    return Tail(fields, tags, block, end)


def written(name: str, value: Value, syntax: str) -> str:
    """A field as it is written: `📅 2026-11-24`, or `[due:: 2026-11-24]` where `syntax` is "dataview"."""
    sign, key = _WRITTEN[name]
    text = spelled(value)
    if syntax == "dataview":
        return f"[{key}:: {text}]"
    return _PRIORITY_SIGNS[text] if name == "priority" else f"{sign} {text}"


def spelled(value: Value) -> str:
    """The value of a field as text: dates as `YYYY-MM-DD`, several ids with commas between them."""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else ",".join(value)


def effective(fields: list[Field]) -> Mapping[str, Value]:
    """The value of each field; of one that stands twice the first counts, as in the Tasks plugin."""
    return {field.name: field.value for field in reversed(fields)}


def _before(line: str, first: int, end: int) -> int:
    """The offset behind the last character of `line[first:end]` that is no white space."""
    while end > first and line[end - 1].isspace():
        end -= 1
    return end


def _field_before(line: str, cursor: int, candidates: list[re.Match[str]]) -> Field | None:
    """The field that ends at `cursor`; candidates that lie behind it are taken off the list."""
    while candidates:
        found = candidates[-1]
        end = _before(line, found.start(), found.end())
        if end < cursor:
            return None
        candidates.pop()
        if end == cursor:
            return _read(found, end)
    return None


def _read(found: re.Match[str], end: int) -> Field | None:
    last = found.lastindex or 0
    opening = found[0][0]
    text = found[last].strip(" ")
    if not text:
        return None
    if opening in "[(":
        name = _KEYS.get(found[last - 1], "")
        if not name or not re.fullmatch(_VALUES[name], text):
            return None
    else:
        name = _NAMES[opening]
    value = _value(name, _PRIORITIES.get(text, text))
    if value is None:
        return None
    value_start = found.start(last) + len(found[last]) - len(found[last].lstrip(" "))
    return Field(name, value, (found.start(), end), (value_start, value_start + len(text)))


def _value(name: str, text: str) -> Value | None:
    if name in DATES:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    if name == "depends_on":
        return tuple(part.strip() for part in text.split(","))
    return text


def _tag_before(line: str, first: int, cursor: int) -> int:
    """The offset of the tag that ends at `cursor`, or -1."""
    start = line.rfind("#", first, cursor)
    if start < 0 or not line[start - 1].isspace() or not _TAG_BODY.fullmatch(line, start + 1, cursor):
        return -1
    return start
