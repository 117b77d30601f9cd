"""Entries handed to other programs: which of them, without what is private, in the shape of an exporter."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from retro_cli.domain.entry import Entry
from retro_cli.domain.privacy import public
from retro_cli.errors import N_, RetroError, UsageError
from retro_cli.services.exporting import csv_rows, json_document, json_lines, todo_txt
from retro_cli.services.listing import Filter
from retro_cli.services.withholding import require_format
from retro_cli.store.journal import Journal, Page

Document = Callable[[Entry], dict[str, Any]]
"""What makes the JSON of an entry."""


class Exporter(Protocol):
    """A shape: the pieces of a file that holds the entries, whose JSON `document` makes."""

    def __call__(self, entries: Iterator[Entry], document: Document, /) -> Iterator[str]: ...


# A new exporter is one module and one line here, and an option of the command.
EXPORTERS: Mapping[str, Exporter] = {
    "json": json_document.export,
    "jsonl": json_lines.export,
    "csv": csv_rows.export,
    "todo-txt": todo_txt.export,
}

_OF_THE_JOURNAL = ("templates", "assets")

ENDINGS = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".txt": "todo-txt"}
"""The exporter that the name of a file asks for."""


def exported_entries(
    journal: Journal, chosen: Filter, *, private: bool, problem: Callable[[RetroError], None]
) -> Iterator[Entry]:
    """The entries of `exported_pages`."""
    return (shown for _page, shown in exported_pages(journal, chosen, private=private, problem=problem))


def exported_pages(
    journal: Journal,
    chosen: Filter,
    *,
    private: bool,
    problem: Callable[[RetroError], None],
    progress: Callable[[int], Callable[[], None]] | None = None,
) -> Iterator[tuple[Page, Entry]]:
    """The pages that pass, one by one, with what of their entries is shown: oldest first, a review after its days.

    What is private is left out unless `private`. `problem` gets the error of each file that could not be read, or
    whose format is not known: nothing tells what of it is private. `progress` gets how many files there are and gives
    what to call after each.
    """
    slots = [(path, slot) for path in journal.paths() if (slot := journal.slot(path)) and chosen.may_take(slot)]
    named = [(slot.week.sunday if slot.week else slot.date, path) for path, slot in slots]
    inside = journal.pages(journal.dated_inside())
    for error in inside.problems:
        problem(error)
    known = {page.entry.path: page for page in inside.pages}
    dated = [(page.entry.date, path) for path, page in known.items() if page.entry.date is not None]
    step = progress(len(named) + len(dated)) if progress else None
    for _day, path in sorted([*named, *dated], key=lambda one: (one[0], one[1].removesuffix(".md"))):
        if step is not None:
            step()
        read = journal.pages([path]) if path not in known else None
        for error in read.problems if read else ():
            problem(error)
        for page in read.pages if read else [known[path]]:
            if not chosen.takes(page.entry):
                continue
            try:
                shown = page.entry if private else _public(journal, page)
            except RetroError as error:
                problem(error)
                continue
            if shown is not None:
                yield page, shown


def require_no_part_of(journal: Journal, path: Path) -> None:
    """Make sure that an export to `path` writes over nothing that the journal is made of.

    Errors: UsageError for an entry, a template, a picture, the settings, or a name that an entry would have.
    """
    target, root = Path(os.path.realpath(path)), Path(os.path.realpath(journal.root))
    if not target.is_relative_to(root) or target == root:
        return
    inside = target.relative_to(root)
    first = inside.parts[0].casefold()
    if (
        inside.suffix.casefold() in (".md", ".markdown")
        or inside.name.casefold() == "retro.toml"
        or (len(inside.parts) > 1 and (first in _OF_THE_JOURNAL or first.startswith(".")))
    ):
        raise UsageError(
            N_("This is a place of the journal itself, so nothing was written there."),
            hint=N_("Name a file elsewhere: -o FILE"),
            where=str(path),
        )


def _public(journal: Journal, page: Page) -> Entry | None:
    """What of an entry others may see, as of publishing. Errors: UnreadableError where its format is not known."""
    if page.entry.private:
        return None
    require_format(journal, page)
    return public(page.entry, page.text, journal.formats.by_name)
