"""A file as the checks see it: its parts are read when the first check asks for them, and once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.frontmattererror import FrontMatterError
from retro_cli.domain.taskitems import TaskItem, task_items
from retro_cli.domain.text import split_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retro_cli.domain.format import Format
    from retro_cli.domain.layout import Slot


class Sheet:
    """The text of one file of the journal. `slot` is what its name says; `syntax` how task fields are written."""

    def __init__(
        self, path: str, text: str, slot: Slot | None, formats: Mapping[str, Format], syntax: str = "emoji"
    ) -> None:
        self.path = path
        self.text = text
        self.slot = slot
        self.formats = formats
        self.syntax = syntax

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, with their endings."""
        return split_lines(self.text)

    @cached_property
    def body(self) -> int:
        """The index of the first line below the front matter."""
        return frontmatter.body_line(self.lines)

    @cached_property
    def front_matter(self) -> dict[str, object] | FrontMatterError:
        """The front matter, or what is wrong with it."""
        if not self.text.startswith(("---", "\ufeff---")):
            return {}
        try:
            return frontmatter.read(self.text)
        except FrontMatterError as error:
            return error

    @property
    def meta(self) -> dict[str, object]:
        """The front matter as far as it can be read."""
        return self.front_matter if isinstance(self.front_matter, dict) else {}

    @cached_property
    def blocks(self) -> list[markdown.Block]:
        """The blocks of its body."""
        return markdown.parse(self.lines, self.body)

    @cached_property
    def tasks(self) -> list[TaskItem]:
        """The task items of its body, but for those in code and comments."""
        return list(task_items(self.lines, self.blocks))

    def key_line(self, key: str) -> int | None:
        """The 1-based line of a key of the front matter, the last one of several."""
        for number in range(self.body - 2, 0, -1):
            name, colon, _ = self.lines[number].partition(":")
            if colon and name.strip("\"' \t") == key and not name.startswith((" ", "\t")):
                return number + 1
        return None
