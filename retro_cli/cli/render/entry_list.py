"""An entry on one line of a list."""

from typing import TYPE_CHECKING

from retro_cli.cli.render.entry_page import when
from retro_cli.cli.render.screen import Cell, Part
from retro_cli.domain.entry import Entry
from retro_cli.domain.sentence import first_sentence

if TYPE_CHECKING:
    from retro_cli.cli.context import App

_NARROW, _NARROWER = 60, 50
_STATES = (("open", "○", "accent"), ("started", "◐", "accent"), ("done", "✓", "good"), ("dropped", "–", "dim"))


def row(app: "App", entry: Entry) -> list[Cell]:
    """Its day, the name of its format, title or first words, number of items, and its action items by state.

    On a narrow terminal without the number, on a narrower one without the format.
    """
    width = app.screen.width if app.screen.pretty else _NARROW
    size: list[Cell] = [(_size(app, entry), "dim")] if width >= _NARROW else []
    kind: Part = (entry.format if width >= _NARROWER else "", "dim")
    return [when(entry, app), kind, _words(entry), *size, _actions(entry)]


def _words(entry: Entry) -> Part:
    if entry.title:
        return (entry.title, "title")
    if entry.note:
        return first_sentence(entry.note)
    for section in entry.sections:
        for item in section.items:
            if item.answered:
                return first_sentence(item.text) or " ".join(item.text.split())
        if section.answered:
            return first_sentence(section.text)
    return ""


def _size(app: "App", entry: Entry) -> str:
    items = sum(item.answered for section in entry.sections for item in section.items)
    if items:
        return app.ngettext("{count} item", "{count} items", items).format(count=items)
    sections = sum(section.answered for section in entry.sections)
    if sections:
        return app.ngettext("{count} section", "{count} sections", sections).format(count=sections)
    return app.translate("note") if entry.note else app.translate("empty")


def _actions(entry: Entry) -> list[Part]:
    parts: list[Part] = []
    for state, glyph, style in _STATES:
        count = sum(action.task.state == state for action in entry.actions)
        if count:
            parts += [" " if parts else "", (f"{glyph}{count}", style)]
    return parts
