"""The user's browser."""

import sys
from collections.abc import Mapping
from pathlib import Path

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME", "TERMUX_VERSION")


def open_page(path: Path, env: Mapping[str, str]) -> bool:
    """Open a page in the browser; whether there was one. Without a screen there is none: a browser in the terminal
    would take it over."""
    if sys.platform.startswith("linux") and not any(env.get(name) for name in _SCREENS):
        return False
    import webbrowser

    try:
        return webbrowser.open(path.resolve().as_uri())
    except (OSError, webbrowser.Error):
        return False
