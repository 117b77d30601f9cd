"""What every question shares: its looks, the keys that leave it, running it, and the line that stays on the screen."""

import os
import re
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application, get_app_session
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from retro_cli.cli.prompts.model import BACK
from retro_cli.cli.stopping import Stopping, stopping
from retro_cli.domain.text import visible
from retro_cli.errors import N_, Interrupted

if TYPE_CHECKING:
    from retro_cli.cli.prompts.prompter import Prompter

Fragments = StyleAndTextTuples

COLORS = {
    "question": "bold",
    "dim": "dim",
    "instruction": "dim",
    "key": "ansicyan",
    "mark": "ansicyan",
    "pointed": "ansicyan",
    "answer": "ansicyan",
    "error": "ansired",
    "validation-toolbar": "bg:default fg:ansired",
}
PLAIN = {"validation-toolbar": "bg:default fg:default"}

_PARTS = re.compile(r" *[^ ]+ *| +")

PASTE_GAP = 0.01  # seconds; nobody types a line that fast


def looks(ask: "Prompter") -> dict[str, Any]:
    """The options of a prompt_toolkit application that are the same for every question."""
    return {
        "style": Style.from_dict(COLORS if ask.color else PLAIN),
        "color_depth": None if ask.color else ColorDepth.DEPTH_1_BIT,
        "erase_when_done": True,
    }


def leaving(*, end_of_input: bool = True, back: bool = True) -> KeyBindings:
    """Bindings to interrupt, suspend and go back; `end_of_input` makes Ctrl-D interrupt as well."""
    keys = KeyBindings()
    keys.add("c-c", eager=True)(interrupt)
    keys.add("c-j", eager=True)(_enter)
    for unused in (("c-q",), ("c-r",), ("c-s",), ("escape", "enter")):
        keys.add(*unused, eager=True)(ignore)
    if end_of_input:
        keys.add("c-d", eager=True)(interrupt)
    if back:
        for sequence in (("s-tab",), ("c-b",), ("escape", "escape")):
            keys.add(*sequence, eager=True)(lambda event: leave(event, BACK))
    if hasattr(signal, "SIGTSTP"):
        keys.add("c-z", eager=True)(lambda event: event.app.suspend_to_background())
    return keys


def _enter(event: KeyPressEvent) -> None:
    """An Enter that was pressed before the question was there: the terminal hands it over as a newline."""
    event.key_processor.feed(KeyPress(Keys.ControlM, "\r"), first=True)


def ignore(event: KeyPressEvent) -> None:
    """A key that does nothing here."""


def interrupt(event: KeyPressEvent) -> None:
    """Leave the question without an answer, and the interview with it."""
    if event.app.is_running and not event.app.is_done:
        event.app.exit(exception=KeyboardInterrupt())


def leave(event: KeyPressEvent, result: object) -> None:
    """Leave the question with `result`, unless it is being left already."""
    if not event.app.is_done:
        event.app.exit(result=result)


def run(application: "Application[Any]") -> Any:
    """The result of a question; raises `Interrupted` where the user left, was told to, or the terminal went away."""
    heard = stopping()
    if heard is None:
        with Stopping().listening() as heard:
            return _run(application, heard)
    return _run(application, heard)


def _run(application: "Application[Any]", heard: Stopping) -> Any:
    def stop() -> None:
        if application.is_running and not application.is_done:
            application.exit(exception=KeyboardInterrupt())

    def wake() -> None:
        if application.loop is not None:
            application.loop.call_soon_threadsafe(stop)

    def begin() -> None:
        if heard.asked:
            wake()

    with heard.held(wake):
        try:
            result = application.run(pre_run=begin, handle_sigint=False)
        except (KeyboardInterrupt, EOFError, OSError):
            raise Interrupted(N_("Interrupted")) from None
    return result


