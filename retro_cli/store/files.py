"""Text files read and written so that nothing is lost: atomic, durable, and only over what was read.

Text is UTF-8 and travels byte for byte: no newline is translated and a BOM stays in the text. A write goes to a
temporary file beside the target, is flushed to the disk, and takes the target's name in one step; whatever stops
it leaves the old file or the new one.
"""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from retro_cli.errors import N_, ConflictError, RetroError, UnreadableError
from retro_cli.store.file_errors import not_utf8, unreadable, unwritable
from retro_cli.store.leftovers import sweep, temporary

SIZE_LIMIT = 32 * 1024 * 1024
_ATTEMPTS = 5
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EINVAL}


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`, at most SIZE_LIMIT of them.

    Raises NotFoundError when nothing is there, and UnreadableError for folders, pipes and other things that are no
    file, files beyond the limit and files that may not be read.
    """
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        fd = os.open(path, os.O_RDONLY | _flag("O_CLOEXEC") | _flag("O_NONBLOCK") | _flag("O_BINARY"))
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        kind = os.fstat(fd)
        if not stat.S_ISREG(kind.st_mode):
            raise UnreadableError(N_("This is not a file."), where=str(path))
        return _read_all(fd, kind.st_size, path)
    except OSError as error:
        raise unreadable(path, error) from None
    finally:
        os.close(fd)


def read_text(path: Path) -> str:
    """The text of the file at `path`, as it stands: a BOM and every kind of newline included.

    Raises NotFoundError, and UnreadableError (with the line where it can be told) for what is not UTF-8 text.
    """
    data = read_bytes(path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError(
            N_("This file is UTF-16, not UTF-8."),
            hint=N_("Save it as UTF-8 in your editor, or: iconv -f UTF-16 -t UTF-8 {name} > new.md"),
            where=str(path),
            name=path.name,
        )
    if b"\0" in data:
        raise UnreadableError(
            N_("This file is binary, not text."), hint=N_("Move it out of the journal's text files."), where=str(path)
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(path, data, error.start) from None


def write_new(path: Path, text: str) -> None:
    """Create the file at `path` with `text`; folders on the way are made too (0700, the file 0600).

    Raises ConflictError when something is already there (it is left alone), RetroError when it cannot be written.
    """
    write_new_bytes(path, _encode(path, text))


def write_new_bytes(path: Path, data: bytes, mode: int = 0o600) -> None:
    """As write_new, of bytes, with the permissions `mode`."""
    target = Path(os.path.realpath(path.parent)) / path.name
    try:
        make_folder(target.parent)
        temp = _write_temp(target, data, mode=mode)
        try:
            link_new(temp, target)
        finally:
            with suppress(OSError):
                os.unlink(temp)
    except FileExistsError:
        raise ConflictError(
            N_("There is already a file of this name: it was left as it is."), where=str(path)
        ) from None
    except OSError as error:
        raise unwritable(path, error) from None
    _sync_folder(target.parent)


def replace(path: Path, text: str, expected: str) -> None:
    """Write `text` over the file at `path`, provided that it still holds `expected`, the text that was read.

    Keeps the file's mode, and writes through symbolic links. Raises ConflictError when the file changed meanwhile
    or is gone, RetroError when it cannot be written; in both cases nothing is changed.
    """
    if "\0" in expected:  # binary: nobody can have read that as text
        raise _changed(path)
    replace_bytes(path, _encode(path, text), expected.encode("utf-8", "surrogatepass"))


def replace_bytes(path: Path, data: bytes, expected: bytes) -> None:
    """As replace, of bytes."""
    target = Path(os.path.realpath(path))
    try:
        before = os.stat(target)
        temp = _write_temp(target, data, like=before)
        try:
            if not os.access(target, os.W_OK):  # renaming over it would not ask
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            _check_unchanged(path, target, expected)
            os.replace(temp, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temp)
            raise
    except FileNotFoundError:
        raise ConflictError(N_("The file is gone: it was moved or removed meanwhile."), where=str(path)) from None
    except OSError as error:
        raise unwritable(path, error) from None
    _sync_folder(target.parent)


def overwrite(path: Path, text: str) -> None:
    """Write `text` to `path` whatever is there: for retro's own working files (drafts), not for a journal's.

    Raises RetroError when it cannot be written.
    """
    data = _encode(path, text)
    try:
        make_folder(path.parent)
        temp = _write_temp(path, data)
        try:
            os.replace(temp, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temp)
            raise
    except OSError as error:
        raise unwritable(path, error) from None
    _sync_folder(path.parent)


def edit(path: Path, change: Callable[[str], str], put: Callable[[Path, str, str], None] = replace) -> bool:
    """Put `change(text)` in the place of the text at `path`; true when bytes changed, no write when they do not.

    `change` is pure: it is called again with the fresh text when the file changed meanwhile. `put` takes the place of
    `replace`. Raises what read_text, `change` and replace raise; ConflictError when the file keeps changing.
    """
    attempt = 1
    while True:
        text = read_text(path)
        changed = change(text)
        if changed == text:
            return False
        try:
            put(path, changed, text)
        except ConflictError:
            if attempt == _ATTEMPTS:
                raise
            attempt += 1
        else:
            return True


def remove(path: Path) -> None:
    """Remove the file at `path`, whose text stands elsewhere by now. Raises RetroError when it cannot be removed."""
    try:
        os.unlink(path)
    except OSError as error:
        raise unwritable(path, error) from None
    _sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing, each 0700. Raises OSError."""
    if folder.is_dir() or folder == folder.parent:
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
        _sync_folder(folder.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _flag(name: str) -> int:
    return int(getattr(os, name, 0))  # not every system has every flag


def _read_all(fd: int, size: int, path: Path) -> bytes:
    pieces: list[bytes] = []
    total = 0
    while total <= SIZE_LIMIT:
        piece = os.read(fd, max(size - total + 1, 65536))
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        total += len(piece)
        if size > SIZE_LIMIT:
            break
    raise UnreadableError(
        N_("This file is too big for an entry (more than {limit} MB)."), where=str(path), limit=SIZE_LIMIT >> 20
    )


def _encode(path: Path, text: str) -> bytes:
    """The bytes of `text`; refused when they could not be read back."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        data = b"\0"
    if b"\0" in data:
        raise RetroError(N_("The text holds characters that no text file can: nothing was written."), where=str(path))
    if len(data) > SIZE_LIMIT:
        raise RetroError(
            N_("The text is too big for an entry (more than {limit} MB): nothing was written."),
            where=str(path),
            limit=SIZE_LIMIT >> 20,
        )
    return data


def _write_temp(target: Path, data: bytes, like: os.stat_result | None = None, mode: int = 0o600) -> Path:
    """A new file beside `target` with `data`, on the disk; with the mode (and owner, where allowed) of `like`."""
    temp = temporary(target)
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flag("O_CLOEXEC") | _flag("O_BINARY"), 0o600)
    try:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(fd, view) :]
            if like is not None and hasattr(os, "fchown"):
                mine = os.fstat(fd)
                if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
                    with suppress(PermissionError):
                        os.fchown(fd, like.st_uid, like.st_gid)
                mode = stat.S_IMODE(like.st_mode)
            if (like is not None or mode != 0o600) and hasattr(os, "fchmod"):
                os.fchmod(fd, mode)
            os.fsync(fd)
        finally:
            os.close(fd)
    except BaseException:
        with suppress(OSError):
            os.unlink(temp)
        raise
    sweep(temp)
    return temp


def link_new(temp: Path, target: Path) -> None:
    """Give the file `temp` the name `target` too, unless something has it: FileExistsError."""
    try:
        os.link(temp, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # No hard links here (exFAT, some network folders): take the name first, then fill it in one step.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(temp, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(target)
            raise


def _check_unchanged(path: Path, target: Path, expected: bytes) -> None:
    try:
        same = read_bytes(target) == expected
    except RetroError:
        same = False
    if not same:
        raise _changed(path)


def _changed(path: Path) -> ConflictError:
    return ConflictError(
        N_("The file was changed meanwhile: it was left as it is."),
        hint=N_("Look at it, then run the command again."),
        where=str(path),
    )


def _sync_folder(folder: Path) -> None:
    # The file has its name by now, so a folder that cannot be flushed (Windows, some network folders) is no failure.
    with suppress(OSError):
        fd = os.open(folder, os.O_RDONLY | _flag("O_DIRECTORY") | _flag("O_CLOEXEC"))
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
