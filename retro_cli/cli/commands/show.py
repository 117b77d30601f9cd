"""`retro show`: an entry or a review, as it stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import dates
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.services.reading import Found
    from retro_cli.store.journal import Page

EXAMPLES = N_("""\
retro show                       today's entry
retro show last friday
retro show W47                   the week's review, or its days""")


def run(
    when: Annotated[
        list[str] | None, typer.Argument(metavar="DATE|WEEK|PATH", help=N_("What to show."), autocompletion=dates)
    ] = None,
    json: Json = False,
) -> None:
    from retro_cli.cli.render.documents import entries_document
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.reading import find, wanted

    app = current_app()
    app.require_journal()
    target = wanted(" ".join(when or []), app.today, app.journal, app.cwd, app.settings.course)
    found = find(app.journal, target, app.today)
    if json:
        app.screen.json(entries_document(found.pages.entries))
    else:
        _echo(app, found)
        _show(app, found.pages.pages)
    tell_problems(app, found.pages.problems, incomplete=True, mend=True)


def _echo(app: App, found: "Found") -> None:
    """Which day or week the words came down to, where the page itself does not say it."""
    from retro_cli.domain.names import day_label, week_range_label

    target = found.wanted
    if target.week and not found.review:
        label = week_range_label(target.week, app.lang, app.today)
        app.screen.err((app._("{week} has no review yet: these are its days.").format(week=label), "dim"))
    elif app.screen.pretty or target.literal:
        return
    elif target.day:
        app.screen.err((day_label(target.day, app.lang, app.today), "dim"))
    elif target.week:
        app.screen.err((week_range_label(target.week, app.lang, app.today), "dim"))


def _show(app: App, pages: "tuple[Page, ...]") -> None:
    from retro_cli.cli.render.entry_page import show_page

    for number, page in enumerate(pages):
        if app.screen.pretty or app.screen.colored:  # colours have no place in a file that is copied
            if number:
                app.screen.out()
                app.screen.out(" ", ("─" * min(app.screen.width - 2, 60), "dim"))
                app.screen.out()
            show_page(app, page)
        else:
            between = "" if number == 0 else "\n" if pages[number - 1].text.endswith(("\n", "\r")) else "\n\n"
            app.screen.raw(between + page.text)


COMMAND = Command(run, help=N_("Show an entry or a review."), examples=EXAMPLES)
