"""The JSON document of `retro doctor`."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from retro_cli.cli.render.documents import VERSION, Document

if TYPE_CHECKING:
    from retro_cli.domain.checks.model import Finding


def doctor_document(
    findings: "Sequence[Finding]", mended: "Sequence[Finding]", translate: Callable[[str], str]
) -> Document:
    """What is wrong, and what was put right in this run; `path` is null for the journal as a whole."""
    return {
        "version": VERSION,
        "findings": [_finding(one, translate) for one in findings],
        "mended": [_finding(one, translate) for one in mended],
    }


def _finding(finding: "Finding", translate: Callable[[str], str]) -> Document:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.path or None,
        "line": finding.line,
        "message": finding.told(translate),
        "hint": finding.way_out(translate) or None,
        "fixable": finding.mend is not None,
    }
