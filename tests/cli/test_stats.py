"""`retro stats`: how a journal adds up, on a terminal, through a pipe and as JSON."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from retro_cli.cli.render.charts import Heatmap, borders_of, level_of, shares, sparkline
from retro_cli.cli.render.width import cells
from trees import lay_out, schema

Retro = Callable[..., Any]


@pytest.fixture
def journal(home: Path) -> Path:
    files = {}
    for back in range(200):
        day = date(2026, 11, 19) - timedelta(days=back)
        if day.weekday() > 4 or back == 40:
            continue
        mark = "x" if back % 3 else " "
        done = f" ✅ {day + timedelta(days=back % 9)}" if back % 3 else ""
        files[f"2026/{day}.md"] = (
            f"---\ndate: {day}\nformat: kpt\nmood: {back % 5 + 1}\n---\n"
            f"## Keep\n- 산책했다{' 또' * (back % 7)}\n- 책을 읽었다\n\n## Problem\n- 늦잠\n\n"
            f"## Try\n- [{mark}] 일찍 자기{done}\n"
        )
    return lay_out(home / "journal", files)


@pytest.mark.usefixtures("journal")
def test_piped_it_is_plain_lines(retro: Retro) -> None:
    code, out, err = retro("stats", "--lang", "en")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == " May 4–Nov 20  144 entries · 1,206 words"
    assert "\x1b" not in out and "·░" not in out
    assert [line.split("  ")[0].strip() for line in lines[1:] if line[1] != " "] == [
        "Days in a row",
        "Weeks in a row",
        "To-dos",
        "Items a week",
        "mood",
    ]


@pytest.mark.usefixtures("journal")
def test_json_says_everything(retro: Retro) -> None:
    document = json.loads(retro("stats", "--json").out)
    jsonschema.validate(document, schema("stats"))
    assert document["entries"] == len(document["days"]) == len(document["fields"]["mood"])
    assert document["todos"]["made"] == document["todos"]["done"] + document["todos"]["open"]
    assert document["streaks"]["day"]["current"]["to"] == "2026-11-19"
    assert document["hours"] is None


def test_an_empty_journal_says_how_to_begin(retro: Retro, home: Path) -> None:
    assert retro("stats") == (0, "", "No entries yet. Write the first one: retro today\n")
    document = json.loads(retro("stats", "--json").out)
    jsonschema.validate(document, schema("stats"))
    assert (document["entries"], document["from"]) == (0, None)
    assert not (home / "journal").exists()


def test_a_journal_of_one_entry_looks_fine(retro: Retro, terminal: Callable[..., Any], home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-20.md": "오늘 시작했다.\n"})
    code, out, _ = retro("stats")
    assert (code, out.count("\n")) == (0, 3)
    screen = terminal("stats", lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    assert len(screen.screen()) < 20
    assert sum("█" in line or "░" in line for line in screen.screen()) == 2  # the day, and what the shades mean


@pytest.mark.usefixtures("journal")
def test_the_time_can_be_narrowed(retro: Retro) -> None:
    document = json.loads(retro("stats", "--since", "2026-11-01", "--until", "2026-11-07", "--json").out)
    assert (document["from"], document["to"], document["entries"]) == ("2026-11-01", "2026-11-07", 5)
    assert retro("stats", "--since", "2027-01-01").err.startswith("No entries in this time.")
    assert retro("stats", "--since", "2026-11-07", "--until", "2026-11-01").code == 2


def test_weeks_lead_where_the_rhythm_is_weekly(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": 'rhythm = "weekly"\n'})
    out = retro("stats").out
    assert out.index("Weeks in a row") < out.index("Days in a row")


def test_a_file_that_cannot_be_read_is_told_at_the_end(retro: Retro, journal: Path) -> None:
    (journal / "2026/2026-11-20.md").write_bytes(b"\xff\xfe\x00")
    code, out, err = retro("stats")
    assert code == 4 and out and err.startswith("2026/2026-11-20.md")


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("lang", ["ko_KR.UTF-8", "en_US.UTF-8"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_page_fits_the_terminal(terminal: Callable[..., Any], width: int, lang: str) -> None:
    screen = terminal("stats", lang=lang, size=(width, 50))
    assert screen.exit_code() == 0
    lines = screen.screen()
    assert all(cells(line) <= width for line in lines)
    assert len(lines) <= (24 if width > 60 else 32)
    assert sum(line.count("█") for line in lines) > 5


# -- charts ----------------------------------------------------------------------------------------------------------


def test_a_line_shows_low_high_and_what_is_missing() -> None:
    assert sparkline([1, None, 5, 3], 1, 5) == "▁·█▅"
    assert sparkline([2, 2], 2, 2) == "▁▁"
    assert sparkline([], 0, 1) == ""


def test_what_there_is_any_of_has_a_share() -> None:
    bar = shares([(1000, "█", ""), (1, "▒", ""), (0, "░", "")], 20)
    assert [part[0] for part in bar] == ["█" * 19, "▒"]
    assert shares([(0, "█", "")], 20) == []


def test_the_shades_of_a_heatmap_are_quarters_of_the_days() -> None:
    borders = borders_of(list(range(1, 101)))
    counts = [sum(level_of(words, borders) == glyph for words in range(1, 101)) for glyph in "░▒▓█"]
    assert all(24 <= count <= 27 for count in counts)
    assert level_of(5, borders_of([5])) == "░"


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("wide", [False, True])
def test_a_year_has_its_months_above_and_its_days_beside(lang: str, wide: bool) -> None:
    last = date(2026, 11, 20)
    chart = Heatmap({last: 5, date(2026, 1, 1): 500}, last, weeks=53, wide=wide, lang=lang)
    months = "".join(part if isinstance(part, str) else part[0] for part in chart.months())
    assert [name for name in months.split() if name] == (
        [f"{month}월" if wide else str(month) for month in (12, *range(1, 12))]
        if lang == "ko"
        else ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    )
    rows = ["".join(part if isinstance(part, str) else part[0] for part in row) for row in chart.rows()]
    size = 2 if wide else 1
    label = 3 if lang == "en" else 2
    assert {cells(row) for row in rows} == {label + 1 + 53 * size}
    assert rows[4].endswith("░" * size) and rows[5].endswith(" " * size)
    column = (date(2025, 12, 29) - date(2025, 11, 17)).days // 7
    assert rows[3][-(53 - column) * size :].startswith("█" * size)
