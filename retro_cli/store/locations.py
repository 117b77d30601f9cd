"""Where things lie: the journal, the user's settings, working state, the built-in formats."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retro_cli.domain.hashing import sha256
from retro_cli.errors import N_, RetroError, UsageError
from retro_cli.store import places
from retro_cli.store.places import SETTINGS_FILE as SETTINGS_FILE


@dataclass(frozen=True, slots=True)
class Place:
    """The journal that a run works on.

    `how` says what named it: "flag", "env", "cwd", "settings" or "default". `configured` is true when it is the one
    of the user's settings (else `~/journal`); `exists` is false when its folder is not there yet.
    """

    root: Path
    how: str
    configured: bool
    exists: bool


def find_journal(flag: str | None, cwd: Path, env: Mapping[str, str], user_journal: str | None = None) -> Place:
    """The journal of a run: `--journal`, then RETRO_JOURNAL, the working directory, the user's settings, `~/journal`.

    `user_journal` is the `journal` of the user's settings. Raises UsageError when a flag or a variable names a file,
    RetroError when the settings do.
    """
    found, how = places.find_root(flag, str(cwd), env, user_journal)
    root = Path(found)
    if os.path.lexists(root) and not os.path.isdir(root):
        raise _no_folder(root, how)
    configured = os.path.realpath(root) == os.path.realpath(places.usual_root(str(cwd), env, user_journal))
    return Place(root, how, configured, os.path.isdir(root))


def home(env: Mapping[str, str]) -> Path:
    """The user's home folder."""
    return Path(places.home(env))


def user_config_file(env: Mapping[str, str]) -> Path:
    """The user's settings file: `~/.config/retro/config.toml` on Linux and macOS, the system's place elsewhere."""
    return Path(places.user_config_file(env))


def user_templates(env: Mapping[str, str]) -> Path:
    """The folder of the user's own formats."""
    return user_config_file(env).parent / "templates"


def state_dir(env: Mapping[str, str]) -> Path:
    """The folder of working state: drafts, locks, the text of a failed edit. Nothing of a journal lives only here."""
    return Path(places.user_folder(env, "XDG_STATE_HOME", ".local/state"))


def journal_state(env: Mapping[str, str], root: Path) -> Path:
    """The folder of one journal's working state, keyed by its real path; `name_state` makes it."""
    key = sha256(os.fsencode(os.path.realpath(root))).hex()[:16]
    return state_dir(env) / "journals" / key


def name_state(state: Path, root: Path) -> None:
    """Make a journal's state folder, with a small file that names the journal, so that people can find it.

    Raises RetroError when it cannot be written.
    """
    from retro_cli.store.files import overwrite

    label = state / "journal.txt"
    if not label.is_file():
        real = os.fsencode(os.path.realpath(root)).decode("utf-8", "replace")
        overwrite(label, real + "\n")


def builtin_templates() -> Path:
    """The folder of the built-in formats: in the installed package, else beside it in the checkout."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "templates"
    return packed if packed.is_dir() else package.parent / "templates"


def _no_folder(root: Path, how: str) -> RetroError:
    message = N_("The journal has to be a folder, and this is a file.")
    if how == "flag":
        return UsageError(message, hint=N_("Give the folder: --journal {folder}"), where=str(root), folder=root.parent)
    if how == "env":
        return UsageError(message, hint=N_("Set RETRO_JOURNAL to a folder, or unset it."), where=str(root))
    if how == "settings":
        return RetroError(message, hint=N_("Change it: retro config set journal FOLDER"), where=str(root))
    return RetroError(message, hint=N_("Name a folder: --journal FOLDER, or retro init FOLDER"), where=str(root))
