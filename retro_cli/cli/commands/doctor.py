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
    from retro_cli.services.doctor.mending import Group

EXAMPLES = N_("""\
retro doctor
retro doctor --fix               shows each change, and asks""")

_SOMETHING_WRONG = 4
_ROUNDS = 5


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
    mended: list[Finding] = []
    errors: Sequence[RetroError] = ()
    if fix:
        diagnosis, errors = _fix(app, diagnosis, mended, quiet=json, ask=not yes)
    if json:
        app.screen.json(doctor_document(diagnosis.findings, mended, app.translate))
    else:
        show(app, diagnosis)
    if diagnosis.problems:
        raise typer.Exit(_SOMETHING_WRONG)
    if errors:
        raise typer.Exit(errors[0].exit_code)


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


def _fix(
    app: App, diagnosis: "Diagnosis", mended: "list[Finding]", *, quiet: bool, ask: bool
) -> "tuple[Diagnosis, Sequence[RetroError]]":
    """Mend what somebody says yes to, added to `mended`; what is found then, and the errors of what could not be mended
    in the end. One move can make room for another."""
    from retro_cli.cli.tolerant import tolerate
    from retro_cli.services.doctor.mending import mend

    asking = _Asking(app, quiet=quiet, ask=ask)
    errors: Sequence[RetroError] = ()
    for _ in range(_ROUNDS):
        if not (chosen := asking.chosen(diagnosis)):
            break
        done = mend(app.journal, chosen, "doctor --fix")
        mended += done.findings
        errors = done.errors
        if not done.findings:
            break
        diagnosis = _examine(app, tolerate(app))
    _tell(app, mended, errors, anything=asking.anything)
    return diagnosis, errors


class _Asking:
    """The questions of one run: a group that was declined is not asked about again."""

    def __init__(self, app: App, *, quiet: bool, ask: bool) -> None:
        self._app = app
        self._quiet = quiet
        self._all = not ask
        self._declined: set[str] = set()
        self.anything = False

    def chosen(self, diagnosis: "Diagnosis") -> "list[Group]":
        """The groups that are to be mended, each shown before."""
        from retro_cli.cli.render.doctor import show_differences
        from retro_cli.services.doctor.mending import differences, groups

        chosen: list[Group] = []
        for group in groups(diagnosis.mendable):
            if group.kind in self._declined:
                continue
            self.anything = True
            if not self._quiet:
                self._app.screen.out(" ", (_titled(self._app, group), "title"))
                show_differences(self._app, differences(self._app.journal, group))
            answer = "yes" if self._all else _ask(self._app)
            self._all = self._all or answer == "all"
            if answer == "no":
                self._declined.add(group.kind)
            else:
                chosen.append(group)
            if not self._quiet:
                self._app.screen.out()
        return chosen


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


def _tell(app: App, mended: "Sequence[Finding]", errors: "Sequence[RetroError]", *, anything: bool) -> None:
    count = len(mended)
    if count:
        told = app.ngettext("Mended {count}.", "Mended {count}.", count).format(count=count)
        app.screen.err(" ", (told, "good"), (" " + _taking_back(app, mended), "dim"))
    elif anything:
        app.screen.err(app._("Nothing was changed."))
    for error in errors:
        app.screen.err(f"{error.where}: {error.told(app.translate)}")


def _taking_back(app: App, mended: "Sequence[Finding]") -> str:
    """How to take back what was mended; permissions are no part of any file's text, and stay."""
    from retro_cli.domain.checks.model import Close

    modes = sum(isinstance(finding.mend, Close) for finding in mended)
    if modes == len(mended):
        return app._("Permissions are not taken back by retro undo.")
    told = app._("Take it back, all but the permissions: {call}") if modes else app._("Take it back: {call}")
    return told.format(call="retro undo")


COMMAND = Command(
    run, help=N_("Find what is wrong with the journal. Nothing changes without --fix."), examples=EXAMPLES
)
