"""Days, weeks and courses, to the edges of the calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retro_cli.domain.period import Course, Span, Week, logical_day
from retro_cli.errors import UsageError

FRIDAY = date(2026, 11, 20)


# --- the day that it is


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 20, 3, 59, 59), date(2026, 11, 19)),
        (datetime(2026, 11, 20, 4, 0), FRIDAY),
        (datetime(2026, 11, 20, 23, 59), FRIDAY),
        (datetime(2026, 1, 1, 0, 30), date(2025, 12, 31)),
    ],
)
def test_before_the_hour_that_days_begin_at_it_is_still_yesterday(now: datetime, day: date) -> None:
    assert logical_day(now, time(4)) == day


def test_days_that_begin_at_midnight_are_the_calendar_s() -> None:
    assert logical_day(datetime(2026, 11, 20, 0, 0), time(0)) == FRIDAY


def test_the_first_day_of_the_calendar_has_no_yesterday() -> None:
    assert logical_day(datetime(1, 1, 1, 1, 0), time(4)) == date(1, 1, 1)


# --- weeks


def test_a_week_has_its_label_and_seven_days_from_monday() -> None:
    week = Week.of(FRIDAY)
    assert (week.year, week.number, week.label) == (2026, 47, "2026-W47")
    assert (week.monday, week.sunday) == (date(2026, 11, 16), date(2026, 11, 22))
    assert week.days() == [date(2026, 11, 16 + n) for n in range(7)]
    assert FRIDAY in week
    assert date(2026, 11, 23) not in week


def test_the_iso_year_of_a_week_may_differ_from_its_days() -> None:
    assert Week.of(date(2027, 1, 1)).label == "2026-W53"


@pytest.mark.parametrize(("year", "number"), [(2025, 53), (2026, 0), (2026, 54), (0, 1), (10000, 1), (9999, 52)])
def test_a_week_that_the_year_does_not_have_is_refused(year: int, number: int) -> None:
    with pytest.raises(UsageError, match=str(number)):
        Week(year, number)


@pytest.mark.parametrize("step", [-(10**30), -200_000, 600_000, 10**30])
def test_no_week_lies_past_the_calendar(step: int) -> None:
    with pytest.raises(UsageError):
        Week.of(FRIDAY).shift(step)


_days = st.dates(max_value=date(9999, 12, 26))


@given(_days, _days)
def test_weeks_are_ordered_as_their_days(one: date, other: date) -> None:
    assert (Week.of(one) < Week.of(other)) == (Week.of(one).monday < Week.of(other).monday)
    assert one in Week.of(one)


@given(st.dates(date(1000, 1, 1), date(5000, 1, 1)), st.integers(-2000, 2000))
def test_a_week_shifted_there_and_back_is_itself(day: date, weeks: int) -> None:
    week = Week.of(day)
    assert week.shift(weeks).monday == week.monday + timedelta(weeks=weeks)
    assert week.shift(weeks).shift(-weeks) == week
    assert week.next().previous() == week


# --- spans


def test_a_span_holds_both_its_ends() -> None:
    span = Span(date(2026, 11, 19), FRIDAY)
    assert span.days() == [date(2026, 11, 19), FRIDAY]
    assert FRIDAY in span
    assert date(2026, 11, 21) not in span
    assert Span(date.max, date.max).days() == [date.max]


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(UsageError, match="2026-11-20 to 2026-11-19"):
        Span(FRIDAY, date(2026, 11, 19))


# --- courses


def test_weekdays_are_counted_from_the_start_with_its_holidays() -> None:
    course = Course("부트캠프", date(2026, 10, 21))  # a Wednesday
    assert course.course_day(date(2026, 10, 20)) is None
    assert course.course_day(date(2026, 10, 21)) == 1
    assert course.course_day(date(2026, 10, 23)) == 3
    assert course.course_day(date(2026, 10, 24)) is None
    assert course.course_day(date(2026, 10, 26)) == 4


def test_weeks_are_counted_from_the_one_that_holds_the_start() -> None:
    course = Course("부트캠프", date(2026, 10, 21))
    assert course.course_week(date(2026, 10, 18)) is None
    assert course.course_week(date(2026, 10, 19)) == 1
    assert course.course_week(date(2026, 10, 25)) == 1
    assert course.course_week(FRIDAY) == 5
    assert course.week_start(5) == date(2026, 11, 16)


def test_a_break_of_a_whole_week_is_skipped() -> None:
    course = Course("부트캠프", date(2026, 10, 19), ((date(2026, 11, 2), date(2026, 11, 6)),))
    assert course.course_week(date(2026, 11, 4)) is None
    assert course.course_day(date(2026, 11, 4)) is None
    assert course.course_day(date(2026, 10, 30)) == 10
    assert course.course_day(date(2026, 11, 9)) == 11
    assert course.course_week(date(2026, 11, 9)) == 3


def test_days_off_that_leave_a_weekday_of_the_week_are_counted() -> None:
    course = Course("부트캠프", date(2026, 10, 19), ((date(2026, 11, 3), date(2026, 11, 12)),))
    assert course.course_day(date(2026, 11, 3)) == 12
    assert course.course_week(date(2026, 11, 10)) == 4


def test_breaks_that_meet_in_a_week_skip_it_together() -> None:
    breaks = ((date(2026, 11, 4), date(2026, 11, 8)), (date(2026, 11, 2), date(2026, 11, 3)))
    course = Course("부트캠프", date(2026, 10, 19), breaks)
    assert course.course_week(date(2026, 11, 5)) is None


def test_a_course_that_starts_on_a_weekend_has_its_first_day_on_monday() -> None:
    course = Course("주말 시작", date(2026, 10, 24))
    assert course.course_day(date(2026, 10, 24)) is None
    assert course.course_day(date(2026, 10, 26)) == 1
    assert course.day_date(1) == date(2026, 10, 26)


@pytest.mark.parametrize("number", [0, -1, 3_000_000, 10**30])
def test_a_day_or_week_that_is_not_there_is_refused(number: int) -> None:
    course = Course("부트캠프", date(2026, 10, 19))
    with pytest.raises(UsageError):
        course.day_date(number)
    with pytest.raises(UsageError):
        course.week_start(number)


_around = st.dates(date(2020, 1, 1), date(2024, 12, 31))
_breaks = st.lists(
    st.tuples(_around, st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))), max_size=6
).map(tuple)
_courses = st.builds(Course, st.just(""), _around, _breaks)


@given(_courses, st.integers(1, 2000))
def test_the_day_of_a_number_has_that_number(course: Course, number: int) -> None:
    assert course.course_day(course.day_date(number)) == number
    assert course.course_week(course.week_start(number)) == number


@given(_courses, _around)
def test_the_number_of_a_day_leads_back_to_it(course: Course, day: date) -> None:
    number, week = course.course_day(day), course.course_week(day)
    if number is not None:
        assert course.day_date(number) == day
        assert week is not None
    if week is not None:
        assert course.week_start(week) == Week.of(day).monday


@given(_courses, _around)
def test_course_days_count_one_by_one(course: Course, day: date) -> None:
    def counted(one: date) -> bool:
        week = [one + timedelta(days=n - one.weekday()) for n in range(5)]
        off = all(any(begin <= other <= end for begin, end in course.breaks) for other in week)
        return one >= course.start and one.weekday() < 5 and not off

    assume(counted(day))
    days = (course.start + timedelta(days=n) for n in range((day - course.start).days + 1))
    assert course.course_day(day) == sum(map(counted, days))
