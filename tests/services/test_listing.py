"""The list of entries: its order, its filters, and how little of the journal is read for it."""

import datetime as dt
from pathlib import Path

import pytest

from retro_cli.domain.settings import Settings
from retro_cli.services.listing import Filter, last_day, listed
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from trees import lay_out


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


def test_the_list_has_every_entry_also_those_dated_inside(journal: Journal) -> None:
    assert [entry.path for entry in listed(journal, Filter()).entries] == [
        "2026/2026.md",
        "2026/2026-Q4.md",
        "2026/2026-11.md",
        "2026/2026-W47-팀.md",
        "2026/2026-W47.md",
        "2026/2026-11-16.md",
        "2026/2026-11-13-여행.md",
        "somewhere/else.md",
    ]


def test_a_period_ends_with_its_last_day(journal: Journal) -> None:
    ends = {entry.path: last_day(entry) for entry in listed(journal, Filter()).entries}
    assert ends["2026/2026.md"] == ends["2026/2026-Q4.md"] == dt.date(2026, 12, 31)
    assert ends["2026/2026-11.md"] == dt.date(2026, 11, 30)
    assert ends["2026/2026-W47.md"] == dt.date(2026, 11, 22)


def test_no_more_is_read_than_is_wanted(journal: Journal) -> None:
    lay_out(journal.root, {"2026/2026-11-02.md": "---\ndate: [\n---\n"})
    found = listed(journal, Filter(), 3)
    assert (len(found.entries), found.left, found.problems) == (3, 6, ())


@pytest.mark.parametrize("since", [dt.date(2026, 11, 14), dt.date(2026, 11, 16)])
def test_an_entry_of_several_days_passes_on_each_of_them(journal: Journal, since: dt.date) -> None:
    paths = [entry.path for entry in listed(journal, Filter(since=since, until=since)).entries]
    assert "2026/2026-11-13-여행.md" in paths
    assert listed(journal, Filter(since=dt.date.min, until=dt.date(2026, 11, 12), format="log")).entries != ()
