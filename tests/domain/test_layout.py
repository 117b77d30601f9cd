"""Where entries lie, and what a file's name says."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.layout import KINDS, Layout, pattern_fault, pattern_words, slug
from retro_cli.domain.period import Week

DAY = date(2026, 11, 20)
VAULT = Layout(
    day_pattern="Daily/{month}/회고 {date}",
    week_pattern="Weekly/{week} 주간",
    month_pattern="{quarter}/{month}",
    quarter_pattern="분기/{quarter}.md",
    year_pattern="연간/{year}",
)

days = st.dates(date(1, 1, 2), date(9998, 12, 31))
titles = st.text(max_size=80) | st.text("가나다 ABC-_./\\:*?\u200d🎉é", max_size=200)


def test_every_kind_has_its_place_in_the_default_layout() -> None:
    layout = Layout()
    assert layout.day(DAY) == "2026/2026-11-20.md"
    assert layout.day(DAY, slug("BERT 논문 읽기!")) == "2026/2026-11-20-bert-논문-읽기.md"
    assert layout.week(Week.of(DAY)) == "2026/2026-W47.md"
    assert layout.month(DAY) == "2026/2026-11.md"
    assert layout.quarter(DAY) == "2026/2026-Q4.md"
    assert layout.year(DAY) == "2026/2026.md"


def test_a_week_lies_in_its_iso_year() -> None:
    assert Layout().week(Week.of(date(2027, 1, 1))) == "2026/2026-W53.md"
    assert Layout().day(date(2027, 1, 1)) == "2027/2027-01-01.md"


def test_a_vault_has_its_own_places() -> None:
    assert VAULT.day(DAY, "x") == "Daily/2026-11/회고 2026-11-20-x.md"
    assert VAULT.week(Week.of(DAY)) == "Weekly/2026-W47 주간.md"
    assert VAULT.quarter(DAY) == "분기/2026-Q4.md"


@given(days, titles, st.sampled_from([Layout(), VAULT]))
def test_what_is_written_to_a_path_is_found_by_it(day: date, title: str, layout: Layout) -> None:
    suffix = slug(title)
    slot = layout.slot(layout.day(day, suffix))
    assert slot is not None
    assert (slot.kind, slot.date, slot.week, slot.suffix) == ("day", day, None, suffix)
    week = Week.of(day)
    slot = layout.slot(layout.week(week))
    assert slot is not None
    assert (slot.kind, slot.date, slot.week) == ("week", week.monday, week)
    for kind, path, first in (
        ("month", layout.month(day), day.replace(day=1)),
        ("quarter", layout.quarter(day), day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)),
        ("year", layout.year(day), day.replace(month=1, day=1)),
    ):
        slot = layout.slot(path)
        assert slot is not None
        assert (slot.kind, slot.date) == (kind, first)


@pytest.mark.parametrize(
    ("path", "kind", "suffix"),
    [
        ("2026/2026-11-20.md", "day", ""),
        ("2026-11-20.md", "day", ""),
        ("notes/2026-11-20.md", "day", ""),
        ("2025/2026-11-20-배포.md", "day", "배포"),
        ("notes/2026-11-20 회의 기록.md", "day", "회의 기록"),
        ("notes/2026-11-20_a.MD", "day", "a"),
        ("2026/2026-11-20-25.md", "day", "25"),
        ("2026/2026-W47-kpt.md", "week", "kpt"),
        ("x/2026-Q4.md", "quarter", ""),
        ("x/2026-11-회고.md", "month", "회고"),
        ("2026/2026-회고.md", "year", "회고"),
    ],
)
def test_the_name_decides_in_any_folder(path: str, kind: str, suffix: str) -> None:
    slot = Layout().slot(path)
    assert slot is not None
    assert (slot.kind, slot.suffix) == (kind, suffix)


@pytest.mark.parametrize(
    "path",
    [
        "2026/2026-11-31.md",
        "2026/2026-13-01.md",
        "2026/2025-W53.md",
        "2026/2026-W00.md",
        "2026/2026-Q5.md",
        "0000/0000-01-01.md",
        "9999/9999-W52.md",
        "2026/2026-11-2012.md",
        "2026/x2026-11-20.md",
        "2026/2026-11-20.txt",
        "2026/2026-11-20",
        "notes/2026.md",
        "2026/README.md",
        ".md",
        "",
    ],
)
def test_other_names_say_nothing(path: str) -> None:
    assert Layout().slot(path) is None


def test_a_decomposed_name_is_the_same_name() -> None:
    path = unicodedata.normalize("NFD", VAULT.day(DAY, "논문"))
    slot = VAULT.slot(path)
    assert slot is not None
    assert (slot.date, slot.suffix) == (DAY, "논문")


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("day", "{year}"),
        ("day", "{date}/entry"),
        ("day", "{date}{time}"),
        ("day", "{date"),
        ("day", "../{date}"),
        ("day", "a/../../{date}"),
        ("day", "/tmp/{date}"),
        ("day", "C:{date}"),
        ("day", "a\\{date}"),
        ("day", "a//{date}"),
        ("day", ".hidden/{date}"),
        ("day", "templates/{date}"),
        ("day", "a\x00/{date}"),
        ("week", "{date}"),
        ("week", "{month}/{week}"),
        ("month", "{week}-{month}"),
    ],
)
def test_patterns_that_miss_their_name_or_leave_the_journal_are_faults(kind: str, pattern: str) -> None:
    fault = pattern_fault(kind, pattern)
    assert fault
    assert "{" not in fault.format(key="layout.x", **dict.fromkeys(pattern_words(kind), "…"))


def test_the_default_patterns_are_no_faults() -> None:
    for layout in (Layout(), VAULT):
        assert [pattern_fault(kind, getattr(layout, f"{kind}_pattern")) for kind in KINDS] == [""] * 5


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("배포 자동화", "배포-자동화"),
        ("  Refactor: the API / v1.2!  ", "refactor-the-api-v1.2"),
        ("../../etc/passwd", "etc-passwd"),
        ("C++ 공부", "c++-공부"),
        ("🎉🎉", ""),
        ("con", "con_"),
        ("논문".encode().decode(), "논문"),
        (unicodedata.normalize("NFD", "논문"), "논문"),
        ("가" * 200, "가" * 60),
    ],
)
def test_a_title_becomes_a_part_of_a_file_name(title: str, name: str) -> None:
    assert slug(title) == name


@given(titles)
def test_a_slug_is_a_safe_short_name_and_its_own_slug(title: str) -> None:
    name = slug(title)
    assert len(name) <= 61
    assert len(f"2026-11-20-{name}.md".encode()) < 255
    assert not set(name) & set('/\\:*?"<>| \0')
    assert ".." not in name
    assert name == unicodedata.normalize("NFC", name)
    assert slug(name) == name
