"""The files that a way of reminding consists of, put in place together or not at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from retro_cli.errors import NotFoundError, RetroError
from retro_cli.store.files import overwrite, read_text, remove


def text_of(path: Path) -> str | None:
    """The text of a file, None where there is none; what cannot be read is there, and says nothing."""
    try:
        return read_text(path)
    except NotFoundError:
        return None
    except RetroError:
        return ""


@contextmanager
def in_place(texts: Mapping[Path, str]) -> Iterator[None]:
    """Write files, and while what follows goes wrong, put back what was there before."""
    before = {path: text_of(path) for path in texts}
    try:
        for path, text in texts.items():
            overwrite(Path(os.path.realpath(path)), text)
        yield
    except BaseException:
        for path, earlier in before.items():
            with suppress(RetroError):
                if earlier is None:
                    gone(path)
                else:
                    overwrite(Path(os.path.realpath(path)), earlier)
        raise


def gone(path: Path) -> None:
    """Take a file away that may not be there."""
    if os.path.lexists(path):
        remove(path)
