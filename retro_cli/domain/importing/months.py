"""Months that titles and file names name, and the days that headings count in one: `# November 2024`, `## 25th`."""

import datetime as dt
import re
from dataclasses import dataclass

from retro_cli.domain.importing.dateparts import EN_MONTH, FULLWIDTH, MONTHS, WEEKDAY, WEEKDAY_NUMBER, YEAR
from retro_cli.domain.importing.datetitle import title_of
from retro_cli.domain.importing.daymarks import Date, DayMark

_MONTHS = (
    re.compile(
        rf"(?<!\d)(?P<y>{YEAR})\s*[-./년年_ ]\s*(?P<m>1[0-2]|0[1-9]|[1-9](?=\s*[월月]))(?![\d/.:-])(?:\s*[월月])?"
    ),
    re.compile(rf"\b(?P<name>{EN_MONTH})(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?(?!\w)", re.IGNORECASE),
    re.compile(r"(?<![\d./-])(?P<m>1[0-2]|0?[1-9])\s*[월月](?!\s*\d)(?![요曜])"),
)
_DAY = re.compile(
    rf"\W{{0,4}}(?:(?P<before>{WEEKDAY}),?\s+)?(?P<d>[12]\d|3[01]|0?[1-9])\s*"
    rf"(?:(?:st|nd|rd|th)(?!\w)(?!\s+\w)|[일日](?![가-힣\u4e00-\u9fff])|(?=\s*\(\s*(?:{WEEKDAY})\s*\)))"
    rf"(?:\s*[(,]?\s*(?P<after>{WEEKDAY})\s*\)?)?(?=\W|\Z)",
    re.IGNORECASE,
)


_ABOUT = re.compile(
    r"(?:회고록?|돌아보기|정리|마무리|결산|일기|일지|기록|월간|monthly|retro(?:spective)?s?|review|reflections?|recap|diary|journal|log|notes?"
    r"|の?(?:振り返り|ふりかえり|まとめ|日記|日報)|月次|my|in|for|of|the|의|[\W_])*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return (self.first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def read_month(text: str) -> Date | None:
    """The month that a title, heading or file name names, with its year if it says one; None where it names none."""
    if len(text) > 100:
        return None
    line = text.translate(FULLWIDTH)
    for pattern in _MONTHS:
        if found := pattern.search(line):
            groups = found.groupdict()
            month = MONTHS.index(found["name"][:3].casefold()) + 1 if groups.get("name") else int(found["m"])
            return Date(int(groups["y"]) if groups.get("y") else None, month)
    return None


def is_about_month(text: str) -> bool:
    """Whether a title or file name names a month and nothing else that it could be about."""
    line = text.translate(FULLWIDTH)
    found = next((found for pattern in _MONTHS if (found := pattern.search(line))), None)
    return found is not None and _ABOUT.fullmatch(line[: found.start()] + " " + line[found.end() :]) is not None


def read_day_of_month(text: str) -> DayMark | None:
    """The day that a heading inside of a month counts: `25th`, `25일 (월)`, `Mon 25th: title`, without its month."""
    line = text.translate(FULLWIDTH)
    found = _DAY.match(line)
    if found is None:
        return None
    weekday = found["before"] or found["after"]
    rest = title_of("", text[found.end() :])
    number = WEEKDAY_NUMBER[weekday.casefold()] if weekday else None
    return DayMark(Date(None, None, int(found["d"])), None, None, number, rest, not rest)
