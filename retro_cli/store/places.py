"""Where the journal and the user's files lie, as plain texts: what every run has to know first."""

import os
import sys

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS_FILE = "retro.toml"


def find_root(flag: str | None, cwd: str, env: "Mapping[str, str]", user_journal: str | None) -> tuple[str, str]:
    """The folder of a run's journal, and what named it: `--journal` ("flag"), RETRO_JOURNAL ("env"), the working
    directory ("cwd"), the user's settings ("settings"), or nothing but the "default"."""
    if flag is not None:
        return absolute(flag, cwd, env), "flag"
    if named := env.get("RETRO_JOURNAL"):
        return absolute(named, cwd, env), "env"
    if above := _above(cwd):
        return above, "cwd"
    return usual_root(cwd, env, user_journal), "settings" if user_journal else "default"


def usual_root(cwd: str, env: "Mapping[str, str]", user_journal: str | None) -> str:
    """The journal of the user's settings, else `~/journal`."""
    return absolute(user_journal, cwd, env) if user_journal else os.path.join(home(env), "journal")


def home(env: "Mapping[str, str]") -> str:
    """The user's home folder."""
    named = env.get("HOME") or env.get("USERPROFILE")
    return named if named and os.path.isabs(named) else os.path.expanduser("~")


def user_folder(env: "Mapping[str, str]", variable: str, below_home: str) -> str:
    """The user's folder for `variable` of the XDG specification, on Linux and macOS; elsewhere the system's place."""
    named = env.get(variable)
    if named and os.path.isabs(named):  # the specification: a relative path is to be ignored
        return os.path.join(named, "retro")
    if sys.platform == "win32":
        import platformdirs

        config = variable == "XDG_CONFIG_HOME"
        return (platformdirs.user_config_dir if config else platformdirs.user_state_dir)("retro", False)
    return os.path.join(home(env), below_home, "retro")


def user_config_file(env: "Mapping[str, str]") -> str:
    """The user's settings file."""
    return os.path.join(user_folder(env, "XDG_CONFIG_HOME", ".config"), "config.toml")


def absolute(text: str, cwd: str, env: "Mapping[str, str]") -> str:
    """A path as it was typed or set, `~` and `..` resolved."""
    own_home = text == "~" or text.startswith(("~/", "~\\"))
    path = os.path.join(home(env), text[2:]) if own_home else os.path.expanduser(text)
    return os.path.normpath(os.path.join(cwd, path))


def _above(cwd: str) -> str | None:
    folder = cwd
    while True:
        if os.path.isfile(os.path.join(folder, SETTINGS_FILE)):
            return folder
        inner = os.path.join(folder, "journal")
        if os.path.isfile(os.path.join(inner, SETTINGS_FILE)):
            return inner
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
