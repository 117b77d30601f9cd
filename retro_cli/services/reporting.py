"""What a report shows: the entries of some time with everything that is counted and found in them.

What is private is taken out of each entry before anything is computed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from retro_cli.domain.action import action_items
from retro_cli.domain.asides import read_asides
from retro_cli.domain.digest_span import without_digest
from retro_cli.domain.entry import Entry, read_entry
from retro_cli.domain.facts import Facts, facts_of
from retro_cli.domain.format import Format
from retro_cli.domain.ordering import end_of
from retro_cli.domain.outline import read_outline
from retro_cli.domain.passages import read_passages
from retro_cli.domain.patterns.finding import find_patterns
from retro_cli.domain.patterns.model import Patterns
from retro_cli.domain.patterns.reading import Reading, read
from retro_cli.domain.period import Span
from retro_cli.domain.privatemarks import is_tagged
from retro_cli.domain.stats import Stats, Tally
from retro_cli.domain.text import BOM, split_lines, strip_ending
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.services.exporting import exported_pages
from retro_cli.services.listing import Filter, last_day
from retro_cli.store.journal import Journal, Page

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Written:
    """An entry, and its markdown as a report shows it: what stands elsewhere in its file is blank there, so that lines
    keep their numbers."""

    entry: Entry
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """Some time in a journal. `entries` are those of days and `reviews` those of longer periods, oldest first;
    `problems` the errors of files that could not be read."""

    span: Span
    stats: Stats
    patterns: Patterns
    entries: tuple[Written, ...]
    reviews: tuple[Written, ...]
    private: bool
    problems: tuple[RetroError, ...] = ()


def report_of(
    journal: Journal,
    span: Span,
    today: date,
    *,
    private: bool = False,
    whole: bool = False,
    progress: Callable[[int], Step] | None = None,
) -> Report:
    """The report of the days of `span`. Only what its own entries say counts, as of its last day or `today`.

    What is private is left out unless `private`; with `whole` it begins with the first entry. `progress` gets how
    many files there are and gives what to call after each.
    """
    seen_on = min(span.end, today)
    todo = journal.settings.todo
    tally = Tally(journal.settings, seen_on, None, span.end)
    problems: list[RetroError] = []
    written: list[Written] = []
    readings: list[Reading] = []
    pages = exported_pages(
        journal, Filter(span.start, span.end), private=private, problem=problems.append, progress=progress
    )
    for page, found in pages:
        if found.date is None or not _belongs(found, span, today):
            continue
        entry, text = _uncommented(journal, found, page.text if private else _public_text(page))
        facts = _facts(journal, entry, text, private=private)
        if not facts.answered and not entry.fields:
            continue
        tally.add(facts)
        actions = counted(action_items(entry, split_lines(text)), todo.tag, todo.since)
        if (reading := read(entry, actions)) is not None:
            readings.append(reading)
        written.append(Written(entry, _body(text, journal.formats.by_name)))
    stats = tally.result()
    if whole and stats.first and stats.first > span.start:
        span = Span(min(stats.first, span.end), span.end)
    return Report(
        span,
        stats,
        find_patterns(readings, seen_on),
        tuple(one for one in written if one.entry.period == "day"),
        tuple(sorted((one for one in written if one.entry.period != "day"), key=lambda one: last_day(one.entry))),
        private,
        tuple(problems),
    )


def _belongs(entry: Entry, span: Span, today: date) -> bool:
    """Whether a review is about these days: at least half of those that it looks back on lie among them."""
    if entry.period == "day" or entry.date is None:
        return True
    last = min(last_day(entry), end_of(entry.period, entry.date))
    last = max(entry.date, min(last, today)) if entry.date <= today else last
    inside = min(last, span.end).toordinal() - max(entry.date, span.start).toordinal() + 1
    return 2 * inside >= last.toordinal() - entry.date.toordinal() + 1


def _public_text(page: Page) -> str:
    """The text of an entry with blank lines in the place of what is private in it."""
    hidden = page.entry.hidden
    lines = split_lines(page.text)
    return "".join("\n" if number in hidden else line for number, line in enumerate(lines, 1)) if hidden else page.text


def _facts(journal: Journal, entry: Entry, text: str, *, private: bool) -> Facts:
    passages = read_passages(text, entry.path, journal.formats.by_name, journal.slot(entry.path))
    told = tuple(one for one in passages.passages if private or not is_tagged(one.text))
    return facts_of(replace(passages, passages=told, fields=entry.fields))


def _uncommented(journal: Journal, entry: Entry, text: str) -> tuple[Entry, str]:
    """An entry and its text without comments, which are for its writer alone. Lines keep their numbers."""
    formats = journal.formats.by_name
    outline = read_outline(text, formats, entry.format)
    lines = [strip_ending(line) for line in outline.lines]
    masked = [strip_ending(line) for line in without_digest(outline.lines, outline.digest)]
    asides = read_asides(masked, outline.blocks, outline.body)
    if not asides.comments:
        return entry, text
    shown, at = [], 0
    for start, end in asides.comments:
        shown += [asides.text[at:start], "\n" * asides.text.count("\n", start, end)]
        at = end
    left = "".join([*shown, asides.text[at:]]).split("\n")
    digest = range(*outline.digest) if outline.digest else range(0)
    told = "\n".join(lines[at] if at in digest else line for at, line in enumerate(left))
    read_again = read_entry(told, entry.path, formats, journal.slot(entry.path))
    return replace(read_again, fields=entry.fields, private=entry.private), told


def _body(text: str, formats: Mapping[str, Format]) -> str:
    """A text with blank lines for its front matter and its digest."""
    outline = read_outline(text, formats)
    lines = [strip_ending(line).removeprefix(BOM) for line in without_digest(outline.lines, outline.digest)]
    lines[: outline.body] = [""] * outline.body
    return "\n".join(lines)
