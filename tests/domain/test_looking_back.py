"""Which days are looked back on: those that lie a week, a month, a year before, or near that."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.looking_back import NEAR, Distance, Looked, days_to_look_at

TODAY = dt.date(2026, 11, 20)


def test_a_week_a_month_and_every_year_before_are_looked_at() -> None:
    written = [dt.date(2026, 11, 13), dt.date(2026, 10, 20), dt.date(2025, 11, 20), dt.date(2023, 11, 20)]
    assert days_to_look_at(written, TODAY) == [
        Looked(Distance("week", 1), written[0]),
        Looked(Distance("month", 1), written[1]),
        Looked(Distance("year", 1), written[2]),
        Looked(Distance("year", 3), written[3]),
    ]


def test_the_nearest_day_stands_for_one_that_has_no_entry() -> None:
    near = [dt.date(2025, 11, 18), dt.date(2025, 11, 21)]
    assert days_to_look_at(near, TODAY) == [Looked(Distance("year", 1), near[1])]
    assert days_to_look_at([dt.date(2025, 11, 24)], TODAY) == []


def test_the_last_of_a_month_looks_back_on_the_last_of_a_shorter_one() -> None:
    (found,) = days_to_look_at([dt.date(2026, 2, 28)], dt.date(2026, 3, 31))
    assert found == Looked(Distance("month", 1), dt.date(2026, 2, 28))
    (found,) = days_to_look_at([dt.date(2023, 2, 28)], dt.date(2024, 2, 29))
    assert found.distance == Distance("year", 1)


@given(st.lists(st.dates(), max_size=20), st.dates())
def test_every_day_was_written_lies_before_today_and_is_looked_at_once(written: list[dt.date], today: dt.date) -> None:
    found = days_to_look_at(written, today)
    assert all(one.day in written and one.day < today for one in found)
    assert len({one.day for one in found}) == len(found)
    assert all(one.distance.unit != "week" or (today - one.day).days <= 7 + NEAR["week"] for one in found)
