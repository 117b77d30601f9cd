"""Prose in a section, and the backslashes that keep a line of it from ending the section.

Writing puts a backslash before what would end the section, and before every backslash that stands in such a place
already; reading takes one away in the same places. Both walk through the written lines, so that what one sees at a
line the other sees too, and `unescape_prose(escape_prose(text)) == text` for every text.
"""

import re
from collections.abc import Callable, Sequence

from retro_cli.domain.block_reader import Reader
from retro_cli.domain.html_blocks import opening
from retro_cli.domain.text import strip_ending

Ends = Callable[[int, str], bool]
"""Whether a heading of this level and text ends the section that the prose stands in."""

# at most so many lines of a paragraph are looked at as the text of a heading
_LONGEST_HEADING = 20

_ENDING = re.compile(
    r"(?P<lead>[ ]{0,3})(?P<slashes>\\*)(?:(?P<heading>\#{1,6})(?=[ \t]|\Z)|(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})"
    r"|(?P<under>=+|-+)[ \t]*\Z|(?=<)(?P<html>))"
)
_FENCE_END = re.compile(r"[ ]{0,3}(`{3,}|~{3,})[ \t]*\Z")
_CLOSING_HASHES = re.compile(r"(?:\A|[ \t]+)#+[ \t]*\Z")
_OWN_COMMENT = "<!-- retro:"


def escape_prose(text: str, ends: Ends) -> str:
    """Prose as it is written below a heading, so that no line of it ends the section."""
    lines = text.split("\n")
    walk = _Walk(lines, ends)
    for number, line in enumerate(lines):
        found = walk.candidate(line)
        if found and (walk.may_end(found) if found["slashes"] else walk.does_end(found, number)):
            lines[number] = f"{found['lead']}\\{line[found.end('lead') :]}"
        walk.reader.read(number, lines[number])
    return "\n".join(lines)


def unescape_prose(text: str, ends: Ends) -> str:
    """The prose that `escape_prose` was given."""
    if "\\" not in text:
        return text
    lines = text.split("\n")
    walk = _Walk(lines, ends)
    for number, line in enumerate(lines):
        found = walk.candidate(line) if "\\" in line else None
        if found and found["slashes"] and walk.may_end(found):
            lines[number] = f"{found['lead']}{line[found.end('lead') + 1 :]}"
        walk.reader.read(number, line)
    return "\n".join(lines)


def prose(lines: Sequence[str]) -> str:
    """Lines with their endings as one text: newlines as `\\n`, blank lines around it and space behind it removed."""
    bare = [strip_ending(line) for line in lines]
    first = next((at for at, line in enumerate(bare) if line.strip()), len(bare))
    return "\n".join(bare[first:]).rstrip()


class _Closing:
    """Where what closes fences and HTML blocks stands in lines; looked up from the end, once for each kind."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._fences: dict[str, list[int]] = {}
        self._html: dict[re.Pattern[str], int] = {}

    def fence(self, marker: str, after: int) -> bool:
        """Whether a line after index `after` closes a fence of this marker."""
        longest = self._fences.get(marker[0])
        if longest is None:
            longest = self._fences[marker[0]] = self._longest_fences(marker[0])
        return longest[after + 1] >= len(marker)

    def _longest_fences(self, character: str) -> list[int]:
        """By line, the length of the longest closing fence from there on."""
        longest = [0] * (len(self._lines) + 1)
        for index in range(len(self._lines) - 1, -1, -1):
            found = _FENCE_END.match(self._lines[index]) if character in self._lines[index] else None
            here = len(found[1]) if found and found[1][0] == character else 0
            longest[index] = max(longest[index + 1], here)
        return longest

    def html(self, ending: re.Pattern[str], line: str, at: int, after: int) -> bool:
        """Whether HTML that begins at `at` of `line` and ends with `ending` is closed there or after index `after`."""
        if ending.search(line, at):
            return True
        if ending not in self._html:
            self._html[ending] = next(
                (index for index in range(len(self._lines) - 1, -1, -1) if ending.search(self._lines[index])), -1
            )
        return self._html[ending] > after


class _Walk:
    """What is asked about a line when the lines above it were read."""

    def __init__(self, lines: Sequence[str], ends: Ends) -> None:
        self.reader = Reader()
        self._ends = ends
        self._closing = _Closing(lines)

    def candidate(self, line: str) -> re.Match[str] | None:
        """The line's parts, where it stands at the top and could end the section but for its backslashes."""
        found = _ENDING.match(line)
        return found if found and self.reader.at_top(found.end("lead")) else None

    def may_end(self, found: re.Match[str]) -> bool:
        """Whether the line, without its backslashes, is of a kind that can end a section."""
        if found["heading"]:
            return self._heading(found)
        return found["html"] is None or _html_ending(found) is not None

    def does_end(self, found: re.Match[str], number: int) -> bool:
        """Whether the line ends the section as it stands: it is such a heading, or opens what never closes."""
        if found["heading"]:
            return self._heading(found)
        if found["fence"]:
            return not self._closing.fence(found["fence"], number)
        if found["under"]:
            above = self.reader.paragraph()
            level = 1 if found["under"][0] == "=" else 2
            return above is not None and (len(above) > _LONGEST_HEADING or self._ends(level, "\n".join(above).strip()))
        line, at, ending = found.string, found.start("html"), _html_ending(found)
        own = line.startswith(_OWN_COMMENT, at)
        return ending is not None and (own or not self._closing.html(ending, line, at, number))

    def _heading(self, found: re.Match[str]) -> bool:
        text = _CLOSING_HASHES.sub("", found.string[found.end("heading") :]).strip()
        return self._ends(len(found["heading"]), text)


def _html_ending(found: re.Match[str]) -> re.Pattern[str] | None:
    """What ends the HTML that begins there, None where a blank line does."""
    return opening(found.string, found.start("html"), interrupts=True)[1]
