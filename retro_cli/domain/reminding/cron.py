"""The line of a crontab that reminds. Whatever else stands in the table is the user's, and stays as it is."""

import re
import shlex
from collections.abc import Sequence

from retro_cli.domain.reminding.model import Reminder, hour_text, read_hour

_LINE = re.compile(
    r"(?P<minute>\d+) (?P<hour>\d+) \* \* [0-6](?:,[0-6])* .* remind --now.* # (?P<name>retro-remind(?:-[0-9a-f]+)?)"
)


def lines(reminder: Reminder) -> tuple[str, ...]:
    """The one line of a reminder."""
    return (line(reminder),)


def line(reminder: Reminder) -> str:
    """The line, without its end; what stands behind the # is a comment of the shell, by which it is found again."""
    days = ",".join(map(str, sorted((day + 1) % 7 for day in reminder.days)))
    when = f"{reminder.hour.minute} {reminder.hour.hour} * * {days}"
    return f"{when} {command_line(reminder.call)} # {reminder.name}"


def find(table: str, name: str) -> list[str]:
    """The lines of a table that are those of a reminder."""
    return [one for one in table.split("\n") if _is_of(one, name)]


def put(table: str, name: str, text: str) -> str:
    """The table with `text` as the line of a reminder: where that stood, else at the end; "" takes it out."""
    kept: list[str] = []
    open_place = text
    for one in table.split("\n"):
        if not _is_of(one, name):
            kept.append(one)
        elif open_place:
            kept.append(open_place)
            open_place = ""
    if not open_place:
        return "\n".join(kept)
    end = "" if table.endswith("\n") or not table else "\n"
    return f"{table}{end}{text}\n"


def hour_of(text: str) -> str:
    """The hour of a line, "" for no hour."""
    found = _LINE.fullmatch(text)
    hour = read_hour(f"{found['hour']}:{int(found['minute']):02}") if found else None
    return hour_text(hour) if hour else ""


def command_line(words: Sequence[str]) -> str:
    """Words for the shell that cron starts.

    cron takes a % for the end of the line unless a backslash stands before it. Not every cron takes the backslash away
    then, so that it has to mean nothing to the shell either: it stands outside the quotes.
    """
    return " ".join(
        "\\%".join(shlex.quote(piece) if piece else "" for piece in word.split("%")) or "''" for word in words
    )


def _is_of(text: str, name: str) -> bool:
    found = _LINE.fullmatch(text)
    return found is not None and found["name"] == name
