"""What one post is of: a week, its review, a day, some days."""

from dataclasses import dataclass

from retro_cli.domain.period import Span, Week
from retro_cli.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Unit:
    """What one post is of. `kind` is week, review (a week's review alone), day or days."""

    kind: str
    span: Span
    week: Week | None = None

    @property
    def name(self) -> str:
        """Its name among what was published: `2026-W47`, `2026-11-20`, `2026-11-16..2026-11-18`."""
        if self.kind in ("week", "review") and self.week:
            return self.week.label if self.kind == "week" else f"{self.week.label}-review"
        first, last = self.span.start.isoformat(), self.span.end.isoformat()
        return first if first == last else f"{first}..{last}"


def week_unit(week: Week) -> Unit:
    """A whole week in one post."""
    return Unit("week", Span(week.monday, week.sunday), week)


def span_unit(span: Span) -> Unit:
    """Some days in one post; where they are just a week, its review too."""
    week = Week.of(span.start)
    if (span.start, span.end) == (week.monday, week.sunday):
        return week_unit(week)
    return Unit("day" if span.start == span.end else "days", span)


def day_units(journal: Journal, span: Span, week: Week | None) -> list[Unit]:
    """One post a day that has an entry, and one for the review of `week`."""
    days = [Unit("day", Span(day, day)) for day in span.days() if journal.day_paths(day)]
    has_review = week is not None and journal.exists(journal.settings.layout.week(week))
    return [*days, *([Unit("review", span, week)] if has_review else [])]
