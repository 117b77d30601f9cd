"""A notification on the user's desktop, through whichever program is there."""

import os
from collections.abc import Mapping, Sequence

from retro_cli.store.reminding.asking import ask, there

# Title and text go in as words of their own, and are no part of a script.
_SCRIPT = "on run words", "display notification (item 2 of words) with title (item 1 of words)", "end run"


def notify(env: Mapping[str, str], title: str, text: str) -> bool:
    """Show a notification; false where nothing here can."""
    env = _with_bus(env)
    return any(ask(env, *words).ok for words in _calls(title, text))


def can_notify(env: Mapping[str, str]) -> bool:
    """Whether there is a program that shows notifications."""
    return any(there(words[0], env) for words in _calls("", ""))


def _calls(title: str, text: str) -> Sequence[tuple[str, ...]]:
    script = [part for line in _SCRIPT for part in ("-e", line)]
    return (
        ("terminal-notifier", "-title", title, "-message", text),
        ("osascript", *script, title, text),
        ("notify-send", "--app-name=retro", "--", title, text),
    )


def _with_bus(env: Mapping[str, str]) -> Mapping[str, str]:
    """The environment with the way to the desktop, which cron does not know."""
    if "DBUS_SESSION_BUS_ADDRESS" in env or not hasattr(os, "getuid"):
        return env
    bus = f"/run/user/{os.getuid()}/bus"
    return {**env, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if os.path.exists(bus) else env
