"""`retro today`: the day's entry, asked question by question, or given by options."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Answers, DateOrRange, FormatName, Tags
from retro_cli.errors import N_

EXAMPLES = N_("""\
retro today                                  the questions of the day
retro today -d yesterday                     the day before
retro today -f cdfa -t "BERT paper"          one event, in another format
retro today --set keep="Tests first" --set try="Write them down"
retro today --from answers.yaml              answers out of a file
retro today -e                               all of it in your editor""")


def run(
    date: DateOrRange = "",
    format: FormatName = "",
    title: Annotated[str, typer.Option("--title", "-t", metavar="TITLE", help=N_("A title."))] = "",
    tag: Tags = None,
    set: Answers = None,
    source: Annotated[
        str, typer.Option("--from", metavar="FILE|-", help=N_("Answers as JSON, YAML or markdown."))
    ] = "",
    edit: Annotated[bool, typer.Option("--edit", "-e", help=N_("Write in the editor."))] = False,
    new: Annotated[bool, typer.Option("--new", help=N_("One more entry for the day."))] = False,
    discard: Annotated[bool, typer.Option("--discard-draft", help=N_("Forget what was begun."))] = False,
) -> None:
    from retro_cli.cli.daily import Asked, today
    from retro_cli.cli.tolerant import go_on

    app = current_app()
    go_on(app, writing=True)
    today(
        app,
        Asked(
            when=date,
            format=format,
            title=title,
            tags=tuple(tag or ()),
            values=tuple(set or ()),
            source=source,
            editor=edit,
            new=new,
            discard=discard,
        ),
    )


COMMAND = Command(run, help=N_("Write the day's entry."), examples=EXAMPLES)
