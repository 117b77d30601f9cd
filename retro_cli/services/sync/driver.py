"""The merge driver: what git calls for an entry or the settings that both sides changed, and how it comes to do so."""

from collections.abc import Mapping
from pathlib import Path

from retro_cli.domain.format import Format
from retro_cli.domain.layout import Layout
from retro_cli.domain.merging import Contradiction, Merged, merge, merge_entry
from retro_cli.domain.text import dominant_newline
from retro_cli.errors import NotFoundError, RetroError, UnreadableError
from retro_cli.store.files import edit, overwrite, read_text, write_new
from retro_cli.store.journal import UNDATED
from retro_cli.store.locations import SETTINGS_FILE
from retro_cli.store.own_call import shell_call
from retro_cli.store.repository import Repository
from retro_cli.store.time_limit import time_limit

ATTRIBUTES = ".gitattributes"
IGNORED = ".gitignore"
LINES = ("*.md merge=retro", f"{SETTINGS_FILE} merge=retro")
OWN_LINES = ("*.md -text merge=retro", f"{SETTINGS_FILE} -text merge=retro")
TEMPORARY = ".*.tmp"

DONE, NOT_MINE, LEFT = 0, 1, 5
"""What the driver ends with: merged; git's own merge is to be tried; left as it is, for a person to look at."""
_SECONDS = 20.0
_MARKER_SIZE = 7  # of git's own; longer ones are for the merge of two common ancestors, which nobody sees


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


def _works(driver: str) -> bool:
    """Whether the program that a driver's command line calls is there."""
    import shlex

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


def drive(
    base: Path,
    ours: Path,
    theirs: Path,
    path: str,
    *,
    marker_size: int,
    formats: Mapping[str, Format],
    layout: Layout,
) -> tuple[int, tuple[Contradiction, ...]]:
    """Merge three files as git hands them over, the result into `ours`: what to end with, and where both stand.

    Whatever goes wrong leaves `ours` as it was.
    """
    try:
        with time_limit(_SECONDS):
            texts = [read_text(file) for file in (base, ours, theirs)]
            merged = merge_texts(path, texts[0] or None, texts[1], texts[2], formats, layout)
    except UnreadableError:
        return LEFT if path.lower().endswith(".md") else NOT_MINE, ()
    except (RetroError, TimeoutError, RecursionError, MemoryError):
        return NOT_MINE, ()
    if merged is None:
        return NOT_MINE, ()
    overwrite(ours, merged.text)
    return DONE, merged.contradictions if marker_size <= _MARKER_SIZE else ()


def in_folder(root: Path, env: Mapping[str, str]) -> tuple[Mapping[str, Format], Layout]:
    """The formats and the layout of the journal in a folder; those of any journal where its own cannot be read."""
    from retro_cli.store.formats import load_formats
    from retro_cli.store.locations import builtin_templates, user_templates
    from retro_cli.store.settings import load_settings

    folders = [("built-in", builtin_templates()), ("user", user_templates(env)), ("journal", root / "templates")]
    try:
        layout = load_settings(root, env).settings.layout
    except RetroError:
        layout = Layout()
    return load_formats(folders).by_name, layout


def merge_texts(
    path: str, base: str | None, ours: str, theirs: str, formats: Mapping[str, Format], layout: Layout
) -> Merged | None:
    """Two versions of a file made one, None where its structure is not known. Entries without a day are entries."""
    if path.startswith(f"{UNDATED}/") and path.lower().endswith(".md"):
        return merge_entry(base, ours, theirs, formats)
    return merge(path, base, ours, theirs, formats, layout)


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text).replace("%", "%%")
