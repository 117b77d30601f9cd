"""The reminder of a journal: what is installed, what would be, putting it there and taking it away; what is due now."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from retro_cli.domain.reminding import cron, launchd, prompt, systemd
from retro_cli.domain.reminding.model import USUAL_HOUR, Reminder, clock_days, hour_text, name_of, read_hour, writable
from retro_cli.domain.reminding.when import day_counts, week_ends
from retro_cli.errors import N_, NotFoundError, RetroError, UsageError
from retro_cli.store.own_call import call_words
from retro_cli.store.reminding.ways import WAYS, usual_way

if TYPE_CHECKING:
    from retro_cli.domain.settings import Settings
    from retro_cli.store.journal import Journal
    from retro_cli.store.locations import Place

_LONGEST = 31


@dataclass(frozen=True, slots=True)
class Installed:
    """A reminder that stands in the system: `hour` is "" where somebody changed it to something else, `active` whether
    the system goes by it, `texts` what stands at `places`."""

    way: str
    hour: str
    active: bool
    places: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be installed: texts and the places that they go to."""

    way: str
    reminder: Reminder
    places: tuple[str, ...]
    texts: tuple[str, ...]

    def is_already(self, found: Sequence[Installed]) -> bool:
        """Whether exactly this stands there, works, and nothing else does."""
        return self.is_written(found) and found[0].active

    def is_written(self, found: Sequence[Installed]) -> bool:
        """Whether exactly this stands there, and nothing else does."""
        return [(one.way, one.texts) for one in found] == [(self.way, self.texts)]


def key_of(place: "Place") -> str:
    """What tells the reminder of a journal from those of others: nothing for the journal of the user's settings."""
    import os

    from retro_cli.domain.hashing import sha256

    return "" if place.configured else sha256(os.fsencode(os.path.realpath(place.root))).hex()[:8]


def installed(env: Mapping[str, str], key: str) -> list[Installed]:
    """The reminders of a journal that stand in the system."""
    name = name_of(key)
    hours = {"systemd": systemd.hour_of, "cron": cron.hour_of, "launchd": launchd.hour_of}
    found = []
    for way, make in WAYS.items():
        system = make(env)
        if texts := system.installed(name):
            hour = hours[way](texts[-1])
            found.append(Installed(way, hour, system.active(name), system.places(name), texts))
    return found


def plan(
    env: Mapping[str, str],
    place: "Place",
    settings: "Settings",
    found: Sequence[Installed],
    *,
    at: str = "",
    way: str = "",
    lang: str = "",
) -> Plan:
    """What would be installed at the hour `at` by `way`: where they are empty, as it is now, else as is usual.

    `lang` is the language to remind in, "" where the settings say it. Raises UsageError.
    """
    now = found[0] if found else None
    hour = read_hour(at or (now.hour if now else "")) or USUAL_HOUR
    way = way or (now.way if now else usual_way(env))
    key = key_of(place)
    language = ["--lang", lang] if lang else []
    own = call_words(env)
    words = (*own, "remind", "--now", f"--at={hour_text(hour)}", *language, "-j", str(place.root))
    if not writable(words):
        raise UsageError(
            N_("The journal's path has a character that cannot stand in the files of a timer."),
            hint=N_("Give the folder another name."),
        )
    reminder = Reminder(words, hour, clock_days(settings.workdays, hour, settings.day_starts_at), key)
    places, texts = _texts(env, reminder, way)
    return Plan(way, reminder, places, texts)


def prompt_file(env: Mapping[str, str]) -> str:
    """The file of the user's shell, where the lines for its prompt stand in it; else ""."""
    from retro_cli.store.places import absolute
    from retro_cli.store.reminding.unitfiles import text_of

    file = prompt.FILES[prompt.shell_named(env.get("SHELL", ""))]
    return file if prompt.MARK in (text_of(Path(absolute(file, "/", env))) or "") else ""


def trouble(env: Mapping[str, str], chosen: Plan) -> RetroError | None:
    """Why it cannot be installed; None where it can."""
    if chosen.way == "prompt":
        return UsageError(
            N_("Your shell's own file is yours: retro does not write into it."),
            hint=N_("Put the lines there: retro remind --with prompt --print >> {file}"),
            file=chosen.places[0],
        )
    if not chosen.reminder.days:
        return UsageError(N_("No day is a working day: there is nothing to remind of."), hint=_WORKDAYS)
    return WAYS[chosen.way](env).trouble()


def unseen(env: Mapping[str, str], chosen: Plan) -> bool:
    """Whether nobody would see the reminder: its line lands in a log where no program shows notifications."""
    from retro_cli.store.reminding.notices import can_notify

    return chosen.way in ("systemd", "launchd") and not can_notify(env)


def install(env: Mapping[str, str], chosen: Plan, found: Sequence[Installed]) -> None:
    """Install it, and then take away what reminds of the same journal in another way.

    Raises RetroError with nothing changed, or where the other way could not be taken away.
    """
    if not any(one.way == chosen.way and one.texts == chosen.texts and one.active for one in found):
        WAYS[chosen.way](env).install(chosen.reminder.name, chosen.texts)
    remove(env, chosen.reminder.key, [other for other in found if other.way != chosen.way])


def remove(env: Mapping[str, str], key: str, found: Sequence[Installed]) -> None:
    """Take reminders away. Raises RetroError where that fails."""
    for one in found:
        WAYS[one.way](env).remove(name_of(key))


def due(journal: "Journal", today: date) -> str:
    """What is to be written today and is not: "day", "week", or ""."""
    settings = journal.settings
    if day_counts(settings, today) and not _written(journal, today):
        return "day"
    if week_ends(settings, today) and not _reviewed(journal, today):
        return "week"
    return ""


_WORKDAYS = N_('Such as: retro config set workdays \'["mon", "tue", "wed", "thu", "fri"]\'')


def _texts(env: Mapping[str, str], reminder: Reminder, way: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if way == "prompt":
        shell = prompt.shell_named(env.get("SHELL", ""))
        return (prompt.FILES[shell],), (prompt.lines(shell, reminder.call),)
    texts = {"systemd": systemd.units, "cron": cron.lines, "launchd": launchd.files}[way](reminder)
    return WAYS[way](env).places(reminder.name), texts


def _written(journal: "Journal", day: date) -> bool:
    """Whether an entry of the day says something: a note that another program laid out says nothing yet. What cannot
    be read is there, and another matter."""
    found = journal.pages(journal.day_paths(day))
    if found.problems or any(entry.answered for entry in found.entries):
        return True
    first = day - timedelta(days=_LONGEST)
    for path in journal.paths():
        slot = journal.slot(path)
        if slot is not None and slot.kind == "day" and first <= slot.date < day:
            with suppress(RetroError):
                entry = journal.page(path).entry
                if entry.end is not None and entry.end >= day and entry.answered:
                    return True
    return False


def _reviewed(journal: "Journal", day: date) -> bool:
    from retro_cli.domain.period import Week

    try:
        return journal.page(journal.settings.layout.week(Week.of(day))).entry.answered
    except NotFoundError:
        return False
    except RetroError:
        return True
