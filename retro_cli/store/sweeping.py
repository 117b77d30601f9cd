"""The files of a whole journal found and read in one go, by two processes where there are many."""

import os

from retro_cli.domain.layout import RESERVED_FOLDERS
from retro_cli.store.scanning import MANY, by_two, holds_open_task, holds_task, picked
from retro_cli.store.walking import ENDINGS, markdown_files

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from retro_cli.errors import RetroError

    T = TypeVar("T")
    Place = tuple[int, int]

_MANY_FOLDERS = 20


def kept(
    root: str, keep: "Callable[[bytes], bool]", problems: "list[RetroError] | None" = None
) -> "list[tuple[str, bytes | None]]":
    """The markdown files whose bytes are wanted, with them; and those with None, as in `scanning.contents`.

    They come in the order in which `walking.markdown_files` finds them, which explains `problems` too.
    """
    return _swept(root, lambda paths: picked(root, paths, keep), problems)


def tasks_in(
    root: str, problems: "list[RetroError] | None" = None, *, open_only: bool
) -> "list[tuple[str, bytes | None]]":
    """Those files that may hold task items (that are still open), with their bytes; None as in `kept`."""
    return kept(root, holds_open_task if open_only else holds_task, problems)


def of_open_tasks(
    root: str, work: "Callable[[str, bytes | None], list[T]]", problems: "list[RetroError] | None" = None
) -> "list[T]":
    """What `work` makes of each file that may hold open task items: plain values, as in `scanning.by_two`."""
    return _swept(
        root, lambda paths: [one for found in picked(root, paths, holds_open_task) for one in work(*found)], problems
    )


def _swept(root: str, work: "Callable[[list[str]], list[T]]", problems: "list[RetroError] | None") -> "list[T]":
    """What `work` makes of all files, some at a time.

    Of many folders each process lists and reads its own. They cannot tell each other which ones they know already, nor
    what went wrong: where that matters it is begun again.
    """
    own, folders = _right_below(root)
    if len(folders) >= _MANY_FOLDERS:
        done = by_two(folders, lambda some: [_swept_folder(root, folder, work) for folder in some], _MANY_FOLDERS)
        swept = [one for one in done if one is not None]
        places = [place for known, _ in swept for place in known]
        if len(swept) == len(folders) and len(set(places)) == len(places):
            return [*work(own), *(one for _, found in swept for one in found)]
    return by_two(list(markdown_files(root, problems)), work, MANY)


def _right_below(root: str) -> tuple[list[str], list[str]]:
    """The markdown files right below the root and the folders there, in the order in which they are looked into."""
    try:
        with os.scandir(root) as found:
            entries = [one for one in found if one.name[0] != "."]
        own = [one.name for one in entries if one.name[-3:] in ENDINGS]
        if len(entries) - len(own) < _MANY_FOLDERS:
            return own, []
        others = [one for one in reversed(entries) if one.name[-3:] not in ENDINGS]
        return own, [one.name for one in others if one.is_dir() and one.name not in RESERVED_FOLDERS]
    except OSError:
        return [], []


def _swept_folder(
    root: str, folder: str, work: "Callable[[list[str]], list[T]]"
) -> "tuple[list[Place], list[T]] | None":
    """Which folders were listed, and what came of their files; None where not all is well or one process would have too
    much to do."""
    problems: list[RetroError] = []
    places: set[Place] = set()
    paths = list(markdown_files(root, problems, folder, places))
    if problems or len(paths) >= MANY:
        return None
    return list(places), work(paths)
