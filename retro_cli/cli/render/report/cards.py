"""What comes back, as the cards of the report: every line leads to the entry that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retro_cli.cli.render.patterns_page import OUTCOMES, trend
from retro_cli.domain.names import range_label
from retro_cli.domain.text import visible

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.patterns.model import Feelings, Kept, Recurring, Saying, Tried
    from retro_cli.domain.period import Span

_WIDE = 1000


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the page: what leads there, and its anchor (empty where the entry is not in the page)."""

    day: str
    anchor: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """An action item: its state, what it says, what became of it, and where it stands."""

    state: str
    name: str
    text: str
    told: str
    link: Link


@dataclass(frozen=True, slots=True)
class Card:
    """Something that comes back: what, on how many days, how lately, where on the time line its days are."""

    text: str
    days: str
    told: str
    dots: str
    links: tuple[Link, ...]
    tries: tuple[Try, ...] = ()
    untried: bool = False


class Cards:
    """Makes the cards; `anchors` are the entries of the page by path, without `.md`."""

    def __init__(self, app: "App", anchors: Mapping[str, str], span: "Span") -> None:
        self._app = app
        self._anchors = anchors
        self._span = span

    def recurring(self, problem: "Recurring") -> Card:
        """A problem that comes back, and what was tried about it."""
        days = sorted({said.date for said in problem.sayings})
        counted = self._app.ngettext("{count} day", "{count} days", len(days)).format(count=len(days))
        told = [range_label(days[0], days[-1], self._app.lang, self._app.today), trend(self._app, problem)]
        return Card(
            visible(problem.text),
            counted,
            " · ".join(told),
            self._dots(days),
            tuple(self._said(said, problem.text) for said in problem.sayings),
            tuple(self._tried(one) for one in problem.tried),
            problem.untried,
        )

    def feelings(self, found: "Feelings") -> Card:
        """What was felt about something."""
        days = sorted({feeling.felt.date for feeling in found.feelings})
        counted = self._app.ngettext("{count} day", "{count} days", len(days)).format(count=len(days))
        links = [
            self._said(one.felt, "", lead=f"{one.cue} — " if one.cue != found.about else "") for one in found.feelings
        ]
        return Card(visible(found.about), counted, "", self._dots(days), tuple(links))

    def kept(self, kept: "Kept") -> tuple[Try, Link]:
        """A try that stayed, and what was written about it later."""
        return self._item(kept.item, ""), self._said(kept.saying, "")

    def slipped(self, item: "ActionItem") -> Try:
        """An action item that has been open for weeks."""
        weeks = (item.age(min(self._app.today, self._span.end)) or 0) // 7
        return self._item(item, self._app.ngettext("{count} week", "{count} weeks", weeks).format(count=weeks))

    def _tried(self, tried: "Tried") -> Try:
        app = self._app
        ended = tried.item.done or tried.item.dropped
        parts = [app.translate(OUTCOMES[tried.item.state])]
        if ended:
            parts = [f"{parts[0]} {self._day(ended)}"]
        if tried.since is not None:
            back = app.ngettext("back {count} time since", "back {count} times since", tried.since)
            parts.append(back.format(count=tried.since) if tried.since else app._("not back since"))
        return self._item(tried.item, " · ".join(parts))

    def _item(self, item: "ActionItem", told: str) -> Try:
        name = self._app.translate(OUTCOMES[item.state])
        day = self._day(item.date) if item.date else item.path
        return Try(item.state, name, visible(item.text), told, Link(day, self._anchor(item.path)))

    def _said(self, said: "Saying", known: str, lead: str = "") -> Link:
        text = "" if said.text == known else said.text
        return Link(self._day(said.date), self._anchor(said.path), visible(lead + text))

    def _anchor(self, path: str) -> str:
        return self._anchors.get(path.removesuffix(".md"), "")

    def _dots(self, days: Sequence[date]) -> str:
        """The days as points on a line as long as the time of the report."""
        length = max(1, (self._span.end - self._span.start).days)
        return "".join(f"M{(day - self._span.start).days / length * _WIDE:.0f} 5h.01" for day in days)

    def _day(self, day: date) -> str:
        return range_label(day, day, self._app.lang, self._app.today)
