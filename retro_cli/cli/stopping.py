"""Being told to stop: by Ctrl-C, by a terminal that closes, by a system that shuts down.

A command that only reads or writes stops at once. What somebody is typing is brought to the disk first: while a
question or an interview is held, a signal waits until there is a good place to leave.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager

TYPE_CHECKING = False  # as in typing, which the fastest commands do not wait for
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_INSISTING = 3  # Ctrl-C pressed that often ends whatever goes on


class Stopping:
    """What becomes of the signals to stop, while `listening`."""

    def __init__(self) -> None:
        self._asked = 0
        self._held = 0
        self._wake: Callable[[], object] | None = None

    @contextmanager
    def listening(self) -> Iterator[Stopping]:
        """Hear the signals of this process, as far as nobody else does; KeyboardInterrupt where nothing holds them."""
        before = {}
        for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                try:
                    before[number] = signal.signal(number, self._hear)
                except ValueError:
                    break  # another thread than the first one hears none
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def held(self, wake: Callable[[], object] | None = None) -> Iterator[None]:
        """While this lasts a signal only calls `wake`, and is found in `asked`."""
        before, self._wake = self._wake, wake
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self._wake = before

    @property
    def asked(self) -> bool:
        """Whether a signal has come that was held."""
        return self._asked > 0

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self._asked += 1
        if not self._held or (number == signal.SIGINT and self._asked >= _INSISTING):
            raise KeyboardInterrupt
        if self._wake is not None:
            self._wake()


def stopping() -> Stopping | None:
    """What listens to the signals of this process, None where nothing does."""
    heard = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    return heard if isinstance(heard, Stopping) else None


@contextmanager
def held() -> Iterator[None]:
    """While this lasts no signal cuts off what goes on; the next question finds it, and is left at once."""
    heard = stopping()
    if heard is None:
        yield
        return
    with heard.held():
        yield
