"""A format: which sections and fields an entry has, what they mean, and how they are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from retro_cli.domain.labels import Localized as Localized
from retro_cli.domain.labels import label as label
from retro_cli.domain.labels import pick as pick
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic import BaseModel

ROLES = ("good", "bad", "next", "learned", "felt", "did", "context", "question", "other")
KINDS = ("list", "text", "actions")
PERIODS = ("day", "week", "month", "quarter", "year", "any")
FIELD_TYPES = ("scale", "number", "choice", "text")
LANGUAGES = ("en", "ko", "ja")
_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of a format. `role` is one of ROLES, `kind` one of KINDS."""

    key: str
    role: str = "other"
    kind: str = "list"
    heading: Localized = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    prompt: Localized = field(default_factory=dict)
    required: bool = False
    private: bool = False

    def title(self, lang: str) -> str:
        """The heading that is written in `lang`; the key where the format names none."""
        return pick(self.heading, lang) or self.key

    def question(self, lang: str) -> str:
        """What to ask in `lang`: the prompt, or the heading where there is none."""
        return pick(self.prompt, lang) or self.title(lang)

    def labels(self) -> set[str]:
        """All labels that a heading of this section may have."""
        return {found for name in (self.key, *self.heading.values(), *self.aliases) if (found := label(name))}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A short answer kept in front matter. `type` is one of FIELD_TYPES; `min` and `max` belong to a scale."""

    key: str
    type: str = "text"
    prompt: Localized = field(default_factory=dict)
    min: int = 1
    max: int = 5
    choices: tuple[str, ...] = ()

    def question(self, lang: str) -> str:
        """What to ask in `lang`: the prompt, or the key where there is none."""
        return pick(self.prompt, lang) or self.key


MOOD = FieldSpec(
    key="mood",
    type="scale",
    prompt={
        "en": "How was today?",
        "ko": "오늘 기분은 어땠어요?",
        "ja": "今日の気分はどうでしたか？",
    },
)
"""The field that every format has without defining it."""


@dataclass(frozen=True)
class Format:
    """A format as its template defines it. `origin` is the template's path, for messages; `body` its skeleton."""

    name: str
    title: Localized = field(default_factory=dict)
    summary: Localized = field(default_factory=dict)
    period: str = "day"
    repeats: bool = False
    sections: tuple[SectionSpec, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    body: str = ""
    origin: str = ""

    def serves(self, kind: str) -> bool:
        """Whether reviews of this kind can be written in it: those longer than a week share theirs."""
        longer = ("month", "quarter", "year")
        return self.period in ("any", kind) or (kind in longer and self.period in longer)

    @property
    def free(self) -> bool:
        """Whether the entry's writer chooses the headings (`log`)."""
        return not self.sections

    @cached_property
    def _by_label(self) -> Mapping[str, SectionSpec]:
        return {found: section for section in reversed(self.sections) for found in section.labels()}

    @cached_property
    def _matched(self) -> dict[str, SectionSpec | None]:
        """What headings were found to name: the same few stand in nearly all entries."""
        return {}

    @property
    def labels(self) -> Mapping[str, SectionSpec]:
        """All labels that headings of its sections may have, with the sections; worked out once."""
        return self._by_label

    @property
    def own_labels(self) -> frozenset[str]:
        """The labels of its sections' keys and headings, aliases left out."""
        return self._own_labels

    @cached_property
    def _own_labels(self) -> frozenset[str]:
        """Labels of keys and headings, aliases left out."""
        return frozenset(label(name) for section in self.sections for name in (section.key, *section.heading.values()))

    @cached_property
    def _model(self) -> type[BaseModel]:
        from retro_cli.domain.formatmodel import build_model

        return build_model(self)

    def section(self, key: str) -> SectionSpec | None:
        """The section with exactly this key."""
        return next((section for section in self.sections if section.key == key), None)

    def field(self, key: str) -> FieldSpec | None:
        """The field with exactly this key; `mood` is always there."""
        return next((spec for spec in (*self.fields, MOOD) if spec.key == key), None)

    def match(self, heading: str) -> SectionSpec | None:
        """The section that a heading's text names by key, by heading in any language, or by alias."""
        known = self._matched
        if heading not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[heading] = self._by_label.get(label(heading))
        return known[heading]

    def find(self, word: str) -> SectionSpec | None:
        """The section that a typed word means: as `match`, else the only one whose key or else heading begins so."""
        found, start = self.match(word), label(word)
        if found or not start:
            return found or self.match(f"[{word}]")  # the letter of `[!] To Try`
        by_key = [section for section in self.sections if label(section.key).startswith(start)]
        by_heading = [
            section for section in self.sections if any(label(h).startswith(start) for h in section.heading.values())
        ]
        candidates = by_key or by_heading
        return candidates[0] if len(candidates) == 1 else None

    def model(self) -> type[BaseModel]:
        """The pydantic model of the answers to this format, built at the first call."""
        return self._model


def validate(form: Format, data: object, translate: Callable[[str], str] = N_) -> BaseModel:
    """`data` as an instance of the format's model; raises UsageError with details such as `sections.keep: …`."""
    from retro_cli.domain import formatinput

    return formatinput.validate(form, data, translate)


def covering(formats: Iterable[Format], headings: Iterable[str]) -> Format | None:
    """The format that covers most of an entry's headings, at least two of its sections; None if there is none.

    Among equals the one whose own headings (not aliases) were used more wins, then the one with fewer sections left
    over, then the first.
    """
    labels = [label(heading) for heading in headings]
    best: Format | None = None
    best_score = (1, 0, 0)
    for candidate in formats:
        used = [(found, section.key) for found in labels if (section := candidate._by_label.get(found))]
        covered = len({key for _, key in used})
        score = (covered, sum(found in candidate._own_labels for found, _ in used), -len(candidate.sections))
        if covered > 1 and score > best_score:
            best, best_score = candidate, score
    return best
