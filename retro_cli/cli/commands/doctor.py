"""`retro doctor`: what is wrong with the journal, and putting right what can be."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.domain.checks.model import Finding
    from retro_cli.errors import RetroError
    from retro_cli.services.doctor.examining import Diagnosis
    from retro_cli.services.doctor.mending import Group, Mended

EXAMPLES = N_("""\
retro doctor
retro doctor --fix               shows each change, and asks""")

_SOMETHING_WRONG = 4


def run(
    fix: Annotated[bool, typer.Option("--fix", help=N_("Mend what can be mended; undo takes it back."))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=N_("Do not ask before mending."))] = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.render.doctor import show
    from retro_cli.cli.render.documents_doctor import doctor_document
    from retro_cli.cli.tolerant import tolerate

    app = current_app()
    faults = tolerate(app)
    app.require_journal()
    if fix and not yes and (json or not app.interactive):
        app.require_terminal("--yes") if not json else _refuse_questions()
    if not app.place.exists and not json and not faults:
        app.screen.err(app._("There is no journal yet. Begin with retro today, or retro init."))
        return
    diagnosis = _examine(app, faults)
    mended: Sequence[Finding] = ()
    if fix and diagnosis.mendable:
        mended = _fix(app, diagnosis, quiet=json, ask=not yes)
        if mended:
            diagnosis = _examine(app, tolerate(app))
    if json:
        app.screen.json(doctor_document(diagnosis.findings, mended, app.translate))
    else:
        show(app, diagnosis)
    if diagnosis.problems:
        raise typer.Exit(_SOMETHING_WRONG)


def _refuse_questions() -> None:
    from retro_cli.errors import UsageError

    raise UsageError(N_("With --json nothing is asked."), hint=N_("Use {instead}"), instead="--yes")


def _examine(app: App, faults: "Sequence[RetroError]") -> "Diagnosis":
    from retro_cli.services.doctor.examining import examine

    with ExitStack() as bars:
        return examine(
            app.journal,
            app.env,
            app.now.timestamp(),
            faults,
            lambda total: bars.enter_context(app.screen.progress(app._("Looking over"), total)),
        )


def _fix(app: App, diagnosis: "Diagnosis", *, quiet: bool, ask: bool) -> "Sequence[Finding]":
    """Mend what somebody says yes to; what was mended."""
    from retro_cli.cli.render.doctor import show_differences
    from retro_cli.services.doctor.mending import differences, groups, mend

    chosen: list[Group] = []
    all_of_them = not ask
    for group in groups(diagnosis.mendable):
        if not quiet:
            app.screen.out(" ", (_titled(app, group), "title"))
            show_differences(app, differences(app.journal, group))
        answer = "yes" if all_of_them else _ask(app)
        all_of_them = all_of_them or answer == "all"
        if answer in ("yes", "all"):
            chosen.append(group)
        if not quiet:
            app.screen.out()
    if not chosen:
        app.screen.err(app._("Nothing was changed."))
        return ()
    done = mend(app.journal, chosen, "doctor --fix")
    _tell(app, done)
    return done.findings


def _ask(app: App) -> str:
    from retro_cli.cli.prompts import BACK, Choice

    _ = app._
    choices = [Choice("yes", _("yes"), "y"), Choice("no", _("no"), "n"), Choice("all", _("all the rest too"), "a")]
    answer = app.prompts.key(_("Mend this?"), choices, enter="no")
    return "no" if answer is BACK else answer


def _titled(app: App, group: "Group") -> str:
    count = len(group.findings)
    if group.kind == "lines":
        told = app.ngettext(
            "{count} to-do line gets its fields right", "{count} to-do lines get their fields right", count
        )
    elif group.kind == "remove":
        told = app.ngettext(
            "{count} file goes, nothing of it is lost", "{count} files go, nothing of them is lost", count
        )
    elif group.kind == "move":
        told = app.ngettext("{count} file gets its place", "{count} files get their places", count)
    else:
        told = app._("Files and folders are for you only")
    return told.format(count=count)


def _tell(app: App, done: "Mended") -> None:
    count = len(done.findings)
    if count:
        told = app.ngettext("Mended {count}.", "Mended {count}.", count).format(count=count)
        app.screen.err(" ", (told, "good"), (" " + app._("Take it back: {call}").format(call="retro undo"), "dim"))
    for error in done.errors:
        app.screen.err(f"{error.where}: {error.told(app.translate)}")


COMMAND = Command(
    run, help=N_("Find what is wrong with the journal. Nothing changes without --fix."), examples=EXAMPLES
)
