"""Pictures on disk: finding the file that a link means, and copying it without clobbering another."""

import filecmp
import os
import shutil
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path

from retro_cli.errors import N_, ConflictError
from retro_cli.store.file_errors import unreadable, unwritable
from retro_cli.store.files import link_new, make_folder
from retro_cli.store.leftovers import sweep, temporary

_ROOT_MARKS = (".git", "_config.yml", "_config.toml", ".obsidian", "hugo.toml", "retro.toml")
_EMBED_FOLDERS = ("", "attachments", "assets", "images", "_resources", "files")
_NAME_BYTES = 200


def tree_root(source: Path, given: Path) -> Path:
    """The folder that the pictures of `source` may come from: its site, vault or repository, else the folder `given`.

    `given` is the path of the call: a folder, or the file itself.
    """
    real = Path(os.path.realpath(source))
    for folder in real.parents:
        if any(os.path.lexists(folder / mark) for mark in _ROOT_MARKS):
            return folder
    posts = next((folder.parent for folder in real.parents if folder.name in ("_posts", "_drafts")), None)
    if posts is not None:
        return posts
    return Path(os.path.realpath(given)) if os.path.isdir(given) else real.parent


def find_picture(path: str, source: Path, root: Path, *, embed: bool = False) -> Path | None:
    """The file that a link `path` (NFC) in the file `source` means, None where there is none below `root`.

    A path that begins with `/` counts from `root`, as on a site; an `embed` names a file in one of the usual folders.
    """
    folder = Path(os.path.realpath(source)).parent
    if embed:
        places = [base / name for base in (folder, root) for name in _EMBED_FOLDERS]
    elif path.startswith("/"):
        places, path = [root], path.lstrip("/")
    else:
        places = [folder]
    found = (_existing(place, path) for place in places)
    return next((one for one in found if one is not None and _inside(one, root)), None)


def _existing(folder: Path, path: str) -> Path | None:
    at = folder
    for part in path.split("/"):
        named = part if part in ("", ".", "..") else _spelled(at, part)
        if named is None:
            return None
        at = Path(os.path.normpath(at / named))
    try:
        return at if stat.S_ISREG(os.stat(at).st_mode) else None
    except OSError:
        return None


def _spelled(folder: Path, name: str) -> str | None:
    """`name` as the disk spells it: composed, decomposed, or a mixture."""
    for form in (name, unicodedata.normalize("NFD", name)):
        try:
            if os.path.lexists(folder / form):
                return form
        except ValueError:  # a NUL in it
            return None
    with suppress(OSError):
        return next((one for one in os.listdir(folder) if unicodedata.normalize("NFC", one) == name), None)
    return None


def _inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)


def asset_name(path: Path, number: int = 1) -> str:
    """The name that a copy of the picture at `path` gets: its own, and from the second of a name on with a number."""
    name = unicodedata.normalize("NFC", path.name)
    name = "".join(
        "-" if unicodedata.category(one) in ("Cc", "Cf", "Cs") or one in '\\:*?"<>|' else one for one in name
    )
    stem, dot, ending = name.rpartition(".")
    stem = stem.encode("utf-8", "replace")[:_NAME_BYTES].decode("utf-8", "ignore").lstrip(".") or "picture"
    return f"{stem}{f'-{number}' if number > 1 else ''}{dot}{ending}"


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def copy_new(source: Path, target: Path) -> None:
    """Copy a file to `target`, which must not exist: ConflictError. The copy is 0600, its folder 0700.

    Raises UnreadableError when it cannot be read, RetroError when it cannot be written.
    """
    try:
        data = open(source, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise unreadable(source, error) from None
    temp = temporary(target)
    try:
        with data:
            make_folder(target.parent)
            with open(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
                shutil.copyfileobj(data, copy)
                copy.flush()
                os.fsync(copy.fileno())
            sweep(temp)
            link_new(temp, target)
    except FileExistsError:
        raise ConflictError(
            N_("There is already a file of this name: it was left as it is."), where=str(target)
        ) from None
    except OSError as error:
        raise unwritable(target, error) from None
    finally:
        with suppress(OSError):
            os.unlink(temp)
