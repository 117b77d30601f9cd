"""A real pseudo-terminal for tests: a command runs in it, keys are pressed, and what a person would see is read."""

import codecs
import os
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import TracebackType

import pexpect  # type: ignore[import-untyped]
import pyte


class Keyboard(StrEnum):
    """What the keys send."""

    ENTER = "\r"
    TAB = "\t"
    SHIFT_TAB = "\x1b[Z"
    SPACE = " "
    BACKSPACE = "\x7f"
    DELETE = "\x1b[3~"
    ESC = "\x1b"
    UP = "\x1b[A"
    DOWN = "\x1b[B"
    RIGHT = "\x1b[C"
    LEFT = "\x1b[D"
    HOME = "\x1b[H"
    END = "\x1b[F"
    CTRL_A = "\x01"
    CTRL_B = "\x02"
    CTRL_C = "\x03"
    CTRL_D = "\x04"
    CTRL_K = "\x0b"
    CTRL_O = "\x0f"
    CTRL_U = "\x15"
    CTRL_W = "\x17"
    CTRL_Z = "\x1a"


class _Screen(pyte.HistoryScreen):
    """A screen with a long memory that answers where its cursor is, when asked."""

    def __init__(self, columns: int, rows: int, answer: Callable[[str], object]) -> None:
        super().__init__(columns, rows, history=10_000)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        """What the terminal sends to the command by itself."""
        self._answer(data)


class Terminal:
    """A command in a terminal of `size` (columns, rows), used as a context manager.

    `type`, `press` and `paste` wait until the screen has answered and is quiet again, so that what follows is typed as
    a person types: into what is on the screen. With `answers` the terminal tells where its cursor is, as real ones do.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
        size: tuple[int, int] = (80, 24),
        lang: str = "ko_KR.UTF-8",
        timeout: float = 15,
        answers: bool = False,
    ) -> None:
        self.timeout = timeout
        self.raw = b""
        columns, rows = size
        self._screen = _Screen(columns, rows, lambda data: self._child.send(data))
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=environment(lang=lang, **({"PROMPT_TOOLKIT_NO_CPR": ""} if answers else {}), **(env or {})),
            cwd=None if cwd is None else str(cwd),
            dimensions=(rows, columns),
            timeout=timeout,
        )
        self._child.delaybeforesend = None

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    def type(self, text: str) -> "Terminal":
        """Type `text`, as its composed characters."""
        return self._send(text)

    def press(self, *keys: str) -> "Terminal":
        """Press keys one after the other."""
        for key in keys:
            self._send(str(key))
        return self

    def paste(self, text: str, *, bracketed: bool = True) -> "Terminal":
        """Paste `text`: as a terminal with bracketed paste does, or as one that only types it very fast."""
        held = text.replace("\r\n", "\n").replace("\n", "\r")
        return self._send(f"\x1b[200~{held}\x1b[201~" if bracketed else held)

    def resize(self, columns: int, rows: int) -> "Terminal":
        """Give the window another size."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)
        self._settle()
        return self

    def wait_for(self, text: str, *, timeout: float | None = None) -> "Terminal":
        """Wait until `text` is on the screen (a line break of the terminal within it does not matter)."""
        limit = time.monotonic() + (self.timeout if timeout is None else timeout)
        while not self.shows(text):
            if not self._read(0.05) and (not self._alive() or time.monotonic() > limit):
                self._read(0.05)
                if self.shows(text):
                    break
                raise AssertionError(f"never on the screen: {text!r}\n" + "\n".join(self.screen()))
        self._settle()
        return self

    def wait_gone(self, text: str, *, timeout: float | None = None) -> "Terminal":
        """Wait until `text` is no longer on the screen."""
        limit = time.monotonic() + (self.timeout if timeout is None else timeout)
        while self.shows(text):
            if not self._read(0.05) and time.monotonic() > limit:
                raise AssertionError(f"still on the screen: {text!r}\n" + "\n".join(self.screen()))
        return self

    def shows(self, text: str) -> bool:
        """Whether `text` is on the screen now."""
        wanted, lines = unicodedata.normalize("NFC", text), self.screen()
        return wanted in "\n".join(lines) or wanted in "".join(lines)

    def screen(self) -> list[str]:
        """The lines on the screen, without the empty ones at the end."""
        self._read(0)
        return _trimmed([_line(self._screen.buffer[row], self._screen.columns) for row in range(self._screen.lines)])

    def scrollback(self) -> list[str]:
        """All lines since the start: those that have left the screen at its top, and the screen."""
        self._read(0)
        past = [_line(row, self._screen.columns) for row in self._screen.history.top]
        return past + self.screen()

    def cursor(self) -> tuple[int, int]:
        """Where the cursor is: column and row, from 0."""
        self._read(0)
        return self._screen.cursor.x, self._screen.cursor.y

    def exit_code(self, *, timeout: float | None = None) -> int:
        """Wait for the command to end; its exit code, or minus the number of the signal that ended it."""
        limit = time.monotonic() + (self.timeout if timeout is None else timeout)
        while self._alive():
            self._read(0.05)
            if time.monotonic() > limit:
                raise AssertionError("still running:\n" + "\n".join(self.screen()))
        while self._read(0.05):
            pass
        if not self._child.closed:
            self._child.close()
        if self._child.exitstatus is not None:
            return int(self._child.exitstatus)
        return -(self._child.signalstatus or 0)

    def _alive(self) -> bool:
        return not self._child.closed and self._child.isalive()

    def kill(self, signal: int) -> None:
        """Send a signal to the command."""
        self._child.kill(signal)

    def _send(self, text: str) -> "Terminal":
        self._child.send(text.encode())
        self._read(0.5)
        self._settle()
        return self

    def _settle(self) -> None:
        while self._read(0.04):
            pass

    def _read(self, wait: float) -> bool:
        """Take in what the command has written within `wait` seconds; whether there was anything."""
        try:
            data = self._child.read_nonblocking(65536, timeout=wait)
        except (pexpect.TIMEOUT, pexpect.EOF, ValueError):
            return False  # ValueError: it has ended and is closed
        self.raw += data
        # pyte loses what follows a selector or a joiner in the same write
        text = self._decoder.decode(data).replace("\ufe0f", "").replace("\u200d", "")
        self._stream.feed(text)
        return True


def environment(*, lang: str = "ko_KR.UTF-8", **more: str) -> dict[str, str]:
    """The environment of a command: this one's, without what would change its looks or its language."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RETRO_", "LC_", "LANG", "PROMPT_TOOLKIT"))
        and name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TMUX", "VISUAL", "EDITOR")
    }
    return {
        **kept,
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "PYTHONUTF8": "1",
        "LANG": lang,
        **more,
    }


def _line(cells: Mapping[int, "pyte.screens.Char"], columns: int) -> str:
    # a wide character is followed by an empty cell
    return unicodedata.normalize("NFC", "".join(cells[column].data for column in range(columns)).rstrip())


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    return lines
