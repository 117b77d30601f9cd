"""What is looked for in every entry. A new check is one function in a module beside this one, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retro_cli.domain.checks import blocks, keys, markers, places, tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retro_cli.domain.checks.model import Finding
    from retro_cli.domain.checks.sheet import Sheet

    Check = Callable[[Sheet], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    markers.check,
    keys.check,
    places.other_day,
    blocks.check,
    blocks.digests,
    tasks.check,
)
"""The checks of one entry, each on its own."""


def check(sheet: Sheet) -> list[Finding]:
    """What is wrong with one entry, by line. What a merge left makes the rest of a file mean nothing."""
    found = list(markers.check(sheet))
    if not found:
        found = [finding for one in CHECKS for finding in one(sheet)]
    return sorted(found, key=lambda finding: finding.line or 0)
