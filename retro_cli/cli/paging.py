"""Pages that are longer than the screen go through the user's pager; none does where there is no terminal."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.cli.render.screen import Screen
    from retro_cli.store.pager import Pager


class Page(io.TextIOBase):
    """A stream that keeps a screenful back, and starts the pager when there is more."""

    def __init__(self, command: list[str], env: Mapping[str, str], height: int) -> None:
        self._command, self._env = command, env
        self._room = height - 1
        self._kept: list[str] = []
        self._pager: Pager | None = None

    @property
    def gone(self) -> bool:
        """Whether the user has closed the pager: nobody reads on."""
        return self._pager is not None and self._pager.gone

    def write(self, text: str) -> int:
        if self._pager is not None:
            self._pager.write(text)
            return len(text)
        self._kept.append(text)
        self._room -= text.count("\n")
        if self._room < 0:
            from retro_cli.store.pager import Pager

            self._pager = Pager(self._command, self._env)
            self._pager.write("".join(self._kept))
            self._kept = []
        return len(text)

    def finish(self) -> str:
        """Wait for the pager; what was kept back where none was needed."""
        if self._pager is not None:
            self._pager.close()
        return "".join(self._kept)


@contextmanager
def paged(app: "App", *, wanted: bool = True) -> "Iterator[tuple[Screen, Page | None]]":
    """The screen to print a long page on, and the page where a pager may come in: stop printing once it is `gone`."""
    from retro_cli.store.pager import pager_command

    screen = app.screen
    command = pager_command(app.env) if wanted and app.interactive and screen.pretty else []
    if not command:
        yield screen, None
        return
    page = Page(command, app.env, screen.height)
    try:
        yield screen.onto(cast("TextIO", page)), page
    finally:
        screen.raw(page.finish())
