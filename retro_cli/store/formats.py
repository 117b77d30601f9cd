"""The formats that a journal can use: built-in ones, the user's, the journal's own; later ones win."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from retro_cli.domain.formatfile import is_format, read_format
from retro_cli.errors import N_, NotFoundError, RetroError
from retro_cli.store.file_errors import unreadable
from retro_cli.store.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from retro_cli.domain.format import Format


@dataclass(frozen=True)
class Formats:
    """Formats by name, in order of name; `source` says where each came from, `broken` what could not be read."""

    by_name: Mapping[str, Format]
    broken: tuple[RetroError, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)

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
    by_name: dict[str, Format] = {}
    source: dict[str, str] = {}
    broken: list[RetroError] = []
    for origin, folder in folders:
        try:
            paths = _markdown(folder)
        except OSError as error:
            broken.append(unreadable(folder, error))
            continue
        for path in paths:
            try:
                found = _read(path)
            except RetroError as error:
                broken.append(error)
                continue
            if found is not None:
                by_name[found.name] = found
                source[found.name] = origin
    ordered = {name: by_name[name] for name in sorted(by_name)}
    return Formats(MappingProxyType(ordered), tuple(broken), MappingProxyType(source))


def _markdown(folder: Path) -> list[Path]:
    try:
        names = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [path for path in names if path.suffix == ".md" and not path.name.startswith(".") and path.is_file()]


def _read(path: Path) -> Format | None:
    text = read_text(path)
    return read_format(text, path.stem, str(path)) if is_format(text) else None
