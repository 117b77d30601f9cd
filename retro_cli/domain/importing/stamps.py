"""Dates outside of the text: in file names and folders, and the stamps of front matter."""

import datetime as dt
import re
from dataclasses import dataclass

from retro_cli.domain.importing.daymarks import Date, DayMark, read_day
from retro_cli.domain.importing.months import is_about_month, read_month
from retro_cli.domain.importing.weekmarks import WeekMark, read_week

_LEADING = re.compile(r"(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>\d\d?)[-_.]?(?P<d>\d\d?(?!\s*주\s*차))?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?P<y>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:년|年)?")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"(?:(?:19|20)\d\d[-_.])?(0?[1-9]|1[0-2])(?:월|月)?(?:[-_.]?[A-Za-z]+)?")
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:일|日)?")
_STAMP = re.compile(
    r"\s*(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"
    r"(?:[T\s]+(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_SCRIPT = re.compile(r"\s*(?:\w{3}\s+)?(?P<name>[A-Z][a-z]{2})\s+(?P<d>\d{1,2})\s+(?P<y>\d{4})\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Names:
    """What the path says: `day` by the file's name or its folders, `week` and course `day` numbers, years it names;
    `own_month` is the month that the file itself is named after."""

    day: DayMark | None = None
    week: WeekMark | None = None
    number: int | None = None
    year: int | None = None
    month: int | None = None
    folder: bool = False
    own_month: Date | None = None


def read_names(path: str) -> Names:
    """What a path with `/` or `\\` says about the days of the file, the file's own name before its folders."""
    parts = [part for part in re.split(r"[/\\]+", path) if part]
    if not parts:
        return Names()
    stem = re.sub(r"\.(?:md|markdown|mdx|txt)\Z", "", parts[-1], flags=re.IGNORECASE)
    folders = parts[-5:-1]
    year = month = None
    for folder in folders:
        if found := _YEAR.match(folder):
            year = int(found[1])
            month = None
        if (found := _MONTH.fullmatch(folder)) and year:
            month = int(found[1])
    spaced = stem.replace("_", " ")
    day = _day(stem, year, month) or _in_name(spaced)
    number = day.number if day else None
    dated = day if day and day.start else None
    from_folder = False
    if dated is None and folders and (above := read_day(folders[-1].replace("_", " "))) and above.start:
        dated, from_folder = above, True
    if dated is not None and dated.start and dated.start.year is None and year is not None:
        dated = DayMark(Date(year, dated.start.month, dated.start.day), dated.end, weekday=dated.weekday)
    week = read_week(spaced) or (read_week(folders[-1].replace("_", " ")) if folders else None)
    if week is not None and week.month is not None and year is None and (found := _ANY_YEAR.search(stem)):
        year = int(found[0])
    own = read_month(spaced) if dated is None and week is None and is_about_month(spaced) else None
    if own is not None and own.year is None and year is not None:
        own = Date(year, own.month)
    return Names(dated, week, number, year, month, from_folder, own)


def _in_name(stem: str) -> DayMark | None:
    """A date in a file's name; a number and a dash (`01-intro`) are none."""
    found = read_day(stem)
    if found is None or (found.start is None and found.number is None):
        return None
    return found


def _day(stem: str, year: int | None, month: int | None) -> DayMark | None:
    """The day of a file `02.md` in a folder `09` of a folder `2024`, of `09-02.md`, of `2024-09-02-title.md`."""
    if year is not None and month is not None and (found := _DAY.fullmatch(stem)):
        return DayMark(Date(year, month, int(found[1])))
    if (found := _LEADING.match(stem)) and found["d"]:
        return DayMark(Date(int(found["y"]), int(found["m"]), int(found["d"])), _span_end(stem, found))
    if found := _YEAR_LAST.search(stem):
        return DayMark(Date(int(found["y"]), int(found["m"]), int(found["d"])))
    return None


def _span_end(stem: str, found: re.Match[str]) -> Date | None:
    after = re.match(r"\s*[~_]\s*(?:to[_ ])?(?:(\d{4})[-.])?(?:(\d\d?)[-.])?(\d\d?)(?!\d)", stem[found.end() :])
    if after is None:
        return None
    return Date(int(after[1] or found["y"]), int(after[2] or found["m"]), int(after[3]))


def read_stamp(value: object, zone: dt.tzinfo | None) -> tuple[dt.date | None, dt.date | None]:
    """The day of a front-matter value, and the last one of a range; a UTC stamp is a day in `zone`."""
    text = str(value)
    found = _STAMP.match(text)
    if found is None:
        return _script_day(text) or _said_day(text), None
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None, None
    if found["zone"] in ("Z", "UTC") and zone is not None:
        day = _local(found, day, zone)
    end = None
    if re.match(r"\s*[-~]\s*", text[found.end() :]):
        rest = re.sub(r"\A\s*[-~]\s*", "", text[found.end() :])
        end = _STAMP.match(rest)
    try:
        last = dt.date(int(end["y"]), int(end["m"]), int(end["d"])) if end else None
    except ValueError:
        last = None
    return day, last if last and last > day else None


def _local(found: re.Match[str], day: dt.date, zone: dt.tzinfo) -> dt.date:
    try:
        clock = dt.time(int(found["h"]), int(found["min"]), int(found["s"] or 0))
        return dt.datetime.combine(day, clock, dt.timezone.utc).astimezone(zone).date()  # noqa: UP017
    except (ValueError, OverflowError):
        return day


def _said_day(text: str) -> dt.date | None:
    """`2024년 9월 2일`, `September 2, 2024`: a day with its year, as people say it."""
    mark = read_day(text)
    date = mark.start if mark is not None else None
    if date is None or date.year is None or date.month is None or date.day is None:
        return None
    try:
        return dt.date(date.year, date.month, date.day)
    except ValueError:
        return None


def _script_day(text: str) -> dt.date | None:
    """`Sat Mar 04 2023 …`, as JavaScript prints it."""
    found = _SCRIPT.match(text)
    try:
        return dt.date(int(found["y"]), _MONTHS.index(found["name"]) + 1, int(found["d"])) if found else None
    except ValueError:
        return None
