"""Reading a template file: markdown whose front matter defines a format."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from retro_cli.domain.format import FIELD_TYPES, KINDS, LANGUAGES, PERIODS, ROLES, FieldSpec, Format, SectionSpec
from retro_cli.domain.labels import Localized, label
from retro_cli.domain.text import BOM, split_lines, strip_ending
from retro_cli.domain.yamltree import Node, TreeError, read_tree
from retro_cli.errors import N_, UnreadableError

FORMAT_KEYS = ("name", "title", "summary", "period", "repeats", "sections", "fields")
SECTION_KEYS = ("key", "role", "kind", "heading", "aliases", "prompt", "required", "private")
FIELD_KEYS = ("key", "type", "prompt", "min", "max", "choices")
RESERVED = ("date", "end", "format", "title", "tags", "private", "created")
MAX_SCALE = 100

_SECTIONS = re.compile(r"^[\"']?sections[\"']?[ \t]*:", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NAME = re.compile(r"\w[\w-]*\Z")
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

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


class FormatError(UnreadableError):
    """A template that defines no usable format; `where` is its file and line."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: the template's path, the key path, and the node with its line."""

    origin: str
    path: str
    node: Node
    offset: int = 1

    def below(self, key: str) -> "_Place | None":
        node = self.node.keys.get(key)
        return (
            None if node is None else _Place(self.origin, f"{self.path}.{key}" if self.path else key, node, self.offset)
        )

    def items(self) -> "list[_Place]":
        return [_Place(self.origin, f"{self.path}[{i}]", n, self.offset) for i, n in enumerate(self.node.items)]

    def error(self, message: str, hint: str = "", **values: str | int) -> FormatError:
        where = f"{self.origin}:{self.node.line + self.offset}"
        named: dict[str, Any] = {"key": self.path or "---", **values}
        return FormatError(message, hint=hint, where=where, **named)


def is_format(text: str) -> bool:
    """Whether a markdown file defines a format: its front matter has `sections:`, readable or not."""
    return _split(text) is not None


def read_format(text: str, name: str, origin: str) -> Format:
    """The format that a template defines.

    `name` is the file's stem, `origin` its path (for messages and `Format.origin`). Raises FormatError that names file,
    line and key, and the way out.
    """
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
    return _format(_Place(origin, "", tree), unicodedata.normalize("NFC", name), body if body.strip() else "")


def _split(text: str) -> tuple[str, str] | None:
    """The YAML of a format's front matter, its newlines evened out, and the body as it stands; None for other files."""
    lines = split_lines(text.removeprefix(BOM))
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((index for index, line in enumerate(lines) if index and line.rstrip() in ("---", "...")), 0)
    front = "".join(strip_ending(line) + "\n" for line in lines[1:end])
    return (front, "".join(lines[end + 1 :])) if _SECTIONS.search(front) else None


def _format(top: _Place, stem: str, body: str) -> Format:
    _known(top, FORMAT_KEYS)
    name = _text(top, "name") or stem
    if name != stem:
        raise _at(top, "name").error(
            N_("The name {name} differs from the file's name."),
            N_("Call it {stem}, or leave `name` out."),
            name=name,
            stem=stem,
        )
    if not _NAME.match(name):
        hint = N_("Use letters, digits, - and _ without spaces.")
        raise top.error(N_("{name} cannot be the name of a format."), hint, name=name)
    sections = tuple(_section(place) for place in _list(top, "sections"))
    _distinct(_list(top, "sections"), sections)
    fields = tuple(_field(place) for place in _list(top, "fields"))
    _distinct_keys(_list(top, "fields"), [spec.key for spec in fields])
    return Format(
        name=name,
        title=_localized(top, "title") or {"": name},
        summary=_localized(top, "summary"),
        period=_one_of(top, "period", PERIODS, "day"),
        repeats=_flag(top, "repeats"),
        sections=sections,
        fields=fields,
        body=body,
        origin=top.origin,
    )


def _section(place: _Place) -> SectionSpec:
    _known(place, SECTION_KEYS)
    key = _key(place)
    role = _one_of(place, "role", ROLES, "other")
    return SectionSpec(
        key=key,
        role=role,
        kind=_one_of(place, "kind", KINDS, "actions" if role == "next" else "list"),
        heading=_localized(place, "heading") or {"": key},
        aliases=tuple(_words(place, "aliases")),
        prompt=_localized(place, "prompt"),
        required=_flag(place, "required"),
        private=_flag(place, "private"),
    )


