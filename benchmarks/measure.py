"""Running commands and timing them: every case once a round, so that whatever else the machine does meets all alike."""

import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

# A process starts out with the peak of the one that started it, so a small one has to.
_WEIGH = "import os, sys; a = sys.argv[1:]; p = os.posix_spawn(a[0], a, os.environ); print(os.wait4(p, 0)[2].ru_maxrss)"


@dataclass
class Case:
    """A command to time. `before` runs untimed before each run. `terminal` runs it on a terminal; `until` are bytes to
    wait for on one, after which the run counts as over and is killed."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: str = "/"
    before: Callable[[], None] | None = None
    until: bytes = b""
    terminal: bool = False
    codes: tuple[int, ...] = (0,)
    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    peak: int = 0

    @property
    def median(self) -> float:
        """The median time in seconds."""
        return median(self.seconds)

    @property
    def least(self) -> float:
        """The shortest time in seconds: what is left where other work on the machine is left out."""
        return min(self.seconds)

    @property
    def cpu(self) -> float:
        """The median of the processor's time in seconds, user and system, of the process and those that it started."""
        return median(self.busy)

    def run(self, sink: Path) -> None:
        """Run it once, output into `sink`. RuntimeError where it fails."""
        if self.before:
            self.before()
        runs = self._on_terminal if self.terminal or self.until else self._piped
        seconds, busy, code = runs(sink)
        if code not in self.codes:
            raise RuntimeError(f"{self.name}: exit code {code}\n{sink.read_text('utf-8', 'replace')[-2000:]}")
        self.seconds.append(seconds)
        self.busy.append(busy)

    def weigh(self, python: str) -> None:
        """Run it once more, piped, and keep the peak of its resident memory in bytes. `python` starts it."""
        if self.until:
            return
        if self.before:
            self.before()
        call = [python, "-I", "-S", "-c", _WEIGH, *self.argv]
        told = subprocess.run(call, env=dict(self.env), cwd=self.cwd, capture_output=True, text=True, check=True).stdout
        self.peak = int(told.rstrip().rpartition("\n")[2]) * 1024

    def _piped(self, sink: Path) -> tuple[float, float, int]:
        out = os.open(sink, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        null = os.open(os.devnull, os.O_RDONLY)
        actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
        os.chdir(self.cwd)
        started = time.perf_counter()
        pid = os.posix_spawn(self.argv[0], list(self.argv), dict(self.env), file_actions=actions)
        _, status, used = os.wait4(pid, 0)
        took = time.perf_counter() - started
        os.close(out)
        os.close(null)
        return took, used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)

    def _on_terminal(self, sink: Path) -> tuple[float, float, int]:
        started = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.cwd)
            os.execve(self.argv[0], list(self.argv), dict(self.env))
        seen = b""
        took = 0.0
        while time.perf_counter() - started < 60:
            if not select.select([terminal], [], [], 10)[0]:
                break
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if b"\x1b[6n" in piece:
                os.write(terminal, b"\x1b[1;1R")
            seen += piece
            if self.until and self.until in seen:
                took = time.perf_counter() - started
                os.kill(pid, signal.SIGKILL)
                break
        _, status, used = os.wait4(pid, 0)
        busy = used.ru_utime + used.ru_stime
        os.close(terminal)
        sink.write_bytes(seen)
        if self.until:
            return took, busy, 0 if took else 1
        return time.perf_counter() - started, busy, os.waitstatus_to_exitcode(status)


def measure(cases: Sequence[Case], rounds: int, sink: Path, tell: Callable[[str], None]) -> list[Case]:
    """Run every case once unmeasured, then `rounds` times in turn; those that did not fail."""
    able = list(cases)
    for number in range(rounds + 1):
        tell(f"round {number}/{rounds}")
        for case in list(able):
            try:
                case.run(sink)
            except (RuntimeError, OSError) as error:
                tell(f"left out: {case.name}: {error}\n")
                able.remove(case)
            if not number:
                case.seconds.clear()
                case.busy.clear()
    return able
