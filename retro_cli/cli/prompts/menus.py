"""Choosing from a list, one or several; questionary keeps the list, the looks and the extra keys are ours."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import get_cwidth

from retro_cli.cli.prompts import asking
from retro_cli.cli.prompts.keypress import Picks
from retro_cli.cli.prompts.model import BACK, Back, Choice
from retro_cli.domain.text import clean, fold, visible

if TYPE_CHECKING:
    from questionary import Question
    from questionary.prompts.common import InquirerControl

    from retro_cli.cli.prompts.prompter import Prompter

T = TypeVar("T")

_SENTENCE_END = re.compile(r"[.!?](?= )|。")


def select(
    ask: "Prompter", question: str, choices: Sequence[Choice[T]], *, default: T | None = None, hint: str = ""
) -> T | Back:
    """See `Prompter.select`."""
    import questionary

    start = next((index for index, choice in enumerate(choices) if default is not None and choice.value == default), 0)
    offered = [
        questionary.Choice(title=visible(choice.title), value=str(index)) for index, choice in enumerate(choices)
    ]
    asked = questionary.select(
        visible(question),
        offered,
        default=offered[start],
        qmark="",
        instruction=f"({visible(hint)})" if hint else " ",
        use_jk_keys=False,
        **asking.looks(ask),
    )
    control = _control(asked)
    keys = _letters(choices)
    control.text = lambda: _rows(control, choices, [f"{letter} " for letter in keys] if keys else [])

    def pick(letter: str) -> tuple[str] | None:
        if letter in keys:
            return (str(keys.index(letter)),)
        if letter in "jk":
            _move(control, 1 if letter == "j" else -1)
        return None

    picks = Picks(pick, lambda: control.get_pointed_at().value)
    result = _ask(ask, asked, picks.bindings)
    answer: T | Back = BACK if result is BACK else choices[int(result)].value
    chosen = "" if result is BACK else choices[int(result)].title
    settled: T | Back = asking.settle(ask, answer, question, lambda _: chosen)
    return settled


def checkbox(
    ask: "Prompter", question: str, choices: Sequence[Choice[T]], *, filter: bool = True, hint: str | None = None
) -> list[T] | Back:
    """See `Prompter.checkbox`."""
    import questionary

    _ = ask.translate
    if hint is None:
        hint = _("space picks · ^A all · type to filter · enter") if filter else _("space picks · ^A all · enter")
    offered = [
        questionary.Choice(title=visible(choice.title), value=str(index), checked=choice.checked)
        for index, choice in enumerate(choices)
    ]
    asked = questionary.checkbox(
        visible(question), offered, qmark="", instruction=f"({visible(hint)})", use_jk_keys=False, **asking.looks(ask)
    )
    control = _control(asked)
    search = _Search(control, choices)
    missing = _("nothing like this")

    def rows() -> asking.Fragments:
        marks = ["● " if str(index) in control.selected_options else "○ " for index in range(len(choices))]
        found = [] if control.found_in_search else [("class:error", f"  {missing}")]
        typed = [("class:key", f"   / {visible(search.typed)}"), *found, ("", "\n")] if search.typed else []
        return [*typed, *_rows(control, choices, marks)]

    control.text = rows
    result: tuple[str, ...] | Back = _ask(ask, asked, search.bindings(filter=filter))
    if result is BACK:
        asking.went_back(ask)
        return BACK
    picked = [choice for index, choice in enumerate(choices) if str(index) in result]
    asking.record(ask, question, ", ".join(choice.title for choice in picked) or "–")
    return [choice.value for choice in picked]


class _Search:
    """What was typed to narrow a list down, and the keys that do it."""

    def __init__(self, control: "InquirerControl", choices: Sequence[Choice[Any]]) -> None:
        self.control = control
        self.all = list(control.choices)
        self.folded = [fold(choice.title) for choice in choices]
        self.typed = ""
        control.found_in_search = True

    def bindings(self, *, filter: bool) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter", eager=True)(lambda event: asking.leave(event, self._picked()))
        keys.add("c-a", eager=True)(lambda _: self._all())
        keys.add("tab", eager=True)(asking.ignore)
        keys.add(" ", eager=True, filter=Condition(lambda: not self.control.found_in_search))(asking.ignore)
        for letter in () if filter else ("a", "i"):
            keys.add(letter, eager=True)(asking.ignore)
        if filter:
            for letter in ("a", "i", Keys.BracketedPaste):
                keys.add(letter, eager=True)(self._more)
            keys.add(Keys.Any)(self._more)  # not eager: the terminal's own reports are keys as well
            keys.add("backspace", eager=True)(lambda _: self._narrow(self.typed[:-1]))
            keys.add("c-u", eager=True)(lambda _: self._narrow(""))
        else:
            keys.add(Keys.BracketedPaste, eager=True)(asking.ignore)
        return keys

    def _picked(self) -> tuple[str, ...]:
        """What is ticked; where nothing is, what was looked for and is pointed at."""
        sought = self.typed and self.control.found_in_search
        pointed = [self.control.get_pointed_at().value] if sought else []
        return tuple(str(value) for value in self.control.selected_options or pointed)

    def _more(self, event: KeyPressEvent) -> None:
        key = event.key_sequence[0].key
        if isinstance(key, Keys) and key is not Keys.BracketedPaste:
            return  # an arrow, a control key: no letter
        self._narrow(self.typed + clean(event.data))

    def _all(self) -> None:
        shown = [choice.value for choice in self.control.choices]
        others = [value for value in self.control.selected_options if value not in shown]
        full = all(value in self.control.selected_options for value in shown)
        self.control.selected_options = others if full else others + shown

    def _narrow(self, typed: str) -> None:
        from retro_cli.domain.hangul import to_keys

        self.typed = typed
        wanted = {fold(typed), fold(to_keys(typed))}
        found = [
            choice for choice, title in zip(self.all, self.folded, strict=True) if any(form in title for form in wanted)
        ]
        self.control.found_in_search = bool(found)
        if found:
            self.control.choices = found
            self.control.pointed_at = 0


def _control(asked: "Question") -> "InquirerControl":
    from questionary.prompts.common import InquirerControl

    windows = asked.application.layout.find_all_windows()
    return next(window.content for window in windows if isinstance(window.content, InquirerControl))


def _ask(ask: "Prompter", asked: "Question", keys: KeyBindings) -> Any:
    application = asked.application
    application.style = asking.looks(ask)["style"]
    application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), asking.leaving(), keys])
    return asking.run(application)


def _letters(choices: Sequence[Choice[Any]]) -> list[str]:
    """The letter or number of each choice: its own key, else its number where no choice has a key."""
    if any(choice.key for choice in choices):
        return [(choice.key or " ").lower() for choice in choices]
    return [str(number) for number in range(1, len(choices) + 1)] if len(choices) < 10 else []


def _move(control: "InquirerControl", by: int) -> None:
    control.pointed_at = (control.pointed_at + by) % len(control.choices)


def _rows(control: "InquirerControl", choices: Sequence[Choice[Any]], marks: Sequence[str]) -> asking.Fragments:
    """The rows of a list as it stands: pointer, mark, title, and the description where there is room."""
    room = asking.columns() - 4 - (get_cwidth(marks[0]) if marks else 0)
    widest = min(asking.titles([choice.title for choice in choices]), room)
    shown: asking.Fragments = []
    for row, offered in enumerate(control.choices):
        index = int(cast("str", offered.value))
        choice, pointed = choices[index], row == control.pointed_at
        shown.append(("class:mark", " › ") if pointed else ("", "   "))
        if pointed:
            shown.append(("[SetCursorPosition]", ""))
        title = asking.cut(choice.title, room)
        shown.append(("class:mark", marks[index] if marks else ""))
        shown.append(("class:pointed" if pointed else "", title))
        left = room - widest - 2
        if choice.description and left >= 8:
            gap = " " * (widest - get_cwidth(title) + 2)
            shown.append(("class:dim", gap + _sentences(choice.description, left)))
        shown.append(("", "\n"))
    return shown[:-1]


def _sentences(text: str, cells: int) -> str:
    """The sentences of `text` that fit, so that a list is not full of broken ones; else it is cut."""
    kept = ""
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        if get_cwidth(visible(text[:end])) > cells:
            break
        kept = visible(text[:end])
    return kept or asking.cut(text, cells)
