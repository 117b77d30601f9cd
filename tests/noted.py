"""A journal whose changes are noted, and what is in it."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from retro_cli.domain.settings import Settings
from retro_cli.store.formats import Formats
from retro_cli.store.history import History
from retro_cli.store.journal import Journal

EVENING = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
Tree = dict[str, tuple[int, bytes]]


def run(folder: Path) -> Journal:
    """The journal as a new run of the program has it."""
    state, root = folder / "state", folder / "journal"
    return Journal(root, Settings(), Formats({}), state, History(state, root, lambda: EVENING))


def tree(folder: Path) -> Tree:
    """Everything in the journal: modes and bytes of files by path, links as what they point to, folders by name."""
    found: Tree = {}
    for path in sorted((folder / "journal").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = 0, os.readlink(path).encode()
        else:
            found[name] = stat.S_IMODE(path.stat().st_mode), b"" if path.is_dir() else path.read_bytes()
    return found


def setting(text: str) -> Callable[[str], str]:
    """The edit that puts `text` in the place of whatever is there."""
    return lambda _: text


def write(folder: Path, path: str, text: str, command: str = "add") -> None:
    journal = run(folder)
    with journal.locked(command):
        if journal.exists(path):
            journal.edit(path, lambda _: text)
        else:
            journal.create(path, text)
