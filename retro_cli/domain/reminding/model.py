"""A reminder: what is called, at what hour, on which days."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

WAYS = ("systemd", "cron", "launchd", "prompt")
"""What can make the system remind; the last is a few lines that the user puts into their shell's own file."""

USUAL_HOUR = time(21, 0)
_NAME = "retro-remind"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`call` are the words that run when it is time; `days` are those of the clock, 0 (Monday) to 6.

    `key` tells the reminders of several journals apart, "" for the journal of the user's settings.
    """

    call: tuple[str, ...]
    hour: time
    days: tuple[int, ...]
    key: str = ""

    @property
    def name(self) -> str:
        """The name of its units, of its job, and of its line."""
        return name_of(self.key)


def name_of(key: str) -> str:
    """The name of a journal's reminder."""
    return f"{_NAME}-{key}" if key else _NAME


def clock_days(workdays: Collection[int], hour: time, day_starts_at: time) -> tuple[int, ...]:
    """The days on which the clock shows `hour` of a working day: 01:00 of a Monday comes on the Tuesday."""
    late = hour < day_starts_at
    return tuple(sorted((day + late) % 7 for day in set(workdays)))


def read_hour(text: str) -> time | None:
    """The hour of a text such as `21:00`, None where it is none."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def hour_text(hour: time) -> str:
    """`21:00`."""
    return f"{hour.hour:02}:{hour.minute:02}"


def writable(words: Collection[str]) -> bool:
    """Whether words can stand in the files of every system: no control characters, nothing but real text."""
    return not any(re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]", word) for word in words)
