"""`retro month`: the month compiled, and looked back on."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import months
from retro_cli.cli.options import Answers, FormatName, Json, OnlyPrint, ReplaceDigest, ReviewEdit
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro month                      this month: its digest, then a few questions
retro month last                 last month; also 2026-10, oct, 10월, 지난달
retro month --print              only show the digest""")


def run(
    when: Annotated[
        list[str] | None, typer.Argument(metavar="MONTH", help=N_("Which month."), autocompletion=months)
    ] = None,
    format: FormatName = "",
    set: Answers = None,
    only_print: OnlyPrint = False,
    edit: ReviewEdit = False,
    replace_digest: ReplaceDigest = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.commands.week import look_back_on

    look_back_on("month", when, format, set, only_print, edit, replace_digest, json)


COMMAND = Command(run, help=N_("Look back on a month."), examples=EXAMPLES)
