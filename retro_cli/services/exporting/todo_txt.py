"""todo.txt: an action item a line, as https://github.com/todotxt/todo.txt describes it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from retro_cli.domain.entry import Action, Entry
from retro_cli.domain.ordering import born
from retro_cli.domain.tags import without_tags
from retro_cli.domain.taskline import tags

_PRIORITIES = {"highest": "A", "high": "B", "medium": "C", "low": "D", "lowest": "E"}
_SPACE = re.compile(r"\s+")


def export(entries: Iterator[Entry], _document: Callable[[Entry], dict[str, Any]]) -> Iterator[str]:
    """A line for each action item that is open or done; what was dropped is left out, todo.txt has no word for it.

    Tags of the entry become projects (`+`), those of the item contexts (`@`); a day that it waits for is `t:`.
    """
    for entry in entries:
        for action in entry.actions:
            if action.task.state != "dropped":
                yield _line(entry, action) + "\n"


def _line(entry: Entry, action: Action) -> str:
    task = action.task
    priority = _PRIORITIES.get(task.priority or "")
    created = task.created or born(entry.period, entry.date)
    done = task.state == "done"
    parts = [
        "x" if done else f"({priority})" if priority else "",
        str(task.done or created or "") if done else "",  # the format wants this day before that of creation
        str(created or ""),
        _SPACE.sub(" ", without_tags(action.text)).strip(),
        *(f"+{_word(tag)}" for tag in entry.tags if _word(tag)),
        *(f"@{tag}" for tag in tags(action.text)),
        f"due:{task.due}" if task.due else "",
        f"t:{task.scheduled}" if task.scheduled else "",
        f"pri:{priority}" if done and priority else "",
    ]
    return " ".join(filter(None, parts))


def _word(tag: str) -> str:
    return _SPACE.sub("-", tag.strip().lstrip("#+@"))
