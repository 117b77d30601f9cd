"""`retro edit`: an entry or a review in the user's editor."""

from collections.abc import Sequence
from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import App, current_app
from retro_cli.errors import N_, Interrupted, RetroError, UsageError

EXAMPLES = N_("""\
retro edit                       today's entry
retro edit yesterday
retro edit W47                   the week's review""")


def run(
    when: Annotated[
        list[str] | None, typer.Argument(metavar="DATE|WEEK|PATH", help=N_("What to open."), autocompletion=dates)
    ] = None,
) -> None:
    from retro_cli.cli.in_editor import editor_words
    from retro_cli.services.reading import paths_to_edit, wanted
    from retro_cli.store.editor import open_file

    app = current_app()
    app.require_journal()
    target = wanted(" ".join(when or []), app.today, app.journal, app.cwd, app.settings.course)
    path = _one(app, paths_to_edit(app.journal, target, app.today))
    command = editor_words(app)
    if not target.literal:
        app.screen.err((path, "dim"))
    with app.journal.opened(path, "edit"):
        open_file(app.journal.root / path, command)
    _look_again(app, path)


def _one(app: App, paths: Sequence[str]) -> str:
    if len(paths) == 1:
        return paths[0]
    if not app.interactive:
        raise UsageError(
            N_("There are {count} entries."), details=paths, hint=N_("Name one: retro edit PATH"), count=len(paths)
        )
    from retro_cli.cli.prompts import BACK, Choice

    picked = app.prompts.select(app._("Which one?"), [Choice(path, path) for path in paths])
    if picked is BACK:
        raise Interrupted(N_("Nothing was opened."))
    return picked


def _look_again(app: App, path: str) -> None:
    """Say so at once where the front matter can no longer be read."""
    from retro_cli.cli.render.problems import tell_problems

    try:
        app.journal.page(path)
    except RetroError as error:
        tell_problems(app, [error], incomplete=True)


COMMAND = Command(run, help=N_("Open an entry in your editor."), examples=EXAMPLES)
