"""`retro redo`: what was taken back is made again."""

from retro_cli.cli.command import Command
from retro_cli.cli.context import current_app
from retro_cli.cli.options import DryRun, Json
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro redo                       what retro undo took back last""")


def run(dry_run: DryRun = False, json: Json = False) -> None:
    from retro_cli.cli.reverting import carry_out
    from retro_cli.cli.tolerant import tolerate
    from retro_cli.services.undoing import redo, step_to_redo

    app = current_app()
    tolerate(app)  # as retro undo does
    chosen = step_to_redo(app.journal)
    carry_out(app, chosen, redo, again=True, dry_run=dry_run, json=json)


COMMAND = Command(run, help=N_("Redo what was taken back last, until something new is changed."), examples=EXAMPLES)
