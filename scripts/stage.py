"""A stage for pictures and samples: a home of its own, a fixed evening, and a real terminal to run `retro` in."""

import os
import secrets
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.terminal import Terminal  # noqa: E402

EVENING = "2026-11-20T21:00+09:00"
SHOWN_HOME = "/home/you"
LOCALES = {"en": "en_US.UTF-8", "ko": "ko_KR.UTF-8"}


class Stage:
    """Used as a context manager. `cwd` begins at home; command lines are those of a shell that knows `retro`."""

    def __init__(self, lang: str, *, at: str = EVENING) -> None:
        self.lang = lang
        self.home = _new_home()
        self.cwd = self.home
        self._bin = self.home / ".bin"
        self._bin.mkdir()
        command = self._bin / "retro"
        command.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, str(ROOT / "tests" / "at.py"), at])} "$@"\n')
        command.chmod(0o755)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.home)

    def start(self, line: str, *, size: tuple[int, int] = (80, 24)) -> Terminal:
        """A command line running in a terminal."""
        return Terminal(["/bin/sh", "-c", line], env=self._env(), cwd=self.cwd, size=size, lang=LOCALES[self.lang])

    def run(self, line: str, *, size: tuple[int, int] = (80, 24)) -> tuple[int, list[str], bytes]:
        """Run a command line to its end: exit code, the lines it left on the screen, and its bytes."""
        words = shlex.split(line)
        if words[0] == "cd":
            self.cwd = self.cwd / words[1]
            return 0, [], b""
        with self.start(line, size=size) as terminal:
            code = terminal.exit_code()
            lines = [shown.replace(str(self.home), SHOWN_HOME) for shown in terminal.scrollback()]
            return code, lines, terminal.raw.replace(str(self.home).encode(), SHOWN_HOME.encode())

    def _env(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.home),
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "XDG_CONFIG_HOME": "",
            "XDG_STATE_HOME": "",
        }


def _new_home() -> Path:
    """A new folder whose path is as long as the one that is shown, so that lines break where they would at home."""
    while True:
        folder = Path("/tmp") / secrets.token_hex(4)[: len(SHOWN_HOME) - len("/tmp/")]
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
