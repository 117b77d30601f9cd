"""What the checks of a journal find, and how what they find can be mended without losing a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROBLEM, NOTE = "problem", "note"


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line gets another wording: `after` (with its ending) in the place of `before`."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """The file gets the path `target`, where nothing is."""

    target: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The file goes: whatever it says stands in `kept` too (empty: it says nothing)."""

    kept: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """The files of the journal, and its folders, are for their owner only."""

    paths: tuple[str, ...]


Mend = NewLine | Move | Remove | Close


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong (`problem`), or worth knowing (`note`).

    `code` names the check and never changes. `path` is relative to the journal, empty for the journal itself, whole for
    what lies elsewhere; `line` is 1-based. `message` and `hint` are message ids whose placeholders `values` fill; they
    never hold text of entries. `mend` is what puts it right, None where only people can.
    """

    code: str
    path: str
    message: str
    line: int | None = None
    hint: str = ""
    severity: str = PROBLEM
    mend: Mend | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_problem(self) -> bool:
        """Whether something is wrong, not merely worth knowing."""
        return self.severity == PROBLEM

    def told(self, translate: Callable[[str], str] = N_) -> str:
        """The message in the language of `translate`, values filled in."""
        return translate(self.message).format(**self.values)

    def way_out(self, translate: Callable[[str], str] = N_) -> str:
        """The hint in the language of `translate`, or an empty text."""
        return translate(self.hint).format(**self.values) if self.hint else ""
