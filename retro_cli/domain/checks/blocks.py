"""What begins and never ends: code and comments that swallow sections, digests with half of their markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retro_cli.domain.checks.model import Finding
from retro_cli.domain.digest_span import DIGEST_BEGIN, DIGEST_END
from retro_cli.domain.text import BOM, strip_ending
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro_cli.domain.checks.sheet import Sheet
    from retro_cli.domain.markdown import Block

_MAY_OPEN = re.compile(r"```|~~~|<!--")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Code blocks and comments without an end that have sections inside them."""
    if not _MAY_OPEN.search(sheet.text):
        return
    for block in sheet.blocks:
        if block.closed or not (block.kind == "fence" or block.comment) or not _swallows(sheet, block):
            continue
        if block.kind == "fence":
            message, hint = (
                N_("This code block never ends and swallows the section on line {swallowed}."),
                N_("Close it with a line {fence}."),
            )
        else:
            message, hint = (
                N_("This comment never ends and swallows the section on line {swallowed}."),
                N_("Close it with {fence}."),
            )
        yield Finding(
            "open-block",
            sheet.path,
            message,
            block.start + 1,
            hint,
            values={"swallowed": _swallows(sheet, block), "fence": block.marker or "-->"},
        )


def digests(sheet: Sheet) -> Iterator[Finding]:
    """Digests whose markers are missing, doubled or changed: `retro week` would write a second one."""
    if "<!-- retro:" not in sheet.text:
        return
    opened: int | None = None
    whole = 0
    for block in sheet.blocks:
        if not block.comment or block.parent != -1:
            continue
        line = strip_ending(sheet.lines[block.start]).removeprefix(BOM)
        if not line.startswith("<!-- retro:"):
            continue
        if DIGEST_BEGIN.fullmatch(line):
            if opened is not None or whole:
                yield _broken(sheet, block.start, N_("A second digest begins here."), N_("Keep one of the two."))
                return
            opened = block.start
        elif DIGEST_END.fullmatch(line):
            if opened is None:
                yield _broken(
                    sheet,
                    block.start,
                    N_("A digest ends here that begins nowhere."),
                    N_("Remove this line, and what is left of the digest above it."),
                )
                return
            opened, whole = None, whole + 1
        else:
            yield _broken(
                sheet, block.start, N_("This marker of a digest was changed."), N_("Write it as it was, or remove it.")
            )
            return
    if opened is not None:
        yield _broken(
            sheet,
            opened,
            N_("The digest that begins here has no end."),
            N_("Add {end} below it, or remove this line."),
        )


def _broken(sheet: Sheet, index: int, message: str, hint: str) -> Finding:
    values = {"end": "<!-- retro:end digest -->"}
    return Finding("broken-digest", sheet.path, message, index + 1, hint, values=values)


def _swallows(sheet: Sheet, block: Block) -> int:
    """The 1-based line of the first heading inside a block that would be a section, 0 where there is none.

    In code `# …` is a comment of many languages, so what counts is a heading of the entry's format, or one of the level
    of those above the block.
    """
    name = sheet.meta.get("format")
    format = sheet.formats.get(name) if isinstance(name, str) else None
    levels = {other.level for other in sheet.blocks if other.kind == "heading" and other.parent == -1}
    for number in range(block.start + 1, block.end):
        found = _HEADING.match(strip_ending(sheet.lines[number]))
        if found is None:
            continue
        level = len(found[1])
        if (format and format.match(found[2])) or (level > 1 and level in levels):
            return number + 1
    return 0
