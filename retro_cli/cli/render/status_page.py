"""The page of `retro` alone: where the user is today."""

from typing import TYPE_CHECKING

from retro_cli.cli.render.problems import as_word
from retro_cli.cli.render.screen import Part
from retro_cli.cli.render.width import cells
from retro_cli.domain.labels import pick
from retro_cli.domain.names import day_label, weekday_name
from retro_cli.domain.rollup import plain_heading

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.services.overview import Overview, Waiting

Row = tuple[str, list[Part]]
"""A line of the page: what it is about, and what there is to say."""

_DOTS = {"written": ("●", "good"), "missed": ("○", ""), "ahead": ("·", "dim"), "rest": ("·", "dim")}
_SHOWN = 3
_WEEK_AT = 28


def show_welcome(app: "App") -> None:
    """A few lines for a journal without a single entry."""
    _ = app._
    app.screen.out(" ", (_("Look back on your days, and do what you said you would try."), "title"))
    app.screen.out()
    weekly = app.settings.rhythm == "weekly"
    asks = _("a few questions about the day; your answers go to {root}")
    if weekly:
        asks = _("a few questions about the week; your answers go to {root}")
    rows = [
        ("retro week" if weekly else "retro today", asks.format(root=app.place.root)),
        ("retro formats", _("the kinds of questions there are")),
        ("retro demo", _("an example journal to look around in")),
    ]
    for command, about in rows:
        app.screen.beside([" ", *_column((command, "key"), 15)], about)


def _column(part: tuple[str, str], width: int) -> list[Part]:
    return [part, " " * max(2, width - cells(part[0]))]


def show_overview(app: "App", found: "Overview") -> None:
    """One screen: the week, today, drafts, what is left to try, blanks. What there is none of is left out."""
    _header(app, found)
    rows = [
        *_today(app, found),
        *_week(app, found),
        *_drafts(app, found),
        *_to_try(app, found),
        *_blanks(app, found),
        *_undated(app, found),
        *_back_then(app),
    ]
    if not app.place.configured:
        rows.append((app._("Journal"), [(str(app.place.root), "dim")]))
    app.screen.out()
    width = max((cells(label) for label, _parts in rows), default=0) + 3
    for label, parts in rows:
        app.screen.beside([" ", *_column((label, "dim"), width)], *parts)


def _header(app: "App", found: "Overview") -> None:
    _ = app._
    parts = [day_label(found.today, app.lang)]
    course = app.settings.course
    if course is not None and (number := course.course_week(found.today)) is not None:
        parts.append(_("week {number}").format(number=number))
    title = " · ".join(parts)
    names: list[Part] = []
    dots: list[Part] = []
    for day in found.days:
        name = weekday_name(day.date, app.lang)
        names += [(name, "title" if day.date == found.today else "dim"), " "]
        glyph, style = _DOTS[day.state]
        before = (cells(name) - 1) // 2
        dots += [" " * before, (glyph, style), " " * (cells(name) - before)]
    gap = " " * max(4, _WEEK_AT - cells(title))
    app.screen.out(" ", (title, "title"), *([gap, *names[:-1]] if names else []))
    if dots:
        app.screen.out(" " * (1 + cells(title)), gap, *dots[:-1])
    if app.now.date() != app.today:
        hour = app.settings.day_starts_at.strftime("%H:%M")
        app.screen.out(
            " ", (_("It is before {hour}, so this still counts as the day before.").format(hour=hour), "dim")
        )


def _today(app: "App", found: "Overview") -> list[Row]:
    _ = app._
    label = _("Today")
    if not found.entries:
        if found.rhythm == "weekly" or any(w.draft.kind == "day" and w.draft.date == found.today for w in found.drafts):
            return []
        return [(label, [_("not written yet"), " — ", ("retro today", "key")])]
    rows: list[Row] = []
    for entry in found.entries:
        known = app.formats.by_name.get(entry.format)
        title = entry.title or (pick(known.title, app.lang) if known else entry.format)
        counts = [_count(plain_heading(section), len(section.items)) for section in entry.sections if section.answered]
        rows.append(
            (label, [(_("written"), "good"), " · ", title, ("".join(f" · {count}" for count in counts), "dim")])
        )
        label = ""
    return rows


