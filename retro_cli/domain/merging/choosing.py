"""Which merge a file of the journal gets."""

from collections.abc import Mapping

from retro_cli.domain import frontmatter
from retro_cli.domain.format import Format
from retro_cli.domain.frontmatter import FrontMatterError, as_date
from retro_cli.domain.layout import RESERVED_FOLDERS, Layout
from retro_cli.domain.merging.entries import merge_entry
from retro_cli.domain.merging.model import Merged
from retro_cli.domain.merging.settings import merge_settings


def merge(
    path: str, base: str | None, ours: str, theirs: str, formats: Mapping[str, Format], layout: Layout
) -> Merged | None:
    """The merge of the file at `path` (relative to the journal, with `/`), by what it is: entry or settings.

    None for everything else (templates, pictures, other notes), which git merges as it does. `base` is None where both
    sides made the file.
    """
    if path == "retro.toml":
        return merge_settings(base, ours, theirs)
    if is_entry(path, layout, ours, theirs):
        return merge_entry(base, ours, theirs, formats)
    return None


def is_entry(path: str, layout: Layout, *texts: str) -> bool:
    """Whether the file at `path` is an entry: by its name, or because the front matter of one of `texts` dates it."""
    folders = path.split("/")[:-1]
    if any(folder.startswith(".") for folder in folders) or path.split("/")[0] in RESERVED_FOLDERS:
        return False
    if layout.slot(path) is not None:
        return True
    return path.lower().endswith(".md") and any(_dated(text) for text in texts)


def _dated(text: str) -> bool:
    try:
        return as_date(frontmatter.read(text).get("date")) is not None
    except FrontMatterError:
        return False
