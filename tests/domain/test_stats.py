"""How entries add up: streaks that rest days do not break, follow-through, weeks, fields, hours."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from retro_cli.domain.facts import Facts, Task, hour_of
from retro_cli.domain.period import Span
from retro_cli.domain.settings import Settings, Todo
from retro_cli.domain.stats import Stats, Streak, Tally

FRIDAY = dt.date(2026, 11, 20)


def day(number: int, month: int = 11) -> dt.date:
    return dt.date(2026, month, number)


def entry(when: dt.date, **more: Any) -> Facts:
    values: dict[str, Any] = {
        "end": None,
        "week": False,
        "period": "day",
        "format": "kpt",
        "words": 10,
        "roles": {},
        "tasks": [],
        "fields": {},
        "hour": None,
        "answered": True,
    }
    return Facts(f"2026/{when}.md", date=when, **{**values, **more})


def stats(
    entries: Sequence[Facts],
    settings: Settings | None = None,
    today: dt.date = FRIDAY,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Stats:
    tally = Tally(settings or Settings(), today, since, until)
    for one in entries:
        tally.add(one)
    return tally.result()


def streaks(days: Sequence[int], settings: Settings | None = None, today: dt.date = FRIDAY) -> tuple[int, int]:
    found = stats([entry(day(number)) for number in days], settings, today).by_day
    return found.current.length, found.longest.length


@pytest.mark.parametrize(
    ("days", "current", "longest"),
    [
        ([18, 19, 20], 3, 3),
        ([18, 19], 2, 2),  # today may still come
        ([17, 18], 0, 2),
        ([12, 13, 16, 17, 18, 19, 20], 7, 7),  # the weekend is no gap
        ([13, 14, 16, 20], 1, 3),  # and counts where there is an entry
        ([9, 10, 11, 19, 20], 2, 3),
        ([20], 1, 1),
        ([], 0, 0),
    ],
)
def test_a_day_that_was_expected_and_has_no_entry_ends_a_run(days: list[int], current: int, longest: int) -> None:
    assert streaks(days) == (current, longest)


def test_rest_days_and_other_working_weeks_break_nothing() -> None:
    resting = Settings(rest_days=(Span(day(18), day(19)),))
    assert streaks([16, 17, 20], resting) == (3, 3)
    weekends = Settings(workdays=(5, 6))
    assert streaks([7, 8, 14, 15], weekends) == (4, 4)


def test_a_run_says_from_when_to_when_it_was() -> None:
    found = stats([entry(day(number)) for number in (9, 10, 11, 12, 19, 20)]).by_day
    assert found.longest == Streak(4, day(9), day(12))
    assert found.current == Streak(2, day(19), day(20))


def test_an_entry_of_several_days_covers_them_all() -> None:
    assert stats([entry(day(17), end=day(20))]).by_day.current.length == 4


def test_weeks_run_on_with_any_entry_and_the_week_that_goes_on_may_still_get_one() -> None:
    review = entry(day(2), week=True, period="week", end=day(8))
    found = stats([entry(day(30, 10)), review, entry(day(11))]).by_week
    assert found.current == found.longest == Streak(3, day(26, 10), day(15))
    assert stats([entry(day(30, 10))]).by_week.current.length == 0
    away = Settings(rest_days=(Span(day(2), day(8)),))
    assert stats([entry(day(30, 10)), entry(day(11))], away).by_week.current.length == 2


def test_weeks_count_their_entries_words_and_items() -> None:
    found = stats([entry(day(16), roles={"good": 2}), entry(day(18), roles={"good": 1, "next": 1}, words=5)])
    (week,) = found.weeks
    assert (week.monday, week.entries, week.words, dict(week.roles)) == (day(16), 2, 15, {"good": 3, "next": 1})
    assert [(one.date, one.entries, one.words) for one in found.days] == [(day(16), 1, 10), (day(18), 1, 5)]


def test_empty_and_undated_entries_do_not_count() -> None:
    assert stats([entry(day(16), answered=False)]).entries == 0
    assert stats([]).first is None


def test_only_what_lies_in_the_time_that_is_asked_for_counts() -> None:
    found = stats([entry(day(9)), entry(day(16)), entry(day(20))], since=day(10), until=day(17))
    assert (found.entries, found.first, found.last) == (1, day(10), day(17))


# -- follow-through --------------------------------------------------------------------------------------------------


def task(state: str, done: dt.date | None = None, text: str = "산책", line: int = 5) -> Task:
    return Task(text, line, state, done)


def test_action_items_are_counted_by_what_became_of_them() -> None:
    found = stats(
        [
            entry(day(1), tasks=[task("done", day(3)), task("done", day(20)), task("dropped"), task("open", line=9)]),
            entry(day(18), tasks=[task("done", day(19)), task("started"), task("done")]),
        ]
    ).todos
    assert (found.made, found.done, found.dropped, found.open) == (7, 4, 1, 2)
    # what is younger than a week counts only when it is done; what was done on no known day does not count
    assert (found.settled, found.quick) == (5, 2)
    assert found.age == (19 + 2) / 2
    assert found.oldest is not None
    assert (found.oldest.date, found.oldest.line) == (day(1), 9)


def test_the_best_month_is_the_one_in_which_most_got_done() -> None:
    made = [task("done", day(5, 9)), task("done", day(6, 9)), task("open")]
    better = [task("done", day(5)), task("done", day(6)), task("done", day(7))]
    assert stats([entry(day(4), tasks=better)]).todos.best is None
    best = stats([entry(day(4, 9), tasks=made), entry(day(4), tasks=better)]).todos.best
    assert best == (day(1), 3, 3)


def test_only_boxes_that_count_do() -> None:
    tasks = [task("open", text="산책 #할일"), task("open")]
    assert stats([entry(day(9), tasks=tasks)], Settings(todo=Todo(tag="#할일"))).todos.open == 1
    assert stats([entry(day(9), tasks=tasks)], Settings(todo=Todo(since=day(10)))).todos.open == 0


# -- fields and hours ------------------------------------------------------------------------------------------------


def test_fields_keep_their_values_in_the_order_of_the_days() -> None:
    values: list[tuple[dt.date, Mapping[str, object]]] = [
        (day(20), {"mood": 3, "weather": "맑음"}),
        (day(9), {"mood": 4.5, "weather": " "}),
    ]
    found = stats([entry(when, fields=fields) for when, fields in values]).fields
    assert found == {"mood": ((day(9), 4.5), (day(20), 3)), "weather": ((day(20), "맑음"),)}


def test_hours_are_known_only_where_an_entry_says_so() -> None:
    assert stats([entry(day(9))]).hours is None
    hours = stats([entry(day(9), hour=21), entry(day(10), hour=21)]).hours
    assert hours is not None
    assert (hours[21], sum(hours)) == (2, 2)


@pytest.mark.parametrize(
    ("created", "hour"),
    [("2026-11-20T21:14:00+09:00", 21), ("2026-11-20 07:05", 7), ("2026-11-20", None), ("어제", None), (None, None)],
)
def test_the_hour_is_that_of_the_writer_s_clock(created: str | None, hour: int | None) -> None:
    assert hour_of(created) == hour
