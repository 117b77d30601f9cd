"""What was published where: the posts as retro wrote them, so that it knows them again and sees what a hand changed.

It is working state of this machine (where a site lies is, too), so that nothing has to stand in the post itself.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from retro_cli.errors import RetroError
from retro_cli.store.files import overwrite, read_bytes, read_text
from retro_cli.store.history import History
from retro_cli.store.stepfile import digest

FOLDER = "published"
_NAMES = ("site", "unit", "path", "text", "kept")


@dataclass(frozen=True, slots=True)
class Record:
    """A post that was written: its site (real root), what it is of (`2026-W47`), its path there, and its text.

    `kept` is the checksum of the edited post and the news that its owner once decided against, or empty.
    """

    site: str
    unit: str
    path: str
    text: str
    kept: str = ""


def checksum(*texts: str) -> str:
    """What tells whether any of the texts changed."""
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def published(state: Path, site: str, unit: str) -> Record | None:
    """The post of a unit as it was last written; None where none was, or what was kept cannot be read."""
    try:
        kept = json.loads(read_text(_file(state, site, unit)))
        record = Record(**{name: str(kept[name]) for name in _NAMES})
    except (RetroError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return record if (record.site, record.unit) == (site, unit) else None


def published_paths(state: Path, site: str, but: str) -> set[str]:
    """The paths of the other posts that were published into a site; `but` is the unit that is left out."""
    found = set()
    for file in (state / FOLDER).glob("*.json"):
        try:
            kept = json.loads(read_text(file))
            if kept["site"] == site and kept["unit"] != but:
                found.add(str(kept["path"]))
        except (RetroError, ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


def keep_published(state: Path, record: Record, history: History | None = None) -> None:
    """Remember a post; noted in `history`, so that it is forgotten where the post is taken back.

    Raises RetroError where that cannot be written.
    """
    text = json.dumps({name: getattr(record, name) for name in _NAMES}, ensure_ascii=False) + "\n"
    file = _file(state, record.site, record.unit)
    try:
        before = read_bytes(file)
    except RetroError:
        before = None
    with (history or History()).change(file, before, digest(text.encode())):
        overwrite(file, text)


def _file(state: Path, site: str, unit: str) -> Path:
    return state / FOLDER / f"{checksum(site, unit)}.json"


def ever_published(state: Path) -> bool:
    """Whether anything was published from this journal."""
    return (state / FOLDER).is_dir()
