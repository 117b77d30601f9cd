"""The JSON documents of `--json`, one function for each: fields are always there, and null where there is nothing."""

from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from retro_cli.domain.entry import Entry, Item, Section
from retro_cli.domain.period import Week

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.format import Format
    from retro_cli.domain.period import Course
    from retro_cli.domain.rollup import DayLine, RolledItem, RollUp
    from retro_cli.domain.stats import Stats, Streaks
    from retro_cli.errors import RetroError
    from retro_cli.services.importing.run import ImportedFile
    from retro_cli.services.overview import Overview
    from retro_cli.services.publishing.like import Likeness
    from retro_cli.services.publishing.posting import Draft as Posted
    from retro_cli.services.searching import Found, Hit
    from retro_cli.services.settings_view import Setting
    from retro_cli.store.formats import Formats

VERSION = 1
Document = dict[str, Any]


def entries_document(entries: list[Entry]) -> Document:
    """The document of `list` and `show`."""
    return {"version": VERSION, "entries": [entry_document(entry) for entry in entries]}


def entry_document(entry: Entry) -> Document:
    """One entry; paths are relative to the journal, `line` and `end` of its parts are 1-based."""
    return {
        "path": entry.path,
        "date": iso(entry.date),
        "end": iso(entry.end),
        "week": entry.week,
        "period": entry.period,
        "format": entry.format,
        "title": entry.title,
        "tags": list(entry.tags),
        "fields": {str(key): plain(value) for key, value in entry.fields.items()},
        "note": entry.note or None,
        "sections": [_section(section) for section in entry.sections],
    }


