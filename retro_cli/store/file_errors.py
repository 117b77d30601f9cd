"""What the system says about a file, in words that help."""

import errno
import os
from pathlib import Path

from retro_cli.errors import N_, NotFoundError, RetroError, UnreadableError


def unreadable(path: Path, error: OSError) -> RetroError:
    """What to say about a file that could not be opened or read."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and os.path.islink(path):
        return NotFoundError(
            N_("This link leads to a file that is not there."),
            hint=N_("Bring the file back, or remove the link."),
            where=str(path),
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NotFoundError(N_("There is no such file."), where=str(path))
    if error.errno in (errno.EACCES, errno.EPERM):
        return UnreadableError(
            N_("This file may not be read."), hint=N_("Check who may read it: ls -l {name}"), where=str(path), name=path
        )
    if error.errno == errno.ELOOP:
        return UnreadableError(N_("This link leads back to itself."), where=str(path))
    return UnreadableError(N_("This file could not be read: {reason}"), where=str(path), reason=error.strerror)


def not_utf8(path: Path, data: bytes, at: int) -> UnreadableError:
    """What to say about `data` whose byte `at` is not UTF-8: the line, and the encoding that it likely is."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    where = f"{path}:{before.count(10) + 1}"
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return UnreadableError(
            N_("This file is not UTF-8 text."), hint=N_("Save it as UTF-8 in your editor."), where=where
        )
    return UnreadableError(
        N_("This file is not UTF-8 text: it looks like EUC-KR."),
        hint=N_("Save it as UTF-8 in your editor, or: iconv -f CP949 -t UTF-8 {name} > new.md"),
        where=where,
        name=path.name,
    )


def unwritable(path: Path, error: OSError) -> RetroError:
    """What to say about a file that could not be written; nothing was."""
    where = str(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RetroError(N_("The disk is full: nothing was changed."), hint=N_("Make some room first."), where=where)
    if error.errno == errno.EROFS:
        return RetroError(N_("The disk can only be read: nothing was changed."), where=where)
    if error.errno in (errno.EACCES, errno.EPERM):
        return RetroError(
            N_("You may not write here: nothing was changed."),
            hint=N_("Check who may write there: ls -ld {folder} {path}"),
            where=where,
            folder=path.parent,
            path=path,
        )
    if error.errno == errno.ENAMETOOLONG:
        return RetroError(N_("The file's name is too long: nothing was changed."), where=where)
    if error.errno == errno.ENOTDIR:
        return RetroError(N_("A part of this path is a file, not a folder: nothing was changed."), where=where)
    return RetroError(
        N_("The file could not be written ({reason}): nothing was changed."), where=where, reason=error.strerror
    )
