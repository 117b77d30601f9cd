"""The loop at the start of a session: what was to be tried comes back, one key each."""

from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Choice, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.cli.interview import Interview
    from retro_cli.domain.action import ActionItem

DONE, STARTED, DROPPED, LATER, LEFT = "done", "started", "dropped", "later", "left"


def go_through(app: "App", items: "Sequence[ActionItem]", interview: "Interview") -> None:
    """Ask about each action item; what came of it changes its line at once, and may open a section of the interview."""
    waiting = [item for item in items if item.id not in interview.sheet.reviewed]
    for item in waiting:
        outcome = _ask(app, item)
        if outcome != LEFT:
            _settle(app, item, outcome)
        if outcome == DONE:
            _what_came(app, item, interview)
        interview.sheet.reviewed[item.id] = outcome
        interview.keep()


def _ask(app: "App", item: "ActionItem") -> str:
    _ = app.translate
    choices = [
        Choice(DONE, _("done"), "d"),
        Choice(STARTED, _("under way"), "s"),
        Choice(DROPPED, _("drop"), "x"),
        Choice(LATER, _("next week"), "l"),
        Choice(LEFT, _("leave it")),
    ]
    picked: str | Step = app.prompts.key(item.text, choices, enter=LEFT, detail=age(app, item))
    return LEFT if isinstance(picked, Step) else picked


def age(app: "App", item: "ActionItem") -> str:
    """How long an action item has waited, and when it is due."""
    _ = app.translate
    days = item.age(app.today)
    parts = [app.ngettext("{days} day", "{days} days", days).format(days=days)] if days else []
    if item.due is not None:
        from retro_cli.domain.names import day_label

        parts.append(_("due {day}").format(day=day_label(item.due, app.lang, app.today)))
    return " · ".join(parts)


def _settle(app: "App", item: "ActionItem", outcome: str) -> None:
    from retro_cli.errors import RetroError
    from retro_cli.services.todos import change

    try:
        errors = [changed.error for changed in change(app.journal, [item], outcome, app.today)]
    except RetroError as error:
        errors = [error]
    for failed in filter(None, errors):
        app.screen.err((failed.told(app.translate), "warn"), f" {failed.where}")


def _what_came(app: "App", item: "ActionItem", interview: "Interview") -> None:
    """What worked is offered as a good item, what did not as a bad one."""
    _ = app.translate
    sections = {question.section.role: question.section for question in interview.questions if question.section}
    good, bad = sections.get("good"), sections.get("bad")
    if good is None or bad is None:
        return
    lang = app.prompt_lang
    choices = [
        Choice("good", _("it worked → {section}").format(section=good.title(lang)), "w"),
        Choice("bad", _("it did not help → {section}").format(section=bad.title(lang)), "n"),
        Choice("", _("neither")),
    ]
    picked: str | Step = app.prompts.key(_("How did it go?"), choices, enter="")
    if picked == "good":
        interview.add_item(good.key, item.text)
    elif picked == "bad":
        interview.add_item(bad.key, item.text)
