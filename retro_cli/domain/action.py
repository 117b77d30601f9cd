"""Action items: what somebody said they would do, with its id, age and state, derived from the line where it lives."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retro_cli.domain import hangul, taskline
from retro_cli.domain.entry import Action, Entry
from retro_cli.domain.ordering import born
from retro_cli.domain.taskitems import OPEN_STATES as OPEN_STATES
from retro_cli.domain.taskitems import SHORTEST_ID, Listed, TaskItem, bare_text, hashed_id, id_lengths
from retro_cli.domain.text import fold


@dataclass(frozen=True, slots=True)
class ActionItem(Listed):
    """An action item of the journal. `date` is the day of its entry, of a review the last one that it looks back on;
    `path` and `line` (1-based) say where it lives, `last` where its first paragraph ends."""

    id: str
    text: str
    state: str
    mark: str
    date: dt.date | None
    due: dt.date | None
    start: dt.date | None
    scheduled: dt.date | None
    done: dt.date | None
    dropped: dt.date | None
    priority: str | None
    recurrence: str | None
    tags: tuple[str, ...]
    section: str | None
    role: str
    format: str
    entry: str | None
    path: str
    line: int
    last: int
    raw: str
    private: bool


def action_items(entry: Entry, lines: Sequence[str]) -> list[ActionItem]:
    """The action items of an entry in the order of its lines; `lines` is its text."""
    return [
        action_item(
            action,
            lines[action.line - 1],
            path=entry.path,
            day=born(entry.period, entry.date),
            format=entry.format,
            title=entry.title,
            section=(section.key or section.heading) if (section := action.section) else None,
            role=section.role if section else "other",
            private=action.private,
        )
        for action in entry.actions
    ]


def action_item(
    found: Action | TaskItem,
    raw: str,
    *,
    path: str,
    day: dt.date | None,
    format: str,
    title: str | None,
    section: str | None,
    role: str,
    private: bool = False,
) -> ActionItem:
    """The action item that a task item, found on the line `raw`, is in an entry whose items count from `day`."""
    task = found.task
    return ActionItem(
        id=task.id or hashed_id(path, found.text, found.ordinal),
        text=" ".join(found.text.split()),
        state=task.state,
        mark=task.mark,
        date=day or task.created,
        due=task.due,
        start=task.start,
        scheduled=task.scheduled,
        done=task.done,
        dropped=task.cancelled,
        priority=task.priority,
        recurrence=task.recurrence,
        tags=taskline.tags(found.text),
        section=section,
        role=role,
        format=format,
        entry=title,
        path=path,
        line=found.line,
        last=found.last,
        raw=raw,
        private=private,
    )


def shown_ids(items: Iterable[ActionItem]) -> dict[tuple[str, int], str]:
    """By (path, line): each id as the shortest prefix, of at least three, that no other of these items shares.

    An explicit `🆔` is shown whole.
    """
    found = list(items)
    length = id_lengths(item.id for item in found)
    return {(item.path, item.line): _shown(item, length[item.id]) for item in found}


def _shown(item: ActionItem, length: int) -> str:
    task = taskline.parse(item.raw)
    return item.id if task is not None and task.id else item.id[:length]


def matching(items: Sequence[ActionItem], word: str) -> list[ActionItem]:
    """The items that a typed word means: an id, else a prefix of one (Hangul as the keys it sits on), else a piece of
    the text. More than one means that the word is ambiguous.

    Two characters are a prefix where only one id begins with them, and a piece of a text as well.
    """
    for typed in dict.fromkeys((word.lower(), hangul.to_keys(word).lower())):
        exact = [item for item in items if item.id.lower() == typed]
        begins = [item for item in items if item.id.lower().startswith(typed)] if len(typed) >= SHORTEST_ID else []
        if exact or begins:
            return exact or begins
    piece = fold(word)
    short = [item for item in items if item.id.lower().startswith(piece)] if len(piece) == SHORTEST_ID - 1 else []
    if len(short) > 1:
        short = []
    return [item for item in items if item in short or piece in fold(item.text)] if piece else []


def find_again(items: Sequence[ActionItem], wanted: ActionItem) -> ActionItem | None:
    """The same action item in a text that may have changed: by `🆔`, at its line, else the only identical line."""
    task = taskline.parse(wanted.raw)
    if task is not None and task.id:
        same = [item for item in items if item.id == wanted.id]
        if len(same) > 1:  # an id that was copied: the text tells them apart
            same = [item for item in same if bare_text(item.text) == bare_text(wanted.text)]
        return same[0] if len(same) == 1 else None
    same = [item for item in items if bare_text(item.text) == bare_text(wanted.text)]
    at_line = [item for item in same if item.line == wanted.line]
    if at_line:
        return at_line[0]
    identical = [item for item in same if item.raw.rstrip("\r\n") == wanted.raw.rstrip("\r\n")]
    return identical[0] if len(identical) == 1 else None
