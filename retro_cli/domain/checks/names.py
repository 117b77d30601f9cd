"""What the names of files say: copies that syncing tools made, twins that some systems take for one file, days that do
not exist."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from retro_cli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")

# The names of copies, as Dropbox (in the languages of its help pages), Nextcloud, ownCloud, Obsidian Sync, Syncthing
# and Resilio make them, and `retro sync` itself: nobody gives such a name.
_WORDS = "|".join(
    (
        "conflicted copy",
        "case conflict",
        "selective sync conflict",
        "unicode encoding conflict",
        "충돌된 사본",
        "충돌된 복사본",
        "競合コピー",
        "競合したコピー",
        "冲突副本",
        "衝突複本",
        "copie en conflit",
        "copia en conflicto",
        "copia in conflitto",
        "cópia em conflito",
        "in konflikt stehende kopie",
        "konfliktkopie",
    )
)
_SURE = tuple(
    re.compile(rf"(?P<original>.+?){sign}", re.IGNORECASE | re.DOTALL)
    for sign in (
        rf" ?\([^/]*?(?:{_WORDS})[^/]*\)",
        r"(?:의)? 충돌된 (?:사본|복사본)(?: \d+)?",
        r"\.theirs-[0-9a-f]{7}",
        r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?",
        r"_conflict-\d{8}-\d{6}",
        r"(?:\.Conflict\d{0,3})+",
    )
)
# iCloud, Obsidian and Google Drive count, OneDrive adds the name of the computer; Finder, Explorer and other tools say
# "copy". People write such names too, so these are copies only where most of the text stands in a file of the shorter
# name.
_MAYBE = tuple(
    re.compile(rf"(?P<original>.+?){sign}", re.DOTALL)
    for sign in (
        r" (?:[1-9]|1\d)",
        r" ?\((?:[1-9]|1\d)\)",
        r"(?i:(?: -)? (?:copy|사본|복사본|のコピー|コピー))(?: ?\(?\d{1,2}\)?)?",
        r"(?i: ?[(\[](?:[^/()\[\]]* )?(?:conflict|충돌|충돌 사본|충돌 복사본)(?: [^/()\[\]]*)?[)\]])",
        r"-(?P<host>[^\W\d_][^/]{1,40})",
    )
)


def is_sync_copy(path: str) -> bool:
    """Whether a tool that syncs folders gave the file this name, beyond doubt."""
    return _sure(unicodedata.normalize("NFC", path)) is not None


def original_of(path: str, paths: Collection[str]) -> tuple[str, bool] | None:
    """The path that `path` may be a copy of, and whether its name leaves no doubt; None where it looks like none.

    `paths` are the files that there are; a copy without doubt may have lost its original.
    """
    plain = unicodedata.normalize("NFC", path)
    if sure := _sure(plain):
        return _known(sure, paths) or sure, True
    stem, extension = _split(plain)
    for sign in _MAYBE:
        if (found := sign.fullmatch(stem)) and (original := _known(found["original"] + extension, paths)):
            return original, False
    if "-" in stem:  # the name of a computer may have any number of hyphens
        head = stem
        while "-" in (head := head.rpartition("-")[0]):
            if original := _known(head + extension, paths):
                return original, False
    return None


def twins(paths: Iterable[str]) -> list[list[str]]:
    """The groups of paths that are one name where letters and their parts are not told apart (NFC and NFD)."""
    return _alike(paths, lambda path: unicodedata.normalize("NFC", path))


def case_twins(paths: Iterable[str]) -> list[list[str]]:
    """The groups of paths that are one name where upper and lower case are not told apart."""
    return _alike(paths, lambda path: path if path.isascii() and path.islower() else fold(path))


def has_control(path: str) -> bool:
    """Whether a path holds characters that cannot be seen and do things to a terminal."""
    return not path.isprintable() and _CONTROL.search(path) is not None


def impossible_day(path: str) -> bool:
    """Whether a file name begins with a date that is not on the calendar."""
    found = _DAY.match(path.rpartition("/")[2])
    if found is None:
        return False
    from datetime import date

    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return True
    return False


def _alike(paths: Iterable[str], key: Callable[[str], str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(key(path), []).append(path)
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _sure(path: str) -> str | None:
    stem, extension = _split(path)
    for sign in _SURE:
        if found := sign.fullmatch(stem):
            return found["original"].rstrip() + extension
    return None


def _split(path: str) -> tuple[str, str]:
    stem, dot, extension = path.rpartition(".")
    return (stem, dot + extension) if dot else (path, "")


def _known(path: str, paths: Collection[str]) -> str | None:
    """The spelling that a file of this path has, if there is one."""
    if path in paths:
        return path
    other = unicodedata.normalize("NFD", path)
    return other if other in paths else None
