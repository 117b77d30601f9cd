"""What commands changed, taken back and made again, step by step."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retro_cli.errors import N_, ConflictError, NotFoundError, UsageError
from retro_cli.store import reverting
from retro_cli.store.files import read_bytes
from retro_cli.store.journal import Journal
from retro_cli.store.reverting import HALF, all_steps, in_the_way, last_undone, nothing
from retro_cli.store.stepfile import standing
from retro_cli.store.steps import DONE, UNDONE, Change, Step

CHANGED, UNFINISHED = "changed", "unfinished"


@dataclass(frozen=True, slots=True)
class Standing:
    """A step, and how it stands.

    `state` is "done" (it can be taken back), "undone", "unfinished" (taking it back or making it again was cut off) or
    "changed": it cannot be taken back, because the files at `changed` were changed since.
    """

    step: Step
    state: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that taking a step back, or making it again, changes: its path, and its bytes before and after that."""

    path: str
    old: bytes | None
    new: bytes | None


def list_steps(journal: Journal) -> list[Standing]:
    """The steps that are kept, newest first. Where a later step changed the same file, a step can be taken back once
    that one is."""
    there: dict[str, str | None] = {}
    return [_standing(journal, step, there) for step in all_steps(journal.state, journal.root)]


def _standing(journal: Journal, step: Step, there: dict[str, str | None]) -> Standing:
    """How a step stands once all later ones are taken back, after which `there` are digests of the files."""
    if step.state == UNDONE:
        return Standing(step, UNDONE)
    if step.state in HALF:
        changed = tuple(one.path for one in in_the_way(journal.root, step))
        return Standing(step, CHANGED if changed else UNFINISHED, changed)
    for one in step.changes:
        if one.path not in there:
            there[one.path] = standing(str(journal.root / one.path))
    changed = tuple(one.path for one in step.changes if there[one.path] != one.after)
    if changed:
        return Standing(step, CHANGED, changed)
    there.update((one.path, one.before.digest if one.before else None) for one in step.changes)
    return Standing(step, DONE)


def step_to_undo(journal: Journal, number: int | None = None) -> Step:
    """The step of a number; else the newest that was not taken back, one that was cut off on the way first.

    Errors: NotFoundError where there is none, UsageError where it was taken back already, ConflictError where its files
    were changed since.
    """
    found = all_steps(journal.state, journal.root)
    step = _numbered(found, number) if number is not None else _newest(found)
    if step is None:
        raise NotFoundError(
            N_("There is nothing to take back.") if number is None else N_("There is no step {number}."),
            hint="" if number is None else N_("List them: retro undo --list"),
            number=number,
        )
    if step.state == UNDONE:
        raise UsageError(
            N_("Step {number} was taken back already."), hint=N_("To redo the last one: retro redo"), number=number
        )
    _refuse_changed(journal, found, step)
    return step


def step_to_redo(journal: Journal) -> Step:
    """The step that was taken back last, one that was cut off on the way first.

    Errors: NotFoundError where there is none or something new was done since, ConflictError where its files changed.
    """
    found = all_steps(journal.state, journal.root)
    step = next((one for one in found if one.state in HALF), None) or last_undone(found)
    if step is None:
        later = any(one.state == UNDONE for one in found)
        raise NotFoundError(
            N_("There is nothing to redo: something new was changed since the last step was taken back.")
            if later
            else N_("There is nothing to redo.")
        )
    _refuse_changed(journal, found, step)
    return step


def undo(journal: Journal, number: int | None = None, *, each: Callable[[], None] = nothing) -> Step:
    """Take back a step, as step_to_undo finds it; `each` is called for every file.

    Errors: its errors, and RetroError where a file cannot be written.
    """
    with journal.locked("undo"):
        step = step_to_undo(journal, number)
        found = all_steps(journal.state, journal.root)
        turn = 1 + max((one.turn for one in found), default=0)
        reverting.take_back(journal.root, step, top=found[0].id, turn=turn, each=each)
    return step


def redo(journal: Journal, number: int | None = None, *, each: Callable[[], None] = nothing) -> Step:
    """Redo the step that was taken back last; `each` is called for every file.

    Errors: those of step_to_redo, ConflictError where the step is not the one of this number any more, RetroError where
    a file cannot be written.
    """
    with journal.locked("redo"):
        step = step_to_redo(journal)
        if number is not None and step.id != number:
            raise ConflictError(N_("Something else was changed meanwhile, so nothing was redone."))
        reverting.make_again(journal.root, step, each=each)
    return step


def differences(journal: Journal, step: Step, *, again: bool = False) -> Iterator[Difference]:
    """What taking a step back, or making it `again`, changes, file by file."""
    for change in step.changes if again else reversed(step.changes):
        before = step.bytes_of(change.before) if change.before else None
        path = journal.root / change.path
        if again:
            kept = step.kept.get(change.path)
            yield Difference(change.path, before, step.bytes_of(kept) if kept and change.after else None)
        else:
            yield Difference(change.path, None if change.after is None else _now(path), before)


def _now(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except NotFoundError:
        return None


def _numbered(found: Sequence[Step], number: int) -> Step | None:
    return next((step for step in found if step.id == number), None)


def _newest(found: Sequence[Step]) -> Step | None:
    half = next((step for step in found if step.state in HALF), None)
    return half or next((step for step in found if step.state == DONE), None)


def _refuse_changed(journal: Journal, found: Sequence[Step], step: Step) -> None:
    changed = in_the_way(journal.root, step)
    if not changed:
        return
    later = [one.id for one in found if one.id > step.id and one.state == DONE and _touches(one, changed)]
    if later and step.state == DONE:
        raise ConflictError(
            N_("A later step changed this file too: step {number} cannot be taken back before it."),
            hint=N_("Take that back first: retro undo {later}"),
            where=str(journal.root / changed[0].path),
            number=step.id,
            later=later[0],
        )
    raise ConflictError(
        N_("This file was changed since step {number} ({command}), so nothing was taken back or redone."),
        hint=N_("See what else can be taken back: retro undo --list"),
        where=str(journal.root / changed[0].path),
        details=[str(journal.root / one.path) for one in changed[1:]],
        number=step.id,
        command=step.command,
    )


def _touches(step: Step, changes: Sequence[Change]) -> bool:
    return bool({one.path for one in step.changes} & {one.path for one in changes})
