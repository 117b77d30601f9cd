"""The sum of an import."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from retro_cli.domain.period import Week
from retro_cli.store.journal import UNDATED

if TYPE_CHECKING:
    from retro_cli.domain.importing.model import SourceProblem
    from retro_cli.errors import RetroError
    from retro_cli.services.importing.run import Imported, ImportedFile
    from retro_cli.services.importing.undated import Move, Waiting


@dataclass(slots=True)
class Tally:
    """What the files of an import came to so far. It keeps no text of theirs, so that it stays small.

    `files` counts those with new entries, `written` and `same` count entries; `in_the_way` names those that another
    entry has the place of (with their file and line, and whether it looks like the same one, edited since), `undated`
    the paths of those without a day, `without_day` how many of them a file has, `week` the last week that has a new
    entry.
    """

    errors: "list[RetroError]" = field(default_factory=list)
    files: int = 0
    written: int = 0
    same: int = 0
    in_the_way: list[tuple[str, Path, int, bool]] = field(default_factory=list)
    moves: "list[Move]" = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    without_day: dict[Path, int] = field(default_factory=dict)
    problems: "list[tuple[Path, SourceProblem]]" = field(default_factory=list)
    week: Week | None = None

    @property
    def to_write(self) -> int:
        """How many entries are new or get another place."""
        return self.written + len(self.moves)

    def add_waiting(self, found: "Waiting") -> None:
        """Count the entries that waited for their day."""
        self.moves += found.moves
        self.undated += found.left
        self.errors += found.problems

    def add(self, file: "ImportedFile") -> None:
        """Count a file."""
        if file.error is not None:
            self.errors.append(file.error)
        self.files += any(entry.state in ("new", "moved") for entry in file.entries)
        self.problems += [(file.path, problem) for problem in file.problems]
        for entry in file.entries:
            self._add(file.path, entry)

    def _add(self, path: Path, entry: "Imported") -> None:
        if entry.origin in self.undated:
            self.undated.remove(entry.origin)
        if entry.state == "exists":
            self.in_the_way.append((entry.path, path, entry.read.line, entry.edited))
            return
        if entry.state == "same":
            self.same += 1
        else:
            self.written += 1
        if entry.path.startswith(f"{UNDATED}/"):
            self.without_day[path] = self.without_day.get(path, 0) + 1
            if entry.path not in self.undated:
                self.undated.append(entry.path)
        elif entry.state != "same" and (week := entry.read.week or (entry.read.date and Week.of(entry.read.date))):
            self.week = max(week, self.week or week)
