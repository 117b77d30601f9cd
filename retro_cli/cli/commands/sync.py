"""`retro sync`: the journal on several machines, through the user's own git."""

from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command, Group
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_, Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro_cli.services.sync.founding import Founded
    from retro_cli.services.sync.run import Synced

EXAMPLES = N_("""\
retro sync                       commit, fetch, merge, send
retro sync init URL              the first time, on every machine""")
INIT_EXAMPLES = N_("""\
retro sync init git@github.com:you/journal.git
retro sync init ~/Drive/journal.git -j ~/journal""")


def run(json: Json = False) -> None:
    from retro_cli.cli.tolerant import go_on
    from retro_cli.services.sync.run import sync

    app = current_app()
    go_on(app)  # what puts the settings right may be what another machine has sent
    app.require_journal()
    from retro_cli.cli.render.syncing import Steps, show

    with Steps(app) as told:
        done = uninterrupted(app, lambda: sync(app.journal, app.env, told, asking=app.interactive))
    if json:
        _json(app, done, None)
        return
    show(app, done)


def uninterrupted(app: App, work: "Callable[[], Synced]") -> "Synced":
    """What `work` came to; where it is stopped, by the remote or by Ctrl-C, what became of the journal is said."""
    from retro_cli.services.sync.run import StoppedError

    try:
        return work()
    except StoppedError as stopped:
        from retro_cli.cli.render.syncing import show_stopped

        app.screen.doing("")
        show_stopped(app, stopped.done)
        raise stopped.error from None
    except KeyboardInterrupt:
        raise Interrupted(N_("Cut off. Nothing is lost, and the next sync goes on from here: retro sync")) from None


def init(
    url: Annotated[
        str, typer.Argument(metavar="URL", help=N_("The address of an empty repository, or of your journal."))
    ] = "",
    json: Json = False,
) -> None:
    from retro_cli.cli.render.syncing import Steps, show, show_founded
    from retro_cli.services.sync.founding import absolute, set_up
    from retro_cli.services.sync.run import sync

    app = current_app()
    with Steps(app) as told:
        there = absolute(url, str(app.cwd))
        founded = set_up(app.journal, app.env, there, told, app.translate, asking=app.interactive)
    app.reload()
    if not json:
        show_founded(app, founded)
    with Steps(app) as told:
        done = uninterrupted(app, lambda: sync(app.journal, app.env, told, asking=app.interactive, unrelated=True))
    if json:
        _json(app, done, founded)
        return
    show(app, done)


def _json(app: App, done: "Synced", founded: "Founded | None") -> None:
    from retro_cli.cli.render.sync_document import sync_document

    app.screen.json(sync_document(done, founded, app.translate))


COMMAND = Group(
    run,
    help=N_("Bring the journal and its other copies together, with git."),
    examples=EXAMPLES,
    commands={
        "init": Command(init, help=N_("Make the journal ready for syncing."), examples=INIT_EXAMPLES),
    },
)
