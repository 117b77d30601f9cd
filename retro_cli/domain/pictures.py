"""The pictures that a text shows: where their links stand, and putting other links in their place."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.text import split_lines

PICTURE_ENDINGS = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".heic", ".heif", ".tif", ".tiff",
    ".mp4", ".mov", ".m4v", ".webm",
)  # fmt: skip

# Lengths are bounded, so that a line of a million brackets takes no longer than others.
_LINK = re.compile(
    r"""!\[(?:[^\]\\\r\n]|\\.){0,300}\]\([ \t]{0,9}
        (?: <(?P<angle>[^<>\r\n]{0,999})> | (?P<bare>[^()\r\n]{0,999}?(?:\([^()\r\n]{0,99}\)[^()\r\n]{0,99}?){0,9}) )
        (?:[ \t]{1,9}(?:"[^"\r\n]{0,300}"|'[^'\r\n]{0,300}'))?[ \t]{0,9}\)""",
    re.VERBOSE,
)
_TAG = re.compile(
    r"""<img\b[^<>]{0,500}?\bsrc[ \t]{0,9}=[ \t]{0,9}
        (?:"(?P<double>[^"<>\r\n]{0,999})"|'(?P<single>[^'<>\r\n]{0,999})')""",
    re.IGNORECASE | re.VERBOSE,
)
_EMBED = re.compile(r"!\[\[(?P<name>[^\[\]|#\r\n]{1,300})(?:[|#][^\[\]\r\n]{0,99})?\]\]")
_REFERENCE = re.compile(
    r"^ {0,3}\[[^\]\r\n]{1,300}\]:[ \t]{0,9}(?:<(?P<angle>[^<>\r\n]{0,999})>|(?P<bare>\S{1,999}))", re.M
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\{")
_KEPT_PLAIN = re.compile(r"[^\s\x00-\x20\x7f()<>\[\]\"'\\%?#|:{}]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A link to a picture in a text: its characters `start` to `end`, and what is written there.

    `kind` is "link", "angle" (`<…>`), "tag" (`<img>`) or "embed" (`![[…]]`, which names a file in any folder).
    """

    start: int
    end: int
    written: str
    kind: str
    line: int

    @property
    def path(self) -> str:
        """The path that it means: as it is written, percent signs decoded, without a query; NFC."""
        text = self.written.strip(" \t")
        if self.kind != "embed":
            text = unquote(re.split(r"[?#]", text, maxsplit=1)[0])
        return unicodedata.normalize("NFC", text)

    def link(self, path: str) -> str:
        """What to write in its place so that it means `path`."""
        return path if self.kind == "embed" else quoted(path)


def quoted(path: str) -> str:
    """`path` as the target of a link: letters of any script stay, what would end a link becomes `%20`."""
    return "".join(one if _KEPT_PLAIN.fullmatch(one) else quote(one, safe="") for one in path)


def pictures(text: str) -> list[Picture]:
    """The pictures in the body of `text` that are files: no web addresses, nothing in code or comments."""
    if not _may_hold(text):
        return []
    found = [picture for picture in _all(text) if _is_file(picture)]
    if not found:
        return []
    lines = split_lines(text)
    code = _code_lines(lines)
    body = frontmatter.body_line(lines)
    starts = _line_starts(lines)
    placed = [_with_line(picture, starts) for picture in found]
    placed = [one for one in placed if one.line > body and one.line - 1 not in code]
    return sorted({one.start: one for one in placed}.values(), key=lambda one: one.start)


def relinked(text: str, new_path: Callable[[Picture], str | None]) -> str:
    """`text` with the pictures for which `new_path` gives a path linked to that; every other character stays."""
    pieces: list[str] = []
    at = 0
    for picture in pictures(text):
        path = new_path(picture)
        if path is not None and path != picture.path:
            pieces += [text[at : picture.start], picture.link(path)]
            at = picture.end
    return "".join([*pieces, text[at:]])


def _may_hold(text: str) -> bool:
    return "![" in text or "<img" in text.lower()


def _all(text: str) -> Iterator[Picture]:
    for found in _LINK.finditer(text):
        name = "angle" if found["angle"] is not None else "bare"
        yield _picture(found, name, "angle" if name == "angle" else "link")
    for found in _TAG.finditer(text):
        yield _picture(found, "double" if found["double"] is not None else "single", "tag")
    for found in _EMBED.finditer(text):
        yield _picture(found, "name", "embed")
    for found in _REFERENCE.finditer(text):
        name = "angle" if found["angle"] is not None else "bare"
        yield _picture(found, name, "angle" if name == "angle" else "link")


def _picture(found: re.Match[str], group: str, kind: str) -> Picture:
    start, end = found.span(group)
    return Picture(start, end, found[group], kind, 0)


def _is_file(picture: Picture) -> bool:
    return not _SCHEME.match(picture.written.strip()) and picture.path.lower().endswith(PICTURE_ENDINGS)


def _line_starts(lines: list[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line)
    return starts


def _with_line(picture: Picture, starts: list[int]) -> Picture:
    from bisect import bisect_right

    return Picture(picture.start, picture.end, picture.written, picture.kind, bisect_right(starts, picture.start))


def _code_lines(lines: list[str]) -> set[int]:
    blocks = markdown.parse(lines, frontmatter.body_line(lines))
    return {
        number
        for block in blocks
        if block.kind in ("fence", "code") or block.comment
        for number in range(block.start, block.end)
    }
