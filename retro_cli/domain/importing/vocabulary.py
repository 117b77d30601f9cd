"""What a label means: the formats' headings and aliases, and the same words as people really spell them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retro_cli.domain.format import Format, label
from retro_cli.domain.importing.roles import is_question, role_of
from retro_cli.domain.importing.spelling import parts, spelled, squeezed, stretched
from retro_cli.domain.importing.words import CONTAINERS, LONGEST, OPPOSED, WEAK


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says: the sections that have it (`format -> key`), and what it means in any format.

    `weak` words are ordinary ones, which name a section only in company; `letter` is a single letter. `exact` tells
    that a format knows the very words, `own` holds the formats of which it is a heading, in one spelling or another.
    """

    role: str
    keys: Mapping[str, str] = field(default_factory=dict)
    weak: bool = False
    letter: bool = False
    exact: bool = False
    own: frozenset[str] = frozenset()

    def key_in(self, format: Format) -> str | None:
        """The section of `format` that it names: of the label itself, else the first of its role."""
        if format.name in self.keys:
            return self.keys[format.name]
        if self.role == "other":
            return None
        return next((one.key for one in format.sections if one.role == self.role), None) if not self.keys else None


_LEGEND = re.compile(r"(?<![A-Za-z가-힣])([KPTYW])[*_]*\s*[:=：]\s*([^,;/|:=：\n]{2,30}?)(?=\s*(?:[,;/|]|\Z))")
_DASH = re.compile(r"\s+[-–—―]+\s+|\s*[–—―]+\s*")
_UNSAID = re.compile(
    r":[a-z][a-z0-9_+-]{1,30}:|:[+-]1:|(?<=\S)\s*\bTOP ?\d{1,2}(?!\w)|(?<=[가-힣ぁ-んァ-ヶ一-龠])TOP ?\d{1,2}(?!\w)"
    r"|(?<=\s)(?:for|in|from|during) (?:the |this |our |next )?(?:sprint|week|project|iteration)\W{0,2}\d{0,3}\W*\Z"
    r"|\A\W*the\s+(?=\w+\W*\Z)",
    re.IGNORECASE,
)
"""What may stand beside a label without changing it: `:thumbsup:`, `TOP 3`, `for sprint 2`, `The` before one word."""
_NUMBER = re.compile(r"\d")
_LEGEND_KEYS = {"K": {"K": "keep", "P": "problem", "T": "try"}, "Y": {"Y": "did", "W": "learned", "T": "next"}}


