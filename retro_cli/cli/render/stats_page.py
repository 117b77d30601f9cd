"""The page of `retro stats`: how a journal adds up, on one screen."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retro_cli.cli.render.charts import NO_ENTRY, RAMP, Heatmap, shares, sparkline
from retro_cli.cli.render.roles import role_title
from retro_cli.cli.render.screen import Part
from retro_cli.cli.render.width import cells, elide, pad
from retro_cli.domain.format import ROLES
from retro_cli.domain.names import month_label, range_label
from retro_cli.domain.period import Week
from retro_cli.domain.text import visible

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.stats import FollowThrough, Stats, Streak, Streaks

Row = tuple[str, list[Part]]
"""A line of the page: what it is about, and what there is to say."""

_YEAR = 53
_FEWEST_WEEKS = 9
_BAR = 24
_ROLES = 4
_SHORTEST = 20
_TODO_COLUMN = 19
"""Where the second column of the page begins, at the most."""
_DAYS_LEFT = 6
"""Columns of the heatmap that its margin and the names of the days take."""


def show_stats(app: "App", stats: "Stats") -> None:
    """The whole page; what nothing is known about is left out. Piped, its lines without the heatmap."""
    screen = app.screen
    screen.out(" ", (_title(app, stats), "title"), ("  " + _sizes(app, stats), ""))
    if screen.pretty:
        screen.out()
        _show_heatmap(app, stats)
    weeks = 52 if screen.width >= 110 else 26
    groups = [
        [*_streak_rows(app, stats), *_todo_rows(app, stats.todos)],
        [*_role_rows(app, stats, weeks), *_field_rows(app, stats, weeks), *_hour_rows(app, stats)],
    ]
    width = max((cells(label) for rows in groups for label, _parts in rows), default=0) + 2
    for rows in filter(None, groups):
        if screen.pretty:
            screen.out()
        for label, parts in rows:
            screen.beside([" ", (pad(label, width), "dim")], *parts)


def _title(app: "App", stats: "Stats") -> str:
    assert stats.first and stats.last
    return range_label(stats.first, max(stats.first, stats.last), app.lang, app.today)


def _sizes(app: "App", stats: "Stats") -> str:
    entries = app.ngettext("{count} entry", "{count} entries", stats.entries).format(count=f"{stats.entries:,}")
    words = app.ngettext("{count} word", "{count} words", stats.words).format(count=f"{stats.words:,}")
    return f"{entries} · {words}"


# -- the year ---------------------------------------------------------------------------------------------------------


def _show_heatmap(app: "App", stats: "Stats") -> None:
    if not stats.days:
        return
    assert stats.first and stats.last
    room = app.screen.width - _DAYS_LEFT
    age = (Week.of(stats.last).monday - Week.of(stats.days[0].date).monday).days // 7 + 1
    weeks = min(_YEAR, max(age, _FEWEST_WEEKS), room)
    chart = Heatmap(
        {day.date: day.words for day in stats.days}, stats.last, weeks=weeks, wide=weeks * 2 <= room, lang=app.lang
    )
    app.screen.out(" ", *chart.months())
    for row in chart.rows():
        app.screen.out(" ", *row)
    told = app._("words a day, fewest to most")
    app.screen.out("      ", (NO_ENTRY, "dim"), " ", (RAMP, "good"), (f"  {told}", "dim"))


# -- what there is to say ---------------------------------------------------------------------------------------------


def _streak_rows(app: "App", stats: "Stats") -> Iterator[Row]:
    by_day = (app._("Days in a row"), stats.by_day)
    by_week = (app._("Weeks in a row"), stats.by_week)
    for label, streaks in (by_week, by_day) if app.settings.rhythm == "weekly" else (by_day, by_week):
        if streaks.longest.length:
            yield label, _streaks(app, streaks)


def _streaks(app: "App", streaks: "Streaks") -> list[Part]:
    _ = app._
    now, longest = streaks.current, streaks.longest
    days = _span(app, longest)
    if now.length == longest.length and now.start == longest.start:
        told = _("the longest so far · {days}").format(days=days)
        return [(str(now.length), "title"), (f"  {told}", "dim")]
    told = _("longest {length} · {days}").format(length=longest.length, days=days)
    return [
        (str(now.length) if now.length else _("a new one begins with the next entry"), "title"),
        (f"  {told}", "dim"),
    ]


def _span(app: "App", streak: "Streak") -> str:
    assert streak.start and streak.end
    return range_label(streak.start, streak.end, app.lang, app.today)


def _todo_rows(app: "App", todos: "FollowThrough") -> Iterator[Row]:
    _ = app._
    if not todos.made:
        return
    counts: list[Part] = [
        (_("done {count}").format(count=todos.done), "good"),
        " · ",
        (_("open {count}").format(count=todos.open), "accent"),
        (" · " + _("dropped {count}").format(count=todos.dropped), "dim"),
    ]
    parts = [(todos.done, "█", "good"), (todos.open, "▒", "accent"), (todos.dropped, "░", "dim")]
    yield _("To-dos"), [(f"{todos.made:,}", "title"), "  ", *shares(parts, _BAR), "  ", *counts]
    more = []
    if todos.settled:
        more.append(_("{share}% done within a week").format(share=round(100 * todos.quick / todos.settled)))
    if todos.best:
        month = month_label(todos.best.month, app.lang)
        more.append(
            _("best: {month}, {done} of {made}").format(month=month, done=todos.best.done, made=todos.best.made)
        )
    if more:
        yield "", [" · ".join(more)]
    if todos.age is not None and todos.oldest:
        days = (app.today - todos.oldest.date).days
        told = app.ngettext(
            "median age of open ones {age} · oldest {days} day:",
            "median age of open ones {age} · oldest {days} days:",
            days,
        ).format(age=short_number(todos.age), days=days)
        text = visible(todos.oldest.text)
        room = app.screen.width - cells(told) - _TODO_COLUMN
        yield "", [f"{told} ", elide(text, max(room, _SHORTEST)) if app.screen.pretty else text]


def _role_rows(app: "App", stats: "Stats", count: int) -> Iterator[Row]:
    """A line for each of the roles that have most: its items by week up to now."""
    assert stats.first and stats.last
    by_monday = {week.monday: week for week in stats.weeks}
    mondays = _mondays(stats, count)
    counts = {role: sum(week.roles.get(role, 0) for week in stats.weeks) for role in ROLES if role != "other"}
    most = sorted(counts, key=lambda role: -counts[role])[:_ROLES]
    roles = [role for role in ROLES if role in most and counts[role]]
    highest = max(
        (week.roles.get(role, 0) for monday in mondays if (week := by_monday.get(monday)) for role in roles), default=0
    )
    label = app._("Items a week")
    names = {role: role_title(role, app.lang) for role in roles}
    width = max(map(cells, names.values()), default=0)
    for role in roles:
        values = [week.roles.get(role, 0) if (week := by_monday.get(monday)) else None for monday in mondays]
        known = [value for value in values if value is not None]
        if not any(known):
            continue
        average = short_number(sum(known) / len(known))
        line = sparkline([value or None for value in values], 0, highest)
        told = app._("{number} on average").format(number=average)
        yield label, [f"{pad(names[role], width)}  ", (line, "good"), (f"  {told}", "dim")]
        label = ""


def _mondays(stats: "Stats", count: int) -> list[date]:
    """The weeks that the lines show: the last ones, none before the first entry."""
    assert stats.last
    end = Week.of(stats.last).monday
    begin = stats.weeks[0].monday if stats.weeks else end
    return [monday for back in range(count - 1, -1, -1) if (monday := end - timedelta(days=7 * back)) >= begin]


def _field_rows(app: "App", stats: "Stats", count: int) -> Iterator[Row]:
    for key, pairs in stats.fields.items():
        numbers = [(day, float(value)) for day, value in pairs if isinstance(value, int | float)]
        if numbers:
            yield visible(key), _number_line(app, key, numbers, _mondays(stats, count))
        elif choices := choices_of(app, key):
            counts = [f"{choice} {sum(value == choice for _day, value in pairs)}" for choice in choices]
            yield visible(key), [" · ".join(counts)]


def choices_of(app: "App", key: str) -> tuple[str, ...]:
    """The choices of a field, in the order of its format."""
    for format in app.formats.by_name.values():
        spec = format.field(key)
        if spec is not None and spec.choices:
            return spec.choices
    return ()


def _number_line(app: "App", key: str, numbers: Sequence[tuple[date, float]], mondays: Sequence[date]) -> list[Part]:
    """A field as a line of its weekly means (few values stand one by one), and its mean, range and last value."""
    values = [value for _day, value in numbers]
    low, high = scale_of(app, key) or (min(values), max(values))
    means: list[float | None] = list(values)
    if len(values) > min(len(mondays), _BAR):
        means = _weekly(numbers, mondays)
    about = app._("{mean} on average · {low} to {high} · last {last}").format(
        mean=short_number(sum(values) / len(values)),
        low=short_number(min(values)),
        high=short_number(max(values)),
        last=short_number(values[-1]),
    )
    return [(sparkline(means, low, high), "accent"), (f"  {about}", "dim")]


def _weekly(numbers: Sequence[tuple[date, float]], mondays: Sequence[date]) -> list[float | None]:
    by_week: dict[date, list[float]] = {}
    for day, value in numbers:
        by_week.setdefault(Week.of(day).monday, []).append(value)
    return [sum(found) / len(found) if (found := by_week.get(monday)) else None for monday in mondays]


def scale_of(app: "App", key: str) -> tuple[int, int] | None:
    """The ends of the scale that a field is answered on, None where it is no scale."""
    for format in app.formats.by_name.values():
        spec = format.field(key)
        if spec is not None and spec.type == "scale":
            return spec.min, spec.max
    return None


def _hour_rows(app: "App", stats: "Stats") -> Iterator[Row]:
    """When entries were written, where their front matter says `created`."""
    if stats.hours is None:
        return
    line = sparkline([count or None for count in stats.hours], 0, max(stats.hours))
    known = sum(stats.hours)
    told = app.ngettext("0 to 23 o'clock, of {count} entry", "0 to 23 o'clock, of {count} entries", known)
    yield app._("Written at"), [(line, "accent"), (f"  {told.format(count=f'{known:,}')}", "dim")]


def short_number(value: float) -> str:
    """A number with at most one digit behind the point."""
    return f"{value:.1f}".removesuffix(".0")
