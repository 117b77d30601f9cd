"""The action items of entries of the usual kind, at a fraction of the cost of reading all that stands in them.

What is not plain to see is left to the careful reader (`entry`). Both give the same; the tests compare them.
"""

from bisect import bisect_left
from collections.abc import Mapping

from retro_cli.domain.action import ActionItem, action_item
from retro_cli.domain.entry import as_date
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.layout import Slot
from retro_cli.domain.ordering import born
from retro_cli.domain.quickread import QuickReader
from retro_cli.domain.taskitems import read_task_items
from retro_cli.domain.text import split_lines

_HIDDEN = "private"
"""What stands in every text of which something is private; formats may say so as well."""


class ActionReader:
    """Reads the action items of entries with the formats of a journal."""

    def __init__(self, formats: Mapping[str, Format]) -> None:
        self._quick = QuickReader(formats)

    def read(self, text: str, path: str, slot: Slot | None) -> list[ActionItem] | None:
        """The action items of an entry as `action_items` tells them, in the order of its lines; None where the careful
        reader has to look. `slot` is what the name of its file says."""
        plain = self._quick.plain.read(text) if _HIDDEN not in text.casefold() else None
        if plain is None:
            return None
        meta, above, body = plain
        name = meta.get("format")
        format, opens = self._quick.sections(name if isinstance(name, str) else "", tuple(body.headings))
        if any(isinstance(spec, SectionSpec) and spec.private for spec in opens):
            return None
        starts: list[int] = []
        sections: list[tuple[str | None, str]] = []
        for kind, heading, line, place in body.parts:
            if kind == "heading" and (spec := opens[place]) is not False:
                starts.append(line)
                sections.append((spec.key, spec.role) if isinstance(spec, SectionSpec) else (heading, "other"))
        lines = split_lines(text)
        title = meta.get("title")
        found = []
        for item in read_task_items(text, len(above) + 2 if text.startswith("---") else 0, lines):
            at = bisect_left(starts, item.line)
            section, role = sections[at - 1] if at else (None, "other")
            found.append(
                action_item(
                    item,
                    lines[item.line - 1],
                    path=path,
                    day=born(slot.kind, slot.date) if slot else as_date(meta.get("date")),
                    format=name if isinstance(name, str) and name else format.name,
                    title=str(title) if title not in (None, "") else None,
                    section=section,
                    role=role,
                )
            )
        return found