class Vocabulary:
    """The labels of a set of formats, and of the user's own (`aliases`: label -> key of a section)."""

    def __init__(self, formats: Mapping[str, Format], aliases: Mapping[str, str] | None = None) -> None:
        self._roles: dict[tuple[str, str], str] = {}
        self._labels: dict[str, dict[str, str]] = {}
        self._spelled: dict[str, dict[str, str]] = {}
        self._squeezed: dict[str, dict[str, str]] = {}
        self._own: dict[str, set[str]] = {}
        self._cache: dict[str, Meaning | None] = {}
        for format in formats.values():
            for section in format.sections:
                self._roles[format.name, section.key] = section.role
            for words in format.own_labels:
                self._own.setdefault(spelled(words), set()).add(format.name)
            for words, section in format.labels.items():
                self._learn(words, format.name, section.key)
        for name, key in (aliases or {}).items():
            self.declare(name, key, formats.values())

    def declare(self, name: str, key: str, formats: Iterable[Format]) -> None:
        """Take `name` for the section `key` in all formats that have it, as if it were an alias there."""
        for format in formats:
            if format.section(key):
                self._learn(label(name), format.name, key)
        self._cache.clear()

    def learn_legend(self, lines: Iterable[str], formats: Mapping[str, Format]) -> None:
        """Learn the labels that a line declares: `K : 해냈던 것, P : 아쉬웠던 것, T : 시도해볼 것`."""
        for line in lines:
            if not (1 < line.count(":") + line.count("=") + line.count("：") < 6 and len(line) < 200):
                continue
            pairs = dict(_LEGEND.findall(line))
            keys = _LEGEND_KEYS["Y" if "Y" in pairs or "W" in pairs else "K"]
            known = {keys[letter]: words.strip(" *_`") for letter, words in pairs.items() if letter in keys}
            if len(known) > 1 and len(known) == len(pairs):
                for key, words in known.items():
                    self.declare(words, key, [formats[name] for name in ("kpt", "ywt") if name in formats])

    def _learn(self, words: str, format: str, key: str) -> None:
        if words:
            self._labels.setdefault(words, {}).setdefault(format, key)
            self._spelled.setdefault(spelled(words), {}).setdefault(format, key)
            self._squeezed.setdefault(squeezed(words), {}).setdefault(format, key)

    def meaning(self, text: str) -> Meaning | None:
        """What a heading or label says, None for what is no label."""
        if len(text) > LONGEST:
            return None
        if text not in self._cache:
            self._cache[text] = self._read(text)
        return self._cache[text]

    def _read(self, text: str) -> Meaning | None:
        words = label(text)
        if not words:
            return None
        found = self._known(words)
        if found is not None and found.letter and len(re.sub(r"\W", "", text)) > 1:
            gloss = self._known(label(_gloss(text)))
            return found if gloss is not None and gloss.role == found.role else None
        if found is None and words in CONTAINERS and (inside := _gloss(text)):
            found = self._known(label(inside))
        if found is None:
            found = self._compound(text) or self._titled(text)
        if found is None and (role := role_of(text, words)):
            weak = (words.isascii() and not is_question(text)) or words in WEAK or spelled(words) in WEAK
            found = Meaning(role, weak=weak)
        if found is None and (bare := _UNSAID.sub(" ", text).strip()) != text.strip():
            return self.meaning(bare)
        return found

    def _known(self, words: str) -> Meaning | None:
        keys = self._labels.get(words)
        exact = keys is not None
        if keys is None:
            keys = self._spelled.get(spelled(words))
        if keys is None and stretched(words):
            keys = self._squeezed.get(squeezed(words))
        if keys is None:
            return None
        role = self._common_role(keys)
        own = frozenset(self._own.get(spelled(words), ()))
        return Meaning(role, keys, words in WEAK, len(words) == 1 and words.isalpha(), exact, own)

    def _common_role(self, keys: Mapping[str, str]) -> str:
        roles = [self._roles[pair] for pair in keys.items()]
        return max(dict.fromkeys(roles), key=roles.count)

    def _compound(self, text: str) -> Meaning | None:
        """`잘한 점, 좋았던 점` and `Try & 할 일` are what their parts are, if they agree."""
        pieces = parts(text)
        if len(pieces) > 1 and len(pieces[0].strip()) == 1 and pieces[0].strip().isalpha():
            pieces = pieces[1:]  # `F : Facts`
            if (meaning := self._part(pieces[0])) is not None and len(pieces) == 1:
                return meaning
        if len(pieces) < 2:
            return None
        meanings = [self._part(part) for part in pieces]
        found = [one for one in meanings if one is not None]
        foreign = sum(one is None for one in meanings)
        if not found or meanings[0] is None or foreign > len(found):
            return None
        if foreign and label(pieces[0]) in WEAK and re.search(r"[+&/]", text):
            return None
        roles = {one.role for one in found}
        if len(roles & OPPOSED) > 1:
            return None
        first = found[0]
        keys = {name: key for one in found if one.role == first.role for name, key in one.keys.items()}
        return Meaning(first.role, {**keys, **first.keys}, first.weak)

    def _titled(self, text: str) -> Meaning | None:
        """`Keep — what we go on with` is what stands before the dash, if a format knows it."""
        head, dash, rest = _partition(text)
        found = self._known(label(head)) if dash and head.strip() else None
        if found is not None and found.weak and _NUMBER.search(rest):
            return None  # `Today - 2025-02-10`
        return found if found is not None and found.exact and not found.letter else None

    def _part(self, part: str) -> Meaning | None:
        words = label(part)
        found = self._known(words) if words else None
        if found is None and words and (role := role_of(part, words)):
            return Meaning(role)
        return found if found is None or not found.letter else None


def _partition(text: str) -> tuple[str, str, str]:
    found = _DASH.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _gloss(text: str) -> str:
    found = re.search(r"[(\[（［]([^()\[\]（）［］]+)[)\]）］]", unicodedata.normalize("NFKC", text))
    return found[1] if found else ""
