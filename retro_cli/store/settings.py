"""Settings from their places, lowest first: defaults, the user's file, the journal's file, environment, flags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from retro_cli.domain.layout import Layout
from retro_cli.domain.setting_keys import KEYS, Key, WrongValueError
from retro_cli.domain.settings import Log, Publish, Settings, Status, Today, Todo
from retro_cli.errors import N_, NotFoundError, RetroError, UnreadableError, UsageError
from retro_cli.store.files import read_text
from retro_cli.store.locations import SETTINGS_FILE, user_config_file
from retro_cli.store.plain_settings import plain_values

_TABLES = tuple(dict.fromkeys(name.partition(".")[0] for name in KEYS if "." in name))
_NO_VARIABLE = ("journal",)  # RETRO_JOURNAL names the journal of a run, which is not the setting


class SettingsError(UnreadableError):
    """A settings file that is not TOML, or holds a key or value that it should not."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings of a run, and per dotted key where its value came from and the value as TOML has it.

    An origin is "default", a path, "env RETRO_…" or the flag.
    """

    settings: Settings
    origins: Mapping[str, str]
    values: Mapping[str, object]


def load_settings(
    root: Path | None,
    env: Mapping[str, str],
    flags: Mapping[str, str] | None = None,
    faults: list[RetroError] | None = None,
) -> Loaded:
    """The settings for the journal at `root` (None: for no journal); `flags` are typed texts by dotted key.

    Raises SettingsError naming file, line and key; UsageError for a variable or a flag. With `faults` what is wrong in
    a file is added there, and what is right counts.
    """
    values: dict[str, object] = {}
    checked: dict[str, object] = {}
    origins = dict.fromkeys(KEYS, "default")
    files = [(user_config_file(env), True)]
    if root is not None:
        files.append((root / SETTINGS_FILE, False))
    for path, user_file in files:
        for name, value in _read(path, faults, user_file=user_file).items():
            values[name], checked[name], origins[name] = value, KEYS[name].check(value), str(path)
    typed = [
        (f"env {_variable(name)}", name, env.get(_variable(name), "")) for name in KEYS if name not in _NO_VARIABLE
    ]
    typed += [(f"--{name.replace('_', '-')}", name, text) for name, text in (flags or {}).items()]
    for origin, name, text in typed:
        if text:
            try:
                values[name] = typed_value(KEYS[name], text)
                checked[name], origins[name] = KEYS[name].check(values[name]), origin
            except WrongValueError as error:
                raise UsageError(error.message, where=origin, **{**error.values, "key": name}) from None
    try:
        settings = _build(checked, origins)
    except SettingsError as error:
        if faults is None:
            raise
        faults.append(error)
        settings = _build({name: value for name, value in checked.items() if not name.startswith("course.")}, origins)
    return Loaded(settings, origins, values)


def _read(path: Path, faults: list[RetroError] | None, *, user_file: bool) -> dict[str, object]:
    if faults is None:
        return read_settings_file(path, user_file=user_file)
    from retro_cli.store.settings_faults import read_what_is_right

    return read_what_is_right(path, faults, user_file=user_file)


def user_journal(env: Mapping[str, str]) -> str | None:
    """The journal that the user's settings name. Raises SettingsError."""
    named = read_settings_file(user_config_file(env), user_file=True).get("journal")
    return str(named) if named else None


def read_settings_file(path: Path, *, user_file: bool) -> dict[str, object]:
    """The checked TOML values of a settings file by dotted key; none when there is no file. Raises SettingsError."""
    try:
        text = read_text(path)
    except NotFoundError:
        return {}
    return parse_settings(text, path, user_file=user_file)


def parse_settings(text: str, path: Path, *, user_file: bool) -> dict[str, object]:
    """The checked TOML values in the text of a settings file by dotted key. Raises SettingsError."""
    text = text.removeprefix("\ufeff")
    if not re.search(r"^[ \t]*[^#\s]", text, re.MULTILINE):
        return {}  # nothing but comments: most of them, and tomllib is not free
    plain = plain_values(text, user_file=user_file)
    if plain is not None:
        return {name: _value(name, value) for name, value in plain.items()}
    values: dict[str, object] = {}
    for name, value in _parse_toml(text, path).items():
        if name in _TABLES:
            if not isinstance(value, dict):
                raise _wrong(WrongValueError(N_("{key} is a table: write [{key}] above its keys.")), text, path, name)
            values.update({f"{name}.{inner}": content for inner, content in value.items()})
        else:
            values[name] = value
    for name, value in values.items():
        if name not in KEYS:
            raise _unknown(name, text, path)
        if KEYS[name].user_only and not user_file:
            raise SettingsError(
                N_("{key} may not be set by a journal, which could come from someone else."),
                hint=N_("Move the line to your own settings file."),
                where=_where(text, path, name),
                key=name,
            )
        try:
            KEYS[name].check(value)
        except WrongValueError as error:
            raise _wrong(error, text, path, name) from None
    return values


