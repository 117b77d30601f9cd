"""Days, months and weeks as each language writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.names import day_label, month_label, range_label, week_range_label, weekday_name
from retro_cli.domain.period import Week

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("lang", "short", "long"),
    [("ko", "금", "금요일"), ("en", "Fri", "Friday"), ("ja", "金", "金曜日"), ("fr", "Fri", "Friday")],
)
def test_a_weekday_is_named_short_and_long(lang: str, short: str, long: str) -> None:
    assert (weekday_name(FRIDAY, lang), weekday_name(FRIDAY, lang, "long")) == (short, long)


@pytest.mark.parametrize(
    ("lang", "label", "with_year"),
    [
        ("ko", "11월 20일 (금)", "2026년 11월 20일 (금)"),
        ("en", "Fri, Nov 20", "Fri, Nov 20, 2026"),
        ("ja", "11月20日 (金)", "2026年11月20日 (金)"),
    ],
)
def test_a_day_has_its_year_only_where_today_lies_in_another(lang: str, label: str, with_year: str) -> None:
    assert day_label(FRIDAY, lang) == label
    assert day_label(FRIDAY, lang, date(2026, 1, 1)) == label
    assert day_label(FRIDAY, lang, date(2027, 1, 1)) == with_year


@pytest.mark.parametrize(("lang", "label"), [("ko", "2026년 11월"), ("en", "November 2026"), ("ja", "2026年11月")])
def test_a_month_is_written_with_its_year(lang: str, label: str) -> None:
    assert month_label(FRIDAY, lang) == label


@pytest.mark.parametrize(
    ("week", "lang", "label"),
    [
        (Week(2026, 47), "ko", "11월 16일–22일"),
        (Week(2026, 47), "en", "Nov 16–22"),
        (Week(2026, 47), "ja", "11月16日〜22日"),
        (Week(2026, 49), "ko", "11월 30일–12월 6일"),
        (Week(2026, 49), "en", "Nov 30–Dec 6"),
        (Week(2026, 49), "ja", "11月30日〜12月6日"),
        (Week(2026, 53), "ko", "12월 28일–1월 3일"),
        (Week(2026, 53), "en", "Dec 28–Jan 3"),
    ],
)
def test_a_week_is_written_as_its_days(week: Week, lang: str, label: str) -> None:
    assert week_range_label(week, lang) == label


@pytest.mark.parametrize(
    ("week", "lang", "label"),
    [
        (Week(2025, 47), "ko", "2025년 11월 17일–23일"),
        (Week(2025, 47), "en", "Nov 17–23, 2025"),
        (Week(2024, 1), "ja", "2024年1月1日〜7日"),
        (Week(2020, 53), "en", "Dec 28, 2020–Jan 3, 2021"),
        (Week(2026, 53), "en", "Dec 28–Jan 3"),
    ],
)
def test_a_week_of_another_year_has_its_year(week: Week, lang: str, label: str) -> None:
    assert week_range_label(week, lang, FRIDAY) == label


def test_a_range_of_one_day_is_written_once() -> None:
    assert range_label(FRIDAY, FRIDAY, "ko") == "11월 20일"


def test_a_range_over_several_years_names_them() -> None:
    assert range_label(date(2024, 3, 1), FRIDAY, "en") == "Mar 1, 2024–Nov 20, 2026"


@given(st.dates(), st.dates(), st.sampled_from(["ko", "en", "ja", "de"]))
def test_any_day_has_a_label(day: date, today: date, lang: str) -> None:
    label = day_label(day, lang, today)
    assert str(day.day) in label
    assert (str(day.year) in label) or day.year == today.year
