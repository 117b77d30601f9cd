"""Whether the journal's repository can be synced as it stands, and if not, the way out."""

import os

from retro_cli.errors import N_, ConflictError, NotFoundError, RetroError
from retro_cli.store.git import Git, GitError, failed
from retro_cli.store.journal import Journal
from retro_cli.store.repository import Repository


def top_of(git: Git) -> str | None:
    """The top folder of the repository around a folder, None where there is none.

    Raises GitError where git refuses to look, or the repository has no files (bare).
    """
    ran = git.run("rev-parse", "--show-toplevel")
    if ran.ok:
        return ran.out.removesuffix("\n")
    if "not a git repository" in ran.err:
        return None
    if "work tree" in ran.err:
        raise GitError(
            N_("This is a repository without files (bare), and no journal."),
            hint=N_("Clone it, and sync there: git clone {root} ~/journal"),
            where=str(git.root),
            root=git.root,
        )
    if "dubious ownership" in ran.err:
        raise GitError(
            N_("This journal belongs to another user, and git does not trust it."),
            hint=N_("If you do: git config --global --add safe.directory {root}"),
            where=str(git.root),
            root=git.root,
        )
    raise failed("rev-parse", ran)


def repository_of(journal: Journal, git: Git) -> Repository:
    """The journal's repository, which is its own. Raises RetroError where there is none, or one around it."""
    if not journal.root.is_dir():
        raise NotFoundError(
            N_("There is no journal here."),
            hint=N_("Make one: retro init {root}"),
            where=str(journal.root),
            root=journal.root,
        )
    git.require()
    top = top_of(git)
    if top is None:
        raise RetroError(
            N_("This journal is not set up for syncing."),
            hint=N_("Set it up: retro sync init URL"),
            where=str(journal.root),
        )
    refuse_inside(journal, top)
    return Repository(git)


def refuse_inside(journal: Journal, top: str) -> None:
    """Raise RetroError for a journal in the repository of something else."""
    if os.path.realpath(top) != os.path.realpath(journal.root):
        raise RetroError(
            N_("This journal lies inside another repository, which it must not be mixed with: {top}"),
            hint=N_("Move it elsewhere, and name that: retro config set --user journal FOLDER. Then: retro sync init"),
            where=str(journal.root),
            top=top,
        )


def require_quiet(repository: Repository) -> str:
    """The branch that is worked on. Raises RetroError in the middle of something, off a branch, without an identity."""
    if unfinished := repository.unfinished():
        raise ConflictError(
            N_("A {operation} was begun in this journal and not ended."),
            hint=N_("Make its files right, then: git add FILE and git {operation} --continue. Then: retro sync"),
            operation=unfinished,
        )
    if stuck := [change.path for change in repository.changes() if change.state == "unmerged"]:
        raise ConflictError(
            N_("Git waits for a decision about these files."),
            hint=N_("Make them right, then: git add FILE. Then: retro sync"),
            details=stuck[:10],
        )
    branch = repository.branch()
    if branch is None:
        raise ConflictError(
            N_("The journal is on no branch (detached HEAD)."),
            hint=N_("Go back to one: git switch main. Then: retro sync"),
        )
    if repository.git.run("rev-parse", "--is-shallow-repository").out.strip() == "true":
        raise GitError(
            N_("This clone has only a part of the journal's history (shallow), too little to merge by."),
            hint=N_("Get the rest: git fetch --unshallow. Then: retro sync"),
        )
    require_identity(repository.git)
    return branch


def require_identity(git: Git) -> None:
    """Raise GitError where git does not know in whose name to commit."""
    if not git.run("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").ok:
        raise GitError(
            N_("Git does not know your name yet, which stands in every commit."),
            hint=N_("Tell it: git config --global user.name NAME, the same with user.email. Then: retro sync"),
        )
