"""What the fast calls find out about a run: the journal, the day, the settings that matter to a list."""

import os

from retro_cli.cli.clock import moment, time_zone
from retro_cli.domain.daybreak import logical_day
from retro_cli.domain.layout import KINDS, Layout
from retro_cli.domain.shortstatus import DEFAULT_SHORT
from retro_cli.errors import RetroError
from retro_cli.services.open_items import OpenItems, open_items
from retro_cli.store.places import SETTINGS_FILE, find_root, user_config_file
from retro_cli.store.plain_settings import other_variables, read_plain_settings

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from retro_cli.cli.fast import Call

MANY_BOXES = 20


class Given:
    """The settings that a list of action items depends on."""

    __slots__ = ("day_starts_at", "layout", "short", "since", "tag", "timezone")

    def __init__(self, values: "Mapping[str, str]") -> None:
        from datetime import date, time

        patterns = {f"{kind}_pattern": values[key] for kind in KINDS if (key := f"layout.{kind}") in values}
        since = values.get("todo.since")
        self.layout = Layout(**patterns)
        self.tag = values["todo.tag"].removeprefix("#") if "todo.tag" in values else None
        self.since = date.fromisoformat(since) if since else None
        self.day_starts_at = time.fromisoformat(values.get("day_starts_at", "04:00"))
        self.short = values.get("status.short", DEFAULT_SHORT)
        self.timezone: str | None = None


def find_items(call: "Call") -> "tuple[OpenItems, date, str] | None":
    """The open items of the journal of a call, the day that it is, and how `status --short` looks.

    None where a closer look is needed: at the settings, at a file, at a journal that is not there.
    """
    try:
        cwd = os.getcwd()
        user = read_plain_settings(user_config_file(call.env), user_file=True)
        root, _ = find_root(call.journal, cwd, call.env, _user_journal(user, call.env))
        own = read_plain_settings(os.path.join(root, SETTINGS_FILE), user_file=False)
        if not os.path.isdir(root):
            return None
        plain = user is not None and own is not None and not other_variables(call.env)
        given = Given({**(user or {}), **(own or {})}) if plain else _carefully(root, call.env)
        found = open_items(root, given.layout, given.tag, given.since)
        if found is None or (found.foreign > MANY_BOXES and given.since is None):
            return None
        return found, logical_day(moment(time_zone(given.timezone)), given.day_starts_at), given.short
    except (OSError, RetroError):
        return None


def _user_journal(values: "Mapping[str, str] | None", env: "Mapping[str, str]") -> str | None:
    if values is not None:
        return values.get("journal")
    from retro_cli.store.settings import user_journal

    return user_journal(env)


def _carefully(root: str, env: "Mapping[str, str]") -> Given:
    """The settings as the careful reader has them. Raises RetroError."""
    from pathlib import Path

    from retro_cli.store.settings import load_settings

    settings = load_settings(Path(root), env).settings
    given = Given({})
    given.layout = settings.layout
    given.tag, given.since = settings.todo.tag, settings.todo.since
    given.day_starts_at, given.timezone = settings.day_starts_at, settings.timezone
    given.short = settings.status.short
    return given
