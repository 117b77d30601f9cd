"""The loop at the start of a session: what was to be tried comes back, one key each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Choice, Step
from retro_cli.errors import Interrupted, RetroError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retro_cli.cli.context import App
    from retro_cli.cli.interview import Interview
    from retro_cli.domain.action import ActionItem
    from retro_cli.services.todos import Outcome

DONE, STARTED, DROPPED, LATER, LEFT = "done", "started", "dropped", "later", "left"
_STOP = "stop"
_MANY = 3  # items in a row after which one may want to stop
_SAID = "\n"  # behind the id of an item that is done, while it is asked how that went


@dataclass(frozen=True, slots=True)
class _Settled:
    """What an answer brought about: what became of the line, and the section that the item was put into, if any."""

    outcomes: "Sequence[Outcome]" = ()
    section: str = ""
    text: str = ""


class Loop:
    """The action items of one session, asked one after the other, and back again: what is gone back to is taken back.

    What came of an item changes its line, and may open a section of the interview.
    """

    def __init__(self, app: "App", items: "Sequence[ActionItem]", interview: "Interview") -> None:
        self.app = app
        self.interview = interview
        self.reviewed = interview.sheet.reviewed
        self._command = interview.target.command
        self.items = [item for item in items if item.id not in self.reviewed]
        self._settled: list[_Settled] = []

    def go_through(self) -> None:
        """Ask about each item that was not asked about yet, until all are or the user has enough."""
        while len(self._settled) < len(self.items):
            item = self.items[len(self._settled)]
            answer = self._ask(item)
            if answer == _STOP:
                return
            if not isinstance(answer, Step):
                self._settle(item, answer)
            elif self._settled:
                self._take_back()

    def go_back(self) -> bool:
        """Take the last answer back and go on from there; False where there is none."""
        if not self._settled:
            return False
        self._take_back()
        self.go_through()
        return True

    def _ask(self, item: "ActionItem") -> str | Step:
        app, said = self.app, item.id + _SAID in self.reviewed
        if said:
            app.screen.out(f" {item.text} › ", (app.translate("done"), "accent"))
            return DONE
        _ = app.translate
        choices = [
            Choice(DONE, _("done"), "d"),
            Choice(STARTED, _("under way"), "s"),
            Choice(DROPPED, _("drop"), "x"),
            Choice(LATER, _("next week"), "l"),
            *([Choice(_STOP, _("enough"), "e")] if len(self.items) > _MANY else []),
            Choice(LEFT, _("leave it")),
        ]
        with app.prompts.nothing_before(not self._settled):
            return app.prompts.key(item.text, choices, enter=LEFT, detail=age(app, item))

    def _settle(self, item: "ActionItem", answer: str) -> None:
        section = ""
        if answer == DONE:
            self.reviewed[item.id + _SAID] = DONE
            self.interview.keep()
            came = self._came(item)
            self.reviewed.pop(item.id + _SAID, None)
            if isinstance(came, Step):
                return
            section = came
        outcomes = settle(self.app, [item], answer, self._command) if answer != LEFT else []
        self._settled.append(self._put(item, section, outcomes))
        self.reviewed[item.id] = answer
        self.interview.keep()

    def _came(self, item: "ActionItem") -> str | Step:
        """What worked is offered as a good item, what did not as a bad one; who leaves here has said: done."""
        try:
            return _what_came(self.app, self.interview)
        except Interrupted:
            settle(self.app, [item], DONE, self._command)
            raise

    def _put(self, item: "ActionItem", section: str, outcomes: "Sequence[Outcome]") -> _Settled:
        from retro_cli.domain.digest import kept_private

        text = kept_private(item.text, item.private)
        put = bool(section) and self.interview.add_item(section, text)
        return _Settled(outcomes, section if put else "", text)

    def _take_back(self) -> None:
        """Undo what the last answer brought about: its line is as it was, what it put into a section is gone."""
        last = self._settled.pop()
        self.reviewed.pop(self.items[len(self._settled)].id, None)
        if last.section:
            self.interview.sheet.remove_item(last.section, last.text)
        self.interview.keep()
        for outcome in last.outcomes:
            self._restore(outcome)

    def _restore(self, outcome: "Outcome") -> None:
        from retro_cli.services.taking_back import take_back

        try:
            take_back(self.app.journal, outcome, command=self._command)
        except RetroError as error:
            _tell(self.app, error)


class Remembered:
    """While this is entered: what comes of action items is remembered for the day, and what is taken back forgotten."""

    def __init__(self, app: "App", interview: "Interview") -> None:
        from retro_cli.store.gone_through import outcomes_of

        self.app = app
        self.reviewed = interview.sheet.reviewed
        self.known = outcomes_of(app.journal.state, app.today)
        self._kept = dict(self.known)

    def __enter__(self) -> "Remembered":
        return self

    def __exit__(self, *_: object) -> None:
        from retro_cli.store.gone_through import keep_outcomes

        now = {**self.known, **self.reviewed}
        if now != self._kept:
            keep_outcomes(self.app.journal.state, self.app.today, now)
            self._kept = now

    def around(self, step: "Callable[[], bool]") -> "Callable[[], bool]":
        """`step`, with what comes of it remembered."""

        def remembered() -> bool:
            with self:
                return step()

        return remembered


def age(app: "App", item: "ActionItem") -> str:
    """How long an action item has waited, and when it is due."""
    _ = app.translate
    days = item.age(app.today)
    parts = [app.ngettext("{days} day", "{days} days", days).format(days=days)] if days else []
    if item.due is not None:
        from retro_cli.domain.names import day_label

        parts.append(_("due {day}").format(day=day_label(item.due, app.lang, app.today)))
    return " · ".join(parts)


def title(app: "App", told: str) -> None:
    """The line above the loop, with the key that takes an answer back."""
    hint = app.translate("⇧Tab takes the last answer back")
    app.screen.out((f" {told}", "title"), (f"     ({hint})", "dim"))


def settle(app: "App", items: "Sequence[ActionItem]", outcome: str, command: str = "today") -> "list[Outcome]":
    """Change the lines of action items; what could not be changed is told, and the session goes on."""
    from retro_cli.services.todos import change

    try:
        outcomes = change(app.journal, items, outcome, app.today, command=command)
    except RetroError as error:
        _tell(app, error)
        return []
    for one in outcomes:
        if one.error is not None:
            _tell(app, one.error)
    return outcomes


def _tell(app: "App", error: RetroError) -> None:
    _ = app.translate
    app.screen.err((error.told(_), "warn"), f" {error.where}")
    if hint := error.way_out(_):
        app.screen.err(f"  → {hint}")


def _what_came(app: "App", interview: "Interview") -> str | Step:
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
    return app.prompts.key(_("How did it go?"), choices, enter="")
