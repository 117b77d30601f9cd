"""Which days a report is about, what it is called, and the name of its file."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.months import Period
    from retro_cli.domain.period import Span

_HINT = N_("Write for example 2026, 2026-Q4, 2026-11, last month, 2026-W47 or 09-01..11-20.")


@dataclass(frozen=True, slots=True)
class Asked:
    """The days, the title of the page (empty: the days themselves) and the file. `open` is whether the first day is no
    more than a limit: the report begins with the first entry then."""

    span: "Span"
    title: str
    file: str
    open: bool


def asked_time(app: "App", period: str, since: str, until: str) -> Asked:
    """What the words of a call mean: the last twelve months where they say nothing.

    UsageError where they are no days, or both a period and days.
    """
    from retro_cli.cli.named_day import named_day
    from retro_cli.domain.period import Span

    if period and (since or until):
        raise UsageError(N_("Name a period, or days with --since and --until, not both."))
    if period:
        return _named(app, period)
    first, last = named_day(app, since), named_day(app, until)
    end = last or max(app.today, first or app.today)
    if first:
        return Asked(Span(first, end), "", f"retro-report-{first}_{end}.html", False)
    name = f"retro-report-{end}.html" if last else "retro-report.html"
    return Asked(Span(date.min if last else _a_year_before(end), end), "", name, True)


def _a_year_before(day: date) -> date:
    """The first day of the twelve months that end with `day`."""
    first = date(max(1, day.year - 1), day.month, min(day.day, 28))
    return date.fromordinal(min(day.toordinal(), first.toordinal() + day.day - first.day + 1))


def _named(app: "App", text: str) -> Asked:
    from retro_cli.domain.monthgrammar import find_months, parse_months
    from retro_cli.domain.period import parse_span, parse_week

    course, today = app.settings.course, app.today
    word = text.strip()
    if re.fullmatch(r"[0-9]{4}", word):
        return _period(app, parse_months("year", word, today, course=course))
    if months := find_months(word, today):
        return _period(app, months)
    try:
        span = parse_span(word, today, course=course)
    except UsageError as error:
        if ".." in word or "~" in word:
            raise
        try:
            return _period(app, parse_week(word, today, course=course))
        except UsageError:
            raise UsageError(N_("“{text}” is not a time that retro can read."), hint=_HINT, text=word[:60]) from error
    name = f"{span.start}" if span.start == span.end else f"{span.start}_{span.end}"
    return Asked(span, "", f"retro-report-{name}.html", False)


def _period(app: "App", period: "Period") -> Asked:
    from retro_cli.domain.names import period_label
    from retro_cli.domain.period import Span

    title = period_label(period.kind, period.first, period.last, app.lang, app.today)
    return Asked(Span(period.first, period.last), title, f"retro-report-{period.label}.html", False)
