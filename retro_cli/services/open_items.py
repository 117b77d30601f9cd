"""The open action items of a journal and nothing else about its entries: no format is read, hardly anything imported.

What is found are the items of `services.todos.read_todos`; wherever something needs a closer look, nothing is.
"""

import datetime as dt

from retro_cli.domain import frontmatter
from retro_cli.domain.plain_meta import read_plain
from retro_cli.domain.taskitems import OPEN_STATES, Listed, TaskItem, hashed_id, id_lengths, read_task_items
from retro_cli.domain.taskline import tags
from retro_cli.domain.text import split_lines
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.store.sweeping import of_open_tasks
from retro_cli.store.walking import says_date

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from typing import Any

    from retro_cli.domain.layout import Layout, Slot

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class OpenItem(Listed):
    """An open action item, as much of it as a plain list shows. `own_id` says that its id is an explicit 🆔,
    `says_format` that its file names its format."""

    __slots__ = (
        "date",
        "done",
        "dropped",
        "due",
        "id",
        "line",
        "own_id",
        "path",
        "says_format",
        "scheduled",
        "start",
        "state",
        "tags",
        "text",
    )

    def __init__(self, path: str, says_format: bool, line: int, text: str, id: str, own_id: bool, *more: "Any") -> None:
        self.path = path
        self.says_format = says_format
        self.line = line
        self.text = text
        self.id = id
        self.own_id = own_id
        self.state, self.tags, *days = more
        self.date, self.due, self.start, self.scheduled = [dt.date.fromordinal(day) if day else None for day in days]
        self.done = self.dropped = None


class OpenItems:
    """The open items; `foreign` is how many boxes stand in files that do not say `format:`."""

    def __init__(self, items: list[OpenItem], foreign: int) -> None:
        self.items = items
        self.foreign = foreign
        self._lengths = id_lengths(item.id for item in items)

    def id(self, item: OpenItem) -> str:
        """The id of one of the items as it is shown."""
        return item.id if item.own_id else item.id[: self._lengths[item.id]]


def open_items(root: str, layout: "Layout", tag: str | None, since: "dt.date | None") -> OpenItems | None:
    """The open items of the journal at `root` that count under `[todo] tag` and `since`.

    None where a file or folder could not be read as it is: the careful reader tells what is wrong.
    """
    problems: list[RetroError] = []
    rows = of_open_tasks(root, lambda path, data: _rows(path, data, layout.slot(path)), problems)
    if problems or None in rows:
        return None
    items = [OpenItem(*row) for row in rows if row is not None]
    foreign = counted([item for item in items if not item.says_format], tag)
    return OpenItems(counted(items, tag, since), len(foreign))


def _rows(path: str, data: bytes | None, slot: "Slot | None") -> "list[tuple[Any, ...] | None]":
    """What the open items of a file are made of, its days as numbers; a None where it needs a closer look."""
    if data is None or b"\0" in data or data[:2] in _UTF16:
        return [None]
    if slot is None and not says_date(data):
        return []
    try:
        text = data.decode()
        lines = split_lines(text)
        body = frontmatter.body_line(lines)
        meta = read_plain(lines[1 : body - 1]) if body else {}
        if meta is None:
            meta = frontmatter.read(text)
        found = read_task_items(text, body, lines)
    except (UnicodeDecodeError, RetroError):
        return [None]
    day = slot.date if slot else frontmatter.as_date(meta.get("date"))
    if slot and slot.kind != "day":
        from retro_cli.domain.ordering import born

        day = born(slot.kind, slot.date)
    says_format = any(line.startswith("format:") for line in lines[:body])
    return [_row(item, path, day, says_format) for item in found if item.task.state in OPEN_STATES]


def _row(item: TaskItem, path: str, day: "dt.date | None", says_format: bool) -> "tuple[Any, ...]":
    task = item.task
    return (
        path,
        says_format,
        item.line,
        " ".join(item.text.split()),
        task.id or hashed_id(path, item.text, item.ordinal),
        bool(task.id),
        task.state,
        tags(item.text),
        *[one.toordinal() if one else 0 for one in (day or task.created, task.due, task.start, task.scheduled)],
    )
