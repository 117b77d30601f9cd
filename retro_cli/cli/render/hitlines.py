"""What a search found, one plain line each: fields that stay where they are."""

from retro_cli.domain.headings import bare_heading
from retro_cli.domain.ordering import plain_label

TYPE_CHECKING = False  # as in typing, which the fastest commands do not wait for
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retro_cli.services.searching import Found, Hit

    Places = Sequence[tuple[int, int]]


def plain_parts(found: "Found") -> "Iterator[list[tuple[str, str]]]":
    """Day, section, text and place of each hit, each with its style."""
    entry = found.entry
    day = plain_label(entry.period, entry.date) if entry.date else "-"
    for hit in found.hits:
        before, after = f"{day}  {section_name(hit) or '-'}  ", f"  {entry.path}:{hit.passage.line}"
        yield [(before, ""), *marked(hit.text, hit.places), (after, "")]


def plain_line(day: str, heading: str, text: str, place: str) -> str:
    """The same line of one hit, from its pieces."""
    return f"{day}  {bare_heading(heading) or '-'}  {text}  {place}"


def section_name(hit: "Hit") -> str:
    """The heading that a hit stands below as one reads it, the name of its field, or nothing."""
    passage = hit.passage
    return bare_heading(passage.heading) if passage.heading else passage.section or ""


def marked(text: str, places: "Places", style: str = "") -> list[tuple[str, str]]:
    """The text in parts, what was found in a style of its own."""
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end in places:
        parts += [(text[at:start], style), (text[start:end], "found")]
        at = end
    return [part for part in (*parts, (text[at:], style)) if part[0]]
