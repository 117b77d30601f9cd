"""The digest of a month, a quarter or a year: what it comes down to, on a screen or two.

As those of a week its words are data: they stand in the user's files.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from retro_cli.domain.action import ActionItem
from retro_cli.domain.digest import (
    DONE,
    DROPPED,
    ITEM_CHARACTERS,
    OPEN,
    ROLES,
    TRIES,
    Digest,
    Line,
    Part,
    kept_private,
)
from retro_cli.domain.labels import Localized, pick
from retro_cli.domain.longer import Field, Gist, LongRollUp, Piece, Saying, came_after
from retro_cli.domain.names import month_name, period_label, range_label
from retro_cli.domain.patterns.model import Recurring, Tried
from retro_cli.domain.period import Span
from retro_cli.domain.rollup import state_on
from retro_cli.domain.sentence import brief, shortened
from retro_cli.domain.text import fold

TITLE: Localized = {"en": "{months} at a glance", "ko": "{months} 모아 보기", "ja": "{months}のまとめ"}
NUMBERS: Localized = {
    "en": "Days written {days} · entries {entries}",
    "ko": "{days}일 · 회고 {entries}개",
    "ja": "{days}日 · 振り返り{entries}件",
}
BY_WEEK: Localized = {"en": "Week by week", "ko": "한 주 한 주", "ja": "週ごと"}
BY_MONTH: Localized = {"en": "Month by month", "ko": "한 달 한 달", "ja": "月ごと"}
DAYS: Mapping[str, Localized] = {
    "one": {"en": "1 day", "ko": "1일", "ja": "1日"},
    "many": {"en": "{count} days", "ko": "{count}일", "ja": "{count}日"},
}
RECURRING: Localized = {"en": "Kept coming back", "ko": "자꾸 되풀이된 것", "ja": "くり返したこと"}
MORE: Mapping[str, Localized] = {
    "one": {"en": "and one more", "ko": "그 밖에 1개", "ja": "ほかに1件"},
    "many": {"en": "and {count} more", "ko": "그 밖에 {count}개", "ja": "ほかに{count}件"},
}
FOLLOWED: Localized = {
    "en": "Made {made} · done {done} · dropped {dropped} · still open {left}",
    "ko": "정한 것 {made} · 해낸 것 {done} · 접은 것 {dropped} · 남은 것 {left}",
    "ja": "決めた {made} · やった {done} · やめた {dropped} · 残り {left}",
}
AFTER: Mapping[str, Localized] = {
    "none": {"en": "not since", "ko": "그 뒤로는 없었음", "ja": "その後はなし"},
    "one": {"en": "once since", "ko": "그 뒤로 1번 더", "ja": "その後1回"},
    "many": {"en": "{count} times since", "ko": "그 뒤로 {count}번 더", "ja": "その後{count}回"},
}
SINCE: Localized = {"en": "since {day}", "ko": "{day}부터", "ja": "{day}から"}
UNTRIED: Localized = {"en": "nothing tried yet", "ko": "아직 해본 것이 없음", "ja": "まだ何も試していない"}

# How much of each there is room for.
_LEFT = {"month": 2, "quarter": 3, "year": 1}
_MAIN = {"month": 6, "quarter": 5, "year": 5}
_BESIDE = {"month": 3, "quarter": 2, "year": 2}
_OFTEN = {"month": 3, "quarter": 4, "year": 5}
_TRIED = {"month": 2, "quarter": 2, "year": 1}
_NOTABLE = {"month": 5, "quarter": 4, "year": 3}
_SINGLES = 3
_VALUES = 4
_TWICE = 2

_MAIN_ROLES = ("good", "bad", "learned")
_CHOICE = ("learned", "good", "felt", "other", "did", "question", "context")
"""Of which role a week or month is told first by."""


def make_long_digest(rolled: LongRollUp, lang: str) -> Digest:
    """The digest of a month, quarter or year in `lang`; see `digest.make_digest` for what it depends on."""
    period = rolled.period
    kind = period.kind
    often = rolled.recurring[: _OFTEN[kind]]
    told = {fold(said.text) for problem in often for said in problem.sayings}
    pieces = tuple(_pieces(rolled, lang, told))
    parts = [
        Part("pieces", pick(BY_WEEK if kind == "month" else BY_MONTH, lang), pieces),
        Part("recurring", pick(RECURRING, lang), tuple(_problem(one, rolled, lang) for one in often)),
        *(Part(role, pick(title, lang), _role(rolled, role, lang, told)) for role, title in ROLES.items()),
        Part("tries", pick(TRIES, lang), tuple(_actions(rolled, lang))),
    ]
    title = pick(TITLE, lang).format(months=period_label(kind, period.first, period.last, lang))
    fields = tuple(_field(key, field, rolled, lang) for key, field in rolled.fields.items())
    numbers = pick(NUMBERS, lang).format(days=rolled.written, entries=rolled.entries) if rolled.entries else ""
    return Digest(title, tuple(part for part in parts if part.lines), fields, numbers)


def _counted(texts: Mapping[str, Localized], count: int, lang: str) -> str:
    return pick(texts["one" if count == 1 else "many"], lang).format(count=count)


def _text(text: str, private: bool) -> str:
    return kept_private(brief(text, ITEM_CHARACTERS), private)


# -- pieces -----------------------------------------------------------------------------------------------------------


def piece_label(rolled: LongRollUp, span: Span, lang: str) -> str:
    """A week of a month by its days, a month by its name."""
    return range_label(span.start, span.end, lang) if rolled.period.kind == "month" else month_name(span.start, lang)


def _pieces(rolled: LongRollUp, lang: str, told: set[str]) -> Iterator[Line]:
    for piece in rolled.pieces:
        if not (piece.written or piece.left):
            continue
        days = f" · {_counted(DAYS, piece.written, lang)}" if piece.written else ""
        when = f"{piece_label(rolled, piece.span, lang)}{days}"
        chosen = _chosen(piece, _LEFT[rolled.period.kind], told)
        for said in chosen:
            yield Line(_text(said.text, said.private), when=when)
        if not chosen:
            yield Line("", when=when)


def _chosen(piece: Piece, count: int, told: set[str]) -> list[Saying]:
    """What a piece is told by: what its reviews say, what was learned first; without any, titles of its entries."""
    found: list[Saying] = []
    longest = max((said.rank for _, said in piece.left), default=0)
    for rank in range(longest, 0, -1):
        for role in _CHOICE:
            found += [said for own, said in piece.left if own == role and said.rank == rank]
    chosen: list[Saying] = []
    for said in found or piece.titles:
        if len(chosen) < count and fold(said.text) not in told:
            chosen.append(said)
            told.add(fold(said.text))
    return chosen


# -- what came back ---------------------------------------------------------------------------------------------------


def _problem(problem: Recurring, rolled: LongRollUp, lang: str) -> Line:
    days = sorted({said.date for said in problem.sayings})
    private = any(said.private for said in problem.sayings)
    last = rolled.period.last
    below = [_tried(one, days, last, lang) for one in problem.tried[-_TRIED[rolled.period.kind] :]]
    if problem.untried:
        below = [pick(UNTRIED, lang)]
    return Line(_text(problem.text, private), when=_often(len(days), days[0], days[-1], lang), below=tuple(below))


def _tried(tried: Tried, days: Sequence[date], last: date, lang: str) -> str:
    item = tried.item
    state, _ = state_on(item, last)
    mark = {"done": DONE, "dropped": DROPPED}.get(state, OPEN)
    since = came_after(days, item, last)
    told = f"{mark} {_text(item.text, item.private)}"
    if since is None or state == "dropped":
        return told
    return f"{told} — {_counted(AFTER, since, lang) if since else pick(AFTER['none'], lang)}"


def _often(count: int, first: date, last: date, lang: str) -> str:
    return f"{_counted(DAYS, count, lang)} · {range_label(first, last, lang)}"


# -- by role ----------------------------------------------------------------------------------------------------------


def _role(rolled: LongRollUp, role: str, lang: str, told: set[str]) -> tuple[Line, ...]:
    kind = rolled.period.kind
    if kind == "year" and role not in _MAIN_ROLES:
        return ()
    left = [gist for gist in rolled.roles.get(role, ()) if not any(fold(one.text) in told for one in gist.sayings)]
    telling = [gist for gist in left if gist.rank or gist.count >= _TWICE]
    if kind == "month":
        shown = left[: (_MAIN if role in _MAIN_ROLES else _BESIDE)[kind]]
    elif telling:
        shown = telling[: (_MAIN if role in _MAIN_ROLES else _BESIDE)[kind]]
    else:
        shown = left[:_SINGLES]
    lines = [Line(_text(gist.text, gist.private), when=gist_label(gist, lang)) for gist in shown]
    if more := len(left) - len(shown):
        lines.append(Line(_counted(MORE, more, lang), count=more))
    return tuple(lines)


def gist_label(gist: Gist, lang: str) -> str:
    """When it was written: `11월 3일`, `11월 2일–8일`, or on how many days between which two."""
    days = gist.days
    if len(days) == 1:
        return range_label(days[0].start, days[0].end, lang)
    return _often(len(days), days[0].start, max(span.end for span in days), lang)


# -- action items -----------------------------------------------------------------------------------------------------


def _actions(rolled: LongRollUp, lang: str) -> Iterator[Line]:
    """How many there were, then those that took longest to do, and those that have been open for longest."""
    actions, last = rolled.actions, rolled.period.last
    opened = [item for item in actions.opened if state_on(item, last)[0] == "open"]
    left = sorted((*actions.carried, *opened), key=_since)
    if not (actions.opened or actions.done or actions.dropped or left):
        return
    yield Line(
        pick(FOLLOWED, lang).format(
            made=len(actions.opened), done=len(actions.done), dropped=len(actions.dropped), left=len(left)
        )
    )
    count = _NOTABLE[rolled.period.kind]
    for item in sorted(actions.done, key=lambda one: (-_took(one), _since(one)))[:count]:
        assert item.date is not None
        closed = item.done if item.done and item.done != item.date else item.date
        days = range_label(item.date, item.date, lang, last)
        when = days if closed <= item.date else f"{days} → {range_label(closed, closed, lang, last)}"
        yield Line(_text(item.text, item.private), mark=DONE, when=when)
    for item in left[:count]:
        assert item.date is not None
        when = pick(SINCE, lang).format(day=range_label(item.date, item.date, lang, last))
        yield Line(_text(item.text, item.private), mark=OPEN, when=when)


def _since(item: ActionItem) -> tuple[date, str, int]:
    return item.date or date.min, item.path, item.line


def _took(item: ActionItem) -> int:
    return (item.done - item.date).days if item.done and item.date else 0


# -- fields -----------------------------------------------------------------------------------------------------------


def _field(key: str, field: Field, rolled: LongRollUp, lang: str) -> str:
    if field.averages:
        told = [
            f"{piece_label(rolled, piece.span, lang)} {average:.1f}"
            for piece, average in zip(rolled.pieces, field.averages, strict=True)
            if average is not None
        ]
    else:
        told = [f"{shortened(value, ITEM_CHARACTERS // 2)} {count}" for value, count in field.values[:_VALUES]]
    return f"{' '.join(key.split())}: {' · '.join(told)}"