def _value(name: str, text: str) -> object:
    """The TOML value of a line that was read plainly."""
    if KEYS[name].shape == "number":
        return int(text)
    return text == "true" if KEYS[name].shape == "switch" else text


def typed_value(key: Key, text: str) -> object:
    """The TOML value that a typed text (a variable, a flag, `config set`) means for `key`. Raises WrongValueError."""
    import tomllib

    text = text.strip()
    if key.shape == "number" and re.fullmatch(r"\d{1,6}", text):
        return int(text)
    if key.shape == "switch" and text.lower() in ("true", "yes", "on", "1", "false", "no", "off", "0"):
        return text.lower() in ("true", "yes", "on", "1")
    if key.shape == "toml" or (key.shape == "list" and text.startswith("[")):
        try:
            return tomllib.loads(f"value = {text}\n")["value"]
        except (tomllib.TOMLDecodeError, RecursionError):
            return text
    if key.shape == "list":
        return [word.strip() for word in text.split(",") if word.strip()]
    return text


def unknown_key(name: str, where: str = "") -> UsageError:
    """The error for a key that a command names and no setting has, with the nearest ones."""
    return UsageError(
        N_("There is no setting called {key}."), hint=_near(name), where=where, key=name, near=_nearest(name)
    )


def known_keys() -> list[tuple[str, str, str, str]]:
    """Per setting: dotted name, what it takes, its default as TOML (empty: none), one line about it (message ids)."""
    return [(key.name, key.takes, key.default, key.about) for key in KEYS.values()]


def _build(values: Mapping[str, Any], origins: Mapping[str, str]) -> Settings:
    tables: dict[str, dict[str, Any]] = {table: {} for table in _TABLES}
    plain: dict[str, Any] = {}
    for name, value in values.items():
        table, dot, inner = name.partition(".")
        if dot:
            tables[table][inner] = value
        else:
            plain[name] = value
    settings = Settings(
        **plain,
        layout=Layout(**{f"{kind}_pattern": pattern for kind, pattern in tables["layout"].items()}),
        today=Today(**tables["today"]),
        log=Log(**tables["log"]),
        todo=Todo(**tables["todo"]),
        status=Status(**tables["status"]),
        aliases=tables["import"].get("aliases", {}),
        publish=Publish(**tables["publish"]),
    )
    course = tables["course"]
    if not course:
        return settings
    if "start" not in course:
        first = next(name for name in ("course.name", "course.breaks") if name in values)
        raise SettingsError(
            N_("A course needs its first day."), hint=N_("Add under [course]: start = 2026-09-07"), where=origins[first]
        )
    from retro_cli.domain.period import Course

    breaks = tuple((span.start, span.end) for span in course.get("breaks", ()))
    return replace(settings, course=Course(course.get("name", ""), course["start"], breaks))


def _variable(name: str) -> str:
    return "RETRO_" + name.replace(".", "__").upper()


def _parse_toml(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        line = found[1] if found and found[1] else str(len(re.findall(r"\r\n|\r|\n", text)) + 1)
        raise SettingsError(
            N_("This is not TOML: {reason}."),
            hint=N_('Texts stand in quotes: lang = "en". Put a # before the line to leave it out.'),
            where=f"{path}:{line}",
            reason=str(error)[: found.start()].strip() if found else str(error),
        ) from None
    except RecursionError:
        raise SettingsError(N_("This file is nested too deeply."), where=str(path)) from None


def _unknown(name: str, text: str, path: Path) -> RetroError:
    return SettingsError(
        N_("There is no setting called {key}."),
        hint=_near(name),
        where=_where(text, path, name),
        key=name,
        near=_nearest(name),
    )


def _near(name: str) -> str:
    return N_("Did you mean {near}?") if _nearest(name) else N_("All settings: retro config show")


def _nearest(name: str) -> str:
    import difflib

    inner = [key for key in KEYS if key.rpartition(".")[2] == name]
    return ", ".join(inner or difflib.get_close_matches(name, KEYS, n=2, cutoff=0.7))


def _wrong(error: WrongValueError, text: str, path: Path, name: str) -> SettingsError:
    return SettingsError(error.message, where=_where(text, path, name), **{**error.values, "key": name})


def _where(text: str, path: Path, name: str) -> str:
    """`path:line` of the line that sets the dotted key `name`, else the path."""
    table = ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            here = re.sub(r"""[\s"']""", "", header[1])
            table = f"{here}."
        elif found := re.match(r"""\s*([\w."' -]+?)\s*=""", line):
            here = table + re.sub(r"""[\s"']""", "", found[1])
        else:
            continue
        if here == name or here.startswith(f"{name}."):
            return f"{path}:{number}"
    return str(path)
