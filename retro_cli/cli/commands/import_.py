"""`retro import`: what you wrote before becomes entries."""

from typing import Annotated, Literal

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.options import FormatName, Json, Tags
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro import blog/_posts --dry-run
retro import week2.md --start 2024-08-05""")


def run(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help=N_("Files and folders; none: only undated entries."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help=N_("Show what would be written."))] = False,
    start: Annotated[
        str,
        typer.Option("--start", metavar="DATE", help=N_("The day of Day 1; weekdays count."), autocompletion=dates),
    ] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=1970, max=2100, help=N_("The year of days without one.")),
    ] = None,
    format: FormatName = "",
    tag: Tags = None,
    period: Annotated[
        Literal["day", "week"] | None, typer.Option("--period", help=N_("What an entry looks back on."))
    ] = None,
    open_since: Annotated[
        str,
        typer.Option("--open-since", metavar="DATE", help=N_("Plans since then get boxes."), autocompletion=dates),
    ] = "",
    assets: Annotated[Literal["copy", "link"], typer.Option("--assets", help=N_("What to do with pictures."))] = "copy",
    beside: Annotated[bool, typer.Option("--beside", help=N_("Add to days that have an entry, beside it."))] = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.importing import Asked, bring_in

    bring_in(
        Asked(
            paths=tuple(paths or ()),
            dry_run=dry_run,
            start=start,
            year=year,
            format=format,
            tags=tuple(tag or ()),
            period=period,
            open_since=open_since,
            assets=assets,
            beside=beside,
            json=json,
        )
    )


COMMAND = Command(
    run, help=N_("Bring in what you wrote before: posts, notes, journals of jrnl and Day One."), examples=EXAMPLES
)
