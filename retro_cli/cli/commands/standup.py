"""`retro standup`: what was done, what is next and what is in the way, to paste."""

from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from datetime import date

EXAMPLES = N_("""\
retro standup
retro standup --for slack | pbcopy""")


def styles() -> list[str]:
    """What `--for` takes."""
    from retro_cli.domain.standup import STYLES

    return list(STYLES)


def run(
    style: Annotated[
        str,
        typer.Option("--for", metavar="WHERE", help=N_("plain, slack or github."), autocompletion=styles),
    ] = "plain",
    json: Json = False,
) -> None:
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.domain.standup import STYLES, standup_lines
    from retro_cli.services.standups import standup

    app = current_app()
    app.require_journal()
    if style not in STYLES:
        raise UsageError(
            N_("There is no {style} to paste for."), hint=N_("One of: {known}"), style=style, known=", ".join(STYLES)
        )
    found = standup(app.journal, app.today)
    said = found.standup
    if json:
        app.screen.json(
            {
                "version": 1,
                "day": said.day.isoformat() if said.day else None,
                "done": list(said.done),
                "next": list(said.next),
                "blockers": list(said.blockers),
            }
        )
    elif said.empty:
        app.screen.err(
            app.translate("There is nothing to say yet."), (f" {app.translate('Write something: retro today')}", "dim")
        )
    else:
        _ = app.translate
        parts = [(_done(app, said.day), said.done), (_("To do today"), said.next), (_("In the way"), said.blockers)]
        for line in standup_lines(parts, style):
            app.screen.out(line)
    tell_problems(app, found.problems, incomplete=True)


def _done(app: App, day: "date | None") -> str:
    """The day that the stand-up looks back on, by its date: a weekend may lie between."""
    from retro_cli.domain.names import day_label

    return day_label(day, app.lang, app.today) if day else app.translate("Done")


COMMAND = Command(run, help=N_("What was done, what is next, what is in the way: to paste."), examples=EXAMPLES)
