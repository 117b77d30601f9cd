"""`retro export`: entries for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates, tags
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import FormatName
from retro_cli.errors import N_, RetroError, UsageError

if TYPE_CHECKING:
    from datetime import date

EXAMPLES = N_("""\
retro export --csv -o 2026.csv --since 2026-01-01
retro export --todo-txt --tag infra""")


def run(
    json: Annotated[bool, typer.Option("--json", help=N_("One JSON document, as of retro show."))] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help=N_("JSON, an entry a line."))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=N_("A row an item; 'before what would be a formula."))] = False,
    todo_txt: Annotated[bool, typer.Option("--todo-txt", help=N_("Things to do, without dropped ones."))] = False,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=N_("From this day on."), autocompletion=dates)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=N_("Up to this day."), autocompletion=dates)
    ] = "",
    tag: Annotated[str, typer.Option("--tag", metavar="TAG", help=N_("With this tag."), autocompletion=tags)] = "",
    format: FormatName = "",
    private: Annotated[bool, typer.Option("--private", help=N_("Also what is private."))] = False,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=N_("Where to, not the screen."))] = "",
    force: Annotated[bool, typer.Option("--force", help=N_("Write over FILE."))] = False,
) -> None:
    from retro_cli.cli.render.documents import entry_document
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.exporting import EXPORTERS, exported_entries, require_no_part_of
    from retro_cli.services.listing import Filter

    app = current_app()
    app.require_journal()
    shape = _shape({"json": json, "jsonl": jsonl, "csv": csv, "todo-txt": todo_txt}, output)
    if output and output != "-":
        require_no_part_of(app.journal, app.cwd / Path(output).expanduser())
    name = app.formats.get(format).name if format else ""
    chosen = Filter(_day(app, since), _day(app, until), name, tag)
    problems: list[RetroError] = []
    entries = exported_entries(app.journal, chosen, private=private, problem=problems.append)
    pieces = EXPORTERS[shape](entries, entry_document)
    if output and output != "-":
        from retro_cli.store.outside import write_pieces

        write_pieces(Path(output).expanduser(), pieces, replace=force)
        app.screen.err(app.translate("Written: {path}").format(path=output))
    else:
        for piece in pieces:
            app.screen.raw(piece)
    tell_problems(app, problems, incomplete=True)


def _shape(asked: dict[str, bool], output: str) -> str:
    """The exporter that the call names, by an option or by the ending of its file."""
    from retro_cli.services.exporting import ENDINGS

    named = [name for name, wanted in asked.items() if wanted]
    if not named and (ending := ENDINGS.get(Path(output).suffix.lower())):
        return ending
    if len(named) != 1:
        raise UsageError(N_("Say in which shape: one of {options}."), options=", ".join(f"--{name}" for name in asked))
    return named[0]


def _day(app: App, text: str) -> "date | None":
    if not text:
        return None
    from retro_cli.domain.period import parse_date

    return parse_date(text, app.today, course=app.settings.course)


COMMAND = Command(run, help=N_("Hand your entries to other programs."), examples=EXAMPLES)
