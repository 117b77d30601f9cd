"""`retro search WORD…` into a pipe: what was found, one plain line each."""

import os
from pathlib import Path

from retro_cli.cli.fast.found import find_journal
from retro_cli.cli.render.hitlines import plain_parts
from retro_cli.domain.query import read_query
from retro_cli.domain.text import visible
from retro_cli.services.searching import Search, Wanted
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates, user_templates

TYPE_CHECKING = False  # as in typing, which nothing here waits for
if TYPE_CHECKING:
    from retro_cli.cli.fast import Call


def answer(call: "Call") -> str | None:
    """The lines; None where nothing is found, or something could not be read: that has to be told in words."""
    place = find_journal(call)
    query = read_query(" ".join(call.words[1:]))
    if place is None or query.empty:
        return None
    root, settings = Path(place.root), place.settings()
    folders = [
        ("built-in", builtin_templates()),
        ("user", user_templates(call.env)),
        ("journal", root / "templates"),
    ]
    search = Search(Journal(root, settings, load_formats(folders), Path(os.devnull)), Wanted(query))
    lines = ["".join(text for text, _ in parts) for found in search for parts in plain_parts(found)]
    return None if search.problems or not lines else "".join(f"{visible(line)}\n" for line in lines)
