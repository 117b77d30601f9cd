"""Entries and roll-ups of one made-up week for tests."""

from collections.abc import Mapping
from datetime import date

from retro_cli.domain.action import ActionItem, action_items
from retro_cli.domain.entry import Entry, read_entry
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.layout import Layout
from retro_cli.domain.period import Week
from retro_cli.domain.rollup import RollUp, roll_up
from retro_cli.domain.text import split_lines

WEEK = Week(2026, 47)  # Nov 16 to 22
KPT = Format(
    name="kpt",
    sections=(
        SectionSpec("keep", "good", "list", {"en": "Keep"}),
        SectionSpec("problem", "bad", "list", {"en": "Problem"}, private=True),
        SectionSpec("try", "next", "actions", {"en": "Try"}),
    ),
)
EVENT = Format(
    name="event",
    repeats=True,
    sections=(
        SectionSpec("cue", "context", "text", {"en": "Cue"}),
        SectionSpec("did", "did", "text", {"en": "Did"}),
        SectionSpec("action", "next", "actions", {"en": "Action"}),
    ),
)
WEEKLY = Format(
    name="weekly",
    period="week",
    sections=(
        SectionSpec("positive", "good", "list", {"en": "Went well"}),
        SectionSpec("try", "next", "actions", {"en": "To try"}),
        SectionSpec("takeaway", "learned", "list", {"en": "Learned"}),
    ),
)
FORMATS = {one.name: one for one in (KPT, EVENT, WEEKLY, Format(name="log"))}


def entries(files: Mapping[str, str]) -> tuple[list[Entry], list[ActionItem]]:
    """The entries of files by name (`2026-11-16.md`) and their action items."""
    found: list[Entry] = []
    actions: list[ActionItem] = []
    for name, text in files.items():
        path = f"2026/{name}"
        entry = read_entry(text, path, FORMATS, Layout().slot(path))
        found.append(entry)
        actions += action_items(entry, split_lines(text))
    return found, actions


def rolled(files: Mapping[str, str], week: Week = WEEK) -> RollUp:
    """The roll-up of files by name."""
    return roll_up(week, *entries(files))


def kpt(keep: str = "", problem: str = "", tries: str = "", meta: str = "") -> str:
    """The text of a KPT day: lists as they stand in the file, `meta` more lines of front matter."""
    parts = [("Keep", keep), ("Problem", problem), ("Try", tries)]
    sections = "".join(f"\n## {title}\n{text}\n" for title, text in parts if text)
    return f"---\nformat: kpt\n{meta}---\n{sections}"


def event(did: str = "", cue: str = "", action: str = "", meta: str = "") -> str:
    """The text of an event told in prose."""
    parts = [("Cue", cue), ("Did", did), ("Action", action)]
    sections = "".join(f"\n## {title}\n{text}\n" for title, text in parts if text)
    return f"---\nformat: event\n{meta}---\n{sections}"


def day(number: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, number)