def _count(heading: str, count: int) -> str:
    return f"{heading} {count}" if count else heading


def _week(app: "App", found: "Overview") -> list[Row]:
    _ = app._
    if found.rhythm == "daily":
        return []
    if found.reviewed:
        return [(_("This week's review"), [(_("written"), "good"), " · ", (found.review, "dim")])]
    if any(waiting.draft.kind == "week" for waiting in found.drafts):
        return []
    return [(_("This week's review"), [_("not written yet"), " — ", ("retro week", "key")])]


def _drafts(app: "App", found: "Overview") -> list[Row]:
    label = app._("Draft")
    rows: list[Row] = []
    for waiting in found.drafts:
        rows.append((label, _draft(app, found, waiting)))
        label = ""
    return rows


def _draft(app: "App", found: "Overview", waiting: "Waiting") -> list[Part]:
    from retro_cli.store.drafts import CLOSING

    _ = app._
    draft = waiting.draft
    place = _("ready to save") if draft.at == CLOSING else _("begun")
    if waiting.place and waiting.format is not None:
        spec = waiting.format.section(draft.at)
        question = spec.title(app.prompt_lang) if spec else draft.at
        place = _("at {question} ({place}/{count})").format(question=question, place=waiting.place, count=waiting.count)
    if draft.kind != "day":
        from retro_cli.cli.render.review import period_name, review_call
        from retro_cli.domain.months import period_of

        period = period_of(draft.kind, draft.date)
        return [period_name(app, period), " · ", place, " — ", (review_call(app, period), "key")]
    if draft.date == found.today:
        return [place, " — ", ("retro today", "key")]
    return [day_label(draft.date, app.lang, found.today), " · ", place, " — ", ("retro today", "key")]


def _to_try(app: "App", found: "Overview") -> list[Row]:
    _ = app._
    if not found.open and not found.later:
        return []
    parts: list[Part] = [_("{count} left").format(count=found.open)]
    if found.overdue:
        parts += [" · ", (_("{count} overdue").format(count=found.overdue), "warn")]
    if found.later:
        parts += [(" · " + _("{count} put off").format(count=found.later), "dim")]
    return [(_("To try"), [*parts, " — ", ("retro todo", "key")])]


def _blanks(app: "App", found: "Overview") -> list[Row]:
    _ = app._
    label = _("Blank")
    rows: list[Row] = []
    for blank in found.blanks[-_SHOWN:][::-1]:
        entry = blank.entry
        assert entry.date is not None
        day = day_label(entry.date, app.lang, found.today)
        call = f"retro edit {as_word(entry.path)}"
        if entry.path == app.settings.layout.day(entry.date):
            call = "retro today" if entry.date == found.today else f"retro today -d {entry.date.isoformat()}"
        title = f" {entry.title}" if entry.title else ""
        rows.append((label, [day, title, " · ", ", ".join(blank.sections), " — ", (call, "key")]))
        label = ""
    if len(found.blanks) > _SHOWN:
        rows.append(("", [(_("and {count} more").format(count=len(found.blanks) - _SHOWN), "dim")]))
    return rows


def _undated(app: "App", found: "Overview") -> list[Row]:
    if not found.undated:
        return []
    _ = app._
    entries = app.ngettext("{count} entry needs a day", "{count} entries need a day", len(found.undated))
    more = " …" if found.undated[1:] else ""
    return [(_("Undated"), [entries.format(count=len(found.undated)), " · ", (found.undated[0] + more, "dim")])]


def _back_then(app: "App") -> list[Row]:
    """What was written on such a day long ago, in one line."""
    from retro_cli.cli.render.lookback_page import in_a_line
    from retro_cli.services.looking_back import look_back

    remembered = in_a_line(app, look_back(app.journal, app.today))
    if remembered is None:
        return []
    ago, text = remembered
    return [(ago, [text, " — ", ("retro lookback", "key")])]
