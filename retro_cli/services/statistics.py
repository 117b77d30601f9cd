"""The statistics of a journal, in one pass over its files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.facts import Facts, facts_of
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.quickread import QuickReader
from retro_cli.domain.stats import Stats, Tally
from retro_cli.errors import NotFoundError, RetroError, UnreadableError
from retro_cli.store.journal import Journal
from retro_cli.store.scanning import contents
from retro_cli.store.walking import is_dated, markdown_files

Step = Callable[[], None]


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
    to call after each."""
    problems: list[RetroError] = []
    paths = list(markdown_files(journal.root, problems))
    step = progress(len(paths)) if progress else None
    tally = Tally(journal.settings, today, since, until)
    quick = QuickReader(journal.formats.by_name)
    for path, data in contents(str(journal.root), paths):
        if step is not None:
            step()
        slot = journal.slot(path)
        if slot is None and not is_dated(journal.root / path):
            continue
        if slot is not None and until is not None and slot.date > until:
            continue
        if slot is not None and since is not None and slot.date < since:
            continue
        try:
            facts = quick.facts(data.decode(), path, slot) if data is not None else None
        except UnicodeDecodeError:
            facts = None
        try:
            tally.add(facts or _read(journal, path))
        except NotFoundError:
            continue
        except RetroError as error:
            problems.append(error)
    return Counted(tally.result(), tuple(problems))


def _read(journal: Journal, path: str) -> Facts:
    from retro_cli.domain.passages import read_passages

    try:
        return facts_of(read_passages(journal.text(path), path, journal.formats.by_name, journal.slot(path)))
    except FrontMatterError as error:
        raise UnreadableError(error.message, hint=error.hint, where=f"{path}:{error.line}", line=error.line) from None
