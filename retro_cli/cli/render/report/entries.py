"""The entries of the report: their anchors, their heads, their text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retro_cli.cli.render.report.markup import Place, Words, Writer
from retro_cli.domain.format import pick
from retro_cli.domain.names import day_label, month_label, period_label, range_label
from retro_cli.domain.ordering import end_of
from retro_cli.domain.text import visible
from retro_cli.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.domain.entry import Entry
    from retro_cli.domain.taskline import TaskLine
    from retro_cli.services.reporting import Written

_PERIODS = {
    "week": N_("Review of the week"),
    "month": N_("Review of the month"),
    "quarter": N_("Review of the quarter"),
    "year": N_("Review of the year"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """An entry as it stands in the page. `html` is safe as it is; everything else still has to be escaped."""

    anchor: str
    day: str
    title: str
    about: tuple[str, ...]
    tags: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month."""

    anchor: str
    name: str
    short: str
    articles: tuple[Article, ...]


def anchors_of(written: Sequence["Written"]) -> dict[str, str]:
    """The anchor of each entry in the page, by its path without `.md`: its day or its period, numbered where there are
    several. Nothing that somebody typed is part of one."""
    found: dict[str, str] = {}
    used: dict[str, int] = {}
    for one in written:
        name = _anchor(one.entry)
        used[name] = number = used.get(name, 0) + 1
        found[one.entry.path.removesuffix(".md")] = name if number == 1 else f"{name}-{number}"
    return found


def _anchor(entry: "Entry") -> str:
    assert entry.date is not None
    return f"{entry.period[0]}-{entry.date}"


def writer(app: "App", anchors: Mapping[str, str]) -> Writer:
    """What writes the text of entries, in the language of the run."""
    from retro_cli.cli.render.patterns_page import OUTCOMES
    from retro_cli.store.album import Album

    album = Album(app.journal.root)

    def days(task: "TaskLine") -> str:
        ended = task.done or task.cancelled
        if ended:
            return _day(app, ended)
        return app._("until {day}").format(day=_day(app, task.due)) if task.due and task.state != "done" else ""

    words = Words({state: app.translate(name) for state, name in OUTCOMES.items()}, app._("Picture"), days)
    return Writer(words, anchors, lambda entry, link, embed: album.address(entry, link, embed=embed))


def _day(app: "App", day: "date") -> str:
    return range_label(day, day, app.lang, app.today)


def article(app: "App", written: "Written", anchors: Mapping[str, str], writing: Writer, level: int) -> Article:
    """An entry for the page; its own headings begin at `level`."""
    entry = written.entry
    roles = {start: section.role for section in entry.sections for start, _end in section.parts}
    return Article(
        anchors[entry.path.removesuffix(".md")],
        _named(app, entry),
        visible(entry.title or ""),
        tuple(_about(app, entry)),
        tuple(visible(tag) for tag in entry.tags),
        writing.html(written.text, Place(entry.path, roles, level)),
    )


def _named(app: "App", entry: "Entry") -> str:
    """The day of an entry; of a review what it looks back on."""
    assert entry.date is not None
    if entry.period == "day":
        first = day_label(entry.date, app.lang, app.today)
        return first if not entry.end or entry.end <= entry.date else _range(app, entry.date, entry.end)
    return period_label(entry.period, entry.date, end_of(entry.period, entry.date), app.lang, app.today)


def _range(app: "App", first: "date", last: "date") -> str:
    return range_label(first, last, app.lang, app.today)


def _about(app: "App", entry: "Entry") -> Iterator[str]:
    """What an entry is: its format, or the period that it looks back on; and its short answers."""
    form = app.formats.by_name.get(entry.format)
    if entry.period in _PERIODS:
        yield app.translate(_PERIODS[entry.period])
    elif form is None:
        yield visible(entry.format)
    elif not form.free:
        yield visible(pick(form.title, app.lang) or form.name)
    for key, value in entry.fields.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            yield f"{visible(key)} {visible(str(value))}"


def months(app: "App", articles: Sequence[tuple["Entry", Article]]) -> list[Month]:
    """The articles by month."""
    found: dict[date, list[Article]] = {}
    for entry, one in articles:
        assert entry.date is not None
        found.setdefault(entry.date.replace(day=1), []).append(one)
    from retro_cli.domain.names import month_name

    return [
        Month(f"entries-{month:%Y-%m}", month_label(month, app.lang), month_name(month, app.lang), tuple(those))
        for month, those in sorted(found.items())
    ]
