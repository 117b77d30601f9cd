"""One run of `retro` in a forked child, on a scene, with a fault or without."""

import gc
import io
import os
import pkgutil
import re
import select
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from faults.disk import Disk, Do, Point, Strike
from faults.kinds import Fault
from faults.scene import MOMENT, environment

SECONDS = 30


class Outcome(NamedTuple):
    """How a run ended: its exit code (minus the signal that ended it, None where it hung) and what it wrote."""

    code: int | None
    out: str
    err: str
    points: tuple[Point, ...] = ()
    written: tuple[int, ...] = ()


def moment() -> datetime:
    """The moment at which every run takes place."""
    return datetime.fromisoformat(MOMENT)


def warm_up() -> None:
    """Import whatever any command may import, so that a forked child need not."""
    import retro_cli

    for module in pkgutil.walk_packages(retro_cli.__path__, "retro_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in (
        "frontmatter",
        "jinja2",
        "prompt_toolkit",
        "pydantic",
        "questionary",
        "rich.console",
        "time_machine",
        "tomlkit",
        "typer",
        "yaml",
        "markdown_it",
    ):
        import_module(name)
    gc.collect()
    gc.freeze()


def retro(
    home: Path,
    args: Sequence[str],
    *,
    piped: str = "",
    keys: str = "",
    env: Mapping[str, str] | None = None,
    fault: Fault | None = None,
    at: int = 0,
    words: Sequence[str] | None = None,
    days: int = 0,
) -> Outcome:
    """Run `retro` in the home of a scene, `days` later; `fault` strikes at the `at`-th point where it can. With `words`
    the points are told, and at which of them each of these was written for the first time."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as told:
        ended, ends = os.pipe()
        child = os.fork()
        if child == 0:
            code = 98
            try:
                os.setpgid(0, 0)
                os.close(ended)
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                os.environ.clear()
                os.environ.update(
                    {**environment(home), **{name: _filled(value, home) for name, value in (env or {}).items()}}
                )
                strike = _striking(fault, at) if words is None else _watching(told.fileno(), words)
                code = _in_child(home, args, piped, keys, strike, days)
            except BaseException as error:
                os.write(2, f"Traceback of the test itself: {error!r}\n".encode())
            finally:
                os._exit(code)
        os.close(ends)
        ready, _, _ = select.select([ended], [], [], SECONDS)
        if not ready:
            os.kill(child, signal.SIGKILL)
        os.close(ended)
        _pid, status = os.waitpid(child, 0)
        _wait_for_orphans(child)
        texts = []
        for file in (out, err, told):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    lines = [line.split("\t") for line in texts[2].split("\n") if line]
    points = tuple(Point(kind, path) for kind, path, _ in lines)
    return Outcome(os.waitstatus_to_exitcode(status) if ready else None, texts[0], texts[1], points, _written(lines))


def _wait_for_orphans(group: int) -> None:
    """A git that a killed run had started goes on without it."""
    with suppress(ProcessLookupError):
        for _ in range(40):
            os.killpg(group, 0)
            time.sleep(0.05)


def _written(lines: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """For each word the point from which on it was being written: where the file was opened for it."""
    found: dict[int, int] = {}
    for at, (_, path, numbers) in enumerate(lines):
        for number in numbers.split():
            opened = max((n for n in range(at) if lines[n][:2] == ["create", path]), default=at)
            found.setdefault(int(number), opened)
    return tuple(found[number] for number in sorted(found))


def _in_child(home: Path, args: Sequence[str], piped: str, keys: str, strike: Strike, days: int) -> int:
    import time_machine

    time.tzset()
    os.chdir(home)
    sys.stdin = io.TextIOWrapper(io.BytesIO(piped.encode()), encoding="utf-8")
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    time_machine.travel(moment() + timedelta(days=days), tick=False).start()
    Disk(str(home), strike).install()
    from retro_cli.cli.main import main

    words = [_filled(word, home) for word in args]
    if not keys:
        return main(words)
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    from retro_cli.cli.context import App

    App.interactive = True  # type: ignore[assignment]
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        source.send_text(keys + "\x03" * 8)
        return main(words)


def _filled(text: str, home: Path) -> str:
    return text.replace("{home}", str(home)).replace("{editor}", str(home / "editor.sh"))


def _striking(fault: Fault | None, at: int) -> Strike:
    """What happens at each point: the fault strikes at its `at`-th (and where it lasts, at all after it)."""
    seen = -1
    busy = False

    def strike(point: Point, do: Do) -> object:
        nonlocal seen, busy
        if fault is None or busy or not fault.applies(point):
            return do()
        seen += 1
        if seen == at or (seen > at and fault.lasting):
            busy = True
            try:
                return fault.strike(point, do)
            finally:
                busy = False
        return do()

    return strike


def _watching(told: int, words: Sequence[str]) -> Strike:
    """Nothing happens, and each point is told: its kind, its path, and the numbers of the words that are written."""

    def watch(point: Point, do: Do) -> object:
        text = bytes(do.args[1]).decode("utf-8", "replace") if point.kind == "write" else ""
        numbers = " ".join(str(number) for number, word in enumerate(words) if word in text)
        os.write(told, f"{point.kind}\t{point.path}\t{numbers}\n".encode())
        return do()

    return watch


def in_terminal(home: Path, args: Sequence[str], steps: Sequence[tuple[str, str]], number: int) -> Outcome:
    """Run `retro` in a terminal, press the keys of the `steps` and wait each time for what they bring to the screen,
    then send a signal."""
    import fcntl
    import pty
    import struct
    import termios

    child, screen = pty.fork()
    if child == 0:
        code = 98
        try:
            os.environ.clear()
            os.environ.update({**environment(home), "PROMPT_TOOLKIT_NO_CPR": "1"})
            code = _at_terminal(home, args)
        finally:
            os._exit(code)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown = b""
    for keys, wanted in steps:
        os.write(screen, keys.encode())
        shown += _until(screen, wanted)
    os.kill(child, number)
    if number == signal.SIGHUP:
        os.close(screen)  # the terminal is gone, too
    else:
        shown += _until_quiet(screen, SECONDS, to_the_end=True)
        os.close(screen)
    _pid, status = os.waitpid(child, 0)
    return Outcome(os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace"), "")


QUIET = 0.04  # seconds without anything new on the screen
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]")


def _until(screen: int, wanted: str) -> bytes:
    """What is shown until `wanted` is on the screen, and nothing more comes."""
    shown = b""
    for _ in range(100):
        shown += _until_quiet(screen, 0.1)
        if wanted in _ESCAPES.sub("", shown.decode("utf-8", "replace")):
            return shown
    raise AssertionError(f"never shown: {wanted}\n{shown.decode('utf-8', 'replace')}")


def _until_quiet(screen: int, wait: float, *, to_the_end: bool = False) -> bytes:
    shown = b""
    while select.select([screen], [], [], wait if to_the_end or not shown else QUIET)[0]:
        try:
            data = os.read(screen, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        shown += data
    return shown


def _at_terminal(home: Path, args: Sequence[str]) -> int:
    import time_machine

    time.tzset()
    os.chdir(home)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    time_machine.travel(moment(), tick=False).start()
    from retro_cli.cli.main import main

    return main(list(args))
