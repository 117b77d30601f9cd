"""Values as they are typed or given by options: items with their due dates, fields, sections by any of their names."""

import math
import re
from dataclasses import replace
from datetime import date

from retro_cli.domain.answers import Answers, ItemAnswer, item
from retro_cli.domain.format import FieldSpec, Format, SectionSpec
from retro_cli.domain.labels import label
from retro_cli.domain.period import Course
from retro_cli.domain.text import clean
from retro_cli.errors import N_, UsageError


def with_values(
    answers: Answers,
    format: Format,
    values: list[tuple[str, str]],
    today: date,
    *,
    lang: str = "en",
    course: Course | None = None,
) -> Answers:
    """Answers with `KEY=VALUE` pairs added: fields are set, items added, text sections written; `note` is the note.

    A section is named by key, heading, alias or letter. Errors: UsageError for an unknown key or a wrong value.
    """
    fields = dict(answers.fields)
    sections = dict(answers.sections)
    note = answers.note
    for key, value in values:
        spec = _section(format, key, value)
        if key in ("note", "title"):
            if key == "title":
                answers = replace(answers, title=item(value).text)
            else:
                note = "\n\n".join(part for part in (note, clean(value)) if part)
        elif spec is not None:
            had = sections.get(spec.key)
            sections[spec.key] = _joined(had, value, spec, today, course)
        elif (field := format.field(key)) is not None:
            fields[field.key] = field_value(field, value)
        else:
            raise unknown_section(format, key, lang)
    return replace(answers, fields=fields, sections=sections, note=note)


def _section(format: Format, key: str, value: str) -> SectionSpec | None:
    if not clean(value):
        raise UsageError(N_("{key} has no value."), hint=N_('Write it as {key}="…".'), key=key)
    if format.free:
        return None if key in ("note", "title") or format.field(key) else SectionSpec(key=key, kind="text")
    return format.find(key) if format.field(key) is None else None


def _joined(
    had: str | tuple[ItemAnswer, ...] | None, value: str, spec: SectionSpec, today: date, course: Course | None
) -> str | tuple[ItemAnswer, ...]:
    if spec.kind == "text" and not isinstance(had, tuple):
        return "\n\n".join(part for part in (had or "", clean(value)) if part)
    before = (item(had),) if isinstance(had, str) else had or ()
    return (*before, typed_item(value, spec, today, course))


def typed_item(text: str, spec: SectionSpec, today: date, course: Course | None = None) -> ItemAnswer:
    """An item as it was typed; in an actions section `due:금` becomes its due date."""
    from retro_cli.domain.taskline import typed_fields

    if spec.kind != "actions":
        return item(text)
    bare, due = typed_fields(text, today, course)
    return item(bare, mark=" ", due=due)


_DUE = re.compile(r"(?<!\S)due[:：]\S*", re.IGNORECASE)


def unread_due(text: str) -> str:
    """The `due:…` that stayed in the text of an action item because it is no date, empty where there is none."""
    found = _DUE.search(text)
    return found[0] if found else ""


def field_value(field: FieldSpec, value: str) -> object:
    """A field's value as it is written. UsageError where it does not fit the field's type."""
    text = " ".join(clean(value).split())
    if field.type in ("scale", "number"):
        try:
            number = int(text) if field.type == "scale" or text.lstrip("+-").isdecimal() else float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise UsageError(N_("{key} is a number."), key=field.key)
        if field.type == "scale" and not field.min <= number <= field.max:
            raise UsageError(N_("{key} goes from {min} to {max}."), key=field.key, min=field.min, max=field.max)
        return number
    if field.type == "choice":
        chosen = next((one for one in field.choices if one == text or label(one) == label(text) != ""), None)
        if chosen is None:
            raise UsageError(N_("{key} is one of: {choices}."), key=field.key, choices=", ".join(field.choices))
        return chosen
    return text


def unknown_section(format: Format, word: str, lang: str = "en") -> UsageError:
    """The error for a word that names no section: it tells those that there are."""
    names = ", ".join(
        spec.key if label(spec.key) == label(spec.title(lang)) else f"{spec.title(lang)} ({spec.key})"
        for spec in format.sections
    )
    return UsageError(
        N_("{format} has no section {word}."),
        hint=N_("Its sections: {names}."),
        format=format.name,
        word=word,
        names=names,
    )
