"""Questions that one key answers: the loop's line, a scale, yes or no."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.utils import get_cwidth

from retro_cli.cli.prompts import asking
from retro_cli.cli.prompts.model import Back, Choice
from retro_cli.domain.text import clean, visible

if TYPE_CHECKING:
    from retro_cli.cli.prompts.prompter import Prompter

T = TypeVar("T")

COMMIT_GAP = 0.05  # seconds in which an input method sends the Enter or the space that ended a syllable


class Picks:
    """Bindings under which a letter answers at once, Latin or the Hangul on the same key.

    `pick` gives what a Latin letter stands for as a one-tuple, or None; `enter` what Enter stands for. An input method
    hands over a letter only with the Enter or space that ends it: that key belongs to this answer, not to the next.
    `bound` are letters that the question has bound itself.
    """

    def __init__(self, pick: Callable[[str], tuple[Any] | None], enter: Callable[[], Any], bound: str = "") -> None:
        self.pick = pick
        self.enter = enter
        self.committed: tuple[Any] | None = None
        self.bindings = KeyBindings()
        self.bindings.add("enter", eager=True)(self._enter)
        self.bindings.add(Keys.Any)(self._letter)  # not eager: the terminal's own reports are keys as well
        for letter in bound:
            self.bindings.add(letter, eager=True)(self._letter)
        self.bindings.add(Keys.BracketedPaste, eager=True)(asking.ignore)

    def _enter(self, event: KeyPressEvent) -> None:
        asking.leave(event, self.committed[0] if self.committed else self.enter())

    def _letter(self, event: KeyPressEvent) -> None:
        from retro_cli.domain.hangul import to_keys

        if self.committed:
            asking.leave(event, self.committed[0])
            if event.data != " ":
                event.key_processor.feed(event.key_sequence[0], first=True)
            return
        if isinstance(event.key_sequence[0].key, Keys):
            return  # an arrow, a control key: no letter
        typed = clean(event.data)
        keys = to_keys(typed).lower()
        picked = self.pick(keys[0]) if keys else None
        if picked is None:
            return
        for key in reversed(keys[1:]):
            event.key_processor.feed(KeyPress(key), first=True)
        if typed.isascii() or keys[1:]:
            asking.leave(event, picked[0])
            return
        self.committed = picked
        event.app.create_background_task(self._leave_soon(event))

    async def _leave_soon(self, event: KeyPressEvent) -> None:
        await asyncio.sleep(COMMIT_GAP)
        if self.committed:
            asking.leave(event, self.committed[0])


def key(ask: "Prompter", question: str, choices: Sequence[Choice[T]], *, enter: T, detail: str = "") -> T | Back:
    """See `Prompter.key`."""
    by_key = {choice.key.lower(): choice for choice in choices if choice.key}

    def told(value: T) -> str:
        return next((choice.title for choice in choices if choice.value == value), "")

    keys: asking.Fragments = []
    for choice in by_key.values():
        keys += [("class:key", f"[{choice.key}]"), ("", f" {visible(choice.title)} ")]
    if told(enter):
        keys += [("class:dim", f"· enter {visible(told(enter))}")]

    def pick(letter: str) -> tuple[T] | None:
        return (by_key[letter].value,) if letter in by_key else None

    asked = question + (f"  {detail}" if detail else "")
    result = _press(ask, question, detail, keys, Picks(pick, lambda: enter))
    settled: T | Back = asking.settle(ask, result, asked, told)
    return settled


def scale(ask: "Prompter", question: str, low: int, high: int, default: int | None) -> int | Back | None:
    """See `Prompter.scale`."""
    _ = ask.translate
    if low < 0 or high > 9:
        return _number(ask, question, low, high, default)
    keys: asking.Fragments = [("class:key", " ".join(str(number) for number in range(low, high + 1)) + " ")]
    told = _("enter skips") if default is None else _("enter keeps {value}").format(value=default)
    keys += [("class:dim", f"· {told}")]

    def pick(letter: str) -> tuple[int] | None:
        return (int(letter),) if letter in "0123456789" and low <= int(letter) <= high else None

    result = _press(ask, question, "", keys, Picks(pick, lambda: default))
    settled: int | Back | None = asking.settle(
        ask, result, question, lambda value: "–" if value is None else str(value)
    )
    return settled


def _number(ask: "Prompter", question: str, low: int, high: int, default: int | None) -> int | Back | None:
    from retro_cli.cli.prompts.line import line
    from retro_cli.cli.prompts.model import BACK

    _ = ask.translate

    def wrong(text: str) -> str | None:
        if not text or (text.lstrip("-").isdecimal() and low <= int(text) <= high):
            return None
        return _("A whole number from {low} to {high}").format(low=low, high=high)

    given = "" if default is None else str(default)
    answer = line(ask, question, default=given, hint=f"{low}–{high}", validate=wrong)
    if answer is BACK:
        return BACK
    return int(answer) if answer else None


def confirm(ask: "Prompter", question: str, default: bool) -> bool | Back:
    """See `Prompter.confirm`."""
    import questionary

    _ = ask.translate

    def pick(letter: str) -> tuple[bool] | None:
        return {"y": (True,), "n": (False,)}.get(letter)

    asked = questionary.confirm(
        visible(question),
        default=default,
        qmark="",
        instruction="(Y/n) " if default else "(y/N) ",
        **asking.looks(ask),
    )
    application = asked.application
    application.style = asking.looks(ask)["style"]
    application.key_bindings = merge_key_bindings(
        [
            application.key_bindings or KeyBindings(),
            asking.leaving(),
            Picks(pick, lambda: default, bound="yYnN").bindings,
        ]
    )

    def told(value: bool) -> str:
        return _("yes") if value else _("no")

    settled: bool | Back = asking.settle(ask, asking.run(application), question, told)
    return settled


def _press(ask: "Prompter", question: str, detail: str, keys: asking.Fragments, picks: Picks) -> Any:
    def line() -> asking.Fragments:
        used = 1 + get_cwidth(visible(question)) + (2 + get_cwidth(visible(detail)) if detail else 0)
        needed = sum(get_cwidth(fragment[1]) for fragment in keys)
        fits = used + 3 + needed < asking.columns()
        shown: asking.Fragments = [("class:question", f" {visible(question)}")]
        if detail:
            shown += [("class:dim", f"  {visible(detail)}")]
        return [*shown, ("", "   " if fits else "\n    "), *keys]

    window = Window(FormattedTextControl(line, show_cursor=False), wrap_lines=True, dont_extend_height=True)
    application: Application[Any] = Application(
        layout=Layout(window),
        key_bindings=merge_key_bindings([asking.leaving(), picks.bindings]),
        **asking.looks(ask),
    )
    return asking.run(application)
