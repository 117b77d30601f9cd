"""What the fast calls find out about a run: the journal, the day, the settings that matter to a list."""

import os

from retro_cli.cli.clock import moment, time_zone
from retro_cli.domain.daybreak import logical_day
from retro_cli.domain.layout import KINDS, Layout
from retro_cli.domain.shortstatus import DEFAULT_SHORT
from retro_cli.errors import RetroError
from retro_cli.store.places import SETTINGS_FILE, find_root, user_config_file
from retro_cli.store.plain_settings import other_variables, read_plain_settings

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from retro_cli.cli.fast import Call
    from retro_cli.domain.settings import Settings
    from retro_cli.services.open_items import OpenItems

MANY_BOXES = 20


class Place:
    """The journal of a call: its folder, and those of its settings that matter here."""

    __slots__ = ("_loaded", "day_starts_at", "layout", "root", "short", "since", "tag", "timezone")

    def __init__(self, root: str, values: "Mapping[str, str]", loaded: "Settings | None" = None) -> None:
        from datetime import date, time

        self.root = root
        self.timezone: str | None = None
        self._loaded = loaded
        if loaded is not None:
            self.layout = loaded.layout
            self.tag, self.since = loaded.todo.tag, loaded.todo.since
            self.day_starts_at, self.timezone = loaded.day_starts_at, loaded.timezone
            self.short = loaded.status.short
            return
        patterns = {f"{kind}_pattern": values[key] for kind in KINDS if (key := f"layout.{kind}") in values}
        since = values.get("todo.since")
        self.layout = Layout(**patterns)
        self.tag = values["todo.tag"].removeprefix("#") if "todo.tag" in values else None
        self.since = date.fromisoformat(since) if since else None
        self.day_starts_at = time.fromisoformat(values.get("day_starts_at", "04:00"))
        self.short = values.get("status.short", DEFAULT_SHORT)

    def settings(self) -> "Settings":
        """Settings that are right in what matters to a search: the layout, and which boxes count."""
        if self._loaded is not None:
            return self._loaded
        from retro_cli.domain.settings import Settings, Todo

        return Settings(layout=self.layout, todo=Todo(tag=self.tag, since=self.since))


def find_journal(call: "Call") -> Place | None:
    """The journal of a call; None where a closer look is needed: at a journal that is not there, at the settings."""
    try:
        user = read_plain_settings(user_config_file(call.env), user_file=True)
        root, _ = find_root(call.journal, os.getcwd(), call.env, _user_journal(user, call.env))
        own = read_plain_settings(os.path.join(root, SETTINGS_FILE), user_file=False)
        if not os.path.isdir(root):
            return None
        if user is not None and own is not None and not other_variables(call.env):
            return Place(root, {**user, **own})
        from pathlib import Path

        from retro_cli.store.settings import load_settings

        return Place(root, {}, load_settings(Path(root), call.env).settings)
    except (OSError, RetroError):
        return None


def find_items(call: "Call") -> "tuple[OpenItems, date, str] | None":
    """The open items of the journal of a call, the day that it is, and how `status --short` looks.

    None where a closer look is needed, also at a file.
    """
    from retro_cli.services.open_items import open_items

    place = find_journal(call)
    found = open_items(place.root, place.layout, place.tag, place.since) if place else None
    if place is None or found is None or (found.foreign > MANY_BOXES and place.since is None):
        return None
    return found, logical_day(moment(time_zone(place.timezone)), place.day_starts_at), place.short


def _user_journal(values: "Mapping[str, str] | None", env: "Mapping[str, str]") -> str | None:
    if values is not None:
        return values.get("journal")
    from retro_cli.store.settings import user_journal

    return user_journal(env)
