"""What a merge that nobody finished leaves in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retro_cli.domain.checks.model import Finding
from retro_cli.domain.text import strip_ending
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro_cli.domain.checks.sheet import Sheet

_OURS, _BETWEEN, _THEIRS = "<<<<<<<", "=======", ">>>>>>>"


def check(sheet: Sheet) -> Iterator[Finding]:
    """The markers of git around two versions of some lines, outside of code."""
    if _OURS not in sheet.text or _THEIRS not in sheet.text:
        return
    code = {
        number for block in sheet.blocks if block.kind in ("fence", "code") for number in range(block.start, block.end)
    }
    ours, between = -1, False
    for number, line in enumerate(sheet.lines):
        text = strip_ending(line)
        if number in code:
            continue
        if text.startswith(_OURS) and (len(text) == len(_OURS) or text[7] == " "):
            ours, between = number, False
        elif text == _BETWEEN and ours >= 0:
            between = True
        elif text.startswith(_THEIRS) and (len(text) == len(_THEIRS) or text[7] == " ") and between and ours >= 0:
            yield Finding(
                "conflict-markers",
                sheet.path,
                N_("A merge was left here: both versions stand between markers, up to line {last}."),
                ours + 1,
                N_("Keep what you want of both, and remove the lines {ours}, {between} and {theirs}."),
                values={"last": number + 1, "ours": _OURS, "between": _BETWEEN, "theirs": _THEIRS},
            )
            ours, between = -1, False
