"""Formats as a user sees, checks and makes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retro_cli.domain import newformat
from retro_cli.domain.format import Format
from retro_cli.domain.formatfile import faults, is_format, read_format
from retro_cli.domain.outline import read_outline
from retro_cli.errors import N_, ConflictError, NotFoundError, RetroError, UsageError
from retro_cli.store.files import read_text
from retro_cli.store.formats import Formats
from retro_cli.store.journal import Journal

TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class Checked:
    """How many templates were looked at, and every fault in them."""

    count: int
    faults: tuple[RetroError, ...]


def check_file(path: Path) -> Checked:
    """Check one template. NotFoundError or UnreadableError where it cannot be read."""
    return Checked(1, tuple(faults(read_text(path), path.stem, str(path))))


def check_folders(folders: Sequence[Path]) -> Checked:
    """Check every template in these folders. Markdown without `sections:` is no template."""
    count = 0
    found: list[RetroError] = []
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.md"))):
        if path.name.startswith("."):
            continue
        try:
            text = read_text(path)
        except RetroError as error:
            found.append(error)
            count += 1
            continue
        if is_format(text):
            count += 1
            found += faults(text, path.stem, str(path))
    return Checked(count, tuple(found))


def new_template(
    journal: Journal, formats: Formats, name: str, source: Path | None, translate: Callable[[str], str]
) -> tuple[Path, Format]:
    """Write a template called `name` to the journal, of the headings of the file `source` or an example; its path.

    UsageError for a name that cannot be one or a file without headings, NotFoundError or UnreadableError for the file,
    ConflictError where the journal has a template of this name.
    """
    if source is None:
        text = newformat.blank(name, translate)
    else:
        text = newformat.from_headings(name, _headings(source, formats), formats.by_name.values(), translate)
    path = journal.root / TEMPLATES / f"{name}.md"
    try:
        format = read_format(text, name, str(path))
    except RetroError:
        raise UsageError(
            N_("{name} cannot be the name of a format."),
            hint=N_("Use letters, digits, - and _ without spaces."),
            name=name,
        ) from None
    with journal.locked("formats new"):
        try:
            journal.history.create(path, text)
        except ConflictError:
            raise ConflictError(
                N_("The journal has a format of this name: it was left as it is."),
                hint=N_("Choose another name, or edit that file."),
                where=str(path),
            ) from None
    return path, format


def _headings(source: Path, formats: Formats) -> list[str]:
    try:
        text = read_text(source)
    except NotFoundError as error:
        raise error.at(str(source)) from None
    return [mark.heading for mark in read_outline(text, formats.by_name, "log").marks]
