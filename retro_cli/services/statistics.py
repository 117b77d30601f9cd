"""The statistics of a journal, in one pass over its files."""

import marshal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.facts import Facts, facts_of
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.quickread import QuickReader
from retro_cli.domain.stats import Stats, Tally
from retro_cli.errors import NotFoundError, RetroError, UnreadableError
from retro_cli.store.journal import Journal
from retro_cli.store.scanning import by_two, contents
from retro_cli.store.walking import is_dated, markdown_files

Step = Callable[[int], None]

_MANY = 1_000


@dataclass(frozen=True, slots=True)
class Counted:
    """The statistics, and the errors of files that could not be counted."""

    stats: Stats
    problems: tuple[RetroError, ...]


def count(
    journal: Journal,
    today: date,
    since: date | None = None,
    until: date | None = None,
    progress: Callable[[int], Step] | None = None,
) -> Counted:
    """Add up the entries from `since` to `until` (None: all). `progress` gets how many files there are and gives what
    to call with how many more are on their way."""
    problems: list[RetroError] = []
    paths = list(markdown_files(journal.root, problems))
    step = progress(len(paths)) if progress else None
    tally = Tally(journal.settings, today, since, until)
    for blob in by_two(paths, _Reading(journal, since, until).work, _MANY, step):
        for row in marshal.loads(blob):
            try:
                tally.add(_read(journal, row) if isinstance(row, str) else Facts.unpacked(row))
            except NotFoundError:
                continue
            except RetroError as error:
                problems.append(error)
    return Counted(tally.result(), tuple(problems))


class _Reading:
    """Reads the facts of entries, packed: those of many files take little room so, and a second process can help."""

    def __init__(self, journal: Journal, since: date | None, until: date | None) -> None:
        self._journal, self._since, self._until = journal, since, until
        self._quick = QuickReader(journal.formats.by_name)

    def work(self, paths: list[str]) -> list[bytes]:
        """The facts of some files in one piece; the bare path of a file that could not be read."""
        found = (self._facts(path, data) for path, data in contents(str(self._journal.root), paths))
        return [marshal.dumps([one for one in found if one is not None])]

    def _facts(self, path: str, data: bytes | None) -> tuple[object, ...] | str | None:
        slot = self._journal.slot(path)
        if slot is None and not is_dated(self._journal.root / path):
            return None
        if slot is not None and self._until is not None and slot.date > self._until:
            return None
        if slot is not None and self._since is not None and slot.date < self._since:
            return None
        try:
            facts = self._quick.facts(data.decode(), path, slot) if data is not None else None
        except UnicodeDecodeError:
            facts = None
        try:
            return (facts or _read(self._journal, path)).packed()
        except RetroError:
            return path


def _read(journal: Journal, path: str) -> Facts:
    from retro_cli.domain.passages import read_passages

    try:
        return facts_of(read_passages(journal.text(path), path, journal.formats.by_name, journal.slot(path)))
    except FrontMatterError as error:
        raise UnreadableError(error.message, hint=error.hint, where=f"{path}:{error.line}", line=error.line) from None
