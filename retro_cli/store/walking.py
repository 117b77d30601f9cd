"""Which files of a journal's folder are markdown, and which of them say in their front matter what day they are of."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from retro_cli.domain.layout import RESERVED_FOLDERS
from retro_cli.errors import RetroError
from retro_cli.store.file_errors import unreadable

_DATED = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---|\.\.\.).*\n)*?date[ \t]*:[ \t]*[\"']?\d{4}[-./]\d{1,2}[-./]\d"
)
_HEAD_BYTES = 2048


def markdown_files(root: Path, problems: list[RetroError] | None = None) -> Iterator[str]:
    """Every markdown file below `root`, relative, with `/`; none where it does not exist.

    Hidden folders, templates and assets are left out, and of links to a folder all but the first. Folders that cannot
    be looked into are added to `problems`.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            status = os.stat(root / folder)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = list(os.scandir(root / folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if problems is not None:
                problems.append(_told(root, folder, error))
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or (not folder and entry.name in RESERVED_FOLDERS):
                continue
            if _is_markdown(entry.name):
                yield path
            elif _is_folder(entry):
                waiting.append(path)


def markdown_names(root: Path, folder: str) -> list[str]:
    """The names of the markdown files in one folder, sorted; none where it does not exist. UnreadableError where it
    cannot be looked into."""
    try:
        return sorted(name for name in os.listdir(root / folder) if _is_markdown(name))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _told(root, folder, error) from None


def is_dated(path: Path) -> bool:
    """Whether a file has a date in its front matter; only its first bytes are read."""
    try:
        with open(path, "rb") as file:
            return _DATED.match(file.read(_HEAD_BYTES)) is not None
    except OSError:
        return False


def _told(root: Path, folder: str, error: OSError) -> RetroError:
    return unreadable(root / folder, error).at(folder or ".")


def _is_markdown(name: str) -> bool:
    return name.endswith((".md", ".MD")) and not name.startswith(".")


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
