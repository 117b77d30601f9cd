"""`retro sync` from end to end: commit, fetch, merge, push."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.services.sync import registering
from retro_cli.services.sync.joining import Told, join
from retro_cli.services.sync.merging import InTheWayError, Merging, Place, merge, put_right
from retro_cli.services.sync.own import Commit, Ignored, commit_own, ignored_entries, is_journals, refuse_markers
from retro_cli.services.sync.remote import Remote, Unreachable, fetch, point_head, push, remote_of
from retro_cli.services.sync.settling import settle
from retro_cli.services.sync.standing import repository_of, require_quiet
from retro_cli.store.git import Git
from retro_cli.store.journal import Journal
from retro_cli.store.locks import lock
from retro_cli.store.repository import Repository
from retro_cli.store.sync_mark import Mark, marked

if TYPE_CHECKING:
    from retro_cli.store.drafts import Draft

_ATTEMPTS = 5
SYNCED = "refs/retro/synced"
"""The remote's commit that was last seen and merged: a remote that does not contain it any more was rewritten."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync came to.

    `state` is "synced", "offline" (the remote cannot be reached, `reason` says why) or "local" (there is no remote).
    `commits` are the messages and files committed; `received` files changed here by merging; `sent` and `waiting` are
    commits. `both`, `beside` and `kept` as in Merging; `too_big` files were left out, and `ignored` entries as well.
    `registered` and `attributes` say that git was told now how entries merge, `resumed` that a killed sync was put
    right first, `settled` that a merge was ended which somebody had begun.
    """

    state: str
    branch: str
    remote: Remote | None = None
    commits: tuple[Commit, ...] = ()
    received: tuple[str, ...] = ()
    sent: int = 0
    waiting: int = 0
    both: tuple[Place, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    too_big: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    registered: bool = False
    attributes: bool = False
    resumed: bool = False
    settled: bool = False
    reason: RetroError | None = None
    drafts: "tuple[Draft, ...]" = field(default=())


class StoppedError(Exception):
    """The exchange with the remote came to no end: `error` says why, `done` what became of the journal until then."""

    def __init__(self, error: RetroError, done: Synced) -> None:
        super().__init__()
        self.error = error
        self.done = done


@dataclass(slots=True)
class _Run:
    journal: Journal
    repository: Repository
    env: Mapping[str, str]
    told: Told
    branch: str
    done: Synced

    def commit(self, wanted_too: tuple[str, ...] = ()) -> None:
        """Commit what changed since."""
        head = self.repository.commit_of("HEAD") or ""
        with marked(self.repository, Mark(head, "")):
            made = commit_own(self.journal, self.repository, wanted_too)
        commits = (*self.done.commits, made) if made.message else self.done.commits
        self.done = replace(self.done, commits=commits, too_big=made.too_big)

    def take_in(self, commit: str, *, unrelated: bool) -> None:
        """Merge what the other side has; what is written here meanwhile is committed and merged as well."""
        if self.repository.commit_of("HEAD") and self.repository.is_ancestor(commit, "HEAD"):
            return
        self.told("merge", None)
        theirs = set(self.repository.files_of(commit))
        hidden = tuple(path for path in self.repository.ignored() if path in theirs)
        for attempt in range(1, _ATTEMPTS + 1):
            self.commit(hidden)
            try:
                merged = merge(self.journal, self.repository, commit, self.env, unrelated=unrelated)
            except InTheWayError:
                if attempt == _ATTEMPTS:
                    raise _keeps_changing() from None
                continue
            self.add(merged)
            return

    def add(self, merged: Merging) -> None:
        """Take up what a merge came to."""
        done = self.done
        received = dict.fromkeys([*done.received, *merged.changed])
        self.done = replace(
            done,
            received=tuple(received),
            both=(*(place for place in done.both if place.path not in merged.changed), *merged.both),
            beside=(*done.beside, *merged.beside),
            kept=(*done.kept, *merged.kept),
        )

    def refuse_markers(self, remote: Remote) -> None:
        """Raise ConflictError where an entry that is to be sent holds the markers of a merge that was left."""
        known = self.repository.commit_of(remote.ref)
        paths = self.repository.differing(known, "HEAD") if known else self.repository.files_of("HEAD")
        refuse_markers(self.repository, [path for path in paths if is_journals(self.journal, path)])

    def waiting(self, remote: Remote) -> int:
        """How many commits the remote has not got, as far as is known here."""
        if not self.repository.commit_of("HEAD"):
            return 0
        known = self.repository.commit_of(remote.ref)
        return self.repository.count(["HEAD", *([f"^{known}"] if known else [])])


@contextmanager
def told_in(root: Path) -> Iterator[None]:
    """Let errors name the journal's folder, where the calls of git that they tell of have to be made."""
    try:
        yield
    except RetroError as error:
        error.where = error.where or str(root)
        raise


