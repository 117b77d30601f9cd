"""Each file of the journal, read once: what its text says, and what to remember of it for the end."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from retro_cli.domain import checks
from retro_cli.domain.checks.model import NOTE, Finding
from retro_cli.domain.checks.places import without_day
from retro_cli.domain.checks.sheet import Sheet
from retro_cli.domain.layout import slug
from retro_cli.domain.pictures import Picture, pictures
from retro_cli.domain.text import fold
from retro_cli.errors import N_, NotFoundError, RetroError
from retro_cli.services.doctor.placing import Places
from retro_cli.services.doctor.telling import finding_of
from retro_cli.store.assets import find_picture, tree_root
from retro_cli.store.journal import UNDATED, Journal
from retro_cli.store.surroundings import file_names
from retro_cli.store.walking import says_date


class EntryPass:
    """The entries of a journal, one after the other. `copied` are files that were told of as copies of others."""

    def __init__(self, journal: Journal, paths: Sequence[str], copied: Collection[str]) -> None:
        self.entries = 0
        self._journal = journal
        self._formats = journal.formats.by_name
        self._copied = copied
        self._places = Places(journal, paths)
        self._found: list[Finding] = []
        self._ids: dict[str, list[tuple[str, int]]] = {}
        self._depends: list[tuple[str, str, int]] = []
        self._format_of: dict[str, str] = {}
        self._names: frozenset[str] | None = None

    def look_at(self, path: str, data: bytes | None) -> None:
        """Look at a file; `data` is None where a careful reader has to say what is wrong with it."""
        slot = self._journal.slot(path)
        if slot is None and not path.startswith(f"{UNDATED}/") and (data is None or not says_date(data)):
            self._found += self._other_markdown(path, data)
            return
        self.entries += 1
        text = self._text(path, data)
        if text is None:
            return
        sheet = Sheet(path, text, slot, self._formats, self._journal.settings.todo.syntax)
        if slot is None and not path.startswith(f"{UNDATED}/") and not _means_to_be_one(sheet):
            return
        self._found += checks.check(sheet)
        if path in self._copied:
            return
        self._found += self._places.check(sheet)
        self._found += self._pictures(sheet)
        self._remember(sheet)

    def finish(self) -> list[Finding]:
        """All that was found, with what only the whole journal shows."""
        return [*self._found, *self._same_ids(), *self._unknown_ids(), *self._twice_a_day()]

    def _text(self, path: str, data: bytes | None) -> str | None:
        try:
            if data is not None and b"\0" not in data:
                return data.decode()
        except UnicodeDecodeError:
            pass
        try:
            return self._journal.text(path)
        except NotFoundError:
            return None
        except RetroError as error:
            self._found.append(finding_of(self._journal.root, error, "unreadable"))
            return None

    def _other_markdown(self, path: str, data: bytes | None) -> Iterator[Finding]:
        """Markdown that is no entry is left alone, unless it is meant to be one."""
        from retro_cli.domain.checks.names import impossible_day

        if impossible_day(path):
            yield Finding(
                "impossible-name",
                path,
                N_("The date in its name is not on the calendar, so it is not read."),
                hint=N_("Give it the name of its day, such as 2026-11-20.md."),
            )
        elif data is not None and b"\nformat:" in data[:2048] and data.startswith((b"---", b"\xef\xbb\xbf---")):
            try:
                yield from without_day(Sheet(path, data.decode(), None, self._formats))
            except UnicodeDecodeError:
                return

    def _pictures(self, sheet: Sheet) -> Iterator[Finding]:
        if "![" not in sheet.text and "<img" not in sheet.text.lower():
            return
        file = self._journal.root / sheet.path
        root = tree_root(file, self._journal.root)
        for picture in pictures(sheet.text):
            before = sheet.text[max(sheet.text.rfind("\n", 0, picture.start), 0) : picture.start]
            if before.count("`") % 2 or self._is_there(picture, file, root):
                continue
            yield Finding(
                "picture-missing",
                sheet.path,
                N_("The picture that is linked here is not there."),
                picture.line,
                severity=NOTE,
            )

    def _is_there(self, picture: Picture, file: Path, root: Path) -> bool:
        """Whether a link leads to a file; an embed names one in any folder of the vault."""
        embed = picture.kind == "embed"
        if find_picture(picture.path, file, root, embed=embed) is not None:
            return True
        if embed and self._names is None:
            self._names = file_names(root)
        return embed and self._names is not None and fold(picture.path.rpartition("/")[2]) in self._names

    def _remember(self, sheet: Sheet) -> None:
        format = sheet.meta.get("format")
        if isinstance(format, str) and sheet.slot is not None and sheet.slot.kind == "day":
            self._format_of[sheet.path] = format
        if "🆔" in sheet.text or "id::" in sheet.text or "⛔" in sheet.text or "dependsOn::" in sheet.text:
            for item in sheet.tasks:
                if item.task.id:
                    self._ids.setdefault(item.task.id, []).append((sheet.path, item.line))
                self._depends += [(one, sheet.path, item.line) for one in item.task.depends_on]

    def _same_ids(self) -> Iterator[Finding]:
        for places in self._ids.values():
            first, line = places[0]
            for path, again in places[1:]:
                yield Finding(
                    "task-id-twice",
                    path,
                    N_("The to-do at {other} has the same id."),
                    again,
                    N_("Give one of them another id, or none."),
                    values={"other": f"{first}:{line}"},
                )

    def _unknown_ids(self) -> Iterator[Finding]:
        for one, path, line in self._depends:
            if one not in self._ids:
                yield Finding(
                    "task-depends",
                    path,
                    N_("This to-do waits for another one that no entry has."),
                    line,
                    severity=NOTE,
                )

    def _twice_a_day(self) -> Iterator[Finding]:
        """A second entry of a day whose name says nothing but the format that the first one has too."""
        for path, format in self._format_of.items():
            slot = self._journal.slot(path)
            known = self._formats.get(format)
            if slot is None or not slot.suffix or slot.suffix != slug(format) or (known and known.repeats):
                continue
            main = self._journal.settings.layout.day(slot.date)
            if self._format_of.get(main) == format:
                yield Finding(
                    "same-day-twice",
                    path,
                    N_("{other} is of the same day and format."),
                    hint=N_("Put both into one, if they belong together."),
                    severity=NOTE,
                    values={"other": main},
                )


def _means_to_be_one(sheet: Sheet) -> bool:
    """Whether a file that neither its name nor its place makes an entry is one: notes of other tools may hold front
    matter that only those can read."""
    return isinstance(sheet.front_matter, dict) or "\nformat:" in sheet.text[:2048]
