"""`retro quarter`: the quarter compiled, and looked back on."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import quarters
from retro_cli.cli.options import Answers, FormatName, Json, OnlyPrint, ReplaceDigest, ReviewEdit
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro quarter                    this one: its digest, then some questions
retro quarter last               the last one; also 2026-Q3, Q3, 3분기
retro quarter --print            only show the digest""")


def run(
    when: Annotated[
        list[str] | None, typer.Argument(metavar="QUARTER", help=N_("Which quarter."), autocompletion=quarters)
    ] = None,
    format: FormatName = "",
    set: Answers = None,
    only_print: OnlyPrint = False,
    edit: ReviewEdit = False,
    replace_digest: ReplaceDigest = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.commands.week import look_back_on

    look_back_on("quarter", when, format, set, only_print, edit, replace_digest, json)


COMMAND = Command(run, help=N_("Look back on a quarter."), examples=EXAMPLES)
