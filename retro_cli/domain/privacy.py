"""What of an entry others may see."""

import re
from dataclasses import replace

from retro_cli.domain.entry import Action, Entry, Item, Section, has_private_tag
from retro_cli.domain.text import fold

_PARAGRAPHS = re.compile(r"(\n[ \t]*\n+)")
_WORD = "private"


def public(entry: Entry) -> Entry | None:
    """The entry without its private sections, items and paragraphs; None where all of it is private."""
    if entry.private or _WORD in {fold(tag) for tag in entry.tags} or has_private_tag(entry.title or ""):
        return None
    sections = tuple(_public_section(section) for section in entry.sections if not _is_private(section))
    actions = tuple(action for action in entry.actions if not _is_hidden(action, entry))
    return replace(entry, note=_public_text(entry.note), sections=sections, actions=actions)


def _is_private(section: Section) -> bool:
    return section.private or has_private_tag(section.heading)


def _public_section(section: Section) -> Section:
    items = tuple(_public_item(item) for item in section.items if not has_private_tag(item.text))
    return replace(section, text=_public_text(section.text), items=items)


def _public_item(item: Item) -> Item:
    """The item, without what is nested in it where a part of that is private."""
    return replace(item, body="") if has_private_tag(item.body) else item


def _public_text(text: str) -> str:
    """The paragraphs of a text that are not private."""
    if not has_private_tag(text):
        return text
    pieces = _PARAGRAPHS.split(text)
    return "\n\n".join(piece for piece in pieces[::2] if not has_private_tag(piece))


def _is_hidden(action: Action, entry: Entry) -> bool:
    """Whether an action item is private: by itself, its section, or an item that it is nested in."""
    if action.private or (action.section and _is_private(action.section)):
        return True
    items = (item for section in entry.sections for item in section.items)
    return any(
        item.line <= action.line <= item.end and (has_private_tag(item.text) or has_private_tag(item.body))
        for item in items
    )
