"""The days that options such as `--since` and `--until` name."""

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


def named_days(app: "App", since: str, until: str) -> "tuple[date | None, date | None]":
    """The first and last day of a range, each None where nothing is said. UsageError for one that ends too early."""
    from retro_cli.errors import N_, UsageError

    first, last = named_day(app, since), named_day(app, until)
    if first and last and last < first:
        raise UsageError(N_("A range cannot end before it starts: {start} to {end}."), start=first, end=last)
    return first, last
