"""The action items of the whole journal: reading them, and changing the one line where each of them lives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retro_cli.domain import frontmatter
from retro_cli.domain.action import ActionItem, action_items, find_again, shown_ids
from retro_cli.domain.entry import read_entry
from retro_cli.domain.period import Week
from retro_cli.domain.text import split_lines
from retro_cli.domain.todolist import counted
from retro_cli.errors import N_, ConflictError, RetroError, UsageError
from retro_cli.store.journal import Journal
from retro_cli.store.taskpages import TaskPage

MANY_BOXES = 20
MARKS = {"done": "x", "dropped": "-", "started": "/", "open": " "}

Edit = Callable[[str, ActionItem], str]
"""A pure edit of a text, given the item as it was found there."""


@dataclass(frozen=True, slots=True)
class Todos:
    """The action items that count. `ids` gives by (path, line) the id that is shown and typed.

    `foreign` is the number of open boxes in files that do not say `format:`, which somebody else wrote. `problems`
    are the errors of files that could not be read.
    """

    items: tuple[ActionItem, ...]
    ids: Mapping[tuple[str, int], str]
    foreign: int = 0
    problems: tuple[RetroError, ...] = ()

    def id(self, item: ActionItem) -> str:
        """The id of one of `items` as it is shown."""
        return self.ids[item.path, item.line]

    def left(self, today: date) -> tuple[int, int]:
        """How many are open now, and how many were put off to a later day."""
        still = [item for item in self.items if item.open]
        later = sum(item.waits(today) for item in still)
        return len(still) - later, later

    def after(self, outcomes: Sequence["Outcome"]) -> "Todos":
        """The open items once changes were made; `ids` also knows those that are closed now."""
        changed = {(one.was.path, one.was.id) for one in outcomes}
        kept = [item for item in self.items if (item.path, item.id) not in changed]
        touched = [one.item for one in outcomes]
        items = (*kept, *(item for item in touched if item.open))
        return replace(self, items=items, ids=shown_ids([*kept, *touched]))


def read_todos(journal: Journal, *, closed: bool = False, since: date | None = None) -> Todos:
    """The open action items of the journal, and those done or dropped where `closed`.

    `since` takes the place of `[todo] since`.
    """
    todo = journal.settings.todo
    read = journal.task_pages(open_only=not closed)
    of_pages = [(page, page.actions) for page in read.pages]
    items = counted([item for _, found in of_pages for item in found], todo.tag, since or todo.since)
    if not closed:
        items = [item for item in items if item.open]
    return Todos(tuple(items), _ids(items), _foreign(of_pages, todo.tag), read.problems)


def _ids(items: Sequence[ActionItem]) -> dict[tuple[str, int], str]:
    """Open items are told apart among the open ones, all others among all: so are they found."""
    return {**shown_ids(items), **shown_ids(item for item in items if item.open)}


def _foreign(pages: Sequence[tuple[TaskPage, list[ActionItem]]], tag: str | None) -> int:
    return sum(item.open for page, found in pages if not _says_format(page.text) for item in counted(found, tag))


def _says_format(text: str) -> bool:
    lines = split_lines(text)
    return any(line.startswith("format:") for line in lines[: frontmatter.body_line(lines)])


def count_from(journal: Journal, first: date) -> None:
    """Write the day from which boxes count, `[todo] since`, to the journal's settings.

    Errors: SettingsError, RetroError where the file cannot be changed.
    """
    from retro_cli.store.locations import SETTINGS_FILE
    from retro_cli.store.set_value import write_setting

    with journal.locked("todo"):
        write_setting(
            journal.root / SETTINGS_FILE, "todo.since", first.isoformat(), user_file=False, history=journal.history
        )


# -- changing them ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: as it was found, as it stands now, how many lines were added below it, and the error
    where it was left alone."""

    was: ActionItem
    item: ActionItem
    changed: bool = False
    added: int = 0
    error: RetroError | None = None


