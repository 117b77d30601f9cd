"""Files that are written for others to read, outside the journal: they get the mode that the user's umask gives."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from retro_cli.errors import N_, ConflictError
from retro_cli.store.file_errors import unwritable
from retro_cli.store.files import link_new
from retro_cli.store.leftovers import sweep, temporary


def write_pieces(path: Path, pieces: Iterable[str], *, replace: bool) -> None:
    """Write `pieces` to the file at `path`, whole or not at all; over one that is there only if `replace`.

    Raises ConflictError where there is one, RetroError where it cannot be written.
    """
    target = Path(os.path.realpath(path))
    if os.path.lexists(target) and not (replace and os.path.isfile(target)):
        raise taken(path)
    temp = temporary(target)
    try:
        with open(temp, "x", encoding="utf-8", errors="backslashreplace", newline="") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        sweep(temp)
        if replace:
            os.replace(temp, target)
        else:
            link_new(temp, target)
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        with suppress(OSError):
            os.unlink(temp)


def taken(path: Path) -> ConflictError:
    """The error of a file that stands where another was to be written."""
    return ConflictError(
        N_("There is already a file of this name: it was left as it is."),
        hint=N_("Write over it: --force"),
        where=str(path),
    )
