"""One pass over the files of a journal, and what only shows when all of them were seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain.checks.model import Finding
from retro_cli.errors import RetroError
from retro_cli.services.doctor.around import around
from retro_cli.services.doctor.entries import EntryPass
from retro_cli.services.doctor.naming import copies, names
from retro_cli.services.doctor.placing import movable
from retro_cli.services.doctor.telling import finding_of
from retro_cli.store.journal import Journal
from retro_cli.store.scanning import contents
from retro_cli.store.walking import markdown_files

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found, by file and line; `entries` says how many were looked at."""

    findings: tuple[Finding, ...]
    entries: int

    @property
    def problems(self) -> int:
        """How many of the findings are more than notes."""
        return sum(finding.is_problem for finding in self.findings)

    @property
    def mendable(self) -> tuple[Finding, ...]:
        """Those that `--fix` can put right."""
        return tuple(finding for finding in self.findings if finding.mend is not None)


def examine(
    journal: Journal,
    env: Mapping[str, str],
    now: float,
    faults: Sequence[RetroError] = (),
    progress: Callable[[int], Step] | None = None,
) -> Diagnosis:
    """Look over a journal; nothing is changed. `now` is the time in seconds, `faults` are those of its settings.

    `progress` gets how many files there are and gives what to call after each.
    """
    problems: list[RetroError] = []
    paths = list(markdown_files(journal.root, problems))
    step = progress(len(paths)) if progress else None
    copied = copies(journal, paths)
    found = [finding_of(journal.root, error, "settings") for error in faults]
    found += [finding_of(journal.root, error, "broken-format") for error in journal.formats.broken]
    found += [finding_of(journal.root, error, "unreadable") for error in problems]
    seen = EntryPass(journal, paths, {finding.path for finding in copied})
    for path, data in contents(str(journal.root), paths):
        seen.look_at(path, data)
        if step is not None:
            step()
    found += [*copied, *seen.finish(), *names(journal, paths, {finding.path for finding in copied})]
    found += around(journal, env, paths, now)
    return Diagnosis(tuple(sorted(movable(journal, paths, found), key=_place)), seen.entries)


def _place(finding: Finding) -> tuple[bool, str, int]:
    return not finding.path, finding.path, finding.line or 0
