"""The day that an option such as `--since` names."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.cli.context import App


def named_day(app: "App", text: str) -> "date | None":
    """The day that `text` names, echoed where it was not written out; None for an empty text."""
    if not text:
        return None
    from retro_cli.domain.names import day_label
    from retro_cli.domain.period import parse_date

    day = parse_date(text, app.today, course=app.settings.course)
    if day.isoformat() != text:
        app.screen.err((f"{text}: {day_label(day, app.lang, app.today)}", "dim"))
    return day
