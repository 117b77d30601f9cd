"""A program of the system, run to its end: what it was asked, what it said."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from retro_cli.errors import N_, RetroError

_PATIENCE = 20.0
# What they say is looked at; what they show is UTF-8, also where cron starts retro without any locale.
_ENGLISH = {"LC_ALL": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8", "LANGUAGE": "en"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a call of a program came to; `err` is what it complained about, in the system's words."""

    code: int
    out: bytes
    err: str

    @property
    def ok(self) -> bool:
        """Whether it ended well."""
        return self.code == 0


def there(program: str, env: Mapping[str, str]) -> bool:
    """Whether there is such a program."""
    return shutil.which(program, path=env.get("PATH")) is not None


def ask(env: Mapping[str, str], *words: str, given: bytes = b"") -> Said:
    """Run a program with `given` as its input. What cannot be run, or does not end, has failed as any other."""
    path = shutil.which(words[0], path=env.get("PATH"))
    if path is None:
        return Said(127, b"", f"{words[0]}: not found")
    try:
        done = subprocess.run(
            [path, *words[1:]],
            input=given,
            env={**env, **_ENGLISH},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Said(124, b"", f"{words[0]}: no answer")
    except OSError as error:
        return Said(126, b"", f"{words[0]}: {error.strerror}")
    return Said(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def must(env: Mapping[str, str], *words: str, given: bytes = b"") -> Said:
    """As `ask`. Raises RetroError with the program's own words where it did not do it."""
    said = ask(env, *words, given=given)
    if not said.ok:
        raise RetroError(
            N_("{program} did not do it: {reason}"),
            hint=N_("Nothing was installed. Another way: retro remind --with cron, or --with prompt"),
            program=words[0],
            reason=reason(said),
        )
    return said


def reason(said: Said) -> str:
    """Why a call failed: the last line of what it said."""
    return next((line.strip() for line in reversed(said.err.split("\n")) if line.strip()), f"exit code {said.code}")
