"""The JSON export of jrnl: `{"tags": {…}, "entries": [{"title", "body", "date", "time", "tags", "starred"}]}`."""

from typing import Any

from retro_cli.domain.entry import as_date
from retro_cli.domain.importing.exported import Exported, texts
from retro_cli.domain.importing.model import ImportOptions


def knows(entry: dict[str, Any]) -> bool:
    """Whether an entry is one of jrnl's."""
    return "title" in entry and "body" in entry and "date" in entry


def read(entry: dict[str, Any], _options: ImportOptions) -> Exported:
    """One entry; its first sentence is the title, as jrnl has it."""
    return Exported(
        date=as_date(entry.get("date")),
        time=str(entry.get("time") or "").replace(":", ""),
        title=str(entry.get("title") or ""),
        text=str(entry.get("body") or ""),
        tags=tuple(tag.lstrip("@#") for tag in texts(entry.get("tags"))),
        more={"starred": True} if entry.get("starred") is True else {},
    )
