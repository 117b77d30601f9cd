"""Boxes that retro did not write: from which day on they count, asked once."""

from typing import TYPE_CHECKING

from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.services.todos import Todos


def ask_since(app: "App", found: "Todos", *, closed: bool, ask: bool) -> "Todos":
    """Where many boxes come from somewhere else, ask once from which day on they count."""
    from retro_cli.services.todos import MANY_BOXES, count_from, read_todos

    _ = app.translate
    if found.foreign <= MANY_BOXES or app.settings.todo.since is not None:
        return found
    if not (ask and app.interactive):
        told = _("{count} open boxes stand in notes that retro did not write. Say from when they count: {call}")
        call = f"retro config set todo.since {app.today.isoformat()}"
        app.screen.err(told.format(count=found.foreign, call=call))
        return found
    first = _first_day(app, found.foreign)
    if first is None:
        return found
    try:
        count_from(app.journal, first)
    except RetroError as error:
        app.screen.err(error.told(_))
    return read_todos(app.journal, closed=closed, since=first)


def _first_day(app: "App", count: int) -> "date | None":
    from datetime import date, timedelta

    from retro_cli.cli.prompts import BACK, Choice

    _ = app.translate
    question = _("{count} open boxes stand in notes that retro did not write. Which of them count?").format(count=count)
    choices = [
        Choice(app.today, _("From today on"), "t"),
        Choice(app.today - timedelta(days=13), _("Of the last two weeks"), "w"),
        Choice(date(1970, 1, 1), _("All of them"), "a"),
    ]
    picked = app.prompts.select(question, choices)
    return None if picked is BACK else picked
