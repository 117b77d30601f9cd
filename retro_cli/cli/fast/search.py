"""`retro search WORD…` into a pipe: what was found, one plain line each.

Most entries can be searched without their format. Where all headings stand on the level that retro writes, each opens
a section whatever it is called; what is found in it needs no more than its own words.
"""

from retro_cli.cli.fast.found import find_journal
from retro_cli.cli.render.hitlines import plain_line
from retro_cli.domain.ordering import RANK, plain_label, slot_end
from retro_cli.domain.plain_entry import PlainReader
from retro_cli.domain.query import Query, read_query, squeezed
from retro_cli.domain.text import visible
from retro_cli.store.scanning import is_text
from retro_cli.store.sweeping import kept
from retro_cli.store.walking import UNDATED, says_date

TYPE_CHECKING = False  # as in typing, which nothing here waits for
if TYPE_CHECKING:
    from retro_cli.cli.fast import Call
    from retro_cli.cli.fast.found import Place
    from retro_cli.domain.layout import Slot
    from retro_cli.errors import RetroError
    from retro_cli.services.searching import Found, Search

_WRITTEN_LEVEL = 2
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def answer(call: "Call") -> str | None:
    """The lines; None where nothing is found, or something could not be read: that has to be told in words."""
    from retro_cli.errors import RetroError

    place = find_journal(call)
    query = read_query(" ".join(call.words[1:]))
    if place is None or query.empty:
        return None
    careful: Search | None = None
    lines: list[str] = []
    candidates = _candidates(place, query)
    if candidates is None:
        careful = _careful(call, place, query)
        lines = [line for found in careful for line in _told(found)]
        return None if careful.problems else _joined(lines)
    reader = PlainReader()
    for path, data, slot in candidates:
        text = data.decode()
        found = _found(reader, query, text, path, slot)
        if found is None:
            careful = careful or _careful(call, place, query)
            try:
                found = _told(careful.found_in(text, path, slot))
            except RetroError:
                return None
        lines += found
    return _joined(lines)


def _joined(lines: list[str]) -> str | None:
    return "".join(f"{visible(line)}\n" for line in lines) or None


def _candidates(place: "Place", query: Query) -> "list[tuple[str, bytes, Slot]] | None":
    """The entries whose bytes let a match through, newest first; None where not all of them have a day in their name
    or can be read."""
    problems: list[RetroError] = []
    may_match = query.may_match
    order: list[tuple[int, int, str, bytes, Slot]] = []
    for path, data in kept(place.root, lambda data: may_match(data) or not is_text(data), problems):
        if data is None or not is_text(data) or data[:2] in _UTF16:
            return None
        slot = place.layout.slot(path)
        if slot is not None:
            order.append((slot_end(slot).toordinal(), RANK[slot.kind], path, data, slot))
        elif path.startswith(f"{UNDATED}/") or says_date(data):
            return None
    if problems:
        return None
    order.sort(key=lambda one: one[2])
    order.sort(key=lambda one: one[:2], reverse=True)
    return [one[2:] for one in order]


def _found(reader: PlainReader, query: Query, text: str, path: str, slot: "Slot") -> list[str] | None:
    """The lines of what is found in an entry; None where its format has to be known."""
    plain = reader.read(text)
    if plain is None:
        return None
    _meta, above, lines = plain
    if any(level != _WRITTEN_LEVEL for level, _ in lines.headings):
        return None
    if any(query.may_match(line.encode()) for line in above):
        return None
    day = plain_label(slot.kind, slot.date)
    section = ""
    found = []
    for kind, text, line, _ in lines.parts:
        told = squeezed(text)
        matches = query.matches(told)
        if kind == "heading":
            if matches:
                return None
            section = text
        elif matches:
            found.append(plain_line(day, section, told, f"{path}:{line}"))
    return found


def _careful(call: "Call", place: "Place", query: Query) -> "Search":
    """The search that knows the formats."""
    import os
    from pathlib import Path

    from retro_cli.services.searching import Search, Wanted
    from retro_cli.store.formats import load_formats
    from retro_cli.store.journal import Journal
    from retro_cli.store.locations import builtin_templates, user_templates

    root = Path(place.root)
    formats = load_formats(
        [
            ("built-in", builtin_templates()),
            ("user", user_templates(call.env)),
            ("journal", root / "templates"),
        ]
    )
    return Search(Journal(root, place.settings(), formats, Path(os.devnull)), Wanted(query))


def _told(found: "Found | None") -> list[str]:
    from retro_cli.cli.render.hitlines import plain_parts

    return ["".join(told for told, _ in parts) for parts in plain_parts(found)] if found else []
