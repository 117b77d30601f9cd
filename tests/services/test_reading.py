"""Finding entries: what words name, and which days an entry reaches to."""

import datetime as dt
from pathlib import Path

import pytest

from retro_cli.domain.period import Course, Week
from retro_cli.domain.settings import Settings
from retro_cli.errors import NotFoundError, UsageError
from retro_cli.services.reading import Wanted, find, nearest_days, paths_to_edit, wanted
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from trees import lay_out

TODAY = dt.date(2026, 11, 20)
COURSE = Course("", dt.date(2026, 10, 19))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    root = lay_out(
        tmp_path / "journal",
        {
            "2026/2026-11-13-여행.md": "---\nend: 2026-11-16\n---\n바다.\n",
            "2026/2026-11-16.md": "월요일.\n",
            "2026/2026-11.md": "십일월.\n",
            "2026/2026-Q4.md": "사분기.\n",
            "2026/2026.md": "한 해.\n",
            "2026/2026-W47.md": "한 주.\n",
            "2026/2026-W47-팀.md": "팀의 한 주.\n",
            "somewhere/else.md": "---\ndate: 2026-11-01\n---\n날짜는 안에.\n",
        },
    )
    return Journal(root, Settings(), load_formats([("built-in", builtin_templates())]), tmp_path / "state")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Wanted(day=TODAY)),
        ("2026-11-16", Wanted(day=dt.date(2026, 11, 16))),
        ("월요일", Wanted(day=dt.date(2026, 11, 16), literal=False)),
        ("23일차", Wanted(day=dt.date(2026, 11, 18), literal=False)),
        ("2026-W47", Wanted(week=Week(2026, 47))),
        ("w47", Wanted(week=Week(2026, 47), literal=False)),
        ("지난주", Wanted(week=Week(2026, 46), literal=False)),
        ("5주차", Wanted(week=Week(2026, 47), literal=False)),
        ("2026/2026-11.md", Wanted(path="2026/2026-11.md")),
        ("somewhere/../2026/2026-11.md", Wanted(path="2026/2026-11.md")),
    ],
)
def test_words_name_a_day_a_week_or_a_file(journal: Journal, words: str, expected: Wanted) -> None:
    assert wanted(words, TODAY, journal, Path("/"), COURSE) == expected


@pytest.mark.parametrize("words", ["soon", "31 feb", "2026-02-30", "W60", "12", "99일"])
def test_words_that_name_nothing_are_refused(journal: Journal, words: str) -> None:
    with pytest.raises(UsageError):
        wanted(words, TODAY, journal, Path("/"), None)


def test_a_link_out_of_the_journal_is_not_followed(journal: Journal, tmp_path: Path) -> None:
    lay_out(tmp_path, {"secret.md": "mine"})
    (journal.root / "link.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(NotFoundError):
        wanted("link.md", TODAY, journal, journal.root, None)


@pytest.mark.parametrize(
    ("day", "path"), [(13, "2026/2026-11-13-여행.md"), (15, "2026/2026-11-13-여행.md"), (16, "2026/2026-11-16.md")]
)
def test_a_day_has_its_own_entries_and_one_without_any_those_that_reach_to_it(
    journal: Journal, day: int, path: str
) -> None:
    target = Wanted(day=dt.date(2026, 11, day))
    assert [page.entry.path for page in find(journal, target, TODAY).pages.pages] == [path]
    assert paths_to_edit(journal, target, TODAY) == [path]


def test_a_day_that_no_entry_reaches_to_has_none(journal: Journal) -> None:
    with pytest.raises(NotFoundError):
        find(journal, Wanted(day=dt.date(2026, 11, 17)), TODAY)


def test_a_week_has_all_of_its_reviews_the_main_one_first(journal: Journal) -> None:
    found = find(journal, Wanted(week=Week(2026, 47)), TODAY)
    assert found.review
    assert [page.entry.path for page in found.pages.pages] == ["2026/2026-W47.md", "2026/2026-W47-팀.md"]


@pytest.mark.parametrize("day", [dt.date.min, dt.date(9999, 12, 26)])
def test_the_ends_of_the_calendar_are_days_like_others(journal: Journal, day: dt.date) -> None:
    with pytest.raises(NotFoundError):
        find(journal, Wanted(day=day), TODAY)


def test_the_nearest_days_are_those_before_and_after(journal: Journal) -> None:
    assert nearest_days(journal, dt.date(2026, 11, 14)) == [dt.date(2026, 11, 13), dt.date(2026, 11, 16)]
    assert nearest_days(journal, dt.date(2027, 1, 1)) == [dt.date(2026, 11, 16)]
