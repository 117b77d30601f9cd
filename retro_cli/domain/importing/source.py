"""A file as the reader looks at it: lines, front matter and blocks, near-markdown taken for what it is meant as."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.importing.tags import covered
from retro_cli.domain.markdown import Block
from retro_cli.domain.privatemarks import is_tagged
from retro_cli.domain.text import BOM, dominant_newline, split_lines, strip_ending

_TIGHT_HEADING = re.compile(r"(?P<lead> {0,3})(?P<marks>#{1,6})(?P<text>[^\s#!/\\].*)\Z")
_HASHTAGS = re.compile(r"(?:#\S+\s*){2,}\Z")


@dataclass(frozen=True)
class Source:
    """A text to import. `lines` have no endings; `shaped` are the same lines as CommonMark would want them: a line
    of HTML is blank there if what it would take in is a heading."""

    path: str
    lines: tuple[str, ...]
    shaped: tuple[str, ...]
    body: int
    blocks: tuple[Block, ...]
    meta: dict[str, object]
    broken: int
    newline: str

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The indexes of the headings at the top level."""
        return tuple(at for at, block in enumerate(self.blocks) if block.kind == "heading" and block.parent == -1)

    @cached_property
    def private(self) -> frozenset[int]:
        """The lines of headings that say they are private, and of all that they head."""
        headings = [self.blocks[at] for at in self.headings]
        found: set[int] = set()
        for at, block in enumerate(headings):
            if is_tagged("\n".join(self.lines[block.start : block.end])):
                below = (one.start for one in headings[at + 1 :] if one.level <= block.level)
                found.update(range(block.start, next(below, len(self.lines))))
        return frozenset(found)

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """By the index of a container (-1: the top), the indexes of the blocks directly in it."""
        found: dict[int, list[int]] = {}
        for at, block in enumerate(self.blocks):
            found.setdefault(block.parent, []).append(at)
        return found

    @cached_property
    def markers(self) -> dict[int, str]:
        """By line, the marker of the outermost item that begins there."""
        found: dict[int, str] = {}
        for block in self.blocks:
            if block.kind == "item":
                found.setdefault(block.start, block.marker)
        return found

    @cached_property
    def _top_starts(self) -> list[int]:
        return [self.blocks[at].start for at in self.children.get(-1, ())]

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [self.blocks[at].start for at in self.headings]

    def top_from(self, line: int) -> Iterator[int]:
        """The indexes of the blocks at the top that begin on this line or later."""
        top = self.children.get(-1, [])
        for at in range(bisect_left(self._top_starts, line), len(top)):
            yield top[at]

    def headings_in(self, start: int, end: int) -> list[Block]:
        """The headings at the top that begin between two lines."""
        first, last = bisect_left(self._heading_starts, start), bisect_left(self._heading_starts, end)
        return [self.blocks[at] for at in self.headings[first:last]]

    def heading_above(self, line: int) -> int | None:
        """The line of the last heading at the top before a line, None where there is none."""
        at = bisect_left(self._heading_starts, line)
        return self._heading_starts[at - 1] if at else None

    @cached_property
    def prose(self) -> frozenset[int]:
        """The lines of paragraphs."""
        return frozenset(
            number for block in self.blocks if block.kind == "paragraph" for number in range(block.start, block.end)
        )

    @cached_property
    def language(self) -> str:
        """The language that it is written in, by its script: `ko`, `ja`, `en`."""
        text = "\n".join(self.lines[self.body : self.body + 400])
        korean, japanese = len(re.findall("[가-힣]", text)), len(re.findall("[\u3040-\u30ff]", text))
        if max(korean, japanese) < 4:
            return "en"
        return "ko" if korean >= japanese else "ja"


def read_lines(text: str, path: str) -> Source:
    """The source that `text` is; never raises."""
    whole = split_lines(text)
    body = frontmatter.body_line(whole)
    meta, broken = _meta(text, whole, body)
    lines = [strip_ending(line) for line in whole]
    if lines and not body:
        lines[0] = lines[0].removeprefix(BOM)
    blocks = markdown.parse(lines, body)
    shaped = _shaped(lines, blocks)
    if shaped is not None:
        blocks = markdown.parse(shaped, body)
    if freed := set(covered(lines, blocks)):
        shaped = ["" if number in freed else line for number, line in enumerate(shaped or lines)]
        blocks = markdown.parse(shaped, body)
    return Source(path, tuple(lines), tuple(shaped or lines), body, tuple(blocks), meta, broken, dominant_newline(text))


def _meta(text: str, lines: Sequence[str], body: int) -> tuple[dict[str, object], int]:
    if not body:
        return {}, 0
    try:
        return frontmatter.read(text), 0
    except frontmatter.FrontMatterError as error:
        return _salvaged(lines[1 : body - 1]), error.line


def _salvaged(lines: Sequence[str]) -> dict[str, object]:
    """The simple `key: value` lines of front matter that is not YAML."""
    found: dict[str, object] = {}
    for line in lines:
        pair = re.match(r"\t?([^\W\d][\w-]*)[ \t]*:[ \t]*(.*?)\s*\Z", line)
        if pair is None:
            continue
        if listed := re.fullmatch(r"\[([^\[\]]*)\]", pair[2]):
            found.setdefault(pair[1], [word.strip(" '\"") for word in listed[1].split(",") if word.strip()])
        elif _is_plain(pair[2]):
            found.setdefault(pair[1], re.sub(r"\s+#.*\Z", "", pair[2]).strip("'\""))
    return found


def _is_plain(value: str) -> bool:
    """Whether a value is words on a line: no reference, no block or list that goes on below."""
    return not value.startswith(("&", "*", "|", ">")) and (value[:1] != "[" or "]" in value[:-1])


def _shaped(lines: Sequence[str], blocks: Sequence[Block]) -> list[str] | None:
    """The lines with a space where `##Keep` lacks it; None where nothing had to change."""
    numbers = [
        number
        for block in blocks
        if block.kind == "paragraph"
        for number in range(block.start, block.end)
        if lines[number].lstrip(" ").startswith("#") and (block.parent == -1 or lines[number].startswith("##"))
    ]
    found = [(number, match) for number in numbers if (match := _TIGHT_HEADING.match(lines[number]))]
    several = any(len(match["marks"]) > 1 for _, match in found)
    taken = [(n, m) for n, m in found if (len(m["marks"]) > 1 or several) and not _HASHTAGS.match(lines[n])]
    if not taken:
        return None
    shaped = list(lines)
    for number, match in taken:
        shaped[number] = f"{match['lead']}{match['marks']} {match['text']}"
    return shaped
