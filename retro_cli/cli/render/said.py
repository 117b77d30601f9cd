"""The lines that open and close an interview: the day, the week so far, what was saved."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers
    from retro_cli.domain.format import Format
    from retro_cli.services.capture import Saved, Target


def day_header(app: "App", target: "Target") -> None:
    """`11월 20일 (금) · 5주차 · KPT · 이번 주 3/5`, and what is not as usual: another journal, the night before."""
    from retro_cli.services.interview import week_so_far

    _ = app.translate
    parts = [days_label(app, target.day, target.end)]
    course = app.settings.course
    if course is not None and (number := course.course_week(target.day)) is not None:
        parts.append(_("week {number}").format(number=number))
    parts.append(format_title(app, target.format))
    if app.settings.rhythm != "weekly":
        week = week_so_far(app.journal, target.day)
        written = len([day for day in week.expected if day in week.written])
        this_week = app.today in week.week
        told = _("this week {written}/{expected}") if this_week else _("that week {written}/{expected}")
        parts.append(told.format(written=written, expected=len(week.expected)))
    app.screen.out((f" {' · '.join(parts)}", "title"))
    night_line(app, target.day)
    future_line(app, target.day)
    journal_line(app)
    broken_format_line(app, target.format)


def night_line(app: "App", day: "date") -> None:
    """Why the day that counts as today is the one before, in the small hours."""
    if app.now.date() != app.today and day == app.today:
        hour = app.settings.day_starts_at.strftime("%H:%M")
        told = app.translate("It is before {hour}, so this still counts as the day before.").format(hour=hour)
        app.screen.out((f" {told}", "dim"))


def future_line(app: "App", day: "date") -> None:
    """A note where the day is still to come."""
    if day > app.today:
        app.screen.out((" " + app.translate("This day is still to come."), "warn"))


def journal_line(app: "App") -> None:
    """The journal's path, where it is not the one that is usually meant."""
    if not app.place.configured:
        app.screen.out((f" {app.place.root}", "dim"))


def broken_format_line(app: "App", format: "Format") -> None:
    """That a format's own template cannot be read, so that another of its name is in use."""
    if error := app.formats.broken_one(format.name):
        app.screen.err(f"{error.where}: ", (error.told(app.translate), "warn"))


def full_path(app: "App", path: str) -> str:
    """The path of an entry as it is told where no header is: with its journal, where that is not the usual one."""
    return path if app.place.configured else str(app.place.root / path)


def days_label(app: "App", day: "date", end: "date | None" = None) -> str:
    """A day, or the days of a range."""
    from retro_cli.domain.names import day_label

    first = day_label(day, app.lang, app.today)
    return first if end is None or end == day else f"{first} – {day_label(end, app.lang, app.today)}"


def format_title(app: "App", format: "Format") -> str:
    """The format's title in the language of its questions."""
    from retro_cli.domain.labels import pick

    return pick(format.title, app.prompt_lang) or format.name


def saved(app: "App", saved: "Saved", format: "Format", *, new_journal: bool = False, when: str = "") -> None:
    """One line: what was written, where, and what is left to try. `when` is told of a day that was asked for."""
    _ = app.translate
    if new_journal:
        made_journal(app)
    done = _("Saved") if saved.changed else _("Nothing new to write:")
    rest = [when, *_counts(app, saved, format), open_line(app)]
    tail = "".join(f" · {part}" for part in rest if part)
    path = full_path(app, saved.path) if when else saved.path
    app.screen.out((done, "good"), f" {path}", (tail, "dim"))
    if saved.kept_fields:
        kept = ", ".join(saved.kept_fields)
        app.screen.err(_("{fields}: filled in meanwhile, and left as it is").format(fields=kept))


def answers_line(app: "App", answers: "Answers", format: "Format") -> str:
    """What was answered and is not written yet: the sections with their number of items, the fields, the note."""
    from retro_cli.services.capture import Saved, counted

    return " · ".join(
        _counts(app, Saved("", True, True, counted(answers), (), answers.fields, bool(answers.note)), format)
    )


def _counts(app: "App", saved: "Saved", format: "Format") -> "Iterable[str]":
    """What went into each section: its number of items, with a plus where there were some before."""
    if not saved.changed:
        return
    plus = "" if saved.created else "+"
    for key, count in saved.counts.items():
        spec = format.section(key)
        title = spec.title(app.prompt_lang) if spec else key
        yield title if spec is None or spec.kind == "text" or not count else f"{title} {plus}{count}"
    for key, value in saved.fields.items():
        yield f"{key} {value}"
    if saved.noted:
        yield app.translate("Note")


def made_journal(app: "App") -> None:
    """Name a journal that was made just now."""
    app.screen.out(app.translate("Your journal is {root}").format(root=app.place.root))


def due_lines(app: "App", days: "Iterable[date | None]") -> None:
    """The days that were meant by `due:fri`, where no line of its own stands for an item."""
    _ = app.translate
    for day in days:
        if day is not None:
            app.screen.out(("  → " + _("due {day}").format(day=days_label(app, day)), "dim"))


def unread_line(app: "App", typed: str) -> str:
    """That a `due:…` is no date."""
    return app.translate("{typed} is no date, so it stays in the text.").format(typed=typed)


def unread_lines(app: "App", texts: "Iterable[str]") -> None:
    """Each `due:…` in these texts of action items that is no date."""
    from retro_cli.services.values import unread_due

    for text in texts:
        if typed := unread_due(text):
            app.screen.err(("  → " + unread_line(app, typed), "warn"))


def open_line(app: "App") -> str:
    """How many action items are left, or nothing."""
    from retro_cli.services.todos import read_todos

    count, _later = read_todos(app.journal).left(app.today)
    return app.translate("left to try {count}").format(count=count) if count else ""
