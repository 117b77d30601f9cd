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
    from retro_cli.services.reminding import prompt_file

    _ = app.translate
    for one in found:
        _show_installed(app, one)
    file = prompt_file(app.env)
    if file:
        app.screen.out(
            " ", (_("Your shell's prompt reminds you: the lines stand in {file}.").format(file=file), "good")
        )
    if not found:
        if given or not file:
            _show_absent(app, plan, given, alone=not file)
        return
    if plan.is_written(found):
        _hint(app, _("Take it away: {call}"), "--remove")
    elif any(_same(one, plan) for one in found):
        _hint(app, _("It is not up to date any more. Install it again: {call}"), *given, "--install")
    else:
        _hint(app, _("It would be {when}: {call}"), *given, "--install", when=rhythm(app, plan))
    tell_unseen(app, plan)


def tell_unseen(app: "App", plan: "Plan") -> None:
    """That nobody would see the reminder, where that is so."""
    from retro_cli.services.reminding import unseen

    if unseen(app.env, plan):
        told = app.translate("Nothing here shows notifications (notify-send): it would only stand in the system's log.")
        app.screen.err(" ", (told, "warn"))


def _show_absent(app: "App", plan: "Plan", given: "Sequence[str]", *, alone: bool) -> None:
    _ = app.translate
    if alone:
        app.screen.out(" ", (_("No reminder is installed."), "title"))
    told = _("It would come {when}, if today is not written by then.")
    if app.settings.rhythm == "weekly":
        told = _("It would come {when}, if the week is not looked back on by then.")
    app.screen.out(" ", told.format(when=rhythm(app, plan)))
    calls = [(call_of(app, *given, "--print"), _("shows what would be written"))]
    if plan.way != "prompt":
        calls.insert(0, (call_of(app, *given, "--install"), _("installs it")))
    app.screen.table([[("→", "dim"), call, (about, "dim")] for call, about in calls], indent=1)
    tell_unseen(app, plan)


def _hint(app: "App", told: str, *words: str, when: str = "") -> None:
    app.screen.out(" ", (told.format(call=call_of(app, *words), when=when), "dim"))


def _same(one: "Installed", plan: "Plan") -> bool:
    """Whether what stands there says the same as what would be installed, though in other words."""
    from retro_cli.domain.reminding.model import hour_text

    return (one.way, one.hour) == (plan.way, hour_text(plan.reminder.hour))


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
    told = _("on workdays at {hour}, by {by}")
    if app.settings.rhythm == "weekly":
        told = _("on the last workday of the week at {hour}, by {by}")
    return told.format(hour=hour, by=by)


def call_of(app: "App", *words: str) -> str:
    """The call of this command with `words`, for the journal of this run."""
    import shlex

    journal = ("-j", str(app.place.root)) if app.place.how in ("flag", "env") and not app.place.configured else ()
    return shlex.join(["retro", "remind", *words, *journal])
