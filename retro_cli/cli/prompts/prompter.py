"""The questions that a command can ask; each import of a prompt library waits until the first one is asked."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from retro_cli.cli.prompts.model import Back, Choice, Done, Editor, ItemDraft

T = TypeVar("T")


class Prompter:
    """Asks one question at a time on the terminal and leaves one tidy line (or list) of each on the screen.

    Every method returns the answer (NFC, trimmed, without control characters), or `BACK` for Shift-Tab, Ctrl-B or
    Esc Esc, and raises `Interrupted` for Ctrl-C, a closed input, and Ctrl-D where it has no other meaning. The caller
    makes sure that there is a terminal. Nothing in a question, a choice or an answer is interpreted as markup.
    """

    def __init__(self, translate: Callable[[str], str], *, color: bool = True, lang: str = "en") -> None:
        self.translate = translate
        self.color = color
        self.lang = lang
        self.first = False

    @contextmanager
    def nothing_before(self, first: bool = True) -> Iterator[None]:
        """While this lasts going back leaves no line behind, if `first`: there is no question to go back to."""
        before, self.first = self.first, first
        try:
            yield
        finally:
            self.first = before

    def select(
        self, question: str, choices: Sequence[Choice[T]], *, default: T | None = None, hint: str = ""
    ) -> T | Back:
        """One of `choices`: by arrows or j/k and Enter, by its key, or by its number where no choice has a key."""
        from retro_cli.cli.prompts import menus

        return menus.select(self, question, choices, default=default, hint=hint)

    def key(self, question: str, choices: Sequence[Choice[T]], *, enter: T, detail: str = "") -> T | Back:
        """One of `choices` by its key, on one compact line; Enter is `enter`, whose choice (if any) is named last.

        `detail` stands dim beside the question.
        """
        from retro_cli.cli.prompts import keypress

        return keypress.key(self, question, choices, enter=enter, detail=detail)

    def scale(self, question: str, low: int, high: int, *, default: int | None = None) -> int | Back | None:
        """A whole number from `low` to `high`; Enter is `default`, None leaves it out."""
        from retro_cli.cli.prompts import keypress

        return keypress.scale(self, question, low, high, default)

    def confirm(self, question: str, default: bool) -> bool | Back:
        """Yes or no, at one key."""
        from retro_cli.cli.prompts import keypress

        return keypress.confirm(self, question, default)

    def checkbox(
        self, question: str, choices: Sequence[Choice[T]], *, filter: bool = True, hint: str | None = None
    ) -> list[T] | Back:
        """Any of `choices`, in their order: Space toggles, Ctrl-A all shown, typed text filters (if `filter`)."""
        from retro_cli.cli.prompts import menus

        return menus.checkbox(self, question, choices, filter=filter, hint=hint)

    def line(
        self,
        question: str,
        *,
        default: str = "",
        hint: str = "",
        validate: Callable[[str], str | None] | None = None,
        complete: Sequence[str] = (),
        on_leave: Callable[[str], None] | None = None,
    ) -> str | Back:
        """One line of text. `validate` gives the error to show for a text, or None; `complete` are words to offer;
        `on_leave` gets what stands there when the user leaves in the middle."""
        from retro_cli.cli.prompts.line import line

        return line(self, question, default=default, hint=hint, validate=validate, complete=complete, on_leave=on_leave)

    def items(
        self,
        header: str,
        *,
        items: Sequence[ItemDraft] = (),
        hint: str | None = None,
        on_change: Callable[[list[ItemDraft], str], None],
        start: str = "",
    ) -> Done | Back | Editor:
        """A list, one line an item, `items` shown first.

        `on_change` gets all items and the unfinished line after every accepted item, and before the question is left by
        any way (Ctrl-C too); `start` is such a line, to go on with. `hint` None shows the usual keys.
        """
        from retro_cli.cli.prompts.items import items as ask_items

        return ask_items(self, header, items=items, hint=hint, on_change=on_change, start=start)

    def text(
        self, header: str, *, default: str = "", hint: str | None = None, on_change: Callable[[str], None]
    ) -> str | Back | Editor:
        """Prose of several lines, ended by two empty lines or Ctrl-D; `on_change` gets it before it is left."""
        from retro_cli.cli.prompts.prose import text

        return text(self, header, default=default, hint=hint, on_change=on_change)
