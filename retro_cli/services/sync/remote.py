"""The other end: which remote and branch, fetching and pushing, and what their refusals mean."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from retro_cli.errors import N_, ConflictError, RetroError
from retro_cli.store.git import GitError, Ran, SilentError
from retro_cli.store.repository import Repository

_OFFLINE = (
    "could not resolve host",
    "couldn't resolve host",
    "name resolution",
    "network is unreachable",
    "no route to host",
    "connection timed out",
    "operation timed out",
    "connection refused",
    "failed to connect",
    "couldn't connect",
    "network is down",
    "nodename nor servname",
    "connection reset",
    "connection closed",
    "the remote end hung up",
    "name or service not known",
)
_GONE = (
    "does not appear to be a git repository",
    "repository not found",
    "does not exist",
    "not found",
    "no such file or directory",
    "unable to find remote helper",
    "no such device or address",
    "is not a git command",
)
_STRANGER = (
    "permission denied",
    "authentication failed",
    "could not read username",
    "could not read password",
    "terminal prompts disabled",
    "access denied",
    "host key verification failed",
    "error: 403",
    "error: 401",
    "not authorized",
    "unauthorized",
)
_RACE = ("cannot lock ref", "failed to update ref", "incorrect old value", "failed to lock")

_CHATTER = (
    *("enumerating ", "counting ", "compressing ", "delta ", "writing ", "total ", "resolving ", "done", "to "),
    *("please make sure", "and the repository exists", "fatal: could not read from remote", "error: failed to push"),
)
_CAUSES = 3

_LATER = N_("Try again when it can be: retro sync")

Progress = Callable[[int], object]


class Unreachable(RetroError):
    """The remote cannot be reached now; later it may."""


@dataclass(frozen=True, slots=True)
class Remote:
    """The other end of a branch: the remote's name, its address without a password, its branch."""

    name: str
    url: str
    branch: str
    followed: bool

    @property
    def ref(self) -> str:
        """Its branch as it was last seen."""
        return f"refs/remotes/{self.name}/{self.branch}"


def remote_of(repository: Repository, branch: str) -> Remote | None:
    """What the branch is pushed to: what it follows, else origin, else the only remote. RetroError where unclear."""
    names = repository.remotes()
    followed = repository.setting(f"branch.{branch}.remote")
    far = repository.setting(f"branch.{branch}.merge").removeprefix("refs/heads/")
    name = followed if followed in names else "origin" if "origin" in names else names[0] if len(names) == 1 else ""
    if name:
        return Remote(name, address(repository, name), far or branch, bool(far))
    if names:
        raise RetroError(
            N_("There are several remotes, and none is the branch's own: {names}"),
            hint=N_("Choose one: git push -u NAME {branch}. Then: retro sync"),
            names=", ".join(names),
            branch=branch,
        )
    return None


def address(repository: Repository, name: str) -> str:
    """Where a remote is, without the password that may stand in it."""
    url = repository.git.run("remote", "get-url", name).out.strip()
    return without_password(url)


def without_password(url: str) -> str:
    """An address without what stands before `@` in its web form."""
    return re.sub(r"(?<=://)[^/@]*@", "", url)


def fetch(repository: Repository, remote: Remote, progress: Progress | None = None) -> bool:
    """Get the remote's branch; false where the remote is still empty. Raises Unreachable, RetroError."""
    ran = _far(lambda: repository.fetch(remote.name, remote.branch, progress), remote)
    if ran.ok:
        return True
    if "couldn't find remote ref" not in ran.err:
        raise _told(ran, remote)
    branches = branches_of(repository, remote)
    if not branches:
        return False
    raise ConflictError(
        N_("{url} has no branch {branch}, but {others}."),
        hint=N_("Join with it: retro sync init"),
        url=remote.url,
        branch=remote.branch,
        others=", ".join(branches[:5]),
    )


def probe(repository: Repository, url: str) -> None:
    """Ask whether there is a repository at an address that is not noted yet. Raises Unreachable, RetroError."""
    remote = Remote("", without_password(url), "", False)
    ran = _far(lambda: repository.branches_of(url), remote)
    if not ran.ok:
        raise _told(ran, remote)


