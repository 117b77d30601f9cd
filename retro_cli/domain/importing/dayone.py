"""The JSON export of Day One: `{"entries": [{"creationDate", "timeZone", "text", "tags", "starred", …}]}`."""

import re
from datetime import datetime, tzinfo
from typing import Any

from retro_cli.domain.importing.exported import Exported, texts
from retro_cli.domain.importing.model import ImportOptions

_HEADING = re.compile(r"\A\s*#\s+([^\r\n]+?)[ \t]*#*[ \t]*(?:\r\n|\r|\n|\Z)")


def knows(entry: dict[str, Any]) -> bool:
    """Whether an entry is one of Day One's."""
    return "creationDate" in entry


def read(entry: dict[str, Any], options: ImportOptions) -> Exported:
    """One entry, on the day that it was where it was written; a heading that opens it is its title."""
    written = _moment(entry, options.zone)
    text = str(entry.get("text") or "")
    heading = _HEADING.match(text)
    location = entry.get("location")
    place = location.get("placeName") if isinstance(location, dict) else None
    more: dict[str, object] = {"starred": True} if entry.get("starred") is True else {}
    return Exported(
        date=written.date() if written else None,
        time=f"{written:%H%M}" if written else "",
        title=heading[1] if heading else "",
        text=text[heading.end() :] if heading else text,
        tags=texts(entry.get("tags")),
        more={**more, "place": place} if isinstance(place, str) and place else more,
    )


def _moment(entry: dict[str, Any], zone: tzinfo | None) -> datetime | None:
    """When it was written by the clock of its place; by the user's where it names none."""
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(str(entry.get("creationDate")))
        if moment.tzinfo is None:
            return moment
        try:
            return moment.astimezone(ZoneInfo(str(entry.get("timeZone"))))
        except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
            return moment.astimezone(zone)
    except (ValueError, OverflowError):
        return None
