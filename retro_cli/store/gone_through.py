"""What came of the action items that a session asked about, so that no other session of that day asks again."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from retro_cli.errors import RetroError
from retro_cli.store.files import overwrite, read_text

_FILE = "gone-through.json"


def outcomes_of(state: Path, day: date) -> dict[str, str]:
    """The outcomes of a day by item id; none where nothing was asked, or nothing of it can be read."""
    try:
        kept = json.loads(read_text(state / _FILE))
        outcomes = kept["outcomes"] if kept["day"] == day.isoformat() else {}
        return {str(item): str(outcome) for item, outcome in outcomes.items()}
    except (RetroError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def keep_outcomes(state: Path, day: date, outcomes: Mapping[str, str]) -> None:
    """Remember the outcomes of a day, those of other days are forgotten. Where that fails, they are asked again."""
    with suppress(RetroError):
        overwrite(state / _FILE, json.dumps({"day": day.isoformat(), "outcomes": dict(outcomes)}) + "\n")
