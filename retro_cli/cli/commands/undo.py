"""`retro undo`: what a command changed is taken back."""

from typing import Annotated

import typer

from retro_cli.cli import completion
from retro_cli.cli.command import Command
from retro_cli.cli.context import current_app
from retro_cli.cli.options import DryRun, Json
from retro_cli.errors import N_, UsageError

EXAMPLES = N_("""\
retro undo                       the last change
retro undo --list                what can be taken back
retro undo 12 --dry-run          what taking back step 12 would change""")


def run(
    step: Annotated[
        int | None,
        typer.Argument(
            metavar="ID", min=1, help=N_("A step of the list; else the last one."), autocompletion=completion.steps
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help=N_("List the steps, newest first."))] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.render.steps import show_steps
    from retro_cli.cli.reverting import carry_out
    from retro_cli.cli.tolerant import tolerate
    from retro_cli.services.undoing import list_steps, step_to_undo, undo

    app = current_app()
    tolerate(app)  # broken settings may be what is to be taken back
    if listed:
        if step is not None or dry_run:
            raise UsageError(N_("--list stands alone."), hint=N_("See {help_call}"), help_call="retro undo --help")
        show_steps(app, list_steps(app.journal), json=json)
        return
    carry_out(app, step_to_undo(app.journal, step), undo, dry_run=dry_run, json=json)


COMMAND = Command(run, help=N_("Take back what a command changed. What you changed since stays."), examples=EXAMPLES)
