"""What a sync says: what it is doing, and what it came to."""

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.services.sync.founding import Founded
    from retro_cli.services.sync.run import Synced

_STEPS = {
    "commit": N_("Committing…"),
    "fetch": N_("Fetching…"),
    "merge": N_("Merging…"),
    "push": N_("Sending…"),
}
_SHOWN_FILES = 5
_SHOWN_DAYS = 3


class Steps:
    """What is being done, on one line of a terminal that is gone at the end; nothing anywhere else."""

    def __init__(self, app: "App") -> None:
        self._app = app

    def __enter__(self) -> "Steps":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._app.screen.doing("")

    def __call__(self, step: str, percent: int | None = None) -> None:
        told = self._app.translate(_STEPS[step])
        self._app.screen.doing(told if percent is None else f"{told} {percent}%")


def show_founded(app: "App", founded: "Founded") -> None:
    """What `init` did."""
    _ = app.translate
    if founded.joined:
        app.screen.out((_("Joined with the journal that is there."), "good"))
    elif founded.made:
        app.screen.out((_("The journal is a repository of git now."), "good"))


def show(app: "App", done: "Synced") -> None:
    """What a sync came to: a line for each thing that happened, and what is left to do."""
    _ = app.translate
    out = app.screen.out
    if done.resumed:
        out(_("The sync before this one was cut off; it was put right first."))
    if done.settled:
        out(_("The merge that was left here is ended; what both sides wrote is kept."))
    if done.registered:
        out((_("Git merges this journal's entries with retro from now on."), "dim"))
    for line in _committed(app, done):
        out(*line)
    _exchanged(app, done)
    _both(app, done)
    _left(app, done)


def show_stopped(app: "App", done: "Synced") -> None:
    """What a sync had come to when it was stopped, before why is told."""
    for line in _committed(app, done):
        app.screen.err(*line)
    if done.waiting:
        app.screen.err(_waiting(app, done))


def _committed(app: "App", done: "Synced") -> list[tuple[str, str]]:
    _ = app.translate
    lines = []
    for commit in done.commits:
        count = app.ngettext("{count} file", "{count} files", len(commit.paths)).format(count=len(commit.paths))
        lines.append((_("Committed:"), f" {' · '.join([*_days(commit.days), count])}"))
    return lines


def _waiting(app: "App", done: "Synced") -> str:
    waiting = app.ngettext("{count} commit waits here.", "{count} commits wait here.", done.waiting)
    return waiting.format(count=done.waiting)


def _days(days: Sequence[str]) -> list[str]:
    """The days of entries: a few one by one, many by the first and the last."""
    if len(days) > _SHOWN_DAYS:
        return [f"{days[0]} – {days[-1]}"]
    return [", ".join(days)] if days else []


def _exchanged(app: "App", done: "Synced") -> None:
    _ = app.translate
    if done.state == "local":
        app.screen.out((_("Kept here only: there is no remote yet."), "warn"))
        app.screen.out("  → ", _("Name one: retro sync init URL"))
        return
    if done.state == "offline":
        app.screen.out((_waiting(app, done), "warn"))
        if done.reason:
            app.screen.err("  ", done.reason.told(_))
        app.screen.out("  → ", _("They go out with the next sync that reaches it: retro sync"))
        return
    parts = []
    if done.received:
        count = len(done.received)
        parts.append(app.ngettext("{count} file received", "{count} files received", count).format(count=count))
    if done.sent:
        parts.append(app.ngettext("{count} commit sent", "{count} commits sent", done.sent).format(count=done.sent))
    tail = " · ".join(parts) or _("nothing new")
    app.screen.out((_("Synced"), "good"), " · ", tail, (f"  {done.remote.url}" if done.remote else "", "dim"))


def _both(app: "App", done: "Synced") -> None:
    """What somebody has to look at: the two sides said different things, and both stand."""
    _ = app.translate
    if done.both:
        app.screen.out((_("The two sides differ here, and both versions stand. Look at them:"), "warn"))
        for place in done.both:
            app.screen.out(f"  {place.path}:{place.line}")
    if done.beside:
        app.screen.out((_("These could not be merged; both files are there:"), "warn"))
        for path, other in done.beside:
            app.screen.out(f"  {path}  {other}")
    if done.kept:
        app.screen.out((_("Removed on one side and changed on the other, so kept:"), "warn"))
        for path in done.kept:
            app.screen.out(f"  {path}")


def _left(app: "App", done: "Synced") -> None:
    """What is on this machine alone."""
    from retro_cli.domain.names import day_label

    _ = app.translate
    if done.too_big:
        app.screen.out((_("Left out, as usual hosts take no file over 100 MB:"), "warn"))
        for path in done.too_big[:_SHOWN_FILES]:
            app.screen.out(f"  {path}")
        app.screen.out("  → ", _("Make it smaller, or name it in .gitignore and keep it elsewhere."))
    if done.ignored:
        count = len(done.ignored)
        told = app.ngettext(
            "{count} entry stays on this machine only, as git ignores it:",
            "{count} entries stay on this machine only, as git ignores them:",
            count,
        )
        app.screen.out((told.format(count=count), "warn"))
        for entry in done.ignored[:_SHOWN_FILES]:
            app.screen.out(f"  {entry.path}  {entry.rule}")
        if count > _SHOWN_FILES:
            app.screen.out("  …")
        app.screen.out("  → ", _("To send them, take out the line that is named."))
    for draft in done.drafts:
        day = day_label(draft.date, app.lang, app.today)
        call = "retro today" if draft.kind == "day" else f"retro {draft.kind}"
        app.screen.out(_("A draft waits on this machine only:"), f" {day} · {draft.format} ", (call, "key"))
