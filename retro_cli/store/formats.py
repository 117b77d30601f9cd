"""The formats that a journal can use: built-in ones, the user's, the journal's own; later ones win.

A template is read when its format is asked for: most commands want one or two of them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from retro_cli.domain.formatfile import is_format, read_format
from retro_cli.errors import N_, NotFoundError, RetroError
from retro_cli.store.file_errors import unreadable
from retro_cli.store.files import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retro_cli.domain.format import Format


class Templates(Mapping[str, "Format"]):
    """The formats in folders by name, in order of name; each is read once, when it is first asked for."""

    def __init__(self, folders: Sequence[tuple[str, Path]]) -> None:
        self._folders = folders
        self._read: dict[Path, Format | RetroError | None] = {}

    def __getitem__(self, name: str) -> Format:
        for _, path in reversed(self._paths.get(name, ())):
            found = self._format(path)
            if found is not None and not isinstance(found, RetroError):
                return found
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in sorted(self._paths) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def source(self) -> Mapping[str, str]:
        """Where each format comes from."""
        sources: dict[str, str] = {}
        for name in self:
            kept = [origin for origin, path in self._paths[name] if _is_one(self._format(path))]
            sources[name] = kept[-1]
        return MappingProxyType(sources)

    @cached_property
    def broken(self) -> tuple[RetroError, ...]:
        """The errors of templates and folders that cannot be read."""
        paths, found = self._listed[0], list(self._listed[1])
        place = {path: at for at, (_, path) in enumerate(paths)}
        for _, path in paths:
            if isinstance(error := self._format(path), RetroError):
                found.append((place[path], error))
        return tuple(error for _, error in sorted(found, key=lambda one: one[0]))

    @cached_property
    def _listed(self) -> tuple[list[tuple[str, Path]], list[tuple[int, RetroError]]]:
        """Every template with its origin, and the folders that cannot be looked into with their place among those."""
        paths: list[tuple[str, Path]] = []
        closed: list[tuple[int, RetroError]] = []
        for origin, folder in self._folders:
            try:
                paths += [(origin, path) for path in _markdown(folder)]
            except OSError as error:
                closed.append((len(paths), unreadable(folder, error)))
        return paths, closed

    @cached_property
    def _paths(self) -> dict[str, list[tuple[str, Path]]]:
        """The templates that may define a format, by the name that the file gives it; later ones win."""
        named: dict[str, list[tuple[str, Path]]] = {}
        for origin, path in self._listed[0]:
            named.setdefault(unicodedata.normalize("NFC", path.stem), []).append((origin, path))
        return named

    def _format(self, path: Path) -> Format | RetroError | None:
        if path not in self._read:
            try:
                self._read[path] = _read(path)
            except RetroError as error:
                self._read[path] = error
        return self._read[path]


class Formats:
    """Formats by name, in order of name; `source` says where each came from, `broken` what could not be read."""

    def __init__(self, by_name: Mapping[str, Format]) -> None:
        self.by_name = by_name

    @property
    def broken(self) -> tuple[RetroError, ...]:
        """The errors of templates that cannot be read."""
        return self.by_name.broken if isinstance(self.by_name, Templates) else ()

    @property
    def source(self) -> Mapping[str, str]:
        """Where each format comes from: `built-in`, `user` or `journal`."""
        return self.by_name.source if isinstance(self.by_name, Templates) else {}

    def broken_one(self, name: str) -> RetroError | None:
        """Why the template that has the name of this format cannot be read, if there is one."""
        return next((error for error in self.broken if re.search(rf"[/\\]{re.escape(name)}\.md\b", error.where)), None)

    def get(self, name: str) -> Format:
        """The format of this name. Raises NotFoundError with the names that come close, or what is wrong with its
        template."""
        found = self.by_name.get(name) or self.by_name.get(name.casefold())
        if found:
            return found
        if error := self.broken_one(name):
            raise error
        from difflib import get_close_matches

        close = get_close_matches(name.casefold(), list(self.by_name), n=3, cutoff=0.5)
        if close:
            message = N_("There is no format {name}. Did you mean {close}?")
            raise NotFoundError(message, hint=N_("`retro formats` lists them all."), name=name, close=", ".join(close))
        raise NotFoundError(N_("There is no format {name}."), hint=N_("`retro formats` lists them all."), name=name)


def load_formats(folders: Sequence[tuple[str, Path]]) -> Formats:
    """The formats of `folders`, pairs of a source's name (`built-in`, `user`, `journal`) and a folder; later ones win.

    A folder that is not there holds none. Markdown without `sections:` in its front matter is no format. A template
    that cannot be read is kept in `broken`, and whatever an earlier folder has under its name stays in use.
    """
    return Formats(Templates(folders))


def _markdown(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    paths = (folder / name for name in names if name.endswith(".md") and not name.startswith("."))
    return [path for path in paths if path.is_file()]


def _read(path: Path) -> Format | None:
    text = read_text(path)
    return read_format(text, path.stem, str(path)) if is_format(text) else None


def _is_one(found: Format | RetroError | None) -> bool:
    return found is not None and not isinstance(found, RetroError)
