"""What was written a week, a month, and years ago, and what came of what was planned then."""

from dataclasses import dataclass
from datetime import date

from retro_cli.domain.action import ActionItem
from retro_cli.domain.entry import Entry
from retro_cli.domain.looking_back import Distance, Looked, days_to_look_at
from retro_cli.domain.rollup import telling
from retro_cli.domain.sentence import first_sentence
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.store.journal import Journal, Page

EVERY_DAY = 2**31


@dataclass(frozen=True, slots=True)
class Told:
    """A line of an entry: the heading of its section ("" for its note), and what it says."""

    heading: str
    text: str
    private: bool


@dataclass(frozen=True, slots=True)
class Remembered:
    """An entry of a day that is looked back on: what it says, a line an item, and its action items as they are now."""

    distance: Distance
    day: date
    entry: Entry
    told: tuple[Told, ...]
    actions: tuple[ActionItem, ...]


@dataclass(frozen=True, slots=True)
class LookBack:
    """The entries that are looked back on, nearest first, and the errors of files that could not be read."""

    entries: tuple[Remembered, ...]
    problems: tuple[RetroError, ...] = ()


def look_back(journal: Journal, today: date) -> LookBack:
    """What there is to remember on `today`."""
    entries: list[Remembered] = []
    problems: list[RetroError] = []
    for looked in days_to_look_at(journal.recent_days(today, EVERY_DAY), today):
        found = journal.pages(journal.day_paths(looked.day))
        problems += found.problems
        entries += [_remembered(journal, looked, page) for page in found.pages if page.entry.answered]
    return LookBack(tuple(entries), tuple(problems))


def _remembered(journal: Journal, looked: Looked, page: Page) -> Remembered:
    todo = journal.settings.todo
    actions = counted(page.actions, todo.tag, todo.since)
    return Remembered(looked.distance, looked.day, page.entry, tuple(_told(page.entry, actions)), tuple(actions))


def _told(entry: Entry, actions: list[ActionItem]) -> list[Told]:
    boxes = {(item.path, item.line) for item in actions}
    note = first_sentence(entry.note, headings=False)
    told = [Told("", note, entry.private or entry.public_note is not None)] if note else []
    for section in entry.sections:
        if section.answered:
            told += [
                Told(section.heading, text, private or entry.private or section.private)
                for text, _, private in telling(entry, section, boxes)
                if text
            ]
    return told
