"""The digest of a week as it is shown and written: what the roll-up says, in the language of the journal.

Its words are data and not messages of the interface: they stand in the user's files, and must not change with the
language of whoever runs the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retro_cli.domain import answers
from retro_cli.domain.action import ActionItem
from retro_cli.domain.labels import Localized, pick
from retro_cli.domain.names import range_label, week_range_label, weekday_name
from retro_cli.domain.period import Span
from retro_cli.domain.privatemarks import TAG, is_tagged
from retro_cli.domain.rollup import Day, DayLine, RolledItem, RollUp, state_on
from retro_cli.domain.sentence import brief, shortened

CARRIED_SHOWN = 10
ITEM_CHARACTERS = 120

DONE, OPEN, DROPPED = "✓", "○", "–"

TITLE: Localized = {"en": "The week of {days}", "ko": "한 주 모아 보기 · {days}", "ja": "一週間のまとめ · {days}"}
ROLES: Mapping[str, Localized] = {
    "did": {"en": "Did", "ko": "한 일", "ja": "やったこと"},
    "good": {"en": "Went well", "ko": "좋았던 것", "ja": "よかったこと"},
    "bad": {"en": "Could be better", "ko": "아쉬웠던 것", "ja": "いまひとつだったこと"},
    "learned": {"en": "Learned", "ko": "알게 된 것", "ja": "わかったこと"},
    "felt": {"en": "Felt", "ko": "느낀 것", "ja": "感じたこと"},
    "context": {"en": "How it came about", "ko": "계기", "ja": "きっかけ"},
    "question": {"en": "Questions", "ko": "궁금한 것", "ja": "気になること"},
    "other": {"en": "Also", "ko": "그 밖에", "ja": "そのほか"},
}
TRIES: Localized = {"en": "To try", "ko": "해보기로 한 것", "ja": "試すこと"}
CARRIED: Localized = {"en": "Still open from before", "ko": "전부터 남은 것", "ja": "前からの残り"}
MORE: Mapping[str, Localized] = {
    "one": {"en": "and one more, older", "ko": "더 오래된 것 1개", "ja": "もっと前のもの 1件"},
    "many": {"en": "and {count} more, older", "ko": "더 오래된 것 {count}개", "ja": "もっと前のもの {count}件"},
}
AGE: Mapping[str, Localized] = {
    "one": {"en": "1 day", "ko": "1일째", "ja": "1日目"},
    "many": {"en": "{count} days", "ko": "{count}일째", "ja": "{count}日目"},
}
DAYS: Localized = {"en": "Day by day", "ko": "하루하루", "ja": "日ごと"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its `text`, a `title` that stands before it, the `mark` of an action item, and `when` it was; `below`
    are texts that stand under it, `count` how many things it stands for.

    Of prose `when` is the day that it stands under.
    """

    text: str
    title: str = ""
    mark: str = ""
    when: str = ""
    below: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """The lines under one title. `name` is a role, or one of "tries", "carried", "days" (lines under their days), and
    of a longer review "recurring" and "pieces" (lines under their weeks or months)."""

    name: str
    title: str
    lines: tuple[Line, ...]

    @property
    def by_day(self) -> bool:
        """Whether its lines stand under their days."""
        return self.name in ("days", "pieces")


@dataclass(frozen=True, slots=True)
class Digest:
    """A week or more at a glance: its title, its parts (none is empty), the fields, one line a field, and what it is
    in numbers (empty for a week)."""

    title: str
    parts: tuple[Part, ...]
    fields: tuple[str, ...]
    numbers: str = ""


def make_digest(week: RollUp, lang: str, seen: date | None = None) -> Digest:
    """The digest of a week in `lang` ("en", "ko", "ja"; else English).

    It depends on the files and the week alone, not on the day it is made. Only for a screen ages are those of the day
    it is `seen`, where that comes before the week's last.
    """
    until = min(seen or week.week.sunday, week.week.sunday)
    parts = [
        *(Part(role, pick(title, lang), _items(week.roles.get(role, ()), lang)) for role, title in ROLES.items()),
        Part("tries", pick(TRIES, lang), (*_week_actions(week, lang), *_items(week.roles.get("next", ()), lang))),
        Part("carried", pick(CARRIED, lang), _carried(week, lang, until)),
        Part("days", pick(DAYS, lang), tuple(_prose(line, lang) for line in week.prose)),
    ]
    title = pick(TITLE, lang).format(days=week_range_label(week.week, lang))
    return Digest(title, tuple(part for part in parts if part.lines), _fields(week.days, lang))


def kept_private(text: str, private: bool) -> str:
    """A text that leaves a private place, with the tag that says so."""
    return text if not private or is_tagged(text) else f"{text} {TAG}"


def span_label(span: Span, lang: str) -> str:
    """The days of the week of an item: `금`, or `화–수` for a range."""
    first = weekday_name(span.start, lang)
    return first if span.start == span.end else f"{first}–{weekday_name(span.end, lang)}"


