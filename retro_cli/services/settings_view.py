"""The settings as a user sees and changes them: each with its value and where it came from, and one of them set."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from retro_cli.domain.setting_keys import KEYS
from retro_cli.store.formats import Formats
from retro_cli.store.history import History
from retro_cli.store.locks import lock
from retro_cli.store.set_value import write_setting
from retro_cli.store.settings import Loaded, unknown_key

_FORMAT_KEYS = ("format", "week_format")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: dotted key, its value as TOML has it (None: not set), and its origin: "default", a path,
    "env RETRO_…" or the flag."""

    key: str
    value: object
    origin: str

    @property
    def shown(self) -> str:
        """The value as TOML, a text without quotes; empty where there is none."""
        return self.value if isinstance(self.value, str) else "" if self.value is None else toml(self.value)


def all_settings(loaded: Loaded) -> list[Setting]:
    """Every setting there is, in the order of the documentation."""
    return [_setting(loaded, key) for key in KEYS]


def one_setting(loaded: Loaded, key: str) -> Setting:
    """The setting of this key. UsageError with the nearest ones for an unknown key."""
    if key not in KEYS:
        raise unknown_key(key)
    return _setting(loaded, key)


def _setting(loaded: Loaded, key: str) -> Setting:
    if key in loaded.values:
        return Setting(key, loaded.values[key], loaded.origins[key])
    default = KEYS[key].default
    return Setting(key, _parsed(default) if default else None, "default")


def _parsed(default: str) -> object:
    import tomllib

    return tomllib.loads(f"value = {default}\n")["value"]


def toml(value: object) -> str:
    """A value as it stands in a settings file, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {toml(one)}' for key, one in value.items())} }}" if value else "{}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)


def set_setting(
    path: Path, key: str, typed: str, *, user_file: bool, formats: Formats, state: Path, history: History | None = None
) -> bool:
    """Set `key` in the settings file at `path`, which is made when missing; whether the file changed.

    `state` is the journal's state folder, where its lock is; the change is noted in its `history`. UsageError for an
    unknown key, a wrong value, or one that a journal may not set; NotFoundError for a format that is not there;
    SettingsError for a file that is not in order; RetroError where it cannot be written.
    """
    if key in _FORMAT_KEYS:
        formats.get(typed)
    history = history or History()
    with lock(state, "config set", beside=path.parent) as trouble:
        history.stateless = history.stateless or trouble
        with history.step("config set"):
            return write_setting(path, key, typed, user_file=user_file, history=history)
