"""Files that could not be read, told after everything else was shown."""

import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from retro_cli.cli.context import App


def tell_problems(app: "App", problems: Sequence[RetroError], *, incomplete: bool, mend: bool = False) -> None:
    """One line each on stderr, `path:line: message`; where they leave the result `incomplete` the run ends with 4.

    With `mend` each is followed by its way out, and by the call that opens its file where a line of it is at fault.
    """
    for problem in problems:
        app.screen.err((f"{problem.where}: " if problem.where else "") + problem.told(app.translate))
        for way_out in filter(None, (problem.way_out(app.translate), _mended(app, problem.where)) if mend else ()):
            app.screen.err("  → ", way_out)
    if problems and app.screen.pretty and not mend:
        app.screen.err("  → ", app.translate("Look the journal over: {call}").format(call="retro doctor"))
    if problems and incomplete:
        from typer import Exit

        raise Exit(4)


def _mended(app: "App", where: str) -> str:
    found = re.fullmatch(r"(.+):\d+", where)
    return app.translate("Put it right: {call}").format(call=f"retro edit {as_word(found[1])}") if found else ""


def as_word(path: str) -> str:
    """A path of the journal as one word of a call."""
    return path if re.fullmatch(r"[\w@%+=:,./-]+", path) else shlex.quote(path)
