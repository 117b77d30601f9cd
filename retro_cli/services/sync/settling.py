"""A merge that somebody began with git and did not end: entries are merged by structure, and nothing is dropped."""

import os
from dataclasses import dataclass

from retro_cli.domain.merging.listed import merge_lists
from retro_cli.domain.unmerged import left_in, sides
from retro_cli.errors import N_, ConflictError
from retro_cli.services.sync import driver
from retro_cli.services.sync.merging import MESSAGE, Merging, Place, beside
from retro_cli.services.sync.own import LISTS, is_journals, refuse_markers, refused
from retro_cli.services.sync.standing import require_identity
from retro_cli.store import worktree
from retro_cli.store.journal import Journal
from retro_cli.store.repository import Repository, Unmerged


@dataclass(frozen=True, slots=True)
class _Decision:
    """What becomes of a file that stands as `was`: `text` in its place (None: it stays), `other` beside it."""

    file: Unmerged
    was: bytes
    text: bytes | None = None
    other: bytes | None = None
    both: tuple[Place, ...] = ()


def settle(journal: Journal, repository: Repository) -> Merging | None:
    """End a merge that was left, None where there is none; also the files that a `git stash pop` left undecided.

    What was written between git's markers since counts for the side that it stands with. Raises ConflictError, with
    nothing changed, where a file is not the journal's, or its markers do not belong together; GitError.
    """
    begun = repository.unfinished()
    unmerged = repository.unmerged() if begun in (None, "merge") and repository.branch() else []
    if (begun != "merge" and not unmerged) or not repository.branch():
        return None
    require_identity(repository.git)
    decisions = _decisions(journal, repository, unmerged)
    name = (repository.commit_of("MERGE_HEAD") or "")[:7]
    besides = [pair for decision in decisions if (pair := _carry_out(repository, decision, name))]
    paths = [decision.file.path for decision in decisions]
    there = [path for path in paths if os.path.lexists(repository.root / path)]
    repository.decided([*there, *(other for _, other in besides)])
    repository.removed([path for path in paths if path not in there])
    if begun == "merge":
        changed = [change.path for change in repository.changes() if change.state != "gone"]
        refuse_markers(repository, [path for path in changed if is_journals(journal, path)])
        ran = repository.conclude(MESSAGE)
        if not ran.ok:
            raise refused(repository, ran)
    return Merging(
        tuple(paths),
        tuple(place for decision in decisions for place in decision.both),
        tuple(besides),
        tuple(file.path for file in unmerged if file.path in there and None in (file.ours, file.theirs)),
    )


def _decisions(journal: Journal, repository: Repository, unmerged: list[Unmerged]) -> list[_Decision]:
    foreign = [file.path for file in unmerged if not file.plain or not is_journals(journal, file.path)]
    decided = [None if file.path in foreign else _decision(journal, repository, file) for file in unmerged]
    open_ones = [file.path for file, one in zip(unmerged, decided, strict=True) if one is None]
    if open_ones:
        raise ConflictError(
            N_("A merge was begun in this journal and not ended, and these files wait for you."),
            hint=N_("Make them right, then: git add FILE and git merge --continue. Then: retro sync")
            if repository.unfinished()
            else N_("Make them right, then: git add FILE. Then: retro sync"),
            details=open_ones[:10],
        )
    return [one for one in decided if one is not None]


def _decision(journal: Journal, repository: Repository, file: Unmerged) -> _Decision | None:
    """What becomes of a file, None where only somebody who reads it can tell."""
    was = worktree.bytes_at(repository.root, file.path)
    if file.ours is None or file.theirs is None:
        return _Decision(file, was)
    text = _decoded(was)
    if text is not None and left_in(text):
        found = sides(text)
        return _of_sides(journal, repository, file, was, *found) if found else None
    ours, theirs = repository.bytes_of(file.ours) or b"", repository.bytes_of(file.theirs) or b""
    if was != ours:
        return _Decision(file, was)  # somebody has decided already
    one, other = _decoded(ours), _decoded(theirs)
    if one is None or other is None:
        return _Decision(file, was, other=theirs)
    return _of_sides(journal, repository, file, was, one, other)


def _of_sides(
    journal: Journal, repository: Repository, file: Unmerged, was: bytes, ours: str, theirs: str
) -> _Decision:
    if file.path in LISTS:
        return _Decision(file, was, merge_lists(ours, theirs).encode())
    base = _decoded(repository.bytes_of(file.base) or b"") if file.base else None
    merged = driver.merge_texts(file.path, base, ours, theirs, journal.formats.by_name, journal.settings.layout)
    if merged is None:
        return _Decision(file, was, ours.encode(), theirs.encode())
    places = tuple(Place(file.path, one.line, one.kind) for one in merged.contradictions)
    return _Decision(file, was, merged.text.encode(), both=places)


def _carry_out(repository: Repository, decision: _Decision, name: str) -> tuple[str, str] | None:
    """Write what was decided; the file and the name of the other version if that stands beside it."""
    path = decision.file.path
    if worktree.bytes_at(repository.root, path) != decision.was:
        raise ConflictError(
            N_("The journal keeps changing while it is merged."),
            hint=N_("Save and close what is open in an editor, then: retro sync"),
        )
    other = beside(path, name or (decision.file.theirs or "")[:7])
    if decision.other is not None:
        worktree.write(repository.root, other, decision.other)
    if decision.text is not None and decision.text != decision.was:
        worktree.write(repository.root, path, decision.text)
    return (path, other) if decision.other is not None else None


def _decoded(data: bytes) -> str | None:
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None
