"""Action items: what somebody said they would do, with its id, age and state, derived from the line where it lives."""

import datetime as dt
import hashlib
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retro_cli.domain import hangul, taskline
from retro_cli.domain.entry import Action, Entry, bare_text
from retro_cli.domain.text import fold

SHORTEST_ID = 3
OLD_AFTER_DAYS = 21
OPEN_STATES = ("open", "started")


@dataclass(frozen=True, slots=True)
class ActionItem:
    """An action item of the journal. `date` is the day of its entry, of a week's review the last one; `path` and `line`
    (1-based) say where it lives, `last` where its first paragraph ends."""

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

    @property
    def open(self) -> bool:
        """Whether it still waits: open or under way."""
        return self.state in OPEN_STATES

    def age(self, today: dt.date) -> int | None:
        """Days since it was written, never negative; None where its day is not known."""
        return max(0, (today - self.date).days) if self.date else None

    def overdue(self, today: dt.date) -> bool:
        """Whether its due date has passed."""
        return self.open and self.due is not None and self.due < today

    def waits(self, today: dt.date) -> bool:
        """Whether it was put off to a later day (scheduled or start date in the future)."""
        return any(day is not None and day > today for day in (self.scheduled, self.start))


def action_items(entry: Entry, lines: Sequence[str]) -> list[ActionItem]:
    """The action items of an entry in the order of its lines; `lines` is its text."""
    return [_action_item(entry, action, lines) for action in entry.actions]


def _action_item(entry: Entry, action: Action, lines: Sequence[str]) -> ActionItem:
    task = action.task
    section = action.section
    return ActionItem(
        id=task.id or hashed_id(entry.path, action.text, action.ordinal),
        text=" ".join(action.text.split()),
        state=task.state,
        mark=task.mark,
        date=entry.end if entry.week else entry.date or task.created,
        due=task.due,
        start=task.start,
        scheduled=task.scheduled,
        done=task.done,
        dropped=task.cancelled,
        priority=task.priority,
        recurrence=task.recurrence,
        tags=taskline.tags(action.text),
        section=(section.key or section.heading) if section else None,
        role=section.role if section else "other",
        format=entry.format,
        entry=entry.title,
        path=entry.path,
        line=action.line,
        last=action.last,
        raw=lines[action.line - 1],
        private=action.private,
    )


def hashed_id(path: str, text: str, ordinal: int) -> str:
    """The id of an action item without `🆔`: of its entry, its text without tags and fields, and its place among equals."""
    name = "\0".join((unicodedata.normalize("NFC", path), bare_text(text), str(ordinal)))
    return b32encode(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:15]).decode().lower()


def shown_ids(items: Iterable[ActionItem]) -> dict[tuple[str, int], str]:
    """By (path, line): each id as the shortest prefix, of at least three, that no other of these items shares.

    An explicit `🆔` is shown whole.
    """
    found = list(items)
    ids = sorted({item.id for item in found})
    length = dict.fromkeys(ids, SHORTEST_ID)
    for one, other in zip(ids, ids[1:], strict=False):
        shared = _shared(one, other)
        length[one] = max(length[one], shared + 1)
        length[other] = max(length[other], shared + 1)
    return {(item.path, item.line): _shown(item, length[item.id]) for item in found}


def _shown(item: ActionItem, length: int) -> str:
    task = taskline.parse(item.raw)
    return item.id if task is not None and task.id else item.id[:length]


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def matching(items: Sequence[ActionItem], word: str) -> list[ActionItem]:
    """The items that a typed word means: an id, else a prefix of one (Hangul as the keys it sits on), else a piece of
    the text. More than one means that the word is ambiguous."""
    for typed in dict.fromkeys((word.lower(), hangul.to_keys(word).lower())):
        exact = [item for item in items if item.id.lower() == typed]
        begins = [item for item in items if item.id.lower().startswith(typed)] if len(typed) >= SHORTEST_ID else []
        if exact or begins:
            return exact or begins
    piece = fold(word)
    return [item for item in items if piece in fold(item.text)] if piece else []


def find_again(items: Sequence[ActionItem], wanted: ActionItem) -> ActionItem | None:
    """The same action item in a text that may have changed: by `🆔`, at its line, else the only identical line."""
    task = taskline.parse(wanted.raw)
    if task is not None and task.id:
        same = [item for item in items if item.id == wanted.id]
        return same[0] if len(same) == 1 else None
    same = [item for item in items if bare_text(item.text) == bare_text(wanted.text)]
    at_line = [item for item in same if item.line == wanted.line]
    if at_line:
        return at_line[0]
    identical = [item for item in same if item.raw.rstrip("\r\n") == wanted.raw.rstrip("\r\n")]
    return identical[0] if len(identical) == 1 else None
