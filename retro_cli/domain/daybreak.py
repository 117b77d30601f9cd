"""When a day begins: those who write after midnight still write about the day before."""

from datetime import date, datetime, time, timedelta


def logical_day(now: datetime, day_starts_at: time) -> date:
    """The day that `now` belongs to when days begin at `day_starts_at`: before it, still yesterday."""
    if now.time() >= day_starts_at or now.date() == date.min:
        return now.date()
    return now.date() - timedelta(days=1)
