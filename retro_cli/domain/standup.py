"""What to say in a stand-up: what was done, what is next, what is in the way. Nothing private."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retro_cli.domain.action import ActionItem
from retro_cli.domain.entry import Entry
from retro_cli.domain.rollup import telling
from retro_cli.domain.tags import without_tags
from retro_cli.domain.text import fold

_SOON = 7
STYLES = ("plain", "slack", "github")


@dataclass(frozen=True, slots=True)
class Standup:
    """The three parts, each text on one line. `day` is the last one that was written before today, None without one."""

    day: dt.date | None
    done: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.done or self.next or self.blockers)


def make_standup(
    day: dt.date | None, before: Sequence[Entry], now: Sequence[Entry], items: Iterable[ActionItem], today: dt.date
) -> Standup:
    """The stand-up of `today`.

    `before` are the entries of `day` and `now` those of today, both without what is private; `items` all action items
    that count. Done is what `did` sections say and what was ticked since `day`; next is what is under way, due, or
    written in these entries and not due for more than a week; in the way is what `bad` sections say.
    """
    public = [item for item in items if not item.private]
    first = day or today
    paths = {entry.path for entry in (*before, *now)}
    ticked = [item.text for item in public if item.state == "done" and item.done and first <= item.done <= today]
    coming = [
        item.text
        for item in public
        if item.open and not item.waits(today) and (item.state == "started" or _due(item, today, item.path in paths))
    ]
    return Standup(
        day,
        _distinct([*ticked, *_said(before, "did", public)]),
        _distinct(coming),
        _distinct(_said([*before, *now], "bad", public)),
    )


def _due(item: ActionItem, today: dt.date, fresh: bool) -> bool:
    """Whether an item is for today: by its due date, or as it was written just now (`fresh`) and is not for later."""
    if item.due is None:
        return fresh
    return item.due.toordinal() <= today.toordinal() + (_SOON if fresh else 0)


def _said(entries: Iterable[Entry], role: str, items: Iterable[ActionItem]) -> list[str]:
    boxes = {(item.path, item.line) for item in items}
    return [
        text
        for entry in entries
        for section in entry.sections
        if section.role == role and section.answered
        for text, _line, private in telling(entry, section, boxes)
        if not private
    ]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without tags, each once."""
    bare = (without_tags(text).strip() for text in texts)
    return tuple({fold(text): text for text in bare if text}.values())


def standup_lines(parts: Sequence[tuple[str, Sequence[str]]], style: str) -> list[str]:
    """The text to paste: `parts` are headings with their items, `style` one of STYLES. What is empty is left out."""
    heading, bullet = {"slack": ("*{}*", "• "), "github": ("### {}", "- ")}.get(style, ("{}", "- "))
    lines: list[str] = []
    for title, items in parts:
        if items:
            lines += [*([""] if lines else []), heading.format(title), *(bullet + item for item in items)]
    return lines
