"""The lines that open and close an interview: the day, the week so far, what was saved."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.cli.context import App
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
        parts.append(_("this week {written}/{expected}").format(written=written, expected=len(week.expected)))
    app.screen.out((f" {' · '.join(parts)}", "title"))
    night = app.now.date() != app.today and target.day == app.today
    if night:
        hour = app.settings.day_starts_at.strftime("%H:%M")
        app.screen.out(
            (" " + _("It is before {hour}, so this still counts as the day before.").format(hour=hour), "dim")
        )
    if target.day > app.today:
        app.screen.out((" " + _("This day is still to come."), "warn"))
    journal_line(app)


def journal_line(app: "App") -> None:
    """The journal's path, where it is not the one that is usually meant."""
    if not app.place.configured:
        app.screen.out((f" {app.place.root}", "dim"))


def days_label(app: "App", day: "date", end: "date | None" = None) -> str:
    """A day, or the days of a range."""
    from retro_cli.domain.names import day_label

    first = day_label(day, app.lang, app.today)
    return first if end is None or end == day else f"{first} – {day_label(end, app.lang, app.today)}"


def format_title(app: "App", format: "Format") -> str:
    """The format's title in the language of its questions."""
    from retro_cli.domain.labels import pick

    return pick(format.title, app.prompt_lang) or format.name


def saved(app: "App", saved: "Saved", format: "Format", *, new_journal: bool = False) -> None:
    """One line: what was written, where, and what is left to try."""
    _ = app.translate
    if new_journal:
        app.screen.out(_("Your journal is {root}").format(root=app.place.root))
    done = _("Saved") if saved.changed else _("Nothing new to write:")
    counts = []
    for key, count in saved.counts.items():
        spec = format.section(key)
        title = spec.title(app.prompt_lang) if spec else key
        counts.append(f"{title} {count}" if spec is None or spec.kind != "text" else title)
    rest = [*counts, open_line(app)]
    tail = "".join(f" · {part}" for part in rest if part)
    app.screen.out((done, "good"), f" {saved.path}", (tail, "dim"))
    if saved.kept_fields:
        kept = ", ".join(saved.kept_fields)
        app.screen.err(_("{fields}: filled in meanwhile, and left as it is").format(fields=kept))


def open_line(app: "App") -> str:
    """How many action items are left, or nothing."""
    from retro_cli.services.interview import counted

    pages = app.journal.task_pages(open_only=True)
    count = len([item for item in counted(app.journal, pages.actions) if item.open])
    return app.translate("left to try {count}").format(count=count) if count else ""
