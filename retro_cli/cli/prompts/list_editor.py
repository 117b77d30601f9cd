"""The lines of a list answer, and what each key does to them."""

from collections.abc import Callable, Sequence

from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from retro_cli.cli.prompts import asking
from retro_cli.cli.prompts.editing import Typing
from retro_cli.cli.prompts.model import BACK, Done, ItemDraft
from retro_cli.cli.prompts.rows import BULLET, NEST, is_blank, is_nested, pasted, to_items, to_lines, unmarked
from retro_cli.domain.text import clean


class ListEditor(Typing):
    """A list while it is typed: all lines but the last are accepted items, the last is being typed."""

    def __init__(
        self, items: Sequence[ItemDraft], start: str, on_change: Callable[[list[ItemDraft], str], None]
    ) -> None:
        self.fixed = [item for item in items if not item.mine]
        lines = [*to_lines(item for item in items if item.mine), start]
        super().__init__("\n".join(lines), lambda: on_change(self.items(), self.unfinished))

    @property
    def lines(self) -> list[str]:
        return self.buffer.text.split("\n")

    @property
    def row(self) -> int:
        return self.buffer.document.cursor_position_row

    @property
    def line(self) -> str:
        return self.buffer.document.current_line

    @property
    def before(self) -> str:
        """What stands before the cursor in its line."""
        return self.buffer.document.current_line_before_cursor

    @property
    def unfinished(self) -> str:
        """What is being typed in the last line."""
        return "" if is_blank(self.lines[-1]) else self.lines[-1]

    def items(self, *, unfinished: bool = False) -> list[ItemDraft]:
        """The accepted items, those that were there first included; `unfinished` adds what is being typed."""
        return self.fixed + to_items(self.lines if unfinished else self.lines[:-1])

    def bindings(self) -> KeyBindings:
        """The keys of the editor."""
        keys = self.keys(self.back)
        keys.add("c-b", eager=True)(self.back)
        keys.add("enter", eager=True)(self.enter)
        keys.add("c-d", eager=True)(self.end_of_input)
        keys.add(Keys.BracketedPaste, eager=True)(self.paste)
        for name, action in (
            ("up", self.up),
            ("c-p", self.up),
            ("down", self.down),
            ("c-n", self.down),
            ("tab", self.nest),
            ("backspace", self.backspace),
            ("delete", self.delete),
            ("c-w", self.delete_word),
            ("c-u", self.delete_before),
        ):
            keys.add(name, eager=True)(_plain(action))
        keys.add("escape", "backspace", eager=True)(_plain(self.delete_word))
        return keys

    def enter(self, event: KeyPressEvent) -> None:
        """Take the line as an item, take an emptied item away, or go on from the empty last line."""
        lines, row = self.lines, self.row
        last = row == len(lines) - 1
        if not is_blank(lines[row]):
            lines[row] = unmarked(lines[row])
            self._replace([*lines, ""] if last else lines)
            self.saved(event)
        elif not last:
            self._replace(lines[:row] + lines[row + 1 :])
            self.saved(event)
        elif lines[row]:
            self._replace([*lines[:-1], ""])
        elif not asking.more_coming(event.app):
            self.quit(event, Done(tuple(self.items())))

    def end_of_input(self, event: KeyPressEvent) -> None:
        """Go on from an empty last line, else delete the next character of the line."""
        if self.row == len(self.lines) - 1 and is_blank(self.line):
            self.quit(event, Done(tuple(self.items())))
        else:
            self.delete()

    def back(self, event: KeyPressEvent) -> None:
        """To the item before, or from the first one to the question before."""
        if self.row == 0:
            self.quit(event, BACK)
        else:
            self.up()

    def paste(self, event: KeyPressEvent) -> None:
        """Pasted lines become items, the first joined to what stands in the line; a single one stays to be edited."""
        several = "\n" in clean(event.data)
        fresh = pasted(event.data) if several or not self.line.strip() else [clean(event.data)]
        if len(fresh) == 1:
            self.buffer.insert_text(fresh[0])
        if len(fresh) < 2:
            return
        after = self.buffer.document.current_line_after_cursor
        lines, row = self.lines, self.row
        joined = [self.before + fresh[0], *fresh[1:-1], fresh[-1] + after]
        self._replace([*lines[:row], *joined, *(lines[row + 1 :] or [""])])
        self.saved(event)

    def up(self) -> None:
        """To the line before; an emptied item that is left is gone."""
        lines, row = self.lines, self.row
        if row == 0:
            return
        if is_blank(lines[row]) and row < len(lines) - 1:
            self._replace(lines[:row] + lines[row + 1 :])
        self._to(row - 1)

    def down(self) -> None:
        """To the line after; an emptied item that is left is gone."""
        lines, row = self.lines, self.row
        if row == len(lines) - 1:
            return
        if is_blank(lines[row]):
            self._replace(lines[:row] + lines[row + 1 :])
            row -= 1
        self._to(row + 1)

    def nest(self) -> None:
        """At the beginning of a line: put it below the item before, or deeper."""
        if self.row == 0 or not is_blank(self.before):
            return
        document, nested = self.buffer.document, is_nested(self.line)
        place = document.cursor_position - len(self.before) + (len(NEST) if nested else 0)
        inserted = "    " if nested else NEST + BULLET
        text = document.text[:place] + inserted + document.text[place:]
        self.buffer.document = Document(text, document.cursor_position + len(inserted))

    def backspace(self) -> None:
        """Delete the character before the cursor; with none left, a nested line is no longer nested."""
        if is_nested(self.line) and is_blank(self.before):
            self.delete_before()
        elif self.before:
            self.buffer.delete_before_cursor()

    def delete(self) -> None:
        """Delete the character under the cursor, never the end of the line."""
        if self.buffer.document.current_line_after_cursor:
            self.buffer.delete()

    def delete_word(self) -> None:
        """Delete the word before the cursor, within the line."""
        start = self.buffer.document.find_start_of_previous_word(WORD=True) or 0
        self.buffer.delete_before_cursor(min(-start, len(self.before)))

    def delete_before(self) -> None:
        """Delete the line up to the cursor."""
        self.buffer.delete_before_cursor(len(self.before))

    def _replace(self, lines: Sequence[str]) -> None:
        self.buffer.save_to_undo_stack()
        self.buffer.document = Document("\n".join(lines))

    def _to(self, row: int) -> None:
        document = self.buffer.document
        self.buffer.cursor_position = document.translate_row_col_to_index(row, len(document.lines[row]))


def _plain(action: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    return lambda _: action()
