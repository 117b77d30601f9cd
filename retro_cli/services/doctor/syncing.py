"""A journal that is synced: whether git merges its entries by structure, and takes all of them along."""

from collections.abc import Iterator, Mapping

from retro_cli.domain.checks.model import NOTE, Finding
from retro_cli.errors import N_, RetroError
from retro_cli.store.git import Git
from retro_cli.store.journal import Journal


def syncing(journal: Journal, env: Mapping[str, str]) -> Iterator[Finding]:
    """What keeps a journal that `retro sync` set up from being synced whole; nothing for any other."""
    if not (journal.root / ".git").exists():
        return
    from retro_cli.services.sync import registering
    from retro_cli.services.sync.own import Ignored, ignored_entries
    from retro_cli.store.repository import Repository

    ignored: tuple[Ignored, ...] = ()
    try:
        repository = Repository(Git(journal.root, env))
        missing = registering.is_missing(repository)
        if repository.remotes():
            ignored = ignored_entries(journal, repository)
    except RetroError:
        return
    if missing:
        yield Finding(
            "merge-driver",
            "",
            N_("Git has lost the way to merge entries: a git pull may leave conflict markers in them."),
            hint=N_("Show it again: retro sync"),
            severity=NOTE,
        )
    for entry in ignored:
        yield Finding(
            "ignored",
            entry.path,
            N_("Git ignores this entry ({rule}), so no sync takes it along."),
            hint=N_("To send it, take out that line."),
            severity=NOTE,
            values={"rule": entry.rule},
        )
