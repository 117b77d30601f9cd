"""What a post is called: its title, and the name of its file."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from retro_cli.domain.layout import slug
from retro_cli.domain.names import day_label, range_label, week_range_label, weekday_name
from retro_cli.domain.romanise import romanise
from retro_cli.services.publishing.post import Frame

_NAME_BYTES = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|#^\[\]]')
_OF_A_DAY = ("course_day", "day", "date", "weekday", "from", "to", "title")
_WORDS = {
    "ko": ("{days} 회고", "{name} {number}주차 회고"),
    "ja": ("{days}の振り返り", "{name} {number}週目の振り返り"),
    "en": ("Looking back on {days}", "{name} week {number} in review"),
}


@dataclass(frozen=True, slots=True)
class Title:
    """A title; `lacking` is what its pattern names and the days do not have."""

    text: str
    lacking: str = ""


def title_of(frame: Frame, pattern: str | None, own: str | None) -> Title:
    """The title of a post: by the pattern of the settings, else the entry's own, else one made of its days.

    A pattern that tells no day from another is one for weeks, and not used for the post of a day.
    """
    values = _values(frame, own)
    if pattern and (frame.kind != "day" or any(f"{{{name}}}" in pattern for name in _OF_A_DAY)):
        lacking = [name for name in re.findall(r"\{(\w+)\}", pattern) if not values.get(name)]
        if not lacking:
            text = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], pattern)
            return Title(" ".join(text.split()))
        return Title(" ".join((own or _made(frame)).split()), lacking[0])
    return Title(" ".join((own or _made(frame)).split()))


def _values(frame: Frame, own: str | None) -> dict[str, str]:
    day, course = frame.span.start, frame.course
    number = course.course_week(day) if course else None
    counted = course.course_day(day) if course else None
    return {
        "course": course.name if course else "",
        "course_week": str(number or ""),
        "course_day": str(counted or "") if frame.kind == "day" else "",
        "week": frame.week.label,
        "year": f"{day.year}",
        "month": f"{day.month}",
        "day": f"{day.day}",
        "date": day.isoformat(),
        "weekday": weekday_name(day, frame.lang),
        "from": frame.span.start.isoformat(),
        "to": frame.span.end.isoformat(),
        "title": own or _made(frame),
    }


def _made(frame: Frame) -> str:
    days, weeks = _WORDS.get(frame.lang, _WORDS["en"])
    number = frame.course.course_week(frame.span.start) if frame.course else None
    if frame.kind in ("week", "review"):
        if frame.course and frame.course.name and number:
            return weeks.format(name=frame.course.name, number=number)
        return days.format(days=week_range_label(frame.week, frame.lang))
    start, end = frame.span.start, frame.span.end
    return days.format(days=day_label(start, frame.lang) if start == end else range_label(start, end, frame.lang))


def file_name(title: str, day: dt.date, flavour: str, letters: str) -> str:
    """The name of a post's file: `2026-11-20-제목.md`; in a vault the title as it is. At most 140 bytes."""
    text = romanise(title) if letters == "ascii" else unicodedata.normalize("NFC", title)
    if letters == "ascii":
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if flavour == "obsidian":
        plain = " ".join(_NOT_IN_NAMES.sub(" ", text).split()).strip(". ")
        return f"{_cut(plain) or day.isoformat()}.md"
    return f"{day.isoformat()}-{_cut(slug(text)) or 'retro'}.md"


def _cut(text: str) -> str:
    return text.encode()[:_NAME_BYTES].decode("utf-8", "ignore").strip("-. ")
