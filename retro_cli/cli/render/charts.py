"""Small charts of characters: bars in a line, and the heatmap of a year. They read without colour too."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from retro_cli.cli.render.screen import Part
from retro_cli.cli.render.width import cells, pad
from retro_cli.domain.names import month_name, weekday_name
from retro_cli.domain.period import Week

STEPS = "▁▂▃▄▅▆▇█"
RAMP = "░▒▓█"
NO_ENTRY = "·"


def sparkline(values: Sequence[float | None], low: float, high: float) -> str:
    """A bar for each value between `low` and `high`, a dot where there is none."""
    span = high - low or 1
    top = len(STEPS) - 1
    return "".join(
        NO_ENTRY if value is None else STEPS[max(0, min(top, round((value - low) / span * top)))] for value in values
    )


def shares(parts: Sequence[tuple[int, str, str]], width: int) -> list[Part]:
    """A bar of `width` cells divided as its (count, glyph, style) parts are; what there is any of gets a cell."""
    total = sum(count for count, _glyph, _style in parts)
    if not total:
        return []
    sizes = [max(1, count * width // total) if count else 0 for count, _glyph, _style in parts]
    sizes[sizes.index(max(sizes))] += width - sum(sizes)
    return [(glyph * size, style) for size, (_count, glyph, style) in zip(sizes, parts, strict=True) if size > 0]


def level_of(words: int, borders: Sequence[int]) -> str:
    """The glyph of a day with so many words; `borders` are those between the four levels."""
    return RAMP[sum(words > border for border in borders)]


def borders_of(counts: Sequence[int]) -> list[int]:
    """The borders between the four levels of a heatmap."""
    ordered = sorted(counts)
    return [ordered[(len(ordered) - 1) * quarter // 4] for quarter in (1, 2, 3)]


class Heatmap:
    """The days up to `last` in columns of weeks, Monday on top; `words` by day says how much was written.

    Days before the first one that has any are blank.
    """

    def __init__(self, words: Mapping[date, int], last: date, *, weeks: int, wide: bool, lang: str) -> None:
        self._lang = lang
        self._first = min(words, default=last)
        self._last = last
        self._size = 2 if wide else 1
        end = Week.of(last).monday
        self._mondays = [end - timedelta(days=7 * back) for back in range(weeks - 1, -1, -1)]
        first = self._mondays[0]
        self._words = {day: count for day, count in words.items() if first <= day <= last}
        self._borders = borders_of(list(self._words.values())) if self._words else []
        self._label = max(cells(weekday_name(self._mondays[0] + timedelta(days=day), lang)) for day in range(7))

    def months(self) -> list[Part]:
        """The names of the months above the week that holds their first day; bare numbers where names do not fit."""
        width = len(self._mondays) * self._size
        sundays = [monday + timedelta(days=6) for monday in self._mondays]
        starts = [(column * self._size, sunday) for column, sunday in enumerate(sundays) if sunday.day <= 7]
        names = [(at, month_name(day, self._lang)) for at, day in starts]
        if any(at + cells(name) >= after for (at, name), (after, _) in pairwise(names)):
            names = [(at, str(day.month)) for at, day in starts]
        line = ""
        for at, name in names:
            if at + cells(name) <= width:
                line = pad(line, at) + name
        return [" " * (self._label + 1), (line, "dim")]

    def rows(self) -> list[list[Part]]:
        """A line for each day of the week."""
        return [self._row(weekday) for weekday in range(7)]

    def _row(self, weekday: int) -> list[Part]:
        name = weekday_name(self._mondays[0] + timedelta(days=weekday), self._lang)
        parts: list[Part] = [(pad(name, self._label), "dim"), " "]
        run, style = "", ""
        for monday in self._mondays:
            glyph, own = self._cell(monday + timedelta(days=weekday))
            if own != style and run:
                parts.append((run, style))
                run = ""
            run, style = run + glyph, own
        return [*parts, (run, style)]

    def _cell(self, day: date) -> tuple[str, str]:
        if day > self._last or day < self._first:
            return " " * self._size, ""
        if day not in self._words:
            return NO_ENTRY.ljust(self._size), "dim"
        return level_of(self._words[day], self._borders) * self._size, "good"
