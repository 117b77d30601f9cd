"""What the merge driver tells the sync that had git call it: the places where both versions stand."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from retro_cli.errors import RetroError
from retro_cli.store.files import read_text
from retro_cli.store.repository import Repository

_NAME = "retro-merge.jsonl"


def report_file(repository: Repository) -> Path:
    """An empty report, in git's own folder."""
    file = repository.folder / _NAME
    with suppress(OSError):
        os.unlink(file)
    return file


def add_to_report(file: Path, path: str, places: Iterable[tuple[int, str]]) -> None:
    """Add the places (line and kind) of one file. What cannot be written is not told; the files are right."""
    lines = "".join(json.dumps([path, line, kind]) + "\n" for line, kind in places)
    with suppress(OSError), open(file, "a", encoding="ascii") as out:
        out.write(lines)


def read_report(file: Path) -> list[tuple[str, int, str]]:
    """Path, line and kind of each place; the report is removed."""
    places: list[tuple[str, int, str]] = []
    try:
        for line in read_text(file).split("\n"):
            if line:
                path, number, kind = json.loads(line)
                places.append((str(path), int(number), str(kind)))
    except (RetroError, ValueError, TypeError):
        pass
    with suppress(OSError):
        os.unlink(file)
    return sorted(places)
