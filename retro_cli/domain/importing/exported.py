"""An entry as another program exported it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Exported:
    """What the program says: the day (None where it is none) and the time of the day as `HHMM`, the title, the text in
    markdown, the tags without signs, and further front matter worth keeping."""

    date: dt.date | None
    time: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)


def texts(values: object) -> tuple[str, ...]:
    """The strings in a list that may hold anything."""
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()
