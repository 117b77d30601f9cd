"""What a search found: below its entry on a terminal, on one line each anywhere else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro_cli.cli.render.entry_page import when
from retro_cli.cli.render.hitlines import marked, plain_parts, section_name
from retro_cli.cli.render.marks import GLYPHS
from retro_cli.cli.render.screen import Part, Screen
from retro_cli.cli.render.width import cells, elide, measure, pad
from retro_cli.domain.labels import pick
from retro_cli.domain.query import squeezed
from retro_cli.domain.text import visible

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.services.searching import Found, Hit

Places = Sequence[tuple[int, int]]

_SECTION_WIDTH = 14
_MARGIN = 3
_LINES = 3


def show_found(app: "App", screen: Screen, found: "Found", *, first: bool) -> None:
    """The entry with its day, format and title, and below it what was found in it."""
    if not first:
        screen.out()
    title = next((hit for hit in found.hits if hit.passage.kind == "title"), None)
    screen.out(*_header(app, found, title))
    above = None
    width = min(_SECTION_WIDTH, max(6, screen.width // 5))
    for hit in found.hits:
        if hit is title:
            continue
        section = section_name(hit)
        shown = pad(elide(visible(section), width), width) if section != above else " " * width
        above = section
        lead: list[Part] = [" " * _MARGIN, (shown, "dim"), "  "]
        if hit.passage.state:
            lead += [GLYPHS[hit.passage.state], " "]
        text, places = excerpt(hit.text, hit.places, _LINES * (screen.width - _MARGIN - width - 5))
        style = "dim" if hit.passage.state in ("done", "dropped") else ""
        screen.beside(lead, *marked(text, places, "title" if hit.passage.kind == "heading" else style))


def _header(app: "App", found: "Found", title: "Hit | None") -> list[Part]:
    entry = found.entry
    parts: list[Part] = [" ", (when(entry, app), "title"), " · "]
    parts.append(pick(entry.format.title, app.lang) if entry.format.name == entry.format_name else entry.format_name)
    if entry.title:
        parts.append(" · ")
        parts += marked(title.text, title.places, "title") if title else [(squeezed(entry.title), "title")]
    return [*parts, "  ", (entry.path, "dim")]


def excerpt(text: str, places: Places, room: int) -> tuple[str, list[tuple[int, int]]]:
    """A text of at most some `room` cells around the first place, cut between words, and the places that are in it."""
    if cells(text) <= room:
        return text, list(places)
    first = places[0][0] if places else 0
    start = 0
    if measure(text[:first])[0] > room // 2:
        start = max(0, first - room // 6)
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    before = "…" if start else ""
    end = start + measure(text[start:], room - 2)[1]
    after = "…" if end < len(text) else ""
    if after:
        space = text.rfind(" ", max(start + 1, end - 20), end)
        end = space if space > first else end
    shift = len(before) - start
    inside = [(max(a, start) + shift, min(b, end) + shift) for a, b in places if a < end and b > start]
    return f"{before}{text[start:end]}{after}", inside


def plain_found(screen: Screen, found: "Found") -> None:
    """Day, section, text and place of each hit."""
    for parts in plain_parts(found):
        screen.out(*parts)
