"""What the names of files give away: copies of syncing tools, twins, characters that nobody sees."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence

from retro_cli.domain.checks import copies as copying
from retro_cli.domain.checks.model import NOTE, Finding, Move, Remove
from retro_cli.domain.checks.names import case_twins, has_control, is_sync_copy, original_of, twins
from retro_cli.errors import N_, RetroError
from retro_cli.store.journal import Journal


def copies(journal: Journal, paths: Sequence[str]) -> list[Finding]:
    """The files that a syncing tool made of entries which two devices had changed."""
    known = frozenset(paths)
    found = []
    for path in paths:
        slot = journal.slot(path)
        if slot is not None and not slot.suffix:
            continue
        named = original_of(path, known)
        if named is None:
            continue
        original, sure = named
        of = journal.slot(original)
        if of is None or (slot is not None and (of.kind, of.date) != (slot.kind, slot.date)):
            continue
        text, other = _text(journal, path), _text(journal, original) if original in known else None
        if text is None or (other is None and original in known):
            continue
        if finding := copying.check(path, text, original, other, sure=sure):
            found.append(finding)
    return found


def names(journal: Journal, paths: Sequence[str], copied: Collection[str]) -> Iterator[Finding]:
    """Names that another system would mix up, or that hold what a terminal would act on."""
    entries = [path for path in paths if path not in copied and journal.slot(path) is not None]
    awkward = [path for path in entries if not path.isascii() or not path.islower()]
    paired: set[str] = set()
    for group in twins(awkward):
        paired.update(group)
        yield from _twins(journal, group)
    for group in case_twins(entries):
        if len({unicodedata.normalize("NFC", path) for path in group}) > 1:
            yield Finding(
                "twin-case",
                group[0],
                N_("{other} differs from it in upper and lower case only: some systems take them for one file."),
                hint=N_("Give one of them another name."),
                values={"other": group[1]},
            )
    for path in paths:
        if has_control(path):
            yield Finding(
                "name-control",
                path,
                N_("Its name holds characters that cannot be seen."),
                hint=N_("Give it another name."),
            )
    yield from _decomposed(journal, [path for path in awkward if path not in paired and not is_sync_copy(path)])


def _twins(journal: Journal, group: list[str]) -> Iterator[Finding]:
    composed = unicodedata.normalize("NFC", group[0])
    kept = composed if composed in group else group[0]
    for path in group:
        if path == kept:
            continue
        text, other = _text(journal, path), _text(journal, kept)
        same = text is not None and text == other
        yield Finding(
            "twin-nfd",
            path,
            N_("There are two files of this name, its letters stored in two ways; they are the same.")
            if same
            else N_("There are two files of this name, its letters stored in two ways; some systems show one only."),
            hint="" if same else N_("Put what both say into one of them, and remove the other."),
            mend=Remove(kept) if same else None,
        )


def _decomposed(journal: Journal, paths: Sequence[str]) -> Iterator[Finding]:
    for path in paths:
        composed = unicodedata.normalize("NFC", path)
        if composed == path:
            continue
        folder = path.rpartition("/")[0]
        free = unicodedata.normalize("NFC", folder) == folder and not journal.exists(composed)
        if free:  # on a system that takes both for one there is nothing to do
            yield Finding(
                "name-nfd",
                path,
                N_("Its name is stored in parts of letters, as old Macs do; other systems may not find it."),
                severity=NOTE,
                mend=Move(composed),
            )


def _text(journal: Journal, path: str) -> str | None:
    try:
        return journal.text(path)
    except RetroError:
        return None
