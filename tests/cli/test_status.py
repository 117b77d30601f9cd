"""`retro` alone: where the user is, in a handful of lines."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from retro_cli.store.drafts import Draft, Drafts
from retro_cli.store.locations import journal_state
from trees import lay_out, schema

Retro = Callable[..., Any]
KPT = "---\nformat: kpt\n---\n## Keep\n- 산책했다\n"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "2026/2026-11-16.md": KPT,
            "2026/2026-11-17.md": KPT + "## Try\n- [ ] 설정을 저장소에 넣기 📅 2026-11-18\n- [ ] 논문 읽기\n",
            "2026/2026-11-19.md": KPT + "## Problem\n- TBU\n",
        },
    )


def save_draft(home: Path, draft: Draft) -> None:
    env = {"HOME": str(home), "XDG_STATE_HOME": str(home / ".local" / "state")}
    Drafts(journal_state(env, home / "journal") / "drafts").save(draft)


@pytest.mark.usefixtures("journal")
def test_the_page_says_what_there_is_to_say(retro: Retro) -> None:
    code, out, err = retro()
    assert (code, err) == (0, "")
    assert out == (
        " Fri, Nov 20                 Mon Tue Wed Thu Fri\n"
        "                              ●   ●   ○   ●   ·\n"
        "\n"
        " Today    not written yet — retro today\n"
        " To try   2 left · 1 overdue — retro todo\n"
        " Blank    Thu, Nov 19 · Problem — retro today -d 2026-11-19\n"
    )
    assert retro("status") == (code, out, err)


def test_dots_stand_below_their_weekdays_in_korean(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": "[course]\nstart = 2026-10-19\n", "2026/2026-11-20.md": KPT})
    head, dots = retro("--lang", "ko").out.split("\n")[:2]
    assert head.startswith(" 11월 20일 (금) · ")
    assert head.endswith("월 화 수 목 금")
    assert dots.split() == ["●", "●", "○", "●", "●"]


def test_what_today_s_entry_holds_is_counted(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-20.md": KPT + "## Problem\n- 하나\n- 둘\n"})
    assert " Today    written · KPT · Keep 1 · Problem 2\n" in retro().out


def test_rest_days_and_days_before_the_first_entry_are_not_missed(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"retro.toml": 'rest_days = ["2026-11-19"]\n', "2026/2026-11-18.md": KPT})
    document = json.loads(retro("status", "--json").out)
    assert [day["state"] for day in document["days"]] == ["ahead", "ahead", "written", "rest", "ahead"]


def test_an_entry_on_a_weekend_and_every_day_of_a_range_are_shown(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-18-여행.md": "---\nend: 2026-11-21\n---\n바다에 갔다.\n"})
    document = json.loads(retro("status", "--json").out)
    assert [(day["date"][-2:], day["state"]) for day in document["days"]] == [
        ("16", "ahead"),
        ("17", "ahead"),
        ("18", "written"),
        ("19", "written"),
        ("20", "written"),
        ("21", "written"),
    ]
    assert document["entries"] == ["2026/2026-11-18-여행.md"]


def test_a_weekly_rhythm_has_no_days_and_asks_for_the_review(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": 'rhythm = "weekly"\n'})
    out = retro().out
    assert out.startswith(" Fri, Nov 20\n\n This week's review   not written yet — retro week\n")
    lay_out(journal, {"2026/2026-W47.md": "---\nformat: weekly\n---\n## [+] Positive\n- 푹 잤다\n"})
    assert " This week's review   written · 2026/2026-W47.md\n" in retro().out


def test_a_digest_alone_is_no_written_review(retro: Retro, journal: Path) -> None:
    digest = "<!-- retro:begin digest lang=en sha=1 -->\n## The week\n<!-- retro:end digest -->\n"
    lay_out(journal, {"2026/2026-W47.md": digest})
    assert json.loads(retro("status", "--json").out)["review"] == {"path": "2026/2026-W47.md", "written": False}


@pytest.mark.usefixtures("journal")
def test_a_waiting_draft_says_where_it_stopped(retro: Retro, home: Path) -> None:
    save_draft(home, Draft("day", dt.date(2026, 11, 20), "kpt", at="problem"))
    assert " Draft    at Problem (2/3) — retro today\n" in retro().out
    assert "not written yet" not in retro().out


@pytest.mark.usefixtures("journal")
def test_a_draft_of_another_day_names_its_day(retro: Retro, home: Path) -> None:
    save_draft(home, Draft("day", dt.date(2026, 11, 19), "kpt", at="try"))
    assert " Draft    Thu, Nov 19 · at Try (3/3) — retro today\n" in retro().out


@pytest.mark.usefixtures("journal")
def test_the_night_still_belongs_to_the_day_before(retro: Retro) -> None:
    out = retro(at="2026-11-21T02:10+09:00").out
    assert out.startswith(" Fri, Nov 20 ")
    assert " It is before 04:00, so this still counts as the day before.\n" in out


@pytest.mark.usefixtures("journal")
def test_a_journal_that_is_not_the_usual_one_is_named(retro: Retro, home: Path) -> None:
    lay_out(home / "team", {"2026/2026-11-20.md": KPT})
    assert f" Journal   {home}/team\n" in retro("-j", "team").out
    assert str(home) not in retro().out


def test_the_first_run_is_greeted_with_what_to_type(retro: Retro, home: Path) -> None:
    code, out, err = retro()
    assert (code, err) == (0, "")
    assert "retro today" in out
    assert f"{home}/journal" in out
    assert out.count("\n") == 5
    assert not (home / "journal").exists()


def test_an_empty_journal_is_greeted_too(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"retro.toml": "", "README.md": "mine"})
    assert "Look back on your days" in retro().out


def test_a_file_that_cannot_be_read_is_named_and_its_day_counts(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-18.md": "---\nformat: [\n---\n- [ ] x\n"})
    code, out, err = retro("status", "--json")
    assert (code, err.count("\n")) == (0, 1)
    assert err.startswith("2026/2026-11-18.md:2: ")
    assert json.loads(out)["days"][2] == {"date": "2026-11-18", "state": "written"}


@pytest.mark.parametrize("rhythm", ["daily", "weekly", "both"])
def test_the_document_fits_its_schema(retro: Retro, home: Path, journal: Path, rhythm: str) -> None:
    lay_out(journal, {"retro.toml": f'rhythm = "{rhythm}"\n[course]\nstart = 2026-10-19\n'})
    save_draft(home, Draft("week", dt.date(2026, 11, 16), "weekly", at="note"))
    document = json.loads(retro("status", "--json").out)
    jsonschema.validate(document, schema("status"))
    assert document["course_week"] == 5
    assert document["todos"] == {"open": 2, "later": 0, "overdue": 1}
    assert document["blanks"] == [{"path": "2026/2026-11-19.md", "date": "2026-11-19", "sections": ["Problem"]}]


@pytest.mark.usefixtures("journal")
def test_the_page_fits_a_small_terminal(terminal: Callable[..., Any]) -> None:
    screen = terminal("status", lang="ko_KR.UTF-8", size=(60, 24))
    assert screen.exit_code() == 0
    lines = screen.screen()
    assert lines[0].endswith("월 화 수 목 금")
    assert all(len(line) <= 60 for line in lines)


def test_a_blank_in_one_of_several_entries_of_a_day_is_named_with_its_file(retro: Retro, home: Path) -> None:
    blank = "---\nformat: cdfa\n---\n## 계기\n\nTBU\n"
    lay_out(home / "journal", {"2026/2026-11-16.md": KPT, "2026/2026-11-16-발표 준비.md": blank})
    assert "— retro edit '2026/2026-11-16-발표 준비.md'" in retro().out


def test_who_writes_weekly_is_pointed_at_the_week(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"retro.toml": 'rhythm = "weekly"\n'})
    assert "retro week " in retro().out and "retro today" not in retro().out


def test_an_entry_that_waits_for_its_day_is_named(retro: Retro, home: Path) -> None:
    lay_out(home, {"team.md": "# 프로젝트\n\n## Keep\n- 리뷰를 빨리 했다\n\n## Problem\n- 늦게 잤다\n"})
    retro("import", "team.md")
    (path,) = json.loads(retro("status", "--json").out)["undated"]
    out = retro().out
    assert f"Undated   1 entry needs a day · {path}" in out and "retro demo" not in out
