"""One JSON document, as `retro show --json` has it."""

import json
from collections.abc import Callable, Iterator
from textwrap import indent
from typing import Any

from retro_cli.domain.entry import Entry


def export(entries: Iterator[Entry], document: Callable[[Entry], dict[str, Any]]) -> Iterator[str]:
    """The pieces of the document, entry by entry."""
    between = '{\n  "version": 1,\n  "entries": [\n'
    for entry in entries:
        yield between + indent(json.dumps(document(entry), ensure_ascii=False, indent=2), "    ", lambda _line: True)
        between = ",\n"
    yield '{\n  "version": 1,\n  "entries": []\n}\n' if between != ",\n" else "\n  ]\n}\n"
