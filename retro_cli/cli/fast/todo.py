"""`retro todo` into a pipe: the open action items, one plain line each."""

from retro_cli.cli.fast.found import find_items
from retro_cli.cli.render.todolines import plain_parts
from retro_cli.domain.text import visible
from retro_cli.domain.todolist import grouped

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from retro_cli.cli.fast import Call


def answer(call: "Call") -> str | None:
    """The lines; None where there are none, because that has to be told in words."""
    seen = find_items(call)
    if seen is None or not seen[0].items:
        return None
    found, today, _ = seen
    items = [item for group in grouped(found.items, today) for item in group.items]
    lines = ("".join(text for text, _ in plain_parts(item, found.id(item), today)) for item in items)
    return "".join(f"{visible(line)}\n" for line in lines)
