"""The first use of a journal: how often, in which format. Asked once and remembered in the journal's settings."""

from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Choice, Step
from retro_cli.errors import N_, Interrupted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retro_cli.cli.context import App
    from retro_cli.domain.format import Format

DAILY, WEEKLY, BOTH = "daily", "weekly", "both"

_RHYTHMS = (
    (BOTH, N_("Both"), N_("a few questions a day, and a look back on the week")),
    (DAILY, N_("Daily"), N_("a few questions at the end of the day")),
    (WEEKLY, N_("Weekly"), N_("one review at the end of the week")),
)


def is_first_use(app: "App") -> bool:
    """Whether nobody chose a rhythm yet and nothing was written."""
    return app.settings.rhythm is None and app.loaded.origins.get("format") == "default" and not app.journal.paths()


def ask_first_use(app: "App", *, format_given: bool = False) -> str:
    """Ask the rhythm and a format for each; returns the rhythm. Interrupted leaves everything as it was."""
    try:
        rhythm, formats = _asked(app, format_given)
    except Interrupted:
        raise Interrupted(N_("Left. Nothing was written.")) from None
    _remember(app, {"rhythm": rhythm, **formats})
    return rhythm


def _asked(app: "App", format_given: bool) -> "tuple[str, Mapping[str, str]]":
    _ = app.translate
    app.screen.out((" " + _("Welcome to retro. A few short choices, and you can write."), "title"))
    rhythm = BOTH
    formats: dict[str, str] = {}
    steps = ["rhythm"]
    at = 0
    while at < len(steps):
        step = steps[at]
        if step == "rhythm":
            choices = [Choice(value, _(title), None, _(told)) for value, title, told in _RHYTHMS]
            picked = app.prompts.select(_("How often do you want to look back?"), choices, default=rhythm)
            if isinstance(picked, Step):
                continue
            rhythm = picked
            steps = ["rhythm", *_formats_to_ask(rhythm, format_given)]
        else:
            chosen = _pick_format(app, step)
            if isinstance(chosen, Step):
                at -= 1
                continue
            formats[step] = chosen
        at += 1
    return rhythm, {key: value for key, value in formats.items() if key in steps}


def _formats_to_ask(rhythm: str, format_given: bool) -> list[str]:
    day = [] if rhythm == WEEKLY or format_given else ["format"]
    return [*day, *([] if rhythm == DAILY else ["week_format"])]


def _pick_format(app: "App", key: str) -> str | Step:
    from retro_cli.domain.labels import pick

    _ = app.translate
    period = "day" if key == "format" else "week"
    default = app.settings.format if key == "format" else app.settings.week_format
    found = [one for one in app.formats.by_name.values() if one.period in (period, "any")]
    found.sort(key=lambda one: (one.name != default, one.period == "any" and period == "week", _rank(one)))
    question = _("Which questions for the day?") if period == "day" else _("Which questions for the week?")
    lang = app.prompt_lang
    choices = [Choice(one.name, pick(one.title, lang) or one.name, None, pick(one.summary, lang)) for one in found]
    return app.prompts.select(question, choices, default=default)


_FAMILIAR = ("kpt", "cdfa", "log", "good-bad", "4l", "learned", "ywt", "wwl")


def _rank(format: "Format") -> tuple[int, str]:
    known = _FAMILIAR.index(format.name) if format.name in _FAMILIAR else len(_FAMILIAR)
    return known, format.name


def _remember(app: "App", values: "Mapping[str, str]") -> None:
    """Keep the choices in the journal's settings, which are made with all of their comments where there are none."""
    from retro_cli.cli.render.said import made_journal
    from retro_cli.services.founding import make_journal
    from retro_cli.store.locations import SETTINGS_FILE
    from retro_cli.store.set_value import write_setting

    new = not app.place.exists
    with app.history.founding():
        make_journal(app.place.root, app.translate, history=app.history)
        for key, value in values.items():
            write_setting(app.place.root / SETTINGS_FILE, key, value, user_file=False, history=app.history)
    app.reload()
    if new and app.place.configured:  # else the header names it
        made_journal(app)
