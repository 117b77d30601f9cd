"""Where the user is: today's entry, this week's days, drafts that wait, what is left to try, and blanks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retro_cli.domain.entry import Entry, Section
from retro_cli.domain.format import Format
from retro_cli.domain.period import Week
from retro_cli.domain.rollup import plain_heading
from retro_cli.errors import NotFoundError, RetroError
from retro_cli.services.todos import read_todos
from retro_cli.store.journal import Journal, Pages

if TYPE_CHECKING:
    from retro_cli.store.drafts import Draft

WRITTEN, MISSED, AHEAD, REST = "written", "missed", "ahead", "rest"
BLANK_DAYS = 14


@dataclass(frozen=True, slots=True)
class DayState:
    """A day of the week: `written`; `missed`, a working day behind an entry that has none; `ahead`; or `rest`.

    Today is never missed, and neither is a day before the first entry or in a long silence.
    """

    date: date
    state: str


@dataclass(frozen=True, slots=True)
class Blank:
    """An entry with sections that only hold placeholders, stand empty, or are required and missing."""

    entry: Entry
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft, and the question it stopped at: its place among `count` (0 where the format does not say)."""

    draft: "Draft"
    format: Format | None
    place: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """`days` are those of the week that matter (none for a weekly rhythm); `review` is the path of its review.

    `open` counts the action items that wait now, `later` those put off, `overdue` those past their date. `undated` are
    the paths of entries that wait for their day. `fresh` is true for a journal without a single entry.
    """

    today: date
    rhythm: str
    days: tuple[DayState, ...]
    entries: tuple[Entry, ...]
    review: str
    reviewed: bool
    drafts: tuple[Waiting, ...]
    open: int
    later: int
    overdue: int
    blanks: tuple[Blank, ...]
    undated: tuple[str, ...]
    fresh: bool
    problems: tuple[RetroError, ...]


def overview(journal: Journal, today: date) -> Overview:
    """The state of a journal on a day. What could not be read is among the problems."""
    week = Week.of(today)
    paths = _recent_paths(journal, today)
    recent = journal.pages(paths)
    reviews = _review(journal, week)
    todos = read_todos(journal)
    drafts, broken = journal.drafts.all()
    rhythm = journal.settings.rhythm or "daily"
    written = {slot.date for path in paths if (slot := journal.slot(path))}
    written.update(day for entry in recent.entries for day in _days(entry))
    counts = todos.left(today)
    undated = tuple(journal.undated())
    problems = {
        (one.where, one.message): one for one in (*recent.problems, *reviews.problems, *todos.problems, *broken)
    }
    return Overview(
        today=today,
        rhythm=rhythm,
        days=() if rhythm == "weekly" else tuple(_week_days(journal, week, written, today)),
        entries=tuple(entry for entry in recent.entries if today in _days(entry)),
        review=reviews.pages[0].entry.path if reviews.pages else journal.settings.layout.week(week),
        reviewed=any(page.entry.answered for page in reviews.pages),
        drafts=tuple(_waiting(journal, draft) for draft in drafts),
        open=counts[0],
        later=counts[1],
        overdue=sum(item.overdue(today) and not item.waits(today) for item in todos.items),
        blanks=tuple(_blanks(journal, recent.entries, today)),
        undated=undated,
        fresh=not (recent.pages or problems or drafts or undated) and not journal.paths(),
        problems=tuple(problems.values()),
    )


def _recent_paths(journal: Journal, today: date) -> list[str]:
    """The entries of this week and of the two before it, in the order of their days."""
    ordinals = (max(1, today.toordinal() - back) for back in (14, 7, 0))
    weeks = dict.fromkeys(Week.of(date.fromordinal(ordinal)) for ordinal in ordinals)
    return [path for week in weeks for path in journal.week_paths(week)]


def _review(journal: Journal, week: Week) -> Pages:
    try:
        return Pages((journal.page(journal.settings.layout.week(week)),))
    except NotFoundError:
        return Pages(())
    except RetroError as error:
        return Pages((), (error,))


def _days(entry: Entry) -> Sequence[date]:
    if entry.date is None:
        return ()
    length = (entry.end - entry.date).days if entry.end else 0
    return [entry.date + timedelta(days=more) for more in range(min(max(length, 0), 31) + 1)]


def _week_days(journal: Journal, week: Week, written: set[date], today: date) -> Iterable[DayState]:
    """Working days and rest days among them, other days where there is an entry or it is today."""
    first = min(written, default=today)
    for day in week.days():
        works = journal.settings.works(day)
        if day in written:
            yield DayState(day, WRITTEN)
        elif day.weekday() in journal.settings.workdays or day == today:
            state = AHEAD if day >= today or day < first else MISSED
            yield DayState(day, state if works else REST)


def _waiting(journal: Journal, draft: "Draft") -> Waiting:
    known = journal.formats.by_name.get(draft.format)
    keys = [*(spec.key for spec in known.sections), *(spec.key for spec in known.fields)] if known else []
    if draft.at not in keys:
        return Waiting(draft, known)
    return Waiting(draft, known, keys.index(draft.at) + 1, len(keys))


def _blanks(journal: Journal, entries: Iterable[Entry], today: date) -> Iterable[Blank]:
    for entry in entries:
        if entry.date is None or (today - entry.date).days >= BLANK_DAYS or entry.date > today:
            continue
        names = [_name(section) for section in entry.sections if not section.answered and section.key is not None]
        known = journal.formats.by_name.get(entry.format)
        required = [spec for spec in known.sections if spec.required] if known else []
        names += [spec.key for spec in required if entry.section(spec.key) is None]
        if names:
            yield Blank(entry, tuple(names))


def _name(section: Section) -> str:
    return plain_heading(section) or section.key or ""
