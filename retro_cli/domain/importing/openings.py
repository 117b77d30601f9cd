"""The headings and lines of a file that may open something: a day, a week, a section, a part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retro_cli.domain.importing.candidates import HEADING, LINE, Candidate
from retro_cli.domain.importing.daymarks import Date, DayMark, read_day
from retro_cli.domain.importing.months import read_day_of_month, read_month
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.stamps import read_names
from retro_cli.domain.importing.weekmarks import WeekMark, read_week

_WEEK_REVIEW = re.compile(
    r"주간\s*(?:회고|리뷰|정리|돌아보기|후기|리포트|KPT)|주차\s*(?:\S+\s*)?(?:회고|후기|리뷰|정리|소감|마무리|돌아보기)"
    r"|(?:이번|한|금)\s*주\s*(?:의\s*)?(?:회고|돌아보기|정리|리뷰|마무리)|금주\s*(?:회고|리뷰|정리)|위클리"
    r"|weekly\s*(?:review|retro|reflection|report|kpt|wrap|log|update|journal|summary)|week(?:ly)?\s+in\s+review"
    r"|週(?:間|次|刊)?の?(?:振り返り|ふりかえり|まとめ|レビュー|報)|今週の(?:振り返り|ふりかえり|まとめ)|ウィークリー",
    re.IGNORECASE,
)
_ONLY_WEEK = re.compile(r"week\s*#?\d{1,2}|\d{1,2}\s*주\s*차|第?\s*\d{1,2}\s*週目?", re.IGNORECASE)
DEEPEST = 7


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens something: a heading, or a date on a line of its own (`level` 7). `block` is its block."""

    line: int
    end: int
    level: int
    text: str
    block: int
    day: DayMark | None = None
    week: WeekMark | None = None
    review: bool = False
    label: bool = False


def names_week(text: str) -> bool:
    """Whether a title says that a text looks back on a week."""
    return _WEEK_REVIEW.search(text) is not None


def find_openings(source: Source, candidates: Sequence[Candidate]) -> list[Opening]:
    """The openings of a file in the order of its lines."""
    meanings = {candidate.line: candidate for candidate in candidates if candidate.form == HEADING}
    found: list[Opening] = []
    for at in source.headings:
        block = source.blocks[at]
        candidate = meanings.get(block.start)
        named = candidate is not None and candidate.meaning is not None
        text = block.text.split("\n")[0] if block.marker == "#" else block.text.replace("\n", " ")
        day = None if named else read_day(text)
        found.append(
            Opening(
                block.start,
                block.end,
                block.level,
                text,
                at,
                day,
                read_week(text),
                bool(_WEEK_REVIEW.search(text)),
                named,
            )
        )
    found = _only_repeated_weekdays(found)
    if not any(opening.day for opening in found):
        found = _days_of_months(found, read_names(source.path).own_month)
    if not any(opening.day for opening in found):
        lines = list(_date_lines(source, candidates))
        if len(lines) > 1:
            found = sorted([*found, *lines], key=lambda opening: opening.line)
    if not any(opening.day or opening.week for opening in found):
        weeks = list(_week_lines(source, candidates))
        if len({opening.text for opening in weeks}) > 1:
            found = sorted([*found, *weeks], key=lambda opening: opening.line)
    return found


def _days_of_months(openings: list[Opening], named: Date | None) -> list[Opening]:
    """The openings, those that count the days of a month with their day: below a heading that names the month, or in a
    file that does."""
    found = list(openings)
    above: list[tuple[int, Date]] = []
    for index, opening in enumerate(openings):
        while above and above[-1][0] >= opening.level:
            above.pop()
        month = above[-1][1] if above else named
        mark = None if opening.label or opening.week or month is None else read_day_of_month(opening.text)
        if month is not None and mark is not None and mark.start is not None:
            found[index] = replace(opening, day=replace(mark, start=replace(month, day=mark.start.day)))
        elif (own := read_month(opening.text)) is not None:
            above.append((opening.level, own if own.year or month is None else replace(own, year=month.year)))
    days = {opening.day.start for opening in found if opening.day}
    return found if len(days) > 1 else openings


def _week_lines(source: Source, candidates: Sequence[Candidate]) -> Iterator[Opening]:
    """Paragraphs at the top that begin with a line which only counts a week: `Week 1:`."""
    for candidate in candidates:
        block = source.blocks[candidate.block]
        if candidate.form == LINE and candidate.meaning is None and candidate.line == block.start:
            week = read_week(candidate.words)
            if week is not None and week.last is None and _ONLY_WEEK.fullmatch(candidate.words.strip("*_ :")):
                yield Opening(block.start, block.start + 1, DEEPEST, candidate.words, candidate.block, None, week)


def _only_repeated_weekdays(openings: list[Opening]) -> list[Opening]:
    """A weekday alone names a day only where another one stands beside it."""
    alone = {o.day.weekday for o in openings if o.day and o.day.start is None and o.day.number is None}
    if len(alone) > 1:
        return openings
    return [
        Opening(o.line, o.end, o.level, o.text, o.block, None, o.week, o.review, o.label)
        if o.day and o.day.start is None and o.day.number is None
        else o
        for o in openings
    ]


def _date_lines(source: Source, candidates: Sequence[Candidate]) -> Iterator[Opening]:
    """Paragraphs at the top that are nothing but a date."""
    for candidate in candidates:
        block = source.blocks[candidate.block]
        if candidate.form == LINE and candidate.meaning is None and candidate.line == block.start:
            day = read_day(candidate.words)
            if day is not None and day.bare and (day.start or day.number):
                yield Opening(block.start, block.start + 1, DEEPEST, candidate.words, candidate.block, day)
