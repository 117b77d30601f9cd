"""What lies around the entries: leftovers of killed runs, drafts that wait, permissions, links, other repositories."""

from collections.abc import Iterator, Mapping, Sequence

from retro_cli.domain.checks.model import NOTE, Close, Finding, Remove
from retro_cli.errors import N_
from retro_cli.services.doctor.syncing import syncing
from retro_cli.store import surroundings
from retro_cli.store.journal import Journal


def around(journal: Journal, env: Mapping[str, str], paths: Sequence[str], now: float) -> Iterator[Finding]:
    """What was found around the entries at `paths`; `now` is the time, in seconds."""
    yield from _leftovers(journal, paths, now)
    yield from _links(journal, paths)
    yield from _working_state(journal)
    yield from _permissions(journal, paths)
    yield from _repository(journal, env)
    yield from syncing(journal, env)


def _leftovers(journal: Journal, paths: Sequence[str], now: float) -> Iterator[Finding]:
    folders = {path.rpartition("/")[0] for path in paths} | {"", "templates", "assets"}
    for one in surroundings.leftovers(journal.root, folders, now):
        told = (
            N_("A run that was cut off left this file; all that it says stands in {target}.")
            if one.needless and one.target
            else N_("A run that was cut off left this file; it is empty.")
            if one.needless
            else N_("A run that was cut off left this file, with text that stands nowhere else.")
        )
        yield Finding(
            "leftover",
            one.path,
            told,
            hint="" if one.needless else N_("Look at it, put what you want of it into an entry, and remove it."),
            mend=Remove(one.target) if one.needless else None,
            values={"target": one.target},
        )


def _links(journal: Journal, paths: Sequence[str]) -> Iterator[Finding]:
    folders = sorted({path.rpartition("/")[0] for path in paths} - {""})
    outside, broken = surroundings.links(journal.root, [*paths, *folders])
    for path in broken:
        yield Finding(
            "broken-link",
            path,
            N_("This link leads to a file that is not there."),
            hint=N_("Bring the file back, or remove the link."),
        )
    for path in outside:
        yield Finding(
            "link-outside", path, N_("This link leads out of the journal; what it leads to is not synced with it."),
            severity=NOTE,
        )  # fmt: skip


def _working_state(journal: Journal) -> Iterator[Finding]:
    edited, broken = surroundings.set_aside(journal.state)
    for path in edited:
        yield Finding(
            "text-set-aside",
            str(path),
            N_("A text that an editor was left with waits here."),
            hint=N_("Put what you want of it into an entry, and remove it."),
            severity=NOTE,
        )
    for path in broken:
        yield Finding(
            "draft-set-aside",
            str(path),
            N_("A draft that could not be read was set aside here."),
            hint=N_("Put what you want of it into an entry, and remove it."),
            severity=NOTE,
        )
    if (holder := surroundings.dead_holder(journal.state)) is not None:
        yield Finding(
            "stale-lock",
            str(holder),
            N_("A run that was cut off left its name at the lock; it holds nothing up."),
            severity=NOTE,
            mend=Remove(),
        )
    drafts, problems = journal.drafts.all()
    for draft in drafts:
        yield Finding(
            "draft-waits",
            draft.path or "",
            N_("A draft of {date} waits to be saved."),
            hint=N_("Go on with it: retro today -d {date}")
            if draft.kind == "day"
            else N_("Go on with it: retro {period} {date}"),
            severity=NOTE,
            values={"date": draft.date.isoformat(), "period": draft.kind},
        )
    for error in problems:
        yield Finding(
            "draft-set-aside", error.where, error.message, hint=error.hint, severity=NOTE, values=error.values
        )


def _permissions(journal: Journal, paths: Sequence[str]) -> Iterator[Finding]:
    found = surroundings.open_to_others(journal.root, paths)
    if found:
        yield Finding(
            "permissions",
            "",
            N_("Others on this computer can read files or folders of the journal: {count}."),
            severity=NOTE,
            mend=Close(tuple(found)),
            values={"count": len(found)},
        )


def _repository(journal: Journal, env: Mapping[str, str]) -> Iterator[Finding]:
    outer = surroundings.repository_around(journal.root)
    if outer is None:
        return
    held, ignored = surroundings.tracked(journal.root, env)
    if held:
        yield Finding(
            "tracked-elsewhere",
            "",
            N_("Entries are committed to another git repository, {outer}: whoever has that can read them."),
            hint=N_("Take them out: git rm -r --cached PATH, and name the folder in its .gitignore."),
            severity=NOTE,
            values={"outer": outer},
        )
    elif not ignored:
        yield Finding(
            "inside-repository",
            "",
            N_("The journal lies inside another git repository, {outer}, which does not ignore it."),
            hint=N_("Name the folder in its .gitignore, or keep the journal elsewhere."),
            severity=NOTE,
            values={"outer": outer},
        )
