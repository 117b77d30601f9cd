"""The open action items of a journal and nothing else about its entries: no format is read, hardly anything imported.

What is found are the items of `services.todos.read_todos`; wherever something needs a closer look, nothing is.
"""

from retro_cli.domain import frontmatter
from retro_cli.domain.taskitems import Listed, TaskItem, hashed_id, id_lengths, read_task_items
from retro_cli.domain.taskline import tags
from retro_cli.domain.text import split_lines
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.store.scanning import tasks_in
from retro_cli.store.walking import markdown_files, says_date

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    import datetime as dt

    from retro_cli.domain.layout import Layout, Slot

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class OpenItem(Listed):
    """An open action item, as much of it as a plain list shows. `own_id` says that its id is an explicit 🆔."""

    __slots__ = (
        "date",
        "done",
        "dropped",
        "due",
        "id",
        "line",
        "own_id",
        "path",
        "scheduled",
        "start",
        "state",
        "tags",
        "text",
    )

    def __init__(self, item: TaskItem, path: str, day: "dt.date | None") -> None:
        task = item.task
        self.own_id = bool(task.id)
        self.id = task.id or hashed_id(path, item.text, item.ordinal)
        self.text = " ".join(item.text.split())
        self.state = task.state
        self.date = day or task.created
        self.due = task.due
        self.start = task.start
        self.scheduled = task.scheduled
        self.done = self.dropped = None
        self.tags = tags(item.text)
        self.path = path
        self.line = item.line


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
    found: list[OpenItem] = []
    foreign = 0
    problems: list[RetroError] = []
    for path, data in tasks_in(root, markdown_files(root, problems), open_only=True):
        slot = layout.slot(path)
        if data is None or b"\0" in data or data[:2] in _UTF16:
            return None
        if slot is None and not says_date(data):
            continue
        try:
            text = data.decode()
            of_file, says_format = _items(text, path, slot)
        except (UnicodeDecodeError, RetroError):
            return None
        if not says_format:
            foreign += len(counted(of_file, tag))
        found += counted(of_file, tag, since)
    return None if problems else OpenItems(found, foreign)


def _items(text: str, path: str, slot: "Slot | None") -> tuple[list[OpenItem], bool]:
    """The open items of an entry, and whether its front matter says `format:`."""
    from datetime import timedelta

    lines = split_lines(text)
    body = frontmatter.body_line(lines)
    meta = frontmatter.read(text) if body else {}
    day = slot.date if slot else frontmatter.as_date(meta.get("date"))
    if slot and slot.kind == "week":
        day = slot.date + timedelta(days=6)
    items = [OpenItem(item, path, day) for item in read_task_items(text, body)]
    return [item for item in items if item.open], any(line.startswith("format:") for line in lines[:body])