def _field(place: _Place) -> FieldSpec:
    _known(place, FIELD_KEYS)
    key = _key(place)
    if key in RESERVED:
        raise _at(place, "key").error(
            N_("{name} is a word that entries use themselves."), N_("Choose another key."), name=key
        )
    kind = _one_of(place, "type", FIELD_TYPES, "text")
    low, high = _integer(place, "min", 1), _integer(place, "max", 5)
    if not low < high <= low + MAX_SCALE:
        raise _at(place, "max").error(
            N_("{key} does not fit {low}."), N_("Make `max` greater than `min`, by at most 100."), low=low
        )
    choices = tuple(_words(place, "choices"))
    if kind == "choice" and len({label(choice) for choice in choices}) < max(2, len(choices)):
        raise place.error(N_("{key} needs at least two different choices."), N_("Write them as `choices: [one, two]`."))
    for unused, used_by in (("choices", "choice"), ("min", "scale"), ("max", "scale")):
        if kind != used_by and unused in place.node.keys:
            raise _at(place, unused).error(
                N_("{key} belongs to `type: {type}`."), N_("Change the type, or remove it."), type=used_by
            )
    return FieldSpec(key=key, type=kind, prompt=_localized(place, "prompt"), min=low, max=high, choices=choices)


def _distinct(places: Sequence[_Place], sections: Sequence[SectionSpec]) -> None:
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


def _distinct_keys(places: Sequence[_Place], keys: Sequence[str]) -> None:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise _at(places[index], "key").error(
                N_("{key}: there is already a {name}."), N_("Rename one of the two."), name=key
            )


def _at(place: _Place, key: str) -> _Place:
    return place.below(key) or place


def _known(place: _Place, allowed: Iterable[str]) -> None:
    if place.node.kind != "mapping":
        raise place.error(
            N_("{key} should be keys with values."), N_("The keys are: {allowed}."), allowed=", ".join(allowed)
        )
    for key in place.node.keys:
        if key not in allowed:
            raise _at(place, key).error(
                N_("{key} is not known here."), N_("The keys are: {allowed}."), allowed=", ".join(allowed)
            )


def _key(place: _Place) -> str:
    key = unicodedata.normalize("NFC", _text(place, "key") or "")
    if not key:
        raise place.error(N_("{key} has no `key`."), N_("Give it a short word, such as `key: keep`."))
    if not _NAME.match(key) or not label(key):
        raise _at(place, "key").error(N_("{key} is no short word."), N_("Use letters, digits, - and _ without spaces."))
    return key


def _text(place: _Place, key: str) -> str | None:
    found = place.below(key)
    return None if found is None else _line(found)


def _line(place: _Place) -> str | None:
    if place.node.kind != "text":
        raise place.error(N_("{key} should be a text."), N_("Write one line, in quotes if it has a `:` in it."))
    text = " ".join((place.node.value or "").split())
    if _CONTROL.search(text):
        raise place.error(N_("{key} has a control character in it."), N_("Type the text again."))
    return unicodedata.normalize("NFC", text) or None


def _localized(place: _Place, key: str) -> Localized:
    found = place.below(key)
    if found is None:
        return {}
    if found.node.kind != "mapping":
        text = _line(found)
        return {"": text} if text else {}
    _known(found, LANGUAGES)
    return {lang: text for lang in found.node.keys if (text := _text(found, lang))}


def _one_of(place: _Place, key: str, allowed: Sequence[str], default: str) -> str:
    text = _text(place, key)
    if text is None:
        return default
    if text not in allowed:
        raise _at(place, key).error(
            N_("{key} has no value {value}."), N_("Write one of: {allowed}."), value=text, allowed=", ".join(allowed)
        )
    return text


def _flag(place: _Place, key: str) -> bool:
    text = _text(place, key)
    if text is None:
        return False
    if text.lower() not in _WORDS:
        raise _at(place, key).error(N_("{key} should be true or false."), N_("Write `true` or `false`."))
    return _WORDS[text.lower()]


def _integer(place: _Place, key: str, default: int) -> int:
    text = _text(place, key)
    if text is None:
        return default
    if not re.fullmatch(r"-?\d{1,6}", text, re.ASCII):
        raise _at(place, key).error(N_("{key} should be a whole number."), N_("Write a number such as 5."))
    return int(text)


def _list(place: _Place, key: str) -> list[_Place]:
    found = place.below(key)
    if found is None or (found.node.kind == "text" and found.node.value is None):
        return []
    if found.node.kind != "list":
        raise found.error(N_("{key} should be a list."), N_("Begin each of its entries with `- `."))
    return found.items()


def _words(place: _Place, key: str) -> list[str]:
    return [text for item in _list(place, key) if (text := _line(item))]
