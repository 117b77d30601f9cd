"""Months, quarters and years, and how people name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.layout import Layout
from retro_cli.domain.monthgrammar import find_months, parse_months
from retro_cli.domain.months import LENGTHS, Months, middle, period_of
from retro_cli.domain.period import Week
from retro_cli.errors import UsageError

FRIDAY = date(2026, 11, 20)
KINDS = st.sampled_from(sorted(LENGTHS))


@given(KINDS, st.dates())
def test_its_pieces_are_all_of_its_days_once(kind: str, day: date) -> None:
    months = Months.of(kind, day)
    days = [one for span in months.pieces() for one in span.days()]
    assert days[0] == months.first and days[-1] == months.last and day in months
    assert days == [months.first + timedelta(days=number) for number in range(len(days))]


@given(KINDS, st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_the_one_before_ends_where_it_begins(kind: str, day: date) -> None:
    months = Months.of(kind, day)
    assert months.previous().last + timedelta(days=1) == months.first == months.next().previous().first


@given(KINDS | st.just("week"), st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_its_file_is_found_by_its_name(kind: str, day: date) -> None:
    period = period_of(kind, day)
    slot = Layout().slot(Layout().of(period))
    assert slot is not None and (slot.kind, slot.date) == (kind, period.first)
    assert Layout().of(period).endswith(f"/{period.label}.md")


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_week_belongs_to_the_month_and_year_that_most_of_it_lies_in(day: date) -> None:
    week = Week.of(day)
    thursday = middle("week", week.first)
    assert thursday.year == week.year
    assert sum(one.month == thursday.month for one in week.days()) >= 4


# -- how they are named -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("month", "2026-11", "2026-11"),
        ("month", "2025.3", "2025-03"),
        ("month", "2025년 3월", "2025-03"),
        ("month", "11월", "2026-11"),
        ("month", "12월", "2025-12"),
        ("month", "nov", "2026-11"),
        ("month", "December", "2025-12"),
        ("month", "Nov 2024", "2024-11"),
        ("month", "11月", "2026-11"),
        ("month", "지난달", "2026-10"),
        ("month", "지난 달", "2026-10"),
        ("month", "이번 달", "2026-11"),
        ("month", "last month", "2026-10"),
        ("month", "last", "2026-10"),
        ("month", "this", "2026-11"),
        ("month", "2026-09-30", "2026-09"),
        ("month", "어제", "2026-11"),
        ("quarter", "2026-Q4", "2026-Q4"),
        ("quarter", "Q1", "2026-Q1"),
        ("quarter", "4q", "2026-Q4"),
        ("quarter", "3분기", "2026-Q3"),
        ("quarter", "2025년 3분기", "2025-Q3"),
        ("quarter", "지난 분기", "2026-Q3"),
        ("quarter", "last", "2026-Q3"),
        ("quarter", "2026-02", "2026-Q1"),
        ("quarter", "2월", "2026-Q1"),
        ("year", "2025", "2025"),
        ("year", "2025년", "2025"),
        ("year", "작년", "2025"),
        ("year", "올해", "2026"),
        ("year", "last year", "2025"),
        ("year", "2024-02-29", "2024"),
    ],
)
def test_they_are_named_in_many_ways(kind: str, text: str, label: str) -> None:
    assert parse_months(kind, text, FRIDAY).label == label


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("month", "11"),
        ("month", "2026"),
        ("month", "13월"),
        ("month", "2026-13"),
        ("month", "0월"),
        ("month", "언젠가"),
        ("month", "2026-02-30"),
        ("quarter", "4"),
        ("quarter", "Q5"),
        ("quarter", "0분기"),
        ("quarter", "last week"),
        ("year", "26"),
        ("year", "0000"),
        ("year", "다음 생"),
    ],
)
def test_what_could_mean_anything_or_is_on_no_calendar_is_refused_with_examples(kind: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_months(kind, text, FRIDAY)
    assert "for example" in caught.value.hint


def test_before_the_first_year_and_after_the_last_there_is_none() -> None:
    with pytest.raises(UsageError):
        parse_months("year", "last", date(1, 6, 1))
    with pytest.raises(UsageError):
        parse_months("month", "다음 달", date(9999, 12, 5))


@pytest.mark.parametrize(
    ("text", "label"), [("2026-11", "2026-11"), ("Q4", "2026-Q4"), ("작년", "2025"), ("10월", "2026-10")]
)
def test_where_any_period_may_be_named_its_own_words_say_which(text: str, label: str) -> None:
    found = find_months(text, FRIDAY)
    assert found is not None and found.label == label


@pytest.mark.parametrize("text", ["2026", "last", "this", "W47", "어제", "언젠가"])
def test_words_that_leave_the_kind_open_name_none(text: str) -> None:
    assert find_months(text, FRIDAY) is None
