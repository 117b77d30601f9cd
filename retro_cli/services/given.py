"""Answers out of a document (`--from`): JSON, YAML or markdown, checked against the format's model."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retro_cli.domain import frontmatter
from retro_cli.domain.entry import Section, read_entry
from retro_cli.domain.format import Format
from retro_cli.domain.text import split_lines, strip_ending
from retro_cli.errors import N_, UnreadableError, UsageError
from retro_cli.services.documents import doubled_key, top_line

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
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        given = dict(pairs)
        if len(given) < len(pairs):
            keys = [key for key, _ in pairs]
            raise _twice(next(key for key in keys if keys.count(key) > 1), name)
        return given

    try:
        return json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UsageError(N_("This is not JSON (line {line})."), where=f"{name}:{line}", line=line) from None


def _yaml(text: str, name: str) -> object:
    lines = split_lines(text)
    if lines and strip_ending(lines[0]).rstrip() == "---":  # how a YAML document may begin
        text = "".join(["\n", *lines[1:]])
    try:
        if doubled := doubled_key(text):
            raise _twice(doubled[0], f"{name}:{doubled[1]}")
        return frontmatter.read(f"---\n{text}\n---\n")
    except frontmatter.FrontMatterError as error:
        line = max(1, error.line - 1)
        raise UsageError(N_("This is not YAML (line {line})."), where=f"{name}:{line}", line=line) from None


def _twice(key: str, where: str) -> UsageError:
    return UsageError(
        N_("{key} stands twice, and only one of them would be kept."),
        hint=N_("Put both under one key, as a list."),
        where=where,
        key=key,
    )


def _markdown(text: str, name: str, formats: Mapping[str, Format], format_name: str | None) -> Document:
    try:
        meta = frontmatter.read(text)
        lines = split_lines(text)
        body = frontmatter.body_line(lines)
        doubled = doubled_key("".join(lines[1 : body - 1])) if body else None
    except frontmatter.FrontMatterError as error:
        raise UnreadableError(error.message, hint=error.hint, where=f"{name}:{error.line}") from None
    if doubled:
        raise _twice(doubled[0], f"{name}:{doubled[1] + 1}")
    if format_name:
        text = frontmatter.set_key(text, "format", format_name)
    entry = read_entry(text, name, formats, None)
    format = formats.get(entry.format)
    above = top_line(text, format)
    entry = read_entry(_without_questions(above.text, formats, format), name, formats, None)
    data: dict[str, Any] = {
        **{key: value for key, value in meta.items() if key not in entry.fields},
        "format": meta.get("format") or format_name or (entry.format if entry.settled else None),
        "date": meta.get("date") or above.day,
        "end": meta.get("end"),
        "title": entry.title or above.title or None,
        "tags": list(entry.tags) or None,
        "note": entry.note or None,
        "fields": dict(entry.fields) or None,
        "sections": _sections(entry.sections) or None,
    }
    return Document({key: value for key, value in data.items() if value is not None})


def _without_questions(text: str, formats: Mapping[str, Format], format: Format | None) -> str:
    """The text without the questions that retro puts into an editor: a text that was kept can be given back."""
    from retro_cli.domain.skeleton import without_skeleton

    return without_skeleton(text, formats, format, fresh=True) if format else text


def _sections(sections: Sequence[Section]) -> dict[str, object]:
    """The answers by key or heading; free headings of one name are one section."""
    answers: dict[str, object] = {}
    for section in sections:
        if section.answered:
            key, answer = section.key or section.heading, _answer(section)
            had = answers.get(key)
            answers[key] = f"{had}\n\n{answer}" if isinstance(had, str) and isinstance(answer, str) else answer
    return answers


def _answer(section: Section) -> object:
    if section.kind == "text" or not section.items:
        return section.text
    prose = [{"text": section.text}] if section.text.strip() else []  # what stands between items is an item
    items = [
        {key: value for key, value in (("text", _typed(item)), ("body", item.body), ("mark", item.mark)) if value}
        for item in section.items
        if item.answered
    ]
    return [*prose, *items]


def _typed(item: Any) -> str:
    """An item's text on one line, with its task fields as they stand behind the box."""
    text = " ".join(str(item.text).split("\n"))
    if item.task is None:
        return text
    from retro_cli.domain import taskline

    task = item.task
    line = taskline.render(
        text,
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
