"""`retro demo`: an example journal to try things on."""

import os
from pathlib import Path
from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import App, current_app
from retro_cli.errors import N_

FOLDER = "retro-demo"
EXAMPLES = N_("""\
retro demo                       in ./retro-demo
retro demo /tmp/look --lang ko   elsewhere, in Korean""")


def run(
    folder: Annotated[str, typer.Argument(metavar="DIR", help=N_("Where to; a folder that is new or empty."))] = FOLDER,
) -> None:
    from retro_cli.services.demo import lay_out, write_reviews
    from retro_cli.store.history import History
    from retro_cli.store.journal import Journal

    app = current_app()
    _ = app.translate
    lang, today = app.lang, app.today
    root = Path(os.path.normpath(app.cwd / Path(folder).expanduser()))
    written = lay_out(root, lang, today)
    app.give("journal", str(root))
    vars(app)["journal"] = Journal(app.place.root, app.settings, app.formats, app.journal.state, History())
    written += write_reviews(app.journal, lang, today)  # a journal that was laid out has no history of anybody's
    app.screen.out(
        app.ngettext(
            "An example journal with {count} entry, made up.",
            "An example journal with {count} entries, made up.",
            len(written),
        ).format(count=len(written)),
        (f"  {root}", "dim"),
    )
    app.screen.out(_("Try it:"))
    into, call = _calls(app, root)
    rows = [
        (f"{into}{call}", _("where you are today")),
        (f"{call} todo", _("what is left to do")),
        (f"{call} week", _("this week's review")),
        (f"{call} today", _("write today's entry")),
    ]
    app.screen.table([[(line, "key"), (about, "dim")] for line, about in rows], indent=2)


def _calls(app: App, root: Path) -> tuple[str, str]:
    """What to type before `retro` to be in the example journal, and how to call it there."""
    from shlex import quote

    shown = quote(str(root.relative_to(app.cwd) if root.is_relative_to(app.cwd) else root))
    if app.env.get("RETRO_JOURNAL"):  # it would win over the working directory
        return "", f"retro -j {shown}"
    return f"cd {shown} && ", "retro"


COMMAND = Command(run, help=N_("Lay out an example journal to try things on."), examples=EXAMPLES)
