"""One setting changed in the text of a settings file; everything else in it stays as it is, comments too."""

import re
from pathlib import Path

from retro_cli.domain.setting_keys import KEYS, WrongValueError
from retro_cli.domain.text import line_ending, split_lines
from retro_cli.errors import N_, RetroError, UsageError
from retro_cli.store.history import History
from retro_cli.store.settings import SettingsError, parse_settings, typed_value, unknown_key

_BOM = "\ufeff"


def write_setting(path: Path, key: str, typed: str, *, user_file: bool, history: History | None = None) -> bool:
    """Set `key` in the settings file at `path`, which is made when missing; true when the file changed. The change is
    noted in `history`.

    Raises what set_value, files.edit and files.write_new raise.
    """
    history = history or History()
    if path.exists():
        return history.edit(path, lambda text: set_value(text, key, typed, path=path, user_file=user_file))
    history.create(path, set_value("", key, typed, path=path, user_file=user_file))
    return True


def set_value(text: str, key: str, typed: str, *, path: Path, user_file: bool) -> str:
    """`text` of the settings file `path` with dotted `key` set to what was typed.

    Raises UsageError for an unknown key, a wrong value or one that a journal may not set; SettingsError for a file
    that is not in order; RetroError when only a hand can change it.
    """
    if key not in KEYS:
        raise unknown_key(key)
    if KEYS[key].user_only and not user_file:
        raise UsageError(
            N_("{key} may not be set by a journal, which could come from someone else."),
            hint=N_("Set it for yourself: retro config set --user {key} VALUE"),
            key=key,
        )
    try:
        value = typed_value(KEYS[key], typed)
        KEYS[key].check(value)
    except WrongValueError as error:
        raise UsageError(error.message, **{**error.values, "key": key}) from None
    before = parse_settings(text, path, user_file=user_file)
    if before.get(key) == value and type(before.get(key)) is type(value):
        return text
    from tomlkit.exceptions import TOMLKitError

    for way in (_taken_in, _spliced):
        try:
            changed = way(text, key, value)
            if parse_settings(changed, path, user_file=user_file) == {**before, key: value}:
                return changed
        except (SettingsError, TOMLKitError):
            pass  # the other way, or none
    raise RetroError(
        N_("{key} could not be set without touching other lines."),
        hint=N_("Change it in your editor."),
        where=str(path),
        key=key,
    )


def _taken_in(text: str, key: str, value: object) -> str:
    """`text` with the value on the line that holds the key commented out (`#lang = "ko"`), if there is one."""
    import tomlkit

    if isinstance(value, dict):
        return text
    table, _, leaf = key.rpartition(".")
    lines = split_lines(text)
    here, header = "", 0
    for number, line in enumerate(lines):
        if found := re.match(r"#?\[([\w.]+)\]", line):
            here, header = found[1], number
        elif here == table and line.startswith(f"#{leaf} ="):
            lines[header] = lines[header].removeprefix("#") if table else lines[header]
            lines[number] = f"{leaf} = {tomlkit.item(value).as_string()}{line_ending(line)}"
            break
    return "".join(lines)


def _spliced(text: str, key: str, value: object) -> str:
    import tomlkit

    bom = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    windows = "\r\n" in body and not re.search(r"(?<!\r)\n", body)
    document = tomlkit.parse(body.replace("\r\n", "\n") if windows else body)
    table, dot, leaf = key.rpartition(".")
    if not dot:
        document[leaf] = value
    else:
        if table not in document:
            document[table] = tomlkit.table()
        document[table][leaf] = value
    changed = tomlkit.dumps(document)
    return bom + (changed.replace("\n", "\r\n") if windows else changed)
