"""Fields of task lines that retro and other tools read past, though somebody meant them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from retro_cli.domain import taskline
from retro_cli.domain.checks.model import Finding, NewLine
from retro_cli.domain.checks.rewriting import canonical, head_of, misplaced, respelled
from retro_cli.domain.taskfields import scan
from retro_cli.domain.text import strip_ending
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro_cli.domain.checks.sheet import Sheet
    from retro_cli.domain.taskline import TaskLine

_MAY = re.compile(r"[🆔⏳⌛📅📆🗓🛫➕❌✅⛔🔺⏫🔼🔽⏬🔁🏁]|::|due[:：]", re.IGNORECASE)
_LONGEST = 2000  # nobody types a longer one, and looking for fields from each sign of it takes long
_SIGN = re.compile("[🆔⏳📅🛫➕❌✅⛔🔺🔁🏁]")
_SAME = str.maketrans(dict.fromkeys("📆🗓", "📅") | {"⌛": "⏳"} | dict.fromkeys("⏫🔼🔽⏬", "🔺"))
_DATED = re.compile(r"(?<!`)[⏳⌛📅📆🗓🛫➕❌✅]\ufe0f? *(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)")
_SHORT_DATE = re.compile(r"[⏳⌛📅📆🗓🛫➕❌✅]\ufe0f? *\d{1,2}[-./]\d{1,2}\.?\Z")
_ID = re.compile(r"🆔\ufe0f? *(\S+)\Z")
_KEYED = re.compile(
    r"(?<![\]`])[\[(] *(id|dependsOn|priority|repeat|onCompletion|created|start|scheduled|due|cancelled|completion)"
    r":: *([^\[\]()]*)[\])]"
)
_TYPED_DAY = re.compile(r"(?<!\S)due[:：](\d{4}-\d{2}-\d{2})(?!\S)", re.IGNORECASE)


def check(sheet: Sheet) -> Iterator[Finding]:
    """At most one finding a line: the first that keeps a field from being read."""
    if "[" not in sheet.text or not _MAY.search(sheet.text):
        return
    found: list[Finding] = []
    for number in range(sheet.body, len(sheet.lines)):
        line = sheet.lines[number]
        if "[" in line and len(line) < _LONGEST and _MAY.search(line) and (task := taskline.parse(line)):
            fault = _fault(sheet, _Task(task, number + 1), line)
            found += [fault] if fault else []
    if found:  # few files come to this: whether a line is a to-do or code takes the whole text to tell
        real = {item.line for item in sheet.tasks}
        yield from (fault for fault in found if fault.line in real)


class _Task(NamedTuple):
    """A task line and its 1-based number."""

    task: TaskLine
    line: int


def _fault(sheet: Sheet, item: _Task, line: str) -> Finding | None:
    if _MAY.search(item.task.text):
        found = _respellable(sheet, item, line) or _impossible(sheet, item)
        found = found or _behind_text(sheet, item, line) or _typed(sheet, item, line)
        if found:
            return found
    return _mixed(sheet, item, line)


def _respellable(sheet: Sheet, item: _Task, line: str) -> Finding | None:
    """A day of the calendar in another spelling: `📅 2026.11.24`, `📅 2026-1-4`."""
    for found in _DATED.finditer(item.task.text):
        year, sign, month, day = found.groups()
        if sign == "-" and len(month) == len(day) == 2:
            continue
        if not _on_calendar(year, month, day):
            continue
        return Finding(
            "task-date-form",
            sheet.path,
            N_("A date that is not written as 2026-11-24 is not read."),
            item.line,
            mend=_mended(line, canonical(respelled(line), sheet.syntax)),
        )
    return None


def _impossible(sheet: Sheet, item: _Task) -> Finding | None:
    text = item.task.text
    for found in _DATED.finditer(text):
        if not _on_calendar(found[1], found[3], found[4]):
            return Finding(
                "task-date",
                sheet.path,
                N_("This date is not on the calendar, so it is not read."),
                item.line,
                N_("Correct it, such as 📅 2026-11-24."),
            )
    if _SHORT_DATE.search(text):
        return Finding(
            "task-date",
            sheet.path,
            N_("A date without its year is not read."),
            item.line,
            N_("Write it whole, such as 📅 2026-11-24."),
        )
    if (named := _ID.search(text)) and re.search("[A-Za-z0-9]", named[1]):
        return Finding(
            "task-id",
            sheet.path,
            N_("This id holds characters that no id may have, so it is not read."),
            item.line,
            N_("Ids are made of letters a to z, digits, - and _."),
        )
    for keyed in _KEYED.finditer(text):
        if not scan(keyed[0], 0).fields:
            return _wrong_value(sheet, item, keyed[1])
    return None


def _wrong_value(sheet: Sheet, item: _Task, key: str) -> Finding:
    hint = N_("Dates are written as 2026-11-24.")
    if key == "priority":
        hint = N_("Priorities are highest, high, medium, low and lowest.")
    elif key in ("id", "dependsOn"):
        hint = N_("Ids are made of letters a to z, digits, - and _.")
    elif key in ("repeat", "onCompletion"):
        hint = N_("Such as [repeat:: every week] or [onCompletion:: keep].")
    return Finding(
        "task-value",
        sheet.path,
        N_("The value of {key} is none that is read."),
        item.line,
        hint,
        values={"key": key},
    )


def _behind_text(sheet: Sheet, item: _Task, line: str) -> Finding | None:
    if not misplaced(item.task.text):
        return None
    return Finding(
        "task-order",
        sheet.path,
        N_("Text stands behind a field of this to-do, so the field is not read."),
        item.line,
        N_("Fields go to the end of the line."),
        mend=_mended(line, canonical(line, sheet.syntax)),
    )


def _mixed(sheet: Sheet, item: _Task, line: str) -> Finding | None:
    signs = _SIGN.findall(line.translate(_SAME))
    if "::" not in line and len(signs) == len(set(signs)):
        return None
    content = strip_ending(line)
    fields = scan(content, head_of(item.task)).fields
    notations = {content[field.start] in "[(" for field in fields}
    if len({field.name for field in fields}) < len(fields):
        return Finding(
            "task-twice",
            sheet.path,
            N_("A field stands twice in this to-do; only the first one counts."),
            item.line,
            N_("Keep one of them."),
        )
    if len(notations) < 2:
        return None
    return Finding(
        "task-mixed",
        sheet.path,
        N_("This to-do has fields in two notations, and other tools read one of them."),
        item.line,
        mend=_mended(line, canonical(line, sheet.syntax)),
    )


def _typed(sheet: Sheet, item: _Task, line: str) -> Finding | None:
    """`due:2026-11-24`, which becomes a field where it is typed at a prompt, but not in a file."""
    found = _TYPED_DAY.search(item.task.text)
    if found is None or not _on_calendar(*found[1].split("-")):
        return None
    return Finding(
        "task-due",
        sheet.path,
        N_("due: is read at a prompt only; in a file it is text."),
        item.line,
        N_("Write it as 📅 2026-11-24."),
        mend=_mended(line, _with_due(line, found, sheet.syntax)),
    )


def _with_due(line: str, found: re.Match[str], syntax: str) -> str | None:
    task = taskline.parse(line)
    if task is None or task.due is not None or line.count(found[0]) != 1:
        return None
    before, _, after = line.partition(found[0])
    if not after.strip():
        after = after.lstrip(" \t")
        before = before.rstrip(" \t")
    else:
        after = after.lstrip(" \t")
    return taskline.set_date(before + after, "due", date.fromisoformat(found[1]), syntax)


def _mended(line: str, after: str | None) -> NewLine | None:
    return NewLine(line, after) if after is not None and after != line else None


def _on_calendar(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
