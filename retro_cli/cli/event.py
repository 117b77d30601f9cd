"""What an entry of a repeating format is about, and when that was: asked before its questions."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Step
from retro_cli.cli.render import said
from retro_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro_cli.cli.context import App
    from retro_cli.cli.interview import Interview


def ask_title_and_days(app: "App", interview: "Interview", *, day_given: bool) -> None:
    """Ask for the title and for the day, or days, that are not known yet; the draft has each as soon as it is given.

    From the first question one goes back to them.
    """
    from retro_cli.store.drafts import DAYS, TITLE

    sheet = interview.sheet
    if sheet.at not in ("", TITLE, DAYS):
        return
    earlier = list(interview.earlier)
    steps: list[Callable[[App, Interview], bool]] = [
        *([] if sheet.title or sheet.at == DAYS else [_ask_title]),
        *([] if day_given or sheet.end is not None else [_ask_days]),
    ]

    def ask(at: int) -> None:
        while at < len(steps):
            with app.prompts.nothing_before(at == 0 and not earlier):
                answered = steps[at](app, interview)
            if not answered and at == 0:
                any(way() for way in reversed(earlier))
            else:
                at += 1 if answered else -1

    def again() -> bool:
        ask(len(steps) - 1)
        return True

    ask(0)
    if steps:
        interview.earlier.append(again)
    if interview.questions:
        sheet.at, sheet.partial = interview.questions[0].key, ""
    interview.keep()


def _ask_title(app: "App", interview: "Interview") -> bool:
    """Ask what it is about; False where the user went back."""
    from retro_cli.store.drafts import TITLE

    _ = app.translate
    sheet = interview.sheet
    typed = app.prompts.line(
        _("What is it about?"),
        default=interview.half_typed(TITLE) or sheet.title,
        hint=_("a title; enter: none"),
        on_leave=interview.keep_half_typed,
    )
    if isinstance(typed, Step):
        return False
    sheet.title = typed
    interview.keep()
    return True


def _ask_days(app: "App", interview: "Interview") -> bool:
    """Ask when it was; False where the user went back."""
    from retro_cli.domain.period import parse_span
    from retro_cli.store.drafts import DAYS

    _ = app.translate
    shown = said.days_label(app, interview.target.day)
    typed = app.prompts.line(
        _("When was it?"),
        default=interview.half_typed(DAYS),
        on_leave=interview.keep_half_typed,
        hint=_("enter: {day}; or a day, or days as 09-03..04").format(day=shown),
        validate=lambda text: _fault(app, text),
    )
    if isinstance(typed, Step):
        return False
    if typed:
        span = parse_span(typed, app.today, course=app.settings.course)
        interview.placed = True
        interview.sheet.end = span.end if span.end != span.start else None
        interview.target = replace(interview.target, day=span.start, end=interview.sheet.end)
        app.screen.out((f" {said.days_label(app, span.start, interview.sheet.end)}", "dim"))
        said.future_line(app, span.start)
    return True


def _fault(app: "App", text: str) -> str | None:
    from retro_cli.domain.period import parse_span

    if not text.strip():
        return None
    try:
        parse_span(text, app.today, course=app.settings.course)
    except UsageError as error:
        return error.told(app.translate)
    return None
