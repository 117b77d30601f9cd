"""The facts and passages of an entry of the usual kind, at a fraction of the cost of parsing it.

What is not plain to see, in its lines or in front matter beyond `key: value`, is left to the careful readers
(`passages`, `facts`). Both give the same; the tests compare them.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from retro_cli.domain import answers, taskline
from retro_cli.domain.entry import as_date, tags_of
from retro_cli.domain.facts import Facts, hour_of
from retro_cli.domain.format import MOOD, Format, SectionSpec
from retro_cli.domain.layout import Slot
from retro_cli.domain.markdown import Block
from retro_cli.domain.outline import format_of, opening_headings
from retro_cli.domain.plain_entry import Plain, PlainReader
from retro_cli.domain.plainlines import PlainLines

if TYPE_CHECKING:
    from retro_cli.domain.passages import Passages

_WORDY = re.compile(r"[\W_]*[^\W_]+(?:[\W_]+[^\W_]+){3}")

_LONGER_THAN_PLACEHOLDERS = 60

_KINDS = {
    "heading": "heading",
    "item": "item",
    "nested": "item",
    "prose": "paragraph",
    "quote": "paragraph",
    "fence": "fence",
}

Headings = tuple[tuple[int, str], ...]


class QuickReader:
    """Reads entries with the formats of a journal, and remembers what combinations of headings mean."""

    def __init__(self, formats: Mapping[str, Format]) -> None:
        self._formats = formats
        self.plain = PlainReader()
        self._known: dict[tuple[str, Headings], tuple[Format, list[SectionSpec | bool | None]]] = {}

    def facts(self, text: str, path: str, slot: Slot | None) -> Facts | None:
        """The facts of an entry, or None where the careful reader has to look."""
        plain = self.plain.read(text)
        return self._facts(path, slot, plain[0], plain[2]) if plain is not None else None

    def passages(self, text: str, path: str, slot: Slot | None) -> "Passages | None":
        """The passages of an entry, or None where the careful reader has to look."""
        plain = self.plain.read(text)
        return self._passages(path, slot, plain) if plain is not None else None

    def _facts(self, path: str, slot: Slot | None, meta: dict[str, object], lines: PlainLines) -> Facts:
        name = meta.get("format")
        format, opens = self.sections(name if isinstance(name, str) else "", tuple(lines.headings))
        roles: dict[str, int] = {}
        sections: dict[str, _Section] = {}
        section: _Section | None = None
        answered = False
        for kind, text, _line, place in lines.parts:
            if kind == "heading":
                spec = opens[place]
                if spec is not False:
                    key, role = (spec.key, spec.role) if isinstance(spec, SectionSpec) else (text, "other")
                    section = sections.setdefault(key, _Section(role))
            elif kind == "nested":
                answered = answered or _says(text)
                if section:
                    section.listed = True
            elif kind == "item":
                if section:
                    section.listed = True
                if _says(text):
                    answered = True
                    if section:
                        roles[section.role] = roles.get(section.role, 0) + 1
            elif _says(text):
                answered = True
                if section:
                    section.told = True
        for section in sections.values():
            if section.told and not section.listed:
                roles[section.role] = roles.get(section.role, 0) + 1
        created = meta.get("created")
        return Facts(
            path,
            date=slot.date if slot else as_date(meta.get("date")),
            end=slot.week.sunday if slot and slot.week else as_date(meta.get("end")) if meta.get("end") else None,
            week=bool(slot and slot.week),
            period=slot.kind if slot else "day",
            format=name if isinstance(name, str) and name else format.name,
            words=len(" ".join(lines.texts).split()),
            roles=roles,
            tasks=lines.tasks,
            fields={spec.key: meta[spec.key] for spec in (*format.fields, MOOD) if meta.get(spec.key) is not None},
            hour=hour_of(str(created)) if created else None,
            answered=answered,
        )

    def _passages(self, path: str, slot: Slot | None, plain: "Plain") -> "Passages":
        from retro_cli.domain.passages import Passage, Passages, answers_in

        meta, above, lines = plain
        name = meta.get("format")
        format, opens = self.sections(name if isinstance(name, str) else "", tuple(lines.headings))
        found = list(answers_in(above, 2, format, meta))
        tasks = {task.line: task for task in lines.tasks}
        section: str | None = None
        heading: str | None = None
        role = "other"
        for kind, text, line, place in lines.parts:
            if kind == "heading":
                spec = opens[place]
                if spec is not False:
                    heading = text
                    section, role = (spec.key, spec.role) if isinstance(spec, SectionSpec) else (text, "other")
                if isinstance(spec, SectionSpec):
                    continue
            task = tasks.get(line)
            item = kind in ("item", "nested")
            if kind != "fence":
                text = "\n".join(part.strip(" ") for part in text.split("\n")) if item else text.strip(" ")
            found.append(
                Passage(
                    text,
                    line,
                    _KINDS[kind],
                    section,
                    heading,
                    role,
                    task.state if task else None,
                    taskline.tags(text),
                    task.done if task else None,
                    place if item else 0,
                )
            )
        title, created = meta.get("title"), meta.get("created")
        return Passages(
            path=path,
            date=slot.date if slot else as_date(meta.get("date")),
            end=slot.week.sunday if slot and slot.week else as_date(meta.get("end")),
            week=slot.week.label if slot and slot.week else None,
            period=slot.kind if slot else "day",
            format=format,
            format_name=name if isinstance(name, str) and name else format.name,
            title=str(title) if title not in (None, "") else None,
            tags=tags_of(meta.get("tags")),
            fields={spec.key: meta[spec.key] for spec in (*format.fields, MOOD) if meta.get(spec.key) is not None},
            created=str(created) if created else None,
            passages=tuple(found),
        )

    def sections(self, name: str, headings: Headings) -> tuple[Format, list[SectionSpec | bool | None]]:
        """The format, and for each heading the section that it opens: None for one of the writer's own, False where it
        opens none."""
        key = (name, headings)
        if key not in self._known:
            blocks = [Block("heading", at, at + 1, -1, level, text, "#") for at, (level, text) in enumerate(headings)]
            format = format_of(blocks, self._formats, name or None)
            opens: list[SectionSpec | bool | None] = [False] * len(blocks)
            for block, spec in opening_headings(blocks, format):
                opens[block.start] = spec
            self._known[key] = (format, opens)
        return self._known[key]


class _Section:
    """What stands in a section: items (`listed`), prose that says something (`told`)."""

    __slots__ = ("listed", "role", "told")

    def __init__(self, role: str) -> None:
        self.role = role
        self.listed = self.told = False


def _says(text: str) -> bool:
    """Whether a text is more than a placeholder; four words always are."""
    if "\n" not in text and (len(text) > _LONGER_THAN_PLACEHOLDERS or _WORDY.match(text)):
        return True
    return not answers.unanswered(text)
