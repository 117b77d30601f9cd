"""The user's editor: which one, opened on a file or on a text, and nothing lost when it fails."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from retro_cli.errors import N_, NotFoundError, RetroError
from retro_cli.store.files import read_text, write_new

_WAIT_FLAGS = {
    **dict.fromkeys(
        (
            "code",
            "code-insiders",
            "codium",
            "vscodium",
            "cursor",
            "windsurf",
            "zed",
            "zeditor",
            "subl",
            "sublime_text",
            "mate",
            "atom",
            "pulsar",
            "lapce",
            "bbedit",
            "gedit",
            "xed",
            "pluma",
            "idea",
            "pycharm",
            "webstorm",
        ),
        ("--wait", "-w"),
    ),
    "gvim": ("-f", "--nofork"),
    "mvim": ("-f", "--nofork"),
    "nvim-qt": ("--nofork",),
    "neovide": ("--no-fork",),
    "kate": ("--block", "-b"),
    "gnome-text-editor": ("--standalone", "-s"),
    "open": ("-W", "--wait-apps"),
}

_IN_TERMINAL = re.compile(
    r"r?n?vi(m(\.\w+)?|ew)?|ed|ex|r?nano|pico|micro|helix|hx|kak|joe|jed|ne|mg|mcedit|dte|vis|amp"
)
_EMACS_IN_TERMINAL = ("-nw", "--no-window-system", "-t", "--tty")


class EditorError(RetroError):
    """The editor could not be started, or ended with an error. `also` is a hint that goes before the other one."""

    also = ""

    def way_out(self, translate: Callable[[str], str] = N_) -> str:
        """Both hints, a line each."""
        first = translate(self.also).format(**self.values) if self.also else ""
        return "\n".join(filter(None, [first, super().way_out(translate)]))


def editor_command(setting: str | None, env: Mapping[str, str]) -> list[str]:
    """The editor's words: RETRO_EDITOR, the setting, VISUAL, EDITOR, `code --wait` where there is one, nano, vi.

    An editor with windows gets the flag that makes it wait. Raises EditorError when the words cannot be taken apart.
    """
    for origin, text in (
        ("RETRO_EDITOR", env.get("RETRO_EDITOR")),
        ("editor", setting),
        ("VISUAL", env.get("VISUAL")),
        ("EDITOR", env.get("EDITOR")),
    ):
        if text and text.strip():
            return _waiting(_words(text, origin))
    for name in ("code", "nano", "vi", "notepad"):
        if shutil.which(name, path=env.get("PATH")):
            return _waiting([name])
    raise EditorError(N_("No editor was found."), hint=_WAY_OUT)


def needs_terminal(words: Sequence[str]) -> bool:
    """Whether this editor draws itself in a terminal."""
    program = os.path.basename(words[0]).lower().removesuffix(".exe")
    if program in ("emacs", "emacsclient"):
        return any(word in _EMACS_IN_TERMINAL for word in words[1:])
    return _IN_TERMINAL.fullmatch(program) is not None


def edit_text(text: str, command: Sequence[str], folder: Path, name: str) -> str:
    """`text` as the user leaves it in the editor, on a file of this `name` (with a suffix, such as `kpt.md`).

    The file lies in `folder` (where nothing can be written there, in a temporary one), for nobody else to read, and is
    removed at the end. Raises EditorError when the editor fails or leaves no readable text: then the file stays, and
    the error says where.
    """
    file = keep_text(text, folder, f"{os.urandom(4).hex()}-{name}")
    try:
        _run([*command, str(file)])
        edited = read_text(file)
    except NotFoundError:
        write_new(file, text)
        raise EditorError(
            N_("The editor left no file; the text as it was is kept here."), hint=_WAY_OUT, where=str(file)
        ) from None
    except RetroError as error:
        kept = error if isinstance(error, EditorError) else EditorError(N_("The editor left no text that can be read."))
        kept.also, kept.hint, kept.where = kept.hint, N_("Your text is kept in that file."), str(file)
        raise kept from None
    file.unlink(missing_ok=True)
    if file.parent != folder:
        with suppress(OSError):
            file.parent.rmdir()
    return edited if text.startswith("\ufeff") else edited.removeprefix("\ufeff")


def keep_text(text: str, folder: Path, name: str) -> Path:
    """Write `text` to a new file of this `name` in `folder`, else in a temporary folder; for nobody else to read.

    Raises RetroError where neither can be written.
    """
    try:
        write_new(folder / name, text)
        return folder / name
    except RetroError:
        import tempfile

        try:
            other = Path(tempfile.mkdtemp(prefix="retro-"))
        except OSError:
            other = None
        if other is None:
            raise
        write_new(other / name, text)
        return other / name


def open_file(path: Path, command: Sequence[str]) -> None:
    """Open the file at `path` and wait for the editor to end. Raises EditorError when it fails."""
    _run([*command, str(path)])


_WAY_OUT = N_("Name one: retro config set --user editor COMMAND, or set EDITOR.")


def _words(text: str, origin: str) -> list[str]:
    try:
        if sys.platform == "win32":
            return [word.strip('"') for word in shlex.split(text, posix=False)]
        return shlex.split(text)
    except ValueError:
        raise EditorError(
            N_("The editor's command has a quote that does not close."), hint=_WAY_OUT, where=origin
        ) from None


def _waiting(words: list[str]) -> list[str]:
    program = os.path.basename(words[0]).lower().removesuffix(".exe").removesuffix(".cmd")
    flags = _WAIT_FLAGS.get(program)
    return words if flags is None or any(flag in words for flag in flags) else [words[0], flags[0], *words[1:]]


def _run(words: list[str]) -> None:
    try:
        with _interrupts_for_the_editor():
            code = subprocess.run(words, check=False).returncode
    except OSError as error:
        raise EditorError(
            N_("The editor {editor} could not be started: {reason}."),
            hint=_WAY_OUT,
            editor=words[0],
            reason=error.strerror,
        ) from None
    if code != 0:
        raise EditorError(N_("The editor {editor} ended with an error ({code})."), editor=words[0], code=code)


@contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """Ctrl-C in the terminal reaches the editor and retro alike: while the editor is open it is the editor's."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
