"""The commands: a table, and a group that imports a command's module only when that command runs."""

import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import typer
from typer._click import Command as ClickCommand
from typer._click import Context
from typer._click.exceptions import UsageError as ParserError
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from retro_cli.cli import help as helping
from retro_cli.cli.command import Command, Group
from retro_cli.cli.options import everywhere, of_the_program, words_last
from retro_cli.errors import N_, UsageError

Line = tuple[str, str]
"""A line of the table: the module in `cli/commands` (or a full path), and what the command does in a few words."""

# A new command is one module in cli/commands/ and one line here.
COMMANDS: Mapping[str, Line] = {
    "today": ("today", N_("Write the day's entry")),
    "add": ("add", N_("Add a line, quickly")),
    "week": ("week", N_("Look back on a week")),
    "month": ("month", N_("Look back on a month")),
    "quarter": ("quarter", N_("Look back on a quarter")),
    "year": ("year", N_("Look back on a year")),
    "todo": ("todo", N_("What you said you would do")),
    "list": ("list", N_("List entries")),
    "show": ("show", N_("Show an entry or a review")),
    "edit": ("edit", N_("Open an entry in an editor")),
    "search": ("search", N_("Find what you wrote")),
    "stats": ("stats", N_("See how it adds up")),
    "patterns": ("patterns", N_("See what comes back")),
    "lookback": ("lookback", N_("See what you wrote back then")),
    "standup": ("standup", N_("What to say in a stand-up")),
    "import": ("import_", N_("Bring in older writing")),
    "publish": ("publish", N_("Make a post of a week")),
    "report": ("report", N_("A page to look at")),
    "export": ("export", N_("Hand entries to programs")),
    "sync": ("sync", N_("Keep machines together")),
    "remind": ("remind", N_("Be reminded in the evening")),
    "status": ("status", N_("Where you are today")),
    "init": ("init", N_("Make a folder a journal")),
    "doctor": ("doctor", N_("Find and mend what is wrong")),
    "config": ("config", N_("See and change settings")),
    "formats": ("formats", N_("See, check, make formats")),
    "undo": ("undo", N_("Take back what was changed")),
    "redo": ("redo", N_("Do it again after all")),
    "demo": ("demo", N_("An example journal to try")),
}

_ABOUT = N_("Look back on your days, and do what you said you would try.")
_EXAMPLES = N_("""\
retro today                      a few questions about the day
retro todo                       what you said you would do""")


class _Translated:
    """What groups and single commands have in common: help and complaints in retro's own words."""

    def get_help_option(self, _context: Context) -> None:
        """`--help` is among the options of every command."""

    def format_help(self, context: Context, formatter: Any) -> None:
        formatter.write(helping.page(self, context, context.obj.translate))

    def get_usage(self, context: Context) -> str:
        return helping.usage(self, context, context.obj.translate)


class SingleCommand(_Translated, TyperCommand):
    """A command without commands below it."""

    dashes = False

    def parse_args(self, context: Context, args: list[str]) -> list[str]:
        context.allow_extra_args = True
        if self.dashes:
            args = words_last(args, self.params)
        try:
            rest = super().parse_args(context, args)
        except ParserError as error:
            error.ctx = error.ctx or context
            raise
        if rest and not context.resilient_parsing:
            raise UsageError(
                N_("Too many words: {words}"),
                details=[self.get_usage(context)],
                hint=N_("See {help_call}"),
                words=" ".join(rest),
                help_call=f"{context.command_path} --help",
            )
        return rest


class CommandGroup(_Translated, TyperGroup):
    """A command with commands below it; its own function runs only when it is called alone."""

    def invoke(self, context: Context) -> Any:
        if not context._protected_args:
            return ClickCommand.invoke(self, context)
        self._refuse_options(context)
        name, command, args = self.resolve_command(context, [*context._protected_args, *context.args])
        assert command is not None
        with command.make_context(name, args, parent=context) as below:
            return command.invoke(below)

    def _refuse_options(self, context: Context) -> None:
        """Options of the group alone mean nothing to the commands below it."""
        for param in self.params:
            given = context.get_parameter_source(param.name or "")
            if param.expose_value and given and given.name == "COMMANDLINE":
                raise UsageError(
                    N_("{option} does not go with {command}."),
                    hint=N_("See {help_call}"),
                    option=max(param.opts, key=len),
                    command=context._protected_args[0],
                    help_call=f"{context.command_path} --help",
                )

    def resolve_command(self, context: Context, args: list[str]) -> tuple[str, ClickCommand | None, list[str]]:
        command = self.get_command(context, args[0])
        if command is None and not context.resilient_parsing:
            raise _unknown(args[0], self.list_commands(context), context.command_path)
        return args[0], command, args[1:]


