"""A single command: an argument, options, a table, JSON, and every kind of failure."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Date, Json
from retro_cli.errors import N_, ConflictError, Interrupted, NotFoundError

EXAMPLES = N_("""\
retro note walk more
retro note "더 걷기" -d yesterday""")


def run(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORD...", help=N_("What to note."))] = None,
    date: Date = "",
    times: Annotated[int, typer.Option("--times", min=1, max=3, help=N_("How often."))] = 1,
    fail: Annotated[str, typer.Option("--fail", help=N_("How to fail."))] = "",
    json: Json = False,
) -> None:
    app = current_app()
    _fail(fail)
    text = " ".join(words or [])
    if json:
        app.screen.json({"version": 1, "text": text, "date": date or None, "lang": app.lang})
        return
    for _ in range(times):
        app.screen.out(app.translate("Noted: "), (text, "good"))


def _fail(how: str) -> None:
    match how:
        case "conflict":
            raise ConflictError(
                N_("The file {name} changed meanwhile."),
                where="a.md:3",
                details=["a", "b"],
                hint=N_("Run it again."),
                name="a.md",
            )
        case "missing":
            raise NotFoundError(N_("There is nothing."))
        case "interrupted":
            raise Interrupted(N_("The draft is kept."))
        case "ctrl-c":
            raise KeyboardInterrupt
        case "placeholder":
            raise NotFoundError(N_("There is no {thing}."))
        case "bug":
            raise ValueError("오늘의 비밀")
        case "disk":
            open("/nowhere/at/all.md").close()
        case "terminal":
            current_app().require_terminal("--set KEY=VALUE")


COMMAND = Command(run, help=N_("Note something down. Once, or more often."), examples=EXAMPLES)
