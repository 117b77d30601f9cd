"""The rows of an entry in the making."""

from dataclasses import dataclass

from retro_cli.domain.importing.lines import is_rule


@dataclass(frozen=True, slots=True)
class Row:
    """A line to write, and the 0-based line of the source that it comes from (None: a line that was added)."""

    text: str
    line: int | None


def blank(rows: list[Row]) -> None:
    """Set the next row off with a blank line."""
    if rows and rows[-1].text.strip():
        rows.append(Row("", None))


def trimmed(rows: list[Row]) -> list[Row]:
    """The rows without blank ones at the beginning and the end."""
    first, last = 0, len(rows)
    while first < last and not rows[first].text.strip():
        first += 1
    while last > first and not rows[last - 1].text.strip():
        last -= 1
    return rows[first:last]


def without_rules(rows: list[Row]) -> list[Row]:
    """The rows without the rules and blank lines that set an entry off from those beside it in its file."""
    found = trimmed(rows)
    while found and is_rule(found[-1].text) and (len(found) == 1 or not found[-2].text.strip()):
        found = trimmed(found[:-1])
    while found and is_rule(found[0].text):
        found = trimmed(found[1:])
    return found
