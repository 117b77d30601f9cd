"""The state of the reminder, and what would be installed."""

from typing import TYPE_CHECKING

from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.cli.render.documents import Document
    from retro_cli.services.reminding import Installed, Plan

# What reminds, in a few words.
_BY = {
    "systemd": N_("a systemd timer"),
    "cron": N_("cron"),
    "launchd": N_("launchd"),
    "prompt": N_("the shell's prompt"),
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def rhythm(app: "App", plan: "Plan") -> str:
    """When it reminds, and by what."""
    from retro_cli.domain.reminding.model import hour_text

    return _when(app, hour_text(plan.reminder.hour), plan.way)


def show_state(app: "App", plan: "Plan", found: "Sequence[Installed]", given: "Sequence[str]") -> None:
    """What is installed, and what `--install` would do; `given` are the options that chose it."""
    _ = app.translate
    for one in found:
        _show_installed(app, one)
    if plan.is_already(found):
        app.screen.out(" ", (_("Take it away: {call}").format(call=call_of(app, "--remove")), "dim"))
        return
    if found:
        told = _("It would be {when}: {call}").format(when=rhythm(app, plan), call=call_of(app, *given, "--install"))
        app.screen.out(" ", (told, "dim"))
        return
    app.screen.out(" ", (_("No reminder is installed."), "title"))
    told = _("It would come {when}, if today is not written by then.").format(when=rhythm(app, plan))
    app.screen.out(" ", told)
    calls = [(call_of(app, *given, "--print"), _("shows what would be written"))]
    if plan.way != "prompt":
        calls.insert(0, (call_of(app, *given, "--install"), _("installs it")))
    app.screen.table([[("→", "dim"), call, (about, "dim")] for call, about in calls], indent=1)


def show_pieces(app: "App", plan: "Plan") -> None:
    """The texts that would be installed, on stdout; where they go, on stderr."""
    for index, text in enumerate(plan.texts):
        if index:
            app.screen.out()
        app.screen.err((app.translate("For {place}:").format(place=plan.places[index]), "dim"))
        app.screen.raw(text if text.endswith("\n") else f"{text}\n")


def remind_document(plan: "Plan", found: "Sequence[Installed]") -> "Document":
    """The document of `remind`: `current` is whether what stands there is what would be installed now."""
    from retro_cli.cli.render.documents import VERSION
    from retro_cli.domain.reminding.model import hour_text

    return {
        "version": VERSION,
        "installed": [
            {
                "way": one.way,
                "at": one.hour or None,
                "active": one.active,
                "current": one.way == plan.way and one.texts == plan.texts,
                "places": list(one.places),
            }
            for one in found
        ],
        "plan": {
            "way": plan.way,
            "at": hour_text(plan.reminder.hour),
            "days": [_DAYS[day] for day in plan.reminder.days],
            "command": list(plan.reminder.call),
            "files": [{"place": place, "text": text} for place, text in zip(plan.places, plan.texts, strict=True)],
        },
    }


def _show_installed(app: "App", one: "Installed") -> None:
    _ = app.translate
    told = _("A reminder is installed: {when}.").format(when=_when(app, one.hour, one.way))
    app.screen.out(" ", (told, "good" if one.active else "warn"))
    if not one.active:
        app.screen.out(
            " ",
            (
                _("The system does not go by it. Install it again: {call}").format(call=call_of(app, "--install")),
                "warn",
            ),
        )
    for place in one.places:
        app.screen.out("   ", (place, "dim"))


def _when(app: "App", hour: str, way: str) -> str:
    _ = app.translate
    by = _(_BY[way])
    if not hour:
        return _("at times of your own, by {by}").format(by=by)
    return _("on workdays at {hour}, by {by}").format(hour=hour, by=by)


def call_of(app: "App", *words: str) -> str:
    """The call of this command with `words`, for the journal of this run."""
    import shlex

    journal = ("-j", str(app.place.root)) if app.place.how in ("flag", "env") and not app.place.configured else ()
    return shlex.join(["retro", "remind", *words, *journal])
