"""How a file divides into days, events, weeks and the rest, by the headings and lines that name them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from retro_cli.domain.format import label
from retro_cli.domain.importing.candidates import INLINE, ITEM, QUESTION, Candidate
from retro_cli.domain.importing.daymarks import DayMark
from retro_cli.domain.importing.openings import Opening, find_openings
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.words import TECHNICAL

ROOT, DAY, WEEK, EVENT, PART = "root", "day", "week", "event", "part"
"""What a unit is: the file itself, a day, a week, an event of a day or week, one of several retrospectives."""

_NAMES = (
    r"회고|retro|振り返り|ふりかえり|반성|sprint|스프린트|スプリント|주차|week|회차|차$|milestone|마일스톤|프로젝트|project|chapter|section|섹션"
    r"|phase|iteration|第|kpt"
)
_NAMED, _RETRO = re.compile(_NAMES, re.IGNORECASE), re.compile(rf"{_NAMES}|\d", re.IGNORECASE)


@dataclass(eq=False, slots=True)
class Unit:
    """A future entry: the lines that belong to it (`spans`, 0-based, end exclusive), and what opened it."""

    kind: str
    opening: Opening | None = None
    parent: "Unit | None" = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    context: tuple[str, ...] = ()

    def add(self, start: int, end: int) -> None:
        """Give it the lines from `start` to `end`."""
        if end <= start:
            return
        if self.spans and self.spans[-1][1] == start:
            self.spans[-1] = (self.spans[-1][0], end)
        else:
            self.spans.append((start, end))


def divide(source: Source, candidates: Sequence[Candidate]) -> list[Unit]:
    """The units of a file in the order in which they open, the root first; together they hold every line once, but for
    those that open one."""
    openings = find_openings(source, candidates)
    kinds = _kinds(openings, candidates)
    kept = _kept_inside(openings, kinds)
    root = Unit(ROOT)
    units = [root]
    stack: list[tuple[int, Unit]] = [(0, root)]
    headings: list[tuple[int, str]] = []
    at = source.body
    for index, opening in enumerate(openings):
        owner = stack[-1][1]
        kind = kinds.get(index)
        if index in kept and kind is None:
            continue
        while len(stack) > 1 and stack[-1][0] >= opening.level:
            stack.pop()
        while headings and headings[-1][0] >= opening.level:
            headings.pop()
        parent = stack[-1][1]
        if kind is not None:
            owner.add(at, opening.line)
            unit = Unit(kind, opening, parent, context=tuple(text for _, text in headings))
            units.append(unit)
            stack.append((opening.level, unit))
            at = opening.end
        elif parent is not owner:
            owner.add(at, opening.line)
            stack.append((opening.level, parent))
            at = opening.line
        headings.append((opening.level, opening.text))
    stack[-1][1].add(at, len(source.lines))
    return _merged_weeks(units)


def _kinds(openings: Sequence[Opening], candidates: Sequence[Candidate]) -> dict[int, str]:
    """By index, what each opening begins; those that begin nothing are left out."""
    scopes = _scopes(openings)
    days = [index for index, opening in enumerate(openings) if opening.day is not None]
    holders = [at for at, after in pairwise(days) if after < scopes[at]]
    leaves = sorted(set(days) - set(holders))
    sets = _sets(openings, candidates)
    kinds: dict[int, str] = {}
    if len(leaves) > 1:
        kinds.update(dict.fromkeys(leaves, DAY))
        kinds.update({index: WEEK for index in holders if _is_week_long(openings[index].day)})
    _add_weeks(openings, kinds)
    _add_sets(openings, sets, kinds)
    _add_reviews(openings, kinds, scopes, single=len(leaves) == 1)
    return kinds


def _scopes(openings: Sequence[Opening]) -> list[int]:
    """By opening, the index of the next one that does not stand below it."""
    scopes = [len(openings)] * len(openings)
    stack: list[int] = []
    for index, opening in enumerate(openings):
        while stack and openings[stack[-1]].level >= opening.level:
            scopes[stack.pop()] = index
        stack.append(index)
    return scopes


def _is_week_long(day: DayMark | None) -> bool:
    if day is None or day.end is None or day.start is None:
        return False
    if day.start.month != day.end.month or day.start.day is None or day.end.day is None:
        return True
    return day.end.day - day.start.day >= 3


def _sets(openings: Sequence[Opening], candidates: Sequence[Candidate]) -> dict[int, frozenset[str]]:
    """By opening, the roles of the labels right below it: a heading with two or more is a retrospective of its own.

    Where all are words of study notes as well, the heading has to say so.
    """
    found: dict[int, set[str]] = {}
    sure: set[int] = set()
    stack: list[int] = []
    at = 0
    for candidate in candidates:
        while at < len(openings) and openings[at].line <= candidate.line:
            opening = openings[at]
            while stack and openings[stack[-1]].level >= opening.level:
                stack.pop()
            if not opening.label:
                stack.append(at)
            at += 1
        meaning = candidate.meaning
        if meaning is None or not stack or meaning.letter or candidate.form in (INLINE, QUESTION):
            continue
        if candidate.form == ITEM and not (candidate.marked or candidate.nested):
            continue
        found.setdefault(stack[-1], set()).add(meaning.role)
        if label(candidate.words) not in TECHNICAL:
            sure.add(stack[-1])
    several = {index: frozenset(roles) for index, roles in found.items() if len(roles) > 1}
    return {index: roles for index, roles in several.items() if index in sure or _NAMED.search(openings[index].text)}


def _add_sets(openings: Sequence[Opening], sets: dict[int, frozenset[str]], kinds: dict[int, str]) -> None:
    """Events and other retrospectives that stand beside each other, each with sections of its own."""
    day_levels = {openings[index].level for index, kind in kinds.items() if kind == DAY}
    sets = {index: roles for index, roles in sets.items() if not openings[index].review}
    levels = Counter(openings[index].level for index in sets)
    shared = Counter((openings[index].level, role) for index, roles in sets.items() for role in roles)
    for index, roles in sets.items():
        opening = openings[index]
        if index in kinds:
            continue
        beside_days = opening.level in day_levels
        if levels[opening.level] < 2 and not beside_days:
            continue
        alike = sum(shared[opening.level, role] > 1 for role in roles) > 1
        if {"context", "did", "felt"} <= roles or (beside_days and "context" in roles):
            kinds[index] = EVENT
        elif not beside_days and alike and (opening.level == 1 or _RETRO.search(opening.text)):
            kinds[index] = PART


def _add_weeks(openings: Sequence[Opening], kinds: dict[int, str]) -> None:
    """Several weeks in one file, each with a heading that counts it."""
    weeks = {
        index: (opening.week.month, opening.week.number)
        for index, opening in enumerate(openings)
        if opening.week and opening.week.last is None and index not in kinds and not opening.label and not opening.day
    }
    top = min((openings[index].level for index in weeks), default=0)
    highest = [index for index in weeks if openings[index].level == top]
    if len({weeks[index] for index in highest}) > 1:
        kinds.update(dict.fromkeys(highest, WEEK))


def _add_reviews(openings: Sequence[Opening], kinds: dict[int, str], scopes: Sequence[int], *, single: bool) -> None:
    """Reviews of weeks beside days: in a file with several, or in that of a single day."""
    if not any(kind in (DAY, EVENT, WEEK) for kind in kinds.values()) and not single:
        return
    units = sorted(kinds)
    for index, opening in enumerate(openings):
        if opening.review and index not in kinds and (index or not single) and not opening.day:
            below = bisect_right(units, index)
            if below == len(units) or units[below] >= scopes[index]:
                kinds[index] = WEEK


def _kept_inside(openings: Sequence[Opening], kinds: dict[int, str]) -> set[int]:
    """The openings that do not end the unit above them though they stand as high: the same words follow several."""
    seen: dict[str, set[int]] = {}
    names: dict[int, str] = {}
    current, level = -1, 0
    total = 0
    for index, opening in enumerate(openings):
        if index in kinds:
            current, level = index, opening.level
            total += kinds[index] in (DAY, EVENT, PART, WEEK)
        elif current >= 0 and opening.level <= level:
            name = f"\n{opening.label}" if opening.label else label(opening.text)
            names[index] = name
            seen.setdefault(name, set()).add(current)
    single = total == 1
    return {index for index, name in names.items() if len(seen[name]) > 1 or (single and openings[index].label)}


def _merged_weeks(units: list[Unit]) -> list[Unit]:
    """A single week's review is what the file itself is about: its lines join the root's."""
    weeks = [unit for unit in units if unit.kind == WEEK and unit.parent is units[0]]
    if len(weeks) != 1 or any(unit.parent is weeks[0] for unit in units) or len(units) == 2:
        return units
    root, week = units[0], weeks[0]
    assert week.opening is not None
    spans = sorted([*root.spans, (week.opening.line, week.opening.end), *week.spans])
    root.spans = []
    for start, end in spans:
        root.add(start, end)
    root.opening = week.opening
    root.kind = WEEK
    return [unit for unit in units if unit is not week]
