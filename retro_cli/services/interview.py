"""What an interview asks: the questions of a format against what the entry says already, and what comes before them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retro_cli.domain.action import ActionItem
from retro_cli.domain.edit import free_section
from retro_cli.domain.entry import Entry, Section, filled
from retro_cli.domain.format import MOOD, FieldSpec, SectionSpec
from retro_cli.domain.labels import label
from retro_cli.domain.period import Week
from retro_cli.domain.rollup import plain_heading
from retro_cli.errors import RetroError
from retro_cli.services.capture import Target
from retro_cli.store.journal import Journal
from retro_cli.store.taskpages import TaskPages

_END_KEY = re.compile(r"(?:^|\r)[\"']?end[\"']?[ \t]*:", re.MULTILINE)
LOG_DAYS = 7
SESSIONS = 2
SILENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Question:
    """One question: of a section or of a field. `standing` is what the entry says already, one text an item."""

    key: str
    section: SectionSpec | None = None
    field: FieldSpec | None = None
    standing: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the entry has an answer, so that one line about it is enough."""
        return bool(self.standing)


def questions(journal: Journal, target: Target) -> tuple[Question, ...]:
    """The questions for an entry, in the order of its format; short answers last, mood only where it is wanted."""
    entry = target.entry
    if target.format.free:
        found = [_free_question(entry, heading) for heading in headings(journal, target)]
    else:
        found = [Question(spec.key, spec, None, _standing(entry, spec)) for spec in target.format.sections]
    fields = list(target.format.fields)
    if journal.settings.today.mood and target.period is None and all(spec.key != MOOD.key for spec in fields):
        fields.append(MOOD)
    return (
        *found,
        *(Question(spec.key, None, spec, _field(entry, spec)) for spec in fields if _asked(journal, target, spec)),
    )


def _asked(journal: Journal, target: Target, spec: FieldSpec) -> bool:
    """Mood is asked once a day, whatever the number of entries."""
    if spec.key != MOOD.key or target.period is not None:
        return True
    others = [path for path in journal.day_paths(target.day) if path != target.path]
    return not any(MOOD.key in entry.fields for entry in journal.pages(others).entries)


def _standing(entry: Entry | None, spec: SectionSpec) -> tuple[str, ...]:
    section = entry.section(spec.key) if entry else None
    return standing_texts(section) if section else ()


def standing_texts(section: Section) -> tuple[str, ...]:
    """What a section says, one text an item, else its prose; nothing where only placeholders stand there."""
    if not section.answered:
        return ()
    items = tuple(" ".join(item.text.split()) for item in section.items if item.answered)
    return items if items and section.kind != "text" else (section.text,)


def _field(entry: Entry | None, spec: FieldSpec) -> tuple[str, ...]:
    value = entry.fields.get(spec.key) if entry else None
    return (str(value),) if value is not None and filled(str(value)) else ()


def _free_question(entry: Entry | None, heading: str) -> Question:
    spec = free_section(heading)
    wanted = label(heading)
    section = next((one for one in entry.sections if label(one.heading) == wanted), None) if entry else None
    return Question(heading, spec, None, standing_texts(section) if section else ())


def headings(journal: Journal, target: Target) -> list[str]:
    """The headings of a free entry: those it has, and those that are usual, in their usual order."""
    here = [plain_heading(section) for section in target.entry.sections] if target.entry else []
    usual = list(journal.settings.log.headings) or usual_headings(_recent_logs(journal, target.day))
    known = {label(heading) for heading in here}
    return [*here, *(heading for heading in usual if label(heading) not in known)]


def _recent_logs(journal: Journal, before: date) -> list[Entry]:
    days = journal.recent_days(before, LOG_DAYS)
    pages = journal.pages(path for day in days for path in journal.day_paths(day))
    return [entry for entry in pages.entries if _free(journal, entry)]


def _free(journal: Journal, entry: Entry) -> bool:
    format = journal.formats.by_name.get(entry.format)
    return format is not None and format.free and entry.settled


