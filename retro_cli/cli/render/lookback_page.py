"""The page of `retro lookback`, its line on the page of `retro`, and its document."""

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from retro_cli.cli.render.documents import VERSION, entry_document, todo_document
from retro_cli.cli.render.marks import GLYPHS
from retro_cli.cli.render.width import elide
from retro_cli.domain.headings import bare_heading
from retro_cli.domain.labels import pick
from retro_cli.domain.names import day_label

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.looking_back import Distance
    from retro_cli.services.looking_back import LookBack, Remembered, Told

_SHORT = 60


def show_lookback(app: "App", found: "LookBack") -> None:
    """Each entry below how long ago it is, and at its end what was meant to be tried and what came of it."""
    for number, one in enumerate(found.entries):
        if number:
            app.screen.out()
        known = app.formats.by_name.get(one.entry.format)
        name = one.entry.title or (pick(known.title, app.lang) if known else one.entry.format)
        app.screen.out(
            " ", (ago(app, one.distance), "title"), " · ", day_label(one.day, app.lang, app.today), " · ", name,
            (f"  {one.entry.path}", "dim"),
        )  # fmt: skip
        for heading, told in groupby(one.told, key=lambda told: told.heading):
            _section(app, heading, list(told))
        _actions(app, one)


def _section(app: "App", heading: str, told: "list[Told]") -> None:
    if heading:
        app.screen.out("   ", (bare_heading(heading), "dim"))
    for one in told:
        app.screen.beside(["   ", ("• ", "accent") if heading else ""], one.text)


def _actions(app: "App", one: "Remembered") -> None:
    if not one.actions:
        return
    app.screen.out("   ", (app._("You meant to try"), "dim"))
    for item in one.actions:
        glyph, style = GLYPHS[item.state]
        ended = item.done or item.dropped
        when = f"  {day_label(ended, app.lang, app.today)}" if ended else ""
        app.screen.beside(["   ", (glyph, style), " "], item.text, (when, "dim"))


def ago(app: "App", distance: "Distance") -> str:
    """How long ago something was, in words."""
    if distance.unit == "week":
        return app._("A week ago")
    if distance.unit == "month":
        return app._("A month ago")
    return app.ngettext("{count} year ago", "{count} years ago", distance.count).format(count=distance.count)


def in_a_line(app: "App", found: "LookBack") -> tuple[str, str] | None:
    """How long ago, and what was written then, of the longest time ago; None where there is nothing to show anybody."""
    for one in reversed(found.entries):
        title = "" if one.entry.private else one.entry.title
        if text := title or next((told.text for told in one.told if not told.private), ""):
            return ago(app, one.distance), elide(text, _SHORT)
    return None


def lookback_document(found: "LookBack", today: date) -> dict[str, Any]:
    """The document of `lookback --json`."""
    return {
        "version": VERSION,
        "entries": [
            {
                "ago": {"unit": one.distance.unit, "count": one.distance.count},
                "entry": entry_document(one.entry),
                "todos": [todo_document(item, today) for item in one.actions],
            }
            for one in found.entries
        ],
    }
