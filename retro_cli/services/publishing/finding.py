"""A post found again that is not where it was put: renamed by hand, or there before anything was published."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from retro_cli.domain import frontmatter
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.text import fold, split_lines
from retro_cli.services.publishing.frontmatter import DATED, moment_in, split
from retro_cli.store.journal import Journal
from retro_cli.store.published import Record, published, published_paths
from retro_cli.store.sites import Site, posts_of, read_post

_DATED_NAME = re.compile(r"(?:.*/)?(\d{4}-\d{2}-\d{2})")
_SIGNS = re.compile(r"[\W_]+")
_AROUND = dt.timedelta(days=31)
_ALIKE = 0.6
_STILL_ALIKE = 0.4
"""How much of two posts has to be the same; less of one that was published, for somebody may have edited it."""
_FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A post of the site: its path below the root, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the post of a unit stands, and what stands there; both None where it is nowhere. `was` is the path that it
    had before somebody renamed it, `record` what retro knows of it."""

    record: Record | None = None
    path: str | None = None
    standing: str | None = None
    was: str | None = None


def place_of(site: Site, journal: Journal, unit: str, day: dt.date) -> Place:
    """The place of a post that was published; `day` is one of the unit's. Raises UnreadableError."""
    record = published(journal.state, str(site.root), unit)
    if record is None:
        return Place()
    standing = read_post(site, record.path)
    if standing is not None:
        return Place(record, record.path, standing)
    before = moment_in(record.text)
    found = renamed(site, record.text, before.date() if before else day, taken_paths(site, journal, unit))
    return Place(record, found.path, found.text, record.path) if found else Place(record)


def taken_paths(site: Site, journal: Journal, unit: str) -> set[str]:
    """The paths of the site that no post of the unit can have: those of other posts, and of the journal's own files."""
    root = journal.root.resolve()
    own = journal.paths() if root.is_relative_to(site.root) else ()
    inside = {(root / path).relative_to(site.root).as_posix() for path in own}
    return inside | published_paths(journal.state, str(site.root), unit)


def renamed(site: Site, text: str, day: dt.date, taken: Collection[str]) -> Found | None:
    """Where a post is now that was written as `text`; `taken` are paths of other posts, and of files that are none."""
    best: tuple[float, Found] | None = None
    for found in _candidates(site, day, taken):
        if found.text == text:
            return found
        like = 1.0 if _same_head(found.text, text) else _likeness(found.text, text)
        if like >= _STILL_ALIKE and (best is None or like > best[0]):
            best = like, found
    return best[1] if best else None


def alike(site: Site, journal: Journal, unit: str, text: str, day: dt.date) -> Found | None:
    """A post that says the same as `text`, which retro did not write as far as this machine knows."""
    taken = taken_paths(site, journal, unit)
    best: tuple[float, Found] | None = None
    for found in _candidates(site, day, taken):
        like = 1.0 if _same_head(found.text, text) else _likeness(found.text, text, _FEWEST_LINES)
        if like >= _ALIKE and (best is None or like > best[0]):
            best = like, found
    return best[1] if best else None


def _candidates(site: Site, day: dt.date, taken: Collection[str]) -> Iterator[Found]:
    for path, read in posts_of(site):
        if path in taken or not _around(path, day):
            continue
        text = read()
        if text is not None:
            yield Found(path, text)


def _around(path: str, day: dt.date) -> bool:
    """Whether the name of a post may be of that day: it names none, or one that is not far."""
    named = _DATED_NAME.match(path)
    try:
        return named is None or abs(dt.date.fromisoformat(named[1]) - day) <= _AROUND
    except ValueError:
        return True


def _same_head(one: str, other: str) -> bool:
    """Whether two posts have the same title and are of the same moment."""
    if moment_in(one) is None or moment_in(one) != moment_in(other):
        return False
    try:
        metas = [frontmatter.read(text) for text in (one, other)]
    except FrontMatterError:
        return False
    return metas[0].get("title") == metas[1].get("title") and DATED in metas[0]


def _likeness(one: str, other: str, fewest: int = 1) -> float:
    """How many of the lines of two posts are in both, from 0 to 1."""
    first, second = (set(_words(split_lines(split(text)[1]))) for text in (one, other))
    shared = len(first & second)
    return shared / max(len(first), len(second)) if shared >= fewest else 0.0


def _words(lines: Iterable[str]) -> Iterator[str]:
    """The letters and digits of each line that has some; those of one or two are no sign of anything."""
    for line in lines:
        words = _SIGNS.sub("", fold(line))
        if len(words) > 2:
            yield words
