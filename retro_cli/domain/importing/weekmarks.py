"""Weeks as people name them in headings and titles: `Week 5`, `2024-W36`, `9월 2주차`."""

import re
from dataclasses import dataclass

from retro_cli.domain.importing.dateparts import FULLWIDTH, YEAR


@dataclass(frozen=True, slots=True)
class WeekMark:
    """The week that a text names: of the ISO `year`, of a `month` (`9월 2주차`), else the number of a course
    week; `last` ends a range."""

    number: int
    year: int | None = None
    last: int | None = None
    month: int | None = None


_ORDINALS = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5}
_WEEK_OF_MONTH = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*[월月][\s_-]*第?\s*"
    r"(?:(?P<n>[1-5])|(?P<word>첫|(?:다섯|[둘두셋세넷네])(?=\s*번?\s*째)))(?:\s*번?\s*째)?\s*(?:주\s*차|주(?![가-힣])|週目?(?![次間報刊]))"
)
_WEEKS = (
    re.compile(rf"(?<!\d)(?P<y>{YEAR})[-_ ]?w(?P<n>\d\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<y>{YEAR})[-_ ]week[-_ ]?(?P<n>\d\d?)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<n>\d{1,2})(?:\s*주\s*차?)?\s*[~-]\s*(?P<last>\d{1,2})\s*주\s*차"),
    re.compile(r"(?<!\d)(?P<n>\d{1,2})\s*주\s*차(?:\s*[~-]\s*(?P<last>\d{1,2})\s*주\s*차)?"),
    re.compile(r"(?<![a-z])week\s*[-_#.]?\s*(?P<n>\d{1,2})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\w)w(?P<n>\d{1,2})(?!\w)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<n>\d{1,2})\s*(?:st|nd|rd|th)?\s*weeks?(?![a-z])", re.IGNORECASE),
    re.compile(r"第?\s*(?P<n>\d{1,2})\s*週目?"),
)
_OF_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*[월月][\s_-]*第?\Z")


def read_week(text: str) -> WeekMark | None:
    """The week that a heading or title names, None where it names none."""
    if len(text) > 200:
        return None
    line = text.translate(FULLWIDTH)
    if found := _WEEK_OF_MONTH.search(line):
        return WeekMark(int(found["n"] or _ORDINALS[found["word"]]), month=int(found["month"]))
    for pattern in _WEEKS:
        if found := pattern.search(line):
            groups = found.groupdict()
            number = int(found["n"])
            if 1 <= number <= 60:
                last = int(groups["last"]) if groups.get("last") else None
                month = _OF_MONTH.search(line, 0, found.start())
                return WeekMark(
                    number, int(groups["y"]) if groups.get("y") else None, last, int(month[1]) if month else None
                )
    return None
