"""What a single answer may be: each check returns the answer as it is kept, or raises one of MESSAGES.

The values in a message come from the format alone, never from what was typed. The checks are validators of the model
that `formatmodel` builds.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from retro_cli.domain.labels import label
from retro_cli.domain.text import clean
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro_cli.domain.format import FieldSpec

MESSAGES = {
    "text": N_("a text is expected; numbers and dates need quotes"),
    "text_not_list": N_("a text, not a list"),
    "empty": N_("there is nothing in it; leave it out instead"),
    "one_line": N_("one line only"),
    "text_or_list": N_("a text, or a list of items"),
    "item": N_("an item is a text, or has the keys text, body and mark"),
    "mark": N_("one character, such as x or /"),
    "scale": N_("a whole number from {min} to {max}"),
    "number": N_("a number"),
    "choice": N_("one of: {choices}"),
    "date": N_("a date such as 2026-11-20"),
    "end": N_("it lies before the date"),
    "format": N_("these answers are read as {name}"),
    "tag": N_("a tag has no spaces and no #"),
    "twice": N_("{name} is given twice"),
    "heading": N_("a heading is one line with a word in it"),
    "extra_forbidden": N_("not known here; the keys are: {allowed}"),
    "missing": N_("it is missing"),
    "list": N_("a list is expected"),
    "keys": N_("keys with values are expected"),
    "other": N_("not what belongs here"),
}


def problem(kind: str, **values: object) -> Exception:
    """The error that MESSAGES tells under `kind`; `values` fill its placeholders."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(kind, kind, values)


def text(value: object) -> str:
    if not isinstance(value, str):
        raise problem("text_not_list" if isinstance(value, list | tuple) else "text")
    cleaned = clean(value)
    if not cleaned:
        raise problem("empty")
    return cleaned


def line(value: object) -> str:
    cleaned = text(value)
    if "\n" in cleaned:
        raise problem("one_line")
    return cleaned


def mark(value: object) -> str:
    if not isinstance(value, str) or len(value) != 1 or value in "[]" or value.isdigit() or not value.isprintable():
        raise problem("mark")
    return value


def tag(value: object) -> str:
    word = line(value).removeprefix("#")
    if not word or re.search(r"[\s#]", word):
        raise problem("tag")
    return word


def iso_date(value: object) -> date:
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip(), re.ASCII):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise problem("date")


def own_name(value: object, name: str) -> str:
    if not isinstance(value, str) or clean(value).casefold() != name.casefold():
        raise problem("format", name=name)
    return name


def scale(value: object, spec: FieldSpec) -> int:
    if isinstance(value, str) and re.fullmatch(r"[-+]?\d{1,6}", value.strip(), re.ASCII):
        value = int(value)
    if type(value) is not int or not spec.min <= value <= spec.max:
        raise problem("scale", min=spec.min, max=spec.max)
    return value


def number(value: object) -> int | float:
    if isinstance(value, str):
        try:
            value = int(value) if re.fullmatch(r"[-+]?\d{1,18}", value.strip(), re.ASCII) else float(value)
        except ValueError:
            raise problem("number") from None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise problem("number")
    return value


def choice(value: object, choices: tuple[str, ...]) -> str:
    wanted = label(str(value)) if isinstance(value, str | int) else ""
    for one in choices:
        if value == one or label(one) == wanted:
            return one
    raise problem("choice", choices=", ".join(choices))


def headings(data: object) -> object:
    """The sections of a free format, headings cleaned; a heading that stands twice is refused."""
    if not isinstance(data, dict):
        return data
    cleaned: dict[str, object] = {}
    seen: set[str] = set()
    for index, (name, value) in enumerate(data.items()):
        heading = clean(name) if isinstance(name, str) else ""
        if "\n" in heading or not label(heading):
            raise problem("heading")
        if label(heading) in seen:
            raise problem("twice", name=f"#{index + 1}")
        seen.add(label(heading))
        if value is not None:
            cleaned[heading] = value
    return cleaned


def renamed(data: object, key_of: Callable[[str], str | None]) -> object:
    """`data` under the keys of the format; unknown names stay, for the model to refuse."""
    if not isinstance(data, dict):
        return data
    found: dict[object, object] = {}
    for name, value in data.items():
        key = key_of(name) if isinstance(name, str) else None
        if key is not None and key in found:
            raise problem("twice", name=key)
        found[name if key is None else key] = value
    return found