class LazyGroup(CommandGroup):
    """The program itself. Help and completion see only the table; what runs is imported when it runs."""

    def __init__(self, *, table: Mapping[str, Line], **settings: Any) -> None:
        super().__init__(**settings)
        self.table = table

    def list_commands(self, _context: Context) -> list[str]:
        return list(self.table)

    def get_command(self, context: Context, name: str) -> ClickCommand | None:
        """A command that has its help and nothing else."""
        if name not in self.table:
            return None
        return TyperCommand(name, callback=None, params=[], help=context.obj.translate(self.table[name][1]))

    def resolve_command(self, context: Context, args: list[str]) -> tuple[str, ClickCommand | None, list[str]]:
        name, command, rest = super().resolve_command(context, args)
        if command is not None:
            command = _load(name, self.table[name][0], context.obj.translate)
        return name, command, rest

    def parse_args(self, context: Context, args: list[str]) -> list[str]:
        rest = super().parse_args(context, args)
        if not context._protected_args and not context.resilient_parsing:
            context._protected_args = ["status"]
        return rest


def build(table: Mapping[str, Line], translate: Callable[[str], str]) -> LazyGroup:
    """The program's command line, of the commands in `table`, with its texts in the language of `translate`."""
    group = LazyGroup(
        name="retro",
        table=table,
        invoke_without_command=True,
        help=_ABOUT,
        epilog=_EXAMPLES,
        rich_markup_mode=None,
        params=[*everywhere(), *of_the_program()],
    )
    _translate(group, translate)
    return group


def _load(name: str, module: str, translate: Callable[[str], str]) -> ClickCommand:
    path = module if "." in module else f"retro_cli.cli.commands.{module}"
    declared = import_module(path).COMMAND
    command = _group(name, declared) if isinstance(declared, Group) else _single(name, declared)
    _translate(command, translate)
    return command


def _single(name: str, declared: Command) -> ClickCommand:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, cls=SingleCommand, help=declared.help, epilog=declared.examples)(declared.run)
    command = get_command(app)
    assert isinstance(command, SingleCommand)
    command.params += everywhere()
    command.dashes = declared.dashes
    return command


def _group(name: str, declared: Group) -> ClickCommand:
    app = typer.Typer(
        name=name, cls=CommandGroup, rich_markup_mode=None, add_completion=False, invoke_without_command=True
    )
    app.callback(help=declared.help, epilog=declared.examples)(declared.run or _show_help)
    group = get_command(app)
    assert isinstance(group, CommandGroup)
    group.params += everywhere()
    group.commands = {below: _single(below, command) for below, command in declared.commands.items()}
    return group


def _show_help(context: typer.Context) -> None:
    sys.stdout.write(context.get_help() + "\n")


def _translate(command: Any, translate: Callable[[str], str]) -> None:
    """Put the texts of a command, its parameters and the commands below it into the language of `translate`."""
    _translate_texts(command, ("help", "epilog"), translate)
    for param in command.params:
        _translate_texts(param, ("help", "metavar"), translate)
    for below in getattr(command, "commands", {}).values():
        _translate(below, translate)


def _translate_texts(thing: Any, names: Sequence[str], translate: Callable[[str], str]) -> None:
    for name in names:
        if text := getattr(thing, name):
            setattr(thing, name, translate(text))


def _unknown(name: str, known: Sequence[str], path: str) -> UsageError:
    """The complaint about a command that is not there, also for one typed with the Hangul keys on."""
    from retro_cli.domain.hangul import to_keys

    near = ", ".join(get_close_matches(to_keys(name), known))
    message = N_("There is no command {name}. Did you mean {near}?") if near else N_("There is no command {name}.")
    return UsageError(message, hint=N_("See {help_call}"), name=name, near=near, help_call=f"{path} --help")
