"""What counts as the same line, and what of a whole text no line shows: newlines, a byte order mark, an end."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from retro_cli.domain.merging.model import Contradiction, Merged, Piece
from retro_cli.domain.text import BOM, dominant_newline, line_ending, split_lines, strip_ending

T = TypeVar("T")


def key(line: str) -> str:
    """What a line says: composed, without the space and the newline at its end."""
    bare = line.rstrip(" \t\r\n")
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)


def said(lines: Iterable[str]) -> str:
    """What lines say together."""
    return "\n".join(key(line) for line in lines)


def chosen(base: T, left: T, right: T) -> T:
    """The one that was changed; the left one where both were."""
    return right if left == base else left


@dataclass(frozen=True, slots=True)
class Manner:
    """How the merged text is spelled: with or without BOM, with which newline, with or without one at the end."""

    bom: bool
    newline: str
    ended: bool

    @classmethod
    def of(cls, text: str) -> "Manner":
        """The manner of one text."""
        ended = not text.removeprefix(BOM) or bool(line_ending(text[-2:]))
        return cls(text.startswith(BOM), dominant_newline(text), ended)


def manner(base: str | None, left: str, right: str) -> Manner:
    """The manner that the merged text has: what one side changed counts."""
    one, other = Manner.of(left), Manner.of(right)
    if base is None:
        newline = one.newline if one.newline == other.newline else "\n"
        return Manner(one.bom and other.bom, newline, one.ended or other.ended)
    was = Manner.of(base)
    return Manner(
        chosen(was.bom, one.bom, other.bom),
        chosen(was.newline, one.newline, other.newline),
        chosen(was.ended, one.ended, other.ended),
    )


def lines_of(text: str, newline: str) -> list[str]:
    """The lines of a text, no BOM before them, each ended, with `newline` if the text is not written so already."""
    text = text.removeprefix(BOM)
    usual = dominant_newline(text)
    lines = split_lines(text)
    if usual != newline:
        lines = [strip_ending(line) + newline for line in lines]
    if lines and not line_ending(lines[-1]):
        lines[-1] += newline
    return lines


def finished(pieces: Sequence[Piece], how: Manner) -> Merged:
    """The text of the pieces, and the lines of their contradictions."""
    lines: list[str] = []
    contradictions = []
    for piece in pieces:
        line = piece.line
        if not lines or not lines[-1].endswith("\r") or line != "\n":
            lines.append(line)
        else:
            lines.append("\r")  # or the two would be one newline
        if piece.kind:
            contradictions.append(Contradiction(len(lines), piece.kind))
    if lines and not how.ended:
        lines[-1] = strip_ending(lines[-1])
    return Merged((BOM if how.bom else "") + "".join(lines), tuple(contradictions))
