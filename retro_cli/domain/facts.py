"""What statistics count of one entry."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from retro_cli.domain import answers
from retro_cli.domain.plainlines import Task

if TYPE_CHECKING:
    from retro_cli.domain.passages import Passages

_HOUR = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d):\d\d")
_NO_WORDS = ("heading", "title", "field")


class Facts:
    """The counts of an entry. `words` are what stands between spaces in its items and prose; `roles` counts its
    answered items by the role of their section, where a section in prose is one; `hour` is when it was written, if
    its front matter says so; `answered` is false where nothing but placeholders stands in it."""

    __slots__ = (
        "answered",
        "date",
        "end",
        "fields",
        "format",
        "hour",
        "path",
        "period",
        "roles",
        "tasks",
        "week",
        "words",
    )

    def __init__(
        self,
        path: str,
        *,
        date: dt.date | None,
        end: dt.date | None,
        week: bool,
        period: str,
        format: str,
        words: int,
        roles: Mapping[str, int],
        tasks: list[Task],
        fields: Mapping[str, object],
        hour: int | None,
        answered: bool,
    ) -> None:
        self.path = path
        self.date = date
        self.end = end
        self.week = week
        self.period = period
        self.format = format
        self.words = words
        self.roles = roles
        self.tasks = tasks
        self.fields = fields
        self.hour = hour
        self.answered = answered

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facts):
            return NotImplemented
        return self._plain() == other._plain()

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return repr(self._plain())

    def packed(self) -> tuple[object, ...]:
        """The same in texts and numbers, for another process."""
        tasks = [(one.text, one.line, one.state, _number(one.done)) for one in self.tasks]
        days = _number(self.date), _number(self.end)
        said = self.path, self.week, self.period, self.format, self.words, self.hour, self.answered
        return (*days, tasks, dict(self.roles), dict(self.fields), *said)

    @classmethod
    def unpacked(cls, values: tuple[Any, ...]) -> "Facts":
        """The facts that `packed` gave."""
        first, last, tasks, roles, fields, path, week, period, format, words, hour, answered = values
        return cls(
            path,
            date=_day(first),
            end=_day(last),
            week=week,
            period=period,
            format=format,
            words=words,
            roles=roles,
            tasks=[Task(text, line, state, _day(done)) for text, line, state, done in tasks],
            fields=fields,
            hour=hour,
            answered=answered,
        )

    def _plain(self) -> dict[str, object]:
        values: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        values["tasks"] = [(one.text, one.line, one.state, one.done) for one in self.tasks]
        return values


def _number(day: dt.date | None) -> int:
    return day.toordinal() if day else 0


def _day(number: int) -> dt.date | None:
    return dt.date.fromordinal(number) if number else None


def facts_of(entry: "Passages") -> Facts:
    """The facts of an entry that was read."""
    roles: dict[str, int] = {}
    listed: set[str] = set()
    told: dict[str, str] = {}
    tasks: list[Task] = []
    words = 0
    answered = False
    for passage in entry.passages:
        if passage.kind in _NO_WORDS:
            continue
        words += len(passage.text.split())
        says = not answers.unanswered(passage.text)
        answered = answered or says
        if passage.state is not None:
            text = " ".join(passage.text.split("\n")[0].split())
            tasks.append(Task(text, passage.line, passage.state, passage.done))
        if passage.section is None:
            continue
        if passage.kind == "item":
            listed.add(passage.section)
            if passage.level == 1 and says:
                roles[passage.role] = roles.get(passage.role, 0) + 1
        elif says:
            told[passage.section] = passage.role
    for section, role in told.items():
        if section not in listed:
            roles[role] = roles.get(role, 0) + 1
    return Facts(
        entry.path,
        date=entry.date,
        end=entry.end,
        week=entry.week is not None,
        period=entry.period,
        format=entry.format_name,
        words=words,
        roles=roles,
        tasks=tasks,
        fields=entry.fields,
        hour=hour_of(entry.created),
        answered=answered,
    )


def hour_of(created: str | None) -> int | None:
    """The hour of `2026-11-20T21:14+09:00`, as it was on the writer's clock; None where only a day is told."""
    found = _HOUR.match(created or "")
    hour = int(found[1]) if found else 24
    return hour if hour < 24 else None
