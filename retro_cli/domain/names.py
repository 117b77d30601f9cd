"""Days, months and weeks as Korean, English and Japanese write them. A language without a table is shown in English."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself costs more than this module
if TYPE_CHECKING:
    from datetime import date

    from retro_cli.domain.period import Week

_WEEKDAYS = {
    "ko": ("월", "화", "수", "목", "금", "토", "일"),
    "ja": ("月", "火", "水", "木", "金", "土", "日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_LONG_ENDING = {"ko": "요일", "ja": "曜日", "en": ""}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PATTERNS = {
    "ko": {
        "year": "{year}년 ",
        "day": "{month}월 {day}일",
        "weekday": "{rest} ({weekday})",
        "to": "–",
        "short": "{day}일",
    },
    "ja": {
        "year": "{year}年",
        "day": "{month}月{day}日",
        "weekday": "{rest} ({weekday})",
        "to": "〜",
        "short": "{day}日",
    },
}


def weekday_name(day: date, lang: str, width: str = "short") -> str:
    """The day of the week: `금`, `Fri`, `金`; with `width="long"` `금요일`, `Friday`, `金曜日`."""
    lang = lang if lang in _WEEKDAYS else "en"
    name = _WEEKDAYS[lang][day.weekday()]
    return name + _LONG_ENDING[lang] if width == "long" else name[:3]


def day_label(day: date, lang: str, today: date | None = None) -> str:
    """A day with its weekday: `11월 20일 (금)`, `Fri, Nov 20`, `11月20日 (金)`.

    The year is added where `today` is given and lies in another.
    """
    with_year = today is not None and today.year != day.year
    weekday = weekday_name(day, lang)
    if lang not in _PATTERNS:
        return f"{weekday}, {_plain(day, lang, with_year)}"
    return f"{_plain(day, lang, with_year)} ({weekday})"


def month_name(day: date, lang: str) -> str:
    """The month that holds `day`, short and without its year: `11월`, `Nov`, `11月`."""
    return {"ko": f"{day.month}월", "ja": f"{day.month}月"}.get(lang, _MONTHS[day.month - 1][:3])


def month_label(day: date, lang: str) -> str:
    """The month that holds `day`, with its year: `2026년 11월`, `November 2026`, `2026年11月`."""
    if lang == "ko":
        return f"{day.year}년 {day.month}월"
    if lang == "ja":
        return f"{day.year}年{day.month}月"
    return f"{_MONTHS[day.month - 1]} {day.year}"


def quarter_label(day: date, lang: str) -> str:
    """The quarter that holds `day`, with its year: `2026년 4분기`, `Q4 2026`, `2026年第4四半期`."""
    number = (day.month + 2) // 3
    if lang == "ko":
        return f"{day.year}년 {number}분기"
    return f"{day.year}年第{number}四半期" if lang == "ja" else f"Q{number} {day.year}"


def year_label(day: date, lang: str) -> str:
    """The year that holds `day`: `2026년`, `2026`, `2026年`."""
    return str(day.year) + {"ko": "년", "ja": "年"}.get(lang, "")


def period_label(kind: str, first: date, last: date, lang: str, today: date | None = None) -> str:
    """A week by its days, a month, quarter or year by its name and with its year."""
    if kind == "month":
        return month_label(first, lang)
    if kind == "quarter":
        return quarter_label(first, lang)
    return year_label(first, lang) if kind == "year" else range_label(first, last, lang, today)


def week_range_label(week: Week, lang: str, today: date | None = None) -> str:
    """The days of a week: `11월 16일–22일`, `Nov 16–22`, `11月16日〜22日`; see `range_label`."""
    return range_label(week.monday, week.sunday, lang, today)


def range_label(start: date, end: date, lang: str, today: date | None = None) -> str:
    """The days from `start` to `end`: `11월 30일–12월 6일`, `Nov 30–Dec 6`, `11月30日〜12月6日`.

    One day is written once. Years are added where `today` is given and lies in the year of neither end, and where the
    two lie more than one year apart.
    """
    far = end.year - start.year > 1 or (today is not None and today.year not in (start.year, end.year))
    if start == end:
        return _plain(start, lang, far)
    if start.year != end.year:
        return _joined(_plain(start, lang, far), _plain(end, lang, far), lang)
    if start.month == end.month:
        last = _PATTERNS[lang]["short"].format(day=end.day) if lang in _PATTERNS else str(end.day)
    else:
        last = _plain(end, lang, False)
    if lang in _PATTERNS:
        return _joined(_plain(start, lang, far), last, lang)
    return _joined(_plain(start, lang, False), last, lang) + (f", {end.year}" if far else "")


def _joined(first: str, last: str, lang: str) -> str:
    return first + (_PATTERNS[lang]["to"] if lang in _PATTERNS else "–") + last


def _plain(day: date, lang: str, with_year: bool) -> str:
    if lang not in _PATTERNS:
        return f"{_MONTHS[day.month - 1][:3]} {day.day}" + (f", {day.year}" if with_year else "")
    pattern = _PATTERNS[lang]
    year = pattern["year"].format(year=day.year) if with_year else ""
    return year + pattern["day"].format(month=day.month, day=day.day)