def sync(
    journal: Journal, env: Mapping[str, str], told: Told, *, asking: bool = False, unrelated: bool = False
) -> Synced:
    """Commit the journal's changes, bring in those of the other machines, send all of it.

    `asking` says whether git may ask for a password; `unrelated` that two journals without a common commit are joined.
    Raises RetroError for a repository that cannot be synced as it stands, StoppedError where the journal is committed
    and the remote refuses, or what it holds cannot be taken in.
    """
    repository = repository_of(journal, Git(journal.root, env, asking=asking))
    with told_in(journal.root), lock(journal.state, "sync", name="sync", beside=journal.root / ".git"):
        with journal.locked("sync"):
            resumed = put_right(journal, repository)
            settled = settle(journal, repository)
            branch = require_quiet(repository)
            remote = remote_of(repository, branch)
            if remote is not None and not repository.commit_of("HEAD"):
                unrelated = _begin(journal, repository, remote, env, told) or unrelated
                branch = repository.branch() or branch
                remote = remote_of(repository, branch)
            registered = registering.register(repository, env)
            attributes = registering.give_attributes(journal.root)
            run = _Run(journal, repository, env, told, branch, Synced("local", branch, remote))
            if settled is not None:
                run.add(settled)
                run.done = replace(run.done, settled=True)
            told("commit", None)
            run.commit()
        run.done = replace(run.done, registered=registered, attributes=attributes, resumed=resumed)
        if remote is not None:
            try:
                _exchange(run, remote, unrelated=unrelated)
            except RetroError as error:
                error.where = error.where or str(journal.root)
                raise StoppedError(error, replace(run.done, waiting=run.waiting(remote))) from None
        ignored = ignored_entries(journal, repository)
    return replace(run.done, ignored=ignored, drafts=tuple(journal.drafts.all()[0]))


def _begin(journal: Journal, repository: Repository, remote: Remote, env: Mapping[str, str], told: Told) -> bool:
    """Take over what the remote holds in a repository without commits, such as a clone of a branch that is not there;
    whether there was a journal to join. A remote that cannot be reached is told of later."""
    try:
        return join(journal, repository, remote, env, told)
    except Unreachable:
        return False


def _exchange(run: _Run, remote: Remote, *, unrelated: bool) -> None:
    try:
        for _ in range(_ATTEMPTS):
            waited = _bring_in(run, remote, unrelated=unrelated)
            if waited:
                run.refuse_markers(remote)
            run.told("push", None)
            known = run.repository.commit_of(remote.ref)
            if not waited or push(run.repository, run.branch, remote, lambda percent: run.told("push", percent)):
                run.repository.note(SYNCED, "HEAD")
                if waited and not known:
                    point_head(run.repository, remote)
                run.done = replace(run.done, state="synced", sent=run.done.sent + waited)
                return
    except Unreachable as error:
        run.done = replace(run.done, state="offline", waiting=run.waiting(remote), reason=error)
        return
    raise ConflictError(
        N_("The other machines keep sending while this one does."),
        hint=N_("Nothing is lost, and your changes are committed here. Try again in a while: retro sync"),
    )


def _bring_in(run: _Run, remote: Remote, *, unrelated: bool) -> int:
    """Fetch and merge; how many commits are to be sent then."""
    run.told("fetch", None)
    if not fetch(run.repository, remote, lambda percent: run.told("fetch", percent)):
        return run.repository.count(["HEAD"]) if run.repository.commit_of("HEAD") else 0
    theirs = run.repository.commit_of(remote.ref)
    assert theirs is not None
    with run.journal.locked("sync"):
        _refuse_rewritten(run.repository, remote, theirs, unrelated=unrelated)
        run.take_in(theirs, unrelated=unrelated)
    run.repository.note(SYNCED, theirs)
    if not remote.followed:
        run.repository.follow(run.branch, remote.name, remote.branch)
    return run.waiting(remote)


def _refuse_rewritten(repository: Repository, remote: Remote, theirs: str, *, unrelated: bool) -> None:
    """Raise ConflictError where the remote does not hold what it held, or never had to do with this journal."""
    if not repository.commit_of("HEAD") or repository.is_ancestor(theirs, "HEAD"):
        return
    seen = repository.commit_of(SYNCED)
    if seen and not repository.is_ancestor(seen, theirs):
        raise ConflictError(
            N_("The history at {url} was rewritten: it lacks what was there before."),
            hint=N_("To take it in and keep all that is here: git merge {remote}/{branch}. Then: retro sync"),
            url=remote.url,
            remote=remote.name,
            branch=remote.branch,
        )
    if not unrelated and not repository.related("HEAD", theirs):
        raise ConflictError(
            N_("What is at {url} has no commit in common with this journal."),
            hint=N_("If it is the same journal, written on another machine: retro sync init"),
            url=remote.url,
        )


def _keeps_changing() -> ConflictError:
    return ConflictError(
        N_("The journal keeps changing while it is merged."),
        hint=N_("Save and close what is open in an editor, then: retro sync"),
    )
