"""`retro sync init`: a journal becomes a repository, new or joined to one that another machine has sent."""

import os
import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from retro_cli.errors import N_, ConflictError, NotFoundError, UsageError
from retro_cli.services.founding import is_journal, make_journal
from retro_cli.services.sync import registering
from retro_cli.services.sync.joining import BRANCH, Told, join
from retro_cli.services.sync.remote import Remote, Unreachable, address, probe, without_password
from retro_cli.services.sync.run import SYNCED, told_in
from retro_cli.services.sync.standing import refuse_inside, require_identity, top_of
from retro_cli.store.files import make_folder
from retro_cli.store.git import Git
from retro_cli.store.journal import Journal
from retro_cli.store.repository import Repository

_ORIGIN = "origin"


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
        _refuse_mistyped(journal, env, url, asking=asking)
        make_folder(journal.root)
    git = Git(journal.root, env, asking=asking)
    git.require()
    top = top_of(git)
    if top is not None:
        refuse_inside(journal, top)
    with told_in(journal.root), journal.locked("sync init"):
        require_identity(git)
        return _set_up(journal, Repository(git), env, url, told, translate, made=top is None)


def _refuse_mistyped(journal: Journal, env: Mapping[str, str], url: str, *, asking: bool) -> None:
    """Raise RetroError where nothing is at the address that a journal is to be made from."""
    _refuse_no_address(url)
    folder = next(folder for folder in journal.root.parents if folder.is_dir())
    git = Git(folder, env, asking=asking)
    git.require()
    with suppress(Unreachable):
        probe(Repository(git), url)


def _refuse_no_address(url: str) -> None:
    if url.startswith("-") or not url.strip():
        raise UsageError(N_("This is no address of a repository: {url}"), url=url)


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
        repository.make(BRANCH)
    new = not repository.commit_of("HEAD")
    remote = _remote(repository, url)
    joined = remote is not None and join(journal, repository, remote, env, told)
    if not is_journal(journal.root):
        make_journal(journal.root, translate)
    registering.register(repository, env)
    registering.give_attributes(journal.root, registering.OWN_LINES if new else registering.LINES)
    if new:
        registering.give_attributes(journal.root, (registering.TEMPORARY,), name=registering.IGNORED)
    return Founded(made, joined)


def _remote(repository: Repository, url: str) -> Remote | None:
    """The remote, added if it is new. ConflictError where there is another one."""
    branch = repository.branch() or BRANCH
    names = repository.remotes()
    if url:
        _refuse_no_address(url)
        _note_remote(repository, url, repository.setting(f"remote.{_ORIGIN}.url") if _ORIGIN in names else None)
    elif _ORIGIN not in names:
        return None
    far = repository.setting(f"branch.{branch}.merge").removeprefix("refs/heads/")
    return Remote(_ORIGIN, address(repository, _ORIGIN), far or branch, bool(far))


def _note_remote(repository: Repository, url: str, there: str | None) -> None:
    """Note the address once a repository has answered there, or cannot be reached now.

    One that nothing was ever exchanged with gives way. ConflictError where there is another one.
    """
    if there == url:
        return
    if there is not None and repository.knows(f"refs/remotes/{_ORIGIN}", SYNCED):
        raise ConflictError(
            N_("This journal is synced with {url} already."),
            hint=N_("To change that: git -C {root} remote set-url origin URL. Then: retro sync init"),
            url=without_password(there),
            root=shlex.quote(str(repository.root)),
        )
    with suppress(Unreachable):
        probe(repository, url)
    if there is None:
        repository.add_remote(_ORIGIN, url)
    else:
        repository.set(f"remote.{_ORIGIN}.url", url)


def absolute(url: str, folder: str) -> str:
    """An address that is a folder, as the whole path: git would look for it from the journal."""
    path = os.path.normpath(os.path.join(folder, os.path.expanduser(url)))
    return path if url and os.path.isdir(path) else url
