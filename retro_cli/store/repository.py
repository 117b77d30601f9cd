"""A repository of git, as far as a journal needs one: how it stands, what changed, committing, merging."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from retro_cli.store.git import Git, Ran, failed

_UNFINISHED = (
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
)
_SUBMODULE = "160000"
_FILE = "100"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs from the last commit: `state` is "new", "changed", "gone" or "unmerged"."""

    path: str
    state: str
    staged: bool = False


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A file that git could not merge: the objects of this side and the other one, None where that side removed it,
    and of what it was before, None where both made it."""

    path: str
    ours: str | None
    theirs: str | None
    plain: bool
    base: str | None = None


@dataclass(frozen=True)
class Repository:
    """The repository around the folder of `git`. Paths are relative to its top, with `/`."""

    git: Git

    @property
    def root(self) -> Path:
        """The top folder."""
        return self.git.root

    # -- how it stands ----------------------------------------------------------------------------------------------

    @cached_property
    def folder(self) -> Path:
        """The folder of git's own files, also of a worktree."""
        return Path(self.git.told("rev-parse", "--absolute-git-dir"))

    def branch(self) -> str | None:
        """The branch that is worked on, None where there is none."""
        ran = self.git.run("symbolic-ref", "--short", "-q", "HEAD")
        return ran.out.strip() or None

    def unfinished(self) -> str | None:
        """What was begun and not ended: "merge", "rebase", "cherry-pick" or "revert"."""
        return next((name for file, name in _UNFINISHED if (self.folder / file).exists()), None)

    def commit_of(self, name: str) -> str | None:
        """The commit that a name stands for."""
        return self.git.run("rev-parse", "--verify", "-q", f"{name}^{{commit}}").out.strip() or None

    def is_ancestor(self, first: str, second: str) -> bool:
        """Whether the commit `second` contains `first`."""
        return self.git.run("merge-base", "--is-ancestor", first, second).ok

    def common(self, first: str, second: str) -> str | None:
        """The commit that two others come from, None where there is none, or not one alone."""
        found = self.git.run("merge-base", "--all", first, second).out.split()
        return found[0] if len(found) == 1 else None

    def related(self, first: str, second: str) -> bool:
        """Whether two commits have a common ancestor."""
        return self.git.run("merge-base", first, second).ok

    def count(self, words: Sequence[str]) -> int:
        """How many commits `words` of rev-list name."""
        return int(self.git.told("rev-list", "--count", *words))

    def setting(self, key: str) -> str:
        """A value of git's settings, empty where there is none."""
        return self.git.run("config", "--get", key).out.removesuffix("\n")

    def has_hook(self, name: str) -> bool:
        """Whether the user's own program is called there."""
        return os.access(self.root / self.git.told("rev-parse", "--git-path", f"hooks/{name}"), os.X_OK)

    def set(self, key: str, value: str) -> None:
        """Write a setting of this repository."""
        self.git.told("config", "--local", key, value)

    def knows(self, *refs: str) -> bool:
        """Whether there is anything below these names."""
        return bool(self.git.run("for-each-ref", "--count=1", "--format=x", *refs).out)

    def note(self, ref: str, commit: str) -> None:
        """Let a name of retro's own stand for a commit."""
        self.git.told("update-ref", ref, commit)

    def follow(self, branch: str, remote: str, far: str) -> None:
        """Let the branch follow one of a remote, as a push with -u does."""
        self.set(f"branch.{branch}.remote", remote)
        self.set(f"branch.{branch}.merge", f"refs/heads/{far}")

    # -- what changed -----------------------------------------------------------------------------------------------

    def changes(self) -> list[Change]:
        """Every file that differs from the last commit, but for ignored ones, submodules and repositories inside."""
        ran = self.git.run(
            "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"
        )
        if not ran.ok:
            raise failed("status", ran)
        return [change for record in ran.names if (change := _change(record))]

    def ignored(self) -> list[str]:
        """The files that git was told to leave alone."""
        return self.git.run("ls-files", "-z", "--others", "--ignored", "--exclude-standard").names

    def rules(self, paths: Sequence[str]) -> dict[str, str]:
        """By which line of which file (`.gitignore:2`) each of these ignored files is left alone."""
        if not paths:
            return {}
        fields = self.git.run("check-ignore", "-v", "-z", "--stdin", given=paths).out.split("\0")
        return {fields[at + 3]: f"{fields[at]}:{fields[at + 1]}" for at in range(0, len(fields) - 3, 4)}

    def files_of(self, commit: str) -> list[str]:
        """The files of a commit."""
        return self.git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).names

    def differing(self, first: str, second: str) -> list[str]:
        """The files that differ between two commits."""
        return self.git.run("diff", "--name-only", "--no-renames", "-z", first, second).names

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of an object (`COMMIT:PATH`), None where there is none."""
        ran = self.git.run("cat-file", "blob", name)
        return os.fsencode(ran.out) if ran.ok else None

    def unmerged(self) -> list[Unmerged]:
        """What a merge has left to decide."""
        stages: dict[str, dict[str, tuple[str, str]]] = {}
        for record in self.git.run("ls-files", "-z", "--unmerged").names:
            about, _, path = record.partition("\t")
            mode, name, stage = about.split(" ")
            stages.setdefault(path, {})[stage] = (mode, name)
        return [
            Unmerged(
                path,
                found["2"][1] if "2" in found else None,
                found["3"][1] if "3" in found else None,
                all(mode.startswith(_FILE) for mode, _ in found.values()),
                found["1"][1] if "1" in found else None,
            )
            for path, found in stages.items()
        ]

    # -- changing it ------------------------------------------------------------------------------------------------

    def commit(self, changes: Sequence[Change], message: str, *, forced: Iterable[str] = ()) -> Ran:
        """Commit these files as they stand and no others; what else is staged stays staged.

        `forced` are new files that git was told to ignore. Where the commit is refused (a hook), the new files are
        taken out of the index again.
        """
        new = _exactly(change.path for change in changes if change.state == "new")
        hidden = _exactly(forced)
        listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
        for words, names in ((("add", "-N"), new), (("add", "-N", "-f"), hidden)):
            if names:
                ran = self.git.run(*words, *listed, given=names)
                if not ran.ok:
                    return ran
        paths = [*_exactly(change.path for change in changes if change.state != "new"), *new, *hidden]
        ran = self.git.run("commit", "-q", "--only", "--cleanup=strip", "-m", message, *listed, given=paths)
        if not ran.ok and (new or hidden):
            self._forget([*new, *hidden], listed)
        return ran

    def _forget(self, paths: Sequence[str], listed: Sequence[str]) -> None:
        if self.commit_of("HEAD"):
            self.git.run("reset", "-q", *listed, given=paths)
        else:
            self.git.run("rm", "-q", "-f", "--cached", "--ignore-unmatch", *listed, given=paths)

    def merge(self, commit: str, message: str, settings: Mapping[str, str], *, unrelated: bool = False) -> Ran:
        """Merge a commit into the branch. `settings` are of git, for this call. No files are followed by likeness:
        one day's entry is not another day's."""
        configured = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        also = ["--allow-unrelated-histories"] if unrelated else []
        return self.git.run(
            *(*configured, "merge", "--quiet", "--ff", "--commit", "--no-squash", "--no-edit", "--no-autostash"),
            *("--no-rerere-autoupdate", "-X", "no-renames", "-m", message, *also, commit),
        )

    def conclude(self, message: str) -> Ran:
        """Commit a merge whose files are all decided."""
        return self.git.run("commit", "-q", "--cleanup=strip", "-m", message)

    def decided(self, paths: Sequence[str]) -> None:
        """Take these files into the index as they stand."""
        self._update(("add", "-f"), paths)

    def give_up_merge(self) -> None:
        """Leave a merge, back to how it was."""
        self.git.run("merge", "--abort")

    def restore(self, paths: Sequence[str]) -> None:
        """Put back these files as the last commit has them."""
        self._update(("checkout", "-q", "HEAD"), paths)

    def removed(self, paths: Sequence[str]) -> None:
        """Take it into the index that these files are gone."""
        self._update(("rm", "-q", "--cached", "--ignore-unmatch"), paths)

    def drop(self, paths: Sequence[str]) -> None:
        """Remove these files, and what the index knows of them: the last commit has none."""
        self._update(("rm", "-q", "-f", "--cached", "--ignore-unmatch"), paths)
        for path in paths:
            with suppress(OSError):
                os.unlink(self.root / path)

    def _update(self, words: Sequence[str], paths: Sequence[str]) -> None:
        if not paths:
            return
        listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
        ran = self.git.run(*words, *listed, given=_exactly(paths))
        if not ran.ok:
            raise failed(words[0], ran)

    # -- making it --------------------------------------------------------------------------------------------------

    def make(self, branch: str) -> None:
        """Make the folder a repository that begins on `branch`."""
        self.git.told("init", "-q")
        self.begin_at(branch)

    def begin_at(self, branch: str) -> str:
        """Let a repository without commits begin on `branch`."""
        self.git.told("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        return branch

    def add_remote(self, name: str, url: str) -> None:
        """Give the repository a remote."""
        self.git.told("remote", "add", "--", name, url)

    # -- the remote -------------------------------------------------------------------------------------------------

    def remotes(self) -> list[str]:
        """The names of the remotes."""
        return self.git.run("remote").out.split("\n")[:-1]

    def fetch(self, remote: str, branch: str, progress: Callable[[int], object] | None = None) -> Ran:
        """Get a branch of the remote, as `REMOTE/BRANCH`, whatever became of it there."""
        spec = f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}"
        return self.git.far(
            *("fetch", "--progress", "--no-tags", "--no-recurse-submodules", "--refmap=", "--", remote, spec),
            progress=progress,
        )

    def push(self, remote: str, branch: str, far: str, progress: Callable[[int], object] | None = None) -> Ran:
        """Send the branch to the remote's branch `far`, which becomes what it follows; never by force."""
        spec = f"refs/heads/{branch}:refs/heads/{far}"
        words = ("push", "--porcelain", "--progress", "--no-follow-tags", "--recurse-submodules=no", "-u")
        return self.git.far(*words, "--", remote, spec, progress=progress)

    def branches_of(self, remote: str) -> Ran:
        """The remote's branches, one `refs/heads/NAME` a line behind its commit."""
        return self.git.far("ls-remote", "--heads", "--", remote)


def _exactly(paths: Iterable[str]) -> list[str]:
    """Pathspecs that mean these paths and nothing else, whatever characters are in them."""
    return [f":(top,literal){path}" for path in paths]


def _change(record: str) -> Change | None:
    kind = record[:1]
    if kind == "?":
        path = record[2:]
        return None if path.endswith("/") else Change(path, "new")
    if kind == "1":
        _, states, sub, _, _, work, _, _, path = record.split(" ", 8)
        if sub.startswith("S") or work == _SUBMODULE:
            return None
        gone = states[1] == "D" or (states[0] == "D" and states[1] == ".")
        return Change(path, "gone" if gone else "changed", staged=states[0] != ".")
    if kind == "u":
        return Change(record.split(" ", 10)[10], "unmerged")
    return None
