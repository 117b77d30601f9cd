"""What a command module declares: its function, its help and examples. `cli/app.py` builds the command line of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `run` is a typer function that returns nothing and raises `RetroError` when it fails.

    `help` and `examples` are message ids; the first sentence of `help` is the line in lists of commands.
    `examples` are whole command lines, shown as they are. With `dashes` a word such as `-draft` is a word of the call
    and no bundle of short options.
    """

    run: Callable[..., None]
    help: str
    examples: str = ""
    dashes: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A command with commands below it. `run` is what it does alone, and `None` shows the help."""

    run: Callable[..., None] | None
    help: str
    examples: str = ""
    commands: Mapping[str, Command] = field(default_factory=dict)
