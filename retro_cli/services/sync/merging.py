"""Bringing in what the other side has: git merges, entries by their structure, and what is left is decided here."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from retro_cli.domain.merging.listed import merge_lists
from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.services.sync import driver, registering
from retro_cli.services.sync.own import LISTS, is_own, refused
from retro_cli.store import worktree
from retro_cli.store.git import GitError, Ran
from retro_cli.store.journal import Journal
from retro_cli.store.reports import read_report, report_file
from retro_cli.store.repository import Repository, Unmerged
from retro_cli.store.sync_mark import Mark, forget_mark, left_mark, marked

MESSAGE = "retro: merge"


class InTheWayError(Exception):
    """Files of the journal changed since they were committed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the merged journal where both versions stand, and what they are about."""

    path: str
    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge came to: the files that changed here, places where both versions stand, files of which both
    versions stand side by side (name and name of the other), and files that one side had removed and the other
    changed."""

    changed: tuple[str, ...] = ()
    both: tuple[Place, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


def merge(
    journal: Journal, repository: Repository, commit: str, env: Mapping[str, str], *, unrelated: bool = False
) -> Merging:
    """Merge `commit` into the branch.

    Raises InTheWayError where own files changed meanwhile, ConflictError where other files are in the way, GitError.
    """
    ours = repository.commit_of("HEAD") or ""
    report = report_file(repository)
    settings = {"merge.retro.driver": registering.command(env, str(report)), "merge.retro.name": "retro"}
    with marked(repository, Mark(ours, commit)):
        ran = repository.merge(commit, MESSAGE, settings, unrelated=unrelated)
        if not ran.ok and repository.unfinished() != "merge":
            raise _not_merged(journal, repository, ran)
        decided = _decide(repository, commit) if not ran.ok else Merging()
        changed = repository.differing(ours, "HEAD") if ours else repository.files_of("HEAD")
        worktree.flush(repository.root, changed)
    return Merging(tuple(changed), tuple(Place(*place) for place in read_report(report)), decided.beside, decided.kept)


def put_right(journal: Journal, repository: Repository) -> bool:
    """End what a killed sync had begun; whether there was one.

    A merge is ended, or its files are put back: those that are what the merge was about to write, whole or in part.
    What somebody wrote since stays as it is.
    """
    mark = left_mark(repository)
    if mark is None:
        return False
    if mark.theirs:
        if repository.commit_of("MERGE_HEAD") == mark.theirs:
            _decide(repository, mark.theirs)
        elif not repository.unfinished():
            _put_back(journal, repository, mark)
    forget_mark(repository)
    return True


def _decide(repository: Repository, commit: str) -> Merging:
    """Decide what git could not, so that both versions stand, and end the merge."""
    besides: list[tuple[str, str]] = []
    lists: list[str] = []
    kept: list[str] = []
    unmerged = repository.unmerged()
    if strange := [file.path for file in unmerged if not file.plain]:
        repository.give_up_merge()
        raise ConflictError(
            N_("Both sides changed what only git can merge: a link, or a repository inside this one."),
            hint=N_("Merge by hand: git merge {commit}. Then: retro sync"),
            details=strange,
            commit=commit[:12],
        )
    for file in unmerged:
        if file.ours is None or file.theirs is None:
            kept += _keep_one(repository, file)
        elif file.path in LISTS:
            lists.append(_keep_list(repository, file))
        else:
            besides.append(_keep_both(repository, file, commit))
    repository.decided([*kept, *lists, *(path for pair in besides for path in pair)])
    repository.removed([file.path for file in unmerged if not os.path.lexists(repository.root / file.path)])
    ran = repository.conclude(MESSAGE)
    if not ran.ok:
        raise refused(repository, ran)
    return Merging(beside=tuple(besides), kept=tuple(kept))


def _keep_one(repository: Repository, file: Unmerged) -> list[str]:
    """A file that one side removed and the other changed: it stays, as it was changed."""
    name = file.ours or file.theirs
    data = repository.bytes_of(name) if name else None
    if data is None:
        return []
    worktree.write(repository.root, file.path, data)
    return [file.path]


def beside(path: str, name: str) -> str:
    """The name of the other side's version beside a file; `name` is of that version."""
    stem, suffix = os.path.splitext(path)
    return f"{stem}.theirs-{name}{suffix}"


def _keep_list(repository: Repository, file: Unmerged) -> str:
    """A list that both sides changed: it has the lines of both."""
    assert file.ours and file.theirs
    texts = [(repository.bytes_of(name) or b"").decode("utf-8", "surrogateescape") for name in (file.ours, file.theirs)]
    worktree.write(repository.root, file.path, merge_lists(*texts).encode("utf-8", "surrogateescape"))
    return file.path


def _keep_both(repository: Repository, file: Unmerged, commit: str) -> tuple[str, str]:
    """A file that both sides changed and nobody can merge: this side's keeps its name, the other one stands beside."""
    other = beside(file.path, commit[:7])
    assert file.ours and file.theirs
    ours, theirs = repository.bytes_of(file.ours), repository.bytes_of(file.theirs)
    worktree.write(repository.root, other, theirs or b"")
    worktree.write(repository.root, file.path, ours or b"")
    return file.path, other


def _not_merged(journal: Journal, repository: Repository, ran: Ran) -> RetroError | InTheWayError:
    said = f"{ran.err}\n{ran.out}"
    files = [line.strip() for line in said.split("\n") if line.startswith("\t")]
    if "would be overwritten" in said and files:
        if all(is_own(journal, path) for path in files):
            return InTheWayError()
        return ConflictError(
            N_("Changes to other files in this folder are in the way of merging."),
            hint=N_("Commit them, or put them aside: git stash. Then: retro sync"),
            details=files[:10],
        )
    if "refusing to merge unrelated histories" in said:
        return GitError(N_("The two histories have nothing in common."), hint=N_("Join them: retro sync init"))
    return refused(repository, ran)


def _put_back(journal: Journal, repository: Repository, mark: Mark) -> None:
    head = repository.commit_of("HEAD") or ""
    ended = bool(head) and head != mark.ours
    changed = set(repository.differing(mark.ours, mark.theirs) if mark.ours else repository.files_of(mark.theirs))
    back: list[str] = []
    away: list[str] = []
    for change in repository.changes():
        if change.path not in changed:
            continue
        before = repository.bytes_of(f"HEAD:{change.path}")
        about = [before] if ended else _about_to_be(journal, repository, mark, change.path)
        stands = worktree.bytes_at(repository.root, change.path)
        if any((one or b"").startswith(stands) for one in about if one is not None or not stands):
            (back if before is not None else away).append(change.path)
    repository.restore(back)
    repository.drop(away)


def _about_to_be(journal: Journal, repository: Repository, mark: Mark, path: str) -> list[bytes | None]:
    """What a merge may have been writing to a file: the other side's version, or one made of both."""
    base = repository.common(mark.ours, mark.theirs) if mark.ours else None
    was, ours, theirs = (
        repository.bytes_of(f"{commit}:{path}") if commit else None for commit in (base, mark.ours, mark.theirs)
    )
    if ours is None or theirs is None or was in (ours, theirs):
        return [theirs]
    try:
        texts = (was.decode() if was else None, ours.decode(), theirs.decode())
    except UnicodeDecodeError:
        return [theirs]
    merged = driver.merge_texts(path, *texts, journal.formats.by_name, journal.settings.layout)
    return [theirs, merged.text.encode()] if merged else [theirs]
