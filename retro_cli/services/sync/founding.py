"""`retro sync init`: a journal becomes a repository, new or joined to one that another machine has sent."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retro_cli.errors import N_, ConflictError, NotFoundError, RetroError, UsageError
from retro_cli.services.founding import is_journal, make_journal
from retro_cli.services.sync import registering
from retro_cli.services.sync.merging import merge
from retro_cli.services.sync.own import is_own, own_changes
from retro_cli.services.sync.remote import Remote, address, branches_of, fetch, without_password
from retro_cli.services.sync.run import Told, told_in
from retro_cli.services.sync.standing import refuse_inside, require_identity, top_of
from retro_cli.store.files import make_folder
from retro_cli.store.git import Git
from retro_cli.store.journal import Journal
from retro_cli.store.repository import Repository

_ORIGIN = "origin"
_BRANCH = "main"
_BEGINNINGS = ("readme", "license", "licence", "copying", ".gitignore", ".gitattributes")


@dataclass(frozen=True, slots=True)
class Founded:
    """What `init` did: `made` a repository, `joined` a journal that was at the remote."""

    made: bool
    joined: bool


def set_up(
    journal: Journal, env: Mapping[str, str], url: str, told: Told, translate: Callable[[str], str], *, asking: bool
) -> Founded:
    """Make the journal a repository with a remote at `url` (empty: none yet), ready for a sync.

    An empty folder takes over the journal that is there. Raises RetroError; what was done until then stays, and the
    next call goes on from there.
    """
    if not journal.root.is_dir():
        if not url:
            raise NotFoundError(
                N_("There is no journal here."),
                hint=N_("Make one: retro init {root}"),
                where=str(journal.root),
                root=journal.root,
            )
        make_folder(journal.root)
    git = Git(journal.root, env, asking=asking)
    git.require()
    top = top_of(git)
    if top is not None:
        refuse_inside(journal, top)
    with told_in(journal.root), journal.locked("sync init"):
        require_identity(git)
        return _set_up(journal, Repository(git), env, url, told, translate, made=top is None)


def _set_up(
    journal: Journal,
    repository: Repository,
    env: Mapping[str, str],
    url: str,
    told: Told,
    translate: Callable[[str], str],
    *,
    made: bool,
) -> Founded:
    if made:
        repository.make(_BRANCH)
    new = not repository.commit_of("HEAD")
    remote = _remote(repository, url)
    joined = remote is not None and _join(journal, repository, remote, env, told)
    if not is_journal(journal.root):
        make_journal(journal.root, translate)
    registering.register(repository, env)
    registering.give_attributes(journal.root, registering.OWN_LINES if new else registering.LINES)
    if new:
        registering.give_attributes(journal.root, (registering.TEMPORARY,), name=registering.IGNORED)
    return Founded(made, joined)


def _remote(repository: Repository, url: str) -> Remote | None:
    """The remote, added if it is new. ConflictError where there is another one."""
    branch = repository.branch() or _BRANCH
    names = repository.remotes()
    if url:
        if url.startswith("-") or not url.strip():
            raise UsageError(N_("This is no address of a repository: {url}"), url=url)
        there = repository.setting(f"remote.{_ORIGIN}.url")
        if _ORIGIN in names and there != url:
            raise ConflictError(
                N_("This journal is synced with {url} already."),
                hint=N_("To change that: git remote set-url origin URL. Then: retro sync init"),
                url=without_password(there),
            )
        if _ORIGIN not in names:
            repository.add_remote(_ORIGIN, url)
    elif _ORIGIN not in names:
        return None
    far = repository.setting(f"branch.{branch}.merge").removeprefix("refs/heads/")
    return Remote(_ORIGIN, address(repository, _ORIGIN), far or branch, bool(far))


def _join(journal: Journal, repository: Repository, remote: Remote, env: Mapping[str, str], told: Told) -> bool:
    """Look at what the remote holds, and take it over where there is nothing here yet; whether it holds a journal."""
    told("fetch", None)
    branches = branches_of(repository, remote)
    if not branches:
        return False
    branch = repository.branch() or _BRANCH
    if remote.branch not in branches:
        remote = Remote(remote.name, remote.url, _BRANCH if _BRANCH in branches else branches[0], remote.followed)
    fetch(repository, remote, lambda percent: told("fetch", percent))
    commit = repository.commit_of(remote.ref)
    if commit is None or (repository.commit_of("HEAD") and repository.is_ancestor(commit, "HEAD")):
        return False
    files = repository.files_of(commit)
    _refuse_stranger(journal, remote, files)
    if not repository.commit_of("HEAD"):
        branch = repository.begin_at(remote.branch)
    repository.follow(branch, remote.name, remote.branch)
    if not repository.commit_of("HEAD") and not own_changes(journal, repository):
        registering.register(repository, env)
        merge(journal, repository, commit, env)
    return bool(files)


def _refuse_stranger(journal: Journal, remote: Remote, files: list[str]) -> None:
    """Raise RetroError for a repository that holds something else than a journal."""
    begun = all(path.lower().startswith(_BEGINNINGS) for path in files)
    if not begun and not any(is_own(journal, path) and not path.startswith(".") for path in files):
        raise RetroError(
            N_("There is no journal at {url}, but something else, which it must not be mixed with."),
            hint=N_("Make an empty one for it. Then: git remote set-url origin URL, and retro sync init"),
            url=remote.url,
        )


def absolute(url: str, folder: str) -> str:
    """An address that is a folder, as the whole path: git would look for it from the journal."""
    path = os.path.normpath(os.path.join(folder, os.path.expanduser(url)))
    return path if url and os.path.isdir(path) else url
