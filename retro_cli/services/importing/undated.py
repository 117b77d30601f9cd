"""Entries that waited for their day below `undated/` and have one in their front matter by now."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from retro_cli.domain import frontmatter
from retro_cli.domain.entry import Entry, as_date
from retro_cli.domain.layout import slug
from retro_cli.domain.period import Week
from retro_cli.errors import RetroError
from retro_cli.services.importing.pictures import moved_text
from retro_cli.services.importing.targets import Key, Targets
from retro_cli.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that gets its place: from `origin` to `path`."""

    origin: str
    path: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The entries below `undated/`: those that have their day now, the paths of those that do not, and errors."""

    moves: tuple[Move, ...]
    left: tuple[str, ...]
    problems: tuple[RetroError, ...]


def look_through(journal: Journal, targets: Targets) -> Waiting:
    """Which of the entries below `undated/` can go to their places. Nothing is written."""
    moves: list[Move] = []
    left: list[str] = []
    problems: list[RetroError] = []
    for path in journal.undated():
        try:
            entry = journal.page(path).entry
        except RetroError as error:
            problems.append(error)
            continue
        if entry.date is None:
            left.append(path)
        else:
            moves.append(Move(path, _target(journal, targets, path, entry)))
    return Waiting(tuple(moves), tuple(left), tuple(problems))


def _target(journal: Journal, targets: Targets, path: str, entry: Entry) -> str:
    format = journal.formats.by_name.get(entry.format)
    assert entry.date is not None
    week = (format is not None and format.period == "week") or _is_weekly(journal, path, entry)
    key: Key = Week.of(entry.date) if week else entry.date
    suffix = slug(entry.title or "") or slug(entry.format)
    return targets.take_free(key, suffix, main=week or not (format and format.repeats))


def _is_weekly(journal: Journal, path: str, entry: Entry) -> bool:
    """Whether an entry that had no day looks back on a week, by its title, its name or one of its headings."""
    from retro_cli.domain.importing.weeks import is_weekly

    headings = [line.lstrip("# ") for line in journal.text(path).split("\n") if line.startswith("#")]
    return is_weekly([entry.title or "", PurePosixPath(path).stem.replace("-", " ")], headings)


def carry_out(journal: Journal, move: Move) -> None:
    """Move an entry to its place. ConflictError where something is there meanwhile."""
    text = journal.text(move.origin)
    journal.move(move.origin, move.path, moved_text(text, move.origin, move.path))


def dated(text: str, entry_date: str, end_date: str | None) -> str:
    """The text of an undated entry with the day that was found for it."""
    if as_date(frontmatter.read(text).get("date")) is None:
        text = frontmatter.set_key(text, "date", entry_date)
    if end_date and end_date != entry_date:
        text = frontmatter.set_key(text, "end", end_date)
    return text
