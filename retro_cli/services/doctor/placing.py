"""Where entries belong that are not found by their day: a path is proposed for each."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.domain.checks.model import NOTE, PROBLEM, Finding, Move
from retro_cli.domain.checks.places import folder_of
from retro_cli.domain.checks.sheet import Sheet
from retro_cli.domain.frontmatter import as_date
from retro_cli.domain.layout import slug
from retro_cli.domain.period import Week
from retro_cli.errors import N_
from retro_cli.services.importing.targets import Targets
from retro_cli.store.journal import UNDATED, Journal
from retro_cli.store.scanning import contents
from retro_cli.store.surroundings import is_link

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
        elif sheet.path.startswith(f"{UNDATED}/"):
            return
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
        target = self._in_layout(sheet, day, format) if format or waits else self._beside(sheet, day)
        if target is None:
            return
        yield Finding(
            "undated-with-day" if waits else "dated-inside",
            sheet.path,
            N_("It has its day by now and can go to {target}.")
            if waits
            else N_("Only its front matter says its day; its place would be {target}."),
            severity=NOTE,
            mend=Move(target),
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
        return self._targets.take_free(Week.of(day) if week else day, suffix, main=main)

    def _beside(self, sheet: Sheet, day: "date") -> str | None:
        """Another name in the folder where it is, for what another tool wrote."""
        folder, _, name = sheet.path.rpartition("/")
        said = _said(name)
        target = "/".join(filter(None, (folder, f"{day.isoformat()}{'-' if said else ''}{said}.md")))
        if target in self._proposed or target in self._paths or self._journal.exists(target):
            return None
        self._proposed.add(target)
        return target

    def _in_its_folder(self, sheet: Sheet, slot: "Slot") -> Iterator[Finding]:
        folder, _, name = sheet.path.rpartition("/")
        wanted = folder_of(self._journal.settings.layout, slot)
        if folder == wanted:
            return
        target = f"{wanted}/{name}" if wanted else name
        free = target not in self._paths and not self._journal.exists(target)
        ours = bool(sheet.meta.get("format"))
        yield Finding(
            "outside-layout",
            sheet.path,
            N_("Entries of this day are looked for in {folder}."),
            hint="" if free or not ours else N_("{target} is taken: put both into one."),
            severity=PROBLEM if ours else NOTE,
            mend=Move(target) if free and ours else None,
            values={"folder": wanted or ".", "target": target},
        )


def _said(path: str) -> str:
    """What the name of a file says besides a day."""
    stem = posixpath.basename(path).rpartition(".")[0]
    return slug(re.sub(r"^(?:\d{6}|\d{8}|\d{2,4}[-_.]\d{1,2}[-_.]\d{1,2})(?!\d)[-_. ]*", "", stem))


def unlinked(journal: Journal, paths: Sequence[str], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without proposing to move files that others link to: the links would lead nowhere."""
    findings = [_kept(journal, one) for one in findings]
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


def _kept(journal: Journal, finding: Finding) -> Finding:
    """A link stays where it is: its file lies elsewhere."""
    moves = isinstance(finding.mend, Move) and is_link(journal.root / finding.path)
    return replace(finding, mend=None) if moves else finding


def _left(finding: Finding) -> Finding:
    hint = N_("Other files link to it: move it with a tool that keeps links, such as Obsidian.")
    return replace(finding, mend=None, hint=hint)
