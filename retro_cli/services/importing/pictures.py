"""The pictures of imported entries: copied into the journal, or linked where they are."""

import os
import posixpath
from dataclasses import dataclass
from pathlib import Path

from retro_cli.domain.pictures import Picture, pictures, relinked
from retro_cli.store import assets
from retro_cli.store.journal import Journal
from retro_cli.store.stepfile import standing

FOLDER = "assets"


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture to copy: the file, and its path in the journal."""

    source: Path
    target: str


class Pictures:
    """The pictures of one run: which names they get below `assets/`, so that none takes the place of another."""

    def __init__(self, journal: Journal, *, link: bool = False) -> None:
        self._journal = journal
        self._link = link
        self._names: dict[str, Path] = {}

    def relink(self, text: str, folder: str, source: Path, given: Path) -> tuple[str, tuple[Copy, ...]]:
        """`text`, which will stand in `folder`, with its pictures linked from there, and what to copy for that.

        `source` is the file that it comes from, `given` the path of the call. Links to what is not there stay.
        """
        if not (links := pictures(text)):
            return text, ()
        root = assets.tree_root(source, given)
        paths: dict[tuple[str, str], str] = {}
        copies: list[Copy] = []
        for link in links:
            file = assets.find_picture(link.path, source, root, embed=link.kind == "embed")
            if file is not None and (link.path, link.kind) not in paths:
                target = "" if self._link else self._name(file)
                paths[link.path, link.kind] = self._path(file, target, folder, link)
                copies += [Copy(file, target)] if target else []
        return relinked(text, lambda link: paths.get((link.path, link.kind))), tuple(copies)

    def copy(self, copies: tuple[Copy, ...]) -> None:
        """Copy what is not there yet. Raises what store.assets.copy_new raises, where a picture cannot be copied."""
        for one in copies:
            target = self._journal.root / one.target
            if not os.path.lexists(target):
                with self._journal.history.change(target, None, standing(str(one.source))):
                    assets.copy_new(one.source, target)

    def _name(self, file: Path) -> str:
        """The path below `assets/` of a copy of `file`: a name that is free, or has the same picture already."""
        number = 1
        while True:
            path = f"{FOLDER}/{assets.asset_name(file, number)}"
            other = self._names.get(path.lower(), self._journal.root / path)
            if not os.path.lexists(other) or assets.same_bytes(file, other):
                self._names.setdefault(path.lower(), file)
                return path
            number += 1

    def _path(self, file: Path, target: str, folder: str, link: Picture) -> str:
        """What to link: from `folder` to the copy, or to the file itself."""
        if target and link.kind == "embed":
            return target.rpartition("/")[2]
        if target:
            return posixpath.relpath(target, folder or ".")
        try:
            return Path(os.path.relpath(file, os.path.realpath(self._journal.root / folder))).as_posix()
        except ValueError:  # another drive
            return file.as_posix()


def moved_text(text: str, origin: str, target: str) -> str:
    """The text of an entry that moves from `origin` to `target`, with its pictures linked from there."""
    old, new = posixpath.dirname(origin), posixpath.dirname(target)

    def path(link: Picture) -> str | None:
        if link.kind == "embed" or link.path.startswith("/"):
            return None
        return posixpath.relpath(posixpath.normpath(posixpath.join(old, link.path)), new or ".")

    return relinked(text, path)
