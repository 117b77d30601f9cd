"""The pictures of a post: copied below the site, and linked there."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from retro_cli.domain import markdown
from retro_cli.domain.asides import read_asides
from retro_cli.domain.pictures import Picture, pictures, quoted
from retro_cli.services.publishing.collect import Shown
from retro_cli.store.assets import asset_name, find_picture, same_bytes, tree_root
from retro_cli.store.sites import Site, checked

_SIZE = re.compile(r"\d+(?:x\d+)?")


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture to copy: where it lies, and its path below the site's root."""

    source: Path
    path: str


class Pictures:
    """The pictures of one post. `folder` is the post's own below the site's assets, `post` the post's path."""

    def __init__(self, site: Site, root: Path, folder: str, post: str) -> None:
        self._site = site
        self._root = root
        self._folder = f"{site.assets}/{folder}"
        self._post = post
        self._taken: dict[str, Path] = {}
        self._missing: list[str] = []

    @property
    def copies(self) -> tuple[Copy, ...]:
        """What has to be copied."""
        return tuple(Copy(source, path) for path, source in self._taken.items())

    @property
    def missing(self) -> tuple[str, ...]:
        """The links that lead to no picture of the journal."""
        return tuple(dict.fromkeys(self._missing))

    def linked(self, text: str, shown: Shown) -> str:
        """A piece of an entry with its pictures linked in the site."""
        if "![" not in text and "<img" not in text.lower():
            return text
        pieces: list[str] = []
        at = 0
        lines = text.split("\n")
        asides = read_asides(lines, markdown.parse(lines))
        for picture in pictures(text):
            if asides.in_code(picture.start):
                continue
            new = self._link(picture, self._root / shown.path)
            if new is None:
                continue
            start, end, link = _span(text, picture, new, self._site.flavour)
            pieces += [text[at:start], link]
            at = end
        return "".join([*pieces, text[at:]])

    def _link(self, picture: Picture, entry: Path) -> str | None:
        embed = picture.kind == "embed"
        found = find_picture(picture.path, entry, tree_root(entry, self._root), embed=embed)
        if found is None:
            found = self._on_site(picture.path, entry)
            if found is None:
                self._missing.append(picture.written)
                return None
            return self._address(found.relative_to(self._site.root).as_posix())
        return self._address(self._place(found))

    def _on_site(self, path: str, entry: Path) -> Path | None:
        """A picture that lies in the site already, as those of old posts do."""
        at = self._site.root / path.lstrip("/") if path.startswith("/") else entry.parent / path
        real = Path(os.path.realpath(at))
        return real if real.is_file() and real.is_relative_to(self._site.root) else None

    def _place(self, source: Path) -> str:
        number = 1
        while True:
            path = f"{self._folder}/{asset_name(source, number)}"
            standing = self._taken.get(path)
            if standing is None:
                target = checked(self._site, path)
                if not os.path.lexists(target) or same_bytes(source, target):
                    self._taken[path] = source
                    return path
            elif standing == source:
                return path
            number += 1

    def _address(self, path: str) -> str:
        """How a post links to a path below the site's root."""
        if self._site.flavour == "jekyll":
            base = str((self._site.config or {}).get("baseurl") or "").strip("/")
            return f"/{base}/{path}" if base else f"/{path}"
        if self._site.flavour == "hugo" and path.startswith("static/"):
            return path.removeprefix("static")
        return PurePosixPath(os.path.relpath(path, PurePosixPath(self._post).parent)).as_posix()


def _span(text: str, picture: Picture, path: str, flavour: str) -> tuple[int, int, str]:
    """What to replace in a text, and by what: an embedded picture becomes a link where only Obsidian knows embeds."""
    if picture.kind != "embed":
        return picture.start, picture.end, quoted(path)
    if flavour == "obsidian":
        return picture.start, picture.end, path
    start = text.rfind("![[", 0, picture.start + 1)
    end = text.find("]]", picture.end) + 2
    told = text[picture.end : end - 2].rpartition("|")[2].strip()
    words = PurePosixPath(picture.path).stem if not told or _SIZE.fullmatch(told) else told
    return start, end, f"![{words}]({quoted(path)})"


def with_pictures(shown: Sequence[Shown], found: Pictures) -> list[Shown]:
    """Entries with their pictures linked in the site."""
    return [
        replace(
            one,
            note=found.linked(one.note, one),
            note_boxes=found.linked(one.note_boxes, one),
            pieces=tuple(
                replace(piece, text=found.linked(piece.text, one), boxes=found.linked(piece.boxes, one))
                for piece in one.pieces
            ),
        )
        for one in shown
    ]
