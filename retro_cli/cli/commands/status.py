"""`retro status`, and `retro` alone: where you are today."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_


def run(
    short: Annotated[bool, typer.Option("--short", help=N_("A few characters, for a shell prompt."))] = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.render.documents import overview_document
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.cli.render.status_page import show_overview, show_welcome
    from retro_cli.services.overview import overview

    app = current_app()
    app.require_journal()
    if short and not json:
        _say_short(app)
        return
    found = overview(app.journal, app.today)
    if json:
        app.screen.json(overview_document(found, str(app.place.root), app.settings.course))
    elif found.fresh:
        show_welcome(app)
    else:
        show_overview(app, found)
    tell_problems(app, found.problems, incomplete=False)


def _say_short(app: App) -> None:
    """What waits, in one line for a prompt that is drawn again and again; nothing where nothing waits."""
    from retro_cli.domain.shortstatus import short_status
    from retro_cli.services.todos import read_todos

    found = read_todos(app.journal)
    open, later = found.left(app.today)
    overdue = sum(item.overdue(app.today) and not item.waits(app.today) for item in found.items)
    if told := short_status(app.settings.status.short, open, overdue, later):
        app.screen.out(told)


COMMAND = Command(run, help=N_("Where you are today. Also what `retro` does alone."), examples=N_("retro"))
