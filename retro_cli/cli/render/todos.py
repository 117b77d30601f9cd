"""Action items on the screen: groups with aligned columns on a terminal, one plain line each anywhere else."""

from typing import TYPE_CHECKING

from retro_cli.cli.render.todolines import plain_parts
from retro_cli.cli.render.width import cells, elide, measure, pad, wrap
from retro_cli.domain.names import period_label, range_label
from retro_cli.domain.ordering import slot_end
from retro_cli.domain.taskline import unread_due
from retro_cli.domain.text import visible
from retro_cli.domain.todolist import group_of, is_old
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.cli.prompts import Choice
    from retro_cli.cli.render.screen import Part
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.todolist import Group
    from retro_cli.services.todo_add import Added
    from retro_cli.services.todos import Outcome, Todos

HEADINGS = {
    "overdue": (N_("Overdue"), "bad"),
    "week": (N_("This week"), "title"),
    "older": (N_("Older"), "title"),
    "later": (N_("Later"), "dim"),
    "done": (N_("Done"), "title"),
    "dropped": (N_("Dropped"), "title"),
}
CHANGED = {
    "done": N_("Ticked {id}"),
    "dropped": N_("Dropped {id}"),
    "started": N_("Started {id}"),
    "open": N_("Open again: {id}"),
    "later": N_("Put off {id}"),
    "due": N_("Due date set: {id}"),
}
UNCHANGED = {
    "done": N_("Done already: {id}"),
    "dropped": N_("Dropped already: {id}"),
    "started": N_("Under way already: {id}"),
    "open": N_("Open already: {id}"),
    "later": N_("Put off already: {id}"),
    "due": N_("No change: {id}"),
}

_MOST_LINES = 3
_NARROWEST = 24
_SHORTEST_ORIGIN = 8
_LEFT_MARGIN = 2


# -- the list ---------------------------------------------------------------------------------------------------------


def show_groups(app: "App", groups: "Sequence[Group]", todos: "Todos") -> None:
    """The list under its headings; piped, only its lines."""
    if not app.screen.pretty:
        for group in groups:
            _plain(app, group.items, todos)
        return
    columns = _Columns(app, [item for group in groups for item in group.items], todos)
    for index, group in enumerate(groups):
        heading, style = HEADINGS[group.name]
        if index:
            app.screen.out("")
        app.screen.out((f" {app.translate(heading)} {len(group.items)}", style))
        for item in group.items:
            columns.show(item)


def show_flat(app: "App", items: "Sequence[ActionItem]", todos: "Todos") -> None:
    """The list without headings, in the order that was asked for."""
    if not app.screen.pretty:
        _plain(app, items, todos)
        return
    columns = _Columns(app, items, todos)
    for item in items:
        columns.show(item)


def _plain(app: "App", items: "Sequence[ActionItem]", todos: "Todos") -> None:
    for item in items:
        app.screen.out(*plain_parts(item, todos.id(item), app.today))


