"""The page of `retro report`."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from retro_cli.cli.render.report import GENERATOR, figures, heat
from retro_cli.cli.render.report.cards import Cards
from retro_cli.cli.render.report.entries import Article, anchors_of, article, months, writer
from retro_cli.cli.render.roles import role_title
from retro_cli.cli.render.stats_page import short_number
from retro_cli.domain.hashing import sha256
from retro_cli.domain.names import month_label, range_label
from retro_cli.domain.text import visible
from retro_cli.store.page_parts import page_part

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.services.reporting import Report, Written

_ANOTHER_YEAR = date.min  # so that years are told
_ALL_OPEN = 60
"""Up to so many entries every month is open from the start."""
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], 0xFFFD)


def _count_nothing() -> None:
    """Steps that nobody sees."""


def report_page(app: "App", report: "Report", title: str, step: Callable[[], None] = _count_nothing) -> str:
    """The whole page. Everything in it that somebody wrote is escaped. `step` is called for every entry."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    days = range_label(report.span.start, report.span.end, app.lang, _ANOTHER_YEAR)
    style, script = page_part("page.css").strip(), page_part("page.js").strip()
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    page: str = environment.from_string(page_part("page.html.j2")).render(
        generator=GENERATOR,
        lang=app.lang,
        title=title or days,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        safe=Markup,
        number=lambda value: f"{value:,}",
        t=_texts(app),
        **_content(app, report, step),
    )
    return page.translate(_CONTROLS)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode())).decode()}"


def _content(app: "App", report: "Report", step: Callable[[], None]) -> dict[str, Any]:
    stats, patterns = report.stats, report.patterns
    written = (*report.entries, *report.reviews)
    anchors = anchors_of(written)
    writing = writer(app, anchors)
    cards = Cards(app, anchors, report.span)
    lines, choices = figures.fields(app, stats, report.span)

    def written_out(one: "Written", level: int) -> Article:
        step()
        return article(app, one, anchors, writing, level)

    shown = [(one.entry, written_out(one, 5)) for one in report.entries]
    return {
        "private": report.private,
        "tiles": _tiles(app, report),
        "sheets": heat.heatmap(app, stats, report.span),
        "months_table": heat.months_table(app, stats),
        "lines": lines,
        "choices": choices,
        "bars": figures.bars(app, stats),
        "todos": stats.todos,
        "todo_facts": _todo_facts(app, report),
        "recurring": [cards.recurring(one) for one in patterns.recurring],
        "kept": [cards.kept(one) for one in patterns.kept],
        "slipped": [cards.slipped(one) for one in patterns.slipped],
        "feelings": [cards.feelings(one) for one in patterns.feelings],
        "reviews": [written_out(one, 4) for one in report.reviews],
        "months": months(app, shown),
        "open_all": len(shown) <= _ALL_OPEN,
        "step": heat.STEP,
    }


def _tiles(app: "App", report: "Report") -> list[tuple[str, str, str]]:
    """The numbers on top: what, how much, and one thing more about it."""
    _, stats = app._, report.stats
    days = len(stats.days)
    tiles = [
        (_("Entries"), f"{stats.entries:,}", app.ngettext("on {count} day", "on {count} days", days)),
        (_("Words"), f"{stats.words:,}", _("{number} an entry")),
    ]
    each = round(stats.words / stats.entries) if stats.entries else 0
    shown = [(label, value, told.format(count=f"{days:,}", number=f"{each:,}")) for label, value, told in tiles]
    weekly = app.settings.rhythm == "weekly"
    longest = (stats.by_week if weekly else stats.by_day).longest
    if longest.length and longest.start and longest.end:
        label = _("Most weeks in a row") if weekly else _("Most days in a row")
        shown.append((label, f"{longest.length:,}", range_label(longest.start, longest.end, app.lang, app.today)))
    if stats.todos.made:
        share = round(100 * stats.todos.done / stats.todos.made)
        told = _("{done} of {made} to-dos").format(done=f"{stats.todos.done:,}", made=f"{stats.todos.made:,}")
        shown.append((_("Done"), f"{share}%", told))
    return shown


def _todo_facts(app: "App", report: "Report") -> list[str]:
    _, todos = app._, report.stats.todos
    facts = []
    if todos.settled:
        facts.append(_("{share}% done within a week").format(share=round(100 * todos.quick / todos.settled)))
    if todos.best:
        month = month_label(todos.best.month, app.lang)
        facts.append(
            _("best: {month}, {done} of {made}").format(month=month, done=todos.best.done, made=todos.best.made)
        )
    if todos.age is not None and todos.oldest:
        days = (min(app.today, report.span.end) - todos.oldest.date).days
        told = app.ngettext(
            "median age of open ones {age} · oldest {days} day:",
            "median age of open ones {age} · oldest {days} days:",
            days,
        ).format(age=short_number(todos.age), days=days)
        facts.append(f"{told} {visible(todos.oldest.text)}")
    return facts


def _texts(app: "App") -> Mapping[str, str]:
    """What the page says itself."""
    _ = app._
    return {
        "name": _("Retrospective"),
        "skip": _("Go to the content"),
        "contents": _("Contents"),
        "glance": _("At a glance"),
        "days": _("Day by day"),
        "fields": _("Over time"),
        "roles": _("Items a week"),
        "roles_month": _("Items a month"),
        "todos": _("What you set out to try"),
        "patterns": _("What comes back"),
        "recurring": _("Problems that come back"),
        "kept": _("What was tried and stayed"),
        "slipped": _("Open for weeks"),
        "feelings": _("How it felt"),
        "reviews": _("Reviews"),
        "entries": _("Entries"),
        "search": _("Search in this page"),
        "found": _("{count} of {total} entries"),
        "nothing": _("Nothing here says that."),
        "less": _("none"),
        "more": _("most words"),
        "table": _("As a table"),
        "month": _("Month"),
        "week": _("Week"),
        "day": _("Day"),
        "written": _("Days written"),
        "words": _("Words"),
        "value": _("Value"),
        "done": _("done {count}"),
        "open": _("open {count}"),
        "dropped": _("dropped {count}"),
        "older": _("{count} earlier"),
        "untried": _("Nothing tried yet"),
        "tried": _("What you tried"),
        "made": _("Made with retro"),
        "private": _("With what is private: think before you share it."),
        "top": _("Back to the top"),
        "next": role_title("next", app.lang),
    }
