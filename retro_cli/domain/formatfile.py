"""Reading a template file: markdown whose front matter defines a format."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

from retro_cli.domain.format import FIELD_TYPES, KINDS, PERIODS, ROLES, FieldSpec, Format, SectionSpec
from retro_cli.domain.formatvalues import FormatError as FormatError
from retro_cli.domain.formatvalues import (
    Place,
    at,
    flag,
    integer,
    known,
    list_of,
    localized,
    one_of,
    strangers,
    text_of,
    words,
)
from retro_cli.domain.labels import label
from retro_cli.domain.text import BOM, split_lines, strip_ending
from retro_cli.domain.yamltree import TreeError, read_tree
from retro_cli.errors import N_

FORMAT_KEYS = ("name", "title", "summary", "period", "repeats", "sections", "fields")
SECTION_KEYS = ("key", "role", "kind", "heading", "aliases", "prompt", "required", "private")
FIELD_KEYS = ("key", "type", "prompt", "min", "max", "choices")
RESERVED = ("date", "end", "format", "title", "tags", "private", "created")
MAX_SCALE = 100

_SECTIONS = re.compile(r"^[\"']?sections[\"']?[ \t]*:", re.MULTILINE)
_NAME = re.compile(r"\w[\w-]*\Z")

_TREE_MESSAGES = {
    "syntax": (
        N_("The front matter is not YAML."),
        N_("Look for a missing quote, a tab, or a `:` inside a text: such a text needs quotes."),
    ),
    "twice": (N_("{key} stands twice."), N_("Keep one of the two.")),
    "alias": (N_("{key} refers to another place with `*`."), N_("Write the value out.")),
    "deep": (N_("{key} is nested too deeply."), N_("Compare with `retro formats show kpt`.")),
    "key": (N_("A key is not a text."), N_("Write keys as plain words.")),
}


def is_format(text: str) -> bool:
    """Whether a markdown file defines a format: its front matter has `sections:`, readable or not."""
    return _split(text) is not None


def read_format(text: str, name: str, origin: str) -> Format:
    """The format that a template defines.

    `name` is the file's stem, `origin` its path (for messages and `Format.origin`). Raises FormatError that names file,
    line and key, and the way out.
    """
    return _format(*_opened(text, name, origin))


def faults(text: str, name: str, origin: str) -> list[FormatError]:
    """Every fault of a template by line, each with file, line and key."""
    try:
        top, stem, body = _opened(text, name, origin)
    except FormatError as error:
        return [error]
    checks: list[Callable[[], object]] = [
        partial(strangers, top, FORMAT_KEYS),
        partial(_own_name, top, stem),
        partial(localized, top, "title"),
        partial(localized, top, "summary"),
        partial(one_of, top, "period", PERIODS, "day"),
        partial(flag, top, "repeats"),
        partial(_each, top, "sections", _section_faults),
        partial(_each, top, "fields", _field_faults),
    ]
    found = sorted((error for check in checks for error in _faults(check)), key=_line)
    return found or _faults(partial(_format, top, stem, body))


def _line(error: FormatError) -> int:
    return int(error.where.rpartition(":")[2])


def _faults(check: Callable[[], object]) -> list[FormatError]:
    try:
        below = check()
    except FormatError as error:
        return [error]
    return [error for error in below if isinstance(error, FormatError)] if isinstance(below, list) else []


def _each(top: Place, key: str, faulty: Callable[[Place], list[FormatError]]) -> list[FormatError]:
    return [error for place in list_of(top, key) for error in faulty(place)]


def _section_faults(place: Place) -> list[FormatError]:
    checks: list[Callable[[], object]] = [
        partial(_key, place),
        partial(one_of, place, "role", ROLES, "other"),
        partial(one_of, place, "kind", KINDS, "list"),
        partial(localized, place, "heading"),
        partial(words, place, "aliases"),
        partial(localized, place, "prompt"),
        partial(flag, place, "required"),
        partial(flag, place, "private"),
    ]
    return _all_faults(place, SECTION_KEYS, checks)


def _field_faults(place: Place) -> list[FormatError]:
    checks: list[Callable[[], object]] = [
        partial(_key, place),
        partial(one_of, place, "type", FIELD_TYPES, "text"),
        partial(localized, place, "prompt"),
        partial(integer, place, "min", 1),
        partial(integer, place, "max", 5),
        partial(words, place, "choices"),
    ]
    return _all_faults(place, FIELD_KEYS, checks) or _faults(partial(_field, place))


def _all_faults(place: Place, keys: Sequence[str], checks: Sequence[Callable[[], object]]) -> list[FormatError]:
    unknown = strangers(place, keys)
    if place.node.kind != "mapping":
        return unknown
    return [*unknown, *(error for check in checks for error in _faults(check))]


def _opened(text: str, name: str, origin: str) -> tuple[Place, str, str]:
    """The root of a template's definition, the name that its file gives it, and its body."""
    parts = _split(text)
    if parts is None:
        message = N_("This file defines no format: its front matter has no `sections:`.")
        raise FormatError(message, hint=N_("`retro formats new NAME` writes one to start from."), where=origin)
    front, body = parts
    try:
        tree = read_tree(front)
    except TreeError as error:
        message, hint = _TREE_MESSAGES[error.reason]
        raise FormatError(message, hint=hint, where=f"{origin}:{error.line + 1}", key=error.key) from None
    return Place(origin, "", tree), unicodedata.normalize("NFC", name), body if body.strip() else ""


