"""Whether an entry is where its day is looked for: its name, its folder, its front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retro_cli.domain.checks.model import NOTE, Finding
from retro_cli.domain.frontmatter import as_date
from retro_cli.errors import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from retro_cli.domain.checks.sheet import Sheet
    from retro_cli.domain.layout import Layout, Slot


def other_day(sheet: Sheet) -> Iterator[Finding]:
    """A front matter that names another day than the file's name does."""
    day = as_date(sheet.meta.get("date"))
    if sheet.slot is None or day is None or first_day(sheet.slot) <= day <= last_day(sheet.slot):
        return
    yield Finding(
        "other-date",
        sheet.path,
        N_("The name says {named} and the front matter {written}; the name counts."),
        sheet.key_line("date"),
        N_("Correct the one that is wrong."),
        values={"named": sheet.slot.date.isoformat(), "written": day.isoformat()},
    )


def without_day(sheet: Sheet) -> Iterator[Finding]:
    """A file that names a format and no day, so that nothing reads it."""
    name = sheet.meta.get("format")
    if isinstance(name, str) and name in sheet.formats and sheet.meta.get("date") in (None, ""):
        yield Finding(
            "without-day",
            sheet.path,
            N_("It names a format but no day, so it is not read."),
            sheet.key_line("format"),
            N_("Add a date to its front matter, such as date: 2026-11-20."),
            NOTE,
        )


def folder_of(layout: Layout, slot: Slot) -> str:
    """The folder where entries of this day or period are looked for."""
    if slot.week is not None:
        path = layout.week(slot.week)
    else:
        path = {"day": layout.day, "month": layout.month, "quarter": layout.quarter, "year": layout.year}[slot.kind](
            slot.date
        )
    return path.rpartition("/")[0]


def first_day(slot: Slot) -> dt.date:
    """The first day that a name stands for."""
    return slot.date


def last_day(slot: Slot) -> dt.date:
    """The last day that a name stands for: of a review the day on which it may be written, a week later."""
    import datetime as dt

    days = {"day": 0, "week": 13, "month": 37, "quarter": 99, "year": 372}[slot.kind]
    try:
        return slot.date + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max
