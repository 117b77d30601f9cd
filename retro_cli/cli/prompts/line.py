"""One line of text."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import get_cwidth
from prompt_toolkit.validation import ValidationError, Validator

from retro_cli.cli.prompts import asking
from retro_cli.cli.prompts.model import Back
from retro_cli.domain.text import clean, visible
from retro_cli.errors import Interrupted

if TYPE_CHECKING:
    from retro_cli.cli.prompts.prompter import Prompter

ROOM = 24  # cells that an answer should have beside its question
MENU = 5  # lines kept below for the words that are offered


class _Check(Validator):
    def __init__(self, wrong: Callable[[str], str | None]) -> None:
        self.wrong = wrong

    def validate(self, document: Document) -> None:
        error = self.wrong(_one_line(document.text))
        if error:
            raise ValidationError(len(document.text), f"   {visible(error)}")


def line(
    ask: "Prompter",
    question: str,
    *,
    default: str = "",
    hint: str = "",
    validate: Callable[[str], str | None] | None = None,
    complete: Sequence[str] = (),
    on_leave: Callable[[str], None] | None = None,
) -> str | Back:
    """See `Prompter.line`."""

    def message() -> asking.Fragments:
        aside = f" ({visible(hint)})" if hint else ""
        fits = get_cwidth(visible(question) + aside) + 4 + ROOM <= asking.columns()
        return [
            ("class:question", f" {visible(question)}"),
            ("class:dim", aside),
            ("", " " if fits else "\n  "),
            ("class:mark", "› "),
        ]

    session: PromptSession[str] = PromptSession(
        message,
        key_bindings=_keys(),
        validator=_Check(validate) if validate else None,
        validate_while_typing=False,
        completer=WordCompleter(list(complete), ignore_case=True, match_middle=True, sentence=True),
        reserve_space_for_menu=MENU if complete else 0,
        include_default_pygments_style=False,
        **asking.looks(ask),
    )
    session.default_buffer.reset(Document(_one_line(default)))
    try:
        result = asking.run(session.app)
    except Interrupted:
        if on_leave is not None:
            on_leave(_one_line(session.default_buffer.text))
        raise
    answer: str | Back = _one_line(result) if isinstance(result, str) else result
    settled: str | Back = asking.settle(ask, answer, question, lambda text: text or "–")
    return settled


def _keys() -> KeyBindings:
    keys = asking.leaving(end_of_input=False)

    @keys.add("enter", eager=True)
    def accept(event: KeyPressEvent) -> None:
        if asking.more_coming(event.app):
            event.current_buffer.insert_text(" ")
        else:
            event.current_buffer.validate_and_handle()

    @keys.add(Keys.BracketedPaste, eager=True)
    def paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(_one_line(event.data))

    return keys


def _one_line(text: str) -> str:
    return " ".join(clean(text).split("\n"))
