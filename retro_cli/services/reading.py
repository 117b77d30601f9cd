"""Finding entries: by a day, a week or a path as a user names them."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retro_cli.domain.months import Months, Period
from retro_cli.domain.period import Course, Week, parse_date
from retro_cli.errors import N_, NotFoundError, RetroError, UsageError
from retro_cli.store.journal import Journal, Page, Pages

_END = re.compile(r"^end[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user asks for: exactly one of a day, a week, a longer period, and a path relative to the journal.

    `literal` is true where the words were a date, week or path written out, so that nobody wonders which one it is.
    """

    day: date | None = None
    week: Week | None = None
    path: str = ""
    literal: bool = True
    months: Months | None = None


def wanted(words: str, today: date, journal: Journal, cwd: Path, course: Course | None) -> Wanted:
    """What `words` name: a day (none: today), a week or more, or a file of the journal, relative to it or to `cwd`.

    Errors: UsageError where they are none of these, NotFoundError for a path outside the journal.
    """
    text = words.strip()
    if not text:
        return Wanted(day=today)
    if not text.lower().endswith(".md"):
        try:
            return _dated(text, today, course)
        except UsageError:
            if "/" not in text:
                raise
    return Wanted(path=_path(text, journal.root, cwd))


def _dated(text: str, today: date, course: Course | None) -> Wanted:
    try:
        day = parse_date(text, today, course=course)
        return Wanted(day=day, literal=day.isoformat() == text)
    except UsageError as no_day:
        from retro_cli.domain.monthgrammar import find_months

        if (months := find_months(text, today)) is not None:
            return Wanted(months=months, literal=months.label == text)
        try:
            from retro_cli.domain.dategrammar import parse_week

            week = parse_week(text, today, course=course)
        except UsageError as no_week:
            raise (no_day if no_week.message == no_day.message else no_week) from None
        return Wanted(week=week, literal=week.label == text)


def _path(text: str, root: Path, cwd: Path) -> str:
    here, home = os.path.realpath(cwd / text), os.path.realpath(root)
    for real in (os.path.realpath(root / text), here):
        relative = os.path.relpath(real, home)
        inside = relative != os.pardir and not relative.startswith(os.pardir + os.sep)
        if inside and os.path.lexists(real):
            return relative.replace(os.sep, "/")
    if os.path.lexists(here):
        raise NotFoundError(N_("This file is not in the journal."), hint=N_("Name its journal: -j FOLDER"), where=here)
    raise NotFoundError(N_("There is no file {path} in the journal."), hint=N_("See them all: retro list"), path=text)


def pages_of_day(journal: Journal, day: date) -> Pages:
    """The entries of a day, its main one first. Only where it has none are those of other days looked into, for one
    that spans it."""
    paths = journal.day_paths(day)
    return journal.pages(paths) if paths else Pages(tuple(_spanning(journal, day)))


def _spanning(journal: Journal, day: date) -> Iterator[Page]:
    """Entries of this week and the last whose `end` reaches to `day`. Few say `end:`, and only those are parsed."""
    weeks = dict.fromkeys(Week.of(date.fromordinal(max(1, day.toordinal() - back))) for back in (7, 0))
    for path in [path for week in weeks for path in journal.week_paths(week)]:
        slot = journal.slot(path)
        if slot is None or slot.date >= day:
            continue
        try:
            if not _END.search(journal.text(path)):
                continue
            page = journal.page(path)
        except RetroError:
            continue  # a fault of another day's file
        if page.entry.end is not None and page.entry.end >= day:
            yield page


def reviews_of(journal: Journal, period: Period) -> Pages:
    """The reviews of a period, its main one first."""
    return journal.pages(_review_paths(journal, period))


def _review_paths(journal: Journal, period: Period) -> list[str]:
    main = journal.settings.layout.of(period)
    wanted = (period.kind, period.first)
    named = [path for path in journal.paths() if (slot := journal.slot(path)) and (slot.kind, slot.date) == wanted]
    return sorted(named, key=lambda path: (path != main, path))


