"""Which files of a journal's folder are markdown, and which of them say in their front matter what day they are of."""

import os
import re

from retro_cli.domain.layout import RESERVED_FOLDERS

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Iterator

    from retro_cli.errors import RetroError

UNDATED = "undated"
"""The folder of entries whose day is not known."""
_DATED = rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---|\.\.\.).*\n)*?date[ \t]*:[ \t]*[\"']?\d{4}[-./]\d{1,2}[-./]\d"
_HEAD_BYTES = 2048
ENDINGS = frozenset({".md", ".MD"})
_MANY = 16


def markdown_files(
    root: "str | os.PathLike[str]",
    problems: "list[RetroError] | None" = None,
    below: str = "",
    seen: "set[tuple[int, int]] | None" = None,
) -> "Iterator[str]":
    """Every markdown file below `root`, or below one folder of it, relative to it, with `/`; none where it does not
    exist.

    Hidden folders, templates and assets are left out, and of links to a folder all but the first. Folders that cannot
    be looked into are added to `problems`, the devices and inodes of all others to `seen`.
    """
    seen = set() if seen is None else seen
    waiting = [below]
    while waiting:
        folder = waiting.pop()
        place = os.path.join(root, folder)
        try:
            status = os.stat(place)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = os.listdir(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if problems is not None:
                problems.append(_told(root, folder, error))
            continue
        before = f"{folder}/" if folder else ""
        # whole lists, because this is what a journal of a lifetime spends its time on
        markdown = [name for name in names if name[-3:] in ENDINGS and name[0] != "."]
        yield from [before + name for name in markdown]
        if len(markdown) < len(names):
            others = [name for name in names if name[-3:] not in ENDINGS and name[0] != "."]
            waiting += [before + name for name in _folders(place, others) if folder or name not in RESERVED_FOLDERS]


def markdown_names(root: "str | os.PathLike[str]", folder: str) -> list[str]:
    """The names of the markdown files in one folder, sorted; none where it does not exist. UnreadableError where it
    cannot be looked into."""
    try:
        return sorted(name for name in os.listdir(os.path.join(root, folder)) if _is_markdown(name))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _told(root, folder, error) from None


def is_dated(path: "str | os.PathLike[str]") -> bool:
    """Whether a file has a date in its front matter; only its first bytes are read."""
    try:
        with open(path, "rb") as file:
            return says_date(file.read(_HEAD_BYTES))
    except OSError:
        return False


def says_date(data: bytes) -> bool:
    """Whether a file that begins with `data` has a date in its front matter."""
    return re.match(_DATED, data[:_HEAD_BYTES]) is not None


def _told(root: "str | os.PathLike[str]", folder: str, error: OSError) -> "RetroError":
    from pathlib import Path

    from retro_cli.store.file_errors import unreadable

    return unreadable(Path(root) / folder, error).at(folder or ".")


def _is_markdown(name: str) -> bool:
    return name.endswith((".md", ".MD")) and not name.startswith(".")


def _folders(place: str, names: list[str]) -> list[str]:
    """Those of `names` that are folders, or links to some; where there are many, without asking about each."""
    if len(names) <= _MANY:
        return [name for name in names if os.path.isdir(os.path.join(place, name))]
    wanted = set(names)
    try:
        return [entry.name for entry in os.scandir(place) if entry.name in wanted and _is_folder(entry)]
    except OSError:
        return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
