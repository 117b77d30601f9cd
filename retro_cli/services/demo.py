"""An example journal: twelve weeks of somebody who learns, dated so that they end shortly before today."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from retro_cli.domain import frontmatter, taskline
from retro_cli.domain.answers import item
from retro_cli.domain.layout import Layout, slug
from retro_cli.domain.period import Week
from retro_cli.domain.text import line_ending, split_lines, strip_ending
from retro_cli.errors import N_, ConflictError
from retro_cli.services.capture import blank_answers
from retro_cli.services.reviews import view, write_review
from retro_cli.store import files
from retro_cli.store.examples import example_texts, occupied
from retro_cli.store.journal import Journal
from retro_cli.store.locations import SETTINGS_FILE

WEEKS = 12
_DAYS = ("mon", "tue", "wed", "thu", "fri")
_TOKEN = re.compile(r"\{(w\d\d-[a-z]{3}|soon|course-start)\}")
_CLOSED = re.compile(r"\[([x-]) (w\d\d-[a-z]{3})\] (.+)")  # in reflections: how and when an item was closed
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
        if name.endswith(".md") and days[name[:7]] < today:
            text = _before(today, _dated(text, days))
            path = _path(days[name[:7]], text, one_more=name[7:] != ".md")
            files.write_new(folder / path, text)
            written.append(path)
    return written


def write_reviews(journal: Journal, lang: str, today: date) -> list[str]:
    """Write the reviews of the example journal's past weeks, as `retro week` does; their paths."""
    days = _days(today)
    written = []
    for name, reflected in tomllib.loads(example_texts(lang)[_REFLECTIONS]).items():
        path = _write_review(journal, lang, Week.of(days[f"{name}-mon"]), reflected)
        closed = {found[3]: (found[1], days[found[2]]) for found in map(_CLOSED.match, reflected["try"]) if found}
        journal.edit(path, partial(_close, closed=closed, today=today))
        written.append(path)
    return written


def _write_review(journal: Journal, lang: str, week: Week, reflected: Mapping[str, Sequence[str]]) -> str:
    seen = view(journal, week, lang)
    sections = {key: tuple(item(_CLOSED.sub(r"\3", text)) for text in texts) for key, texts in reflected.items()}
    write_review(journal, seen, replace(blank_answers(seen.target), sections=sections), lang)
    return seen.target.path


def _close(text: str, closed: Mapping[str, tuple[str, date]], today: date) -> str:
    """The text of a review with those of its action items done or dropped that were by `today`."""
    lines = split_lines(text)
    for index, line in enumerate(lines):
        task = taskline.parse(strip_ending(line))
        mark, day = closed.get(task.text, (" ", today)) if task else (" ", today)
        if day < today:
            lines[index] = taskline.set_mark(strip_ending(line), mark, day) + line_ending(line)
    return "".join(lines)


def _days(today: date) -> dict[str, date]:
    """The days that the texts speak of: `w12` is the week of the last working day before today, `w01` the first."""
    last = Week.of(today - timedelta(days=3 if today.weekday() == 0 else 1)).monday
    first = last - timedelta(weeks=WEEKS - 1)
    days = {
        f"w{week + 1:02}-{name}": first + timedelta(weeks=week, days=number)
        for week in range(WEEKS)
        for number, name in enumerate(_DAYS)
    }
    friday = Week.of(today).monday + timedelta(days=4)
    days["soon"] = friday if friday >= today else friday + timedelta(days=2)
    days["course-start"] = first
    return days


def _dated(text: str, days: Mapping[str, date]) -> str:
    return _TOKEN.sub(lambda found: days[found[1]].isoformat(), text)


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
