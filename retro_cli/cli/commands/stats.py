"""`retro stats`: how the journal adds up."""

import gc
from contextlib import ExitStack
from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro stats
retro stats --since 2026-09-01 --until 2026-09-30""")


def run(
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=N_("From this day on."), autocompletion=dates)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=N_("Up to this day."), autocompletion=dates)
    ] = "",
    json: Json = False,
) -> None:
    from retro_cli.cli.named_day import named_days
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.statistics import count

    app = current_app()
    app.require_journal()
    first, last = named_days(app, since, until)
    with ExitStack() as bars:
        gc.disable()  # it would go through what is counted again and again, a fifth of the time
        bars.callback(gc.enable)
        counted = count(
            app.journal,
            app.today,
            first,
            last,
            lambda total: bars.enter_context(app.screen.progress(app._("Reading"), total)),
        )
    if json:
        from retro_cli.cli.render.documents import stats_document

        app.screen.json(stats_document(counted.stats))
    elif not counted.stats.entries:
        _ = app._
        told = _("No entries in this time.") if first or last else _("No entries yet.")
        way_out = _("See all: retro stats") if first or last else _("Write the first one: retro today")
        app.screen.err(told, (f" {way_out}", "dim"))
    else:
        from retro_cli.cli.render.stats_page import show_stats

        show_stats(app, counted.stats)
    tell_problems(app, counted.problems, incomplete=True)


COMMAND = Command(
    run, help=N_("See how the journal adds up: streaks, a year at a glance, follow-through."), examples=EXAMPLES
)
