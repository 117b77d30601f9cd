"""Two machines with one journal, and a bare repository between them, all in one folder."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NO_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
MARKERS = ("<<<<<<<", "=======\n", ">>>>>>>")


def git(folder: Path, *words: str, check: bool = True) -> str:
    """The output of the user's own git in a folder."""
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
    )
    assert done.returncode == 0 or not check, f"git {' '.join(words)}\n{done.stdout}{done.stderr}"
    return done.stdout


def introduce(home: Path) -> None:
    """Tell git who is at work, as people do once."""
    (home / ".gitconfig").write_text(
        "[user]\n\tname = 김하늘\n\temail = sky@example.com\n[init]\n\tdefaultBranch = trunk\n", encoding="utf-8"
    )


def far(folder: Path) -> Path:
    """An empty repository without files, as hosts give them."""
    folder.mkdir()
    git(folder, "init", "-q", "--bare")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    return folder


def files(root: Path) -> dict[str, bytes]:
    """Every file of a journal, git's own aside."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def no_marker(root: Path) -> None:
    """No entry holds a conflict marker of git's."""
    for path, data in files(root).items():
        assert not any(marker.encode() in data for marker in MARKERS), path


class Machine:
    """A machine with a copy of the journal: `machine("add", "keep", "…")` runs retro on it, and has to end well."""

    def __init__(self, retro: Callable[..., Any], root: Path) -> None:
        self.retro = retro
        self.root = root

    def __call__(self, *args: str, code: int = 0, **more: Any) -> Any:
        run = self.retro(*args, "-j", str(self.root), **more)
        assert run.code == code, f"{args}: {run}"
        return run

    def git(self, *words: str, check: bool = True) -> str:
        """The user's own git in the journal."""
        return git(self.root, *words, check=check)

    def write(self, path: str, text: str | bytes) -> None:
        """A file as an editor leaves it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, path: str) -> str:
        """A file as text."""
        return (self.root / path).read_bytes().decode()


def pair(retro: Callable[..., Any], folder: Path) -> tuple[Machine, Machine, Path]:
    """Two machines that are in step, and the repository between them."""
    between = far(folder / "journal.git")
    laptop, desktop = Machine(retro, folder / "laptop"), Machine(retro, folder / "desktop")
    assert retro("init", str(laptop.root)).code == 0
    laptop("add", "keep", "Slept well", "-d", "2026-11-18")
    laptop("sync", "init", str(between))
    desktop("sync", "init", str(between))
    return laptop, desktop, between


def executable(path: Path, text: str) -> None:
    """A script, such as a hook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.chmod(path, 0o755)
