"""The loop at the start of a session: what was to be tried comes back, one key each."""

from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Choice, Step
from retro_cli.errors import Interrupted, RetroError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.cli.interview import Interview
    from retro_cli.domain.action import ActionItem

DONE, STARTED, DROPPED, LATER, LEFT = "done", "started", "dropped", "later", "left"
_STOP = "stop"
_MANY = 3  # items in a row after which one may want to stop
_SAID = "\n"  # behind the id of an item that is done, while it is asked how that went


def go_through(app: "App", items: "Sequence[ActionItem]", interview: "Interview") -> None:
    """Ask about each action item; what came of it changes its line, and may open a section of the interview."""
    reviewed = interview.sheet.reviewed
    waiting = [item for item in items if item.id not in reviewed]
    for item in waiting:
        said = item.id + _SAID in reviewed
        if said:
            app.screen.out(f" {item.text} › ", (app.translate("done"), "accent"))
        outcome = DONE if said else _ask(app, item, stop=len(waiting) > _MANY)
        if outcome == _STOP:
            break
        if outcome == DONE:
            reviewed[item.id + _SAID] = DONE
            interview.keep()
            _done(app, item, interview)
        elif outcome != LEFT:
            settle(app, [item], outcome)
        reviewed.pop(item.id + _SAID, None)
        reviewed[item.id] = outcome
        interview.keep()


def _ask(app: "App", item: "ActionItem", *, stop: bool) -> str:
    _ = app.translate
    choices = [
        Choice(DONE, _("done"), "d"),
        Choice(STARTED, _("under way"), "s"),
        Choice(DROPPED, _("drop"), "x"),
        Choice(LATER, _("next week"), "l"),
        *([Choice(_STOP, _("enough"), "e")] if stop else []),
        Choice(LEFT, _("leave it")),
    ]
    while True:
        picked: str | Step = app.prompts.key(item.text, choices, enter=LEFT, detail=age(app, item))
        if not isinstance(picked, Step):
            return picked


def age(app: "App", item: "ActionItem") -> str:
    """How long an action item has waited, and when it is due."""
    _ = app.translate
    days = item.age(app.today)
    parts = [app.ngettext("{days} day", "{days} days", days).format(days=days)] if days else []
    if item.due is not None:
        from retro_cli.domain.names import day_label

        parts.append(_("due {day}").format(day=day_label(item.due, app.lang, app.today)))
    return " · ".join(parts)


def settle(app: "App", items: "Sequence[ActionItem]", outcome: str) -> None:
    """Change the lines of action items; what could not be changed is told, and the session goes on."""
    from retro_cli.services.todos import change

    try:
        errors = [one.error for one in change(app.journal, items, outcome, app.today)]
    except RetroError as error:
        errors = [error]
    _ = app.translate
    for failed in filter(None, errors):
        app.screen.err((failed.told(_), "warn"), f" {failed.where}")
        if hint := failed.way_out(_):
            app.screen.err(f"  → {hint}")


def _done(app: "App", item: "ActionItem", interview: "Interview") -> None:
    """Tick an item that is done; what worked is offered as a good item, what did not as a bad one."""
    try:
        section = _what_came(app, interview)
    except Interrupted:
        settle(app, [item], DONE)
        raise
    settle(app, [item], DONE)
    if section:
        from retro_cli.domain.digest import kept_private

        interview.add_item(section, kept_private(item.text, item.private))


def _what_came(app: "App", interview: "Interview") -> str:
    """The section that an item belongs to now, by how it went; empty for neither."""
    _ = app.translate
    sections = [question.section for question in interview.questions if question.section]
    good = next((spec for spec in sections if spec.role == "good" and spec.kind == "list"), None)
    bad = next((spec for spec in sections if spec.role == "bad" and spec.kind == "list"), None)
    if good is None or bad is None:
        return ""
    lang = app.prompt_lang
    choices = [
        Choice(good.key, _("it worked → {section}").format(section=good.title(lang)), "w"),
        Choice(bad.key, _("it did not help → {section}").format(section=bad.title(lang)), "n"),
        Choice("", _("neither")),
    ]
    while True:
        picked: str | Step = app.prompts.key(_("How did it go?"), choices, enter="")
        if not isinstance(picked, Step):
            return picked