@dataclass(frozen=True, slots=True)
class Found:
    """The pages that were asked for; `review` is true where they are the reviews of a period."""

    wanted: Wanted
    pages: Pages
    review: bool = False


def find(journal: Journal, target: Wanted, today: date) -> Found:
    """The pages of a day, of a week (its reviews, else those of its days) or of a path.

    NotFoundError with the nearest days where there is nothing.
    """
    if target.week is not None:
        return _find_week(journal, target, target.week)
    if target.months is not None:
        reviews = reviews_of(journal, target.months)
        if not reviews.pages and not reviews.problems:
            raise _no_review(target.months)
        return Found(target, reviews, review=True)
    if target.day is None:
        return Found(target, Pages((journal.page(target.path),)))
    pages = pages_of_day(journal, target.day)
    if not pages.pages and not pages.problems:
        raise _no_day(journal, target.day, today)
    return Found(target, pages)


def _find_week(journal: Journal, target: Wanted, week: Week) -> Found:
    reviews = reviews_of(journal, week)
    if reviews.pages or reviews.problems:
        return Found(target, reviews, review=True)
    days = journal.pages(journal.week_paths(week))
    if not days.pages and not days.problems:
        raise _no_week(journal, week)
    return Found(target, days)


def paths_to_edit(journal: Journal, target: Wanted, today: date) -> list[str]:
    """The files that hold what is asked for, readable or not: the day's entries, the week's reviews, a path.

    NotFoundError with the way out where there are none.
    """
    if target.months is not None:
        found = _review_paths(journal, target.months)
        if not found:
            raise _no_review(target.months)
        return found
    if target.week is not None:
        found = _review_paths(journal, target.week)
        if not found:
            raise NotFoundError(
                N_("The week of {start} to {end} has no review yet."),
                hint=N_("Write it: retro week {week}"),
                start=target.week.monday,
                end=target.week.sunday,
                week=target.week.label,
            )
        return found
    if target.day is None:
        return [target.path]
    paths = journal.day_paths(target.day) or [page.entry.path for page in _spanning(journal, target.day)]
    if not paths:
        raise _no_day(journal, target.day, today)
    return paths


def _no_review(months: Months) -> NotFoundError:
    return NotFoundError(
        N_("There is no review of {label} yet."),
        hint=N_("Write it: retro {period} {label}"),
        label=months.label,
        period=months.kind,
    )


def _no_day(journal: Journal, day: date, today: date) -> NotFoundError:
    days = ", ".join(one.isoformat() for one in nearest_days(journal, day))
    if day == today:
        return NotFoundError(
            N_("There is no entry for today yet."),
            hint=N_("Write it: retro today. The last one: {days}") if days else N_("Write it: retro today"),
            days=days,
        )
    return NotFoundError(
        N_("There is no entry for {day}."),
        hint=N_("The nearest: {days}. To write it: retro today -d {day}")
        if days
        else N_("Write it: retro today -d {day}"),
        day=day.isoformat(),
        days=days,
    )


def _no_week(journal: Journal, week: Week) -> NotFoundError:
    days = ", ".join(one.isoformat() for one in nearest_days(journal, week.monday))
    return NotFoundError(
        N_("There is neither a review nor an entry in the week of {start} to {end}."),
        hint=N_("The nearest entries: {days}") if days else N_("Write today's entry: retro today"),
        start=week.monday,
        end=week.sunday,
        days=days,
    )


def nearest_days(journal: Journal, day: date) -> list[date]:
    """The last day before `day` and the first one after it that have an entry; fewer where there are none."""
    days = {slot.date for path in journal.paths() if (slot := journal.slot(path)) and slot.kind == "day"}
    before = max((one for one in days if one < day), default=None)
    after = min((one for one in days if one > day), default=None)
    return [one for one in (before, after) if one is not None]