def branches_of(repository: Repository, remote: Remote) -> list[str]:
    """The names of the remote's branches. Raises Unreachable, RetroError."""
    ran = _far(lambda: repository.branches_of(remote.name), remote)
    if not ran.ok:
        raise _told(ran, remote)
    return [line.partition("refs/heads/")[2] for line in ran.out.split("\n") if "refs/heads/" in line]


def push(repository: Repository, branch: str, remote: Remote, progress: Progress | None = None) -> bool:
    """Send the branch; false where somebody else was faster. Raises Unreachable, RetroError."""
    ran = _far(lambda: repository.push(remote.name, branch, remote.branch, progress), remote)
    if ran.ok:
        return True
    if "failed to push some refs" in ran.err and "!" not in ran.out and repository.has_hook("pre-push"):
        raise GitError(
            N_("Your pre-push hook did not let the commits out. They wait here."),
            hint=N_("See what it says; then: retro sync"),
            details=_causes(ran),
        )
    refused = next((line for line in ran.out.split("\n") if line.startswith("!")), "")
    if "[rejected]" in refused or any(words in refused for words in _RACE):
        return False
    if refused:
        raise GitError(
            N_("{url} did not take the commits."),
            hint=N_("They wait here. If the branch is protected, or a file is refused, change that; then: retro sync"),
            details=_causes(ran),
            url=remote.url,
        )
    raise _told(ran, remote)


def point_head(repository: Repository, remote: Remote) -> None:
    """Let the HEAD of a folder without files lead to the branch that was sent, if it leads nowhere: a plain clone
    would be empty."""
    if not os.path.isabs(remote.url):
        return
    there = ("--git-dir", remote.url)
    with suppress(SilentError):
        bare = repository.git.far(*there, "rev-parse", "--is-bare-repository").out.strip() == "true"
        if bare and not repository.git.far(*there, "rev-parse", "--verify", "-q", "HEAD").ok:
            repository.git.far(*there, "symbolic-ref", "HEAD", f"refs/heads/{remote.branch}")


def _far(call: Callable[[], Ran], remote: Remote) -> Ran:
    try:
        return call()
    except SilentError:
        raise Unreachable(N_("{url} does not answer."), hint=_LATER, url=remote.url) from None


def _causes(ran: Ran) -> list[str]:
    """What git, a hook or the remote gives as the cause, in their words: few lines, none about progress."""
    said = [(line, line.lower().removeprefix("remote:").strip()) for line in ran.said]
    lines = [line for line, words in said if words and not words.startswith(_CHATTER)]
    return [f"git: {without_password(line)}" for line in lines[:_CAUSES]]


def _told(ran: Ran, remote: Remote) -> RetroError:
    """What a call that did not reach its end means."""
    text = ran.err.lower()
    details = _causes(ran)
    if any(words in text for words in _STRANGER):
        return GitError(
            N_("{url} did not let you in."),
            hint=N_("Sign in once by hand: git fetch {name}. Then: retro sync")
            if remote.name
            else N_("Sign in once by hand: git ls-remote {url}. Then: retro sync init URL"),
            details=details,
            url=remote.url,
            name=remote.name,
        )
    if any(words in text for words in _OFFLINE):
        return Unreachable(N_("{url} cannot be reached."), hint=_LATER, details=details, url=remote.url)
    if any(words in text for words in _GONE):
        return GitError(
            N_("There is no repository at {url}."),
            hint=N_("Make it there, or change the address: git remote set-url {name} URL. Then: retro sync")
            if remote.name
            else N_("Look at the address, or make it there. Then: retro sync init URL"),
            details=details,
            url=remote.url,
            name=remote.name,
        )
    return GitError(
        N_("Git could not talk to {url}."),
        hint=N_("See what it says: git fetch {name}. Then: retro sync")
        if remote.name
        else N_("Look at the address, or make it there. Then: retro sync init URL"),
        details=details,
        url=remote.url,
        name=remote.name,
    )
