"""Answers that are typed in a small editor: what lists and prose share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import TabsProcessor

from retro_cli.cli.prompts import asking
from retro_cli.cli.prompts.model import EDITOR
from retro_cli.errors import Interrupted

if TYPE_CHECKING:
    from retro_cli.cli.prompts.prompter import Prompter


class Typing:
    """A text while it is typed; `hand_over` gives it to the caller, after each line and before the question is left."""

    def __init__(self, text: str, hand_over: Callable[[], None]) -> None:
        self.hand_over = hand_over
        self.buffer = Buffer(multiline=True)
        self.buffer.reset(Document(text))

    def saved(self, event: KeyPressEvent) -> bool:
        """Hand the text over; where that fails the question ends with the error."""
        try:
            self.hand_over()
        except Exception as error:
            event.app.exit(exception=error)
            return False
        return True

    def quit(self, event: KeyPressEvent, result: object) -> None:
        """Leave with `result`, the text handed over first."""
        if self.saved(event):
            asking.leave(event, result)

    def keys(self, back: Callable[[KeyPressEvent], None]) -> KeyBindings:
        """The keys that leave any such answer; `back` is for Shift-Tab and Esc Esc."""
        keys = asking.leaving(end_of_input=False, back=False)
        keys.add("c-o", eager=True)(lambda event: self.quit(event, EDITOR))
        keys.add("s-tab", eager=True)(back)
        keys.add("escape", "escape", eager=True)(back)
        return keys


def application(
    ask: "Prompter",
    typing: Typing,
    keys: KeyBindings,
    *,
    top: Callable[[], asking.Fragments],
    prefix: Callable[[int, int], asking.Fragments],
    tab: int,
) -> "Application[Any]":
    """The editor below `top`, `prefix` before each line (its row, and 0 or the number of the wrapped part)."""
    control = BufferControl(typing.buffer, input_processors=[TabsProcessor(tabstop=tab, char1=" ", char2=" ")])
    above = Window(FormattedTextControl(top), height=lambda: asking.line_count(top()), dont_extend_height=True)
    body = Window(control, wrap_lines=True, get_line_prefix=prefix, dont_extend_height=True)
    return Application(
        layout=Layout(HSplit([above, body]), focused_element=body), key_bindings=keys, **asking.looks(ask)
    )


def run(typing: Typing, application: "Application[Any]") -> Any:
    """The result of the editor; what was typed is handed over before an interruption is passed on."""
    try:
        return asking.run(application)
    except Interrupted:
        typing.hand_over()
        raise
