"""The figures of the report as plain numbers, for the template to draw: fields over time, items by week."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retro_cli.cli.render.report.heat import mondays
from retro_cli.cli.render.roles import role_title
from retro_cli.cli.render.stats_page import choices_of, scale_of, short_number
from retro_cli.domain.format import ROLES
from retro_cli.domain.names import month_label, range_label
from retro_cli.domain.period import Span
from retro_cli.domain.text import visible

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.stats import Stats

_DAY_BY_DAY = 62  # days, up to which a field has a point for each
_BY_WEEK = 110  # weeks, up to which a bar or a point is one
_WIDE, _HIGH = 1000, 100


# -- fields over time -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A field of numbers: the line, broken where nothing was answered for long, its points, and what they come to."""

    name: str
    lines: str
    dots: str
    high: str
    low: str
    told: str
    days: tuple[str, ...]
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A field of choices: how often each was chosen, with its share in hundredths."""

    name: str
    counts: tuple[tuple[str, int, int], ...]


def fields(app: "App", stats: "Stats", span: Span) -> tuple[list[Line], list[Choices]]:
    """The fields that are numbers, and those that are chosen."""
    lines: list[Line] = []
    choices: list[Choices] = []
    for key, pairs in stats.fields.items():
        numbers = [(day, float(value)) for day, value in pairs if isinstance(value, int | float) and day in span]
        if len(numbers) > 1:
            lines.append(_line(app, key, numbers))
        elif known := choices_of(app, key):
            found = [value for _day, value in pairs]
            counts = [(visible(one), found.count(one), round(100 * found.count(one) / len(found))) for one in known]
            choices.append(Choices(visible(key), tuple(counts)))
    return lines, choices


def _line(app: "App", key: str, numbers: Sequence[tuple[date, float]]) -> Line:
    values = [value for _day, value in numbers]
    low, high = scale_of(app, key) or (min(values), max(values))
    first, last = numbers[0][0], numbers[-1][0]
    days = (last - first).days
    by = "day" if days < _DAY_BY_DAY else "week" if days < 7 * _BY_WEEK else "month"
    means = _means(numbers, _STARTS[by])
    length = max(1, (last - first).days)
    points = [
        (
            (max(day, first) - first).days / length * _WIDE,
            _HIGH - (min(max(mean, low), high) - low) / ((high - low) or 1) * _HIGH,
            (day - _DAY_ONE).days,
        )
        for day, mean in means
    ]
    told = app._("{mean} on average · {low} to {high} · last {last}").format(
        mean=short_number(sum(values) / len(values)),
        low=short_number(min(values)),
        high=short_number(max(values)),
        last=short_number(values[-1]),
    )
    middle = first + (last - first) / 2
    labels = dict.fromkeys(range_label(day, day, app.lang, app.today) for day in (first, middle, last))
    return Line(
        visible(key),
        _path(points, _GAPS[by]),
        "".join(f"M{x:.0f} {y:.1f}h.01" for x, y, _ in points),
        short_number(high),
        short_number(low),
        told,
        tuple(labels),
        tuple((_point(app, day, by), short_number(mean)) for day, mean in means),
    )


def _point(app: "App", day: date, by: str) -> str:
    if by == "month":
        return month_label(day, app.lang)
    last = day + timedelta(days=6) if by == "week" else day
    return range_label(day, last, app.lang, app.today)


_DAY_ONE = date(1, 1, 1)
_GAPS = {"day": 7, "week": 21, "month": 92}  # days, without a value, that break a line
_STARTS: Mapping[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
}


def _means(numbers: Sequence[tuple[date, float]], start: Callable[[date], date]) -> list[tuple[date, float]]:
    found: dict[date, list[float]] = {}
    for day, value in numbers:
        found.setdefault(start(day), []).append(value)
    return [(day, sum(values) / len(values)) for day, values in sorted(found.items())]


def _path(points: Sequence[tuple[float, float, int]], gap: int) -> str:
    """The line through the points; it breaks where more than `gap` days lie between two."""
    pieces, before = [], None
    for x, y, day in points:
        pieces.append(f"{'L' if before is not None and day - before <= gap else 'M'}{x:.0f} {y:.1f}")
        before = day
    return "".join(pieces)


# -- items by week ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """A week (or a month) of items by role: its pieces from below as (role, y, height), and what to say about it."""

    x: int
    told: str
    pieces: tuple[tuple[str, float, float], ...]
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Items by role over time: bars in a width of 10 each, the roles as (role, name, how many), and the highest bar."""

    bars: tuple[Bar, ...]
    roles: tuple[tuple[str, str, int], ...]
    high: int
    days: tuple[str, ...]
    by_month: bool


def bars(app: "App", stats: "Stats") -> Bars | None:
    """The items by week, by month where there are very many weeks; None where there are none."""
    weeks = {week.monday: dict(week.roles) for week in stats.weeks}
    if not weeks:
        return None
    totals = {role: sum(one.get(role, 0) for one in weeks.values()) for role in ROLES}
    roles = [role for role in ROLES if totals[role]]
    if not roles:
        return None
    starts = list(mondays(min(weeks), max(weeks)))
    by_month = len(starts) > _BY_WEEK
    if by_month:
        weeks, starts = _by_month(weeks)
    high = max(sum(one.values()) for one in weeks.values()) or 1
    found = [_bar(app, at, start, weeks.get(start, {}), roles, high, by_month) for at, start in enumerate(starts)]
    labels = dict.fromkeys(found[at].label for at in (0, len(found) // 2, len(found) - 1))
    return Bars(
        tuple(found),
        tuple((role, role_title(role, app.lang), totals[role]) for role in roles),
        high,
        tuple(labels),
        by_month,
    )


def _by_month(weeks: Mapping[date, Mapping[str, int]]) -> tuple[dict[date, dict[str, int]], list[date]]:
    found: dict[date, dict[str, int]] = {}
    for monday, counts in sorted(weeks.items()):
        month = found.setdefault((monday + timedelta(days=3)).replace(day=1), {})
        for role, count in counts.items():
            month[role] = month.get(role, 0) + count
    return found, list(found)


def _bar(
    app: "App", at: int, start: date, counts: Mapping[str, int], roles: Sequence[str], high: int, by_month: bool
) -> Bar:
    pieces, y = [], float(_HIGH)
    for role in roles:
        if counts.get(role):
            height = counts[role] / high * _HIGH
            y -= height
            pieces.append((role, round(y, 2), round(height, 2)))
    label = (
        month_label(start, app.lang) if by_month else range_label(start, start + timedelta(days=6), app.lang, app.today)
    )
    told = ", ".join(f"{role_title(role, app.lang)} {counts[role]}" for role in roles if counts.get(role))
    return Bar(at * 10, f"{label} · {told}", tuple(pieces), label, tuple(counts.get(role, 0) for role in roles))
