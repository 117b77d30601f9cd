"""`retro list`: the entries of the journal, newest first."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates, tags
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import FormatName, Json
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.domain.entry import Entry

EXAMPLES = N_("""\
retro list -n 10
retro list --since 2026-11-01 --tag infra""")

_ON_A_SCREEN = 20


def run(
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=N_("From this day on."), autocompletion=dates)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=N_("Up to this day."), autocompletion=dates)
    ] = "",
    format: FormatName = "",
    tag: Annotated[str, typer.Option("--tag", metavar="TAG", help=N_("With this tag."), autocompletion=tags)] = "",
    number: Annotated[
        int | None, typer.Option("--number", "-n", metavar="N", min=1, help=N_("At most so many."))
    ] = None,
    json: Json = False,
) -> None:
    from retro_cli.cli.named_day import named_day
    from retro_cli.cli.render.documents import entries_document
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.listing import Filter, listed

    app = current_app()
    app.require_journal()
    name = app.formats.get(format).name if format else ""
    chosen = Filter(named_day(app, since), named_day(app, until), name, tag)
    short = app.screen.pretty and not json and number is None and chosen.empty
    with ExitStack() as bars:
        found = listed(
            app.journal,
            chosen,
            _ON_A_SCREEN if short else number,
            lambda total: bars.enter_context(app.screen.progress(app._("Reading"), total)),
        )
    if json:
        app.screen.json(entries_document(list(found.entries)))
    elif not found.entries:
        _nothing(app, anything=chosen.empty)
    else:
        _table(app, found.entries)
        if short and found.left:
            more = app.ngettext(
                "{count} older entry: retro list -n {all}", "{count} older entries: retro list -n {all}", found.left
            )
            told = more.format(count=found.left, all=found.left + len(found.entries))
            app.screen.err((f" {told}", "dim"))
    tell_problems(app, found.problems, incomplete=True)


def _nothing(app: App, *, anything: bool) -> None:
    _ = app._
    text = _("No entries yet.") if anything else _("No entries fit.")
    way_out = _("Write the first one: retro today") if anything else _("See all: retro list")
    app.screen.err(text, (f" {way_out}", "dim"))


def _table(app: App, entries: "tuple[Entry, ...]") -> None:
    from retro_cli.cli.render.entry_list import row

    app.screen.table([row(app, entry) for entry in entries], flexible=2, indent=1 if app.screen.pretty else 0)


COMMAND = Command(run, help=N_("List entries, newest first."), examples=EXAMPLES)
