"""Golden cases of reading foreign files: `NAME.md` is what somebody wrote, `NAME.json` the options and what is read.

`python tests/domain/importing/cases.py --update [NAME…]` writes the JSON files anew from what is read now.
"""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from retro_cli.domain.format import Format
from retro_cli.domain.importing.model import ImportOptions, ReadEntry, ReadFile
from retro_cli.domain.importing.reading import read_source
from retro_cli.store.formats import load_formats

CASES = Path(__file__).parents[2] / "cases" / "import"
_DATES = ("start", "open_since")


def formats() -> dict[str, Format]:
    """The built-in formats."""
    return dict(load_formats([("built-in", Path(__file__).parents[3] / "templates")]).by_name)


def names() -> list[str]:
    """The names of the cases."""
    return sorted(path.stem for path in CASES.glob("*.md"))


def given(name: str) -> dict[str, Any]:
    """The options of a case."""
    path = CASES / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8")).get("options", {}) if path.exists() else {}
    return found


def options(said: dict[str, Any]) -> ImportOptions:
    """The options as the reader takes them, in Seoul on 2026-11-20."""
    values: dict[str, Any] = {
        key: dt.date.fromisoformat(value) if key in _DATES else value for key, value in said.items()
    }
    values.pop("path", None)
    return ImportOptions(today=dt.date(2026, 11, 20), zone=ZoneInfo("Asia/Seoul"), **values)


def read(name: str) -> ReadFile:
    """What is read of a case now."""
    said = given(name)
    text = (CASES / f"{name}.md").read_bytes().decode("utf-8")
    return read_source(text, said.get("path", f"{name}.md"), formats(), options(said))


def document(name: str, found: ReadFile) -> dict[str, Any]:
    """What was read, as the golden file has it."""
    problems = [f"{one.line}: {one.message.format(**one.values)}" for one in found.problems]
    return {"options": given(name), "entries": [_entry(entry) for entry in found.entries], "problems": problems}


def _entry(entry: ReadEntry) -> dict[str, Any]:
    sections = [
        {
            "key": one.key,
            "role": one.role,
            "heading": one.heading,
            "lines": f"{one.line}-{one.end}",
            "items": [
                f"{item.line}: {'' if item.mark is None else f'[{item.mark}] '}{item.text}" for item in one.items
            ],
        }
        for one in entry.sections
    ]
    days = [str(day) for day in (entry.date, entry.end_date) if day]
    return {
        "lines": f"{entry.line}-{entry.end}",
        "period": entry.period,
        "days": days,
        "week": entry.week.label if entry.week else None,
        "format": entry.format,
        "title": entry.title,
        "tags": list(entry.tags),
        "sections": sections,
        "text": entry.text.split("\n"),
    }


def update(wanted: list[str]) -> None:
    """Write the golden files of the named cases, of all without names."""
    for name in wanted or names():
        text = json.dumps(document(name, read(name)), ensure_ascii=False, indent=2)
        (CASES / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__" and "--update" in sys.argv:
    update([word for word in sys.argv[1:] if not word.startswith("-")])
