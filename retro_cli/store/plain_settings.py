"""Settings files as most people have them, read without a TOML library: comments, tables, `key = "value"`.

Only lines that are surely right are taken. What is not plain to see, and everything that could be wrong, is left to the
careful reader of `store.settings`; the tests compare the two.
"""

import re

from retro_cli.domain.layout import pattern_fault

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 64 * 1024
_NOTE = r"[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\r?"
_BLANK = re.compile(_NOTE)
_TABLE = re.compile(rf"\[(today|todo|log|course|layout|status)\]{_NOTE}")
_LINE = re.compile(rf"([a-z_]+)[ \t]*=[ \t]*(?:\"([^\"\\\x00-\x1f\x7f]*)\"|([a-z]+|[0-9-]+)){_NOTE}")
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_PATTERN = r"[\w{}/ -]+"
_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_TEXTS = {
    "format": _NAME,
    "week_format": _NAME,
    "rhythm": "daily|weekly|both",
    "lang": "en|ko|ja",
    "day_starts_at": "(?:[01][0-9]|2[0-3]):[0-5][0-9]",
    "today.mode": "ask|editor",
    "todo.syntax": "emoji|dataview",
    "todo.tag": r"#?[^\W\d][\w/-]*",
    "todo.since": _DAY,
    "course.name": r"\w[\w ]*",
    "course.start": _DAY,
    "status.short": r"[^{}]*(?:\{(?:open|overdue|later|late)\}[^{}]*)*",
} | {f"layout.{kind}": _PATTERN for kind in ("day", "week", "month", "quarter", "year")}
_BARE = {
    "today.review": "[0-9]|[1-9][0-9]",
    "today.mood": "true|false",
    "todo.since": _DAY,
    "course.start": _DAY,
}
_USER_ONLY = {"editor": r"[A-Za-z0-9/][A-Za-z0-9/ ._-]*", "journal": r"[/~][\w/ .~-]*"}


def read_plain_settings(path: str, *, user_file: bool) -> dict[str, str] | None:
    """The values of a settings file by dotted key, as they are typed; none where there is no file.

    None where the careful reader is needed.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_MOST)
        return plain_values(data.decode(), user_file=user_file) if len(data) < _MOST else None
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        return None


def plain_values(text: str, *, user_file: bool) -> dict[str, str] | None:
    """The values in the text of a settings file, None where the careful reader is needed."""
    if text.endswith("\r"):
        return None
    values: dict[str, str] = {}
    tables: set[str] = set()
    before = ""
    for line in text.split("\n"):
        if _BLANK.fullmatch(line):
            continue
        if table := _TABLE.fullmatch(line):
            if table[1] in tables:
                return None
            tables.add(table[1])
            before = f"{table[1]}."
            continue
        found = _LINE.fullmatch(line)
        if found is None or not _takes(before + found[1], found, user_file=user_file):
            return None
        if before + found[1] in values:
            return None
        values[before + found[1]] = found[3] if found[2] is None else found[2]
    return None if any(name.startswith("course.") for name in values) and "course.start" not in values else values


def _takes(name: str, found: "re.Match[str]", *, user_file: bool) -> bool:
    """Whether a line surely is a right value of the setting `name`."""
    if found[2] is None:
        expression = _BARE.get(name, "")
    else:
        expression = _TEXTS.get(name, "") or (_USER_ONLY.get(name, "") if user_file else "")
    value = found[3] if found[2] is None else found[2]
    if not expression or re.fullmatch(expression, value) is None or not value.strip():
        return False
    table, _, kind = name.partition(".")
    return table != "layout" or (value == value.strip() and not pattern_fault(kind, value))


def other_variables(env: "Mapping[str, str]") -> bool:
    """Whether a variable may hold a setting, beside RETRO_JOURNAL."""
    return any(name.startswith("RETRO_") and name not in ("RETRO_JOURNAL", "RETRO_DEBUG") for name in env)
