"""The user's own git, run as a process: their keys, hooks, signing and credential helpers do what they always do.

Words go in as lists, never through a shell; file names come out whole, in any script. Nothing opens an editor, and
without a terminal nothing asks for a password.
"""

import os
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from retro_cli.errors import N_, RetroError

# What a surrounding git (a hook that calls retro, say) says about its own repository: `git rev-parse --local-env-vars`.
_OF_ANOTHER_REPOSITORY = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
)
_ALWAYS = ("-c", "core.quotePath=false", "-c", "advice.detachedHead=false")
_OLDEST = (2, 26)  # pathspecs from a file
_PAUSE = 0.02
_PERCENT = re.compile(rb"(\d{1,3})%")
SILENCE = 120.0
"""Seconds that a remote may say nothing."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a call of git came to; texts are decoded so that any file name survives being handed back."""

    code: int
    out: str
    err: str

    @property
    def ok(self) -> bool:
        """Whether it ended well."""
        return self.code == 0

    @property
    def names(self) -> list[str]:
        """The names of a `-z` output."""
        return [name for name in self.out.split("\0") if name]

    @property
    def said(self) -> list[str]:
        """The last lines of what it said to people."""
        lines = [line.strip() for line in re.split(r"[\r\n]+", f"{self.err}\n{self.out}") if line.strip()]
        kept = [line for line in lines if not line.startswith("hint:") and "%" not in line]
        return kept[-_SAID:]


_SAID = 8


class SilentError(Exception):
    """A remote said nothing for too long."""


class GitError(RetroError):
    """Git could not do its part."""


