"""Statistics of a journal on disk: what counts, and what happens to files that cannot be read."""

import datetime as dt
import marshal
from pathlib import Path

import pytest

from retro_cli.domain.facts import Facts, facts_of
from retro_cli.domain.passages import read_passages
from retro_cli.domain.settings import Settings
from retro_cli.services import statistics
from retro_cli.services.statistics import count
from retro_cli.store import scanning
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from trees import lay_out

TODAY = dt.date(2026, 11, 20)
FILES = {
    "2026/2026-11-18.md": "---\nformat: kpt\nmood: 4\n---\n## Keep\n- 일찍 잤다\n\n## Try\n- [ ] 산책하기\n",
    "2026/2026-11-19.md": "```\ncode here\n```\n",
    "2026/2026-W47.md": "---\nformat: weekly\n---\n## [+] Positive\n- 잘했다\n",
    "2026/2026-11-20.md": "---\nformat: kpt\n---\n## Keep\n- TBU\n",
    "notes/idea.md": "아무 날도 아닌 글\n",
    "notes/old.md": "---\ndate: 2026-11-02\n---\n옛날 글\n",
}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    root = lay_out(tmp_path / "journal", FILES)
    return Journal(root, Settings(), load_formats([("built-in", builtin_templates())]), tmp_path / "state")


def test_entries_count_whether_they_are_plain_or_not(journal: Journal) -> None:
    found = count(journal, TODAY)
    stats = found.stats
    assert found.problems == ()
    assert (stats.entries, stats.words) == (4, 2 + 1 + 2 + 1 + 2)
    assert stats.formats == {"kpt": 1, "log": 2, "weekly": 1}
    assert [day.date.day for day in stats.days] == [2, 18, 19]
    assert stats.by_day.current.length == 2
    assert stats.todos.open == 1


def test_the_time_that_is_asked_for_is_kept(journal: Journal) -> None:
    assert count(journal, TODAY, since=dt.date(2026, 11, 17)).stats.entries == 2
    assert count(journal, TODAY, until=dt.date(2026, 11, 17)).stats.entries == 2


def test_what_cannot_be_read_is_told_and_the_rest_counts(journal: Journal) -> None:
    (journal.root / "2026/2026-11-17.md").write_bytes("회고".encode("cp949"))
    lay_out(journal.root, {"2026/2026-11-16.md": "---\ntitle: [\n---\n글\n"})
    with open(journal.root / "2026/2026-11-13.md", "wb") as file:
        file.truncate(200 * 1024 * 1024)
    found = count(journal, TODAY)
    assert found.stats.entries == 4
    assert sorted(problem.where for problem in found.problems) == [
        "2026/2026-11-13.md",
        "2026/2026-11-16.md:2",
        "2026/2026-11-17.md:1",
    ]


def test_progress_is_told_for_every_file(journal: Journal) -> None:
    steps: list[int] = []
    totals: list[int] = []

    def begin(total: int) -> object:
        totals.append(total)
        return steps.append

    count(journal, TODAY, progress=begin)  # type: ignore[arg-type]
    assert totals == [len(FILES)] and sum(steps) == len(FILES)


def test_two_processes_count_what_one_does(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_may_fork", lambda: False)
    alone = count(journal, TODAY)
    monkeypatch.setattr(scanning, "_may_fork", lambda: True)
    monkeypatch.setattr(statistics, "_MANY", 1)
    assert count(journal, TODAY).stats == alone.stats
    assert len(count(journal, TODAY).problems) == len(alone.problems)


def test_facts_are_the_same_behind_a_pipe(journal: Journal) -> None:
    for path in journal.paths():
        facts = facts_of(read_passages(journal.text(path), path, journal.formats.by_name, journal.slot(path)))
        assert Facts.unpacked(marshal.loads(marshal.dumps(facts.packed()))) == facts
