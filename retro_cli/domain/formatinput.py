"""Answers that come as data (`--from`, `--set`): checked against a format, errors told in its terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retro_cli.domain.answerchecks import MESSAGES
from retro_cli.domain.format import MOOD
from retro_cli.domain.formatmodel import KEYS, SHAPES
from retro_cli.domain.text import clean
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from pydantic import BaseModel

    from retro_cli.domain.answers import Answers
    from retro_cli.domain.format import Format

_NATIVE = {
    "model_type": "keys",
    "model_attributes_type": "keys",
    "dict_type": "keys",
    "tuple_type": "list",
    "invalid_key": "extra_forbidden",
}


def validate(form: Format, data: object, translate: Callable[[str], str] = N_) -> BaseModel:
    """`data` (of a JSON or YAML document, or of flags) as an instance of the format's model.

    Sections may be named by key, heading or alias. Raises UsageError whose `details` read `sections.keep: …`; its
    lines are in the language of `translate` and hold nothing of what was given but the names of unknown keys.
    """
    from pydantic import ValidationError

    try:
        return form.model().model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    raise UsageError(
        N_("These answers do not fit the format {name}."),
        hint=N_("`retro formats show {name}` shows what belongs there."),
        details=[_told(form, problem, data, translate) for problem in found],
        name=form.name,
    )


def to_answers(form: Format, parsed: BaseModel, day: date) -> Answers:
    """What an instance of the format's model holds, as plain answers; `day` is the date where it gives none."""
    from retro_cli.domain.answers import Answers, item

    given: dict[str, Any] = parsed.model_dump(by_alias=True, exclude_none=True)
    sections: dict[str, Any] = {}
    for key, value in given.get("sections", {}).items():
        spec = form.section(key)
        mark = " " if spec is not None and spec.kind == "actions" else None
        items = [{"text": one} if isinstance(one, str) else one for one in value]
        sections[key] = value if isinstance(value, str) else tuple(item(**{"mark": mark, **one}) for one in items)
    return Answers(
        date=given.get("date", day),
        format=form.name,
        end=given.get("end"),
        title=given.get("title"),
        tags=given.get("tags", ()),
        note=given.get("note", ""),
        fields=given.get("fields", {}),
        sections=sections,
    )


def _told(form: Format, problem: Mapping[str, Any], data: object, translate: Callable[[str], str]) -> str:
    kind = _NATIVE.get(problem["type"], problem["type"])
    steps = tuple(step for step in problem["loc"] if step not in SHAPES)
    if kind == "end":
        steps = ("end",)
    values = {"allowed": ", ".join(_allowed(form, steps)), **problem.get("ctx", {})}
    message = translate(MESSAGES.get(kind, MESSAGES["other"])).format(**values)
    path = _path(form, steps, data)
    return f"{path}: {message}" if path else message


def _allowed(form: Format, steps: tuple[Any, ...]) -> Iterable[str]:
    """The keys that stand beside the last step."""
    if len(steps) <= 1:
        return KEYS
    if len(steps) > 2:
        return ("text", "body", "mark")
    if steps[0] == "fields":
        return [spec.key for spec in (*form.fields, MOOD)]
    return [spec.key for spec in form.sections]


def _path(form: Format, steps: tuple[Any, ...], data: object) -> str:
    """`sections.keep[0].text`; a heading of a free format, and what does not look like a key, is shown as `#2`."""
    path, here = "", data
    for depth, step in enumerate(steps):
        if isinstance(step, int) and not isinstance(here, dict):
            path += f"[{step}]"
            here = here[step] if isinstance(here, list | tuple) and step < len(here) else None
            continue
        text = form.free and depth == 1 and steps[0] == "sections"
        name = step if not text and re.fullmatch(r"[^\W\d][\w-]{0,23}", str(step)) else _position(step, here)
        path += f".{name}" if path else name
        here = here.get(step) if isinstance(here, dict) else None
    return path


def _position(step: object, data: object) -> str:
    names = [_comparable(name) for name in data] if isinstance(data, dict) else []
    return f"#{names.index(_comparable(step)) + 1}" if _comparable(step) in names else "#"


def _comparable(name: object) -> object:
    return clean(name) if isinstance(name, str) else name
