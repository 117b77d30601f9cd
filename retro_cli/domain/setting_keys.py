"""Every key a settings file may hold: its values, its default and one line about it, and the check of a value.

The checks are by hand: settings are read at every start, and a model library costs more than all the rest of it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from retro_cli.domain.layout import pattern_fault, pattern_words
from retro_cli.domain.shortstatus import DEFAULT_SHORT, SHORT_NAMES
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.domain.period import Span

LANGUAGES = ("en", "ko", "ja")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KOREAN_WEEKDAYS = "월화수목금토일"


class WrongValueError(ValueError):
    """A value that its key does not take: a message id with `{key}` and the values that fill it."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: dotted name, what it takes, its default as TOML (empty: none), one line about it.

    `check` turns a TOML value into a plain one or raises WrongValueError; `shape` says how a typed text becomes
    a TOML value: "text", "number", "switch", "list" or "toml".
    """

    name: str
    takes: str
    default: str
    about: str
    check: Callable[[object], object]
    shape: str = "text"
    user_only: bool = False


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip() and not re.search(r"[\x00-\x1f\x7f]", value):
        return value.strip()
    raise WrongValueError(N_("{key} takes a short text."))


def _optional(check: Callable[[object], object], value: object) -> object:
    return None if value == "" else check(value)


def _choice(choices: tuple[str, ...], value: object) -> str:
    if isinstance(value, str) and value in choices:
        return value
    raise WrongValueError(N_("{key} takes one of: {choices}."), choices=", ".join(choices))


def _name(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[^\W_][\w-]*", value):
        return value
    raise WrongValueError(N_("{key} takes the name of a format, such as kpt."))


def _zone(value: object) -> str:
    from zoneinfo import ZoneInfo

    if isinstance(value, str):
        try:
            ZoneInfo(value)
        except (LookupError, ValueError, OSError):
            pass
        else:
            return value
    raise WrongValueError(N_("{key} takes the name of a time zone, such as Asia/Seoul."))


def _time(value: object) -> time:
    if isinstance(value, time) and value.tzinfo is None:
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,2}):(\d{2})", value)):
        hour, minute = int(found[1]), int(found[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise WrongValueError(N_('{key} takes a time in quotes, such as "04:00".'))


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise WrongValueError(N_("{key} takes a date such as 2026-11-20."))


def _ranges(value: object) -> "tuple[Span, ...]":
    from retro_cli.domain.period import Span

    message = N_('{key} takes a list of dates and ranges, such as ["2026-12-25", "2026-12-28..2027-01-01"].')
    if not isinstance(value, list):
        raise WrongValueError(message)
    ranges: list[Span] = []
    for entry in value:
        first, dots, last = entry.partition("..") if isinstance(entry, str) else (entry, "", "")
        try:
            start = _date(first.strip() if isinstance(first, str) else first)
            end = _date(last.strip()) if dots else start
        except WrongValueError:
            raise WrongValueError(message) from None
        if end < start:
            raise WrongValueError(N_("{key}: the range {range} ends before it begins."), range=entry)
        ranges.append(Span(start, end))
    return tuple(ranges)


def _weekdays(value: object) -> tuple[int, ...]:
    days: set[int] = set()
    for entry in value if isinstance(value, list) else [None]:
        word = entry.strip().lower() if isinstance(entry, str) else ""
        if word[:3] in WEEKDAYS:
            days.add(WEEKDAYS.index(word[:3]))
        elif word and word.removesuffix("요일") in tuple(_KOREAN_WEEKDAYS):
            days.add(_KOREAN_WEEKDAYS.index(word[0]))
        else:
            raise WrongValueError(N_('{key} takes a list of weekdays, such as ["mon", "tue", "wed"].'))
    return tuple(sorted(days))


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 99:
        return value
    raise WrongValueError(N_("{key} takes a number from 0 to 99."))


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise WrongValueError(N_("{key} takes true or false."))


def _texts(value: object) -> tuple[str, ...]:
    message = N_('{key} takes a list of texts, such as ["Class", "Self-study"].')
    if not isinstance(value, list):
        raise WrongValueError(message)
    try:
        return tuple(_text(entry) for entry in value)
    except WrongValueError:
        raise WrongValueError(message) from None


def _tag(value: object) -> str:
    word = value.strip().removeprefix("#") if isinstance(value, str) else ""
    if word and not re.search(r"[\s#,]", word):
        return word
    raise WrongValueError(N_("{key} takes one tag without spaces, such as task."))


def _place(value: object) -> str:
    text = _text(value)
    if text.startswith(("/", "~", "\\\\")) or re.match(r"[A-Za-z]:[\\/]", text):
        return text
    raise WrongValueError(N_("{key} takes a whole path: from / or from ~."))


def _pattern(kind: str, value: object) -> str:
    text = _text(value)
    if fault := pattern_fault(kind, text):
        raise WrongValueError(fault, **pattern_words(kind))
    return text


def _words(value: object) -> tuple[str, ...]:
    return (_text(value),) if isinstance(value, str) else _texts(value)


def _style(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[^\W_][\w-]*", value):
        return value
    raise WrongValueError(N_("{key} takes the name of a style, such as kpt."))


def _title(value: object) -> str:
    text = _text(value)
    if all(name in TITLE_NAMES for name in re.findall(r"\{([^{}]*)\}", text)):
        return text
    raise WrongValueError(
        N_("{key} knows only these placeholders: {names}."), names=" ".join(f"{{{name}}}" for name in TITLE_NAMES)
    )


def _short(value: object) -> str:
    if isinstance(value, str) and not re.search(r"[\x00-\x1f\x7f]", value) and value.strip():
        if not re.search(r"[{}]", re.sub(rf"\{{(?:{'|'.join(SHORT_NAMES)})\}}", "", value)):
            return value
        names = " ".join(f"{{{name}}}" for name in SHORT_NAMES)
        raise WrongValueError(N_("{key} knows only these placeholders: {names}."), names=names)
    raise WrongValueError(N_("{key} takes a short text."))


def _below_site(value: object) -> str:
    text = _text(value).strip("/")
    if text and not re.search(r'[\\:*?"<>|]', text) and all(part.strip(". ") for part in text.split("/")):
        return text
    raise WrongValueError(N_("{key} takes a folder inside the site: a relative path with / and no dots."))


def _extra(value: object) -> object:
    if not isinstance(value, dict):
        raise WrongValueError(N_("{key} takes a table, such as {{ toc = true }}."))
    if own := [name for name in value if name in _OWN_FRONT_MATTER]:
        raise WrongValueError(N_("{key} may not hold {name}: there is a setting for it."), name=own[0])
    return value


def _aliases(value: object) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(key, str) and key for one in value.items() for key in one):
        return dict(value)
    raise WrongValueError(N_('{key} takes a table of labels and sections, such as {{ "Proud of" = "keep" }}.'))


def _layout(kind: str, default: str, about: str) -> Key:
    return Key(f"layout.{kind}", N_("a pattern of a path"), f'"{default}"', about, partial(_pattern, kind))


def _publish(
    name: str, takes: str, default: str, about: str, check: Callable[[object], object], shape: str = "text"
) -> Key:
    return Key(f"publish.{name}", takes, default, about, check, shape)


_MODES = ("ask", "editor")
_RHYTHMS = ("daily", "weekly", "both")
_SYNTAXES = ("emoji", "dataview")
FLAVOURS = ("jekyll", "hugo", "obsidian", "plain")
SLUGS = ("hangul", "ascii")
TITLE_NAMES = (
    "course", "course_week", "course_day", "week", "year", "month", "day", "date", "weekday", "from", "to", "title",
)  # fmt: skip
"""What the pattern of a post's title may name."""
_OWN_FRONT_MATTER = ("title", "date", "layout", "categories", "tags")

KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("format", N_("the name of a format"), '"kpt"', N_("The format of a day's entry."), _name),
        Key("week_format", N_("the name of a format"), '"weekly"', N_("The format of a week's review."), _name),
        Key(
            "rhythm",
            N_("daily, weekly or both"),
            "",
            N_("How often you write; asked at first use."),
            partial(_choice, _RHYTHMS),
        ),
        Key(
            "lang",
            N_("en, ko or ja"),
            "",
            N_("The language; without it the system's."),
            partial(_optional, partial(_choice, LANGUAGES)),
        ),
        Key(
            "timezone", N_("a time zone"), "", N_("The time zone; without it the system's."), partial(_optional, _zone)
        ),
        Key("day_starts_at", N_("a time"), '"04:00"', N_("Before this time it is still yesterday."), _time),
        Key(
            "workdays",
            N_("a list of weekdays"),
            '["mon", "tue", "wed", "thu", "fri"]',
            N_("The days on which an entry is expected."),
            _weekdays,
            "list",
        ),
        Key(
            "rest_days",
            N_("a list of dates and ranges"),
            "[]",
            N_("Holidays: no entry is expected."),
            _ranges,
            "list",
        ),
        _layout("day", "{year}/{date}", N_("Where a day's entry lies.")),
        _layout("week", "{year}/{week}", N_("Where a week's review lies.")),
        _layout("month", "{year}/{month}", N_("Where a month's review lies.")),
        _layout("quarter", "{year}/{quarter}", N_("Where a quarter's review lies.")),
        _layout("year", "{year}/{year}", N_("Where a year's review lies.")),
        Key("course.name", N_("a short text"), "", N_("The name of your course."), _text),
        Key("course.start", N_("a date"), "", N_("Its first day: week 1, day 1."), _date),
        Key("course.breaks", N_("a list of dates and ranges"), "[]", N_("Its weeks off."), _ranges, "list"),
        Key(
            "today.review",
            N_("0 to 99"),
            "3",
            N_("How many action items today asks about first; 0: none."),
            _count,
            "number",
        ),
        Key("today.mood", N_("true or false"), "false", N_("Whether today asks for your mood."), _switch, "switch"),
        Key(
            "today.mode",
            N_("ask or editor"),
            '"ask"',
            N_("Questions one at a time, or your editor."),
            partial(_choice, _MODES),
        ),
        Key("log.headings", N_("a list of texts"), "[]", N_("The headings the log format offers."), _texts, "list"),
        Key(
            "todo.syntax",
            N_("emoji or dataview"),
            '"emoji"',
            N_("How due dates are written."),
            partial(_choice, _SYNTAXES),
        ),
        Key("todo.tag", N_("a tag"), "", N_("Only boxes with this tag are action items."), partial(_optional, _tag)),
        Key("todo.since", N_("a date"), "", N_("Only boxes from this day on count."), partial(_optional, _date)),
        Key(
            "status.short",
            N_("a text with placeholders"),
            f'"{DEFAULT_SHORT}"',
            N_("How status --short looks: {open} {overdue} {later}, {late} is ! when something is overdue."),
            _short,
        ),
        Key(
            "import.aliases",
            N_("a table of labels and sections"),
            "",
            N_("Labels of your own in what you import, and the section that each means."),
            _aliases,
            "toml",
        ),
        _publish(
            "flavour",
            N_("jekyll, hugo, obsidian or plain"),
            '"jekyll"',
            N_("The kind of site that posts are for."),
            partial(_choice, FLAVOURS),
        ),
        _publish("style", N_("the name of a style"), '"default"', N_("How posts are laid out."), _style),
        _publish(
            "by", N_("week or day"), '"week"', N_("One post a week, or one a day."), partial(_choice, ("week", "day"))
        ),
        _publish("title", N_("a text with placeholders"), "", N_("The title of a post."), _title),
        _publish("layout", N_("a short text"), "", N_("The layout that a post's front matter names."), _text),
        _publish("categories", N_("a list of texts"), "[]", N_("The categories of a post."), _words, "list"),
        _publish(
            "tags", N_("a list of texts"), "[]", N_("The tags of a post, beside those of its entries."), _words, "list"
        ),
        _publish("time", N_("a time"), "", N_("The time of day that a post gets."), _time),
        _publish(
            "slug", N_("hangul or ascii"), '"hangul"', N_("The letters of a post's file name."), partial(_choice, SLUGS)
        ),
        _publish("assets", N_("a folder of the site"), "", N_("Where the site's pictures lie."), _below_site),
        _publish("extra", N_("a table"), "", N_("More front matter."), _extra, "toml"),
        Key("publish.to", N_("a folder"), "", N_("The folder of your site."), _place, user_only=True),
        Key("editor", N_("a command"), "", N_("The editor to open."), partial(_optional, _text), user_only=True),
        Key("journal", N_("a folder"), "", N_("Your journal's folder."), _place, user_only=True),
    )
}
