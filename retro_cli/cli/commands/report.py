"""`retro report`: some time in the journal as one page for the browser."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates, times
from retro_cli.cli.context import App, current_app
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from retro_cli.services.reporting import Report

EXAMPLES = N_("""\
retro report 2026 --open
retro report --since 2026-09-01 -o autumn.html""")


def run(
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help=N_("2026, 2026-Q4, 2026-11, W47, DATE..DATE."), autocompletion=times)
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=N_("From this day on."), autocompletion=dates)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=N_("Up to this day."), autocompletion=dates)
    ] = "",
    show: Annotated[bool, typer.Option("--open", help=N_("Open it in the browser."))] = False,
    private: Annotated[bool, typer.Option("--private", help=N_("Also what is private."))] = False,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=N_("Where to; - is the standard output."))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=N_("Write over FILE."))] = False,
) -> None:
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.cli.reported import asked_time
    from retro_cli.services.reporting import report_of

    app = current_app()
    app.require_journal()
    if show and output == "-":
        raise UsageError(N_("{option} does not go with {command}."), option="--open", command="-o -")
    asked = asked_time(app, period, since, until)
    path = app.cwd / Path(output or asked.file).expanduser()
    if output != "-":
        _require_free(app, path, force=force)
    with ExitStack() as bars:
        report = report_of(
            app.journal,
            asked.span,
            app.today,
            private=private,
            whole=asked.open,
            progress=lambda total: bars.enter_context(app.screen.progress(app._("Reading"), total)),
        )
    if not (report.entries or report.reviews):
        _ = app._
        app.screen.err(_("No entries in this time."), (f" {_('See all: retro stats')}", "dim"))
    else:
        _write(app, report, asked.title, path, output, show=show, force=force)
    tell_problems(app, report.problems, incomplete=True)


def _require_free(app: App, path: Path, *, force: bool) -> None:
    """Make sure, before anything is read, that nothing but an older report would be written over."""
    import os

    from retro_cli.cli.render.report import GENERATOR
    from retro_cli.services.exporting import require_no_part_of
    from retro_cli.store.outside import taken
    from retro_cli.store.page_parts import is_made_by

    require_no_part_of(app.journal, path)
    if os.path.lexists(path) and not force and not is_made_by(path, GENERATOR):
        raise taken(path)


def _write(app: App, report: "Report", title: str, path: Path, output: str, *, show: bool, force: bool) -> None:
    from retro_cli.cli.render.report import GENERATOR
    from retro_cli.cli.render.report.page import report_page
    from retro_cli.store.browser import open_page
    from retro_cli.store.outside import write_pieces
    from retro_cli.store.page_parts import is_made_by

    with app.screen.progress(app._("Writing"), len(report.entries) + len(report.reviews)) as step:
        page = report_page(app, report, title, step)
    if output == "-":
        app.screen.raw(page)
        return
    write_pieces(path, [page], replace=force or is_made_by(path, GENERATOR))
    app.screen.err(app._("Written: {path}").format(path=output or path.name))
    if show and not open_page(path, app.env):
        app.screen.err((app._("There is no browser here. Open {path} in one.").format(path=path), "dim"))


COMMAND = Command(run, help=N_("A page for the browser: charts, what comes back, every entry."), examples=EXAMPLES)
