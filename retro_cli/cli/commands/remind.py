"""`retro remind`: what makes the system remind, and what it runs then."""

from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from retro_cli.services.reminding import Installed, Plan

EXAMPLES = N_("""\
retro remind                     is there a reminder, and what would it be
retro remind --install --at 21:30""")


def ways() -> list[str]:
    """What `--with` takes."""
    from retro_cli.domain.reminding.model import WAYS

    return list(WAYS)


def hours() -> list[str]:
    """Hours that are usual for `--at`."""
    return [f"{hour}:{minute}" for hour in (18, 21, 22) for minute in ("00", "30")]


def run(
    at: Annotated[
        str, typer.Option("--at", metavar="HH:MM", help=N_("The hour; else 21:00."), autocompletion=hours)
    ] = "",
    way: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="WAY",
            help=N_("systemd, cron, launchd, prompt; else what is here."),
            autocompletion=ways,
        ),
    ] = "",
    show: Annotated[bool, typer.Option("--print", help=N_("Print what would be installed, and do nothing."))] = False,
    install: Annotated[bool, typer.Option("--install", help=N_("Install it, in the place of an earlier one."))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Take it away."))] = False,
    now: Annotated[bool, typer.Option("--now", help=N_("Remind now, if there is something to remind of."))] = False,
    json: Json = False,
) -> None:
    app = current_app()
    _check(at, way, {"--print": show, "--install": install, "--remove": remove, "--now": now, "--json": json})
    if now:
        _now(app, at)
        return
    from retro_cli.cli.render.reminding import remind_document, show_pieces, show_state
    from retro_cli.services.reminding import installed, key_of

    key = key_of(app.place)
    found = installed(app.env, key)
    if remove:
        _remove(app, key, [one for one in found if way in ("", one.way)], quiet=json)
        found = installed(app.env, key)
    if remove and not json:
        return
    chosen = _plan(app, found, at, way)
    if install:
        _install(app, chosen, found, quiet=json)
        found = installed(app.env, key) if json else found
    if json:
        app.screen.json(remind_document(chosen, found))
    elif show or not (install or app.terminal):
        show_pieces(app, chosen)
    elif not install:
        show_state(app, chosen, found, [*(["--at", at] if at else []), *(["--with", way] if way else [])])


def _check(at: str, way: str, given: "dict[str, bool]") -> None:
    """Raises UsageError for options that do not go together, and for values that are none."""
    from retro_cli.domain.reminding.model import WAYS, read_hour

    alone = [name for name, there in given.items() if there and name != "--json"]
    if given["--now"] and given["--json"]:
        alone.append("--json")
    if len(alone) > 1:
        raise UsageError(N_("{one} and {other} do not go together."), one=alone[0], other=alone[1])
    if at and read_hour(at) is None:
        raise UsageError(N_("{hour} is not an hour such as 21:00."), hour=at)
    if way and way not in WAYS:
        raise UsageError(
            N_("{way} is nothing to remind with."), hint=N_("One of: {known}"), way=way, known=", ".join(WAYS)
        )


def _now(app: App, at: str) -> None:
    """Remind of what is due; say nothing where nothing is, or where the hour `at` has not come yet."""
    from retro_cli.domain.reminding.model import read_hour
    from retro_cli.domain.reminding.when import day_counts, reached, week_ends

    app.require_journal()
    settings = app.settings
    hour: time | None = read_hour(at)
    if hour is not None and not reached(app.now.astimezone(), hour, settings.day_starts_at):
        return
    if not (day_counts(settings, app.today) or week_ends(settings, app.today)):
        return
    from retro_cli.services.reminding import due

    if what := due(app.journal, app.today):
        _tell(app, what)


def _tell(app: App, what: str) -> None:
    """One notification; on a terminal, or where there is none to be had, one line."""
    _ = app.translate
    told = _("This week is not looked back on yet: {call}") if what == "week" else _("Today is not written yet: {call}")
    call = "retro week" if what == "week" else "retro today"
    if not app.terminal:
        from retro_cli.store.reminding.notices import notify

        title = "retro" if app.place.configured else f"retro · {app.place.root.name}"
        if notify(app.env, title, told.format(call=call)):
            return
    if not app.place.configured:
        import shlex

        call += f" -j {shlex.quote(str(app.place.root))}"
    app.screen.out(told.format(call=call))


def _plan(app: App, found: "Sequence[Installed]", at: str, way: str) -> "Plan":
    from retro_cli.services.reminding import plan

    said = app.loaded.origins.get("lang", "default") != "default" and not app.flags.lang
    lang = "" if said else app.lang
    return plan(app.env, app.place, app.settings, found, at=at, way=way, lang=lang)


def _install(app: App, chosen: "Plan", found: "Sequence[Installed]", *, quiet: bool) -> None:
    from retro_cli.cli.render.reminding import call_of, rhythm, show_pieces, tell_unseen
    from retro_cli.services.reminding import install, trouble

    _ = app.translate
    if not app.place.exists:
        raise NotFoundError(
            N_("There is no journal here yet."), hint=N_("Begin with: retro today"), where=str(app.place.root)
        )
    if refused := trouble(app.env, chosen):
        raise refused
    if chosen.is_already(found):
        app.screen.err(_("It is installed already: {when}.").format(when=rhythm(app, chosen)))
        return
    if app.interactive and not quiet:
        show_pieces(app, chosen)
        if app.prompts.confirm(_("Install this?"), True) is not True:
            app.screen.err(_("Nothing was changed."))
            return
    install(app.env, chosen, found)
    told = _("Installed: {when}.").format(when=rhythm(app, chosen))
    app.screen.err(" ", (told, "good"), ("  " + _("Take it away: {call}").format(call=call_of(app, "--remove")), "dim"))
    tell_unseen(app, chosen)


def _remove(app: App, key: str, found: "Sequence[Installed]", *, quiet: bool) -> None:
    from retro_cli.services.reminding import prompt_file, remove

    _ = app.translate
    file = prompt_file(app.env)
    if file:
        app.screen.err(_("Your shell's prompt reminds you: take the lines out of {file}.").format(file=file))
    if not found and not file:
        app.screen.err(_("No reminder is installed: there is nothing to take away."))
    remove(app.env, key, found)
    if not quiet:
        for one in found:
            app.screen.err(" ", (_("Taken away: {places}").format(places=", ".join(one.places)), "good"))


COMMAND = Command(
    run,
    help=N_("Be reminded on workdays when today is not written. Nothing else runs in the background."),
    examples=EXAMPLES,
)
