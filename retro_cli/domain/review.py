"""The digest in the text of a review: lines that retro owns, between two markers; all other text is the user's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retro_cli.domain import frontmatter
from retro_cli.domain.digest_span import DIGEST_BEGIN, find_digest
from retro_cli.domain.hashing import sha256
from retro_cli.domain.placing import insert
from retro_cli.domain.text import BOM, dominant_newline, line_ending, split_lines, strip_ending

END = "<!-- retro:end digest -->"
_SETTING = re.compile(r"(\w+)=(\S+)")


@dataclass(frozen=True, slots=True)
class StandingDigest:
    """The digest that a text holds: the span of its lines with both markers (indices from 0), its language (None
    where its marker does not say), and whether somebody edited it.

    A begin marker whose end is missing is an edited digest of that one line: what follows may be the user's.
    """

    span: tuple[int, int]
    lang: str | None
    edited: bool


def read_digest(text: str) -> StandingDigest | None:
    """The digest of a text, if it has one."""
    lines = split_lines(text)
    first = frontmatter.body_line(lines)
    span = find_digest(lines, first)
    if span is None:
        alone = next((at for at in range(first, len(lines)) if _begin(lines[at])), None)
        return None if alone is None else StandingDigest((alone, alone + 1), None, True)
    begin = _begin(lines[span[0]])
    settings = dict(_SETTING.findall(begin["settings"])) if begin else {}
    content = [strip_ending(line) for line in lines[span[0] + 1 : span[1] - 1]]
    return StandingDigest(span, settings.get("lang"), settings.get("sha") != checksum(content))


def _begin(line: str) -> re.Match[str] | None:
    return DIGEST_BEGIN.fullmatch(strip_ending(line).removeprefix(BOM))


def checksum(content: Sequence[str]) -> str:
    """What tells whether somebody changed the lines of a digest (without line endings, which may change on the way)."""
    return sha256("\n".join(content).encode("utf-8", "surrogatepass")).hex()[:12]


def put_digest(text: str, content: Sequence[str], lang: str) -> str:
    """The text with its digest replaced by `content` (lines without endings), or with one above everything else.

    Every byte outside the digest stays; a text that has no newline at its end gets none.
    """
    lines = split_lines(text)
    newline = dominant_newline(text)
    block = [f"<!-- retro:begin digest lang={lang} sha={checksum(content)} -->", *content, END]
    had = read_digest(text)
    if had is None:
        return _with_first(lines, block, newline)
    start, end = had.span
    added = [line + newline for line in block]
    if lines[start].startswith(BOM):
        added[0] = BOM + added[0]
    if end == len(lines) and not line_ending(lines[end - 1]):
        added[-1] = block[-1]
    return "".join([*lines[:start], *added, *lines[end:]])


def _with_first(lines: list[str], block: list[str], newline: str) -> str:
    at = frontmatter.body_line(lines)
    bom = BOM if at == 0 and lines and lines[0].startswith(BOM) else ""
    if bom:
        lines = [lines[0].removeprefix(BOM), *lines[1:]]
    follows = at < len(lines) and bool(lines[at].strip())
    return bom + "".join(insert(lines, at, [*block, *([""] if follows else [])], newline))
