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
    from retro_cli.cli.render import said
    from retro_cli.cli.tolerant import go_on
    from retro_cli.domain.period import Week, parse_date
    from retro_cli.services import adding

    app = current_app()
    go_on(app, writing=True)
    _ = app.translate
    if week and date:
        raise UsageError(N_("--week and --date do not go together."), hint=N_("--week means this week's review."))
    day = parse_date(date, app.today, course=app.settings.course) if date else app.today
    words, lang, name = " ".join(text), app.prompt_lang, format or None
    new_journal = not app.place.exists
    if not format:
        app.require_format("week_format" if week else "format")
    if week:
        added = adding.add_to_week(app.journal, section, words, Week.of(day), app.today, lang, format_name=name)
    else:
        added = adding.add(app.journal, section, words, day, app.today, lang, format_name=name)
    if new_journal:
        said.made_journal(app)
    told = [
        said.full_path(app, added.saved.path),
        said.days_label(app, added.day) if date else "",
        _("due {day}").format(day=said.days_label(app, added.due)) if added.due else "",
        said.open_line(app) if added.section.kind == "actions" else "",
    ]
    rest = "".join(f" · {part}" for part in told if part)
    app.screen.out((_("Added"), "good"), " ", (added.section.title(lang), "accent"), f" {added.text}", (rest, "dim"))
    if added.section.kind == "actions" and added.due is None:
        said.unread_lines(app, [added.text])
    if not week:
        said.night_line(app, day)
        said.future_line(app, day)


COMMAND = Command(run, help=N_("Add one item to a section."), examples=EXAMPLES)
