"""`retro add`: one item, without any questions."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import sections
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Date, FormatName
from retro_cli.errors import N_, UsageError

EXAMPLES = N_("""\
retro add keep "Asked before guessing"       into today's entry
retro add t "Read one paper due:fri"         t for Try, with a due date
retro add problem -d yesterday "Slept late"
retro add --week takeaway "One thing well"   into this week's review""")


def run(
    section: Annotated[
        str, typer.Argument(metavar="SECTION", help=N_("Its key, heading or letter."), autocompletion=sections)
    ],
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help=N_("What to add."))],
    date: Date = "",
    week: Annotated[bool, typer.Option("--week", help=N_("Into the week's review."))] = False,
    format: FormatName = "",
) -> None:
    from retro_cli.cli.render.said import days_label, open_line
    from retro_cli.domain.hangul import to_keys
    from retro_cli.domain.period import Week, parse_date
    from retro_cli.services import capture

    app = current_app()
    day = parse_date(date, app.today, course=app.settings.course) if date else app.today
    if week and date:
        raise UsageError(N_("--week and --date do not go together."), hint=N_("--week means this week's review."))
    words = " ".join(text)
    lang, name = app.prompt_lang, format or None

    def add(word: str) -> capture.Added:
        if week:
            return capture.add_to_week(app.journal, word, words, Week.of(day), app.today, lang, format_name=name)
        return capture.add(app.journal, word, words, day, app.today, lang, format_name=name)

    new_journal = not app.place.exists
    try:
        added = add(section)
    except UsageError:
        keys = to_keys(section)
        if keys == section or len(section) > 2:
            raise
        added = add(keys)
    _ = app.translate
    if new_journal:
        app.screen.out(_("Your journal is {root}").format(root=app.place.root))
    when = "" if added.day == app.today or week else f" · {days_label(app, added.day)}"
    left = open_line(app) if added.section.kind == "actions" else ""
    app.screen.out(
        (added.section.title(app.prompt_lang), "accent"),
        f" {added.text.split(chr(10))[0]}",
        (f"  {added.saved.path}{when}{f' · {left}' if left else ''}", "dim"),
    )


COMMAND = Command(run, help=N_("Add one item to a section."), examples=EXAMPLES)
