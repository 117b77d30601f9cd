"""`retro list`: entries newest first, filtered, on one line each."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from trees import lay_out, schema

Retro = Callable[..., Any]
EVENT = "---\nformat: cdfa\ntitle: 발표 준비\nend: 2026-11-12\n---\n## 한 일\n\n연습했다.\n"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "2025/2025-12-30.md": "The year in one line. And a second one.\n",
            "2026/2026-11-09.md": "---\nformat: kpt\ntags: [infra]\n---\n## Keep\n- 아침에 논문 읽기\n- 산책\n",
            "2026/2026-11-10-발표.md": EVENT,
            "2026/2026-W46.md": "---\nformat: weekly\n---\n## [+] Positive\n- 잘 잤다\n## To Try\n- [ ] 일찍 자기\n",
            "2026/2026-11-17.md": "---\nformat: kpt\n---\n## Try\n- [x] 물 마시기 #Infra/server\n- [-] 새벽 기상\n",
            "notes/idea.md": "no entry at all\n",
        },
    )


@pytest.mark.usefixtures("journal")
def test_entries_are_listed_newest_first_with_reviews_above_their_days(retro: Retro) -> None:
    code, out, err = retro("list")
    assert (code, err) == (0, "")
    assert out == (
        "Tue, Nov 17        kpt     물 마시기 #Infra/server  2 items    ✓1 –1\n"
        "Nov 9–15           weekly  잘 잤다                  2 items    ○1\n"
        "Nov 10–12          cdfa    발표 준비                1 section\n"
        "Mon, Nov 9         kpt     아침에 논문 읽기         2 items\n"
        "Tue, Dec 30, 2025  log     The year in one line.    note\n"
    )


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--since", "2026-11-12", "--until", "11-16"], ["2026/2026-W46.md", "2026/2026-11-10-발표.md"]),
        (["--since", "월요일"], ["2026/2026-11-17.md"]),
        (["-f", "kpt"], ["2026/2026-11-17.md", "2026/2026-11-09.md"]),
        (["--tag", "#INFRA"], ["2026/2026-11-09.md"]),
        (["-n", "1"], ["2026/2026-11-17.md"]),
        (["-n", "2", "-f", "kpt", "--until", "yesterday"], ["2026/2026-11-17.md", "2026/2026-11-09.md"]),
    ],
)
@pytest.mark.usefixtures("journal")
def test_filters_narrow_the_list(retro: Retro, options: list[str], paths: list[str]) -> None:
    code, out, _err = retro("list", "--json", *options)
    document = json.loads(out)
    jsonschema.validate(document, schema("list"))
    assert (code, [entry["path"] for entry in document["entries"]]) == (0, paths)


@pytest.mark.usefixtures("journal")
def test_a_relative_day_is_echoed(retro: Retro) -> None:
    assert retro("list", "--since", "monday").err == "monday: Mon, Nov 16\n"
    assert retro("list", "--since", "2026-11-16").err == ""


@pytest.mark.parametrize(("options", "code"), [(["-f", "kp"], 3), (["--since", "30 feb"], 2), (["-n", "0"], 2)])
@pytest.mark.usefixtures("journal")
def test_what_cannot_be_filtered_by_is_refused(retro: Retro, options: list[str], code: int) -> None:
    assert retro("list", *options)[:2] == (code, "")


def test_an_empty_list_is_no_failure(retro: Retro, home: Path) -> None:
    assert retro("list") == (0, "", "No entries yet. Write the first one: retro today\n")
    assert json.loads(retro("list", "--json").out) == {"version": 1, "entries": []}
    assert not (home / "journal").exists()


@pytest.mark.usefixtures("journal")
def test_nothing_that_fits_is_told_apart_from_nothing_at_all(retro: Retro) -> None:
    assert retro("list", "--tag", "cooking") == (0, "", "No entries fit. See all: retro list\n")


def test_an_unreadable_file_is_named_and_the_others_are_listed(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-18.md": "---\ndate: [\n---\n"})
    code, out, err = retro("list")
    assert (code, out.count("\n"), err.count("\n")) == (4, 5, 1)
    assert err.startswith("2026/2026-11-18.md:2: ")


def test_a_terminal_shows_the_last_twenty_on_one_line_each(terminal: Callable[..., Any], home: Path) -> None:
    for day in range(1, 31):
        text = f"## Keep\n- {day} 아주 긴 항목 " + "[red]가나다[/red] ☁️ \x1b[31m" * 20 + "\n"
        lay_out(home / "journal", {f"2026/2026-10-{day:02}.md": text})
    screen = terminal("list", lang="ko_KR.UTF-8", size=(80, 30))
    assert screen.exit_code() == 0
    lines = screen.screen()
    assert len(lines) == 21
    assert lines[0].startswith(" 10월 30일 (금)")
    assert lines[19].startswith(" 10월 11일 (일)")
    assert all("…" in line and "␛[31m" in line for line in lines[:20])
    assert "retro list -n 30" in lines[20]


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("columns", [44, 60])
def test_a_narrow_terminal_shows_one_line_each_too(terminal: Callable[..., Any], columns: int) -> None:
    screen = terminal("list", lang="ko_KR.UTF-8", size=(columns, 24))
    assert screen.exit_code() == 0
    lines = screen.screen()
    assert len(lines) == 5
    assert lines[0].endswith("✓1 –1") and lines[1].endswith("○1")
