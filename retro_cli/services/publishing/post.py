"""The model that a style renders: plain values, nothing in it leads back to the journal."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from retro_cli.domain.labels import label
from retro_cli.domain.names import day_label, range_label, weekday_name
from retro_cli.domain.period import Course, Span, Week
from retro_cli.services.publishing.collect import Collected, Piece, Shown
from retro_cli.services.publishing.shaping import headings_at_end, joined

_COUNTED = re.compile(r"\d+\s?일차|day\s?\d+|\d+日目", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `heading` as it stands in the entry, `label` the same without emphasis and colon, `name` as its format
    calls it, `letter` its key's first.

    `text` and `boxes` are its markdown, without and with checkboxes. `key` is empty for a heading of one's own.
    """

    key: str
    role: str
    kind: str
    heading: str
    label: str
    name: str
    letter: str
    text: str
    boxes: str


@dataclass(frozen=True, slots=True)
class Story:
    """An entry. `short` is its day as `240902 월` (a range: `240903-4 화-수`), `label` as a person writes it, `date` as
    `2024-09-02`; `course_day` is None where no course is set. `title`, `note` may be empty."""

    date: str
    short: str
    label: str
    weekday: str
    course_day: int | None
    title: str
    format: str
    note: str
    note_boxes: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its entries, in their order. `counted` is how its writer counted it (`6일차`), or empty; the rest is
    as of Story."""

    date: str
    short: str
    label: str
    weekday: str
    course_day: int | None
    counted: str
    entries: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A post: `kind` is week, day or days; `lang` en, ko or ja. `review` is None where there is none to show.

    `lead` is what the review says above its first section; headings of its own over the days and over the review, where
    it has them, are `days_heading` and `review_heading`. `merged` are the sections of all days put together.
    """

    kind: str
    lang: str
    title: str
    flavour: str
    week: str
    course: str
    course_week: int | None
    days: tuple[Day, ...]
    entries: tuple[Story, ...]
    lead: str
    days_heading: str
    review_heading: str
    review: Story | None
    merged: tuple[Section, ...]


MODELS = (Post, Day, Story, Section)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a post is of: its days, the week of them or None, the course, the language."""

    kind: str
    span: Span
    week: Week
    course: Course | None
    lang: str


def make_post(collected: Collected, frame: Frame, title: str, flavour: str) -> Post:
    """The model of a post."""
    stories = tuple(_story(one, frame) for one in collected.entries)
    review = _story(collected.review, frame) if collected.review else None
    course = frame.course
    lead, headings = headings_at_end(review.note if review else "")
    if review and any(section.key for section in review.sections):
        over = list(takewhile(lambda section: not (section.key or section.text), review.sections))
        headings += [section.heading for section in over]
        review = replace(review, sections=review.sections[len(over) :])
    return Post(
        kind=frame.kind,
        lang=frame.lang,
        title=title,
        flavour=flavour,
        week=frame.week.label,
        course=course.name if course else "",
        course_week=course.course_week(frame.span.start) if course else None,
        days=tuple(_days(collected.entries, stories)),
        entries=stories,
        lead=lead,
        days_heading=headings[-2] if len(headings) > 1 else "",
        review_heading=headings[-1] if headings else "",
        review=review,
        merged=tuple(_merged(stories)),
    )


def _days(entries: Sequence[Shown], stories: Sequence[Story]) -> Iterator[Day]:
    for _, group in groupby(zip(entries, stories, strict=True), key=lambda pair: pair[0].date):
        day = [story for _, story in group]
        first = day[0]
        counted = first.title if _COUNTED.match(first.title) else ""
        yield Day(first.date, first.short, first.label, first.weekday, first.course_day, counted, tuple(day))


def _story(shown: Shown, frame: Frame) -> Story:
    day = shown.date or frame.span.start
    end = shown.end if shown.end and shown.end > day else day
    return Story(
        date=day.isoformat(),
        short=short_label(day, end, frame.lang),
        label=day_label(day, frame.lang) if end == day else range_label(day, end, frame.lang),
        weekday=weekday_name(day, frame.lang),
        course_day=frame.course.course_day(day) if frame.course else None,
        title=shown.title or "",
        format=shown.format,
        note=shown.note,
        note_boxes=shown.note_boxes,
        sections=tuple(_section(piece) for piece in shown.pieces),
    )


def _section(piece: Piece) -> Section:
    letter = piece.key[:1].upper() if piece.key else ""
    plain = re.sub(r"[*_`]{1,3}", "", piece.heading).strip().rstrip(":：").strip()
    return Section(
        key=piece.key or "",
        role=piece.role,
        kind=piece.kind,
        heading=piece.heading,
        label=plain or piece.heading,
        name=piece.name,
        letter=letter,
        text=piece.text,
        boxes=piece.boxes,
    )


def short_label(day: dt.date, end: dt.date, lang: str) -> str:
    """A day as `240902 월`, a range as `240903-4 화-수` (`240830-240902 금-월` over the end of a month)."""
    first, weekday = f"{day:%y%m%d}", weekday_name(day, lang)
    if end == day:
        return f"{first} {weekday}"
    last = str(end.day) if (end.year, end.month) == (day.year, day.month) else f"{end:%y%m%d}"
    return f"{first}-{last} {weekday}-{weekday_name(end, lang)}"


def _merged(stories: Sequence[Story]) -> Iterator[Section]:
    found: dict[str, list[Section]] = {}
    for section in (section for story in stories for section in story.sections):
        found.setdefault(section.key or f"\n{label(section.heading)}", []).append(section)
    for same in found.values():
        yield replace(same[0], text=joined([one.text for one in same]), boxes=joined([one.boxes for one in same]))
