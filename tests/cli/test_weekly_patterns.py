"""What came back this week is shown before the questions of its review, and may become something to try."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terminal import Keyboard
from trees import lay_out

Retro = Callable[..., Any]
REVIEW = "2026/2026-W47.md"
ENTER = Keyboard.ENTER
SKIP = ENTER * 2  # nothing to take over, nothing to say


def kpt(problem: str, tries: str = "") -> str:
    return f"---\nformat: kpt\n---\n## Problem\n{problem}\n" + (f"\n## Try\n{tries}\n" if tries else "")


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "retro.toml": 'format = "kpt"\nweek_format = "weekly"\nrhythm = "both"\n',
            "2026/2026-10-27.md": kpt("- 점심 먹고 졸았다\n- 회의가 한 시간을 넘겼다"),
            "2026/2026-11-18.md": kpt("- 점심먹고 또 졸았음"),
        },
    )


@pytest.mark.usefixtures("journal")
def test_a_problem_that_nothing_was_tried_about_becomes_something_to_try(asked: Retro, journal: Path) -> None:
    code, out, err = asked("week", keys="y" + "점심 먹고 걷기" + ENTER + SKIP * 5 + ENTER)
    assert (code, err) == (0, "")
    assert " Came back this week\n 2× 점심먹고 또 졸았음  before: Tue, Oct 27\n" in out
    assert "회의" not in out.partition("Came back")[2].partition("Saved")[0]
    assert "## [!] To Try\n- [ ] 점심 먹고 걷기\n" in (journal / REVIEW).read_text("utf-8")


@pytest.mark.usefixtures("journal")
def test_it_is_offered_once_also_over_an_interruption(asked: Retro, journal: Path) -> None:
    assert asked("week", keys="y" + "점심 먹고 걷기" + ENTER + Keyboard.CTRL_C).code == 130
    code, out, _ = asked("week", keys=SKIP * 5 + ENTER)
    assert code == 0 and "Came back this week" in out
    assert (journal / REVIEW).read_text("utf-8").count("점심 먹고 걷기") == 1


@pytest.mark.usefixtures("journal")
def test_what_is_left_alone_writes_nothing(asked: Retro, journal: Path) -> None:
    assert asked("week", keys=ENTER + SKIP * 5 + ENTER).code == 0
    assert "To Try" not in (journal / REVIEW).read_text("utf-8")


def test_what_was_tried_about_it_is_shown_and_nothing_asked(asked: Retro, journal: Path) -> None:
    (journal / "2026/2026-10-27.md").write_text(kpt("- 점심 먹고 졸았다", "- [-] 커피 마시기 ❌ 2026-11-02"))
    code, out, _ = asked("week", keys=SKIP * 5 + ENTER)
    assert code == 0
    assert " 2× 점심먹고 또 졸았음  before: Tue, Oct 27\n    – 커피 마시기\n" in out


def test_a_week_in_which_nothing_came_back_shows_nothing(asked: Retro, journal: Path) -> None:
    (journal / "2026/2026-11-18.md").write_text(kpt("- 우산을 두고 왔다"))
    code, out, _ = asked("week", keys=SKIP * 5 + ENTER)
    assert code == 0 and "Came back" not in out


@pytest.mark.usefixtures("journal")
def test_the_daily_interview_never_asks_about_patterns(asked: Retro) -> None:
    code, out, _ = asked("today", keys=ENTER + "점심 먹고 졸았다" + ENTER * 4)
    assert code == 0 and "Came back" not in out
