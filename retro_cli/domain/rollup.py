"""A week rolled up from its entries: what the digest, the interview of the week and `--json` are made of."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain.action import ActionItem
from retro_cli.domain.entry import Entry, Section, has_private_tag
from retro_cli.domain.format import ROLES
from retro_cli.domain.period import Week
from retro_cli.domain.text import fold, strip_ending

SENTENCE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class RolledItem:
    """An item of the week with the days it was written on; `path` and `line` (1-based) are those of the first."""

    text: str
    dates: tuple[dt.date, ...]
    path: str
    line: int
    private: bool = False


@dataclass(frozen=True, slots=True)
class DayLine:
    """What a piece of prose comes down to: its title or heading, and its first sentence."""

    date: dt.date
    title: str
    sentence: str
    path: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week: the paths of its entries and their fields."""

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
    def empty(self) -> bool:
        """Whether the week has no entries."""
        return not self.days


def roll_up(week: Week, entries: Iterable[Entry], actions: Iterable[ActionItem]) -> RollUp:
    """Roll up the entries of the days of `week`, and of `actions` those that the week touched.

    Only day entries count; one that spans several days belongs to the week of its first.
    """
    found = [
        entry for entry in entries if entry.period == "day" and entry.date and week.monday <= entry.date <= week.sunday
    ]
    found.sort(key=lambda entry: (entry.date or dt.date.min, entry.path))
    return RollUp(week, _days(found), _roles(found), _prose(found), week_actions(week, actions))


def _days(entries: Sequence[Entry]) -> tuple[Day, ...]:
    days: dict[dt.date, list[Entry]] = {}
    for entry in entries:
        if entry.date is not None:
            days.setdefault(entry.date, []).append(entry)
    return tuple(
        Day(day, tuple(entry.path for entry in of_day), {k: v for entry in of_day for k, v in entry.fields.items()})
        for day, of_day in days.items()
    )


def _roles(entries: Sequence[Entry]) -> Mapping[str, tuple[RolledItem, ...]]:
    roles: dict[str, dict[str, RolledItem]] = {role: {} for role in ROLES}
    for entry in entries:
        for section in entry.sections:
            if section.kind == "text" or entry.date is None:
                continue
            for item in section.items:
                if not item.answered or item.mark is not None:
                    continue
                text = " ".join(item.text.split())
                private = entry.private or section.private or has_private_tag(text)
                rolled = RolledItem(text, (entry.date,), entry.path, item.line, private)
                _merge(roles[section.role], rolled)
    return {role: tuple(items.values()) for role, items in roles.items()}


def _merge(items: dict[str, RolledItem], item: RolledItem) -> None:
    key = fold(item.text)
    had = items.get(key)
    if had is None:
        items[key] = item
        return
    dates = had.dates if item.dates[0] in had.dates else (*had.dates, *item.dates)
    items[key] = RolledItem(had.text, dates, had.path, had.line, had.private or item.private)


def _prose(entries: Sequence[Entry]) -> tuple[DayLine, ...]:
    return tuple(line for entry in entries for line in _day_lines(entry))


def _day_lines(entry: Entry) -> Iterable[DayLine]:
    if entry.date is None:
        return
    texts = [section for section in entry.sections if section.kind == "text" and section.answered]
    free = [section for section in texts if section.key is None]
    known = [section for section in texts if section.key is not None]
    if known:
        told = next((section for section in known if section.role == "did"), known[0])
        private = entry.private or told.private
        yield DayLine(entry.date, entry.title or "", first_sentence(told.text), entry.path, private)
    elif sentence := first_sentence(entry.note):
        yield DayLine(entry.date, entry.title or "", sentence, entry.path, entry.private)
    elif entry.title and not free:
        yield DayLine(entry.date, entry.title, "", entry.path, entry.private)
    for section in free:
        yield DayLine(entry.date, plain_heading(section), _telling(section), entry.path, entry.private)


def plain_heading(section: Section) -> str:
    """A heading as it is shown in a line: emphasis and trailing colons removed."""
    return re.sub(r"[*_`]{1,3}", "", section.heading).strip().rstrip(":：").strip()


def _telling(section: Section) -> str:
    return first_sentence(section.text)


_LEAD = re.compile(r"^(?:[\s>]*(?:[-*+•◦]|\d+[.)])[ \t]+(?:\[.\][ \t]+)?|[\s>]*#{1,6}[ \t]+|[\s>]+)+")
_SKIP = re.compile(r"\s*(?:$|!\[[^\]]*\]\([^)]*\)\s*$|(?:[-*_][ \t]*){3,}$|\|.*\|\s*$|<[^>]*>\s*$|\{[:%].*[%}]\}?\s*$)")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？…~])[\"')\]”’]*(?=\s|$)|(?<=[。！？])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def first_sentence(text: str) -> str:
    """The first sentence of a piece of markdown, on one line; code, pictures, rules and tables are passed over."""
    fenced = ""
    for raw in text.split("\n"):
        line = strip_ending(raw)
        fence = re.match(r"\s*(`{3,}|~{3,})", line)
        if fenced or fence:
            if fence and not fenced:
                fenced = fence[1]
            elif fenced and line.strip().startswith(fenced) and not line.strip().strip(fenced[0]):
                fenced = ""
            continue
        if _SKIP.match(line):
            continue
        return _cut(_LINK.sub(r"\1", _LEAD.sub("", line)).strip())
    return ""


def _cut(line: str) -> str:
    line = " ".join(line.split())
    end = _SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    if len(sentence) <= SENTENCE_CHARACTERS:
        return sentence
    short = sentence[:SENTENCE_CHARACTERS]
    at = short.rfind(" ", SENTENCE_CHARACTERS // 2)
    return f"{short[: at if at > 0 else None].rstrip(' ,.·')}…"


def week_actions(week: Week, items: Iterable[ActionItem]) -> Actions:
    """Those of `items` that the week touched, in the state that its last day found them in."""
    opened: list[ActionItem] = []
    done: list[ActionItem] = []
    dropped: list[ActionItem] = []
    carried: list[ActionItem] = []
    for item in sorted(items, key=lambda one: (one.date or dt.date.min, one.path, one.line)):
        if item.date is None or item.date > week.sunday:
            continue
        born = item.date >= week.monday
        state, on = state_on(item, week.sunday)
        if born:
            opened.append(item)
        if state in ("done", "dropped"):
            if on is not None and week.monday <= on:
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
