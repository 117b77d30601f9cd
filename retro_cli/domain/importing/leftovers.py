"""Where text goes on behind a section that is over: behind its list, its table, or the list that its label is in."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from retro_cli.domain.importing.candidates import INLINE, ITEM, TABLE
from retro_cli.domain.importing.choosing import Label
from retro_cli.domain.importing.lines import is_prose
from retro_cli.domain.importing.source import Source
from retro_cli.domain.markdown import Block

REST_HEADING: Mapping[str, str] = {"ko": "메모", "ja": "メモ", "en": "Notes"}
"""What opens text that follows the last section and belongs to none."""


def rest_heading(level: int, words: str) -> str:
    """The heading that opens such text: closed by its signs, by which `is_rest_heading` knows that it was added."""
    return f"{'#' * level} {words} {'#' * level}"


def is_rest_heading(line: str) -> bool:
    """Whether a line is a heading that import put there, and not the writer."""
    signs, _, rest = line.strip().partition(" ")
    words, _, closing = rest.rpartition(" ")
    return bool(signs) and not signs.strip("#") and closing == signs and words in REST_HEADING.values()


def find_leftovers(source: Source, spans: Sequence[tuple[int, int]], labels: Sequence[Label]) -> dict[int, int]:
    """By the line where such text begins, the line of the label of the section that it would stand in (0-based)."""
    return dict(_Leftovers(source, spans, labels).find())


class _Leftovers:
    def __init__(self, source: Source, spans: Sequence[tuple[int, int]], labels: Sequence[Label]) -> None:
        self._source = source
        self._spans = spans
        self._labels = labels

    def find(self) -> Iterator[tuple[int, int]]:
        taken = {label.candidate.line for label in self._labels}
        for index, label in enumerate(self._labels):
            after = self._labels[index + 1].candidate.line if index + 1 < len(self._labels) else None
            line = self._behind(label, after)
            if line is not None and line not in taken:
                yield line, label.candidate.line

    def _behind(self, label: Label, after: int | None) -> int | None:
        candidate = label.candidate
        if candidate.form == ITEM:
            return self._behind_list(label, after)
        if candidate.form == TABLE:
            return self._behind_table(label, after) if after != candidate.line else None
        return self._behind_items(label) if after is None and candidate.form != INLINE else None

    def _behind_list(self, label: Label, after: int | None) -> int | None:
        """The first line behind the list of a label with content of its own, before the next label or heading."""
        candidate = label.candidate
        if not (candidate.inline or candidate.nested):
            return None
        at = candidate.block
        while self._source.blocks[at].parent >= 0:
            at = self._source.blocks[at].parent
        for block in self._top_blocks(self._source.blocks[at].end, self._end(candidate.line, after)):
            if block.kind == "heading":
                return None
            if block.kind in ("paragraph", "list"):
                return block.start
        return None

    def _behind_table(self, label: Label, after: int | None) -> int | None:
        """The first line behind a table, before the next label or heading."""
        line = label.candidate.line
        for block in self._top_blocks(line, self._end(line, after)):
            if block.start > line:
                return block.start if block.kind in ("paragraph", "list") else None
        return None

    def _behind_items(self, label: Label) -> int | None:
        """Where prose begins behind the items of the last section, if no other section has prose behind its items."""
        if len(self._labels) < 2:
            return None
        found = self._prose_behind(label.candidate.line, self._end(label.candidate.line, None))
        if found is None:
            return None
        others = pairwise(one.candidate.line for one in self._labels)
        return None if any(self._prose_behind(one, other) is not None for one, other in others) else found

    def _prose_behind(self, start: int, end: int) -> int | None:
        listed = False
        first: int | None = None
        for block in self._top_blocks(start + 1, end):
            if block.kind == "heading":
                break
            if block.kind == "list":
                if first is not None and self._continues(block):
                    return None
                listed = True
            elif listed and first is None and block.kind == "paragraph" and is_prose(block.text):
                first = block.start
        return first

    def _continues(self, block: Block) -> bool:
        """Whether a list counts on from one before it."""
        number = self._source.markers.get(block.start, "").rstrip(".)")
        return number.isdigit() and number not in ("0", "1")

    def _end(self, line: int, after: int | None) -> int:
        end = next((end for start, end in self._spans if start <= line < end), line)
        return min(end, after) if after is not None else end

    def _top_blocks(self, start: int, end: int) -> Iterator[Block]:
        """The blocks at the top that begin between two lines."""
        for at in self._source.top_from(start):
            block = self._source.blocks[at]
            if block.start >= end:
                return
            yield block
