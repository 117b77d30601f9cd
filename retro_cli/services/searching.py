"""Searching the whole journal: newest first, and no file parsed whose bytes already say that nothing can match."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from retro_cli.domain.format import Format
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.labels import label
from retro_cli.domain.layout import Slot
from retro_cli.domain.ordering import RANK, born, slot_end
from retro_cli.domain.passages import Passage, Passages, read_passages
from retro_cli.domain.query import Query, squeezed
from retro_cli.domain.quickread import QuickReader
from retro_cli.domain.text import fold
from retro_cli.errors import N_, NotFoundError, RetroError, UnreadableError, UsageError
from retro_cli.services.listing import Filter, last_day
from retro_cli.store.journal import UNDATED, Journal
from retro_cli.store.scanning import worth_reading
from retro_cli.store.time_limit import time_limit
from retro_cli.store.walking import is_dated, markdown_files

PATTERN_SECONDS = 2.0
_STATES = {"open": frozenset({"open", "started"}), "done": frozenset({"done"})}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to search for; empty values let everything through.

    `section` is a section's key, heading, alias or first letters, `states` are "open" and "done", a tag takes those
    nested below it. Of several tags all have to be there, in the entry's front matter or in the passage.
    """

    query: Query
    since: date | None = None
    until: date | None = None
    format: str = ""
    section: str = ""
    role: str = ""
    tags: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return self.query.empty and not (
            self.since or self.until or self.format or self.section or self.role or self.tags or self.states
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matched. `text` is squeezed to one line, `places` are the spans in it that matched."""

    passage: Passage
    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits in one entry, in the order of its lines."""

    entry: Passages
    hits: tuple[Hit, ...]


@dataclass
class Search:
    """A search that runs while it is iterated: `problems` are those met so far."""

    journal: Journal
    wanted: Wanted
    problems: list[RetroError] = field(default_factory=list)

    def __iter__(self) -> Iterator[Found]:
        """The entries with hits, newest first, reviews above their days. UsageError for a pattern without end."""
        for path, slot in self._candidates():
            try:
                found = self.found_in(self.journal.text(path), path, slot)
            except NotFoundError:
                continue
            except RetroError as error:
                if isinstance(error, UsageError):
                    raise
                self.problems.append(error)
                continue
            if found is not None:
                yield found

    def found_in(self, text: str, path: str, slot: Slot | None) -> Found | None:
        """The hits in the text of one entry, None where there are none. Errors: UnreadableError."""
        formats = self.journal.formats.by_name
        try:
            entry = self._quick.passages(text, path, slot) or read_passages(text, path, formats, slot)
        except FrontMatterError as error:
            where = f"{path}:{error.line}"
            raise UnreadableError(error.message, hint=error.hint, where=where, line=error.line) from None
        if not self._takes(entry):
            return None
        hits = tuple(self._hits(entry, self._of_section))
        return Found(entry, hits) if hits else None

    @cached_property
    def _quick(self) -> QuickReader:
        return QuickReader(self.journal.formats.by_name)

    @cached_property
    def _of_section(self) -> "_OfSection":
        return _OfSection(self.wanted.section)

    def _candidates(self) -> Iterator[tuple[str, Slot | None]]:
        """The entries whose bytes let a match through, newest first; those without a day come last."""
        root = str(self.journal.root)
        order: list[tuple[int, int, str]] = []
        for path in worth_reading(root, self._in_time(), self.wanted.query.may_match):
            slot = self.journal.slot(path)
            if slot is not None:
                order.append((slot_end(slot).toordinal(), RANK[slot.kind], path))
            elif path.startswith(f"{UNDATED}/") or is_dated(self.journal.root / path):
                order.append((self._day_inside(path), 0, path))
        order.sort(key=lambda one: one[2])
        order.sort(key=lambda one: one[:2], reverse=True)
        for _day, _rank, path in order:
            yield path, self.journal.slot(path)

    def _in_time(self) -> Iterable[str]:
        """The markdown files whose names do not put them outside of the time that is asked for."""
        paths = markdown_files(self.journal.root, self.problems)
        if self.wanted.since is None and self.wanted.until is None:
            return paths
        span = Filter(self.wanted.since, self.wanted.until)
        return (path for path in paths if (slot := self.journal.slot(path)) is None or span.may_take(slot))

    def _day_inside(self, path: str) -> int:
        from retro_cli.domain import frontmatter
        from retro_cli.domain.entry import as_date

        try:
            day = as_date(frontmatter.read(self.journal.text(path)).get("date"))
        except RetroError:
            day = None
        return day.toordinal() if day else 0

    def _takes(self, entry: Passages) -> bool:
        wanted = self.wanted
        if (wanted.since or wanted.until) and entry.date is None:
            return False
        return (
            (wanted.since is None or last_day(entry) >= wanted.since)
            and (wanted.until is None or entry.date is None or entry.date <= wanted.until)
            and (not wanted.format or entry.format_name == wanted.format)
        )

    def _hits(self, entry: Passages, of_section: "_OfSection") -> Iterator[Hit]:
        if not self.wanted.query.typed:
            yield from self._matching(entry, of_section)
            return
        try:
            with time_limit(PATTERN_SECONDS):
                hits = list(self._matching(entry, of_section))
        except TimeoutError:
            raise UsageError(
                N_("This pattern takes too long."),
                hint=N_("Repeats within repeats, as in (a+)+, can take for ever: say it in a simpler way."),
                where=entry.path,
            ) from None
        yield from hits

    def _matching(self, entry: Passages, of_section: "_OfSection") -> Iterator[Hit]:
        wanted = self.wanted
        for passage in entry.passages:
            if wanted.role and passage.role != wanted.role:
                continue
            if wanted.section and not of_section(entry.format, passage):
                continue
            if wanted.states and not self._in_state(entry, passage):
                continue
            if wanted.tags and not all(_tagged((*entry.tags, *passage.tags), tag) for tag in wanted.tags):
                continue
            text = squeezed(passage.text)
            if wanted.query.matches(text):
                yield Hit(passage, text, tuple(wanted.query.places(text)))

    def _in_state(self, entry: Passages, passage: Passage) -> bool:
        """Whether it is an action item that counts, in one of the states."""
        todo = self.journal.settings.todo
        day = born(entry.period, entry.date)
        return (
            any(passage.state in _STATES[state] for state in self.wanted.states)
            and (todo.tag is None or any(fold(tag) == fold(todo.tag.removeprefix("#")) for tag in passage.tags))
            and (todo.since is None or day is None or day >= todo.since)
        )


class _OfSection:
    """Whether a passage stands in the section that a word means: by key, heading or alias, or by its beginning."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._label = label(word)
        self._known: dict[tuple[str, str, str | None], bool] = {}

    def __call__(self, format: Format, passage: Passage) -> bool:
        if passage.section is None:
            return False
        key = (format.name, passage.section, passage.heading)
        if key not in self._known:
            spec = format.find(self._word)
            named = self._label in (label(passage.section), label(passage.heading or ""))
            self._known[key] = named or (spec is not None and spec.key == passage.section)
        return self._known[key]


def _tagged(tags: Iterable[str], tag: str) -> bool:
    wanted = fold(tag.removeprefix("#"))
    return any(fold(one) == wanted or fold(one).startswith(f"{wanted}/") for one in tags)
