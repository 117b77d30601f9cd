"""The merge driver: what git calls for an entry or the settings that both sides changed. It starts for every file."""

from collections.abc import Mapping
from pathlib import Path

from retro_cli.domain.format import Format
from retro_cli.domain.layout import Layout
from retro_cli.domain.merging import Contradiction, Merged, merge, merge_entry
from retro_cli.errors import RetroError, UnreadableError
from retro_cli.store.files import overwrite, read_text
from retro_cli.store.time_limit import time_limit
from retro_cli.store.walking import UNDATED

DONE, NOT_MINE, LEFT = 0, 1, 5
"""What the driver ends with: merged; git's own merge is to be tried; left as it is, for a person to look at."""
_SECONDS = 20.0
_MARKER_SIZE = 7  # of git's own; longer ones are for the merge of two common ancestors, which nobody sees


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
