"""`retro year`: the year compiled, and looked back on."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import years
from retro_cli.cli.options import Answers, FormatName, Json, OnlyPrint, ReplaceDigest, ReviewEdit
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro year                       this year: its digest, then a few questions
retro year last                  last year; also 2025, 작년
retro year --print               only show the digest""")


def run(
    when: Annotated[
        list[str] | None, typer.Argument(metavar="YEAR", help=N_("Which year."), autocompletion=years)
    ] = None,
    format: FormatName = "",
    set: Answers = None,
    only_print: OnlyPrint = False,
    edit: ReviewEdit = False,
    replace_digest: ReplaceDigest = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.commands.week import look_back_on

    look_back_on("year", when, format, set, only_print, edit, replace_digest, json)


COMMAND = Command(run, help=N_("Look back on a year."), examples=EXAMPLES)
