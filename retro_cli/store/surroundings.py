"""What lies around entries and is none: leftovers of runs that were killed, permissions, links, other repositories."""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from retro_cli.domain.text import fold, split_lines
from retro_cli.errors import RetroError
from retro_cli.store.files import read_text
from retro_cli.store.leftovers import leftovers as unfinished

_TEMPORARY = re.compile(r"\.(?P<name>.*)\.[0-9a-f]{8}-[0-9a-f]{1,8}-[0-9a-f]{8}\.tmp", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file that a killed run left: its path, and whether every line of it stands in the file that it was for."""

    path: str
    target: str
    needless: bool


def leftovers(root: Path, folders: Iterable[str], now: float) -> list[Leftover]:
    """The temporary files of writes that nobody will end, in these folders (relative to `root`)."""
    found = []
    for folder in sorted(set(folders)):
        try:
            paths = sorted(unfinished(root / folder, now))
        except OSError:
            continue
        for path in paths:
            named = _TEMPORARY.fullmatch(path.name)
            target = _target(root / folder, named["name"]) if named else ""
            own, other = (f"{folder}/{name}" if folder and name else name for name in (path.name, target))
            found.append(Leftover(own, other, is_needless(root, own, other)))
    return found


def is_needless(root: Path, path: str, target: str) -> bool:
    """Whether nothing is lost with a leftover: it is empty or gone, or every line of it stands where it was to go, as
    often."""
    from collections import Counter

    if not os.path.lexists(root / path):
        return True
    try:
        text = read_text(root / path)
        if not text.strip():
            return True
        there = Counter(split_lines(read_text(root / target))) if target else Counter()
    except RetroError:
        return False
    return not Counter(line for line in split_lines(text) if line.strip()) - there


def _target(folder: Path, named: str) -> str:
    """The name of the file that a temporary one was for; a long one is cut in it."""
    if os.path.lexists(folder / named):
        return named
    cut = [name for name in os.listdir(folder) if name.startswith(named)] if len(named.encode()) > 90 else []
    return cut[0] if len(cut) == 1 else ""


def open_to_others(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of `paths`, and of the folders that they lie in, that others than their owner may read; `.` is the root."""
    if os.name == "nt":
        return []
    found, seen = [], {""}
    if _is_open(root):
        found.append(".")
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in seen:
            seen.add(folder)
            if _is_open(root / folder):
                found.append(folder)
            folder = folder.rpartition("/")[0]
        if _is_open(os.path.join(root, path)):
            found.append(path)
    return found


def close(root: Path, paths: Iterable[str]) -> None:
    """Take the permissions of others off files and folders, those that are still there. Raises OSError."""
    for path in paths:
        with suppress(FileNotFoundError):  # it was moved meanwhile
            mode = stat.S_IMODE(os.stat(root / path).st_mode)
            os.chmod(root / path, mode & 0o700)


def links(root: Path, paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of `paths` the links that lead out of the journal, and those that lead nowhere."""
    real = os.path.realpath(root)
    outside, broken = [], []
    for path in paths:
        whole = os.path.join(root, path)
        if not os.path.islink(whole):
            continue
        if not os.path.exists(whole):
            if os.path.lexists(os.path.realpath(whole)):
                continue  # it leads back to itself, which whoever reads it is told
            broken.append(path)
        elif not os.path.realpath(whole).startswith(real + os.sep):
            outside.append(path)
    return outside, broken


def repository_around(root: Path) -> Path | None:
    """The git repository that the journal lies in without being one itself."""
    real = Path(os.path.realpath(root))
    if os.path.lexists(real / ".git"):
        return None
    return next((folder for folder in real.parents if os.path.lexists(folder / ".git")), None)


def tracked(root: Path, env: Mapping[str, str]) -> tuple[bool, bool]:
    """Of a journal inside another repository: whether that one has entries of it, and whether it ignores the rest."""
    from retro_cli.store.git import Git

    try:
        git = Git(root, env)
        held = git.run("ls-files", "-z", "--", "*.md").names
        probe = git.run("check-ignore", "-q", "--", "2000/2000-01-01.md")
    except RetroError:
        return False, True
    return any(re.search(r"\d{4}-(?:\d{2}|W\d{2}|Q\d)", name) for name in held), probe.ok


def file_names(root: Path) -> frozenset[str]:
    """The names of all files below a folder, folded, hidden folders aside."""
    found: set[str] = set()
    for _, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.update(map(fold, names))
    return frozenset(found)


def is_folder(path: Path) -> bool:
    """Whether there is a folder."""
    return os.path.isdir(path)


def is_vault(root: Path) -> bool:
    """Whether a folder is an Obsidian vault, whose notes link to each other by name."""
    return os.path.isdir(root / ".obsidian")


def is_link(path: Path) -> bool:
    """Whether there is a symbolic link."""
    return os.path.islink(path)


def forget(path: Path) -> None:
    """Remove a working file of retro's own that says nothing any more."""
    with suppress(OSError):
        os.unlink(path)


def dead_holder(state: Path) -> Path | None:
    """The note of who holds the journal's lock, where that run is gone."""
    import json

    holder = state / "journal.holder"
    try:
        pid = int(json.loads(read_text(holder))["pid"])
    except (RetroError, ValueError, TypeError, KeyError):
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return holder
    except (OSError, OverflowError):
        return None
    return None


def set_aside(state: Path) -> tuple[list[Path], list[Path]]:
    """In a journal's state folder: texts that an editor was left with, and drafts that could not be read."""
    return _files(state / "editor", ".md"), [
        path for path in _files(state / "drafts", "") if ".json.broken" in path.name
    ]


def _files(folder: Path, ending: str) -> list[Path]:
    try:
        return sorted(folder / name for name in os.listdir(folder) if name.endswith(ending) and name[0] != ".")
    except OSError:
        return []


def _is_open(path: "str | Path") -> bool:
    try:
        status = os.stat(path)
    except OSError:
        return False
    return bool(status.st_mode & 0o077)
