"""A date that a text states above its sections: `날짜: 2025.03.07`, `Date: March 7, 2025`, a line of its own."""

import re

from retro_cli.domain.importing.daymarks import read_day
from retro_cli.domain.importing.source import Source

_LINES = 20
_LONGEST = 60
_NAMED = re.compile(
    r"\W*(?:회의\s*)?(?:날짜|일시|일자|작성일|기간|date|when|period|日付|日時|開催日|期間)\s*[*_]*\s*[:：|]\s*[*_]*\s*(?P<day>.+)",
    re.IGNORECASE,
)


def stated_day(source: Source, before: int, *, alone: bool) -> str | None:
    """The words of the first line above `before` (0-based) that states the day of the text, None where none does.

    In a text that is one entry (`alone`) that may be a heading, or the only line further down that says `Date:`.
    """
    seen = 0
    headings = {source.blocks[at].start for at in source.headings} if alone else set()
    for number in range(source.body, min(before, len(source.lines))):
        line = source.lines[number].strip()
        if not line or (number not in source.prose and number not in headings):
            continue
        seen += 1
        if seen > _LINES:
            break
        if (words := _stated(line, first=seen == 1)) is not None:
            return words
    named = [number for number in sorted(source.prose) if _NAMED.match(source.lines[number])] if alone else []
    return _stated(source.lines[named[0]].strip(), first=False) if len(named) == 1 else None


def _stated(line: str, *, first: bool) -> str | None:
    if named := _NAMED.match(line):
        words = named["day"][:_LONGEST]
        mark = read_day(words)
        return words if mark is not None and mark.start is not None else None
    if len(line) > _LONGEST:
        return None
    words = line.strip(" #>*_`|-+")
    mark = read_day(words)
    if mark is None or mark.start is None:
        return None
    return words if mark.bare or (first and mark.start.year is not None and len(mark.rest) <= 20) else None
