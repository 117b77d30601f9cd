"""Where things lie: the journal, the user's settings, working state, the built-in formats."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retro_cli.errors import N_, RetroError, UsageError

SETTINGS_FILE = "retro.toml"


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
    home_journal = _absolute(user_journal, cwd, env) if user_journal else home(env) / "journal"
    if flag is not None:
        root, how = _absolute(flag, cwd, env), "flag"
    elif env.get("RETRO_JOURNAL"):
        root, how = _absolute(env["RETRO_JOURNAL"], cwd, env), "env"
    elif above := _above(cwd):
        root, how = above, "cwd"
    else:
        root, how = home_journal, "settings" if user_journal else "default"
    if os.path.lexists(root) and not os.path.isdir(root):
        raise _no_folder(root, how)
    configured = os.path.realpath(root) == os.path.realpath(home_journal)
    return Place(root, how, configured, os.path.isdir(root))


def home(env: Mapping[str, str]) -> Path:
    """The user's home folder."""
    named = env.get("HOME") or env.get("USERPROFILE")
    return Path(named) if named and os.path.isabs(named) else Path.home()


def user_config_file(env: Mapping[str, str]) -> Path:
    """The user's settings file: `~/.config/retro/config.toml` on Linux and macOS, the system's place elsewhere."""
    return _user_folder(env, "XDG_CONFIG_HOME", ".config") / "config.toml"


def user_templates(env: Mapping[str, str]) -> Path:
    """The folder of the user's own formats."""
    return user_config_file(env).parent / "templates"


def state_dir(env: Mapping[str, str]) -> Path:
    """The folder of working state: drafts, locks, the text of a failed edit. Nothing of a journal lives only here."""
    return _user_folder(env, "XDG_STATE_HOME", ".local/state")


def journal_state(env: Mapping[str, str], root: Path) -> Path:
    """The folder of one journal's working state, keyed by its real path; `name_state` makes it."""
    from hashlib import sha256

    key = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
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


def _user_folder(env: Mapping[str, str], variable: str, below_home: str) -> Path:
    named = env.get(variable)
    if named and os.path.isabs(named):  # the XDG specification: a relative path is to be ignored
        return Path(named) / "retro"
    if sys.platform == "win32":
        import platformdirs

        config = variable == "XDG_CONFIG_HOME"
        return Path((platformdirs.user_config_dir if config else platformdirs.user_state_dir)("retro", False))
    return home(env) / below_home / "retro"


def _absolute(text: str, cwd: Path, env: Mapping[str, str]) -> Path:
    own_home = text == "~" or text.startswith(("~/", "~\\"))
    path = home(env) / text[2:] if own_home else Path(os.path.expanduser(text))
    return Path(os.path.normpath(cwd / path))


def _above(cwd: Path) -> Path | None:
    for folder in (cwd, *cwd.parents):
        if os.path.isfile(folder / SETTINGS_FILE):
            return folder
        if os.path.isfile(folder / "journal" / SETTINGS_FILE):
            return folder / "journal"
    return None


def _no_folder(root: Path, how: str) -> RetroError:
    message = N_("The journal has to be a folder, and this is a file.")
    if how == "flag":
        return UsageError(message, hint=N_("Give the folder: --journal {folder}"), where=str(root), folder=root.parent)
    if how == "env":
        return UsageError(message, hint=N_("Set RETRO_JOURNAL to a folder, or unset it."), where=str(root))
    if how == "settings":
        return RetroError(message, hint=N_("Change it: retro config set journal FOLDER"), where=str(root))
    return RetroError(message, hint=N_("Name a folder: --journal FOLDER, or retro init FOLDER"), where=str(root))
