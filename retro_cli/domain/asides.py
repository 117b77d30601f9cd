"""What in a text is code, and what its writer left out of sight: HTML comments, and `%%…%%` as Obsidian has them.

Read more widely than browsers and Obsidian do: what may be a comment is one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retro_cli.domain.markdown import Block

_SIGN = re.compile(r"\\[!-/:-@\[-`{-~]|`+|<!--|%%|\{%-?[ \t]*comment[ \t]*-?%\}")
_TICKS = re.compile(r"`+")
_LIQUID_END = re.compile(r"\{%-?[ \t]*endcomment[ \t]*-?%\}")
_BEFORE = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)*")
_READ_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)  # where sites cut a post for their front page
_CODE = ("fence", "code")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asides:
    """Spans of characters in `text`, which is the lines with `\\n` between them: what is `code`, what is a comment.

    `open` are the lines (by index) of comments that are never closed: they reach to the end of the text, or of their
    paragraph.
    """

    text: str
    code: tuple[Span, ...]
    comments: tuple[Span, ...]
    open: tuple[int, ...]

    def in_code(self, at: int) -> bool:
        """Whether the character at this place is code."""
        found = bisect_right(self.code, (at, len(self.text))) - 1
        return found >= 0 and at < self.code[found][1]

    def pieces(self) -> Iterator[Span]:
        """The spans of the text that are neither code nor comment, in order."""
        at = 0
        for start, end in sorted([*self.code, *self.comments]):
            if at < start:
                yield at, start
            at = max(at, end)
        if at < len(self.text):
            yield at, len(self.text)


def read_asides(lines: Sequence[str], blocks: Sequence[Block], first: int = 0) -> Asides:
    """Find code and comments in `lines` (without endings) from line `first` on; `blocks` are theirs."""
    return _Reader(lines, blocks, first).read()


class _Reader:
    def __init__(self, lines: Sequence[str], blocks: Sequence[Block], first: int) -> None:
        self._lines = lines
        self._text = "\n".join(lines)
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line) + 1
        self._starts.append(at)
        self._at = self._starts[min(first, len(lines))]
        leaves = [one for one in blocks if one.kind in ("paragraph", "heading", "html", "fence", "code")]
        self._leaves = leaves
        self._opening = [self._starts[one.start] for one in leaves]
        self._blocks = [(self._starts[one.start], self._starts[one.end]) for one in leaves if one.kind in _CODE]
        self._code: list[Span] = []
        self._comments: list[Span] = []
        self._open: list[int] = []

    def read(self) -> Asides:
        text = self._text
        while found := _SIGN.search(text, self._at):
            leaf = self._leaf(found.start())
            if leaf is not None and leaf.kind in _CODE:
                self._at = self._starts[leaf.end]
            elif found[0][0] == "\\":
                self._at = found.end()
            elif found[0][0] == "`":
                self._ticks(found, leaf)
            elif found[0] == "<!--":
                self._html(found.start(), leaf)
            elif found[0] == "%%":
                self._percent(found.start())
            else:
                end = _LIQUID_END.search(text, found.end())
                self._comment(found.start(), end.end() if end else len(text), closed=end is not None)
        code = sorted([*self._code, *(span for span in self._blocks if not self._hides(span[0]))])
        return Asides(text, tuple(code), tuple(self._comments), tuple(self._open))

    def _hides(self, at: int) -> bool:
        found = bisect_right(self._comments, (at, len(self._text))) - 1
        return found >= 0 and at < self._comments[found][1]

    def _leaf(self, at: int) -> Block | None:
        found = bisect_right(self._opening, at) - 1
        leaf = self._leaves[found] if found >= 0 else None
        return leaf if leaf is not None and at < self._starts[leaf.end] else None

    def _ticks(self, found: re.Match[str], leaf: Block | None) -> None:
        """Code within a line or paragraph: it ends at as many ticks as it began with."""
        self._at = found.end()
        if leaf is None or leaf.kind == "html":
            return
        for closing in _TICKS.finditer(self._text, found.end(), self._starts[leaf.end]):
            if closing[0] == found[0]:
                self._code.append((found.start(), closing.end()))
                self._at = closing.end()
                return

    def _html(self, start: int, leaf: Block | None) -> None:
        text = self._text
        if more := _READ_MORE.match(text, start):
            self._at = more.end()
            return
        limit = len(text) if leaf is None or leaf.kind == "html" else self._starts[leaf.end] - 1
        if text.startswith((">", "->"), start + 4):
            self._comment(start, text.index(">", start) + 1)
            return
        end = text.find("-->", start + 4, limit)
        if end < 0 and leaf is not None:
            limit = min(self._starts[leaf.end] - 1, len(text))
        self._comment(start, end + 3 if end >= 0 else limit, closed=end >= 0)

    def _percent(self, start: int) -> None:
        """Two percent signs and all up to the next two; alone they are text, unless a line begins with them."""
        text = self._text
        run = len(text) - len(text[start:].lstrip("%")) - start if text.startswith("%%%", start) else 2
        if run > 2:
            self._at = start + run
            return
        end = self._closing(start + 2)
        line = bisect_right(self._starts, start) - 1
        leaf = self._leaf(start)
        if leaf is not None and leaf.kind != "html" and start > 0 and not text[start - 1].isspace():
            end = end if end < self._starts[leaf.end] else -1  # behind a number they are what they say
        if end >= 0:
            self._comment(start, end + 2)
        elif _BEFORE.fullmatch(text, self._starts[line], start):
            self._comment(start, len(text), closed=False)
        else:
            self._at = start + 2

    def _closing(self, at: int) -> int:
        """Where the next two percent signs stand, those in blocks of code passed over."""
        found = self._text.find("%%", at)
        while found >= 0:
            leaf = self._leaf(found)
            if leaf is None or leaf.kind not in _CODE:
                return found
            found = self._text.find("%%", self._starts[leaf.end])
        return -1

    def _comment(self, start: int, end: int, *, closed: bool = True) -> None:
        self._comments.append((start, end))
        self._at = max(end, start + 1)
        if not closed:
            self._open.append(bisect_right(self._starts, start) - 1)
