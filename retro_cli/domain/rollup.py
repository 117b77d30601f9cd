"""A week rolled up from its entries: what the digest, the interview of the week and `--json` are made of."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retro_cli.domain.action import ActionItem
from retro_cli.domain.entry import Entry, Item, Section, filled
from retro_cli.domain.format import ROLES
from retro_cli.domain.headings import bare_heading as bare_heading
from retro_cli.domain.period import Span, Week
from retro_cli.domain.sentence import first_sentence
from retro_cli.domain.text import fold

if TYPE_CHECKING:
    from retro_cli.domain.months import Period


@dataclass(frozen=True, slots=True)
class RolledItem:
    """An item of the week with the days (or ranges of days) it was written on.

    `path` and `line` (1-based) are those of the first. `private` is whether any of them was.
    """

    text: str
    spans: tuple[Span, ...]
    path: str
    line: int
    private: bool = False

    @property
    def date(self) -> dt.date:
        """The first day it was written on."""
        return self.spans[0].start


@dataclass(frozen=True, slots=True)
class DayLine:
    """What a piece of prose comes down to: its title or heading, and its first sentence."""

    span: Span
    title: str
    sentence: str
    path: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week: the paths of the entries that fill it, and the fields of those written on it."""

    date: dt.date
    entries: tuple[str, ...]
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Actions:
    """The week's action items, as of its last day."""

    opened: tuple[ActionItem, ...] = ()
    done: tuple[ActionItem, ...] = ()
    dropped: tuple[ActionItem, ...] = ()
    carried: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class RollUp:
    """A week: its days that have entries, items by role, prose by day, action items."""

    week: Week
    days: tuple[Day, ...]
    roles: Mapping[str, tuple[RolledItem, ...]]
    prose: tuple[DayLine, ...]
    actions: Actions

    @property
    def period(self) -> Week:
        """The week, as the roll-ups of all periods name theirs."""
        return self.week

    @property
    def written(self) -> int:
        """On how many days there is an entry."""
        return len(self.days)

    @property
    def empty(self) -> bool:
        """Whether the week has no entries."""
        return not self.days


def roll_up(week: Week, entries: Iterable[Entry], actions: Iterable[ActionItem]) -> RollUp:
    """Roll up the entries of the days of `week`, and of `actions` (those that count) the ones that the week touched.

    Only day entries count; one that spans several days belongs to the week of its first, and fills those of its days
    that lie in that week. A box that does not count as an action item is an item like any other.
    """
    found = [
        entry for entry in entries if entry.period == "day" and entry.date and week.monday <= entry.date <= week.sunday
    ]
    found.sort(key=lambda entry: entry.date or dt.date.min)  # stable: the entries of one day stay in the given order
    counted = tuple(actions)
    boxes = {(item.path, item.line) for item in counted}
    prose = tuple(line for entry in found for line in _day_lines(entry, _span(entry, week)))
    return RollUp(week, _days(found, week), _roles(found, week, boxes), prose, actions_in(week, counted))


def _span(entry: Entry, week: Week) -> Span:
    """The days of the week that an entry fills."""
    assert entry.date is not None
    last = entry.end if entry.end and entry.end > entry.date else entry.date
    return Span(entry.date, min(last, week.sunday))


def _days(entries: Sequence[Entry], week: Week) -> tuple[Day, ...]:
    days: dict[dt.date, Day] = {}
    for entry in entries:
        for day in _span(entry, week).days():
            had = days.get(day, Day(day, (), {}))
            own = {key: value for key, value in entry.fields.items() if day == entry.date and filled(str(value))}
            days[day] = Day(day, (*had.entries, entry.path), {**had.fields, **own})
    return tuple(days[day] for day in sorted(days))


# -- items ------------------------------------------------------------------------------------------------------------


def _roles(
    entries: Sequence[Entry], week: Week, boxes: Collection[tuple[str, int]]
) -> Mapping[str, tuple[RolledItem, ...]]:
    roles: dict[str, dict[str, RolledItem]] = {role: {} for role in ROLES}
    for entry in entries:
        for section in entry.sections:
            if section.kind == "text":
                continue
            for text, line, private in telling(entry, section, boxes):
                rolled = RolledItem(text, (_span(entry, week),), entry.path, line, entry.private or private)
                _merge(roles.setdefault(section.role, {}), rolled)
    return {role: tuple(items.values()) for role, items in roles.items()}


