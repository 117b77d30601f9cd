"""Options that several commands share, and those that every command takes before or after its name."""

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer._types import TyperChoice
from typer.core import TyperOption

from retro_cli import __version__
from retro_cli.cli import completion
from retro_cli.cli.context import LANGUAGES
from retro_cli.errors import N_, UsageError

COLORS = ("auto", "always", "never")

Callback = Callable[[Any, Any, Any], None]

Json = Annotated[bool, typer.Option("--json", help=N_("One JSON document instead of text."))]
OnlyPrint = Annotated[bool, typer.Option("--print", help=N_("Show the digest, write nothing."))]
ReviewEdit = Annotated[bool, typer.Option("--edit", "-e", help=N_("Write in the editor."))]
ReplaceDigest = Annotated[bool, typer.Option("--replace-digest", help=N_("Make a digest anew that somebody edited."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would change, and change nothing."))]
Date = Annotated[
    str, typer.Option("--date", "-d", metavar="DATE", help=N_("The day."), autocompletion=completion.dates)
]
DateOrRange = Annotated[
    str,
    typer.Option("--date", "-d", metavar="DATE|RANGE", help=N_("The day, or days."), autocompletion=completion.dates),
]
FormatName = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help=N_("The format."), autocompletion=completion.formats)
]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help=N_("A tag; as often as there are tags."), autocompletion=completion.tags),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help=N_("An answer, instead of asking."), autocompletion=completion.answers
    ),
]
TodoIds = Annotated[
    list[str], typer.Argument(metavar="ID...", help=N_("Ids, or pieces of the text."), autocompletion=completion.todos)
]
ClosedTodoIds = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help=N_("Ids, or pieces of the text."), autocompletion=completion.closed_todos),
]


def pairs(values: Sequence[str]) -> list[tuple[str, str]]:
    """The `KEY=VALUE` texts of `--set` taken apart. UsageError for one that is none."""
    found = []
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key.strip():
            raise UsageError(
                N_("{value} is not KEY=VALUE."), hint=N_('Such as --set keep="…"'), value=key.strip() or "="
            )
        found.append((key.strip(), text))
    return found


class Everywhere(TyperOption):
    """An option that every command takes, before or after its name; `short` is how help shows it."""

    def __init__(self, *names: str, short: str, callback: Callback, **settings: Any) -> None:
        super().__init__(param_decls=list(names), expose_value=False, callback=callback, **settings)
        self.short = short


def everywhere() -> list[TyperOption]:
    """The options of every command, fresh for one command. The last one given wins."""
    return [
        Everywhere(
            "--journal",
            "-j",
            type=str,
            metavar="PATH",
            help=N_("The journal's folder."),
            short="-j, --journal PATH",
            callback=_keep,
        ),
        Everywhere(
            "--color",
            type=TyperChoice(COLORS),
            help=N_("Whether to use colours."),
            short="--color WHEN",
            callback=_keep,
        ),
        Everywhere("--no-input", is_flag=True, help=N_("Never ask."), short="--no-input", callback=_keep),
        Everywhere(
            "--lang",
            type=TyperChoice(LANGUAGES),
            help=N_("The language of the interface."),
            short="--lang en|ko",
            callback=_keep,
        ),
        Everywhere(
            "--help",
            "-h",
            is_flag=True,
            is_eager=True,
            help=N_("Show this help."),
            short="-h, --help",
            callback=_show_help,
        ),
    ]


def of_the_program() -> list[TyperOption]:
    """The options that only stand before a command, or alone."""
    return [
        Everywhere(
            "--version",
            is_flag=True,
            is_eager=True,
            help=N_("Show the version."),
            short="--version",
            callback=_show_version,
        ),
        Everywhere(
            "--completion",
            type=TyperChoice(completion.SHELLS),
            is_eager=True,
            help=N_("Print the completion script of a shell."),
            short="--completion bash|zsh|fish",
            callback=_show_completion,
        ),
    ]


def _keep(context: Any, param: Any, value: Any) -> None:
    if value is not None and value is not False:
        context.obj.give(param.name, value)


def _show_help(context: Any, _param: Any, value: Any) -> None:
    if value and not context.resilient_parsing:
        sys.stdout.write(context.get_help() + "\n")
        raise typer.Exit


def _show_version(context: Any, _param: Any, value: Any) -> None:
    if value and not context.resilient_parsing:
        context.obj.screen.out(f"retro {__version__}")
        raise typer.Exit


def _show_completion(context: Any, _param: Any, value: Any) -> None:
    if value and not context.resilient_parsing:
        sys.stdout.write(completion.script(value))
        raise typer.Exit


def words_last(args: Sequence[str], params: Sequence[Any]) -> list[str]:
    """The call with its words behind its options and a `--`, so that `-draft` is a word like any other.

    Options are what begins with two dashes, and the short ones alone: `-j`. A value stays with its option.
    """
    takes_value = {name: not param.is_flag for param in params for name in param.opts if name.startswith("-")}
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            words += rest
        elif arg in takes_value or (arg.startswith("--") and len(arg) > 2):
            value = next(rest, None) if takes_value.get(arg) else ""
            if value is None:
                return [*options, arg]  # the parser says what is missing
            options += [arg, value] if takes_value.get(arg) else [arg]
        else:
            words.append(arg)
    return [*options, "--", *words]
