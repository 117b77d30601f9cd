"""Formats of note names, as moment.js writes them, and the patterns of the layout that stand for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.layout import KINDS, pattern_fault
from retro_cli.domain.moment import layout_pattern


@pytest.mark.parametrize(
    ("kind", "folder", "moment", "pattern"),
    [
        ("day", "", "YYYY-MM-DD", "{date}"),
        ("day", "Daily", "YYYY-MM-DD", "Daily/{date}"),
        ("day", "/하루 메모/", "YYYY-MM-DD", "하루 메모/{date}"),
        ("day", "Daily", "YYYY/YYYY-MM/YYYY-MM-DD", "Daily/{year}/{month}/{date}"),
        ("day", "Daily", "YYYY/YYYY-[Q]Q/[note] YYYY-MM-DD", "Daily/{year}/{quarter}/note {date}"),
        ("day", "", "gggg-[W]ww/YYYY-MM-DD", "{week}/{date}"),
        ("week", "Weekly", "gggg-[W]ww", "Weekly/{week}"),
        ("week", "", "GGGG/GGGG-[W]WW", "{year}/{week}"),
        ("month", "", "YYYY-MM", "{month}"),
        ("quarter", "", "YYYY-[Q]Q", "{quarter}"),
        ("year", "Years", "YYYY", "Years/{year}"),
    ],
)
def test_whole_dates_and_periods_become_placeholders(kind: str, folder: str, moment: str, pattern: str) -> None:
    assert layout_pattern(kind, folder, moment) == pattern


@pytest.mark.parametrize(
    ("kind", "folder", "moment"),
    [
        ("day", "", "DD-MM-YYYY"),
        ("day", "", "YYYY/MM/DD"),
        ("day", "", "YYYY-MM-DD ddd"),
        ("day", "", "YYYYMMDD"),
        ("day", "", "YY-MM-DD"),
        ("day", "", "YYYY-MM"),
        ("day", "../up", "YYYY-MM-DD"),
        ("day", "templates", "YYYY-MM-DD"),
        ("day", "", "[{x}] YYYY-MM-DD"),
        ("day", "", ""),
        ("week", "", "[Week] ww"),
        ("week", "", "YYYY-MM/gggg-[W]ww"),
        ("year", "", "YY"),
    ],
)
def test_what_no_placeholder_stands_for_is_refused(kind: str, folder: str, moment: str) -> None:
    assert layout_pattern(kind, folder, moment) is None


@given(st.sampled_from(KINDS), st.text(max_size=12), st.text(alphabet="YMDgwWQ-/[]\\ x{}.", max_size=24))
def test_every_pattern_is_one_that_the_layout_takes(kind: str, folder: str, moment: str) -> None:
    pattern = layout_pattern(kind, folder, moment)
    assert pattern is None or pattern_fault(kind, pattern) == ""
