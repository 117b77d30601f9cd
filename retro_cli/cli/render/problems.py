"""Files that could not be read, told after everything else was shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from retro_cli.cli.context import App


def tell_problems(app: "App", problems: Sequence[RetroError], *, incomplete: bool) -> None:
    """One line each on stderr, `path:line: message`; where they leave the result `incomplete` the run ends with 4."""
    for problem in problems:
        app.screen.err((f"{problem.where}: " if problem.where else "") + problem.told(app.translate))
    if problems and incomplete:
        from typer import Exit

        raise Exit(4)