def _section(section: Section) -> Document:
    return {
        "key": section.key,
        "role": section.role,
        "heading": section.heading,
        "line": section.line,
        "end": section.end,
        "text": section.text or None,
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> Document:
    return {"text": item.text, "body": item.body or None, "line": item.line, "end": item.end, "mark": item.mark}


def overview_document(found: "Overview", journal: str, course: "Course | None") -> Document:
    """The document of `status`."""
    return {
        "version": VERSION,
        "date": found.today.isoformat(),
        "course_week": course.course_week(found.today) if course else None,
        "journal": journal,
        "rhythm": found.rhythm,
        "days": [{"date": day.date.isoformat(), "state": day.state} for day in found.days],
        "entries": [entry.path for entry in found.entries],
        "review": {"path": found.review, "written": found.reviewed},
        "drafts": [
            {
                "kind": waiting.draft.kind,
                "date": waiting.draft.date.isoformat(),
                "format": waiting.draft.format,
                "at": waiting.draft.at.strip() or None,
                "place": waiting.place or None,
                "count": waiting.count or None,
            }
            for waiting in found.drafts
        ],
        "todos": {"open": found.open, "later": found.later, "overdue": found.overdue},
        "blanks": [
            {"path": blank.entry.path, "date": iso(blank.entry.date), "sections": list(blank.sections)}
            for blank in found.blanks
        ],
        "undated": list(found.undated),
    }


def hit_document(found: "Found", hit: "Hit") -> Document:
    """One hit of `search`; `section` is a key, else a heading, and `state` that of an action item."""
    return {
        "path": found.entry.path,
        "line": hit.passage.line,
        "date": iso(found.entry.date),
        "section": hit.passage.section,
        "role": hit.passage.role,
        "text": hit.passage.text,
        "state": hit.passage.state,
        "format": found.entry.format_name,
        "entry": found.entry.title,
    }


def stats_document(stats: "Stats") -> Document:
    """The document of `stats`; `hours` and what there is none of are null."""
    todos = stats.todos
    return {
        "version": VERSION,
        "from": iso(stats.first),
        "to": iso(stats.last),
        "entries": stats.entries,
        "words": stats.words,
        "formats": dict(stats.formats),
        "streaks": {"day": _streaks(stats.by_day), "week": _streaks(stats.by_week)},
        "days": [{"date": iso(day.date), "entries": day.entries, "words": day.words} for day in stats.days],
        "weeks": [
            {
                "week": Week.of(week.monday).label,
                "from": iso(week.monday),
                "entries": week.entries,
                "words": week.words,
                "roles": dict(week.roles),
            }
            for week in stats.weeks
        ],
        "todos": {
            "made": todos.made,
            "done": todos.done,
            "dropped": todos.dropped,
            "open": todos.open,
            "settled": todos.settled,
            "done_within_week": todos.quick,
            "median_age_days": todos.age,
            "best": {"month": todos.best.month.isoformat()[:7], "made": todos.best.made, "done": todos.best.done}
            if todos.best
            else None,
            "oldest": {
                "text": todos.oldest.text,
                "date": iso(todos.oldest.date),
                "path": todos.oldest.path,
                "line": todos.oldest.line,
            }
            if todos.oldest
            else None,
        },
        "fields": {
            key: [{"date": iso(day), "value": plain(value)} for day, value in pairs]
            for key, pairs in stats.fields.items()
        },
        "hours": list(stats.hours) if stats.hours else None,
    }


def _streaks(streaks: "Streaks") -> Document:
    runs = {"current": streaks.current, "longest": streaks.longest}
    return {name: {"length": run.length, "from": iso(run.start), "to": iso(run.end)} for name, run in runs.items()}


def settings_document(settings: "list[Setting]") -> Document:
    """The document of `config`; an origin is "default", a path, "env RETRO_…" or the flag."""
    return {
        "version": VERSION,
        "settings": [{"key": one.key, "value": plain(one.value), "origin": one.origin} for one in settings],
    }


def week_document(week: "RollUp", written: str | None) -> Document:
    """The document of `week`: its days, items by role, prose, and action items as of its last day.

    `written` is the path of its review where there is one.
    """
    actions = week.actions
    named = {"opened": actions.opened, "done": actions.done, "dropped": actions.dropped, "carried": actions.carried}
    return {
        "version": VERSION,
        "week": week.week.label,
        "from": iso(week.week.monday),
        "to": iso(week.week.sunday),
        "days": [
            {
                "date": iso(day.date),
                "entries": list(day.entries),
                "fields": {str(key): plain(value) for key, value in day.fields.items()},
            }
            for day in week.days
        ],
        "roles": {role: [_rolled(item) for item in items] for role, items in week.roles.items()},
        "prose": [_day_line(line) for line in week.prose],
        "actions": {name: [_week_action(item, week) for item in items] for name, items in named.items()},
        "written": written,
    }


def _rolled(item: "RolledItem") -> Document:
    return {
        "text": item.text,
        "date": iso(item.date),
        "dates": [iso(day) for span in item.spans for day in span.days()],
        "path": item.path,
        "line": item.line,
        "private": item.private,
    }


def _day_line(line: "DayLine") -> Document:
    return {
        "date": iso(line.span.start),
        "end": iso(line.span.end) if line.span.end != line.span.start else None,
        "title": line.title or None,
        "text": line.sentence or None,
        "path": line.path,
        "private": line.private,
    }


def _week_action(item: "ActionItem", week: "RollUp") -> Document:
    """An action item in the state and of the age that the week's last day found it in."""
    from retro_cli.domain.rollup import state_on

    state, _ = state_on(item, week.week.sunday)
    return {**todo_document(item, week.week.sunday), "state": item.state if item.open else state}


def formats_document(formats: "Formats") -> Document:
    """The document of `formats list`."""
    return {
        "version": VERSION,
        "formats": [format_document(known, formats.source[name]) for name, known in formats.by_name.items()],
        "broken": [{"path": broken.where or None, "message": broken.told()} for broken in formats.broken],
    }


def format_document(known: "Format", source: str) -> Document:
    """One format; texts are by language, under "" where the template names none."""
    return {
        "name": known.name,
        "title": dict(known.title),
        "summary": dict(known.summary),
        "period": known.period,
        "repeats": known.repeats,
        "source": source,
        "path": known.origin,
        "sections": [
            {
                "key": section.key,
                "role": section.role,
                "kind": section.kind,
                "heading": dict(section.heading),
                "aliases": list(section.aliases),
                "prompt": dict(section.prompt),
                "required": section.required,
                "private": section.private,
            }
            for section in known.sections
        ],
        "fields": [
            {
                "key": spec.key,
                "type": spec.type,
                "prompt": dict(spec.prompt),
                "min": spec.min if spec.type == "scale" else None,
                "max": spec.max if spec.type == "scale" else None,
                "choices": list(spec.choices),
            }
            for spec in known.fields
        ],
    }


def iso(day: date | None) -> str | None:
    """A day as `2026-11-20`."""
    return day.isoformat() if day else None


def plain(value: object) -> Any:
    """A value of front matter as JSON can say it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return str(value)


def todos_document(items: "Sequence[ActionItem]", today: date) -> Document:
    """The document of `todo`."""
    return {"version": VERSION, "todos": [todo_document(item, today) for item in items]}


def todo_document(item: "ActionItem", today: date) -> Document:
    """One action item. Its id is whole: it stays the same whatever other items there are."""
    return {
        "id": item.id,
        "text": item.text,
        "state": item.state,
        "mark": item.mark,
        "date": iso(item.date),
        "age_days": item.age(today),
        "due": iso(item.due),
        "start": iso(item.start),
        "scheduled": iso(item.scheduled),
        "done": iso(item.done),
        "dropped": iso(item.dropped),
        "priority": item.priority,
        "recurrence": item.recurrence,
        "tags": list(item.tags),
        "section": item.section,
        "role": item.role,
        "format": item.format,
        "entry": item.entry,
        "path": item.path,
        "line": item.line,
    }


def imported_documents(file: "ImportedFile") -> list[Document]:
    """The entries of a file that was imported; `line` and `end` are those of the file, `state` is what became of it:
    new, same (its text is there already), exists (another text has its place) or moved (from below `undated/`)."""
    return [
        {
            "source": {"path": str(file.path), "line": one.read.line, "end": one.read.end},
            "date": iso(one.read.date),
            "end": iso(one.read.end_date),
            "week": one.read.week.label if one.read.week else None,
            "period": one.read.period,
            "format": one.read.format,
            "title": one.read.title,
            "tags": list(one.read.tags),
            "target": one.path,
            "state": one.state,
            "sections": [{**_section(section), "text": section.text} for section in one.read.sections],
        }
        for one in file.entries
    ]


def import_document(
    entries: list[Document],
    problems: "Sequence[tuple[Path, int, str]]",
    errors: "Sequence[RetroError]",
    translate: "Callable[[str], str]",
) -> Document:
    """The document of `import`; files that could not be read are among the problems, without a line."""
    unread = [
        {
            "path": error.where,
            "line": None,
            "message": " ".join(filter(None, [error.told(translate), error.way_out(translate)])),
        }
        for error in errors
    ]
    told = [{"path": str(path), "line": line, "message": message} for path, line, message in problems]
    return {"version": VERSION, "entries": entries, "problems": [*told, *unread]}


def posts_document(site: str | None, drafts: "Sequence[Posted]", written: "Sequence[Posted]") -> Document:
    """Posts: what each is of and made of, and whether it was written. `path` is relative to the site."""
    return {
        "version": VERSION,
        "site": site,
        "posts": [
            {
                "of": made.unit.name,
                "path": made.path,
                "title": made.title,
                "date": made.moment.isoformat(),
                "state": made.state,
                "style": made.style,
                "written": any(one is made for one in written),
                "entries": [one.path for one in made.collected.shown],
                "pictures": [copy.path for copy in made.copies],
                "blanks": [
                    {"path": blank.path, "line": blank.line, "heading": blank.heading}
                    for blank in made.collected.blanks
                ],
                "left_out": made.collected.left_out,
                "held_back": [path for path, _ in made.collected.held],
                "text": made.text,
            }
            for made in drafts
        ],
    }


def likeness_document(found: "Likeness") -> Document:
    """The settings that a post proposes, by key."""
    return {"version": VERSION, "settings": {one.key: plain(one.value) for one in found.proposals}}
