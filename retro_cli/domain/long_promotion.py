"""What a month, quarter or year offers to its review: above all what its shorter reviews chose already."""

from collections.abc import Iterator

from retro_cli.domain.action import ActionItem
from retro_cli.domain.digest import kept_private
from retro_cli.domain.long_digest import gist_label
from retro_cli.domain.longer import Gist, LongRollUp
from retro_cli.domain.names import range_label
from retro_cli.domain.promotion import Promotion
from retro_cli.domain.text import fold

OFFERED = 12
"""How many at most: a question is no second reading of everything."""

_MOST = ("learned", "good", "bad", "felt", "did", "question", "other", "context")


def long_promotions(rolled: LongRollUp, role: str, lang: str, standing: tuple[str, ...] = ()) -> list[Promotion]:
    """What a question of this role offers: what reviews say in it, then what was written most often, newest first.

    Of action items those that are still open, oldest first. Where nothing was written in a role it is what
    reviews say at all. Texts in `standing` are in the review already, and left out.
    """
    offered = [*_of_role(rolled, role, lang)] or [*_chosen(rolled, lang)]
    known = {fold(text) for text in standing}
    distinct: dict[str, Promotion] = {}
    for one in offered:
        if fold(one.text) not in known:
            distinct.setdefault(fold(one.text), one)
    return list(distinct.values())[:OFFERED]


def long_action_texts(rolled: LongRollUp, lang: str) -> set[str]:
    """The texts that action items are taken over with."""
    return {_action(item, lang).text for item in (*rolled.actions.carried, *rolled.actions.opened)}


def _of_role(rolled: LongRollUp, role: str, lang: str) -> Iterator[Promotion]:
    if role == "next":
        open_items = (*rolled.actions.carried, *rolled.actions.opened)
        yield from (_action(item, lang) for item in open_items if item.open)
        return
    yield from (_gist(gist, lang) for gist in rolled.roles.get(role, ()))


def _chosen(rolled: LongRollUp, lang: str) -> Iterator[Promotion]:
    for role in _MOST:
        yield from (_gist(gist, lang) for gist in rolled.roles.get(role, ()) if gist.rank)


def _action(item: ActionItem, lang: str) -> Promotion:
    """An action item with its day: it lives on where it was born."""
    assert item.date is not None
    day = range_label(item.date, item.date, lang)
    return Promotion(kept_private(f"{item.text} ({day})", item.private), day, item.date)


def _gist(gist: Gist, lang: str) -> Promotion:
    return Promotion(kept_private(gist.text, gist.private), gist_label(gist, lang), gist.said.span.start)
