"""`retro list`: the entries of the journal, newest first."""

from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import FormatName, Json
from retro_cli.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.store.journal import Page

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
    tag: Annotated[str, typer.Option("--tag", metavar="TAG", help=N_("With this tag."))] = "",
    number: Annotated[
        int | None, typer.Option("--number", "-n", metavar="N", min=1, help=N_("At most so many."))
    ] = None,
    json: Json = False,
) -> None:
    from retro_cli.cli.render.documents import entries_document
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.reading import Filter, listed

    app = current_app()
    app.require_journal()
    name = app.formats.get(format).name if format else ""
    chosen = Filter(_day(app, since), _day(app, until), name, tag)
    found = listed(app.journal, chosen)
    short = app.screen.pretty and not json and number is None and chosen == Filter()
    shown = found.pages[: _ON_A_SCREEN if short else number]
    if json:
        app.screen.json(entries_document([page.entry for page in shown]))
    elif not found.pages:
        _nothing(app, anything=chosen == Filter())
    else:
        _table(app, shown)
        if short and len(found.pages) > len(shown):
            left = len(found.pages) - len(shown)
            more = app.ngettext(
                "{count} older entry: retro list -n {all}", "{count} older entries: retro list -n {all}", left
            )
            app.screen.err((f" {more.format(count=left, all=len(found.pages))}", "dim"))
    tell_problems(app, found.problems, incomplete=True)


def _day(app: App, text: str) -> "date | None":
    """The day that an option names, echoed where it was not written out."""
    if not text:
        return None
    from retro_cli.domain.names import day_label
    from retro_cli.domain.period import parse_date

    day = parse_date(text, app.today, course=app.settings.course)
    if day.isoformat() != text:
        app.screen.err((f"{text}: {day_label(day, app.lang, app.today)}", "dim"))
    return day


def _nothing(app: App, *, anything: bool) -> None:
    _ = app._
    text = _("No entries yet.") if anything else _("No entries fit.")
    way_out = _("Write the first one: retro today") if anything else _("See all: retro list")
    app.screen.err(text, (f" {way_out}", "dim"))


def _table(app: App, pages: "tuple[Page, ...]") -> None:
    from retro_cli.cli.render.entry_list import row

    app.screen.table([row(app, page.entry) for page in pages], flexible=2, indent=1 if app.screen.pretty else 0)


COMMAND = Command(run, help=N_("List entries, newest first."), examples=EXAMPLES)
