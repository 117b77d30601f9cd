"""A text answer of several lines."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from retro_cli.cli.prompts import asking, editing
from retro_cli.cli.prompts.model import BACK, Back, Editor
from retro_cli.domain.text import clean

if TYPE_CHECKING:
    from retro_cli.cli.prompts.prompter import Prompter

TAB = "    "
MARGIN = 4  # cells before the text


class ProseEditor(editing.Typing):
    """A text while it is typed."""

    def __init__(self, text: str, on_change: Callable[[str], None]) -> None:
        super().__init__(clean(text), lambda: on_change(self.text))

    @property
    def text(self) -> str:
        return clean(self.buffer.text)

    def bindings(self) -> KeyBindings:
        """The keys of the editor."""
        keys = self.keys(lambda event: self.quit(event, BACK))
        keys.add("c-b", eager=True)(self.back)
        keys.add("c-d", eager=True)(lambda event: self.quit(event, self.text))
        keys.add("enter", eager=True)(self.newline)
        keys.add("tab", eager=True)(lambda _: self.buffer.insert_text(TAB))
        return keys

    def newline(self, event: KeyPressEvent) -> None:
        """A new line, or the end after two empty ones (at once where nothing was typed)."""
        if self._ended() and not asking.more_coming(event.app):
            self.quit(event, self.text)
        else:
            self.buffer.newline(copy_margin=False)
            self.saved(event)

    def back(self, event: KeyPressEvent) -> None:
        """To the question before from the very beginning, else a character to the left."""
        if self.buffer.cursor_position == 0:
            self.quit(event, BACK)
        else:
            self.buffer.cursor_left()

    def _ended(self) -> bool:
        document = self.buffer.document
        above = document.text_before_cursor.replace(" ", "")
        return not document.text.strip() or (not document.text_after_cursor.strip() and above.endswith("\n\n"))


def text(
    ask: "Prompter", header: str, *, default: str, hint: str | None, on_change: Callable[[str], None]
) -> str | Back | Editor:
    """See `Prompter.text`."""
    _ = ask.translate
    keys = _("two empty lines or ^D go on · ⇧Tab back · ^C later") if hint is None else hint
    editor = ProseEditor(default, on_change)

    def top() -> asking.Fragments:
        return asking.heading(header, keys)

    def prefix(row: int, wrap: int) -> asking.Fragments:
        return [("class:mark", "  › ")] if row == 0 and wrap == 0 else [("", " " * MARGIN)]

    application = editing.application(ask, editor, editor.bindings(), top=top, prefix=prefix, tab=4)
    try:
        result: str | Back | Editor = editing.run(editor, application)
    except BaseException:
        _leave(ask, header, editor.text)
        raise
    if result is BACK:
        asking.went_back(ask)
    elif isinstance(result, str):
        _leave(ask, header, result, passed=hint is not None)
    return result


def _leave(ask: "Prompter", header: str, text: str, *, passed: bool = False) -> None:
    width = asking.columns()
    none: asking.Fragments = [] if text or passed else [("class:dim", "  –")]
    shown: asking.Fragments = [("class:question", " " + asking.cut(header, width - 6)), *none]
    for line in text.split("\n") if text else []:
        shown += [("", "\n" + " " * MARGIN + part) for part in asking.wrapped(line, max(width - MARGIN - 1, 10))]
    asking.show(ask, shown)
