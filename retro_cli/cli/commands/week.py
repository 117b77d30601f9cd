"""`retro week`: the week compiled, and looked back on."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Answers, FormatName, Json
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
    only_print: Annotated[bool, typer.Option("--print", help=N_("Show the digest, write nothing."))] = False,
    edit: Annotated[bool, typer.Option("--edit", "-e", help=N_("Write in the editor."))] = False,
    replace_digest: Annotated[
        bool, typer.Option("--replace-digest", help=N_("Make a digest anew that somebody edited."))
    ] = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.weekly import week
    from retro_cli.cli.weekly_writing import Asked

    week(
        current_app(),
        Asked(
            when=" ".join(when or []),
            format=format,
            values=tuple(set or ()),
            print=only_print,
            editor=edit,
            replace_digest=replace_digest,
            json=json,
        ),
    )


COMMAND = Command(run, help=N_("Look back on a week."), examples=EXAMPLES)
