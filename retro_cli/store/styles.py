"""The styles of posts: templates in folders, the later of which win; read as text and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retro_cli.errors import N_, NotFoundError
from retro_cli.store.files import read_text

FOLDER = "publish"
_ENDING = ".j2"
_NAME = re.compile(r"[^\W_][\w-]*")


@dataclass(frozen=True, slots=True)
class StyleFile:
    """The text of a style and the file that it came from."""

    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles in the `publish/` folders of `folders` (templates folders, the later of which win)."""

    folders: Sequence[Path]

    def names(self) -> list[str]:
        """All names, in order; names that begin with `_` are parts of other styles."""
        found = {path.stem for folder in self.folders for path in (folder / FOLDER).glob(f"*{_ENDING}")}
        return sorted(name for name in found if _NAME.fullmatch(name))

    def read(self, name: str) -> StyleFile:
        """A style by its name, or a part of one by the name of its file. NotFoundError naming those that there are."""
        stem = name.removesuffix(_ENDING)
        if re.fullmatch(r"[\w-]+", stem):
            for folder in reversed(self.folders):
                path = folder / FOLDER / f"{stem}{_ENDING}"
                if path.is_file():
                    return StyleFile(read_text(path), path)
        raise NotFoundError(
            N_("There is no style {name}."), hint=N_("There are: {names}"), name=stem, names=", ".join(self.names())
        )
