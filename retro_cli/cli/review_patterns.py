"""What came back, before the questions of a review: a line or two, and the offer to try something about it."""

from hashlib import blake2b
from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Choice, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.cli.review_interview import ReviewInterview
    from retro_cli.domain.format import SectionSpec
    from retro_cli.domain.patterns.model import Recurring

_ASKED = "asked"
AT_ONCE = 2


def came_back(app: "App", interview: "ReviewInterview") -> None:
    """Show the problems that came back in a week, and offer an action item for one that nothing was tried about.

    Each is offered once an interview, also over an interruption; an item goes into the review's own section for them.
    """
    problems = _problems(app, interview)
    if not problems:
        return
    week = interview.view.period.kind == "week"
    title = app.translate("Came back this week") if week else app.translate("Kept coming back")
    app.screen.out((f" {title}", "title"))
    section = next((one.section for one in interview.questions if one.section and one.section.kind == "actions"), None)
    for problem in problems:
        _show(app, problem)
        if problem.untried and section is not None:
            _offer(app, interview, problem, section)


def _problems(app: "App", interview: "ReviewInterview") -> "Sequence[Recurring]":
    from retro_cli.domain.rollup import RollUp

    rolled = interview.view.rolled
    if isinstance(rolled, RollUp):
        from retro_cli.services.patterns import came_back_in

        return came_back_in(app.journal, rolled.week, app.today)
    return rolled.recurring[:AT_ONCE]


def _show(app: "App", problem: "Recurring") -> None:
    from retro_cli.cli.render.marks import GLYPHS
    from retro_cli.domain.names import day_label

    days = sorted({said.date for said in problem.sayings})
    before = app.translate("before: {days}").format(
        days=", ".join(day_label(day, app.lang, app.today) for day in days[-2:-5:-1])
    )
    app.screen.beside([" ", (f"{len(days)}×", "accent"), " "], problem.text, (f"  {before}", "dim"))
    for tried in problem.tried[-2:]:
        glyph, style = GLYPHS[tried.item.state]
        app.screen.beside(["    ", (glyph, style), " "], (tried.item.text, "dim"))


def _offer(app: "App", interview: "ReviewInterview", problem: "Recurring", section: "SectionSpec") -> None:
    key = f"pattern-{blake2b(problem.text.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
    if key in interview.sheet.reviewed:
        return
    _ = app.translate
    choices = [Choice("yes", _("yes"), "y"), Choice("no", _("no"), "n")]
    answer = app.prompts.key(_("Nothing tried yet. Try something about it?"), choices, enter="no")
    if answer == "yes":
        typed = app.prompts.line(_("What will you try?"), hint=section.title(app.prompt_lang))
        if isinstance(typed, Step):
            return
        if typed.strip():
            interview.add_item(section.key, typed.strip())
    interview.sheet.reviewed[key] = _ASKED
    interview.keep()
