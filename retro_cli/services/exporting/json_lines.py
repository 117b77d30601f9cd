"""JSON Lines: an entry a line."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from retro_cli.domain.entry import Entry


def export(entries: Iterator[Entry], document: Callable[[Entry], dict[str, Any]]) -> Iterator[str]:
    """A line for each entry, as `retro show --json` has it."""
    for entry in entries:
        yield json.dumps(document(entry), ensure_ascii=False) + "\n"