def usual_headings(entries: Sequence[Entry]) -> list[str]:
    """The headings that recur in these entries (newest first), in the order in which they usually stand.

    Of a single entry all count, of more those that stand in two.
    """
    seen: Counter[str] = Counter()
    places: dict[str, list[float]] = {}
    names: dict[str, str] = {}
    for entry in entries:
        found = [plain_heading(section) for section in entry.sections]
        for at, heading in enumerate(found):
            key = label(heading)
            if not key:
                continue
            seen[key] += 1
            places.setdefault(key, []).append(at / max(1, len(found)))
            names.setdefault(key, heading)
    enough = 1 if len(entries) < 2 else 2
    usual = [key for key, times in seen.items() if times >= enough]
    return [names[key] for key in sorted(usual, key=lambda key: sum(places[key]) / len(places[key]))]


# -- before the questions ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open action items at the start of a session: those to go through now, and how many wait in all."""

    now: tuple[ActionItem, ...]
    older: tuple[ActionItem, ...]
    total: int
    problems: tuple[RetroError, ...] = ()


def waiting(journal: Journal, pages: TaskPages, today: date) -> Waiting:
    """The open action items of the last two sessions or due by today, at most as many as the settings say.

    `pages` are those that hold open items. Items that were put off to a later day do not count, nor do today's own.
    """
    found = [item for item in counted(journal, pages.actions) if item.open and not item.waits(today)]
    sessions = set(journal.recent_days(today, SESSIONS))
    past = [item for item in found if item.date is None or item.date < today]
    fresh = [item for item in past if item.date in sessions or (item.due is not None and item.due <= today)]
    fresh.sort(key=lambda item: (item.due is None or item.due > today, item.due or date.max, item.date or date.min))
    now = fresh[: journal.settings.today.review]
    rest = {(item.path, item.line) for item in now}
    older = [item for item in past if (item.path, item.line) not in rest]
    return Waiting(tuple(now), tuple(older), len(found), pages.problems)


def counted(journal: Journal, items: Sequence[ActionItem]) -> list[ActionItem]:
    """Those items that count as action items under `[todo] tag` and `since`."""
    todo = journal.settings.todo
    tag = todo.tag.removeprefix("#").casefold() if todo.tag else None
    return [
        item
        for item in items
        if (tag is None or any(one.casefold() == tag for one in item.tags))
        and (todo.since is None or item.date is None or item.date >= todo.since)
    ]


def was_silent(journal: Journal, today: date) -> bool:
    """Whether more than a week has passed since the last entry."""
    last = journal.recent_days(today, 1)
    return bool(last) and (today - last[0]).days > SILENT_DAYS


def next_week(today: date) -> date:
    """The Monday that things are put off to."""
    return today + timedelta(days=7 - today.weekday())


@dataclass(frozen=True, slots=True)
class WeekSoFar:
    """Which days of a week have an entry, and which are expected to."""

    week: Week
    written: frozenset[date]
    expected: tuple[date, ...]


def week_so_far(journal: Journal, day: date) -> WeekSoFar:
    """The week of `day`: an entry of several days fills each of them, also one of the week before."""
    week = Week.of(day)
    written: set[date] = set()
    for path in (*journal.week_paths(week.previous()), *journal.week_paths(week)):
        slot = journal.slot(path)
        if slot is not None:
            written.update({slot.date, *_range(journal, path)}.intersection(week.days()))
    expected = tuple(one for one in week.days() if journal.settings.works(one))
    return WeekSoFar(week, frozenset(written), expected)


def _range(journal: Journal, path: str) -> list[date]:
    """The days of an entry of several days, at most two weeks of them; most files say at once that they are of one."""
    try:
        if _END_KEY.search(journal.text(path)) is None:
            return []
        entry = journal.page(path).entry
    except RetroError:
        return []
    if entry.date is None or entry.end is None:
        return []
    return [entry.date + timedelta(days=later) for later in range(min((entry.end - entry.date).days + 1, 14))]
