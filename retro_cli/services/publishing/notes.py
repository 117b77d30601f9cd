"""Footnotes and the targets of links of several entries in one post: none takes those of another for its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retro_cli.domain import markdown
from retro_cli.domain.asides import read_asides
from retro_cli.domain.text import fold
from retro_cli.services.publishing.collect import Shown

_DEFINED = re.compile(r"(?m)^ {0,3}\[(\^?[^\[\]\r\n]{1,300})\]:")
_LABEL = re.compile(r"(!?\[(?:[^\[\]\n]|\\.){0,300}\])?\[(\^?[^\[\]\r\n]{1,300})\](?![(\[])")
_TASK = re.compile(r"[ xX/-]")


def with_labels(shown: Sequence[Shown]) -> list[Shown]:
    """Entries whose labels differ from those of the entries before them, where they mean something of their own."""
    known: dict[str, str] = {}
    found: list[Shown] = []
    for one in shown:
        defined = dict(_defined(one))
        clashing = [label for label, target in defined.items() if known.get(label, target) != target]
        clashing += [label for label in defined if label.startswith("^") and label in known and label not in clashing]
        new: dict[str, str] = {}
        for label in clashing:
            number = 2
            while f"{label}-{number}" in known or f"{label}-{number}" in defined:
                number += 1
            new[label] = f"-{number}"
        known |= {f"{label}{new.get(label, '')}": target for label, target in defined.items()}
        found.append(_relabelled(one, new) if new else one)
    return found


def _defined(one: Shown) -> Iterator[tuple[str, str]]:
    """The labels (folded) that an entry defines, and what each means."""
    for text in (one.note, *(piece.text for piece in one.pieces)):
        if "]:" not in text:
            continue
        yield from _definitions(text)


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    asides = read_asides(lines, markdown.parse(lines))
    for found in _DEFINED.finditer(text):
        if not asides.in_code(found.start(1)):
            yield fold(found[1]), text[found.end() :].split("\n", 1)[0].strip()


def _relabelled(one: Shown, new: dict[str, str]) -> Shown:
    return replace(
        one,
        note=_renamed(one.note, new),
        note_boxes=_renamed(one.note_boxes, new),
        pieces=tuple(
            replace(piece, text=_renamed(piece.text, new), boxes=_renamed(piece.boxes, new)) for piece in one.pieces
        ),
    )


def _renamed(text: str, new: dict[str, str]) -> str:
    """The text with new labels: in `[^1]`, `[words][1]`, `[1][]`, `[1]`, and where they are defined."""
    if "[" not in text:
        return text
    lines = text.split("\n")
    asides = read_asides(lines, markdown.parse(lines))
    pieces: list[str] = []
    at = 0
    for found in _REFERENCE.finditer(text):
        label = fold(found["label"])
        if label not in new or asides.in_code(found.start("label")):
            continue
        end = found.end("label")
        if label.startswith("^") or found["words"] is not None or found["defines"]:
            pieces += [text[at:end], new[label]]
            at = end
        else:  # the words are the label: they stay as they are read
            pieces += [text[at : found.end("label")], f"][{found['label']}{new[label]}]"]
            at = found.end()
    return "".join([*pieces, text[at:]])


_REFERENCE = re.compile(
    r"(?P<words>\[(?:[^\[\]\n\\]|\\.){1,300}\])?\[(?P<label>\^?[^\[\]\r\n]{1,300})\](?:\[\])?(?P<defines>:)?(?!\()"
)
