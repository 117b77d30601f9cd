"""`retro status`, and `retro` alone: where you are today."""

from retro_cli.cli.command import Command
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_


def run(json: Json = False) -> None:
    from retro_cli.cli.render.documents import overview_document
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.cli.render.status_page import show_overview, show_welcome
    from retro_cli.services.overview import overview

    app = current_app()
    app.require_journal()
    found = overview(app.journal, app.today)
    if json:
        app.screen.json(overview_document(found, str(app.place.root), app.settings.course))
    elif found.fresh:
        show_welcome(app)
    else:
        show_overview(app, found)
    tell_problems(app, found.problems, incomplete=False)


COMMAND = Command(run, help=N_("Where you are today. Also what `retro` does alone."), examples=N_("retro"))