class _Columns:
    """The columns of a list on a terminal: id, text (wrapped where it is long), and what else there is to say.

    Of a long text and a long remark each gets half of the line; where even the days do not fit, they stand below.
    """

    def __init__(self, app: "App", items: "Sequence[ActionItem]", todos: "Todos") -> None:
        self._app, self._todos = app, todos
        self._id_width = max((cells(todos.id(item)) for item in items), default=0)
        self._indent = _LEFT_MARGIN + self._id_width + 2
        room = app.screen.width - self._indent - 2
        longest = max((cells(visible(item.text)) for item in items), default=0)
        days = {item: _joined(told_days(app, item)) for item in items}
        most_days = max(map(_cells, days.values()), default=0)
        least = min(longest, max(room // 2, _NARROWEST))
        self._beside = most_days <= room - least
        limit = room - least if self._beside else room + 2
        self._about = {item: self._with_origin(item, days[item], limit) for item in items}
        widest = max(map(_cells, self._about.values()), default=0)
        self._text_width = min(longest, room - widest) if self._beside else room + 2

    def show(self, item: "ActionItem") -> None:
        style = "dim" if group_of(item, self._app.today) in ("later", "done", "dropped") else ""
        first, *more = _filled(visible(item.text), self._text_width)
        about = self._about[item]
        shown = pad(self._todos.id(item), self._id_width)
        head: list[Part] = [" " * _LEFT_MARGIN, (shown, "dim" if style else "key"), "  "]
        if self._beside:
            self._app.screen.out(*head, (pad(first, self._text_width), style), "  ", *about)
        else:
            self._app.screen.out(*head, (first, style))
        for line in more:
            self._app.screen.out(" " * self._indent, (line, style))
        if not self._beside:
            self._app.screen.out(" " * self._indent, *about)

    def _with_origin(self, item: "ActionItem", days: "list[Part]", limit: int) -> "list[Part]":
        """The days with the origin behind them: whole, else its day or the beginning of its title, else nothing."""
        room = limit - _cells(days) - (3 if days else 0)
        told = origin(self._app, item)
        if cells(told) > room:
            short = _day(self._app, item.date) if item.date and not item.entry else ""
            told = short if short and cells(short) <= room else elide(told, room) if room >= _SHORTEST_ORIGIN else ""
        if not told:
            return days
        separator: list[Part] = [(" · ", "dim")] if days else []
        return [*days, *separator, (told, "dim")]


def _joined(parts: "Sequence[Part]") -> "list[Part]":
    joined: list[Part] = []
    for part in parts:
        joined += [(" · ", "dim"), part] if joined else [part]
    return joined


def _filled(text: str, width: int) -> list[str]:
    """A text on a few lines of at most `width` cells, cut at the end where that is not enough."""
    lines: list[str] = []
    for line in wrap(text, width):
        while cells(line) > width and len(lines) < _MOST_LINES:
            _, fits = measure(line, width)
            lines.append(line[: max(fits, 1)])
            line = line[max(fits, 1) :]
        lines.append(line)
        if len(lines) > _MOST_LINES:
            return [*lines[: _MOST_LINES - 1], elide(lines[_MOST_LINES - 1] + "…", width)]
    return lines


def _cells(parts: "Sequence[Part]") -> int:
    return sum(cells(part if isinstance(part, str) else part[0]) for part in parts)


def told_days(app: "App", item: "ActionItem") -> "list[Part]":
    """What there is to say about an item's days: due, put off, under way, since when."""
    _ = app.translate
    if not item.open:
        return _closed(app, item)
    parts: list[Part] = []
    if item.due is not None:
        label = _("due today") if item.due == app.today else _("due {day}").format(day=_day(app, item.due))
        waits = "dim" if item.waits(app.today) else ""
        style = waits or ("bad" if item.overdue(app.today) else "warn" if item.due == app.today else "")
        parts.append((label, style))
    if item.waits(app.today):
        back = max(day for day in (item.scheduled, item.start) if day is not None)
        parts.append((_("from {day} on").format(day=_day(app, back)), "dim"))
    if item.state == "started":
        parts.append((_("under way"), "accent"))
    if item.recurrence:
        parts.append((_("repeats"), "dim"))
    age = _age(app, item)
    return [*parts, age] if age else parts


def _age(app: "App", item: "ActionItem") -> "Part | None":
    days = item.age(app.today)
    if not days:
        return None
    if is_old(item, app.today):
        weeks = days // 7
        return (app.ngettext("open for {weeks} week", "open for {weeks} weeks", weeks).format(weeks=weeks), "warn")
    return (app.ngettext("{days} day", "{days} days", days).format(days=days), "dim")


def _closed(app: "App", item: "ActionItem") -> "list[Part]":
    _ = app.translate
    if item.state == "done":
        label = _("done {day}").format(day=_day(app, item.done)) if item.done else _("done")
    else:
        label = _("dropped {day}").format(day=_day(app, item.dropped)) if item.dropped else _("dropped")
    return [(label, "dim")]


def origin(app: "App", item: "ActionItem") -> str:
    """Where an item comes from: the title of its entry, else its day or week and its format."""
    if item.entry:
        return visible(" ".join(item.entry.split()))
    slot = app.journal.slot(item.path)
    format = app.formats.by_name.get(item.format)
    from retro_cli.domain.labels import pick

    name = (pick(format.title, app.lang) if format else "") or visible(item.format)
    if slot and slot.kind != "day":
        return f"{period_label(slot.kind, slot.date, slot_end(slot), app.lang, app.today)} {name}"
    return f"{_day(app, item.date)} {name}" if item.date else name


def _day(app: "App", day: "date") -> str:
    return range_label(day, day, app.lang, app.today)


# -- what changed -----------------------------------------------------------------------------------------------------


def tell_change(app: "App", outcome: "Outcome", to: str, id: str) -> None:
    """One line: what became of an item and where it stands."""
    item = outcome.item
    before, _, after = app.translate((CHANGED if outcome.changed else UNCHANGED)[to]).partition("{id}")
    style = "good" if outcome.changed else "dim"
    parts: list[Part] = [(before, style), (id, "key"), (after, style), f" {item.text}"]
    if to == "due":
        parts.append((f" · {_until(app, item)}", ""))
    if to == "later" and item.scheduled:
        back = app.translate("from {day} on").format(day=_day(app, item.scheduled))
        parts.append((f" · {back}", ""))
    app.screen.out(*parts, (f" · {item.path}:{item.line}", "dim"))


def _until(app: "App", item: "ActionItem") -> str:
    from retro_cli.domain.names import day_label

    _ = app.translate
    if item.due is None:
        return _("no due date")
    return _("due {day}").format(day=day_label(item.due, app.lang, app.today))


def tell_left(app: "App", left: int, later: int) -> None:
    """How many items are still open."""
    _ = app.translate
    parts = [_("left to try {count}").format(count=left) if left else _("Nothing left to try.")]
    if later:
        parts.append(_("later {count}").format(count=later))
    app.screen.out((" · ".join(parts), "dim"))


def tell_added(app: "App", added: "Added") -> None:
    """One line: what was added and where; and how many items are open."""
    _ = app.translate
    if added.item is None:  # `[todo] tag` or `since` leaves it out of the list
        app.screen.out((_("Added"), "good"), (f" · {added.path}", "dim"))
        return
    item = added.item
    parts: list[Part] = [(_("Added"), "good"), " ", (added.todos.id(item), "key"), f" {item.text}"]
    if item.due is not None:
        parts.append(f" · {_until(app, item)}")
    app.screen.out(*parts, (f" · {item.path}:{item.line}", "dim"))
    if unread := unread_due(item.text):
        app.screen.err(
            (_("“{text}” is no date that retro can read, and stays in the text.").format(text=unread), "warn")
        )
    tell_left(app, *added.todos.left(app.today))


def choice_of(app: "App", item: "ActionItem", todos: "Todos") -> "Choice[ActionItem]":
    """An item as one of several to pick."""
    from retro_cli.cli.prompts import Choice

    told = " · ".join(part if isinstance(part, str) else part[0] for part in told_days(app, item))
    return Choice(item, f"{todos.id(item)}  {item.text}", description=told)
