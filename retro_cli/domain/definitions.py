"""Link reference definitions: `[label]: destination "title"`, which are no text of the paragraph that they begin."""

import re

_LABEL = re.compile(r"(?:[^\[\]\\]|\\.)*")
_POINTED = re.compile(r"<(?:[^<>\\]|\\.)*>")
_BARE = re.compile(r"[^\x00-\x20\x7f]+")
_PARENTHESIS = re.compile(r"\\.|[()]")
_TITLE = {
    '"': re.compile(r'(?:[^"\\]|\\.)*'),
    "'": re.compile(r"(?:[^'\\]|\\.)*"),
    "(": re.compile(r"(?:[^()\\]|\\.)*"),
}
_CLOSING = {'"': '"', "'": "'", "(": ")"}
_SPACE = re.compile(r"[ \t]*")
_DEEPEST = 32


class Definition:
    """One definition, fed line by line.

    `state` is `label`, `destination` or `title` while it needs more, `maybe` when it is whole but a title may follow on
    the next line, `done`, or `none` when it is none. `whole` counts the lines that are a definition in any case.
    """

    __slots__ = ("_labelled", "_lines", "_quote", "state", "whole")

    def __init__(self, line: str) -> None:
        self.state = "label"
        self.whole = 0
        self._lines = 0
        self._labelled = False
        self._quote = ""
        self.feed(line, 1)

    def awaits(self, line: str) -> bool:
        """Whether `line` (indentation removed) can belong to it: a whole one takes nothing but a title."""
        return self.state in ("label", "destination", "title") or (self.state == "maybe" and line[:1] in _CLOSING)

    def feed(self, line: str, at: int = 0) -> None:
        """Read on in the next line, its indentation removed."""
        self._lines += 1
        if self.state == "maybe":
            self.state = "destination end"
        if self.state == "label":
            at = self._label(line, at)
        if self.state == "destination":
            at = self._destination(line, at)
        if self.state == "destination end":
            at = self._title_start(line, at)
        if self.state == "title":
            self._title(line, at)

    def _label(self, line: str, at: int) -> int:
        match = _LABEL.match(line, at)
        assert match is not None
        end = match.end()
        self._labelled = self._labelled or bool(match[0].strip())
        if end == len(line) or line[end:] == "\\":
            return end
        if line[end] == "]" and line[end + 1 : end + 2] == ":" and self._labelled:
            self.state = "destination"
            return end + 2
        self.state = "none"
        return end

    def _destination(self, line: str, at: int) -> int:
        at = _past_space(line, at)
        if at == len(line):
            return at
        match = (_POINTED if line[at] == "<" else _BARE).match(line, at)
        if match is None or (line[at] != "<" and not _balanced(match[0])):
            self.state = "none"
            return at
        self.state = "destination end"
        return match.end()

    def _title_start(self, line: str, at: int) -> int:
        start = _past_space(line, at)
        if start == len(line):
            self.state = "maybe"
            self.whole = self._lines
        elif line[start] in _CLOSING and (start > at or self.whole):
            self.state = "title"
            self._quote = line[start]
            return start + 1
        else:
            self.state = "none"
        return start

    def _title(self, line: str, at: int) -> None:
        match = _TITLE[self._quote].match(line, at)
        assert match is not None
        end = match.end()
        if end == len(line) or line[end:] == "\\":
            return
        if line[end] == _CLOSING[self._quote] and _past_space(line, end + 1) == len(line):
            self.state = "done"
            self.whole = self._lines
        else:
            self.state = "none"


def _past_space(line: str, at: int) -> int:
    match = _SPACE.match(line, at)
    assert match is not None
    return match.end()


def _balanced(destination: str) -> bool:
    level = 0
    for match in _PARENTHESIS.finditer(destination):
        if match[0] == "(":
            level += 1
        elif match[0] == ")":
            level -= 1
        if not 0 <= level <= _DEEPEST:
            return False
    return level == 0
