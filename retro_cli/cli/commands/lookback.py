"""`retro lookback`: what was written a week, a month, a year ago, and what came of it."""

from retro_cli.cli.command import Command
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_


def run(json: Json = False) -> None:
    from retro_cli.cli.render.lookback_page import lookback_document, show_lookback
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.looking_back import look_back

    app = current_app()
    app.require_journal()
    found = look_back(app.journal, app.today)
    if json:
        app.screen.json(lookback_document(found, app.today))
    elif not found.entries:
        app.screen.err((app._("There is nothing from a week, a month or a year ago yet."), "dim"))
    else:
        show_lookback(app, found)
    tell_problems(app, found.problems, incomplete=True)


COMMAND = Command(
    run,
    help=N_("What you wrote a week, a month, a year ago, and what came of what you meant to try."),
    examples=N_("retro lookback"),
)