def _split(text: str) -> tuple[str, str] | None:
    """The YAML of a format's front matter, its newlines evened out, and the body as it stands; None for other files."""
    lines = split_lines(text.removeprefix(BOM))
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((index for index, line in enumerate(lines) if index and line.rstrip() in ("---", "...")), 0)
    front = "".join(strip_ending(line) + "\n" for line in lines[1:end])
    return (front, "".join(lines[end + 1 :])) if _SECTIONS.search(front) else None


def _format(top: Place, stem: str, body: str) -> Format:
    known(top, FORMAT_KEYS)
    name = _own_name(top, stem)
    sections = tuple(_section(place) for place in list_of(top, "sections"))
    _distinct(list_of(top, "sections"), sections)
    fields = tuple(_field(place) for place in list_of(top, "fields"))
    _distinct_keys(list_of(top, "fields"), [spec.key for spec in fields])
    return Format(
        name=name,
        title=localized(top, "title") or {"": name},
        summary=localized(top, "summary"),
        period=one_of(top, "period", PERIODS, "day"),
        repeats=flag(top, "repeats"),
        sections=sections,
        fields=fields,
        body=body,
        origin=top.origin,
    )


def _own_name(top: Place, stem: str) -> str:
    name = text_of(top, "name") or stem
    if name != stem:
        raise at(top, "name").error(
            N_("The name {name} differs from the file's name."),
            N_("Call it {stem}, or leave `name` out."),
            name=name,
            stem=stem,
        )
    if not _NAME.match(name):
        hint = N_("Use letters, digits, - and _ without spaces.")
        raise top.error(N_("{name} cannot be the name of a format."), hint, name=name)
    return name


def _section(place: Place) -> SectionSpec:
    known(place, SECTION_KEYS)
    key = _key(place)
    role = one_of(place, "role", ROLES, "other")
    return SectionSpec(
        key=key,
        role=role,
        kind=one_of(place, "kind", KINDS, "actions" if role == "next" else "list"),
        heading=localized(place, "heading") or {"": key},
        aliases=tuple(words(place, "aliases")),
        prompt=localized(place, "prompt"),
        required=flag(place, "required"),
        private=flag(place, "private"),
    )


def _field(place: Place) -> FieldSpec:
    known(place, FIELD_KEYS)
    key = _key(place)
    if key in RESERVED:
        raise at(place, "key").error(
            N_("{name} is a word that entries use themselves."), N_("Choose another key."), name=key
        )
    kind = one_of(place, "type", FIELD_TYPES, "text")
    low, high = integer(place, "min", 1), integer(place, "max", 5)
    if not low < high <= low + MAX_SCALE:
        raise at(place, "max").error(
            N_("{key} does not fit {low}."), N_("Make `max` greater than `min`, by at most 100."), low=low
        )
    choices = tuple(words(place, "choices"))
    if kind == "choice" and len({label(choice) for choice in choices}) < max(2, len(choices)):
        raise place.error(N_("{key} needs at least two different choices."), N_("Write them as `choices: [one, two]`."))
    for unused, used_by in (("choices", "choice"), ("min", "scale"), ("max", "scale")):
        if kind != used_by and unused in place.node.keys:
            raise at(place, unused).error(
                N_("{key} belongs to `type: {type}`."), N_("Change the type, or remove it."), type=used_by
            )
    return FieldSpec(key=key, type=kind, prompt=localized(place, "prompt"), min=low, max=high, choices=choices)


def _distinct(places: Sequence[Place], sections: Sequence[SectionSpec]) -> None:
    """Every label leads to one section only."""
    _distinct_keys(places, [section.key for section in sections])
    owners: dict[str, str] = {}
    for place, section in zip(places, sections, strict=True):
        for name in (section.key, *section.heading.values(), *section.aliases):
            found = label(name)
            if not found:
                message, hint = N_("{key}: {name} has no letter to be recognised by."), N_("Add a word to it.")
                raise place.error(message, hint, name=name)
            if owners.setdefault(found, section.key) != section.key:
                message = N_("{key}: {name} would also mean the section {other}.")
                raise place.error(message, N_("Rename one of the two."), name=name, other=owners[found])


def _distinct_keys(places: Sequence[Place], keys: Sequence[str]) -> None:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise at(places[index], "key").error(
                N_("{key}: there is already a {name}."), N_("Rename one of the two."), name=key
            )


def _key(place: Place) -> str:
    key = unicodedata.normalize("NFC", text_of(place, "key") or "")
    if not key:
        raise place.error(N_("{key} has no `key`."), N_("Give it a short word, such as `key: keep`."))
    if not _NAME.match(key) or not label(key):
        raise at(place, "key").error(N_("{key} is no short word."), N_("Use letters, digits, - and _ without spaces."))
    return key
