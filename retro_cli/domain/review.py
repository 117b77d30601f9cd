"""The digest of a review: text that retro owns, between two markers, in a file whose other text the user owns."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from retro_cli.domain import answers, frontmatter, tags
from retro_cli.domain.action import ActionItem
from retro_cli.domain.edit import insert
from retro_cli.domain.entry import PRIVATE_TAG
from retro_cli.domain.names import day_label, week_range_label, weekday_name
from retro_cli.domain.outline import DIGEST_BEGIN, find_digest
from retro_cli.domain.rollup import Day, DayLine, RolledItem, RollUp, state_on
from retro_cli.domain.text import dominant_newline, line_ending, split_lines, strip_ending
from retro_cli.errors import N_

Translate = Callable[[str], str]
CARRIED_SHOWN = 10

ROLE_TITLES = {
    "good": N_("What went well"),
    "bad": N_("What did not"),
    "next": N_("To try"),
    "learned": N_("What I learned"),
    "felt": N_("How it felt"),
    "did": N_("What I did"),
    "context": N_("What set it off"),
    "question": N_("Questions"),
    "other": N_("Also"),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest that a text holds: the span of its lines with both markers, its language, and whether somebody edited it."""

    span: tuple[int, int]
    lang: str | None
    edited: bool


def read_digest(text: str) -> Digest | None:
    """The digest of a text, if it has one."""
    lines = split_lines(text)
    span = find_digest(lines, frontmatter.body_line(lines))
    if span is None:
        return None
    begin = DIGEST_BEGIN.fullmatch(strip_ending(lines[span[0]]))
    settings = dict(re.findall(r"(\w+)=(\S+)", begin["settings"])) if begin else {}
    content = [strip_ending(line) for line in lines[span[0] + 1 : span[1] - 1]]
    return Digest(span, settings.get("lang"), settings.get("sha") != _checksum(content))


def _checksum(content: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(content).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def put_digest(text: str, content: Sequence[str], lang: str) -> str:
    """The text with its digest replaced by `content`, or with a digest above everything else where it had none."""
    lines = split_lines(text)
    newline = dominant_newline(text)
    block = [
        f"<!-- retro:begin digest lang={lang} sha={_checksum(content)} -->",
        *content,
        "<!-- retro:end digest -->",
    ]
    had = read_digest(text)
    if had is None:
        at = frontmatter.body_line(lines)
        follows = at < len(lines) and bool(lines[at].strip())
        return "".join(insert(lines, at, [*block, *([""] if follows else [])], newline))
    start, end = had.span
    added = [line + newline for line in block]
    if not line_ending(lines[end - 1]):
        added[-1] = block[-1]
    return "".join([*lines[:start], *added, *lines[end:]])


def digest(week: RollUp, lang: str, _: Translate) -> list[str]:
    """The lines of a week's digest. It depends on the files and the week alone, not on the day it is made."""
    lines = [f"## {_('The week of {dates}').format(dates=week_range_label(week.week, lang))}"]
    for role, title in ROLE_TITLES.items():
        if items := week.roles.get(role, ()):
            lines += ["", f"### {_(title)}", *(_rolled(item, lang) for item in items)]
    if told := _action_lines(week, lang, _):
        lines += ["", f"### {_('What I said I would do')}", *told]
    if week.prose:
        lines += ["", f"### {_('Day by day')}", *(_day_line(line, lang) for line in week.prose)]
    if numbers := _fields(week.days, lang):
        lines += ["", *numbers]
    return lines


def _rolled(item: RolledItem, lang: str) -> str:
    days = " · ".join(weekday_name(day, lang) for day in item.dates)
    return f"- {answers.escape_item(_kept_private(item.text, item.private))} ({days})"


def _kept_private(text: str, private: bool) -> str:
    return text if not private or tags.has_tag(text, PRIVATE_TAG) else f"{text} {PRIVATE_TAG}"


def _day_line(line: DayLine, lang: str) -> str:
    title = f"**{line.title}**" if line.title else ""
    told = " — ".join(part for part in (title, line.sentence) if part)
    return f"- {weekday_name(line.date, lang)}: {_kept_private(told, line.private)}"


def _action_lines(week: RollUp, lang: str, _: Translate) -> list[str]:
    sunday = week.week.sunday
    fresh = [item for item in week.actions.opened if state_on(item, sunday)[0] == "open"]
    carried = week.actions.carried
    lines = [
        *(f"- ✓ {_action(item)} ({_since(item, week, lang)})" for item in week.actions.done),
        *(f"- ○ {_action(item)} ({_since(item, week, lang)})" for item in fresh),
        *(f"- – {_action(item)} ({_since(item, week, lang)})" for item in week.actions.dropped),
        *(f"- ○ {_action(item)} ({_since(item, week, lang)})" for item in carried[:CARRIED_SHOWN]),
    ]
    if len(carried) > CARRIED_SHOWN:
        lines.append(f"- {_('and {count} more from earlier').format(count=len(carried) - CARRIED_SHOWN)}")
    return lines


def _action(item: ActionItem) -> str:
    return _kept_private(item.text, item.private)


def _since(item: ActionItem, week: RollUp, lang: str) -> str:
    if item.date is None:
        return "?"
    if item.date >= week.week.monday:
        return weekday_name(item.date, lang)
    return day_label(item.date, lang, week.week.sunday)


def _fields(days: Sequence[Day], lang: str) -> list[str]:
    series: dict[str, list[tuple[date, object]]] = {}
    for day in days:
        for key, value in day.fields.items():
            series.setdefault(key, []).append((day.date, value))
    return [f"{key}: {' · '.join(_value(*dated, lang) for dated in values)}" for key, values in series.items()]


def _value(day: date, value: object, lang: str) -> str:
    return f"{weekday_name(day, lang)} {' '.join(str(value).split())}"
