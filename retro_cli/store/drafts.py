"""Answers on their way: on the disk after every one of them, so that leaving in the middle costs nothing."""

import datetime
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from retro_cli.domain.hashing import sha256
from retro_cli.domain.layout import slug
from retro_cli.errors import N_, NotFoundError, RetroError, UnreadableError
from retro_cli.store.claims import Claim, claim, claimed_since
from retro_cli.store.files import overwrite, read_text

VERSION = 1
# places that no section and no heading can have the name of
TITLE, DAYS, ONE_MORE_HEADING, CLOSING = "\ntitle", "\ndays", "\nheading", "\nclosing"
_BROKEN = ".broken"

Key = tuple[str, datetime.date, str, str | None, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview that is not saved yet.

    `kind` is "day", "week" (then `date` is its Monday), "month", "quarter" or "year" (its first day); `path` the entry
    it continues, None for a new one; `answers` per section a text or a list of items (plain mappings); `reviewed` pairs
    of action item id and outcome; `at` the key of the question that comes next (TITLE, DAYS before the first,
    ONE_MORE_HEADING, CLOSING behind the last one), `partial` what was typed there and not entered; `started` an ISO
    time; `beside` a number where it was begun while the same interview was open in another run, else empty.
    """

    kind: str
    date: datetime.date
    format: str
    end: datetime.date | None = None
    path: str | None = None
    title: str = ""
    tags: tuple[str, ...] = ()
    answers: Mapping[str, str | list[dict[str, Any]]] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    reviewed: tuple[tuple[str, str], ...] = ()
    at: str = ""
    partial: str = ""
    started: str = ""
    beside: str = ""
    version: int = VERSION

    @property
    def key(self) -> "Key":
        """What tells drafts apart: kind, day, format, the entry they continue, and whether another was open."""
        return self.kind, self.date, self.format, self.path, self.beside


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one journal, in a folder of its state folder; one file each, for nobody else to read."""

    folder: Path

    def save(self, draft: Draft) -> None:
        """Put `draft` on the disk, over what its key held before. Raises RetroError when that fails."""
        overwrite(self._file(*draft.key), _dump(draft))

    def load(
        self, kind: str, day: datetime.date, format_name: str, path: str | None = None, beside: str = ""
    ) -> Draft | None:
        """The draft of this key, or None. Raises UnreadableError for a broken one, after setting it aside."""
        return self._read(self._file(kind, day, format_name, path, beside))

    def claim(self, key: Key, since: str) -> Claim | None:
        """Have the draft of this key to oneself, from `since` on; None while another run has it."""
        return claim(self._file(*key), since)

    def open_since(self, key: Key) -> str | None:
        """When the run began that has the draft of this key open; None where none has."""
        return claimed_since(self._file(*key))

    def all(self) -> tuple[list[Draft], list[UnreadableError]]:
        """Every draft, oldest day first, and an error for each broken one, which is set aside."""
        drafts: list[Draft] = []
        problems: list[UnreadableError] = []
        try:
            names = sorted(os.listdir(self.folder))
        except OSError:
            return [], []
        for name in names:
            if name.endswith(".json") and not name.startswith("."):
                try:
                    draft = self._read(self.folder / name)
                except UnreadableError as error:
                    problems.append(error)
                else:
                    drafts += [draft] if draft else []
        return sorted(drafts, key=lambda draft: (draft.date, draft.started)), problems

    def remove(self, draft: Draft) -> None:
        """Forget the draft of this key; nothing happens when there is none. Raises RetroError when it stays."""
        file = self._file(*draft.key)
        try:
            os.unlink(file)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise RetroError(
                N_("The draft could not be removed ({reason})."), where=str(file), reason=error.strerror
            ) from None

    def _file(self, kind: str, day: datetime.date, format_name: str, path: str | None, beside: str) -> Path:
        exact = sha256(json.dumps([format_name, path, *filter(None, [beside])]).encode()).hex()[:10]
        return self.folder / f"{kind}-{day.isoformat()}-{slug(format_name)}-{exact}.json"

    def _read(self, file: Path) -> Draft | None:
        try:
            return _parse(read_text(file))
        except NotFoundError:
            return None
        except _NewerVersionError:
            raise UnreadableError(
                N_("This draft was made by a newer retro: it was left as it is."),
                hint=N_("Update retro to go on with it."),
                where=str(file),
            ) from None
        except (UnreadableError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise UnreadableError(
                N_("This draft could not be read; it was set aside, nothing of it is deleted."),
                where=str(_set_aside(file)),
            ) from None


class _NewerVersionError(Exception):
    pass


def _dump(draft: Draft) -> str:
    values = asdict(draft)
    values["date"] = draft.date.isoformat()
    values["end"] = draft.end.isoformat() if draft.end else None
    text = json.dumps(values, ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a character out of a broken terminal
        text = json.dumps(values, indent=1)
    return text + "\n"


def _parse(text: str) -> Draft:
    """The draft in `text`. Raises ValueError, TypeError, KeyError or AttributeError for anything else."""
    values = {"beside": "", **json.loads(text)}
    if values["version"] > VERSION:
        raise _NewerVersionError
    known = {each.name for each in fields(Draft)}
    if set(values) - known:
        raise ValueError
    for name in ("kind", "format", "title", "note", "at", "partial", "started", "beside"):
        if not isinstance(values[name], str):
            raise TypeError
    if not isinstance(values["path"], str | None):
        raise TypeError
    values["date"] = datetime.date.fromisoformat(values["date"])
    values["end"] = datetime.date.fromisoformat(values["end"]) if values["end"] is not None else None
    values["tags"] = tuple(_strings(values["tags"]))
    pairs = [_strings(pair) for pair in values["reviewed"]]
    values["reviewed"] = tuple((identifier, outcome) for identifier, outcome in pairs)
    values["fields"] = dict(values["fields"].items())
    values["answers"] = {key: _answer(answer) for key, answer in values["answers"].items()}
    return Draft(**values)


def _answer(answer: object) -> str | list[dict[str, Any]]:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list) and all(isinstance(item, dict) for item in answer):
        return answer
    raise TypeError


def _strings(values: object) -> list[str]:
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return values
    raise TypeError


def _set_aside(file: Path) -> Path:
    """Rename `file` so that nothing reads it again, and never over another one; its new path."""
    for number in range(1, 1000):
        aside = file.with_name(f"{file.name}{_BROKEN}{'' if number == 1 else f'-{number}'}")
        if not os.path.lexists(aside):
            with suppress(OSError):
                os.rename(file, aside)
                return aside
            break
    return file
