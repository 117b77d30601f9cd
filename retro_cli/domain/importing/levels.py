"""How high the headings of labels stand, so that the journal reads every section of an entry as one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from retro_cli.domain.importing.candidates import HEADING
from retro_cli.domain.importing.choosing import Choice, Label
from retro_cli.domain.markdown import Block

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Levels:
    """By 0-based line: the levels of `labels`, and those of other headings that move up with them (`moved`)."""

    labels: Mapping[int, int] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)


def find_levels(headings: Sequence[Block], choice: Choice, says: Callable[[int, int], bool]) -> Levels:
    """The levels of an entry's headings. `says` tells whether there is text between two lines.

    A label has its own level, or one below the heading that it stands under. Where sections of the writer's own stand
    higher than the labels (`## 오늘 한 일` beside `## KPT` with `### Keep`), the labels move up to them.
    """
    levels = _own_levels(headings, choice)
    known = [label for label in choice.labels if label.key is not None]
    if not known or choice.level:
        return Levels(levels)
    shallow = min(levels[label.candidate.line] for label in known)
    holders = _holders(headings, choice.labels, levels)
    lines = {label.candidate.line for label in choice.labels}
    first = known[0].candidate.line
    ends = _ends(headings)
    above = Counter(
        block.level
        for at, block in enumerate(headings)
        if block.start < first and block.level < shallow and block.start not in lines and block.start not in holders
        if says(block.end, min(ends[at] or first, first))
    )
    if not above:
        return Levels(levels)
    shift = shallow - above.most_common(1)[0][0]
    moved = {block.start: shallow - shift for block in _beside(headings, holders, shallow) if block.start not in lines}
    return Levels({line: max(1, level - shift) for line, level in levels.items()}, moved)


def _ends(headings: Sequence[Block]) -> list[int | None]:
    """By heading, the line of the next one that does not stand below it."""
    found: list[int | None] = [None] * len(headings)
    stack: list[int] = []
    for at, block in enumerate(headings):
        while stack and headings[stack[-1]].level >= block.level:
            found[stack.pop()] = block.start
        stack.append(at)
    return found


def _own_levels(headings: Sequence[Block], choice: Choice) -> dict[int, int]:
    levels: dict[int, int] = {}
    known = {label.candidate.line for label in choice.labels}
    at, current, sibling = 0, 1, False
    for label in choice.labels:
        candidate = label.candidate
        while at < len(headings) and headings[at].start < candidate.line:
            current, sibling = headings[at].level, headings[at].start in known
            at += 1
        if candidate.form == HEADING:
            levels[candidate.line] = candidate.level
        else:
            levels[candidate.line] = choice.level or min(DEEPEST, current if sibling else current + 1)
    return levels


def _holders(headings: Sequence[Block], labels: Sequence[Label], levels: Mapping[int, int]) -> set[int]:
    """The lines of the headings that labels stand under."""
    found: set[int] = set()
    stack: list[Block] = []
    lines = {label.candidate.line for label in labels}
    at = 0
    for label in labels:
        line = label.candidate.line
        while at < len(headings) and headings[at].start < line:
            block = headings[at]
            at += 1
            if block.start in lines:
                continue
            while stack and stack[-1].level >= block.level:
                stack.pop()
            stack.append(block)
        found.update(block.start for block in stack if block.level < levels[line])
    return found


def _beside(headings: Sequence[Block], holders: set[int], level: int) -> list[Block]:
    """The headings of a level under one of the holders."""
    found: list[Block] = []
    inside, depth = False, 0
    for block in headings:
        if block.start in holders:
            inside, depth = True, block.level
        elif inside and block.level <= depth:
            inside = False
        elif inside and block.level == level:
            found.append(block)
    return found
