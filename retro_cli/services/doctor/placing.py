"""Where entries belong that are not found by their day: a path is proposed for each."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.domain.checks.model import NOTE, PROBLEM, Finding, Move, Remove
from retro_cli.domain.checks.places import folder_of
from retro_cli.domain.checks.sheet import Sheet
from retro_cli.domain.frontmatter import as_date
from retro_cli.domain.layout import slug
from retro_cli.domain.period import Week
from retro_cli.domain.text import fold
from retro_cli.errors import N_, RetroError
from retro_cli.services.importing.targets import Targets
from retro_cli.store.journal import UNDATED, Journal
from retro_cli.store.scanning import contents
from retro_cli.store.surroundings import is_link, is_vault

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.domain.format import Format
    from retro_cli.domain.layout import Slot


class Places:
    """The places that entries have and should have; no two are proposed the same one."""

    def __init__(self, journal: Journal, paths: Sequence[str]) -> None:
        self._journal = journal
        self._paths = frozenset(paths)
        self._targets: Targets | None = None
        self._proposed: set[str] = set()

    def check(self, sheet: Sheet) -> Iterator[Finding]:
        """Whether an entry is found by its day; one whose front matter cannot be read is left alone."""
        if not isinstance(sheet.front_matter, dict):
            return
        if sheet.slot is None:
            yield from self._named(sheet)
        else:
            yield from self._in_its_folder(sheet, sheet.slot)

    def _named(self, sheet: Sheet) -> Iterator[Finding]:
        """Entries whose name does not say their day: those below `undated/`, and those of other tools."""
        waits = sheet.path.startswith(f"{UNDATED}/")
        day = as_date(sheet.meta.get("date"))
        if day is None:
            if waits:
                yield Finding(
                    "undated",
                    sheet.path,
                    N_("It waits for its day."),
                    hint=N_("Add a date to its front matter, such as date: 2026-11-20."),
                    severity=NOTE,
                )
            return
        name = sheet.meta.get("format")
        format = self._journal.formats.by_name.get(name) if isinstance(name, str) else None
        if format or waits:
            if same := self._same(sheet, day):
                yield same
                return
            target: str | None = self._in_layout(sheet, day, format)
        else:
            target = self._beside(sheet, day)
        if target is None:
            return
        theirs = not (format or waits) and is_vault(self._journal.root)  # a note of a vault is only asked about
        yield Finding(
            "undated-with-day" if waits else "dated-inside",
            sheet.path,
            N_("It has its day by now and can go to {target}.")
            if waits
            else N_("Only its front matter says its day; its place would be {target}."),
            hint=N_("Give it that name if it is an entry; else it can stay as it is.") if theirs else "",
            severity=NOTE,
            mend=None if theirs else Move(target),
            values={"target": target},
        )

    def _in_layout(self, sheet: Sheet, day: "date", format: "Format | None") -> str:
        """The place of an entry of retro's, with what its name or its title says."""
        waits = sheet.path.startswith(f"{UNDATED}/")
        week = format is not None and format.period == "week"
        said = slug(str(sheet.meta.get("title") or "")) if waits else _said(sheet.path)
        if self._targets is None:
            self._targets = Targets(self._journal)
        main = week or (not (said and not waits) and not (format and format.repeats))
        suffix = said or slug(format.name if format else "") or "log"
        while True:
            target = self._targets.take_free(Week.of(day) if week else day, suffix, main=main)
            if self._take(target):
                return target

    def _same(self, sheet: Sheet, day: "date") -> Finding | None:
        """What to say where an entry of the day has the same text, in the place where it is looked for."""
        for path in self._journal.day_paths(day):
            if path != sheet.path and _text(self._journal, path) == sheet.text:
                return Finding(
                    "sync-copy",
                    sheet.path,
                    N_("This is a copy of {original}, the same to the last character."),
                    mend=Remove(path),
                    values={"original": path},
                )
        return None

    def _take(self, target: str) -> bool:
        """Whether nothing has this path; nothing else will get it."""
        free = fold(target) not in self._proposed and target not in self._paths and not self._journal.exists(target)
        if free:
            self._proposed.add(fold(target))
        return free

    def _beside(self, sheet: Sheet, day: "date") -> str | None:
        """Another name in the folder where it is, for what another tool wrote."""
        folder, _, name = sheet.path.rpartition("/")
        said = _said(name)
        target = "/".join(filter(None, (folder, f"{day.isoformat()}{'-' if said else ''}{said}.md")))
        return target if self._take(target) else None

    def _in_its_folder(self, sheet: Sheet, slot: "Slot") -> Iterator[Finding]:
        folder, _, name = sheet.path.rpartition("/")
        wanted = folder_of(self._journal.settings.layout, slot)
        if folder == wanted:
            return
        ours = bool(sheet.meta.get("format"))
        if ours and slot.kind == "day" and (same := self._same(sheet, slot.date)):
            yield same
            return
        target = unicodedata.normalize("NFC", f"{wanted}/{name}" if wanted else name)
        free = ours and self._take(target)
        yield Finding(
            "outside-layout",
            sheet.path,
            N_("Entries of this day are looked for in {folder}.")
            if slot.kind == "day"
            else N_("Reviews of this period are looked for in {folder}."),
            hint="" if free or not ours else N_("{target} is taken: put both into one."),
            severity=PROBLEM if ours else NOTE,
            mend=Move(target) if free else None,
            values={"folder": wanted or ".", "target": target},
        )


def _text(journal: Journal, path: str) -> str | None:
    try:
        return journal.text(path)
    except RetroError:
        return None


def _said(path: str) -> str:
    """What the name of a file says besides a day."""
    stem = posixpath.basename(path).rpartition(".")[0]
    return slug(re.sub(r"^(?:\d{6}|\d{8}|\d{2,4}[-_.]\d{1,2}[-_.]\d{1,2})(?!\d)[-_. ]*", "", stem))


def movable(journal: Journal, paths: Sequence[str], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without proposing to move a file twice, or one that others link to."""
    moved: set[str] = set()
    findings = [_kept(journal, one, moved) for one in findings]
    stems = {
        posixpath.basename(one.path).rpartition(".")[0].encode(): one.path
        for one in findings
        if isinstance(one.mend, Move)
    }
    if not stems:
        return findings
    link = re.compile(
        rb"(?:\[\[(?:[^\]\r\n|#]*/)?|\]\((?:[^)\r\n]*/)?)(" + b"|".join(map(re.escape, stems)) + rb")(?:\.md)?[\])|#]"
    )
    linked = set()
    for _, data in contents(str(journal.root), paths):
        if data is not None and (b"[[" in data or b"](" in data):
            linked |= {stems[found] for found in link.findall(data)}
    return [_left(one) if one.path in linked and isinstance(one.mend, Move) else one for one in findings]


def _kept(journal: Journal, finding: Finding, moved: set[str]) -> Finding:
    """A link stays where it is, for its file lies elsewhere; so does what another finding moves or removes."""
    if isinstance(finding.mend, Remove):
        moved.add(finding.path)
    if not isinstance(finding.mend, Move):
        return finding
    stays = finding.path in moved or is_link(journal.root / finding.path)
    moved.add(finding.path)
    return replace(finding, mend=None) if stays else finding


def _left(finding: Finding) -> Finding:
    hint = N_("Other files link to it: move it with a tool that keeps links, such as Obsidian.")
    return replace(finding, mend=None, hint=hint)
