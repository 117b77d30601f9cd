"""`retro status --short`: how many action items wait, for a prompt that is drawn again and again."""

from retro_cli.cli.fast.found import find_items
from retro_cli.domain.shortstatus import short_status
from retro_cli.domain.text import visible

TYPE_CHECKING = False  # as in typing, which nothing here waits for
if TYPE_CHECKING:
    from retro_cli.cli.fast import Call


def answer(call: "Call") -> str | None:
    """The line, nothing where nothing waits; None where a closer look is needed."""
    seen = find_items(call)
    if seen is None:
        return None
    found, today, pattern = seen
    later = sum(item.waits(today) for item in found.items)
    overdue = sum(item.overdue(today) and not item.waits(today) for item in found.items)
    told = short_status(pattern, len(found.items) - later, overdue, later)
    return f"{visible(told)}\n" if told else ""
