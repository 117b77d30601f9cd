"""Days as people name them in headings and titles: dates in every order, ranges, `3일차`, weekdays."""

import re
from dataclasses import dataclass, replace

from retro_cli.domain.importing.dateparts import EN_MONTH, FULLWIDTH, MONTHS, WEEKDAY, WEEKDAY_NUMBER, YEAR
from retro_cli.domain.importing.datetitle import EDGES, title_of


@dataclass(frozen=True, slots=True)
class Date:
    """A date as it is written: what is not said is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class DayMark:
    """The day or days that a text names. `number` is that of a course day (`3일차`), `weekday` 0 for Monday.

    `rest` is what the text says beside it. `bare` tells that it says nothing else.
    """

    start: Date | None = None
    end: Date | None = None
    number: int | None = None
    weekday: int | None = None
    rest: str = ""
    bare: bool = False


_NO_WEEK = r"(?!\s*(?:[~-]\s*\d{1,2}\s*)?(?:번?째\s*)?(?:주\s*차|주(?![가-힣])|週(?![次間報刊])))"
"""Behind the number of a day: `9월 3주차`, `9월 3째 주` and `9월 1~2주차` count weeks."""
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?P<y>{YEAR})\s*[-./년年_,]\s*(?P<m>\d{{1,2}})\s*[-./월月_]\s*(?P<d>\d{{1,2}})(?!\d){_NO_WEEK}(?:\s*[일日])?(?!\d)\.?(?!\d)",
        rf"(?<!\d)(?P<y>{YEAR})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)",
        rf"(?<![\d/.])(?P<first>\d{{1,2}})(?P<sep>[-./])(?P<second>\d{{1,2}})(?P=sep)(?P<y>{YEAR})(?!\d)",
        r"(?<![\d/.])'?(?P<a>\d\d)(?P<sep>[-./])(?P<b>\d\d?)(?P=sep)(?P<c>\d\d?)(?![\d/])(?!\.\d)\.?",
        r"(?<!\d)(?P<y2>\d\d)\s*년\s*(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일",
        rf"(?<!\d)(?P<m>\d{{1,2}})\s*[월月]\s*(?P<d>\d{{1,2}})(?!\d){_NO_WEEK}\s*[일日]?(?!\d)",
        rf"\b(?P<name>{EN_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y>{YEAR}))?",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{EN_MONTH})(?!\w)(?:,?\s+(?P<y>{YEAR}))?",
        r"(?<![\d.])(?P<a>\d\d)(?P<b>\d\d)(?P<c>\d\d)(?!\d)(?!\.\d)",
    )
)
_MONTH_DAY = re.compile(r"(?P<m>\d{1,2})(?P<sep>[-./])(?P<d>\d{1,2})(?![\d%/:])(?!\.\d)\.?")
_BRACKETED = re.compile(
    r"[(\[]\s*(?P<m>\d{1,2})(?P<sep>[./])(?P<d>\d{1,2})(?:(?<=/\d)|(?<=/\d\d)|(?<=\d\d\.\d\d)|(?=\s*(?:\([^()]*\))?\s*[~-]\s*\d))(?!\d)"
    r"(?=\s*(?:[)\],~-]|[(]?[월화수목금토일月火水木金土日mtwfs]))",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:[^\w(\[{<'~]|_)*[(\[{<]?\s*(?:~\s*)?")
_AFTER_WEEKDAY = re.compile(
    rf"\s*[-.,:]?\s*[(\[]?\s*(?P<first>{WEEKDAY})\.?(?:\s*(?:[-~,/·]|to)\s*(?P<last>{WEEKDAY}))?\s*[)\]]?",
    re.IGNORECASE,
)
_BEFORE_WEEKDAY = re.compile(rf"(?P<first>{WEEKDAY})\.?,?\s*[-(]?\s*\Z", re.IGNORECASE)
_ALONE_WEEKDAY = re.compile(
    r"(?:(?P<first>월요일|화요일|수요일|목요일|금요일|토요일|일요일|月曜日?|火曜日?|水曜日?|木曜日?|金曜日?|土曜日?|日曜日?"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|[월화수목금토일]))[.:]?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*[)\]]?\s*(?:~|-|to\b|부터|から|,|&)\s*(?:[(\[]\s*)?", re.IGNORECASE)
_END_DAY = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*[일日]?(?![\d%:./])", re.IGNORECASE)
_END_YEAR = re.compile(rf",?\s+(?P<y>{YEAR})(?!\d)")
_NUMBERS = (
    re.compile(r"(?<!\d)(?P<n>\d{1,3})\s*일\s*차(?![이가])"),
    re.compile(r"(?<![a-z])day\s*[-_#.]?\s*(?P<n>\d{1,3})(?![\d%])", re.IGNORECASE),
    re.compile(r"(?<!\w)d\s*\+\s*(?P<n>\d{1,3})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<n>\d{1,3})\s*日目"),
)
_MENTIONED = re.compile(
    r"\s?(?:으로|로|에서|에는|에|부터|까지|만에|의|은|는|이|가|을|를|とは|から|まで|に|は|の)(?:\s|\Z)"
)
"""Behind a number of a day that a sentence speaks of: `Day 4 로 늦춤`."""

_WORD = re.compile(r"\w")


def read_day(text: str) -> DayMark | None:
    """The day, range or course day that a heading or title names, None where it names none."""
    if len(text) > 200:
        return None
    line = text.translate(FULLWIDTH)
    return _dated(text, line) or _numbered(text, line) or _weekday_alone(line)


def _dated(text: str, line: str) -> DayMark | None:
    if not any(character.isdigit() for character in line):
        return None
    found = _first_date(line)
    if found is None:
        return None
    at, stop, start = found
    weekday, stop = _weekday_after(line, stop)
    end, stop = _range_end(line, stop, start)
    if end is not None:
        second, stop = _weekday_after(line, stop)
        weekday = second if weekday is None else weekday
        if start.year is None and end.year is not None and start.month is not None:
            start = replace(start, year=end.year)
    if weekday is None and (before := _BEFORE_WEEKDAY.search(line, 0, at)):
        weekday, at = WEEKDAY_NUMBER[before["first"].casefold()], before.start()
    rest = title_of(text[:at], text[stop:])
    return DayMark(start, end, None, weekday, rest, not _WORD.search(rest))


def _first_date(line: str) -> tuple[int, int, Date] | None:
    best: tuple[int, int, Date] | None = None
    for pattern in _DATES:
        found = pattern.search(line)
        if found is None or (best is not None and found.start() >= best[0]):
            continue
        if (date := _read(found)) is not None:
            best = (found.start(), found.end(), date)
    return best or _month_day(line) or _in_brackets(line)


def _read(found: re.Match[str]) -> Date | None:
    """The date of a match, None for a number that is none."""
    groups = found.groupdict()
    if groups.get("a"):
        return _six(int(found["a"]), int(found["b"]), int(found["c"]))
    if groups.get("first"):
        return _year_last(int(found["first"]), int(found["second"]), int(found["y"]), found["sep"])
    year = int(groups["y"]) if groups.get("y") else 2000 + int(groups["y2"]) if groups.get("y2") else None
    month = MONTHS.index(groups["name"][:3].casefold()) + 1 if groups.get("name") else int(found["m"])
    day = int(found["d"])
    return Date(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _year_last(first: int, second: int, year: int, separator: str) -> Date | None:
    """`10/18/2024`, `30.4.2024`: with dots the day comes first, else the month if it can."""
    day_first = separator == "." or first > 12
    day, month = (first, second) if day_first else (second, first)
    if separator == "." and month > 12:
        day, month = month, day
    return Date(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _six(first: int, second: int, third: int) -> Date | None:
    """`240903` and `24.09.03`, else the American `090324`."""
    if 1 <= second <= 12 and 1 <= third <= 31 and 10 <= first <= 49:
        return Date(2000 + first, second, third)
    if 1 <= first <= 12 and 1 <= second <= 31 and 10 <= third <= 49:
        return Date(2000 + third, first, second)
    return None


def _month_day(line: str) -> tuple[int, int, Date] | None:
    """`09/10`, `9.2` or `01-26` at the beginning, where nothing says that it is a number or a fraction."""
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    found = _MONTH_DAY.match(line, at)
    if found is None:
        return None
    month, day = int(found["m"]), int(found["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    after = line[found.end() :].lstrip()
    padded = len(found["m"]) == 2 and len(found["d"]) == 2
    weekday = _AFTER_WEEKDAY.match(line, found.end()) is not None
    alone = not after or after[0] in ")]}~-:|"
    if weekday or alone or (padded and found["sep"] != "-"):
        if found["sep"] == "." and not (weekday or padded) and after:
            return None
        return at, found.end(), Date(None, month, day)
    return (at, found.end(), Date(None, month, day)) if found["sep"] == "/" and _says_diary(after) else None


def _in_brackets(line: str) -> tuple[int, int, Date] | None:
    """`(7/15)`, `(07.08 ~ 07.14)` behind other words."""
    found = _BRACKETED.search(line)
    if found is None or not (1 <= int(found["m"]) <= 12 and 1 <= int(found["d"]) <= 31):
        return None
    return found.start("m"), found.end("d"), Date(None, int(found["m"]), int(found["d"]))


def _says_diary(after: str) -> bool:
    return re.match(r"(?:til|회고|일지|일기|오늘|daily|학습|공부|기록|振り返り|日報)", after, re.IGNORECASE) is not None


def _weekday_after(line: str, at: int) -> tuple[int | None, int]:
    found = _AFTER_WEEKDAY.match(line, at)
    return (WEEKDAY_NUMBER[found["first"].casefold()], found.end()) if found else (None, at)


def _range_end(line: str, at: int, start: Date) -> tuple[Date | None, int]:
    """The last day of a range whose first ends at `at`."""
    joint = _RANGE.match(line, at)
    if joint is None:
        return None, at
    place = joint.end()
    for pattern in (*_DATES[:3], *_DATES[4:8]):
        found = pattern.match(line, place)
        if found and (date := _read(found)) is not None:
            return _completed(date, start), found.end()
    found = _MONTH_DAY.match(line, place)
    if found and 1 <= int(found["m"]) <= 12 and 1 <= int(found["d"]) <= 31 and "," not in joint[0]:
        return _completed(Date(None, int(found["m"]), int(found["d"])), start), found.end()
    six = _DATES[8].match(line, place)
    if six and (date := _read(six)) is not None:
        return date, six.end()
    found = _END_DAY.match(line, place)
    if found and _ends_range(line, found, start):
        year = _END_YEAR.match(line, found.end())
        if year:
            return Date(int(year["y"]), start.month, int(found["d"])), year.end()
        return Date(start.year, start.month, int(found["d"])), found.end()
    return None, at


def _ends_range(line: str, found: re.Match[str], start: Date) -> bool:
    day = int(found["d"])
    if start.day is None or not start.day < day <= 31:
        return False
    after = line[found.end() :]
    closed = not after.strip() or after.lstrip()[0] in ")]}】:,"
    return closed or found[0].rstrip()[-1] in "일日" or _AFTER_WEEKDAY.match(after) is not None


def _completed(date: Date, start: Date) -> Date:
    """The end of a range with the year of its start, or the next where it turns."""
    if date.year is not None or start.year is None or date.month is None or start.month is None:
        return date
    turns = start.month == 12 and date.month == 1
    return replace(date, year=start.year + turns)


def _numbered(text: str, line: str) -> DayMark | None:
    for pattern in _NUMBERS:
        if (found := pattern.search(line)) and not _MENTIONED.match(line, found.end()):
            rest = title_of(text[: found.start()], text[found.end() :])
            return DayMark(number=int(found["n"]), rest=rest, bare=not _WORD.search(rest))
    return None


def _weekday_alone(line: str) -> DayMark | None:
    found = _ALONE_WEEKDAY.fullmatch(line.strip(EDGES + "()[]"))
    return DayMark(weekday=WEEKDAY_NUMBER[found["first"].casefold()], bare=True) if found else None
