"""Which files of a repository belong to the journal, and how changes to them are committed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retro_cli.domain.commit_message import Committed, commit_message, days_of
from retro_cli.domain.layout import RESERVED_FOLDERS
from retro_cli.errors import N_, ConflictError
from retro_cli.services.sync.registering import ATTRIBUTES, IGNORED
from retro_cli.store import worktree
from retro_cli.store.git import GitError, Ran
from retro_cli.store.journal import UNDATED, Journal
from retro_cli.store.locations import SETTINGS_FILE
from retro_cli.store.repository import Change, Repository
from retro_cli.store.walking import is_dated, says_date

TOO_BIG = 100 << 20
"""Bytes that the usual hosts refuse in one file; once committed, nothing could be pushed any more."""
_OF_THE_OTHER_SIDE = r"\.theirs-[0-9a-f]{7}(?=(\.[^./]*)?$)"
LISTS = (ATTRIBUTES, IGNORED)
"""The journal's files that are lists of lines."""
_FOLDERS = (*RESERVED_FOLDERS, UNDATED)


@dataclass(frozen=True, slots=True)
class Commit:
    """What was committed: the message, the files, and those left out because no host would take them; the days of
    the entries (ISO)."""

    message: str = ""
    paths: tuple[str, ...] = ()
    too_big: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def is_own(journal: Journal, path: str) -> bool:
    """Whether a path alone says that the file is the journal's."""
    path = re.sub(_OF_THE_OTHER_SIDE, "", path)
    if path == SETTINGS_FILE or path in LISTS:
        return True
    parts = path.split("/")
    if any(part.startswith(".") for part in parts):
        return False
    if len(parts) > 1 and parts[0] in _FOLDERS:
        return parts[0] != UNDATED or path.lower().endswith(".md")
    return path[-3:] in (".md", ".MD") and journal.slot(path) is not None


def own_changes(journal: Journal, repository: Repository) -> list[Change]:
    """The changed files that are the journal's, also those dated only in their front matter."""
    return [
        change
        for change in repository.changes()
        if is_own(journal, change.path) or (change.path.lower().endswith(".md") and _dated(journal, repository, change))
    ]


def is_journals(journal: Journal, path: str) -> bool:
    """Whether a file that is there is the journal's, also one that is dated only in its front matter."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return is_own(journal, path) or (path.lower().endswith(".md") and not hidden and is_dated(journal.root / path))


@dataclass(frozen=True, slots=True)
class Ignored:
    """An entry that git leaves alone, and the line that says so (`.gitignore:2`)."""

    path: str
    rule: str


def ignored_entries(journal: Journal, repository: Repository) -> tuple[Ignored, ...]:
    """The entries that no sync takes along, because git was told to leave them alone."""
    paths = [path for path in repository.ignored() if path.lower().endswith(".md") and is_journals(journal, path)]
    rules = repository.rules(paths)
    return tuple(Ignored(path, rules.get(path, "")) for path in sorted(paths))


def refuse_markers(repository: Repository, paths: Iterable[str]) -> None:
    """Raise ConflictError where entries at `paths` hold the markers of a merge that was left."""
    from retro_cli.domain.unmerged import left_in

    left = []
    for path in paths:
        data = worktree.bytes_at(repository.root, path) if path.lower().endswith(".md") else b""
        if b"<<<<<<<" in data and (found := left_in(data.decode("utf-8", "replace"))):
            left.append(f"{path}:{found[0].ours + 1}")
    if left:
        raise ConflictError(
            N_("In these entries a merge was left, with both versions between markers: they are not sent like that."),
            hint=N_("Keep what you want of both versions, and remove the markers. Then: retro sync"),
            details=left[:10],
        )


def _dated(journal: Journal, repository: Repository, change: Change) -> bool:
    if any(part.startswith(".") for part in change.path.split("/")):
        return False
    if change.state != "gone":
        return is_dated(journal.root / change.path)
    return says_date(repository.bytes_of(f"HEAD:{change.path}") or b"")


def commit_own(journal: Journal, repository: Repository, wanted_too: Sequence[str] = ()) -> Commit:
    """Commit what changed in the journal's files, and nothing else in the folder.

    `wanted_too` are files that the other side has and this git was told to ignore. Raises GitError where the commit
    is refused, ConflictError where another git is in the way.
    """
    changes = own_changes(journal, repository)
    too_big = [
        change for change in changes if change.state == "new" and worktree.size(repository.root, change.path) > TOO_BIG
    ]
    changes = [change for change in changes if change not in too_big]
    left = tuple(change.path for change in too_big)
    forced = [path for path in wanted_too if is_own(journal, path) and journal.exists(path)]
    paths = sorted([*(change.path for change in changes), *forced])
    if not paths:
        return Commit(too_big=left)
    gone = {change.path for change in changes if change.state == "gone"}
    refuse_markers(repository, [path for path in paths if path not in gone])
    files = [Committed(path, journal.slot(path), path in gone) for path in paths]
    message = commit_message(files)
    ran = repository.commit(changes, message, forced=forced)
    if not ran.ok:
        if _nothing(ran):
            return Commit(too_big=left)
        raise refused(repository, ran)
    return Commit(message, tuple(paths), left, tuple(days_of(files)))


def refused(repository: Repository, ran: Ran) -> GitError | ConflictError:
    """Why git did not commit or merge."""
    lock = repository.folder / "index.lock"
    if lock.exists():
        return ConflictError(
            N_("Another git is at work in this journal."),
            hint=N_("Wait until it is done, then: retro sync. If none is running, remove {lock}"),
            lock=lock,
        )
    return GitError(
        N_("Git did not commit. Your files are as they were, and nothing is lost."),
        hint=N_("See what it says, then: retro sync"),
        details=ran.said,
    )


def _nothing(ran: Ran) -> bool:
    """Whether there was nothing to commit after all: a file that only looks changed."""
    said = ran.out + ran.err
    return any(words in said for words in ("nothing to commit", "nothing added to commit", "no changes added"))
