"""In which order entries are told: the newest first, reviews above the days that they look back on."""

from datetime import date

TYPE_CHECKING = False  # as in typing, which a search does not wait for
if TYPE_CHECKING:
    from retro_cli.domain.layout import Slot

RANK = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}


def slot_end(slot: "Slot") -> date:
    """The last day that an entry with this name looks at, but for an `end` that it names itself."""
    return end_of(slot.kind, slot.date)


def born(period: str, start: "date | None") -> "date | None":
    """The day that the action items of an entry count from: a review's are made as its period ends."""
    return end_of(period, start) if start else None


def end_of(period: str, start: date) -> date:
    """The last day of a period that begins on a day; a day is its own."""
    if period == "week":
        return date.fromordinal(min(start.toordinal() + 6, date.max.toordinal()))
    months = {"month": 1, "quarter": 3, "year": 12}.get(period)
    if months is None:
        return start
    years, month = divmod(start.month - 1 + months, 12)
    if start.year + years > date.max.year:
        return date.max
    return date.fromordinal(date(start.year + years, month + 1, 1).toordinal() - 1)


def plain_label(period: str, start: date) -> str:
    """A day or period in the way that its file is named: `2026-11-20`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`."""
    if period == "week":
        iso = start.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}"
    if period == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: {"month": 7, "year": 4}.get(period, 10)]
