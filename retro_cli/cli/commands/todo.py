"""`retro todo`: what you said you would do, and ticking it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from retro_cli.cli.command import Command, Group
from retro_cli.cli.completion import closed_todos, dates, tags, todos
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Date, Json, TodoIds
from retro_cli.errors import N_, NotFoundError

if TYPE_CHECKING:
    from retro_cli.domain.action import ActionItem
    from retro_cli.services.todos import Outcome, Todos

_NO_DUE_DATE = ("none", "없음", "-")
_EXAMPLES = N_("""\
retro todo done k3f paper        tick two: by id, by a piece of the text
retro todo later k3f             put one off
retro todo add "Walk due:fri"    one more""")


# -- the list ---------------------------------------------------------------------------------------------------------


def run(
    all: Annotated[bool, typer.Option("--all", help=N_("Also those done or dropped."))] = False,
    done: Annotated[bool, typer.Option("--done", help=N_("Those done."))] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help=N_("Those dropped."))] = False,
    due: Annotated[
        Literal["overdue", "today", "week"] | None, typer.Option("--due", help=N_("Only those due then."))
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=N_("Only from this day on."), autocompletion=dates)
    ] = "",
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TAG", help=N_("Only those with this tag."), autocompletion=tags),
    ] = None,
    sort: Annotated[
        Literal["age", "due", "date"] | None, typer.Option("--sort", help=N_("One list in this order, without groups."))
    ] = None,
    json: Json = False,
) -> None:
    from retro_cli.cli.boxes import ask_since
    from retro_cli.domain.period import parse_date
    from retro_cli.domain.todofilter import ALL_STATES, OPEN_STATES, Filter
    from retro_cli.domain.todolist import grouped, ordered
    from retro_cli.services.todos import read_todos

    app = current_app()
    _require_journal(app)
    first = parse_date(since, app.today, course=app.settings.course) if since else None
    closed = {"done": done or all, "dropped": dropped or all}
    states = ALL_STATES if all else frozenset(state for state, asked in closed.items() if asked) or OPEN_STATES
    found = read_todos(app.journal, closed=any(closed.values()), since=first)
    if not since:
        found = ask_since(app, found, closed=any(closed.values()), ask=not json)
    wanted = Filter(states, due, tuple(tag or ()))
    items = [item for item in found.items if wanted.takes(item, app.today)]
    groups = grouped(items, app.today)
    flat = ordered(items, sort) if sort else [item for group in groups for item in group.items]
    if json:
        from retro_cli.cli.render.documents import todos_document

        app.screen.json(todos_document(flat, app.today))
    elif not items:
        _say_empty(app, filtered=bool(found.items or since) or wanted != Filter())
    else:
        from retro_cli.cli.render.todos import show_flat, show_groups

        show_flat(app, flat, found) if sort else show_groups(app, groups, found)
        _hint_old(app, flat)
    _tell_problems(app, found)


def _require_journal(app: App) -> None:
    if app.place.how == "flag" and not app.place.exists:
        raise NotFoundError(
            N_("There is no journal."),
            hint=N_("Make one: retro init {folder}"),
            where=str(app.place.root),
            folder=app.place.root,
        )


def _tell_problems(app: App, found: "Todos") -> None:
    from retro_cli.cli.render.problems import tell_problems

    tell_problems(app, found.problems, incomplete=True)


def _say_empty(app: App, *, filtered: bool) -> None:
    _ = app.translate
    if filtered:
        told = _("Nothing on the list fits.")
    elif not app.place.exists:
        told = _("There is no journal yet. Begin with retro today, or retro init.")
    else:
        told = _('Nothing left to try. Something new: retro todo add "…"')
    (app.screen.out if app.screen.pretty else app.screen.err)(told)


def _hint_old(app: App, items: "Sequence[ActionItem]") -> None:
    from retro_cli.domain.todolist import is_old

    if app.screen.pretty and any(is_old(item, app.today) for item in items):
        app.screen.out("")
        hint = app.translate(
            "What is open for three weeks or more: make it smaller, or let it go (retro todo drop ID)."
        )
        app.screen.out(" ", (hint, "dim"))


# -- changing items ---------------------------------------------------------------------------------------------------

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help=N_("A line of explanation below it."))]
ClosedIds = Annotated[
    list[str], typer.Argument(metavar="ID...", help=N_("Ids, or pieces of the text."), autocompletion=closed_todos)
]


def done(ids: TodoIds, why: Why = "") -> None:
    _change_named(ids, "done", why)


def drop(ids: TodoIds, why: Why = "") -> None:
    _change_named(ids, "dropped", why)


def start(ids: TodoIds) -> None:
    _change_named(ids, "started")


def reopen(ids: ClosedIds) -> None:
    _change_named(ids, "open")


def later(ids: TodoIds) -> None:
    _change_named(ids, "later")


_NAMES = {"done": "done", "dropped": "drop", "started": "start", "open": "reopen", "later": "later"}


def _change_named(words: Sequence[str], to: str, why: str = "") -> None:
    from retro_cli.services.naming import find_items

    app = current_app()
    _require_journal(app)
    found = find_items(app.journal, words, closed_first=to == "open")
    _change(app, found.items, found.todos, to, why)


def _change(app: App, items: "Sequence[ActionItem]", known: "Todos", to: str, why: str = "") -> None:
    from retro_cli.services.todos import change

    outcomes = change(app.journal, items, to, app.today, why=why, command=f"todo {_NAMES[to]}")
    _tell(app, outcomes, known, to)


def _tell(app: App, outcomes: "Sequence[Outcome]", known: "Todos", to: str) -> None:
    """What became of each item, and how many are left; then what went wrong with the first that was left alone."""
    from retro_cli.cli.render.todos import tell_change, tell_left

    failed = [outcome.error for outcome in outcomes if outcome.error]
    now = known.after(outcomes)
    for outcome in outcomes:
        if outcome.error is None:
            tell_change(app, outcome, to, now.id(outcome.item))
    if len(failed) < len(outcomes):
        tell_left(app, *now.left(app.today))
    for error in failed[1:]:
        app.screen.err((error.told(app.translate), "bad"), f" {error.where}")
    if failed:
        raise failed[0]


def due(
    id: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id, or a piece of its text."), autocompletion=todos)],
    date: Annotated[
        list[str],
        typer.Argument(metavar="DATE|none", help=N_("The day; a weekday is the next one."), autocompletion=dates),
    ],
) -> None:
    from retro_cli.domain.period import parse_date
    from retro_cli.services.naming import find_items
    from retro_cli.services.todos import set_due

    app = current_app()
    _require_journal(app)
    typed = " ".join(date)
    day = None
    if typed.casefold() not in _NO_DUE_DATE:
        day = parse_date(typed, app.today, course=app.settings.course, ahead=True)
    found = find_items(app.journal, [id])
    outcome = set_due(app.journal, found.items[0], day)
    _tell(app, [outcome], found.todos, "due")


def add(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help=N_("What you will do; due:fri sets a date."))],
    date: Date = "",
) -> None:
    from retro_cli.cli.render.todos import tell_added
    from retro_cli.domain.period import parse_date
    from retro_cli.services.todo_add import add_todo

    app = current_app()
    day = parse_date(date, app.today, course=app.settings.course) if date else app.today
    existed = app.place.exists
    app.require_format("format")
    added = add_todo(app.journal, " ".join(text), day, app.today, app.prompt_lang)
    if not existed:
        app.screen.out(app.translate("Your journal is {root}").format(root=app.place.root))
    tell_added(app, added)


def pick() -> None:
    from retro_cli.cli.prompts import BACK, Choice
    from retro_cli.cli.render.todos import choice_of
    from retro_cli.domain.todolist import grouped
    from retro_cli.services.todos import read_todos

    app = current_app()
    app.require_terminal("retro todo done ID")
    _require_journal(app)
    _ = app.translate
    found = read_todos(app.journal)
    items = [item for group in grouped(found.items, app.today) for item in group.items]
    if not items:
        _say_empty(app, filtered=False)
        return
    while True:
        picked = app.prompts.checkbox(_("Which ones?"), [choice_of(app, item, found) for item in items])
        if picked is BACK or not picked:
            app.screen.out((_("Nothing was changed."), "dim"))
            return
        steps = [
            Choice("done", _("done"), "d"),
            Choice("started", _("under way"), "s"),
            Choice("dropped", _("drop"), "x"),
            Choice("later", _("next week"), "l"),
        ]
        to = app.prompts.select(_("What about them?"), steps)
        if to is not BACK:
            _change(app, picked, found, to)
            return


COMMAND = Group(
    run,
    help=N_("See and tick what you said you would do."),
    examples=_EXAMPLES,
    commands={
        "done": Command(
            done, help=N_("Tick items."), examples=N_('retro todo done k3f 9qa\nretro todo done walk --why "It helped"')
        ),
        "drop": Command(drop, help=N_("Drop items."), examples=N_('retro todo drop k3f --why "Not needed any more"')),
        "start": Command(start, help=N_("Mark items as under way."), examples=N_("retro todo start k3f")),
        "reopen": Command(reopen, help=N_("Open items again."), examples=N_("retro todo reopen k3f")),
        "later": Command(later, help=N_("Put items off to next week."), examples=N_("retro todo later k3f 9qa")),
        "due": Command(
            due, help=N_("Set or remove a due date."), examples=N_("retro todo due k3f fri\nretro todo due k3f none")
        ),
        "add": Command(
            add, help=N_("Add an item to the day's entry."), examples=N_('retro todo add "Read one paper due:fri"')
        ),
        "pick": Command(
            pick, help=N_("Pick items from a list. Then say what became of them."), examples=N_("retro todo pick")
        ),
    },
)
