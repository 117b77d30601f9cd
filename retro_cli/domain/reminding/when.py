"""When there may be something to be reminded of."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retro_cli.domain.settings import Settings


def reached(now: datetime, hour: time, day_starts_at: time) -> bool:
    """Whether `hour` has passed in the day of `now`: a timer that makes up for yesterday's hour comes too early."""
    return _since(now.time(), day_starts_at) >= _since(hour, day_starts_at)


def day_counts(settings: "Settings", day: date) -> bool:
    """Whether an entry of `day` is expected."""
    return settings.rhythm != "weekly" and settings.works(day)


def week_ends(settings: "Settings", day: date) -> bool:
    """Whether `day` is the last working day of its week, and the week's review a part of the rhythm."""
    if settings.rhythm not in ("weekly", "both") or not settings.works(day):
        return False
    rest = range(1, 7 - day.weekday())
    return not any(settings.works(day + timedelta(days=more)) for more in rest)


def _since(moment: time, start: time) -> int:
    minutes = moment.hour * 60 + moment.minute - start.hour * 60 - start.minute
    return minutes % (24 * 60)
