"""The units of a systemd user timer. Quoting: `systemd.service(5)`, "Command lines"; days: `systemd.time(7)`."""

import re
from collections.abc import Sequence

from retro_cli.domain.reminding.model import Reminder, hour_text, read_hour

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")
_HOUR = re.compile(r"^OnCalendar=\S+ \*-\*-\* (\d\d:\d\d):00$", re.MULTILINE)
_ABOUT = "Reminder to write in the journal (retro)"


def units(reminder: Reminder) -> tuple[str, ...]:
    """The texts of the `.service` and of the `.timer`."""
    return service(reminder), timer(reminder)


def service(reminder: Reminder) -> str:
    """The text of the `.service` unit, which says what runs."""
    return (
        f"# {reminder.name}.service: from `retro remind --install`; --remove takes it away.\n"
        f"[Unit]\nDescription={_ABOUT}\n\n[Service]\nType=oneshot\nExecStart={command_line(reminder.call)}\n"
    )


def timer(reminder: Reminder) -> str:
    """The text of the `.timer` unit, which says when; a time that the machine slept through is made up for."""
    days = ",".join(_DAYS[day] for day in reminder.days)
    return (
        f"# {reminder.name}.timer: from `retro remind --install`; --remove takes it away.\n"
        f"[Unit]\nDescription={_ABOUT}\n\n[Timer]\n"
        f"OnCalendar={days} *-*-* {hour_text(reminder.hour)}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def hour_of(timer_text: str) -> str:
    """The hour of a timer, "" where somebody changed it to something else."""
    found = _HOUR.search(timer_text)
    hour = read_hour(found[1]) if found else None
    return hour_text(hour) if hour else ""


def command_line(words: Sequence[str]) -> str:
    """Words as the value of `ExecStart=`."""
    # In the path of the program a $ is no variable, and cannot be escaped as one.
    first = ["/usr/bin/env"] if "$" in words[0] else []
    return " ".join(map(_quoted, [*first, *words]))


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