def telling(entry: Entry, section: Section, boxes: Collection[tuple[str, int]]) -> Iterable[tuple[str, int, bool]]:
    """The texts of a section's items with their lines, and whether they are private; of one that holds only prose, its
    first sentence."""
    if not section.items and section.answered:
        sentence = first_sentence(section.text)
        yield sentence, section.line, _is_hidden(sentence, section.public)
    for item in section.items:
        if item.answered and (entry.path, item.line) not in boxes:
            lines = range(item.line, item.line + 1 if item.text.strip() else item.end + 1)
            yield one_line(item), item.line, not entry.hidden.isdisjoint(lines)


def _is_hidden(sentence: str, public: str | None) -> bool:
    """Whether the first sentence of a text is private; `public` is that text without what is."""
    return public is not None and first_sentence(public) != sentence


def one_line(item: Item) -> str:
    """The text of an item on one line; the first sentence of what is below it where it has none."""
    return " ".join(item.text.split()) or first_sentence(item.body)


def _merge(items: dict[str, RolledItem], item: RolledItem) -> None:
    if not item.text:
        return
    key = fold(item.text)
    had = items.get(key)
    if had is None:
        items[key] = item
        return
    spans = had.spans if item.spans[0] in had.spans else (*had.spans, *item.spans)
    items[key] = replace(had, spans=spans, private=had.private or item.private)


# -- prose ------------------------------------------------------------------------------------------------------------


def _day_lines(entry: Entry, span: Span) -> Iterable[DayLine]:
    texts = [section for section in entry.sections if section.kind == "text" and section.answered]
    free = [section for section in texts if section.key is None]
    yield from _told(entry, span, [section for section in texts if section.key is not None], bool(free))
    for section in free:
        title, sentence = plain_heading(section), first_sentence(section.text)
        if title or sentence:
            private = section.line in entry.hidden or _is_hidden(sentence, section.public)
            yield DayLine(span, title, sentence, entry.path, entry.private or private)


def _told(entry: Entry, span: Span, known: Sequence[Section], more: bool) -> Iterable[DayLine]:
    """The line of an entry as a whole: what was done, else its other prose, else its note, else only its title."""
    for section in sorted(known, key=lambda section: section.role != "did"):
        if sentence := first_sentence(section.text):
            private = entry.private or _is_hidden(sentence, section.public)
            yield DayLine(span, entry.title or "", sentence, entry.path, private)
            return
    sentence = first_sentence(entry.note, headings=False)
    if sentence or (entry.title and not more):
        shown = entry.public_note
        private = shown is not None and first_sentence(shown, headings=False) != sentence
        yield DayLine(span, entry.title or "", sentence, entry.path, entry.private or private)


def plain_heading(section: Section) -> str:
    """The heading of a section as it is shown in a line."""
    return bare_heading(section.heading)


# -- action items -----------------------------------------------------------------------------------------------------


def actions_in(period: "Period", items: Iterable[ActionItem]) -> Actions:
    """Those of `items` that a period touched, in the state that its last day found them in, oldest first."""
    opened: list[ActionItem] = []
    done: list[ActionItem] = []
    dropped: list[ActionItem] = []
    carried: list[ActionItem] = []
    for item in sorted(items, key=lambda one: (one.date or dt.date.min, one.path, one.line)):
        if item.date is None or item.date > period.last:
            continue
        born = item.date >= period.first
        state, on = state_on(item, period.last)
        if born:
            opened.append(item)
        if state in ("done", "dropped"):
            if born or (on is not None and period.first <= on):
                (done if state == "done" else dropped).append(item)
        elif not born:
            carried.append(item)
    return Actions(tuple(opened), tuple(done), tuple(dropped), tuple(carried))


def state_on(item: ActionItem, day: dt.date) -> tuple[str, dt.date | None]:
    """Open, done or dropped at the end of `day`, and since when; an undated change counts from the item's own day."""
    if item.state not in ("done", "dropped"):
        return "open", None
    on = (item.done if item.state == "done" else item.dropped) or item.date
    return (item.state, on) if on is None or on <= day else ("open", None)
