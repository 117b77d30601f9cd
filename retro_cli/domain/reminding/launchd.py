"""The property list of a launchd agent (`launchd.plist(5)`); a time that the Mac slept through is made up for."""

from retro_cli.domain.reminding.model import Reminder, hour_text, read_hour


def files(reminder: Reminder) -> tuple[str, ...]:
    """The one file of an agent."""
    return (plist(reminder),)


def plist(reminder: Reminder) -> str:
    """The text of the file."""
    import plistlib

    when = [
        {"Weekday": (day + 1) % 7, "Hour": reminder.hour.hour, "Minute": reminder.hour.minute} for day in reminder.days
    ]
    agent = {
        "Label": reminder.name,
        "ProgramArguments": list(reminder.call),
        "StartCalendarInterval": when,
        "ProcessType": "Background",
    }
    return plistlib.dumps(agent, sort_keys=False).decode()


def hour_of(text: str) -> str:
    """The hour of such a file, "" where it says none."""
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        first = plistlib.loads(text.encode())["StartCalendarInterval"][0]
        hour = read_hour(f"{first['Hour']}:{first['Minute']:02}")
    except (ValueError, LookupError, TypeError, AttributeError, ExpatError):
        return ""
    return hour_text(hour) if hour else ""
