"""Putting right what can be put right without a doubt: shown before as differences, taken back with `retro undo`."""

import difflib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retro_cli.domain.checks.model import Close, Finding, Move, NewLine, Remove
from retro_cli.domain.text import split_lines, strip_ending
from retro_cli.errors import N_, ConflictError, NotFoundError, RetroError
from retro_cli.services.importing.pictures import moved_text
from retro_cli.store import surroundings
from retro_cli.store.file_errors import unwritable
from retro_cli.store.journal import Journal

KINDS: tuple[tuple[str, type], ...] = (("lines", NewLine), ("close", Close), ("remove", Remove), ("move", Move))
"""The groups of what can be mended, in the order in which it is done."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that are mended in one way: `kind` is one of KINDS."""

    kind: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """What was put right, and the errors of what could not be."""

    findings: tuple[Finding, ...]
    errors: tuple[RetroError, ...]


def groups(findings: Sequence[Finding]) -> list[Group]:
    """The findings that can be mended, by the way in which they are."""
    found = [(kind, tuple(one for one in findings if isinstance(one.mend, way))) for kind, way in KINDS]
    return [Group(kind, those) for kind, those in found if those]


def differences(journal: Journal, group: Group) -> Iterator[str]:
    """What mending a group would change, in the lines of a unified diff, names of git for moves and removals."""
    if group.kind == "lines":
        for path in dict.fromkeys(finding.path for finding in group.findings):
            text = journal.text(path)
            new = _with_lines(text, [one for one in group.findings if one.path == path])
            old_lines, new_lines = (list(map(strip_ending, split_lines(one))) for one in (text, new))
            yield from difflib.unified_diff(old_lines, new_lines, path, path, n=1, lineterm="")
        return
    for finding in group.findings:
        mend = finding.mend
        if isinstance(mend, Move):
            alike = unicodedata.normalize("NFC", finding.path) == unicodedata.normalize("NFC", mend.target)
            yield f"rename from {finding.path}{' (NFD)' if alike else ''}"
            yield f"rename to   {mend.target}{' (NFC)' if alike else ''}"
        elif isinstance(mend, Remove):
            yield f"deleted file {finding.path}"
        elif isinstance(mend, Close):
            for path in mend.paths:
                yield f"mode 0{'7' if surroundings.is_folder(journal.root / path) else '6'}00 {path}"


def mend(journal: Journal, chosen: Sequence[Group], command: str, step: Callable[[], None] = lambda: None) -> Mended:
    """Mend the groups under the journal's lock, as one step of its history; what changed meanwhile is left alone.

    Raises ConflictError where another retro holds the lock.
    """
    done: list[Finding] = []
    errors: list[RetroError] = []
    with journal.locked(command):
        for group in sorted(chosen, key=lambda one: [kind for kind, _ in KINDS].index(one.kind)):
            for finding in group.findings:
                try:
                    _mend(journal, finding)
                except NotFoundError as error:
                    errors.append(error.at(finding.path))
                except RetroError as error:
                    errors.append(error)
                else:
                    done.append(finding)
                step()
    return Mended(tuple(done), tuple(errors))


def _mend(journal: Journal, finding: Finding) -> None:
    mend = finding.mend
    if isinstance(mend, NewLine):
        if not journal.edit(finding.path, lambda text: _with_lines(text, [finding])):
            raise _changed(finding)
    elif isinstance(mend, Move):
        text = journal.text(finding.path)
        same_folder = finding.path.rpartition("/")[0] == mend.target.rpartition("/")[0]
        new = text if same_folder else moved_text(text, finding.path, mend.target)
        journal.move(finding.path, mend.target, new)
    elif isinstance(mend, Remove):
        _remove(journal, finding, mend)
    elif isinstance(mend, Close):
        try:
            surroundings.close(journal.root, mend.paths)
        except OSError as error:
            raise unwritable(journal.root / (error.filename or ""), error) from None


def _remove(journal: Journal, finding: Finding, mend: Remove) -> None:
    """Remove a file that is still what it was found to be: needless."""
    whole = Path(finding.path)
    if whole.is_absolute():
        if surroundings.dead_holder(journal.state) == whole:
            surroundings.forget(whole)
        return
    if finding.code == "leftover":
        needless = surroundings.is_needless(journal.root, finding.path, mend.kept)
    else:
        needless = journal.text(finding.path) == journal.text(mend.kept)
    if not needless:
        raise _changed(finding)
    if journal.exists(finding.path):  # the write of another mend may have swept it away
        journal.history.remove(journal.root / finding.path)


def _with_lines(text: str, findings: Sequence[Finding]) -> str:
    """The text with lines mended that are still what they were."""
    lines = split_lines(text)
    for finding in findings:
        mend, index = finding.mend, (finding.line or 0) - 1
        if isinstance(mend, NewLine) and 0 <= index < len(lines) and lines[index] == mend.before:
            lines[index] = mend.after
    return "".join(lines)


def _changed(finding: Finding) -> ConflictError:
    return ConflictError(
        N_("The file was changed meanwhile: it was left as it is."),
        hint=N_("Look at it, then run the command again."),
        where=finding.path,
    )
