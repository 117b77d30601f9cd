"""The user's pager: named by their environment, never by a journal, which may come from someone else."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress

_USUAL = "less -R"


def pager_command(env: Mapping[str, str]) -> list[str]:
    """The words of `$RETRO_PAGER`, `$PAGER`, or `less -R`; none where it is empty, `cat`, or not installed."""
    named = env.get("RETRO_PAGER", env.get("PAGER", _USUAL))
    try:
        words = shlex.split(named)
    except ValueError:
        return []
    if not words or words == ["cat"] or env.get("TERM") == "dumb":
        return []
    return words if shutil.which(words[0], path=env.get("PATH")) else []


class Pager:
    """A running pager. It is `gone` once its user has closed it: what is written then goes nowhere."""

    def __init__(self, command: list[str], env: Mapping[str, str]) -> None:
        # As git does: less shows colours, and leaves a page that it need not scroll. The text is UTF-8 in any locale.
        usual = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, encoding="utf-8", errors="replace", env={**usual, **env}
        )
        self.gone = False

    def write(self, text: str) -> None:
        """Hand it a piece of text."""
        assert self._process.stdin is not None
        if not self.gone:
            try:
                self._process.stdin.write(text)
            except OSError:
                self.gone = True

    def close(self) -> None:
        """Wait until the user has read enough. Ctrl-C belongs to the pager until then."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        while True:
            try:
                self._process.wait()
                return
            except KeyboardInterrupt:
                continue