class Git:
    """Git in the folder `root`. `asking` says whether it may ask for a password on the terminal of this run."""

    def __init__(self, root: Path, env: Mapping[str, str], *, asking: bool = False) -> None:
        self.root = root
        self._asking = asking
        self.started: Callable[[int], object] | None = None
        self._env = _environment(env, asking=asking)

    def run(self, *words: str, given: str | Sequence[str] = "") -> Ran:
        """Run git to its end. `given` goes to its input: a text, or names ended by NUL.

        Files that it makes are for nobody else to read. Raises GitError where there is no git.
        """
        return self._run(words, given, None, None)

    def told(self, *words: str, given: str | Sequence[str] = "") -> str:
        """The output of a call that has to end well, without its last newline. Raises GitError."""
        ran = self.run(*words, given=given)
        if not ran.ok:
            raise failed(words[0], ran)
        return ran.out.removesuffix("\n")

    def far(self, *words: str, progress: Callable[[int], object] | None = None) -> Ran:
        """Run a call that talks to the remote: `progress` gets percents. Raises SilentError when it is stuck."""
        return self._run(words, "", SILENCE, progress)

    def _run(
        self,
        words: Sequence[str],
        given: str | Sequence[str],
        silence: float | None,
        progress: Callable[[int], object] | None,
    ) -> Ran:
        text = given if isinstance(given, str) else "".join(f"{name}\0" for name in given)
        # What git makes of a journal is private; a remote in a folder keeps the modes of those who share it.
        umask = -1 if silence or os.name == "nt" else 0o077
        try:
            process = subprocess.Popen(
                ["git", *_ALWAYS, *words],
                cwd=self.root,
                env=self._far_env() if silence else self._env,
                stdin=subprocess.PIPE if text else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                umask=umask,
            )
        except FileNotFoundError:
            raise _missing(self.root) from None
        except OSError as error:
            raise GitError(N_("Git could not be started ({reason})."), reason=error.strerror) from None
        if self.started:
            self.started(process.pid)
        heard = _Heard(process, os.fsencode(text), progress)
        try:
            heard.wait(silence)
        except BaseException:
            _end(process)
            raise
        return Ran(process.returncode, heard.text(0), heard.text(1))

    def _far_env(self) -> Mapping[str, str]:
        """Without a terminal ssh must not ask either, unless the user chose how it is called."""
        if self._asking or {"GIT_SSH_COMMAND", "GIT_SSH"} & set(self._env):
            return self._env
        if self.run("config", "--get", "core.sshCommand").ok:
            return self._env
        return {**self._env, "GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}

    def require(self) -> None:
        """Raise GitError where git is not installed, or older than what is used here."""
        version = self.run("--version").out
        found = re.search(r"(\d+)\.(\d+)", version)
        if found and (int(found[1]), int(found[2])) < _OLDEST:
            raise GitError(
                N_("This git is too old: {version}."),
                hint=N_("Syncing needs {oldest} or newer: https://git-scm.com"),
                version=version.strip().removeprefix("git version "),
                oldest=".".join(map(str, _OLDEST)),
            )


class _Heard:
    """The two streams of a process, read as they come."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", given: bytes, progress: Callable[[int], object] | None
    ) -> None:
        self._process = process
        self._pieces: tuple[list[bytes], list[bytes]] = ([], [])
        self._progress = progress
        self._last = monotonic()
        self._percent: int | None = None
        assert process.stdout and process.stderr
        self._threads = [
            threading.Thread(target=self._read, args=(process.stdout.fileno(), 0), daemon=True),
            threading.Thread(target=self._read, args=(process.stderr.fileno(), 1), daemon=True),
        ]
        if process.stdin:
            self._threads.append(threading.Thread(target=self._write, args=(given,), daemon=True))
        for thread in self._threads:
            thread.start()

    def wait(self, silence: float | None) -> None:
        """Until the process has ended. Raises SilentError after so many seconds without a word."""
        while True:
            try:
                self._process.wait(_PAUSE if silence or self._progress else None)
                break
            except subprocess.TimeoutExpired:
                self._tell()
                if silence and monotonic() - self._last > silence:
                    raise SilentError from None
        for thread in self._threads:
            thread.join(1)  # a process that outlives git (a credential cache) may hold the streams open
        for stream, thread in zip((self._process.stdout, self._process.stderr), self._threads, strict=False):
            if stream and not thread.is_alive():
                stream.close()

    def text(self, stream: int) -> str:
        """What came out of stdout (0) or stderr (1)."""
        return b"".join(self._pieces[stream]).decode("utf-8", "surrogateescape")

    def _tell(self) -> None:
        percent, self._percent = self._percent, None
        if self._progress and percent is not None:
            self._progress(percent)

    def _read(self, fd: int, stream: int) -> None:
        while piece := _piece(fd):
            self._last = monotonic()
            self._pieces[stream].append(piece)
            if stream and (found := _PERCENT.findall(piece)):
                self._percent = min(int(found[-1]), 100)

    def _write(self, given: bytes) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(given)
            self._process.stdin.close()
        except OSError:
            return  # git has ended before it read all, and says why


def failed(command: str, ran: Ran) -> GitError:
    """The error of a call that nobody expected to fail, in git's own words."""
    return GitError(N_("git {command} failed."), hint=N_("Look at it: git status"), details=ran.said, command=command)


def _environment(env: Mapping[str, str], *, asking: bool) -> dict[str, str]:
    own = {name: value for name, value in env.items() if name not in _OF_ANOTHER_REPOSITORY}
    # Messages in English, to be understood; everything else about the locale is the user's, for their hooks.
    if whole := own.pop("LC_ALL", ""):
        own["LANG"] = own["LC_CTYPE"] = whole
    own |= {"LC_MESSAGES": "C", "LANGUAGE": ""}
    own |= {"GIT_EDITOR": "true", "GIT_SEQUENCE_EDITOR": "true", "GIT_MERGE_AUTOEDIT": "no", "GIT_PAGER": "cat"}
    if not asking:
        own |= {"GIT_TERMINAL_PROMPT": "0", "SSH_ASKPASS_REQUIRE": "never", "GCM_INTERACTIVE": "never"}
    return own


def _piece(fd: int) -> bytes:
    try:
        return os.read(fd, 65536)
    except (OSError, ValueError):
        return b""


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Stop git, giving it the time to put its files in order."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _missing(root: Path) -> RetroError:
    if not root.is_dir():
        hint = N_("Make one: retro init {root}")
        return GitError(N_("There is no journal here."), hint=hint, where=str(root), root=root)
    return GitError(N_("Git is not installed."), hint=N_("Get it from https://git-scm.com, then try again."))
