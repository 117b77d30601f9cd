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
        return _text(path)
    except RetroError:
        return ""


@contextmanager
def in_place(texts: Mapping[Path, str]) -> Iterator[None]:
    """Write files, and where what follows goes wrong, put back what was there before.

    Raises UnreadableError, with nothing written, for one that could not be put back: a masked unit is no file.
    """
    before = {path: _text(path) for path in texts}
    try:
        for path, text in texts.items():
            _put(path, text)
        yield
    except BaseException:
        for path, earlier in before.items():
            with suppress(RetroError):
                if earlier is None:
                    gone(path)
                else:
                    _put(path, earlier)
        raise


def gone(path: Path) -> None:
    """Take a file away that may not be there."""
    if os.path.lexists(path):
        remove(path)


def _text(path: Path) -> str | None:
    try:
        return read_text(path)
    except NotFoundError:
        return None


def _put(path: Path, text: str) -> None:
    """Write a file; where it is a link, that which it leads to."""
    overwrite(Path(os.path.realpath(path)), text)
