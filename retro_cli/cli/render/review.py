"""What is looked back on, on the screen: its header, and its digest whole or at a glance."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retro_cli.cli.render.width import cells

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.cli.render.screen import Cell, Part
    from retro_cli.domain.digest import Digest, Line
    from retro_cli.domain.digest import Part as DigestPart
    from retro_cli.domain.months import Period
    from retro_cli.services.reviews import View

KEPT_FREE = 7
"""Lines of the terminal that a digest at a glance leaves to its header and to the first question."""

_STYLES = {"✓": "good", "○": "accent", "–": "dim"}


def period_name(app: "App", period: "Period") -> str:
    """A week by its days, a month, quarter or year by its name."""
    from retro_cli.domain.names import period_label

    return period_label(period.kind, period.first, period.last, app.lang, app.today)


def review_call(app: "App", period: "Period") -> str:
    """The call that means the same week, month, quarter or year on any day."""
    return f"retro {period.kind}" if app.today in period else f"retro {period.kind} {period.label}"


def review_header(app: "App", view: "View") -> None:
    """`11월 16일–22일 · 5주차 · 4일 썼어요`, `2026년 11월 · 18일 썼어요`."""
    _ = app.translate
    parts = [period_name(app, view.period)]
    course = app.settings.course
    if course is not None and view.period.kind == "week":
        number = course.course_week(view.period.first)
        parts += [] if number is None else [_("week {number}").format(number=number)]
    if written := view.rolled.written:
        parts.append(app.ngettext("written on {count} day", "written on {count} days", written).format(count=written))
    else:
        parts.append(_("no entries"))
    app.screen.out((f" {' · '.join(parts)}", "title"))


def show_digest(app: "App", digest: "Digest") -> None:
    """The whole digest in neat lines."""
    app.screen.out((f" {digest.title}", "title"))
    if digest.numbers:
        app.screen.out((f" {digest.numbers}", "dim"))
    for part in digest.parts:
        app.screen.out()
        app.screen.out((f" {part.title}", "accent"))
        for row in _rows(part):
            app.screen.out(*row.parts(), ("" if part.by_day else f"  {row.line.when}".rstrip(), "dim"))
            for text in row.line.below:
                app.screen.out("    ", (text, "dim"))
    for field in digest.fields:
        app.screen.out()
        app.screen.out((f" {field}", "dim"))


def show_glance(app: "App", digest: "Digest", *, without: Collection[str] = ()) -> None:
    """The digest on one screen, without the parts of some names: of long parts the first lines, each cut to one row."""
    parts = [part for part in digest.parts if part.name not in without]
    shown = _that_fit([len(part.lines) for part in parts], app.screen.height - KEPT_FREE - len(digest.fields))
    rows: list[list[Cell]] = []
    for part, fitting in zip(parts, shown, strict=True):
        left = sum(line.count for line in part.lines[max(fitting, 1) :])
        if fitting == 0:
            first = part.lines[0]
            told = " ".join(text for text in (first.title, first.text) if text)
            rows.append([[(f" {part.title}  ", "accent"), told], (_more(app, left), "dim")])
            continue
        rows.append([(f" {part.title}", "accent"), (_more(app, left), "dim")])
        rows += [[row.parts(), ("" if part.by_day else row.line.when, "dim")] for row in list(_rows(part))[:fitting]]
    rows += [[(f" {field}", "dim"), ""] for field in digest.fields]
    app.screen.table(rows, flexible=0)


def _more(app: "App", count: int) -> str:
    return app.translate("and {count} more").format(count=count) if count else ""


def _that_fit(counts: Sequence[int], room: int) -> list[int]:
    """How many lines of each part are shown below its title; none of any where one of each has no room."""
    shown = [0] * len(counts)
    left = room - len(counts)
    if left < len(counts):
        return shown
    while left and shown != list(counts):
        for at, count in enumerate(counts):
            if left and shown[at] < count:
                shown[at] += 1
                left -= 1
    return shown


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a part: its day (or the room of it), mark, title, text, and when it was."""

    day: str
    line: "Line"
    by_day: bool

    def parts(self) -> "list[Part]":
        line = self.line
        parts: list[Part] = ["  ", (self.day, "dim")] if self.by_day else ["  "]
        if line.mark:
            parts.append((f"{line.mark} ", _STYLES.get(line.mark, "")))
        if line.title:
            parts.append((line.title + (" — " if line.text else ""), "title"))
        parts.append((line.text, "dim") if line.mark == "–" else line.text)
        return parts


def _rows(part: "DigestPart") -> Iterator[_Row]:
    width = max((cells(line.when) for line in part.lines), default=0) + 2
    before = ""
    for line in part.lines:
        day = line.when if line.when != before else ""
        before = line.when
        yield _Row(day + " " * (width - cells(day)), line, part.by_day)
