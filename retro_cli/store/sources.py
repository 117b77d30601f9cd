"""Files that retrospectives were written in before: finding them, and reading them in the encodings that people use."""

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from retro_cli.errors import N_, UnreadableError
from retro_cli.store.file_errors import not_utf8, unreadable
from retro_cli.store.files import read_bytes

TEXT_ENDINGS = (".md", ".markdown", ".txt")
EXPORT_ENDING = ".json"
LARGEST_TEXT = 8 * 1024 * 1024
MOST_LINES = 50_000

_NOT_WRITTEN = frozenset({"node_modules", "_site", "__pycache__"})  # made by programs, in the folders of others
_UTF8_LETTER = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_KOREAN_SHARE = 0.9  # of the letters beyond ASCII that have to be of KS X 1001, before a file counts as EUC-KR


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file, and the encoding that it was decoded from where that is not UTF-8."""

    text: str
    encoding: str = ""


def find_sources(path: Path, skipped: Collection[Path] = ()) -> Iterator[Path]:
    """The text files at or below `path`, sorted; what is hidden and what lies below a `skipped` folder is left out.

    A file that is named itself is taken whatever it is called. Links to folders below `path` are followed, each folder
    once; a link to a folder elsewhere comes out itself. `skipped` are real paths. Raises NotFoundError, and
    UnreadableError where the folder itself cannot be read.
    """
    try:
        kind = os.stat(path)
    except OSError as error:
        raise unreadable(path, error) from None
    if not stat.S_ISDIR(kind.st_mode):
        yield path
        return
    if not os.access(path, os.R_OK | os.X_OK):
        raise UnreadableError(N_("This folder may not be read."), where=str(path))
    yield from _below(path, Path(os.path.realpath(path)), {os.fspath(one) for one in skipped}, set())


def _below(folder: Path, root: Path, skipped: Collection[str], seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = os.stat(folder)
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        return
    if (status.st_dev, status.st_ino) in seen or os.path.realpath(folder) in skipped:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _NOT_WRITTEN:
            continue
        if _is_folder(entry):
            if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(root):
                yield folder / entry.name
            else:
                yield from _below(folder / entry.name, root, skipped, seen)
        elif entry.name.lower().endswith(TEXT_ENDINGS):
            yield folder / entry.name


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def read_source(path: Path) -> SourceText:
    """The text of a file from elsewhere: UTF-8, UTF-16 with its mark, or EUC-KR (CP949).

    Raises NotFoundError, and UnreadableError for what is binary, in another encoding, or too big for notes.
    """
    export = path.name.lower().endswith(EXPORT_ENDING)
    if not export and _size(path) > LARGEST_TEXT:
        raise _too_big(path)
    data = read_bytes(path)
    source = _decoded(path, data)
    if not export and len(source.text) > MOST_LINES and _lines(source.text) > MOST_LINES:
        raise UnreadableError(
            N_("This file has more than {limit} lines: too many for notes."),
            hint=N_("Split it, by year for instance, and import the parts."),
            where=str(path),
            limit=MOST_LINES,
        )
    return source


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0  # reading it tells what is wrong


def _lines(text: str) -> int:
    return sum(1 for _ in _NEWLINE.finditer(text))


def _too_big(path: Path) -> UnreadableError:
    return UnreadableError(
        N_("This file is too big for notes (more than {limit} MB)."),
        hint=N_("Split it, by year for instance, and import the parts."),
        where=str(path),
        limit=LARGEST_TEXT >> 20,
    )


def _decoded(path: Path, data: bytes) -> SourceText:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return SourceText(data.decode("utf-16"), "UTF-16")
        except UnicodeDecodeError:
            raise UnreadableError(
                N_("This file is damaged: it begins as UTF-16 and does not go on so."),
                hint=N_("Open it in your editor and save it as UTF-8."),
                where=str(path),
            ) from None
    if b"\0" in data:
        raise UnreadableError(
            N_("This file is binary, not text."), hint=N_("Leave it out, or save its text as UTF-8."), where=str(path)
        )
    try:
        return SourceText(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if (text := _korean(data)) is not None:
            return SourceText(text, "EUC-KR")
        told = not_utf8(path, data, error.start)
        raise UnreadableError(
            N_("This file is not UTF-8 text."), hint=N_("Save it as UTF-8 in your editor."), where=told.where
        ) from None


def _korean(data: bytes) -> str | None:
    """The text of `data` if it is EUC-KR or its extension CP949, and not UTF-8 with a damaged letter."""
    high = sum(byte > 0x7F for byte in data)
    utf8 = sum(len(letter) for letter in _UTF8_LETTER.findall(data))
    if 2 * utf8 > high:
        return None
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    pairs = "".join(letter for letter in text if not letter.isascii()).encode("cp949")
    known = sum(min(pair) >= 0xA1 for pair in zip(pairs[::2], pairs[1::2], strict=True))
    return text if 2 * known >= _KOREAN_SHARE * len(pairs) else None
