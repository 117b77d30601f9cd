"""What the system can remind with: the same few questions to each of them.

`trouble` says why a way cannot be used here; `installed` gives the texts that stand there now, in the order of
`places`; `install` puts texts there and sets them going, all of it or nothing; `remove` takes them away.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Protocol

from retro_cli.domain.reminding import cron
from retro_cli.errors import N_, RetroError
from retro_cli.store.locations import home
from retro_cli.store.reminding.asking import Said, ask, must, reason, there
from retro_cli.store.reminding.unitfiles import gone, in_place, text_of

_LOOKS, _PAUSE = 20, 0.1


class Way(Protocol):
    """One way of reminding. `name` is that of a reminder, different for each journal."""

    def __init__(self, env: Mapping[str, str]) -> None: ...

    def trouble(self) -> RetroError | None:
        """Why it cannot be used here, with a way out; None where it can."""

    def places(self, name: str) -> tuple[str, ...]:
        """Where its texts stand, as the user knows it."""

    def installed(self, name: str) -> tuple[str, ...]:
        """The texts that stand there now; empty where it is not installed."""

    def active(self, name: str) -> bool:
        """Whether the system goes by what is installed."""

    def install(self, name: str, texts: Sequence[str]) -> None:
        """Put the texts there and set them going. Raises RetroError, with everything as it was."""

    def remove(self, name: str) -> None:
        """Stop it and take it away. Raises RetroError where that fails."""


class Systemd:
    """A timer of the user's own systemd."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        named = env.get("XDG_CONFIG_HOME", "")
        config = Path(named) if os.path.isabs(named) else home(env) / ".config"
        self._folder = config / "systemd" / "user"

    def trouble(self) -> RetroError | None:
        if not there("systemctl", self._env):
            return _missing("systemctl")
        said = self._ask("show", "--property=Version")
        if said.ok:
            return None
        return RetroError(
            N_("The systemd of your session cannot be reached: {reason}"),
            hint=N_("Without a session of systemd: retro remind --with cron, or --with prompt"),
            reason=reason(said),
        )

    def places(self, name: str) -> tuple[str, ...]:
        return tuple(map(str, self._paths(name)))

    def installed(self, name: str) -> tuple[str, ...]:
        texts = [text_of(path) for path in self._paths(name)]
        return () if texts == [None, None] else tuple(text or "" for text in texts)

    def active(self, name: str) -> bool:
        return self._ask("is-active", "--quiet", f"{name}.timer").ok

    def install(self, name: str, texts: Sequence[str]) -> None:
        again = bool(self.installed(name))
        try:
            with in_place(dict(zip(self._paths(name), texts, strict=True))):
                self._must("daemon-reload")
                self._must("enable", "--now", f"{name}.timer")
                if again:
                    self._must("restart", f"{name}.timer")
        except BaseException:
            if not again:
                self._ask("disable", "--now", f"{name}.timer")
            self._ask("daemon-reload")
            if again:
                self._ask("restart", f"{name}.timer")
            raise

    def remove(self, name: str) -> None:
        self._ask("disable", "--now", f"{name}.timer")
        for path in self._paths(name):
            gone(path)
        with suppress(OSError):  # what `enable` made, where systemd could not be asked to take it away
            os.unlink(self._folder / "timers.target.wants" / f"{name}.timer")
        self._ask("daemon-reload")

    def _paths(self, name: str) -> tuple[Path, Path]:
        return self._folder / f"{name}.service", self._folder / f"{name}.timer"

    def _ask(self, *words: str) -> Said:
        return ask(self._env, "systemctl", "--user", *words)

    def _must(self, *words: str) -> Said:
        return must(self._env, "systemctl", "--user", *words)


class Cron:
    """A line of the user's crontab; all other lines stay as they are, byte for byte."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def trouble(self) -> RetroError | None:
        if not there("crontab", self._env):
            return _missing("crontab")
        try:
            self._table()
        except RetroError as error:
            return error
        return None

    def places(self, name: str) -> tuple[str, ...]:  # noqa: ARG002 - one table for all
        return ("crontab",)

    def installed(self, name: str) -> tuple[str, ...]:
        try:
            return tuple(cron.find(self._table(), name)[:1])
        except RetroError:
            return ()

    def active(self, name: str) -> bool:
        return bool(self.installed(name))

    def install(self, name: str, texts: Sequence[str]) -> None:
        self._change(name, texts[0])

    def remove(self, name: str) -> None:
        self._change(name, "")

    def _change(self, name: str, text: str) -> None:
        before = self._table()
        after = cron.put(before, name, text)
        if after != before:
            must(self._env, "crontab", "-", given=after.encode("utf-8", "surrogateescape"))

    def _table(self) -> str:
        said = ask(self._env, "crontab", "-l")
        if said.ok:
            return said.out.decode("utf-8", "surrogateescape")
        told = said.err.lower()
        if "no crontab" in told or "no such file" in told:
            return ""
        raise RetroError(
            N_("The crontab cannot be read: {reason}"),
            hint=N_("Without cron: retro remind --with prompt"),
            reason=reason(said),
        )


class Launchd:
    """An agent of the user's own launchd, on a Mac."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._folder = home(env) / "Library" / "LaunchAgents"
        self._domain = f"gui/{os.getuid()}" if sys.platform != "win32" else "gui"

    def trouble(self) -> RetroError | None:
        return None if there("launchctl", self._env) else _missing("launchctl")

    def places(self, name: str) -> tuple[str, ...]:
        return (str(self._path(name)),)

    def installed(self, name: str) -> tuple[str, ...]:
        text = text_of(self._path(name))
        return () if text is None else (text,)

    def active(self, name: str) -> bool:
        return ask(self._env, "launchctl", "print", f"{self._domain}/{name}").ok

    def install(self, name: str, texts: Sequence[str]) -> None:
        path = self._path(name)
        again = self.active(name)
        try:
            with in_place({path: texts[0]}):
                if again:
                    must(self._env, "launchctl", "bootout", f"{self._domain}/{name}")
                    self._wait_until_gone(name)
                must(self._env, "launchctl", "bootstrap", self._domain, str(path))
        except BaseException:
            if again and not self.active(name):
                ask(self._env, "launchctl", "bootstrap", self._domain, str(path))
            raise

    def remove(self, name: str) -> None:
        if self.active(name):
            must(self._env, "launchctl", "bootout", f"{self._domain}/{name}")
        gone(self._path(name))

    def _wait_until_gone(self, name: str) -> None:
        """launchd takes its time to let go of an agent, and takes none of the same name meanwhile."""
        for _ in range(_LOOKS):
            if not self.active(name):
                return
            sleep(_PAUSE)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.plist"


WAYS: Mapping[str, type[Way]] = {"systemd": Systemd, "cron": Cron, "launchd": Launchd}


def usual_way(env: Mapping[str, str]) -> str:
    """What this system has: launchd on a Mac, a systemd that answers, cron; else a line for the shell's prompt."""
    order = ("launchd",) if sys.platform == "darwin" else ("systemd", "cron")
    return next((name for name in order if WAYS[name](env).trouble() is None), "prompt")


def _missing(program: str) -> RetroError:
    return RetroError(
        N_("There is no {program} here."),
        hint=N_("What this system has: retro remind"),
        program=program,
    )