def more_coming(application: "Application[Any]") -> bool:
    """Whether more was typed than a person can have typed since: a paste in a terminal that does not bracket pastes.

    Only a terminal can tell: what a pipe brings comes all at once.
    """
    try:
        source = application.input.fileno()
    except NotImplementedError:
        return False
    if not os.isatty(source):
        return False
    if any(press.key is not Keys.CPRResponse for press in application.key_processor.input_queue):
        return True
    return sys.platform != "win32" and bool(select.select([source], [], [], PASTE_GAP)[0])


def columns() -> int:
    """The width of the terminal in cells."""
    return get_app_session().output.get_size().columns


def rows() -> int:
    """The height of the terminal in lines."""
    return get_app_session().output.get_size().rows


def cut(text: str, cells: int) -> str:
    """`text` as one visible line of at most `cells` cells, an ellipsis where it was longer."""
    shown = visible(text[: 4 * max(cells, 1)])
    if get_cwidth(shown) <= cells and len(text) <= 4 * max(cells, 1):
        return shown
    kept, used = "", 1
    for character in shown:
        used += get_cwidth(character)
        if used > cells:
            break
        kept += character
    return kept + "…"


def wrapped(text: str, cells: int) -> list[str]:
    """`text` in visible lines of at most `cells` cells, broken at spaces, and within a word only where it is longer."""
    lines, line, used = [], "", 0
    for part in _PARTS.findall(visible(text)):
        width = get_cwidth(part.rstrip(" "))
        if line.strip(" ") and used + width > cells:
            lines.append(line.rstrip(" "))
            line, used = "", 0
        for piece in [part] if width <= cells else part:
            if used + get_cwidth(piece.rstrip(" ")) > cells:
                lines.append(line)
                line, used = "", 0
            line += piece
            used += get_cwidth(piece)
    return [*lines, line]


def heading(header: str, hint: str) -> Fragments:
    """A header, with its hint beside it where both fit, else below; in a narrow terminal both are wrapped."""
    width = columns()
    shown = visible(header)
    aside = f"({visible(hint)})"
    fragments: Fragments = [("class:question", _indented(shown, width, 1))]
    if not hint:
        return fragments
    if 1 + get_cwidth(shown) + 5 + get_cwidth(aside) <= width - 1:
        return [*fragments, ("class:dim", "     " + aside)]
    return [*fragments, ("", "\n"), ("class:dim", _indented(aside, width, 3))]


def _indented(text: str, width: int, indent: int) -> str:
    margin = " " * indent
    return "\n".join(margin + line for line in wrapped(text, max(width - indent - 1, 10)))


def line_count(fragments: Fragments) -> int:
    """How many lines `fragments` take."""
    return 1 + sum(fragment[1].count("\n") for fragment in fragments)


def show(ask: "Prompter", fragments: Fragments) -> None:
    """Print `fragments` and a newline where the questions are asked, unless the terminal has gone away."""
    options = looks(ask)
    with suppress(OSError):
        print_formatted_text(
            FormattedText(fragments),
            style=options["style"],
            color_depth=options["color_depth"],
            include_default_pygments_style=False,
        )


def record(ask: "Prompter", question: str, answer: str) -> None:
    """Leave one line on the screen: the question and its answer, both cut where the line is too short."""
    room = max(columns() - 1 - 4, 10)
    asked = cut(question, max(room - get_cwidth(cut(answer, room // 2)), room // 2))
    answered = cut(answer, room - get_cwidth(asked))
    show(ask, [("", f" {asked} "), ("class:dim", "› "), ("class:answer", answered)])


def went_back(ask: "Prompter") -> None:
    """Leave a short line that says why an earlier question comes again, where there is one."""
    _ = ask.translate
    if not ask.first:
        show(ask, [("class:dim", "  ← " + _("back"))])


def settle(ask: "Prompter", result: Any, question: str, told: Callable[[Any], str]) -> Any:
    """Leave the record of a question that was answered, or gone back from, and hand its result on."""
    if result is BACK:
        went_back(ask)
    else:
        record(ask, question, told(result))
    return result


def titles(texts: Sequence[str]) -> int:
    """The widest of `texts`, in cells."""
    return max((get_cwidth(visible(text)) for text in texts), default=0)
