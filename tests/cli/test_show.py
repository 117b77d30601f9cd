"""`retro show`: days, weeks and paths; as it stands in a pipe, laid out on a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from retro_cli.cli.render.entry_page import LONGEST_LINE
from trees import lay_out, schema

Retro = Callable[..., Any]

FRIDAY = """\
---
date: 2026-11-20
format: kpt
title: Deploy by script
tags: [ci]
mood: 4
---
A day with fewer meetings.

## Keep
- ran the tests before the review, which took a while but meant that nothing came back, and that was worth it
- \\# not a heading
    - nested

## Problem
- changed staging by hand

```sh
- [ ] no task
```

## Try
- [ ] put the settings into the repository #infra 📅 2026-11-24
- [x] 산책하기 ✅ 2026-11-20
- [/] read one paper
- [-] get up at five ❌ 2026-11-20
- [>] moved on
"""
EVENT = "---\nformat: cdfa\nend: 2026-11-19\n---\n## 계기\n\n발표를 맡았다.\n\n## 느낀 점\n\nTBU\n"
HOSTILE = "## Keep\n- [red]x[/red] :smile: \x1b]0;x\x07 ☁️ " + "가나다 " * 1000 + "\n"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "retro.toml": "",
            "2026/2026-11-18-발표.md": EVENT,
            "2026/2026-11-20.md": FRIDAY,
            "2026/2026-11-10.md": "---\nformat: [kpt\n---\nx\n",
            "2026/2026-W45.md": "---\nformat: weekly\n---\n<!-- retro:begin digest lang=en sha=1 -->\n## The week\n"
            "<!-- retro:end digest -->\n\n## [+] Positive\n- slept well\n",
        },
    )


def test_in_a_pipe_the_day_s_entry_is_shown_byte_for_byte(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-20.md": "\ufeff## Keep\r\n- \x1b[31mred\tx\r\n"})
    code, out, err = retro("show")
    assert (code, out, err) == (0, "\ufeff## Keep\r\n- \x1b[31mred\tx\r\n", "")


@pytest.mark.usefixtures("journal")
def test_a_day_that_was_not_written_out_is_echoed_beside_the_data(retro: Retro) -> None:
    code, out, err = retro("show", "today")
    assert (code, out, err) == (0, FRIDAY, "Fri, Nov 20\n")
    assert retro("show", "2026-11-20").err == ""


@pytest.mark.usefixtures("journal")
def test_an_entry_of_several_days_is_found_on_each_of_them(retro: Retro) -> None:
    assert retro("show", "2026-11-18").out == EVENT
    assert retro("show", "2026-11-19").out == EVENT


@pytest.mark.usefixtures("journal")
def test_a_week_is_its_review_or_else_its_days(retro: Retro) -> None:
    assert "slept well" in retro("show", "W45").out
    code, out, err = retro("show", "this", "week")
    assert code == 0
    assert out == EVENT + "\n" + FRIDAY
    assert err == "Nov 16–22 has no review yet: these are its days.\n"


def test_a_path_is_taken_from_the_journal_or_from_here(
    retro: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert retro("show", "2026/2026-11-18-발표.md").out == EVENT
    monkeypatch.chdir(journal / "2026")
    assert retro("show", "2026-11-18-발표.md").out == EVENT


@pytest.mark.parametrize("path", ["../secret.md", "2026/nothing.md", "/etc/hosts.md"])
def test_what_is_not_in_the_journal_is_not_found(retro: Retro, journal: Path, path: str) -> None:
    lay_out(journal.parent, {"secret.md": "mine"})
    code, out, _err = retro("show", path)
    assert (code, out) == (3, "")


@pytest.mark.usefixtures("journal")
def test_a_day_without_an_entry_names_the_nearest_and_the_way_out(retro: Retro) -> None:
    code, out, err = retro("show", "2026-11-13")
    assert (code, out) == (3, "")
    assert err == (
        "There is no entry for 2026-11-13.\n"
        "  → The nearest: 2026-11-10, 2026-11-18. To write it: retro today -d 2026-11-13\n"
    )


@pytest.mark.usefixtures("journal")
def test_today_without_an_entry_says_how_to_write_it(retro: Retro) -> None:
    code, _out, err = retro("show", at="2026-11-21T12:00+09:00")
    assert code == 3
    assert "Write it: retro today. The last one: 2026-11-20" in err


@pytest.mark.parametrize(("words", "told"), [("30 feb", "2026-02 has 28 days"), ("12", "a bare number"), ("W60", "60")])
@pytest.mark.usefixtures("journal")
def test_what_is_no_date_is_refused(retro: Retro, words: str, told: str) -> None:
    code, out, err = retro("show", *words.split())
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.usefixtures("journal")
def test_front_matter_that_is_not_yaml_is_named_with_its_line(retro: Retro) -> None:
    code, out, err = retro("show", "2026-11-10")
    assert (code, out) == (4, "")
    assert err.startswith("2026/2026-11-10.md:2: ")
    assert err.endswith("  → Put it right: retro edit 2026/2026-11-10.md\n")


def test_a_journal_that_is_not_there_is_told_of(retro: Retro, home: Path) -> None:
    code, _out, err = retro("show", "-j", "nowhere")
    assert code == 3
    assert f"retro init {home}/nowhere" in err
    assert not (home / "nowhere").exists()


@pytest.mark.usefixtures("journal")
def test_the_document_fits_its_schema_and_names_lines(retro: Retro) -> None:
    code, out, err = retro("show", "W47", "--json")
    document = json.loads(out)
    jsonschema.validate(document, schema("show"))
    assert (code, err) == (0, "")
    friday = document["entries"][1]
    assert friday["fields"] == {"mood": 4}
    assert friday["note"] == "A day with fewer meetings."
    keep = friday["sections"][0]
    assert (keep["line"], keep["end"], keep["items"][1]["text"], keep["items"][1]["body"]) == (
        10,
        13,
        "# not a heading",
        "- nested",
    )
    assert [item["mark"] for item in friday["sections"][2]["items"]] == [" ", "x", "/", "-", ">"]


@pytest.mark.usefixtures("journal")
def test_on_a_terminal_an_entry_is_laid_out(terminal: Callable[..., Any]) -> None:
    screen = terminal("show", lang="en_US.UTF-8", size=(60, 50))
    assert screen.exit_code() == 0
    assert screen.screen() == [
        " Fri, Nov 20 · KPT · Deploy by script",
        " #ci · mood 4 · 2026/2026-11-20.md",
        "",
        "   A day with fewer meetings.",
        "",
        " Keep",
        "   • ran the tests before the review, which took a while but",
        "     meant that nothing came back, and that was worth it",
        "   • # not a heading",
        "       • nested",
        "",
        " Problem",
        "   • changed staging by hand",
        "",
        "   ```sh",
        "   - [ ] no task",
        "   ```",
        "",
        " Try",
        "   ○ put the settings into the repository #infra 📅",
        "     2026-11-24",
        "   ✓ 산책하기 ✅ 2026-11-20",
        "   ◐ read one paper",
        "   – get up at five ❌ 2026-11-20",
        "   [>] moved on",
    ]


def test_on_a_terminal_text_is_never_interpreted(terminal: Callable[..., Any], journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-20.md": HOSTILE})
    screen = terminal("show", lang="ko_KR.UTF-8")
    assert screen.exit_code() == 0
    lines = screen.scrollback()
    assert lines[0].startswith(" 11월 20일 (금) · ")
    assert any("[red]x[/red] :smile: ␛]0;x␇" in line for line in lines)
    assert "".join(lines).count("가나다") == 1000
    assert b"\x1b]0;" not in screen.raw


@pytest.mark.usefixtures("journal")
def test_the_digest_s_markers_are_not_shown(terminal: Callable[..., Any]) -> None:
    screen = terminal("show", "W45", lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    assert screen.screen() == [
        " Nov 2–8 · Weekly review",
        " 2026/2026-W45.md",
        "",
        " The week",
        "",
        " [+] Positive",
        "   • slept well",
    ]


def test_titles_of_a_digest_are_set_off_and_not_in_asterisks(terminal: Callable[..., Any], journal: Path) -> None:
    text = "- Mon: **Talk** — It went *well*.\n- Tue\n    - **Class**\n    - **Rest** — walked\n- a **b** (Mon)\n"
    digest = f"<!-- retro:begin digest lang=en sha=1 -->\n## The week\n{text}<!-- retro:end digest -->\n"
    lay_out(journal, {"2026/2026-W46.md": f"---\nformat: weekly\n---\n{digest}"})
    screen = terminal("show", "W46", lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    assert screen.screen()[-5:] == [
        "   • Mon: Talk — It went *well*.",
        "   • Tue",
        "       • Class",
        "       • Rest — walked",
        "   • a **b** (Mon)",
    ]


def test_a_line_of_megabytes_is_cut_on_a_terminal_and_whole_in_a_pipe(
    retro: Retro, terminal: Callable[..., Any], journal: Path
) -> None:
    text = "## Keep\n- " + "가나다 " * 1_000_000 + "끝\n"
    lay_out(journal, {"2026/2026-11-20.md": text})
    screen = terminal("show", lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    told = " ".join(" ".join(screen.scrollback()[-4:]).split())
    assert told.endswith(f"… {4 * 1_000_000 + 1 - LONGEST_LINE} more characters — retro show 2026/2026-11-20.md | less")
    assert retro("show").out == text


@pytest.mark.usefixtures("journal")
def test_colours_that_are_asked_for_reach_a_pipe(retro: Retro) -> None:
    assert "\x1b[" in retro("show", "--color", "always").out
    assert "\x1b[" not in retro("show", "--color", "never").out