def spans_label(item: RolledItem, lang: str) -> str:
    """All days of the week that an item was written on: `월 · 화–수`."""
    return " · ".join(span_label(span, lang) for span in item.spans)


def _items(items: Sequence[RolledItem], lang: str) -> tuple[Line, ...]:
    return tuple(
        Line(kept_private(brief(item.text, ITEM_CHARACTERS), item.private), when=spans_label(item, lang))
        for item in items
    )


def _prose(line: DayLine, lang: str) -> Line:
    title = " ".join(line.title.split())
    if line.sentence or not line.private:
        return Line(kept_private(line.sentence, line.private), title=title, when=span_label(line.span, lang))
    return Line(TAG, title=title, when=span_label(line.span, lang))


# -- action items -----------------------------------------------------------------------------------------------------


def _week_actions(week: RollUp, lang: str) -> tuple[Line, ...]:
    sunday = week.week.sunday
    still = [item for item in week.actions.opened if state_on(item, sunday)[0] == "open"]
    return (
        *(_closed(item, DONE, item.done, week, lang) for item in week.actions.done),
        *(_action(item, OPEN, _since(item, week, lang)) for item in still),
        *(_closed(item, DROPPED, item.dropped, week, lang) for item in week.actions.dropped),
    )


def _carried(week: RollUp, lang: str, until: date) -> tuple[Line, ...]:
    """The newest of the items that were open before the week and still are, and how many more there are."""
    carried = sorted(week.actions.carried, key=lambda item: item.date or date.min, reverse=True)
    shown = carried[:CARRIED_SHOWN]
    lines = [_action(item, OPEN, f"{_since(item, week, lang)} · {_age(item, until, lang)}") for item in shown]
    if (more := len(carried) - CARRIED_SHOWN) > 0:
        lines.append(Line(_counted(MORE, more, lang), count=more))
    return tuple(lines)


def _action(item: ActionItem, mark: str, when: str) -> Line:
    return Line(kept_private(brief(item.text, ITEM_CHARACTERS), item.private), mark=mark, when=when)


def _closed(item: ActionItem, mark: str, on: date | None, week: RollUp, lang: str) -> Line:
    """An item with the day it was written on, and the one on which it was closed."""
    since = _since(item, week, lang)
    closed = weekday_name(on, lang) if on is not None and week.week.monday <= on <= week.week.sunday else ""
    return _action(item, mark, since if not closed or closed == since else f"{since} → {closed}")


def _since(item: ActionItem, week: RollUp, lang: str) -> str:
    assert item.date is not None
    if item.date >= week.week.monday:
        return weekday_name(item.date, lang)
    return range_label(item.date, item.date, lang, week.week.sunday)


def _age(item: ActionItem, until: date, lang: str) -> str:
    return _counted(AGE, item.age(until) or 0, lang)


def _counted(texts: Mapping[str, Localized], count: int, lang: str) -> str:
    return pick(texts["one" if count == 1 else "many"], lang).format(count=count)


# -- fields -----------------------------------------------------------------------------------------------------------


def _fields(days: Sequence[Day], lang: str) -> tuple[str, ...]:
    series: dict[str, list[str]] = {}
    for day in days:
        for key, value in day.fields.items():
            told = f"{weekday_name(day.date, lang)} {shortened(' '.join(str(value).split()), ITEM_CHARACTERS)}"
            series.setdefault(key, []).append(told)
    return tuple(f"{' '.join(key.split())}: {' · '.join(values)}" for key, values in series.items())


# -- as markdown ------------------------------------------------------------------------------------------------------


def markdown_lines(digest: Digest) -> list[str]:
    """The digest as lines of markdown, without line endings. No text in it is read as structure or as a checkbox."""
    lines = [f"## {digest.title}"]
    if digest.numbers:
        lines += ["", digest.numbers]
    for part in digest.parts:
        lines += ["", f"### {part.title}"]
        lines += _by_day(part.lines) if part.by_day else [text for line in part.lines for text in _bullets(line)]
    for field in digest.fields:
        lines += ["", answers.escape_item(field)]
    return lines


def _bullets(line: Line) -> list[str]:
    text = " ".join(part for part in (line.mark, line.text, f"({line.when})" if line.when else "") if part)
    return [f"- {answers.escape_item(text)}", *(f"    - {answers.escape_item(one)}" for one in line.below)]


def _by_day(lines: Sequence[Line]) -> list[str]:
    """A day with one line stands before it, a day with several above them."""
    written: list[str] = []
    for when in dict.fromkeys(line.when for line in lines):
        told = [_told(line) for line in lines if line.when == when]
        if len(told) == 1:
            written.append(f"- {when}: {told[0]}" if told[0] else f"- {when}")
        else:
            written += [f"- {when}", *(f"    - {answers.escape_item(text)}" for text in told)]
    return written


def _told(line: Line) -> str:
    title = f"**{line.title}**" if line.title else ""
    return " — ".join(part for part in (title, line.text) if part)
