"""`retro week`: the week compiled, and looked back on."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Answers, FormatName, Json, OnlyPrint, ReplaceDigest, ReviewEdit
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro week                       this week: its digest, then a few questions
retro week last                  last week; also W46, 5주차, 2026-11-12
retro week --print               only show the digest
retro week --set takeaway="One thing at a time\"""")


def run(
    when: Annotated[
        list[str] | None, typer.Argument(metavar="WEEK", help=N_("Which week."), autocompletion=dates)
    ] = None,
    format: FormatName = "",
    set: Answers = None,
    only_print: OnlyPrint = False,
    edit: ReviewEdit = False,
    replace_digest: ReplaceDigest = False,
    json: Json = False,
) -> None:
    look_back_on("week", when, format, set, only_print, edit, replace_digest, json)


def look_back_on(
    kind: str,
    when: list[str] | None,
    format: str,
    values: list[str] | None,
    only_print: bool,
    edit: bool,
    replace_digest: bool,
    json: bool,
) -> None:
    """What the commands of all periods do with their options."""
    from retro_cli.cli.review_writing import Asked
    from retro_cli.cli.reviewing import look_back

    look_back(
        current_app(),
        Asked(
            kind=kind,
            when=" ".join(when or []),
            format=format,
            values=tuple(values or ()),
            print=only_print,
            editor=edit,
            replace_digest=replace_digest,
            json=json,
        ),
    )


COMMAND = Command(run, help=N_("Look back on a week."), examples=EXAMPLES)
