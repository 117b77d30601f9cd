"""What a commit of a journal says: the days and how many files of each kind, never a word of what is in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from retro_cli.domain.layout import RESERVED_FOLDERS, Slot

_MOST_DAYS = 3
_KINDS = (
    ("entry", "entries"),
    ("review", "reviews"),
    ("format", "formats"),
    ("file", "files"),
    ("settings", "settings"),
    ("removed", "removed"),
)


@dataclass(frozen=True, slots=True)
class Committed:
    """A file that is committed: its path, what its name says, whether it is removed."""

    path: str
    slot: Slot | None
    gone: bool = False

    @property
    def kind(self) -> str:
        """One of the singular words of the message."""
        if self.gone:
            return "removed"
        if self.slot is not None:
            return "entry" if self.slot.kind == "day" else "review"
        folder = self.path.partition("/")[0] if "/" in self.path else ""
        if folder in RESERVED_FOLDERS:
            return "format" if folder == RESERVED_FOLDERS[0] else "file"
        return "entry" if self.path.lower().endswith(".md") else "settings"


def commit_message(files: Iterable[Committed]) -> str:
    """One line such as `retro: 2026-11-19, 2026-11-20 (2 entries, 1 review)`."""
    files = list(files)
    days = days_of(files)
    named = [f"{days[0]} to {days[-1]}"] if len(days) > _MOST_DAYS else days
    kinds = [file.kind for file in files]
    counts = [_counted(kinds.count(one), one, many) for one, many in _KINDS if one in kinds]
    told = ", ".join(counts)
    return f"retro: {', '.join(named)} ({told})" if named else f"retro: {told}"


def days_of(files: Iterable[Committed]) -> list[str]:
    """The days of the entries among these files, in order."""
    return sorted({file.slot.date.isoformat() for file in files if file.slot is not None and file.slot.kind == "day"})


def _counted(count: int, one: str, many: str) -> str:
    if one == "settings":
        return one
    return f"{count} {one if count == 1 else many}"
