"""A pseudo-terminal with a screen that can be read, for tests that type at `retro` as a person would."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

ENTER, TAB, SHIFT_TAB, ESCAPE = "\r", "\t", "\x1b[Z", "\x1b"
UP, DOWN, SPACE = "\x1b[A", "\x1b[B", " "
CTRL_B, CTRL_C, CTRL_D, CTRL_O = "\x02", "\x03", "\x04", "\x0f"


class Terminal:
    """A program in a terminal of `size` (rows, columns)."""

    def __init__(
        self, call: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (24, 80), cwd: Path | None = None
    ) -> None:
        rows, columns = size
        env = {**env, "PROMPT_TOOLKIT_NO_CPR": "1", "LINES": str(rows), "COLUMNS": str(columns)}
        self._screen = pyte.HistoryScreen(columns, rows, history=5000)
        self._stream = pyte.Stream(self._screen)
        self.typescript = ""
        self._child = pexpect.spawn(
            call[0], list(call[1:]), env=env, cwd=cwd, dimensions=size, encoding="utf-8", timeout=None, echo=False
        )
        self._child.delaybeforesend = None

    @property
    def pid(self) -> int:
        return int(self._child.pid)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without the space at the end of lines."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What stands on the screen, as one text."""
        return "\n".join(self.lines).rstrip()

    def send(self, *keys: str) -> None:
        """Type, without waiting."""
        for key in keys:
            self._child.send(key)

    def paste(self, text: str) -> None:
        """Paste as a terminal does that supports bracketed paste."""
        self._child.send(f"\x1b[200~{text}\x1b[201~")

    def see(self, text: str, timeout: float = 15) -> str:
        """Wait until `text` stands on the screen, and return the screen; fail with the screen otherwise."""
        end = time.monotonic() + timeout
        while True:
            self._feed()
            if text in self.text:
                return self.text
            if time.monotonic() > end or not self._child.isalive() and not self._feed():
                raise AssertionError(f"{text!r} never came up on:\n{self.text}")

    def ask(self, seen: str, *keys: str) -> None:
        """Wait for `seen`, then type."""
        self.see(seen)
        self.send(*keys)

    def exit_code(self, timeout: float = 15) -> int:
        """Wait for the end, and return the exit code; a killed program has minus the signal."""
        end = time.monotonic() + timeout
        while self._child.isalive():
            self._feed()
            assert time.monotonic() < end, f"still running:\n{self.text}"
        while self._feed():
            pass
        self._child.close()
        return self._child.exitstatus if self._child.exitstatus is not None else -int(self._child.signalstatus)

    def close(self) -> None:
        self._child.close(force=True)

    def _feed(self) -> bool:
        try:
            got = self._child.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.typescript += got
        # pyte 0.8 drops the rest of a write after a variation selector or a joiner.
        self._stream.feed(got.replace("\ufe0f", "").replace("\u200d", ""))
        return True
