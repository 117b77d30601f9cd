"""`retro patterns`: what comes back, what was tried about it, and whether that helped."""

from contextlib import ExitStack
from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro patterns
retro patterns --since 2026-09-01""")


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
    from retro_cli.services.patterns import patterns_of

    app = current_app()
    app.require_journal()
    first, last = named_days(app, since, until)
    with ExitStack() as bars:
        found = patterns_of(
            app.journal,
            app.today,
            first,
            last,
            lambda total: bars.enter_context(app.screen.progress(app._("Reading"), total)),
        )
    if json:
        from retro_cli.cli.render.pattern_documents import patterns_document

        app.screen.json(patterns_document(found.patterns, app.today))
    elif found.patterns.empty:
        if app.screen.pretty:
            app.screen.err((app._("Nothing comes back so far."), "dim"))
    else:
        from retro_cli.cli.render.patterns_page import show_patterns

        show_patterns(app, found.patterns)
    tell_problems(app, found.problems, incomplete=True)


COMMAND = Command(
    run, help=N_("See what comes back, what was tried about it, and whether that helped."), examples=EXAMPLES
)
