"""Taking over the journal that another machine has sent, where this one begins."""

from collections.abc import Callable, Mapping

from retro_cli.errors import N_, RetroError
from retro_cli.services.sync import registering
from retro_cli.services.sync.merging import merge
from retro_cli.services.sync.own import is_own, own_changes
from retro_cli.services.sync.remote import Remote, branches_of, fetch
from retro_cli.store.journal import Journal
from retro_cli.store.repository import Repository

BRANCH = "main"
_BEGINNINGS = ("readme", "license", "licence", "copying", ".gitignore", ".gitattributes")

Told = Callable[[str, int | None], object]
"""Called with what is being done ("commit", "fetch", "merge", "push") and its percents, if known."""


def join(journal: Journal, repository: Repository, remote: Remote, env: Mapping[str, str], told: Told) -> bool:
    """Look at what the remote holds, and take it over where there is nothing here yet; whether it holds a journal."""
    told("fetch", None)
    branches = branches_of(repository, remote)
    if not branches:
        return False
    branch = repository.branch() or BRANCH
    if remote.branch not in branches:
        remote = Remote(remote.name, remote.url, BRANCH if BRANCH in branches else branches[0], remote.followed)
    fetch(repository, remote, lambda percent: told("fetch", percent))
    commit = repository.commit_of(remote.ref)
    if commit is None:
        return False
    if repository.commit_of("HEAD") and repository.is_ancestor(commit, "HEAD"):
        repository.follow(branch, remote.name, remote.branch)
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
