"""An example journal: two weeks of somebody who learns, dated so that they end shortly before today."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from retro_cli.domain import frontmatter, taskline
from retro_cli.domain.answers import item
from retro_cli.domain.layout import Layout, slug
from retro_cli.domain.period import Week
from retro_cli.domain.text import line_ending, split_lines, strip_ending
from retro_cli.errors import N_, ConflictError
from retro_cli.services.capture import blank_answers
from retro_cli.services.weekly import view_week, write_review
from retro_cli.store import files
from retro_cli.store.examples import example_texts, occupied
from retro_cli.store.journal import Journal
from retro_cli.store.locations import SETTINGS_FILE

COURSE_WEEK = 5
_DAYS = ("mon", "tue", "wed", "thu", "fri")
_TOKEN = re.compile(r"\{([a-z]+(?:-[a-z]+)?)\}")
_REFLECTIONS = "reflections.toml"


def lay_out(folder: Path, lang: str, today: date) -> list[str]:
    """Write the example journal in `lang` ("en" or "ko") to `folder`; the paths of its entries.

    Only days before `today` are written, so that today is still to come. Raises ConflictError where something
    stands at `folder` already.
    """
    if occupied(folder):
        raise ConflictError(
            N_("This folder is not empty: the example journal needs one of its own."),
            hint=N_("Name another: retro demo FOLDER"),
            where=str(folder),
        )
    texts = example_texts(lang)
    days = _days(today)
    files.write_new(folder / SETTINGS_FILE, _dated(texts[SETTINGS_FILE], days))
    written = []
    for name, text in texts.items():
        if name.endswith(".md") and days[name[:8]] < today:
            text = _before(today, _dated(text, days))
            path = _path(days[name[:8]], text, one_more=name[8:] != ".md")
            files.write_new(folder / path, text)
            written.append(path)
    return written


def write_last_review(journal: Journal, lang: str, today: date) -> str:
    """Write the review of the last whole week of the example journal, as `retro week` does; its path."""
    view = view_week(journal, Week.of(_days(today)["last-mon"]), lang)
    reflections = tomllib.loads(example_texts(lang)[_REFLECTIONS])
    sections = {key: tuple(item(text) for text in texts) for key, texts in reflections.items()}
    write_review(journal, view, replace(blank_answers(view.target), sections=sections), lang)
    return view.target.path


def _days(today: date) -> dict[str, date]:
    """The days that the texts speak of. `this` is the week of the last working day before today."""
    this = Week.of(today - timedelta(days=3 if today.weekday() == 0 else 1)).monday
    days = {f"this-{name}": this + timedelta(days=number) for number, name in enumerate(_DAYS)}
    days |= {f"last-{name}": day - timedelta(days=7) for name, day in days.items() for name in [name[5:]]}
    friday = Week.of(today).monday + timedelta(days=4)
    days["soon"] = friday if friday >= today else friday + timedelta(days=2)
    days["course-start"] = this - timedelta(weeks=COURSE_WEEK - 1)
    return days


def _dated(text: str, days: Mapping[str, date]) -> str:
    return _TOKEN.sub(lambda found: days[found[1]].isoformat() if found[1] in days else found[0], text)


def _before(today: date, text: str) -> str:
    """The text as it stood before `today`: what is done later is still open."""
    lines = split_lines(text)
    for index, line in enumerate(lines):
        task = taskline.parse(strip_ending(line))
        closed = (task.done or task.cancelled) if task else None
        if closed and closed >= today:
            lines[index] = taskline.set_mark(strip_ending(line), " ", None) + line_ending(line)
    return "".join(lines)


def _path(day: date, text: str, *, one_more: bool) -> str:
    title = frontmatter.read(text).get("title")
    return Layout().day(day, slug(str(title)) if one_more else "")
