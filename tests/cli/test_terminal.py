"""The fixture that drives a real terminal: keys in, a screen out, at a fixed moment."""

from collections.abc import Callable

from terminal import Terminal


def test_a_program_in_a_terminal_is_seen_and_ends(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("--help", lang="en_US.UTF-8")
    assert screen.wait_for("--completion").shows("Usage: retro")
    assert screen.exit_code() == 0
