"""The page of `retro patterns`: what comes back, below each line the entries that it rests on."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from retro_cli.cli.render.marks import GLYPHS
from retro_cli.domain.names import range_label
from retro_cli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.cli.render.screen import Part
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.patterns.model import Feelings, Kept, Patterns, Recurring, Saying, Tried

OUTCOMES = {"open": N_("open"), "started": N_("under way"), "done": N_("done"), "dropped": N_("dropped")}
_LATEST, _EARLIER = 3, 6


def show_patterns(app: "App", found: "Patterns") -> None:
    """All of it; a part that there is nothing of is left out."""
    _ = app._
    parts = [
        (_("Problems that come back"), [partial(_recurring, app, found, one) for one in found.recurring]),
        (_("What was tried and stayed"), [partial(_kept, app, one) for one in found.kept]),
        (_("Open for weeks"), [partial(_slipped, app, one) for one in found.slipped]),
        (_("How it felt"), [partial(_feelings, app, one) for one in found.feelings]),
    ]
    first = True
    for title, shows in parts:
        if shows:
            if not first:
                app.screen.out()
            first = False
            app.screen.out((f" {title} {len(shows)}", "title"))
            for show in shows:
                show()


# -- problems ---------------------------------------------------------------------------------------------------------


def _recurring(app: "App", found: "Patterns", problem: "Recurring") -> None:
    days = sorted({said.date for said in problem.sayings})
    times = app.ngettext("{count} day", "{count} days", len(days)).format(count=len(days))
    if problem is not found.recurring[0]:
        app.screen.out()
    app.screen.beside([" ", (f"{len(days)}×", "accent"), " "], (problem.text, "title"))
    app.screen.beside(
        "    ", (" · ".join([times, range_label(days[0], days[-1], app.lang, app.today), trend(app, problem)]), "dim")
    )
    for said in problem.sayings[: -_LATEST - 1 : -1]:
        _place(app, said, said.text if said.text != problem.text else "")
    if older := problem.sayings[:-_LATEST]:
        told = app.ngettext("and {count} more: {days}", "and {count} more: {days}", len(older))
        dates = ", ".join(
            [_day(app, said.date) for said in older[: -_EARLIER - 1 : -1]] + ["…"] * (len(older) > _EARLIER)
        )
        app.screen.beside("    ", (told.format(count=len(older), days=dates), "dim"))
    if problem.untried:
        app.screen.beside("    ", (app._("Nothing tried yet"), "warn"))
    for tried in problem.tried:
        _tried(app, tried)


def trend(app: "App", problem: "Recurring") -> str:
    """How often in the last four weeks, and in the four before."""
    if not problem.recent:
        return app._("not in the last four weeks")
    told = app._("last four weeks {recent}, the four before {before}")
    return told.format(recent=problem.recent, before=problem.before)


def _tried(app: "App", tried: "Tried") -> None:
    glyph, style = GLYPHS[tried.item.state]
    parts: list[Part] = [tried.item.text, ("  ", ""), (_outcome(app, tried), "dim")]
    app.screen.beside(["    ", (glyph, style), " "], *parts)


def _outcome(app: "App", tried: "Tried") -> str:
    """What became of a try, and whether the problem came back; where it lives."""
    parts = [_ended(app, tried.item)]
    if tried.since is not None:
        back = app.ngettext("back {count} time since", "back {count} times since", tried.since)
        parts.append(back.format(count=tried.since) if tried.since else app._("not back since"))
    return " · ".join([*parts, place_of(tried.item.path, tried.item.line)])


def _ended(app: "App", item: "ActionItem") -> str:
    ended = item.done or item.dropped
    state = app.translate(OUTCOMES[item.state])
    return f"{state} {_day(app, ended)}" if ended else state


# -- the others -------------------------------------------------------------------------------------------------------


def _kept(app: "App", kept: "Kept") -> None:
    glyph, style = GLYPHS[kept.item.state]
    app.screen.beside(
        [" ", (glyph, style), " "], kept.item.text, ("  " + place_of(kept.item.path, kept.item.line), "dim")
    )
    _place(app, kept.saying, kept.saying.text)


def _slipped(app: "App", item: "ActionItem") -> None:
    age = item.age(app.today) or 0
    weeks = app.ngettext("{count} week", "{count} weeks", age // 7).format(count=age // 7)
    glyph, style = GLYPHS[item.state]
    lead: Sequence[Part] = [" ", (glyph, style), " "]
    app.screen.beside(
        list(lead), item.text, ("  ", ""), (weeks, "warn"), (f" · {place_of(item.path, item.line)}", "dim")
    )


def _feelings(app: "App", found: "Feelings") -> None:
    app.screen.out(" ", (found.about, "title"))
    for feeling in reversed(found.feelings):
        cue = f"{feeling.cue} — " if feeling.cue != found.about else ""
        _place(app, feeling.felt, f"{cue}{feeling.felt.text}")


def _place(app: "App", said: "Saying", text: str) -> None:
    """A day and where on it something was written, and what, where that is not told already."""
    lead = f"    {_day(app, said.date)}  "
    parts: list[Part] = [(place_of(said.path, said.line), "dim")]
    app.screen.beside([(lead, "dim")], *([text, "  "] if text else []), *parts)


def place_of(path: str, line: int) -> str:
    """A line of an entry, as editors take it."""
    return f"{path}:{line}"


def _day(app: "App", day: date) -> str:
    return range_label(day, day, app.lang, app.today)
