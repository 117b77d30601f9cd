"""`retro publish`: the post of a week or a day, as your blog shows them."""

from typing import Annotated, Literal

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates, styles
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro publish --to ~/blog             this week; also W46, 11-18, mon..wed
retro publish --like ~/blog/_posts/…  make posts such as this one of yours
retro publish last --dry-run          only show it""")


def run(
    when: Annotated[
        list[str] | None,
        typer.Argument(metavar="WEEK|DATE|RANGE", help=N_("What to publish."), autocompletion=dates),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=N_("The folder of your site."))] = "",
    style: Annotated[
        str, typer.Option("--style", metavar="STYLE", help=N_("How the post is laid out."), autocompletion=styles)
    ] = "",
    flavour: Annotated[
        Literal["", "jekyll", "hugo", "obsidian", "plain"],
        typer.Option("--flavour", metavar="KIND", help=N_("jekyll, hugo, obsidian or plain.")),
    ] = "",
    by: Annotated[
        Literal["", "week", "day"], typer.Option("--by", metavar="week|day", help=N_("A post a week, or a day."))
    ] = "",
    like: Annotated[str, typer.Option("--like", metavar="POST", help=N_("Propose settings after a post."))] = "",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=N_("Also over a post that was edited by hand."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Print the post, write nothing."))] = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.publishing import Asked, publish

    publish(
        current_app(),
        Asked(
            when=" ".join(when or []),
            to=to,
            style=style,
            flavour=flavour,
            by=by,
            like=like,
            overwrite=overwrite,
            dry_run=dry_run,
            json=json,
        ),
    )


COMMAND = Command(run, help=N_("Make a post of a week or a day."), examples=EXAMPLES)
