"""What a week's own entries offer to its review: items that are taken over as they were written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.action import ActionItem
from retro_cli.domain.digest import kept_private, span_label, spans_label
from retro_cli.domain.names import weekday_name
from retro_cli.domain.rollup import DayLine, RolledItem, RollUp
from retro_cli.domain.text import fold


@dataclass(frozen=True, slots=True)
class Promotion:
    """An item that may be taken over: the `text` that is written, and when it was (`금`, `월 · 화–수`).

    An action item lives on where it was born: what is written of it is text with its day, never a second box.
    """

    text: str
    when: str
    date: date


def promotions(week: RollUp, role: str, lang: str, standing: tuple[str, ...] = ()) -> list[Promotion]:
    """What a question of this role offers: the week's items of the role, else those of the whole week, day by day.

    What is done or dropped is nothing to try next. Texts in `standing` are in the review already, and left out.
    """
    offered = list(_of_role(week, role, lang)) or sorted(_all(week, lang), key=lambda one: one.date)
    known = {fold(text) for text in standing}
    distinct: dict[str, Promotion] = {}
    for one in offered:
        if fold(one.text) not in known:
            distinct.setdefault(fold(one.text), one)
    return list(distinct.values())


def action_texts(week: RollUp, lang: str) -> set[str]:
    """The texts that the week's action items are taken over with."""
    return {_action(action, lang).text for action in week.actions.opened}


def _of_role(week: RollUp, role: str, lang: str) -> Iterator[Promotion]:
    for item in week.roles.get(role, ()):
        yield _item(item, lang)
    for action in week.actions.opened:
        if action.role == role and (action.open or role != "next"):
            yield _action(action, lang)


def _all(week: RollUp, lang: str) -> Iterator[Promotion]:
    for items in week.roles.values():
        for item in items:
            yield _item(item, lang)
    for line in week.prose:
        yield _prose(line, lang)
    for action in week.actions.opened:
        yield _action(action, lang)


def _item(item: RolledItem, lang: str) -> Promotion:
    return Promotion(kept_private(item.text, item.private), spans_label(item, lang), item.date)


def _prose(line: DayLine, lang: str) -> Promotion:
    text = " — ".join(part for part in (line.title, line.sentence) if part)
    return Promotion(kept_private(text, line.private), span_label(line.span, lang), line.span.start)


def _action(item: ActionItem, lang: str) -> Promotion:
    assert item.date is not None
    day = weekday_name(item.date, lang)
    return Promotion(kept_private(f"{item.text} ({day})", item.private), day, item.date)
