"""What `retro sync` does not do: each refusal is one line and a way out, and nothing is lost by it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from machines import NO_GIT, Machine, executable, far, files, git, introduce, pair

pytestmark = NO_GIT
Two = tuple[Machine, Machine, Path]
DAY = "2026/2026-11-18.md"


@pytest.fixture
def two(retro: Callable[..., Any], home: Path, tmp_path: Path) -> Two:
    introduce(home)
    return pair(retro, tmp_path)


def refused(machine: Machine, code: int, *told: str, words: tuple[str, ...] = ("sync",), **more: Any) -> str:
    """The complaint of a sync that is refused: what, and the way out; no entry is touched, none is told."""
    before = files(machine.root) if machine.root.exists() else {}
    run = machine(*words, code=code, **more)
    assert run.out == "" and "→" in run.err and "Traceback" not in run.err and "Slept" not in run.err, run
    for piece in told:
        assert piece in run.err, run.err
    if machine.root.exists():
        assert {path: data for path, data in files(machine.root).items() if path != ".gitattributes"} == {
            path: data for path, data in before.items() if path != ".gitattributes"
        }
    return str(run.err)


def test_a_machine_without_git(two: Two, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    refused(two[0], 1, "Git is not installed", "https://git-scm.com", env={"PATH": str(tmp_path / "nothing")})


def test_a_journal_that_is_not_there(two: Two) -> None:
    two[0].root = two[0].root.parent / "no-such"
    refused(two[0], 3, "no journal here", "retro init")
    refused(two[0], 3, "no journal here", "retro init", words=("sync", "init"))


def test_a_journal_that_is_no_repository_yet(retro: Callable[..., Any], tmp_path: Path, home: Path) -> None:
    introduce(home)
    machine = Machine(retro, tmp_path / "journal")
    retro("init", str(machine.root))
    refused(machine, 1, "not set up for syncing", "retro sync init URL")


@pytest.mark.parametrize("words", [("sync",), ("sync", "init"), ("sync", "init", "https://example.com/j.git")])
def test_a_journal_inside_another_repository(
    retro: Callable[..., Any], tmp_path: Path, home: Path, words: tuple[str, ...]
) -> None:
    introduce(home)
    around = tmp_path / "clone"
    around.mkdir()
    git(around, "init", "-q")
    machine = Machine(retro, around / "journal")
    retro("init", str(machine.root))
    refused(machine, 1, "inside another repository", str(around), "retro config set --user journal", words=words)
    assert git(around, "config", "-l", "--local").count("merge.") == 0


def test_git_without_a_name(two: Two, home: Path) -> None:
    (home / ".gitconfig").unlink()
    refused(two[0], 1, "does not know your name", "git config --global user.name")


def test_no_branch(two: Two) -> None:
    two[0].git("checkout", "-q", "--detach")
    refused(two[0], 5, "on no branch", "git switch")


def test_a_merge_that_somebody_began(two: Two) -> None:
    laptop, desktop, _ = two
    laptop.write("x.txt", "one\n")
    desktop.write("x.txt", "two\n")
    for machine in (laptop, desktop):
        machine.git("add", "x.txt")
        machine.git("commit", "-qm", "x")
    laptop.git("push", "-q")
    desktop.git("pull", "-q", "--no-rebase", check=False)
    err = refused(desktop, 5, "A merge was begun", "x.txt", "git merge --continue")
    assert "--abort" not in err
    assert desktop.git("rev-parse", "-q", "--verify", "MERGE_HEAD")


@pytest.mark.parametrize("begun", ["rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
def test_what_else_was_begun_and_not_ended(two: Two, begun: str) -> None:
    (two[0].root / ".git" / begun).mkdir()
    assert "--abort" not in refused(two[0], 5, "was begun", "--continue")


def test_changes_to_other_files_in_the_way_of_merging(two: Two) -> None:
    laptop, desktop, _ = two
    laptop.write("notes.txt", "one\n")
    laptop.git("add", "notes.txt")
    laptop.git("commit", "-qm", "notes")
    laptop("sync")
    desktop.write("notes.txt", "mine\n")
    refused(desktop, 5, "other files", "notes.txt", "git stash")
    assert desktop.git("rev-parse", "-q", "--verify", "MERGE_HEAD", check=False) == ""


def test_a_link_that_both_sides_changed(two: Two) -> None:
    laptop, desktop, _ = two
    for machine in (laptop, desktop):
        (machine.root / "assets").mkdir()
        (machine.root / "assets/plan").symlink_to(f"{machine.root.name}.png")
    laptop("sync")
    refused(desktop, 5, "only git can merge", "assets/plan", "git merge")
    assert desktop.git("status", "--porcelain") == ""


def test_a_merge_that_fails_half_way_is_put_right_by_the_next(two: Two) -> None:
    laptop, desktop, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    desktop("add", "keep", "Ran", "-d", "2026-11-18")
    laptop("sync")
    executable(desktop.root / ".git/hooks/commit-msg", "#!/bin/sh\ngrep -q merge $1 && exit 1\nexit 0\n")
    desktop("sync", code=1)
    desktop("sync", code=1)
    (desktop.root / ".git/hooks/commit-msg").unlink()
    assert "put right first" in desktop("sync").out
    assert desktop.read(DAY).count("- Walked\n") == desktop.read(DAY).count("- Ran\n") == 1


def test_a_remote_that_is_gone(two: Two) -> None:
    laptop, _, between = two
    shutil.rmtree(between)
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    told = ("Committed: 2026-11-18 · 1 file", "1 commit waits here", "There is no repository at", str(between))
    err = refused(laptop, 1, *told, "git remote set-url origin")
    assert err.count("git: ") <= 1
    assert laptop.git("status", "--porcelain") == ""


def test_a_remote_that_asks_who_is_there(two: Two, tmp_path: Path) -> None:
    laptop, _, _ = two
    executable(tmp_path / "ssh", "#!/bin/sh\necho 'git@host: Permission denied (publickey).' >&2\nexit 255\n")
    laptop.git("remote", "set-url", "origin", "git@host:me/journal.git")
    refused(laptop, 1, "did not let you in", "git fetch origin", env={"GIT_SSH": str(tmp_path / "ssh")})


def test_a_password_in_the_address_is_told_to_nobody(two: Two) -> None:
    laptop, _, _ = two
    laptop.git("remote", "set-url", "origin", "https://me:hunter2@127.0.0.1:9/journal.git")
    run = laptop("sync")
    assert "127.0.0.1:9" in run.err + run.out and "hunter2" not in run.err + run.out


def test_offline_the_journal_is_committed_and_what_waits_is_told(two: Two) -> None:
    laptop, desktop, between = two
    laptop.git("remote", "set-url", "origin", "http://127.0.0.1:9/journal.git")
    for count in (1, 2):
        laptop("add", "keep", f"Walk {count}", "-d", "2026-11-18")
        run = laptop("sync")
        assert f"{count} commit" in run.out and "wait" in run.out and "cannot be reached" in run.err
    laptop.git("remote", "set-url", "origin", str(between))
    assert "2 commits sent" in laptop("sync").out
    desktop("sync")
    assert files(laptop.root) == files(desktop.root)


def test_a_remote_whose_history_was_rewritten(two: Two) -> None:
    laptop, desktop, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    desktop("sync")
    laptop.git("reset", "-q", "--hard", "HEAD~1")
    laptop.write("2026/2026-11-19.md", "## Keep\n- Started over\n")
    laptop.git("add", "2026")
    laptop.git("commit", "-qm", "Over")
    laptop.git("push", "-q", "--force")
    for _ in range(2):  # it stays refused until somebody decides
        refused(desktop, 5, "was rewritten", "git merge origin/main")
    desktop.git("merge", "-q", "--no-edit", "origin/main")
    desktop("sync")
    assert "- Walked" in desktop.read(DAY) and "- Started over" in desktop.read("2026/2026-11-19.md")


def test_a_remote_that_never_had_to_do_with_this_journal(two: Two, tmp_path: Path) -> None:
    laptop, desktop, _ = two
    elsewhere = Machine(laptop.retro, tmp_path / "elsewhere")
    laptop.retro("init", str(elsewhere.root))
    between = far(tmp_path / "elsewhere.git")
    elsewhere("sync", "init", str(between))
    desktop.git("remote", "set-url", "origin", str(between))
    desktop.git("update-ref", "-d", "refs/retro/synced")
    refused(desktop, 5, "no commit in common", "retro sync init")
    desktop("sync", "init")
    assert "- Slept well" in git(between, "show", f"main:{DAY}")


def test_a_remote_with_something_else_in_it(retro: Callable[..., Any], tmp_path: Path, home: Path) -> None:
    introduce(home)
    between = far(tmp_path / "code.git")
    git(tmp_path, "clone", "-q", str(between), "code")
    (tmp_path / "code/main.py").write_text("print()\n")
    git(tmp_path / "code", "add", "main.py")
    git(tmp_path / "code", "commit", "-qm", "Code")
    git(tmp_path / "code", "push", "-q", "origin", "HEAD:main")
    machine = Machine(retro, tmp_path / "journal")
    retro("init", str(machine.root))
    machine("add", "keep", "Slept well", "-d", "2026-11-18")
    refused(machine, 1, "but something else", words=("sync", "init", str(between)))
    assert git(between, "ls-tree", "--name-only", "main") == "main.py\n"


def test_another_address_than_the_one_it_is_synced_with(two: Two) -> None:
    refused(two[0], 5, "already", "git -C", words=("sync", "init", "https://example.com/other.git"))
    run = two[0].retro("sync", "init", "-j", str(two[0].root), "--", "--upload-pack=x")
    assert run.code == 2 and "no address" in run.err


def test_a_mistyped_address_gives_way_to_the_right_one(two: Two, tmp_path: Path) -> None:
    _, _, between = two
    machine = Machine(two[0].retro, tmp_path / "third")
    machine.retro("init", str(machine.root))
    for wrong in (str(tmp_path / "bear.git"), "not-a-url"):
        refused(machine, 1, "no repository at", "retro sync init URL", words=("sync", "init", wrong))
        assert machine.git("remote") == ""
    run = machine("sync", "init", "http://127.0.0.1:9/bear.git", code=1)
    assert "cannot be reached" in run.err
    machine("sync", "init", str(between))
    assert "- Slept well" in machine.read(DAY)
    refused(machine, 5, "already", words=("sync", "init", str(tmp_path / "bear.git")))


def test_a_mistyped_address_makes_no_journal(two: Two, tmp_path: Path) -> None:
    machine = Machine(two[0].retro, tmp_path / "third")
    refused(machine, 1, "no repository at", words=("sync", "init", str(tmp_path / "bear.git")))
    assert not machine.root.exists()


def test_a_branch_that_takes_no_commits(two: Two) -> None:
    laptop, _, between = two
    executable(between / "hooks/pre-receive", "#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n")
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    refused(laptop, 1, "did not take the commits", "GH006", "They wait here")
    (between / "hooks/pre-receive").unlink()
    assert "1 commit sent" in laptop("sync").out


def test_a_hook_that_does_not_let_the_commits_out(two: Two) -> None:
    laptop, _, between = two
    executable(laptop.root / ".git/hooks/pre-push", "#!/bin/sh\necho 'not on Fridays' >&2\nexit 1\n")
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    err = refused(laptop, 1, "pre-push hook", "They wait here", "not on Fridays", "1 commit waits here")
    assert "fetch" not in err and "failed to push" not in err
    (laptop.root / ".git/hooks/pre-push").unlink()
    assert "1 commit sent" in laptop("sync").out
    assert "Walked" in git(between, "show", f"main:{DAY}")


def test_what_git_says_on_its_way_is_no_part_of_a_complaint(two: Two) -> None:
    laptop, _, between = two
    words = "Enumerating objects: 7, done.\nDelta compression using up to 2 threads\nDisk quota exceeded"
    executable(between / "hooks/pre-receive", f"#!/bin/sh\nprintf '{words}\\n' >&2\nexit 1\n")
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    err = refused(laptop, 1, "did not take the commits", "Disk quota exceeded")
    assert "Enumerating" not in err and "threads" not in err and "To /" not in err


def test_a_hook_that_refuses_the_commit(two: Two) -> None:
    laptop, _, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-19")
    executable(laptop.root / ".git/hooks/pre-commit", "#!/bin/sh\nprintf 'no \\033[31mcommit today\\n' >&2\nexit 1\n")
    err = refused(laptop, 1, "Git did not commit", "commit today")
    assert "\x1b" not in err
    assert laptop.git("status", "--porcelain") == "?? 2026/2026-11-19.md\n"


def test_a_clone_of_a_part_of_the_history(two: Two, tmp_path: Path) -> None:
    laptop, _, between = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    git(tmp_path, "clone", "-q", "--depth=1", between.as_uri(), "shallow")
    refused(Machine(laptop.retro, tmp_path / "shallow"), 1, "shallow", "git fetch --unshallow")


def test_a_repository_without_files(two: Two) -> None:
    laptop, _, between = two
    refused(Machine(laptop.retro, between), 1, "bare", "git clone")


def test_a_worktree_is_as_good_as_any(two: Two, tmp_path: Path) -> None:
    laptop, _, _ = two
    laptop.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    laptop.git("branch", "-q", "--set-upstream-to=origin/main", "side")
    side = Machine(laptop.retro, tmp_path / "side")
    side("add", "keep", "Walked", "-d", "2026-11-18")
    assert "1 commit sent" in side("sync").out


def test_a_remote_without_this_branch(two: Two, tmp_path: Path) -> None:
    laptop, _, between = two
    git(tmp_path, "clone", "-q", str(between), "clone")
    clone = Machine(laptop.retro, tmp_path / "clone")
    clone.git("branch", "-q", "-m", "old", check=False)
    clone.git("checkout", "-q", "-b", "master")
    clone.git("config", "--unset", "branch.master.merge", check=False)
    refused(clone, 5, "no branch master, but main", "retro sync init")
    clone("sync", "init")
    assert clone.git("rev-parse", "--abbrev-ref", "@{upstream}") == "origin/main\n"
    clone("sync")


def test_several_remotes_of_which_none_is_the_branch_own(two: Two) -> None:
    laptop, _, between = two
    laptop.git("remote", "rename", "origin", "one")
    laptop.git("remote", "add", "two", str(between))
    laptop.git("config", "--unset", "branch.main.remote")
    refused(laptop, 1, "several remotes", "one, two", "git push -u NAME main")


@pytest.mark.skipif(os.name == "nt", reason="made with a sparse file")
def test_a_file_that_no_host_takes_is_left_out_and_named(two: Two) -> None:
    laptop, _, between = two
    (laptop.root / "assets").mkdir()
    with open(laptop.root / "assets/film.mp4", "wb") as film:
        film.truncate((100 << 20) + 1)
    out = laptop("sync").out
    assert "assets/film.mp4" in out and "100 MB" in out and "→" in out
    assert "film" not in git(between, "ls-tree", "-r", "--name-only", "main")


def test_another_git_at_work(two: Two) -> None:
    laptop, _, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    (laptop.root / ".git/index.lock").touch()
    refused(laptop, 5, "Another git is at work", "index.lock")


def test_a_sync_that_was_refused_gives_no_right_to_break_the_lock_of_another_git(two: Two) -> None:
    laptop, _, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    lock = laptop.root / ".git/index.lock"
    lock.touch()
    for _ in range(2):
        refused(laptop, 5, "Another git is at work")
        assert lock.exists()
    lock.unlink()
    assert "put right" not in laptop("sync").out


def test_repositories_inside_the_journal_are_left_alone(two: Two) -> None:
    laptop, desktop, _ = two
    inside = laptop.root / "templates/shared"
    inside.mkdir(parents=True)
    git(inside, "init", "-q")
    (inside / "a.md").write_text("x\n")
    laptop("sync")
    desktop("sync")
    assert not (desktop.root / "templates").exists()
