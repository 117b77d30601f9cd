"""What an entry says that patterns are made of: its problems, its good things, its feelings."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from retro_cli.domain.action import ActionItem
from retro_cli.domain.entry import Entry, filled
from retro_cli.domain.patterns.model import Feeling, Saying
from retro_cli.domain.patterns.similarity import squeezed
from retro_cli.domain.rollup import telling
from retro_cli.domain.sentence import first_sentence
from retro_cli.domain.tags import without_tags

MOOD = "mood"


class Reading(NamedTuple):
    """An entry as patterns see it."""

    entry: Entry
    bad: tuple[Saying, ...]
    good: tuple[Saying, ...]
    feelings: tuple[Feeling, ...]
    actions: tuple[ActionItem, ...]


def read(entry: Entry, actions: Iterable[ActionItem]) -> Reading | None:
    """What the entry of a day or a week says; None for one without a day, and for longer reviews, which repeat it.

    `actions` are its action items that count.
    """
    if entry.date is None or entry.period not in ("day", "week"):
        return None
    own = tuple(actions)
    boxes = {(item.path, item.line) for item in own}
    return Reading(
        entry,
        tuple(_sayings(entry, "bad", boxes)),
        tuple(_sayings(entry, "good", boxes)),
        tuple(_feelings(entry)),
        own,
    )


def _sayings(entry: Entry, role: str, boxes: set[tuple[str, int]]) -> Iterator[Saying]:
    day = (entry.end if entry.week else entry.date) or entry.date
    assert day is not None
    for section in entry.sections:
        if section.role == role:
            for text, line, private in telling(entry, section, boxes):
                if (bare := without_tags(text).strip()) and squeezed(first_sentence(bare)):  # a picture says nothing
                    yield Saying(bare, day, entry.path, line, private or entry.private, entry.period == "week")


def _feelings(entry: Entry) -> Iterator[Feeling]:
    felt = next(iter(_sayings(entry, "felt", set())), None)
    context = next((section.text for section in entry.sections if section.role == "context" and section.answered), "")
    cue = entry.title or first_sentence(context)
    if felt is not None and cue:
        mood = entry.fields.get(MOOD)
        yield Feeling(cue, felt, str(mood) if mood is not None and filled(str(mood)) else None)
