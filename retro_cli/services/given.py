"""Answers out of a document (`--from`): JSON, YAML or markdown, checked against the format's model."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from retro_cli.domain import frontmatter
from retro_cli.domain.entry import Section, read_entry
from retro_cli.domain.format import Format
from retro_cli.domain.text import split_lines, strip_ending
from retro_cli.errors import N_, UnreadableError, UsageError

KINDS = ("json", "yaml", "markdown")


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says, before it is checked: the mapping of the design's `--from` shape."""

    data: Mapping[str, Any]

    def text(self, key: str) -> str | None:
        """A short value such as `date` or `format`, as text."""
        value = self.data.get(key)
        return str(value).strip() if value not in (None, "") else None


def read_document(text: str, name: str, formats: Mapping[str, Format], format_name: str | None) -> Document:
    """Read a document by its name's ending, or by what it looks like.

    Errors: UsageError (with `where`) where it is neither JSON nor YAML nor markdown with answers.
    """
    text = text.removeprefix("\ufeff")
    kind = _kind(text, name)
    if kind == "markdown":
        return _markdown(text, name, formats, format_name)
    data = _json(text, name) if kind == "json" else _yaml(text, name)
    if not isinstance(data, dict):
        raise UsageError(N_("This is no mapping of answers."), hint=_SHAPE, where=name)
    return Document(data)


_SHAPE = N_(
    "It looks like: sections: {{keep: [first, second]}}; `retro formats show NAME --json-schema` has all of it."
)


def _kind(text: str, name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    known = {"json": "json", "yaml": "yaml", "yml": "yaml", "md": "markdown", "markdown": "markdown", "txt": "markdown"}
    if ending in known:
        return known[ending]
    if text.lstrip().startswith("{"):
        return "json"
    lines = [strip_ending(line) for line in split_lines(text.lstrip())]
    if frontmatter.body_line(split_lines(text.lstrip())):
        return "markdown"
    lines = lines[1:] if lines and lines[0].rstrip() == "---" else lines
    if any(re.match(r"#{2,6}\s", line) for line in lines):
        return "markdown"
    return "yaml" if lines and re.match(r"[\w\"'-]+:(?:\s|$)|#", lines[0]) else "markdown"


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UsageError(N_("This is not JSON (line {line})."), where=f"{name}:{line}", line=line) from None


def _yaml(text: str, name: str) -> object:
    lines = split_lines(text)
    if lines and strip_ending(lines[0]).rstrip() == "---":  # how a YAML document may begin
        text = "".join(["\n", *lines[1:]])
    try:
        return frontmatter.read(f"---\n{text}\n---\n")
    except frontmatter.FrontMatterError as error:
        line = max(1, error.line - 1)
        raise UsageError(N_("This is not YAML (line {line})."), where=f"{name}:{line}", line=line) from None


def _markdown(text: str, name: str, formats: Mapping[str, Format], format_name: str | None) -> Document:
    try:
        meta = frontmatter.read(text)
    except frontmatter.FrontMatterError as error:
        raise UnreadableError(error.message, hint=error.hint, where=f"{name}:{error.line}") from None
    if format_name:
        text = frontmatter.set_key(text, "format", format_name)
    entry = read_entry(text, name, formats, None)
    sections = {section.key or section.heading: _answer(section) for section in entry.sections if section.answered}
    data: dict[str, Any] = {
        **{key: value for key, value in meta.items() if key not in entry.fields},
        "format": meta.get("format") or format_name or (entry.format if entry.settled else None),
        "date": meta.get("date"),
        "end": meta.get("end"),
        "title": entry.title,
        "tags": list(entry.tags) or None,
        "note": entry.note or None,
        "fields": dict(entry.fields) or None,
        "sections": sections or None,
    }
    return Document({key: value for key, value in data.items() if value is not None})


def _answer(section: Section) -> object:
    if section.kind == "text" or not section.items:
        return section.text
    return [
        {key: value for key, value in (("text", _typed(item)), ("body", item.body), ("mark", item.mark)) if value}
        for item in section.items
        if item.answered
    ]


def _typed(item: Any) -> str:
    """An item's text with its task fields, as it stands behind the box."""
    if item.task is None:
        return str(item.text)
    from retro_cli.domain import taskline

    task = item.task
    line = taskline.render(
        item.text,
        item.mark or " ",
        id=task.id,
        depends_on=task.depends_on,
        priority=task.priority,
        recurrence=task.recurrence,
        on_completion=task.on_completion,
        created=task.created,
        start=task.start,
        scheduled=task.scheduled,
        due=task.due,
        cancelled=task.cancelled,
        done=task.done,
        block=task.block,
    )
    return line.partition("] ")[2]


def checked(document: Document, format: Format, day: Any, translate: Callable[[str], str]) -> Any:
    """The document's answers, validated by the format's model; `day` where it gives no date."""
    from retro_cli.domain.formatinput import to_answers, validate

    return to_answers(format, validate(format, dict(document.data), translate), day)
