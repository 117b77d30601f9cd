"""The help of every command: one screen, in both languages, with an example that is a call of that command."""

import re
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from typing import Any, get_args

import pytest

from retro_cli.cli.app import COMMANDS
from retro_cli.cli.command import Group
from retro_cli.cli.render.width import cells


def calls(name: str) -> list[tuple[list[str], Callable[..., None]]]:
    """The command itself and those below it, each with its function."""
    declared = import_module(f"retro_cli.cli.commands.{COMMANDS[name][0]}").COMMAND
    below = declared.commands.items() if isinstance(declared, Group) else ()
    alone = [([name], declared.run)] if declared.run else []
    return [*alone, *(([name, sub], command.run) for sub, command in below)]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_a_screen_and_shows_an_example(retro: Callable[..., Any], name: str, lang: str) -> None:
    for call, _ in calls(name):
        code, out, err = retro(*call, "--help", "--lang", lang)
        assert (code, err) == (0, "")
        lines = out.rstrip("\n").split("\n")
        assert len(lines) <= 23, f"{len(lines)} lines:\n{out}"
        assert max(map(cells, lines)) <= 80, out
        assert "[OPTIONS]" in lines[0] or lang != "en"
        examples = lines[lines.index("") :]
        assert any(line.startswith("  retro") for line in examples), f"no example of {call}:\n{out}"


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("words", [[], ["todo"], ["config"], ["formats"]])
def test_each_command_below_is_named_with_a_word_on_it(retro: Callable[..., Any], words: list[str], lang: str) -> None:
    out = retro(*words, "--help", "--lang", lang).out
    lines = out.rstrip("\n").split("\n")
    assert len(lines) <= 23 and max(map(cells, lines)) <= 80 and "…" not in out, out
    names = COMMANDS if not words else import_module(f"retro_cli.cli.commands.{words[0]}").COMMAND.commands
    for name in names:
        assert any(re.search(rf"(^|  ){name}  +\S", line) for line in lines), f"{name}:\n{out}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_says_what_it_is_for(name: str) -> None:
    for call, function in calls(name):
        for parameter in signature(function).parameters.values():
            (about,) = (part for part in get_args(parameter.annotation) if hasattr(part, "help"))
            assert about.help, f"{call}: {parameter.name}"
