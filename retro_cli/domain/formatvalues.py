"""A value of a template, where it stands, and reading it: what is wrong is told with file, line and key."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from retro_cli.domain.format import LANGUAGES
from retro_cli.domain.labels import Localized
from retro_cli.domain.yamltree import Node
from retro_cli.errors import N_, UnreadableError

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class FormatError(UnreadableError):
    """A template that defines no usable format; `where` is its file and line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the template's path, the key path, and the node with its line."""

    origin: str
    path: str
    node: Node
    offset: int = 1

    def below(self, key: str) -> "Place | None":
        """The place of a key, if it is there."""
        node = self.node.keys.get(key)
        return (
            None if node is None else Place(self.origin, f"{self.path}.{key}" if self.path else key, node, self.offset)
        )

    def items(self) -> "list[Place]":
        """The places of a list's entries."""
        return [Place(self.origin, f"{self.path}[{i}]", n, self.offset) for i, n in enumerate(self.node.items)]

    def error(self, message: str, hint: str = "", **values: str | int) -> FormatError:
        """The error about what stands here; `{key}` in `message` is its key path."""
        where = f"{self.origin}:{self.node.line + self.offset}"
        named: dict[str, Any] = {"key": self.path or "---", **values}
        return FormatError(message, hint=hint, where=where, **named)


def known(place: Place, allowed: Iterable[str]) -> None:
    """Refuse keys that are not `allowed`."""
    for error in strangers(place, allowed):
        raise error


def strangers(place: Place, allowed: Iterable[str]) -> list[FormatError]:
    """The errors about keys that are not `allowed`, or about what has no keys."""
    hint, names = N_("The keys are: {allowed}."), ", ".join(allowed)
    if place.node.kind != "mapping":
        return [place.error(N_("{key} should be keys with values."), hint, allowed=names)]
    unknown = [at(place, key) for key in place.node.keys if key not in allowed]
    return [one.error(N_("{key} is not known here."), hint, allowed=names) for one in unknown]


def at(place: Place, key: str) -> Place:
    """The place of a key, or of what should hold it."""
    return place.below(key) or place


def text_of(place: Place, key: str) -> str | None:
    """The one-line text of a key, None where there is none."""
    found = place.below(key)
    return None if found is None else line_of(found)


def line_of(place: Place) -> str | None:
    """The one-line text that stands here, in NFC, None for an empty one."""
    if place.node.kind != "text":
        raise place.error(N_("{key} should be a text."), N_("Write one line, in quotes if it has a `:` in it."))
    text = " ".join((place.node.value or "").split())
    if _CONTROL.search(text):
        raise place.error(N_("{key} has a control character in it."), N_("Type the text again."))
    return unicodedata.normalize("NFC", text) or None


def localized(place: Place, key: str) -> Localized:
    """A text, or one per language; an unnamed language stands under the empty text."""
    found = place.below(key)
    if found is None:
        return {}
    if found.node.kind != "mapping":
        text = line_of(found)
        return {"": text} if text else {}
    known(found, LANGUAGES)
    return {lang: text for lang in found.node.keys if (text := text_of(found, lang))}


def one_of(place: Place, key: str, allowed: Sequence[str], default: str) -> str:
    """The text of a key that has to be one of `allowed`."""
    text = text_of(place, key)
    if text is None:
        return default
    if text not in allowed:
        raise at(place, key).error(
            N_("{key} has no value {value}."), N_("Write one of: {allowed}."), value=text, allowed=", ".join(allowed)
        )
    return text


def flag(place: Place, key: str) -> bool:
    """Whether a key says yes; without it no."""
    text = text_of(place, key)
    if text is None:
        return False
    if text.lower() not in _WORDS:
        raise at(place, key).error(N_("{key} should be true or false."), N_("Write `true` or `false`."))
    return _WORDS[text.lower()]


def integer(place: Place, key: str, default: int) -> int:
    """The whole number of a key."""
    text = text_of(place, key)
    if text is None:
        return default
    if not re.fullmatch(r"-?\d{1,6}", text, re.ASCII):
        raise at(place, key).error(N_("{key} should be a whole number."), N_("Write a number such as 5."))
    return int(text)


def list_of(place: Place, key: str) -> list[Place]:
    """The places of a list's entries; none where it is missing or empty."""
    found = place.below(key)
    if found is None or (found.node.kind == "text" and found.node.value is None):
        return []
    if found.node.kind != "list":
        raise found.error(N_("{key} should be a list."), N_("Begin each of its entries with `- `."))
    return found.items()


def words(place: Place, key: str) -> list[str]:
    """The texts of a list."""
    return [text for item in list_of(place, key) if (text := line_of(item))]
