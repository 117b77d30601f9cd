"""What every test gets: a home of its own, and ways to run `retro` at a fixed moment."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine
from hypothesis import HealthCheck, settings

from at import zone_of
from terminal import Terminal

# No test depends on the clock; in CI the examples are always the same, elsewhere each run tries new ones.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parents[1]
EVENING = "2026-11-20T21:00+09:00"

_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")


class Run(NamedTuple):
    """What a run of `retro` came to."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an environment that knows nothing of the one who runs the tests."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name not in _KEPT and not name.startswith(("PYTEST_", "HYPOTHESIS_")):
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "XDG_STATE_HOME": str(folder / ".local" / "state"),
        "LANG": "en_US.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "24",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def retro(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Run]]:
    """Run `retro` in this process: `retro("todo", "--json", at=…, input=…, env={…}) -> (code, out, err)`."""

    def run(
        *args: str,
        input: str | bytes | None = None,
        env: Mapping[str, str] | None = None,
        at: str = EVENING,
        **more: Any,
    ) -> Run:
        from retro_cli.cli.main import main

        given = input.encode() if isinstance(input, str) else input or b""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        moment = datetime.fromisoformat(at)
        with monkeypatch.context() as patch:
            for name, value in {"TZ": zone_of(moment), **(env or {})}.items():
                patch.setenv(name, value)
            time.tzset()
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with time_machine.travel(moment, tick=False):
                code = main(args, **more)
        return Run(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))

    yield run
    time.tzset()


@pytest.fixture
def command_line() -> Callable[..., list[str]]:
    """The call that runs `retro` at a fixed moment in a process of its own, for subprocesses and pseudo-terminals."""

    def call(*args: str, at: str = EVENING) -> list[str]:
        return [sys.executable, str(ROOT / "tests" / "at.py"), at, *args]

    return call


@pytest.fixture
def retro_process(command_line: Callable[..., list[str]]) -> Callable[..., Run]:
    """Run `retro` in a process of its own, without a terminal."""

    def run(
        *args: str,
        input: str | None = None,
        env: Mapping[str, str] | None = None,
        at: str = EVENING,
        cwd: Path | None = None,
    ) -> Run:
        done = subprocess.run(
            command_line(*args, at=at),
            input=input or "",
            env={**os.environ, **(env or {})},
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def terminal(command_line: Callable[..., list[str]]) -> Iterator[Callable[..., Terminal]]:
    """Run `retro` in a pseudo-terminal: `terminal("today", at=…, env={…}, size=(80, 24), lang="ko_KR.UTF-8")`."""
    with ExitStack() as opened:

        def run(*args: str, at: str = EVENING, **settings: Any) -> Terminal:
            return opened.enter_context(Terminal(command_line(*args, at=at), **settings))

        yield run
