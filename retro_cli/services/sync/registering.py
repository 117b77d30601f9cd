"""Telling git to merge the journal's files with retro: in the repository's settings, and in the journal."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from retro_cli.domain.text import dominant_newline
from retro_cli.errors import NotFoundError, RetroError
from retro_cli.services.sync.driver import LEFT
from retro_cli.store.files import edit, read_text, write_new
from retro_cli.store.locations import SETTINGS_FILE
from retro_cli.store.own_call import shell_call
from retro_cli.store.repository import Repository

ATTRIBUTES = ".gitattributes"
IGNORED = ".gitignore"
LINES = ("*.md merge=retro", f"{SETTINGS_FILE} merge=retro")
OWN_LINES = ("*.md -text merge=retro", f"{SETTINGS_FILE} -text merge=retro")
TEMPORARY = ".*.tmp"


def command(env: Mapping[str, str], report: str = "") -> str:
    """The driver's command line for git. Where it cannot be run, or does not know the file, git's own merge follows.

    `report` is a file that gets a line for each place where both versions stand.
    """
    call = shell_call(env).replace("%", "%%")
    given = f" --report {_quoted(report)}" if report else ""
    return (
        f"{call} merge-driver{given} %O %A %B %L %P"
        f" || {{ test $? -ne {LEFT} && git merge-file --marker-size=%L %A %O %B; }} || exit 1"
    )


def register(repository: Repository, env: Mapping[str, str]) -> bool:
    """Let git merge entries with this retro, unless it does with one that is still there; whether that was new."""
    if _works(repository.setting("merge.retro.driver")):
        return False
    repository.set("merge.retro.name", "retrospectives, by their structure")
    repository.set("merge.retro.driver", command(env))
    return True


def is_missing(repository: Repository) -> bool:
    """Whether the journal asks for entries to be merged with retro, and git does not know how."""
    try:
        asked = "merge=retro" in read_text(repository.root / ATTRIBUTES)
    except RetroError:
        return False
    return asked and not _works(repository.setting("merge.retro.driver"))


def _works(driver: str) -> bool:
    """Whether the program that a driver's command line calls is there."""
    try:
        words = shlex.split(driver.replace("%%", "%"))
    except ValueError:
        return False
    program = next((word for word in words if not word.startswith("PYTHONPATH=")), "")
    lies = [Path(part) for word in words[:1] if word.startswith("PYTHONPATH=") for part in word[11:].split(":")[:1]]
    return bool(program) and (program == "retro" or Path(program).exists()) and all(place.exists() for place in lies)


def give_attributes(root: Path, lines: tuple[str, ...] = LINES, *, name: str = ATTRIBUTES) -> bool:
    """Say in the journal that its files merge this way; whether that is new. Lines that are there stay."""
    file = root / name
    known = "merge=retro" if name == ATTRIBUTES else lines[0]

    def added(text: str) -> str:
        newline = dominant_newline(text)
        whole = text if not text or text.endswith(("\n", "\r")) else text + newline
        return whole + "".join(line + newline for line in lines)

    try:
        text = read_text(file)
    except NotFoundError:
        write_new(file, added(""))
        return True
    return known not in text and edit(file, added)


def _quoted(text: str) -> str:
    return shlex.quote(text).replace("%", "%%")