def change(
    journal: Journal, items: Sequence[ActionItem], to: str, today: date, *, why: str = "", command: str = "todo"
) -> list[Outcome]:
    """Change items, each found again in the text as it stands, to `done`, `dropped`, `started`, `open` or `later`.

    `later` schedules for the Monday of next week. `why` adds a line below each item that changed. Errors: UsageError
    before anything is changed, where a recurring item would be done or a closed one put off. What goes wrong with one
    item is in its outcome, and the others still change.
    """
    from retro_cli.domain import edit

    syntax = journal.settings.todo.syntax
    if to == "later":
        _refuse(journal, items, _closed)
        monday = Week.of(today).next().monday
        return _change(
            journal, items, lambda text, item: edit.set_date(text, item.line, "scheduled", monday, syntax), command
        )
    if to == "done":
        _refuse(journal, items, _recurring)

    def marked(text: str, item: ActionItem) -> str:
        if item.state == to:
            return text
        text = edit.set_mark(text, item.line, MARKS[to], today, syntax)
        return edit.add_below(text, item.line, item.last, why) if why.strip() else text

    return _change(journal, items, marked, command)


def set_due(journal: Journal, item: ActionItem, day: date | None, *, command: str = "todo due") -> Outcome:
    """Set, move or remove the due date of an open item. Errors: UsageError where it is closed."""
    from retro_cli.domain import edit

    _refuse(journal, [item], _closed)
    syntax = journal.settings.todo.syntax
    return _change(journal, [item], lambda text, found: edit.set_date(text, found.line, "due", day, syntax), command)[0]


def _refuse(journal: Journal, items: Sequence[ActionItem], fault: Callable[[ActionItem], UsageError | None]) -> None:
    for item in items:
        if error := fault(item):
            ids = read_todos(journal, closed=not item.open).ids
            error.values["id"] = ids.get((item.path, item.line), item.id[:8])
            raise error


def _recurring(item: ActionItem) -> UsageError | None:
    """The error where an item repeats; `{id}` is filled in by the one who raises it."""
    if not (item.recurrence and item.open):
        return None
    return UsageError(
        N_("An item that repeats (🔁) has to get its next date when it is ticked, and retro does not write one."),
        hint=N_("Tick it in Obsidian, put it off (retro todo later {id}), or take the 🔁 off its line."),
        where=f"{item.path}:{item.line}",
    )


def _closed(item: ActionItem) -> UsageError | None:
    if item.open:
        return None
    return UsageError(
        N_("This item is done already.") if item.state == "done" else N_("This item was dropped."),
        hint=N_("Open it again first: retro todo reopen {id}"),
        where=f"{item.path}:{item.line}",
    )


def _change(journal: Journal, items: Sequence[ActionItem], change: Edit, command: str) -> list[Outcome]:
    """Change items one by one, in each file from its end: a line added below one moves none that is still to come."""
    outcomes: dict[ActionItem, Outcome] = {}
    with journal.locked(command):
        for item in sorted(items, key=lambda one: (one.path, -one.line)):
            try:
                outcomes[item] = _change_one(journal, item, change)
            except RetroError as error:
                outcomes[item] = Outcome(item, item, error=error)
    return [_moved(outcomes[item], outcomes.values()) for item in items]


def _change_one(journal: Journal, wanted: ActionItem, change: Edit) -> Outcome:
    was = now = wanted
    added = 0

    def edited(text: str) -> str:
        nonlocal was, now, added
        found = find_again(_items(journal, wanted.path, text), wanted)
        if found is None:
            raise ConflictError(
                N_("This item is not where it was: its line was changed, moved or doubled. It was left alone."),
                hint=N_("Look again: retro todo"),
                where=f"{wanted.path}:{wanted.line}",
            )
        result = change(text, found)
        was, now = found, next(item for item in _items(journal, wanted.path, result) if item.line == found.line)
        added = len(split_lines(result)) - len(split_lines(text))
        return result

    changed = journal.edit(wanted.path, edited)
    return Outcome(was, now, changed, added)


def _items(journal: Journal, path: str, text: str) -> list[ActionItem]:
    return action_items(read_entry(text, path, journal.formats.by_name, journal.slot(path)), split_lines(text))


def _moved(outcome: Outcome, others: Iterable[Outcome]) -> Outcome:
    """The outcome with its item on the line where it stands once all changes above it are made."""
    item = outcome.item
    above = sum(other.added for other in others if other.item.path == item.path and other.item.line < item.line)
    return replace(outcome, item=replace(item, line=item.line + above))
