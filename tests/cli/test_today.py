"""`retro today`: asked, from options, from a document, in the editor; and where it stops without losing anything."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from terminal import Keyboard as Key
from trees import lay_out

Retro = Callable[..., Any]
DAY = "2026/2026-11-20.md"
SETTINGS = 'rhythm = "both"\n'
KPT = "---\ndate: 2026-11-20\nformat: kpt\n---\n"
ENTER = str(Key.ENTER)
KO = {"LANG": "ko_KR.UTF-8"}


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"retro.toml": SETTINGS})


def typed(*items: str) -> str:
    """The keys of a list question: its items, and the empty line that goes on."""
    return "".join(item + ENTER for item in items) + ENTER


def prose(text: str) -> str:
    """The keys of a text question."""
    return text + Key.CTRL_D if text else ENTER


def read(journal: Path, path: str = DAY) -> str:
    return (journal / path).read_bytes().decode()


def days(journal: Path) -> list[str]:
    return sorted(str(file.relative_to(journal)) for file in journal.glob("20*/*.md"))


# -- the first use ----------------------------------------------------------------------------------------------------


def test_the_first_use_asks_rhythm_and_formats_and_remembers_them(asked: Retro, home: Path) -> None:
    keys = "1" + ENTER + ENTER + typed("하나") + typed() + typed() + ENTER
    code, out, _ = asked("today", keys=keys)
    assert code == 0
    assert f"Your journal is {home / 'journal'}" in out
    settings = read(home / "journal", "retro.toml")
    assert 'rhythm = "both"\n' in settings and 'format = "kpt"\n' in settings and 'week_format = "weekly"\n' in settings
    assert "# " in settings and "[layout]" in settings
    assert asked("today", keys=typed() * 3 + ENTER).code == 0  # not asked again


def test_a_weekly_rhythm_leads_to_the_week_and_keeps_no_count_of_days(asked: Retro, home: Path) -> None:
    code, _, _ = asked("today", keys="3" + ENTER + Key.CTRL_C)
    assert code == 130
    assert 'rhythm = "weekly"\n' in read(home / "journal", "retro.toml")
    assert asked("today", keys=ENTER + Key.CTRL_C).code == 130
    assert days(home / "journal") == []
    _, out, _ = asked("today", keys="d" + typed("하나") + typed() * 2 + ENTER)
    assert out.startswith(" Fri, Nov 20 · KPT\n") and days(home / "journal") == ["2026/2026-11-20.md"]
    assert asked("today", keys=typed() * 3 + ENTER).code == 0  # who writes days is not asked again


def test_a_format_that_is_given_is_not_asked_for(asked: Retro, home: Path) -> None:
    keys = "2" + "제목" + ENTER + ENTER + prose("계기") + prose("") * 2 + typed() + ENTER
    assert asked("today", "-f", "cdfa", keys=keys).code == 0
    assert days(home / "journal") == ["2026/2026-11-20-제목.md"]


def test_leaving_the_first_use_leaves_nothing_behind(asked: Retro, home: Path) -> None:
    code, _, err = asked("today", keys="1" + Key.CTRL_C)
    assert (code, err) == (130, "Left. Nothing was written.\n")
    assert not (home / "journal").exists()


def test_going_back_from_the_formats_asks_the_rhythm_again(asked: Retro, home: Path) -> None:
    asked("today", keys="1" + Key.SHIFT_TAB + "2" + ENTER + typed("하나") + typed() * 2 + ENTER)
    settings = read(home / "journal", "retro.toml")
    assert 'rhythm = "daily"' in settings and "\nweek_format" not in settings


# -- the header -------------------------------------------------------------------------------------------------------


def header(asked: Retro, *args: str, **more: Any) -> list[str]:
    code, out, _ = asked("today", *args, keys=str(Key.CTRL_C), **more)
    assert code == 130
    return out.split("\n")[:-1]


def test_the_header_names_day_course_week_format_and_the_week_so_far(asked: Retro, journal: Path) -> None:
    lay_out(
        journal,
        {
            "retro.toml": SETTINGS + '[course]\nname = "과정"\nstart = 2026-10-19\n',
            "2026/2026-11-17.md": "글\n",
            "2026/2026-11-18-출장.md": "---\ndate: 2026-11-18\nend: 2026-11-19\n---\n글\n",
            "2026/2026-11-21.md": "글\n",
        },
    )
    assert header(asked) == [" Fri, Nov 20 · week 5 · KPT · this week 3/5"]
    assert header(asked, "-d", "5 days ago")[0] == " Sun, Nov 15 · week 4 · KPT · that week 0/5"
    assert header(asked, "-d", "tue..wed")[0].startswith(" Tue, Nov 17 – Wed, Nov 18")


@pytest.mark.usefixtures("journal")
def test_before_the_day_starts_the_header_says_why_it_shows_yesterday(asked: Retro) -> None:
    shown = header(asked, at="2026-11-21T03:59+09:00")
    assert shown[0].startswith(" Fri, Nov 20")
    assert shown[1] == " It is before 04:00, so this still counts as the day before."
    assert len(header(asked, at="2026-11-21T04:00+09:00")) == 1


@pytest.mark.usefixtures("journal")
def test_a_day_to_come_is_accepted_with_a_note(asked: Retro) -> None:
    assert header(asked, "-d", "2026-11-25")[1] == " This day is still to come."


def test_a_journal_that_is_not_the_usual_one_is_named(asked: Retro, home: Path) -> None:
    other = lay_out(home / "other", {"retro.toml": SETTINGS})
    assert header(asked, "-j", str(other))[1] == f" {other}"


# -- the loop ---------------------------------------------------------------------------------------------------------

TRIES = "---\nformat: kpt\n---\n## Try\n- [ ] 논문 한 편 읽기 #공부\n- [ ] 산책하기\n- [ ] 물 마시기\n- [ ] 일찍 자기\n"


def test_the_loop_asks_three_items_and_changes_their_lines(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    code, out, _ = asked("today", keys="dw" + "s" + "x" + typed() * 3 + ENTER)
    assert code == 0 and "1 more waits — retro todo" in out
    assert read(journal, "2026/2026-11-19.md").split("\n")[4:8] == [
        "- [x] 논문 한 편 읽기 #공부 ✅ 2026-11-20",
        "- [/] 산책하기",
        "- [-] 물 마시기 ❌ 2026-11-20",
        "- [ ] 일찍 자기",
    ]
    assert read(journal) == KPT + "\n## Keep\n- 논문 한 편 읽기 #공부\n"


def test_what_did_not_help_becomes_a_problem_and_neither_is_enter(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    asked("today", keys="dn" + "d" + ENTER + "l" + typed() * 3 + ENTER)
    assert read(journal) == KPT + "\n## Problem\n- 논문 한 편 읽기 #공부\n"
    assert read(journal, "2026/2026-11-19.md").split("\n")[6] == "- [ ] 물 마시기 ⏳ 2026-11-23"


def test_going_back_in_the_loop_takes_the_answer_back(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    back = str(Key.SHIFT_TAB)
    asked("today", keys=back + "dw" + back + "s" + "x" + back + "l" + back * 2 + ENTER * 3 + typed() * 3 + ENTER)
    assert read(journal, "2026/2026-11-19.md") == TRIES
    assert not (journal / DAY).exists()


def test_how_it_went_is_gone_back_from_to_the_item(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    asked("today", keys="d" + Key.SHIFT_TAB + ENTER * 3 + typed() * 3 + ENTER)
    assert read(journal, "2026/2026-11-19.md") == TRIES


def test_from_the_first_question_one_goes_back_to_the_loop(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    keys = "ss" + "dw" + str(Key.SHIFT_TAB) * 2 + "x" + typed("하나") + typed() * 2 + ENTER
    asked("today", keys=keys)
    assert "- [-] 물 마시기 ❌ 2026-11-20" in read(journal, "2026/2026-11-19.md")
    assert read(journal) == KPT + "\n## Keep\n- 하나\n"
    _, out, _ = asked("today", keys=str(Key.CTRL_C))
    assert "What you said you would try" not in out  # each was asked once


def test_an_item_that_was_edited_after_its_answer_is_not_taken_back(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(journal, {"2026/2026-11-19.md": "---\nformat: kpt\n---\n## Try\n- [ ] 하나\n"})
    from retro_cli.services import todos

    change = todos.change

    def and_edited(*args: Any, **more: Any) -> Any:
        done = change(*args, **more)
        (journal / "2026/2026-11-19.md").write_text("## Try\n- [ ] 다른 것\n")
        return done

    monkeypatch.setattr(todos, "change", and_edited)
    code, _, err = asked("today", keys="s" + Key.SHIFT_TAB + ENTER + typed("계속") + typed() * 2 + ENTER)
    assert code == 0 and "2026/2026-11-19.md:5" in err
    assert read(journal, "2026/2026-11-19.md") == "## Try\n- [ ] 다른 것\n"


def test_from_the_first_question_of_an_event_one_goes_back_to_its_title(asked: Retro, journal: Path) -> None:
    back = str(Key.SHIFT_TAB)
    keys = (
        "논문"
        + ENTER
        + ENTER
        + back * 2
        + Key.CTRL_U
        + "BERT"
        + ENTER * 2
        + prose("계기")
        + prose("") * 2
        + typed()
        + ENTER
    )
    asked("today", "-f", "cdfa", keys=keys)
    assert days(journal) == ["2026/2026-11-20-bert.md"]


def test_hangul_typed_in_the_loop_works_as_the_key_it_sits_on(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES, "retro.toml": SETTINGS + "[today]\nreview = 1\n"})
    asked("today", keys="ㅌ" + ENTER + typed() * 3 + ENTER)
    assert "- [-] 논문 한 편 읽기" in read(journal, "2026/2026-11-19.md")


def test_the_loop_takes_the_last_two_sessions_and_what_is_due(asked: Retro, journal: Path) -> None:
    lay_out(
        journal,
        {
            "2026/2026-11-10.md": "---\nformat: kpt\n---\n## Try\n- [ ] 오래된 것\n- [ ] 기한이 된 것 📅 2026-11-20\n",
            "2026/2026-11-17.md": "---\nformat: kpt\n---\n## Try\n- [ ] 그저께\n- [ ] 미룬 것 ⏳ 2026-11-23\n",
            "2026/2026-11-19.md": "---\nformat: kpt\n---\n## Try\n- [ ] 어제\n",
            DAY: KPT + "## Try\n- [ ] 오늘 적은 것\n",
        },
    )
    asked("today", keys="sss" + typed() * 3 + ENTER)
    marks = {
        line[6:].split(" 📅")[0]: line[3]
        for name in days(journal)
        for line in read(journal, name).split("\n")
        if "- [" in line
    }
    assert marks == {
        "오래된 것": " ",
        "기한이 된 것": "/",
        "그저께": "/",
        "미룬 것 ⏳ 2026-11-23": " ",
        "어제": "/",
        "오늘 적은 것": " ",
    }


def test_an_item_is_asked_about_once_a_day(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    asked("today", keys=ENTER * 3 + typed("하나") + typed() * 2 + ENTER)
    assert asked("today", keys=typed() * 3 + ENTER).code == 0
    _, out, _ = asked("today", keys=str(Key.CTRL_C), at="2026-11-21T21:00+09:00")
    assert "What you said you would try" in out


def test_after_leaving_in_the_loop_what_was_answered_is_not_asked_again(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    code, _, err = asked("today", keys=ENTER + Key.CTRL_C)
    assert (code, err) == (130, "Left. There was nothing to keep.\n")
    asked("today", keys="ss" + typed() * 3 + ENTER)
    assert read(journal, "2026/2026-11-19.md").split("\n")[4:7] == [
        "- [ ] 논문 한 편 읽기 #공부",
        "- [/] 산책하기",
        "- [/] 물 마시기",
    ]


def test_leaving_at_how_it_went_still_ticks_the_item(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-19.md": TRIES})
    assert asked("today", keys="d" + Key.CTRL_C).code == 130
    assert "- [x] 논문 한 편 읽기 #공부 ✅ 2026-11-20" in read(journal, "2026/2026-11-19.md")


def test_an_item_that_was_edited_meanwhile_is_left_alone_and_told(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(journal, {"2026/2026-11-19.md": "---\nformat: kpt\n---\n## Try\n- [ ] 하나\n"})
    from retro_cli.cli import loop

    def edited(*_: Any) -> str:
        (journal / "2026/2026-11-19.md").write_text("## Try\n- [ ] 다른 것\n")
        return ""

    monkeypatch.setattr(loop, "_what_came", edited)
    code, _, err = asked("today", keys="d" + typed("계속") + typed() * 2 + ENTER)
    assert code == 0 and "2026/2026-11-19.md:5" in err and "→ " in err
    assert read(journal, "2026/2026-11-19.md") == "## Try\n- [ ] 다른 것\n"
    assert "- 계속" in read(journal)


def test_no_loop_where_it_is_turned_off_or_for_another_day(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-18.md": TRIES})
    assert asked("today", "-d", "yesterday", keys=typed("하나") + typed() * 2 + ENTER).code == 0
    lay_out(journal, {"retro.toml": SETTINGS + "[today]\nreview = 0\n"})
    assert asked("today", keys=typed("하나") + typed() * 2 + ENTER).code == 0
    assert read(journal, "2026/2026-11-18.md") == TRIES


@pytest.mark.parametrize(("day", "silent"), [("2026-11-12", True), ("2026-11-13", False)])
def test_after_seven_silent_days_one_thing_is_asked(asked: Retro, journal: Path, day: str, silent: bool) -> None:
    lay_out(journal, {f"2026/{day}.md": TRIES})
    keys = "o" if silent else "l" * 3
    assert asked("today", keys=keys + typed("다시") + typed() * 2 + ENTER).code == 0
    assert read(journal, f"2026/{day}.md").count("⏳ 2026-11-23") == (4 if silent else 3)
    assert asked("today", keys=typed() * 3 + ENTER).code == 0  # and only once


def test_old_items_can_be_looked_through_until_it_is_enough(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-02.md": TRIES})
    asked("today", keys="l" + "s" + "x" + "e" + typed("다시") + typed() * 2 + ENTER)
    marks = [line[3] for line in read(journal, "2026/2026-11-02.md").split("\n") if line.startswith("- [")]
    assert marks == ["/", "-", " ", " "]


def test_old_items_can_be_left_for_the_week(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-02.md": TRIES})
    assert asked("today", keys=ENTER + typed("다시") + typed() * 2 + ENTER).code == 0
    assert read(journal, "2026/2026-11-02.md") == TRIES


# -- the questions ----------------------------------------------------------------------------------------------------


def test_an_evening_is_asked_written_and_told(asked: Retro, journal: Path) -> None:
    keys = typed("리뷰 전에 테스트를 돌렸다") + typed("손으로 고쳤다") + typed("저장소에 넣기 due:화") + ENTER
    code, out, err = asked("today", keys=keys, env=KO)
    assert (code, err) == (0, "")
    assert read(journal) == KPT + (
        "\n## Keep\n- 리뷰 전에 테스트를 돌렸다\n\n## Problem\n- 손으로 고쳤다\n\n"
        "## Try\n- [ ] 저장소에 넣기 📅 2026-11-24\n"
    )
    assert "  1 → " in out and "11월 24일 (화)" in out
    assert out.rstrip("\n").split("\n")[-1].startswith("저장했어요 2026/2026-11-20.md · Keep 1 · Problem 1 · Try 1 · ")


def test_pasted_lines_become_items_and_a_tab_nests(asked: Retro, journal: Path) -> None:
    paste = "\x1b[200~- 하나\r- 둘\r\x1b[201~"
    asked("today", keys=paste + Key.TAB + "자세히" + ENTER * 3 + typed() * 2 + ENTER)
    assert read(journal).endswith("## Keep\n- 하나\n- 둘\n    - 자세히\n")


def test_the_last_item_can_be_taken_back(asked: Retro, journal: Path) -> None:
    keys = "하나" + ENTER + "둘" + ENTER + Key.SHIFT_TAB + Key.CTRL_U + Key.DOWN + ENTER
    asked("today", keys=keys + typed() * 2 + ENTER)
    assert read(journal).endswith("## Keep\n- 하나\n")


def test_half_a_line_is_an_item_when_one_goes_back(asked: Retro, journal: Path) -> None:
    keys = typed("하나") + "쓰다 만" + Key.SHIFT_TAB + ENTER + ENTER + typed() + ENTER
    asked("today", keys=keys)
    assert read(journal).endswith("## Keep\n- 하나\n\n## Problem\n- 쓰다 만\n")


def test_due_dates_speak_of_course_days_and_stay_where_one_goes_back(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": SETTINGS + '[course]\nname = "과정"\nstart = 2026-10-19\n'})
    keys = typed() * 2 + typed("발표하기 due:30일차") + Key.SHIFT_TAB + ENTER + ENTER
    _, out, _ = asked("today", keys=keys)
    assert out.count("due Fri, Nov 27") == 1
    assert read(journal).endswith("- [ ] 발표하기 📅 2026-11-27\n")


def test_text_answers_have_paragraphs(asked: Retro, journal: Path) -> None:
    keys = "사건" + ENTER + ENTER + "첫 문단" + ENTER * 2 + "둘째 문단" + ENTER * 3 + prose("") * 2 + typed() + ENTER
    asked("today", "-f", "cdfa", keys=keys)
    text = read(journal, "2026/2026-11-20-사건.md")
    assert text.endswith("## Cue\n첫 문단\n\n둘째 문단\n") and "title: 사건\n" in text


def test_a_note_can_be_written_on_the_closing_line(asked: Retro, journal: Path) -> None:
    asked("today", keys=typed() * 3 + "n" + prose("그냥 좋은 날") + ENTER)
    assert read(journal) == KPT + "그냥 좋은 날\n"


def test_nothing_answered_writes_nothing(asked: Retro, journal: Path) -> None:
    code, out, _ = asked("today", keys=typed() * 3 + ENTER)
    assert code == 0 and out.endswith("Nothing was answered, so nothing was written.\n")
    assert days(journal) == []


REQUIRED = """---
name: short
title: Short
period: day
sections:
  - {key: one, role: good, kind: list, heading: One, prompt: What was good?, required: true}
fields:
  - {key: sleep, type: number, prompt: Hours of sleep}
  - {key: pace, type: scale, prompt: Pace, min: 1, max: 5}
  - {key: mode, type: choice, prompt: Mode, choices: [home, office]}
  - {key: word, type: text, prompt: One word}
---
"""


@pytest.fixture
def short(journal: Path) -> Path:
    return lay_out(journal, {"templates/short.md": REQUIRED, "retro.toml": SETTINGS + 'format = "short"\n'})


def test_a_required_section_is_asked_once_more_and_traps_nobody(asked: Retro, short: Path) -> None:
    fields = ENTER * 4
    _, out, _ = asked("today", keys=typed() + typed() + fields + ENTER)
    assert out.count("This one counts.") == 1 and days(short) == []
    asked("today", keys=typed() + typed("하나") + fields + ENTER)
    assert read(short).endswith("## One\n- 하나\n")


def test_fields_are_asked_last_and_checked(asked: Retro, short: Path) -> None:
    keys = typed("하나") + "seven" + ENTER + Key.CTRL_U + "7.5" + ENTER + "4" + "2" + "고요" + ENTER + ENTER
    assert asked("today", keys=keys).code == 0
    assert read(short).startswith(
        "---\ndate: 2026-11-20\nformat: short\nsleep: 7.5\npace: 4\nmode: home\nword: 고요\n---\n"
    )


def test_going_back_to_a_field_keeps_its_answer(asked: Retro, short: Path) -> None:
    keys = typed("하나") + "7" + ENTER + "4" + Key.SHIFT_TAB + ENTER + "1" + ENTER + ENTER
    assert asked("today", keys=keys).code == 0
    assert "pace: 4\n" in read(short)


def test_a_field_that_is_filled_is_passed_in_both_directions(asked: Retro, short: Path) -> None:
    lay_out(short, {DAY: "---\nformat: short\nsleep: 7\npace: 3\n---\n"})
    keys = typed() + typed() + Key.SHIFT_TAB + typed("하나") + "1" + ENTER + ENTER
    assert asked("today", keys=keys).code == 0
    assert read(short) == "---\nformat: short\nsleep: 7\npace: 3\n---\n\n## One\n- 하나\n"


def test_mood_is_asked_last_once_a_day_and_only_where_it_is_wanted(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": SETTINGS + "[today]\nmood = true\n"})
    asked("today", keys=typed("하나") + typed() * 2 + "4" + ENTER)
    assert "mood: 4\n" in read(journal)
    keys = "사건" + ENTER * 2 + prose("계기") + prose("") * 2 + typed() + ENTER
    assert asked("today", "-f", "cdfa", keys=keys).code == 0
    assert "mood" not in read(journal, "2026/2026-11-20-사건.md")


# -- an entry that stands there ---------------------------------------------------------------------------------------

STANDING = KPT + "\n## Keep\n- 하나\n\n## Problem\nTBU\n\n## 내 섹션\n그대로\n"


def test_an_entry_is_continued_and_nothing_of_it_removed(asked: Retro, journal: Path) -> None:
    lay_out(journal, {DAY: STANDING})
    code, out, _ = asked("today", keys=typed("둘") + typed("늦잠") + typed("일찍 자기") + ENTER)
    assert code == 0 and "Keep +1 · Problem +1 · Try +1" in out
    assert read(journal) == KPT + (
        "\n## Keep\n- 하나\n- 둘\n\n## Problem\n- 늦잠\n\n## Try\n- [ ] 일찍 자기\n\n## 내 섹션\n그대로\n"
    )


def test_enter_passes_what_is_answered(asked: Retro, journal: Path) -> None:
    lay_out(journal, {DAY: STANDING})
    asked("today", keys=typed() * 3 + ENTER)
    assert read(journal) == STANDING


def test_a_note_without_front_matter_gets_sections_below_its_text(asked: Retro, journal: Path) -> None:
    lay_out(journal, {DAY: "# 금요일\n\n날씨가 좋았다.\n"})
    asked("today", keys=typed("하나") + typed() * 2 + ENTER)
    assert read(journal) == "# 금요일\n\n날씨가 좋았다.\n\n## Keep\n- 하나\n"


def test_new_makes_one_more_entry(asked: Retro, journal: Path) -> None:
    lay_out(journal, {DAY: STANDING})
    asked("today", "--new", "-t", "오후", keys=typed("둘") + typed() * 2 + ENTER)
    assert read(journal) == STANDING
    assert read(journal, "2026/2026-11-20-오후.md").endswith("title: 오후\n---\n\n## Keep\n- 둘\n")


def test_an_entry_changed_while_the_interview_ran_keeps_both(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(journal, {DAY: STANDING})
    from retro_cli.cli import daily

    save = daily._save

    def meanwhile(*args: Any) -> None:
        lay_out(journal, {DAY: STANDING.replace("- 하나", "- 하나\n- 밖에서")})
        save(*args)

    monkeypatch.setattr(daily, "_save", meanwhile)
    assert asked("today", keys=typed("둘") + typed() * 2 + ENTER).code == 0
    assert "- 하나\n- 밖에서\n- 둘\n" in read(journal)


def test_two_sessions_with_one_draft_write_it_once(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot lock: the first one is left open; a second one goes on with its draft and saves; then the
    first one saves too."""
    from retro_cli.cli import daily
    from retro_cli.store import claims

    monkeypatch.setattr(claims, "_locked", lambda _fd: True)
    save = daily._save

    def second(*args: Any) -> None:
        monkeypatch.setattr(daily, "_save", save)
        asked("today", keys=ENTER)
        save(*args)

    monkeypatch.setattr(daily, "_save", second)
    code, out, _ = asked("today", keys=typed("하나") + typed("둘") + typed() + "n" + prose("메모") + ENTER)
    assert code == 0 and out.endswith("Another session has saved this meanwhile.\n")
    assert read(journal) == KPT + "메모\n\n## Keep\n- 하나\n\n## Problem\n- 둘\n"


def test_what_is_answered_after_another_session_saved_the_draft_is_added_alone(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one goes on after a second one saved its draft: that must not bring back what is in the entry."""
    from retro_cli.cli.interview import Interview
    from retro_cli.store import claims

    monkeypatch.setattr(claims, "_locked", lambda _fd: True)
    close = Interview._close

    def second(self: Interview) -> Any:
        monkeypatch.setattr(Interview, "_close", close)
        asked("today", keys=ENTER)
        return close(self)

    monkeypatch.setattr(Interview, "_close", second)
    assert asked("today", keys=typed("하나") + typed("둘") + typed() + "n" + prose("메모") + ENTER).code == 0
    assert read(journal) == KPT + "메모\n\n## Keep\n- 하나\n\n## Problem\n- 둘\n"


def test_a_session_beside_an_open_one_is_told_and_has_a_draft_of_its_own(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from retro_cli.cli import daily

    save = daily._save
    told = []

    def second(*args: Any) -> None:
        monkeypatch.setattr(daily, "_save", save)
        told.append(asked("today", keys=typed("셋") + typed() * 2 + ENTER))
        save(*args)

    monkeypatch.setattr(daily, "_save", second)
    code, _, _ = asked("today", keys=typed("하나", "둘") + typed() * 2 + ENTER)
    assert (code, told[0].code) == (0, 0)
    assert "open elsewhere, since" in told[0].out and "Going on where you stopped" not in told[0].out
    assert read(journal) == KPT + "\n## Keep\n- 셋\n- 하나\n- 둘\n"
    assert not [path for path in journal.parent.rglob("*") if path.name.endswith((".open", ".json"))]


def test_an_entry_deleted_while_the_interview_ran_is_written_anew(
    asked: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(journal, {DAY: STANDING})
    from retro_cli.cli import daily

    save = daily._save

    def meanwhile(*args: Any) -> None:
        (journal / DAY).unlink()
        save(*args)

    monkeypatch.setattr(daily, "_save", meanwhile)
    assert asked("today", keys=typed("둘") + typed() * 2 + ENTER).code == 0
    assert read(journal) == KPT + "\n## Keep\n- 둘\n"


# -- formats that repeat, and the log ---------------------------------------------------------------------------------


def test_an_event_asks_title_and_days(asked: Retro, journal: Path) -> None:
    keys = "BERT 논문" + ENTER + "11-18..19" + ENTER + prose("계기") + prose("") * 2 + typed() + ENTER
    _, out, _ = asked("today", "-f", "cdfa", keys=keys)
    assert "Wed, Nov 18 – Thu, Nov 19" in out
    text = read(journal, "2026/2026-11-18-bert-논문.md")
    assert text.startswith("---\ndate: 2026-11-18\nend: 2026-11-19\nformat: cdfa\ntitle: BERT 논문\n---\n")


def test_one_can_go_back_from_the_days_to_the_title(asked: Retro, journal: Path) -> None:
    keys = (
        "오타"
        + ENTER
        + Key.SHIFT_TAB
        + Key.CTRL_U
        + "제목"
        + ENTER * 2
        + prose("계기")
        + prose("") * 2
        + typed()
        + ENTER
    )
    asked("today", "-f", "cdfa", keys=keys)
    assert days(journal) == ["2026/2026-11-20-제목.md"]


def test_an_impossible_date_is_asked_again(asked: Retro, journal: Path) -> None:
    keys = (
        "사건"
        + ENTER
        + "02-30"
        + ENTER
        + Key.CTRL_U
        + "11-18"
        + ENTER
        + prose("계기")
        + prose("") * 2
        + typed()
        + ENTER
    )
    asked("today", "-f", "cdfa", keys=keys)
    assert days(journal) == ["2026/2026-11-18-사건.md"]


@pytest.mark.parametrize("left_at", ["title", "days", "question"])
def test_an_event_is_resumed_where_it_was_left(asked: Retro, journal: Path, left_at: str) -> None:
    parts = ["사건" + ENTER, "11-18" + ENTER, prose("계기")]
    done = ["title", "days", "question"].index(left_at)
    code, _, err = asked("today", "-f", "cdfa", keys="".join(parts[:done]) + Key.CTRL_C)
    assert code == 130
    again = err.rpartition("retro ")[2].split() if done else ["today", "-f", "cdfa"]
    assert asked(*again, keys="".join(parts[done:]) + prose("") * 2 + typed() + ENTER).code == 0
    assert read(journal, "2026/2026-11-18-사건.md").endswith("title: 사건\n---\n\n## Cue\n계기\n")


def test_a_second_event_is_new_and_the_first_stays(asked: Retro, journal: Path) -> None:
    first = "---\ndate: 2026-11-20\nformat: cdfa\ntitle: 하나\n---\n\n## Cue\n계기\n"
    lay_out(journal, {"2026/2026-11-20-하나.md": first})
    asked("today", "-f", "cdfa", "--new", keys="둘" + ENTER * 2 + prose("다른 계기") + Key.CTRL_C)
    asked("today", "-f", "cdfa", keys=prose("") * 2 + typed() + ENTER)  # the new one is gone on with
    assert read(journal, "2026/2026-11-20-하나.md") == first
    assert read(journal, "2026/2026-11-20-둘.md").endswith("## Cue\n다른 계기\n")


def test_an_event_of_another_title_does_not_take_over_a_draft(asked: Retro, journal: Path) -> None:
    asked("today", "-f", "cdfa", keys="하나" + ENTER * 2 + prose("첫 계기") + Key.CTRL_C)
    keys = "s" + ENTER + prose("둘째 계기") + prose("") * 2 + typed() + ENTER
    assert asked("today", "-f", "cdfa", "-t", "둘", keys=keys).code == 0
    assert read(journal, "2026/2026-11-20-하나.md").endswith("## Cue\n첫 계기\n")
    assert read(journal, "2026/2026-11-20-둘.md").endswith("## Cue\n둘째 계기\n")


LOG = {
    "2026/2026-11-18.md": "---\nformat: log\n---\n## 강의\n글\n\n## 피어 세션\n글\n",
    "2026/2026-11-19.md": "---\nformat: log\n---\n## 강의\n글\n\n## 개인 학습\n글\n\n## 피어 세션\n글\n",
}


def test_a_log_asks_the_usual_headings_and_takes_a_new_one_last(asked: Retro, journal: Path) -> None:
    lay_out(journal, LOG)
    keys = prose("1강을 들었다\n- 정리") + prose("") + "회고" + ENTER + prose("좋았다") + ENTER + ENTER
    assert asked("today", "-f", "log", keys=keys).code == 0
    assert read(journal).endswith("format: log\n---\n\n## 강의\n1강을 들었다\n- 정리\n\n## 회고\n좋았다\n")


def test_the_first_log_asks_for_its_headings(asked: Retro, journal: Path) -> None:
    keys = "강의" + ENTER + prose("글") + "강의" + ENTER + "복습" + ENTER + prose("더") + ENTER + ENTER
    assert asked("today", "-f", "log", keys=keys).code == 0
    assert read(journal).endswith("\n## 강의\n글\n\n## 복습\n더\n")


def test_one_can_go_back_from_one_more_heading(asked: Retro, journal: Path) -> None:
    lay_out(journal, LOG)
    keys = prose("글") + prose("") + Key.SHIFT_TAB + prose("피어") + ENTER + ENTER
    assert asked("today", "-f", "log", keys=keys).code == 0
    assert read(journal).endswith("## 강의\n글\n\n## 피어 세션\n피어\n")


def test_the_settings_can_fix_the_headings_of_a_log(asked: Retro, journal: Path) -> None:
    lay_out(journal, {**LOG, "retro.toml": SETTINGS + '[log]\nheadings = ["학습", "회고"]\n'})
    asked("today", "-f", "log", keys=prose("하나") + prose("둘") + ENTER + ENTER)
    assert read(journal).endswith("## 학습\n하나\n\n## 회고\n둘\n")


def test_a_new_heading_of_a_log_is_resumed(asked: Retro, journal: Path) -> None:
    lay_out(journal, LOG)
    assert asked("today", "-f", "log", keys=prose("") * 2 + "회고" + ENTER + Key.CTRL_C).code == 130
    asked("today", "-f", "log", keys=prose("좋았다") + ENTER + ENTER)
    assert read(journal).endswith("\n## 회고\n좋았다\n")


# -- drafts -----------------------------------------------------------------------------------------------------------

BEGUN = typed("하나") + "쓰다 만" + Key.CTRL_C


def test_leaving_keeps_everything_and_says_how_to_go_on(asked: Retro, journal: Path) -> None:
    code, _, err = asked("today", keys=BEGUN)
    assert (code, err) == (130, "Kept up to here. Go on any time with: retro today\n")
    assert days(journal) == []
    _, out, _ = asked("today", keys=ENTER + ENTER + typed() + ENTER)  # enter takes the half line
    assert "Going on where you stopped." in out
    assert read(journal).endswith("## Keep\n- 하나\n\n## Problem\n- 쓰다 만\n")


def test_leaving_at_the_closing_line_comes_back_to_it(asked: Retro, journal: Path) -> None:
    asked("today", keys=typed("하나") + typed() * 2 + "n" + "메모" + Key.CTRL_C)
    asked("today", keys=ENTER)
    assert read(journal) == KPT + "메모\n\n## Keep\n- 하나\n"


def test_a_draft_of_another_day_can_be_saved_before_today(asked: Retro, journal: Path) -> None:
    asked("today", keys=typed() * 2 + typed("읽기 due:토") + Key.SHIFT_TAB + "쓰다 만" + Key.CTRL_C)
    keys = "s" + ENTER * 2 + typed("오늘") + typed() * 2 + ENTER  # what was saved comes back in the loop
    asked("today", keys=keys, at="2026-11-23T21:00+09:00")
    assert read(journal) == KPT + "\n## Try\n- [ ] 읽기 📅 2026-11-21\n- [ ] 쓰다 만\n"
    assert read(journal, "2026/2026-11-23.md").endswith("\n## Keep\n- 오늘\n")


def test_one_can_go_on_with_the_draft_of_another_day(asked: Retro, journal: Path) -> None:
    asked("today", keys=BEGUN)
    _, out, _ = asked("today", keys=ENTER + ENTER * 2 + typed() + ENTER, at="2026-11-21T21:00+09:00")
    assert "Fri, Nov 20 · KPT" in out
    assert days(journal) == [DAY] and read(journal).endswith("- 쓰다 만\n")


def test_a_draft_of_another_day_can_be_discarded_or_left(asked: Retro, journal: Path) -> None:
    asked("today", keys=BEGUN)
    later = {"at": "2026-11-21T21:00+09:00"}
    asked("today", keys="l" + typed() * 3 + ENTER, **later)
    asked("today", keys="x" + "n" + "x" + "y" + typed() * 3 + ENTER, **later)
    assert asked("today", keys=typed() * 3 + ENTER, **later).code == 0
    assert days(journal) == []


def test_a_draft_never_goes_into_an_entry_of_another_format(asked: Retro, journal: Path) -> None:
    asked("today", keys=BEGUN)
    asked("today", "-f", "4l", keys="l" + typed("좋았다") + typed() * 3 + ENTER)
    assert "하나" not in read(journal) and "좋았다" in read(journal)
    asked("today", "-f", "kpt", keys=ENTER * 2 + typed() + ENTER)
    assert "하나" in read(journal, "2026/2026-11-20-kpt.md")


@pytest.mark.usefixtures("journal")
def test_a_draft_can_be_discarded_by_an_option(asked: Retro, retro: Retro) -> None:
    asked("today", keys=BEGUN)
    assert (
        "retro today -d 2026-11-20 -f kpt --discard-draft" in retro("today", "-d", "yesterday", "--discard-draft").out
    )
    assert retro("today", "--discard-draft").out == "Draft discarded: Fri, Nov 20\n"
    assert asked("today", keys=typed() * 3 + ENTER).out.count("Going on") == 0


def test_a_draft_goes_into_an_entry_that_came_meanwhile(asked: Retro, retro: Retro, journal: Path, home: Path) -> None:
    asked("today", keys=BEGUN)
    retro("add", "keep", "먼저")
    asked("today", keys=ENTER * 2 + typed() + ENTER)
    assert read(journal) == KPT + "\n## Keep\n- 먼저\n- 하나\n\n## Problem\n- 쓰다 만\n"
    assert not list(home.rglob("drafts/*.json"))


def test_a_draft_whose_entry_is_gone_is_gone_on_with(asked: Retro, retro: Retro, journal: Path) -> None:
    retro("add", "keep", "먼저")
    asked("today", keys=BEGUN)
    (journal / DAY).unlink()
    asked("today", keys=ENTER * 2 + typed() + ENTER)
    assert read(journal) == KPT + "\n## Keep\n- 하나\n\n## Problem\n- 쓰다 만\n"


def test_a_broken_draft_is_set_aside_and_told(asked: Retro, journal: Path, home: Path) -> None:
    asked("today", keys=BEGUN)
    (draft,) = home.rglob("drafts/*.json")
    draft.write_text("{")
    code, _, err = asked("today", keys=typed("새로") + typed() * 2 + ENTER)
    assert code == 0 and ".broken" in err and read(journal).endswith("- 새로\n")


def test_a_draft_that_cannot_be_kept_is_told_and_the_entry_saved(asked: Retro, journal: Path, home: Path) -> None:
    (home / ".local").mkdir()
    (home / ".local" / "state").write_text("a file in the way")
    code, _, err = asked("today", keys=typed("하나") + typed() * 2 + ENTER)
    assert "kept nowhere until you save it" in err
    assert code == 0 and "no drafts, no undo, no lock" in err
    assert "- 하나" in read(journal)


# -- given answers ----------------------------------------------------------------------------------------------------


def test_set_writes_without_asking(retro: Retro, journal: Path) -> None:
    given = ["keep=하나", "k=둘", "Try=읽기 due:금", "note=첫 줄\n둘째 줄", "title=제목", "mood=4"]
    code, out, err = retro("today", *(word for one in given for word in ("--set", one)), "--tag", "ci")
    assert (code, err) == (0, "")
    assert read(journal) == (
        "---\ndate: 2026-11-20\nformat: kpt\ntitle: 제목\ntags: [ci]\nmood: 4\n---\n첫 줄\n둘째 줄\n\n"
        "## Keep\n- 하나\n- 둘\n\n## Try\n- [ ] 읽기 📅 2026-11-20\n"
    )
    assert (
        out == "Saved 2026/2026-11-20.md · Fri, Nov 20 · Keep 2 · Try 1 · mood 4 · Note · left to try 1\n"
        "  → due Fri, Nov 20\n"
    )


def test_set_adds_to_an_entry(retro: Retro, journal: Path) -> None:
    lay_out(journal, {DAY: STANDING})
    assert retro("today", "--set", "problem=늦잠", "--set", "keep=둘").code == 0
    assert read(journal) == KPT + "\n## Keep\n- 하나\n- 둘\n\n## Problem\n- 늦잠\n\n## 내 섹션\n그대로\n"


@pytest.mark.parametrize("given", ["mood=5", "cue=새 계기", "title=다른 제목"])
def test_set_replaces_nothing(retro: Retro, journal: Path, given: str) -> None:
    text = "---\ndate: 2026-11-20\nformat: cdfa\ntitle: 제목\nmood: 4\n---\n\n## Cue\n계기\n\n## Did\nTBU\n"
    lay_out(journal, {"2026/2026-11-20-제목.md": text})
    code, _, err = retro("today", "-f", "cdfa", "--set", given)
    assert code == 5 and given.partition("=")[0] in err and "retro edit 2026/2026-11-20-제목.md" in err
    assert read(journal, "2026/2026-11-20-제목.md") == text
    assert retro("today", "-f", "cdfa", "--set", "did=읽었다").code == 0
    assert read(journal, "2026/2026-11-20-제목.md") == text.replace("TBU", "읽었다")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--set", "keeep=x"], "keep"),
        (["--set", "keep"], "KEY=VALUE"),
        (["--set", "keep= "], "no value"),
        (["--set", "mood=9"], "from 1 to 5"),
        (["--set", "keep=x", "-d", "2026-02-30"], "2026-02-30"),
        (["--set", "keep=x", "-d", "17"], "tue..wed"),
        (["--set", "keep=x", "-f", "weekly"], "week"),
        (["--set", "keep=x", "--edit"], "--edit"),
        (["--tag", "x", "--no-input"], "--set"),
        ([], "--from"),
    ],
)
def test_wrong_calls_name_the_way_out(retro: Retro, journal: Path, args: list[str], said: str) -> None:
    code, out, err = retro("today", *args)
    assert (code, out) == (2, "") and said in err
    assert days(journal) == []


def test_an_unknown_format_is_not_found(retro: Retro, journal: Path) -> None:
    code, _, err = retro("today", "-f", "kpp", "--set", "keep=x")
    assert code == 3 and "kpt" in err and days(journal) == []


def test_a_day_that_is_named_is_echoed(retro: Retro, home: Path) -> None:
    other = lay_out(home / "other", {"retro.toml": SETTINGS})
    out = retro("-j", str(other), "today", "-d", "어제", "--set", "keep=x").out
    assert out == f"Saved {other / '2026/2026-11-19.md'} · Thu, Nov 19 · Keep 1\n"
    assert "still to come" in retro("today", "-d", "2026-11-30", "--set", "keep=x").out


DOCUMENTS: Mapping[str, str] = {
    "a.json": json.dumps(
        {
            "date": "2026-11-20",
            "format": "kpt",
            "title": "제목",
            "tags": ["ci"],
            "note": "메모",
            "fields": {"mood": 4},
            "sections": {"keep": ["하나", {"text": "둘", "body": "자세히"}], "try": ["읽기 due:토"]},
        }
    ),
    "a.yaml": (
        "---\ndate: 2026-11-20\nformat: kpt\ntitle: 제목\ntags: [ci]\nnote: 메모\nfields: {mood: 4}\n"
        "sections:\n  keep:\n    - 하나\n    - {text: 둘, body: 자세히}\n  try: ['읽기 due:토']\n"
    ),
    "a.md": (
        "---\ndate: 2026-11-20\nformat: kpt\ntitle: 제목\ntags: [ci]\nmood: 4\n---\n메모\n\n"
        "## 좋았던 점\n* 하나\n* 둘\n\n    자세히\n\n### Try\n1. [ ] 읽기 📅 2026-11-21\n"
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("piped", [False, True])
def test_a_document_holds_the_answers(retro: Retro, journal: Path, home: Path, name: str, piped: bool) -> None:
    lay_out(home, DOCUMENTS)
    code, _, err = retro("today", "--from", "-" if piped else name, input=DOCUMENTS[name] if piped else None)
    assert (code, err) == (0, "")
    assert read(journal) == (
        "---\ndate: 2026-11-20\nformat: kpt\ntitle: 제목\ntags: [ci]\nmood: 4\n---\n메모\n\n"
        "## Keep\n- 하나\n- 둘\n\n    자세히\n\n## Try\n- [ ] 읽기 📅 2026-11-21\n"
    )


def test_a_document_says_its_days(retro: Retro, journal: Path) -> None:
    given = "date: 2026-11-18\nend: 2026-11-19\nformat: cdfa\ntitle: 사건\nsections: {cue: 계기}\n"
    assert retro("today", "--from", "-", input=given).code == 0
    assert days(journal) == ["2026/2026-11-18-사건.md"] and "end: 2026-11-19\n" in read(journal, days(journal)[0])


@pytest.mark.parametrize(
    ("document", "args", "said"),
    [
        ("sections: {keep: 3}", [], "sections.keep: "),
        ("sections: {keep: [{txt: a}]}", [], "sections.keep[0].txt: "),
        ("sections: {kep: [a]}\nfoo: 1", [], "foo: "),
        ("fields: {mood: 9}", [], "fields.mood: "),
        ("---\nformat: kpt\nprivate: true\n---\n## Keep\n- 하나\n", [], "private: "),
        ("{", [], "not JSON"),
        ("a: [", [], "not YAML"),
        ("format: kpt\nsections: {keep: [a]}", ["-f", "4l"], "--format"),
        ("---\nformat: kpt\n---\n## Keep\n- a\n", ["-f", "4l"], "--format"),
        ("date: 2026-11-19\nsections: {keep: [a]}", ["-d", "today"], "--date"),
        ("title: 하나\nsections: {keep: [a]}", ["-t", "둘"], "--title"),
        ("", [], "nothing to write"),
    ],
)
def test_a_document_that_does_not_fit_is_refused(
    retro: Retro, journal: Path, document: str, args: list[str], said: str
) -> None:
    code, out, err = retro("today", "--from", "-", *args, input=document)
    assert (code, out) == (2, "") and said in err
    assert days(journal) == []


@pytest.mark.usefixtures("journal")
def test_all_faults_of_a_document_are_told_at_once(retro: Retro) -> None:
    err = retro("today", "--from", "-", input="sections: {keep: 3, problem: 4, nope: [x]}").err
    assert "sections.keep: " in err and "sections.problem: " in err and "sections.nope: " in err


def test_a_document_that_cannot_be_read_is_named(retro: Retro, journal: Path, home: Path) -> None:
    assert retro("today", "--from", "missing.json").code == 3
    (home / "a.md").write_bytes(b"\xff\xfe")
    assert retro("today", "--from", "a.md").code == 4
    assert retro("today", "--from", "-", input=b"\xff").code == 4
    code, _, err = retro("today", "--from", "-", input="---\na: [\n---\n## Keep\n- 하나\n")
    assert code == 4 and "-:" in err
    assert days(journal) == []


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ('{"sections": {"keep": ["하나"], "keep": ["둘"]}}', ""),
        ("sections:\n  keep: [하나]\n  keep: [둘]\n", ":3"),
        ("---\nsections:\n  keep: [하나]\nsections:\n  keep: [둘]\n", ":4"),
        ("---\nmood: 3\nmood: 4\n---\n## Keep\n- 하나\n", ":3"),
    ],
)
def test_a_document_that_says_one_key_twice_is_refused(retro: Retro, journal: Path, given: str, line: str) -> None:
    code, _, err = retro("today", "--from", "-", input=given)
    assert code == 2 and "stands twice" in err and f"-{line}\n" in err and days(journal) == []


def test_headings_that_a_document_has_twice_are_one_section(retro: Retro, journal: Path) -> None:
    assert retro("today", "-f", "log", "--from", "-", input="## 아침\n하나\n\n## 저녁\n둘\n\n## 아침\n셋\n").code == 0
    assert read(journal).endswith("## 아침\n하나\n\n셋\n\n## 저녁\n둘\n")


def test_prose_between_the_items_of_a_document_is_not_lost(retro: Retro, journal: Path) -> None:
    assert retro("today", "--from", "-", input="## Keep\n앞에 쓴 글\n\n- 하나\n\n## Problem\n- 둘\n").code == 0
    assert read(journal) == KPT + "\n## Keep\n- 앞에 쓴 글\n- 하나\n\n## Problem\n- 둘\n"


def test_an_item_over_two_lines_of_a_document_is_one_line(retro: Retro, journal: Path) -> None:
    given = "## Keep\n- 길어서\n  두 줄이 된 것\n- 둘\n\n## Try\n- [ ] 해볼\n  것\n"
    assert retro("today", "--from", "-", input=given).code == 0
    assert read(journal) == KPT + "\n## Keep\n- 길어서 두 줄이 된 것\n- 둘\n\n## Try\n- [ ] 해볼 것\n"


@pytest.mark.parametrize(
    ("heading", "path", "title"),
    [
        ("# 2026-11-19 회고", "2026/2026-11-19.md", ""),
        ("# 2026년 11월 19일 (목) — 배포하던 날", "2026/2026-11-19.md", "title: 배포하던 날\n"),
        ("# 배포하던 날", DAY, "title: 배포하던 날\n"),
        ("# Retro", DAY, ""),
    ],
)
def test_the_heading_above_a_document_gives_its_day_and_title(
    retro: Retro, journal: Path, heading: str, path: str, title: str
) -> None:
    assert retro("today", "--from", "-", input=f"{heading}\n\n## Keep\n- 하나\n\n## Try\n- 둘\n").code == 0
    day = path[5:15]
    assert read(journal, path) == f"---\ndate: {day}\nformat: kpt\n{title}---\n\n## Keep\n- 하나\n\n## Try\n- [ ] 둘\n"


def test_a_binary_document_is_told_what_can_be_given(retro: Retro, home: Path) -> None:
    (home / "bin.json").write_bytes(b"\x00\xff\x00")
    code, _, err = retro("today", "--from", str(home / "bin.json"))
    assert code == 4 and "JSON, YAML or markdown" in err and "move" not in err.lower()


@pytest.mark.parametrize("command", [["today", "--set", "keep=x"], ["add", "keep", "x"], ["todo", "add", "x"]])
def test_a_setting_that_names_no_format_is_named(retro: Retro, journal: Path, command: list[str]) -> None:
    lay_out(journal, {"retro.toml": 'format = "nope"\n'})
    code, _, err = retro(*command)
    assert code == 4 and "format: there is no format nope." in err and str(journal / "retro.toml") in err


@pytest.mark.parametrize(
    "command",
    [["today", "--set", "keep=x"], ["add", "keep", "x"], ["todo", "add", "x"], ["week", "--set", "positive=x"]],
)
def test_a_journal_that_is_made_by_its_first_entry_is_found_from_inside(
    retro: Retro, home: Path, command: list[str]
) -> None:
    made = home / "deep" / "down"
    assert retro("-j", str(made), *command).code == 0
    settings = (made / "retro.toml").read_text()
    assert settings.startswith("#") and "[layout]" in settings
    kept = home / "kept"
    kept.mkdir()
    assert retro("-j", str(kept), *command).code == 0
    assert not (kept / "retro.toml").exists()  # a folder that was there is taken as it is


def test_days_up_to_an_end_never_become_a_part_of_another_entry(retro: Retro, journal: Path) -> None:
    standing = "---\ndate: 2026-11-18\nformat: kpt\n---\n\n## Keep\n- 하루\n"
    lay_out(journal, {"2026/2026-11-18.md": standing})
    assert retro("today", "-d", "wed..thu", "--set", "keep=이틀").code == 0
    assert retro("today", "-d", "wed..thu", "--set", "keep=더").code == 0
    assert retro("today", "-d", "wed..fri", "--set", "keep=사흘").code == 0
    assert read(journal, "2026/2026-11-18.md") == standing
    assert read(journal, "2026/2026-11-18-kpt.md").endswith(
        "end: 2026-11-19\nformat: kpt\n---\n\n## Keep\n- 이틀\n- 더\n"
    )
    assert read(journal, "2026/2026-11-18-kpt-2.md").endswith("end: 2026-11-20\nformat: kpt\n---\n\n## Keep\n- 사흘\n")


@pytest.mark.usefixtures("journal")
def test_a_due_date_that_cannot_be_read_is_told(retro: Retro, asked: Retro) -> None:
    told = "due:99 is no date, so it stays in the text."
    assert told in retro("today", "--set", "try=걷기 due:99").err
    assert told in retro("add", "try", "걷기 due:99").err
    assert told in asked("today", keys=typed() * 2 + typed("뛰기 due:99") + ENTER).out
    assert "due" not in retro("add", "keep", "걷기 due:99").err


def test_going_on_at_the_closing_line_shows_what_is_about_to_be_saved(asked: Retro, journal: Path) -> None:
    assert asked("today", keys=typed("하나", "둘") + typed("셋") + typed() + Key.CTRL_C).code == 130
    _, out, _ = asked("today", keys=ENTER)
    assert " Keep 2 · Problem 1\n" in out and (journal / DAY).exists()


def test_the_mood_of_a_free_entry_comes_after_its_headings(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": SETTINGS + '[today]\nmood = true\n[log]\nheadings = ["아침"]\n'})
    keys = prose("일찍 일어났다") + "저녁" + ENTER + prose("산책") + ENTER + "4" + ENTER
    assert asked("today", "-f", "log", keys=keys).code == 0
    assert read(journal).endswith("mood: 4\n---\n\n## 아침\n일찍 일어났다\n\n## 저녁\n산책\n")


def test_the_first_use_of_another_journal_names_it_once(asked: Retro, home: Path) -> None:
    other = home / "other"
    _, out, _ = asked("-j", str(other), "today", keys="1" + ENTER + ENTER + Key.CTRL_C)
    assert out.count(str(other)) == 1


def test_a_field_that_is_gone_back_to_keeps_its_value_with_enter(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": SETTINGS + "[today]\nmood = true\n"})
    asked("today", keys=typed("하나") + typed() * 2 + "4" + Key.SHIFT_TAB + ENTER + ENTER)
    assert "mood: 4\n" in read(journal)


# -- the editor -------------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make an editor of Python statements about `text`, the content of the file."""

    def make(statements: str) -> None:
        program = tmp_path / "editor.py"
        program.write_text(
            "import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\ntext = file.read_text(encoding='utf-8')\n"
            f"pathlib.Path({str(tmp_path / 'seen.md')!r}).write_text(text, encoding='utf-8')\n"
            f"{statements}\nfile.write_text(text, encoding='utf-8')\n"
        )
        import sys

        monkeypatch.setenv("RETRO_EDITOR", f"{sys.executable} {program}")

    return make


@pytest.mark.usefixtures("journal")
def test_the_editor_shows_questions_that_are_removed(
    retro: Retro, journal: Path, tmp_path: Path, editor: Callable[[str], None]
) -> None:
    editor("text = text.replace('## Problem\\n', '## Problem\\n- 늦잠\\n')")
    code, out, _ = retro("today", "-e", "-t", "제목")
    assert code == 0 and out.startswith("Saved 2026/2026-11-20.md")
    assert "## Keep\n<!-- retro: What went well" in (tmp_path / "seen.md").read_text()
    assert read(journal) == "---\ndate: 2026-11-20\nformat: kpt\ntitle: 제목\n---\n\n## Problem\n- 늦잠\n"


def test_the_editor_shows_what_stands_and_what_is_missing(
    retro: Retro, journal: Path, tmp_path: Path, editor: Callable[[str], None]
) -> None:
    lay_out(journal, {DAY: STANDING})
    editor("text = text.replace('## Try\\n', '## Try\\n- [ ] 읽기\\n').replace('- 하나', '- 하나씩')")
    assert retro("today", "-e").code == 0
    seen = (tmp_path / "seen.md").read_text()
    assert seen.startswith(KPT + "\n## Keep\n- 하나\n") and "<!-- retro: What you will try next" in seen
    assert read(journal) == STANDING.replace("하나", "하나씩").replace("TBU\n", "TBU\n\n## Try\n- [ ] 읽기\n")


def test_an_editor_that_changes_nothing_writes_nothing(
    retro: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    editor("pass")
    code, out, _ = retro("today", "-e")
    assert (code, out, days(journal)) == (0, "Nothing was changed, so nothing was written.\n", [])
    editor("text = text.replace('<!--', '<!-- ')")  # questions touched, nothing answered
    editor("text += '\\n'")
    assert retro("today", "-e").code == 0 and days(journal) == []


def test_the_skeleton_of_a_template_is_opened(
    retro: Retro, journal: Path, tmp_path: Path, editor: Callable[[str], None]
) -> None:
    body = "## One\n<!-- three of them -->\n- \n\n## Two\n- \n"
    sections = "".join(
        f"  - {{key: {key}, role: good, kind: list, heading: {key.title()}}}\n" for key in ("one", "two")
    )
    lay_out(journal, {"templates/own.md": f"---\nname: own\ntitle: Own\nperiod: day\nsections:\n{sections}---\n{body}"})
    editor("text = text.replace('-->\\n- ', '-->\\n- 하나')")
    assert retro("today", "-e", "-f", "own").code == 0
    assert (tmp_path / "seen.md").read_text().endswith("format: own\n---\n" + body)
    assert read(journal).endswith("format: own\n---\n## One\n- 하나\n\n") or read(journal).endswith("## One\n- 하나\n")


def test_an_editor_that_fails_keeps_the_text_and_says_where(
    retro: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    editor("file.write_text(text + '\\n## Keep\\n- 잃지 않을 것\\n', encoding='utf-8'); sys.exit(3)")
    code, _, err = retro("today", "-e")
    kept = err.strip().rpartition("retro today --from ")[2]
    assert code == 1 and "잃지 않을 것" in Path(kept).read_text() and days(journal) == []
    code, out, _ = retro("today", "--from", kept)
    assert (code, out) == (0, "Saved 2026/2026-11-20.md · Fri, Nov 20 · Keep 1\n")
    assert read(journal) == KPT + "\n## Keep\n- 잃지 않을 것\n"


def test_the_kept_text_of_a_standing_entry_is_not_to_be_added_to_it(
    retro: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    lay_out(journal, {DAY: STANDING})
    editor("sys.exit(3)")
    _, _, err = retro("today", "-e")
    assert "--from" not in err and "Your text is kept" in err


@pytest.mark.parametrize("command", [["today", "-e"], ["week", "-e"], ["edit"]])
def test_an_editor_for_a_terminal_is_not_opened_without_one(retro: Retro, journal: Path, command: list[str]) -> None:
    lay_out(journal, {DAY: STANDING})
    code, out, err = retro(*command, env={"RETRO_EDITOR": "vim -u NONE"})
    assert (code, out) == (2, "") and "vim needs a terminal" in err and "RETRO_EDITOR" in err


@pytest.mark.usefixtures("journal")
def test_what_was_written_in_the_editor_is_told(retro: Retro, editor: Callable[[str], None]) -> None:
    editor("text = text.replace('## Keep\\n', '## Keep\\n- 하나\\n- 둘\\n').replace('kpt', 'kpt\\nmood: 4')")
    assert retro("today", "-e").out == "Saved 2026/2026-11-20.md · Keep 2 · mood 4\n"
    editor("text = text.replace('- 하나', '- 하나\\n- 셋').replace('## Keep', '메모\\n\\n## Keep')")
    assert retro("today", "-e").out == "Saved 2026/2026-11-20.md · Keep +1 · Note\n"
    editor("text = text.replace('- 하나\\n', '')")
    assert retro("today", "-e").out == "Saved 2026/2026-11-20.md · Keep\n"


def test_an_editor_that_is_missing_is_named(retro: Retro, journal: Path) -> None:
    code, _, err = retro("today", "-e", env={"RETRO_EDITOR": "/nowhere/editor"})
    assert code == 1 and "/nowhere/editor" in err and days(journal) == []


def test_an_entry_changed_while_the_editor_was_open_is_not_overwritten(
    retro: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    lay_out(journal, {DAY: STANDING})
    other = STANDING + "- 다른 곳에서\n"
    editor(f"pathlib.Path({str(journal / DAY)!r}).write_text({other!r}, encoding='utf-8'); text += '내 글\\n'")
    code, _, err = retro("today", "-e")
    assert code == 5 and read(journal) == other
    kept = Path(err.rpartition("kept in ")[2].strip().rstrip("."))
    assert kept.read_text().endswith("내 글\n")


def test_front_matter_broken_in_the_editor_is_saved_and_told(
    retro: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    lay_out(journal, {DAY: STANDING})
    editor("text = text.replace('format: kpt', 'format: [kpt')")
    code, _, err = retro("today", "-e")
    assert code == 0 and f"{DAY}:" in err and "format: [kpt" in read(journal)


def test_the_setting_opens_the_editor_instead_of_asking(
    asked: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    lay_out(journal, {"retro.toml": SETTINGS + '[today]\nmode = "editor"\n'})
    editor("text = text.replace('## Keep\\n', '## Keep\\n- 하나\\n')")
    assert asked("today", keys="").code == 0
    assert read(journal).endswith("\n## Keep\n- 하나\n")


def test_the_editor_gets_the_entry_so_far_with_the_half_line(
    asked: Retro, journal: Path, tmp_path: Path, editor: Callable[[str], None]
) -> None:
    editor("text = text.replace('- 하나', '- 하나\\n- 편집기에서')")
    code, _, _ = asked("today", keys=typed("하나") + "쓰다 만" + Key.CTRL_O)
    seen = (tmp_path / "seen.md").read_text()
    assert code == 0 and "- 하나\n" in seen and "- 쓰다 만\n" in seen and "<!-- retro: What you will try" in seen
    assert read(journal) == KPT + "\n## Keep\n- 하나\n- 편집기에서\n\n## Problem\n- 쓰다 만\n"
    assert asked("today", keys=typed() * 3 + ENTER).out.count("Going on") == 0


def test_an_editor_left_as_it_was_comes_back_to_the_question(
    asked: Retro, journal: Path, editor: Callable[[str], None]
) -> None:
    editor("pass")
    asked("today", keys=typed("하나") + "둘" + Key.CTRL_O + ENTER + typed() + ENTER)
    assert read(journal) == KPT + "\n## Keep\n- 하나\n\n## Problem\n- 둘\n"


def test_an_editor_that_fails_in_the_middle_comes_back_to_the_question(asked: Retro, journal: Path) -> None:
    keys = typed("하나") + Key.CTRL_O + typed("둘") + typed() + ENTER
    code, _, err = asked("today", keys=keys, env={"RETRO_EDITOR": "/nowhere/editor"})
    assert code == 0 and "/nowhere/editor" in err
    assert read(journal).endswith("## Problem\n- 둘\n")


# -- what can go wrong ------------------------------------------------------------------------------------------------


def test_front_matter_that_is_not_yaml_is_named_and_nothing_changed(asked: Retro, retro: Retro, journal: Path) -> None:
    broken = "---\nformat: [kpt\n---\n## Keep\n- 하나\n"
    lay_out(journal, {DAY: broken})
    for code, _, err in (retro("today", "--set", "keep=x"), asked("today", keys=""), retro("today", "-e")):
        assert code == 4 and f"{DAY}:2" in err
    assert read(journal) == broken


def test_another_entry_that_cannot_be_read_does_not_stop_the_day(asked: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-20-사건.md": "---\na: [\n---\n- [ ] x\n", "2026/2026-11-19.md": TRIES})
    code, _, err = asked("today", keys=ENTER * 3 + typed("하나") + typed() * 2 + ENTER)
    assert code == 0 and "2026/2026-11-20-사건.md:" in err
    assert read(journal).endswith("- 하나\n")


def test_broken_settings_and_a_journal_that_is_a_file_are_told(retro: Retro, journal: Path, home: Path) -> None:
    (journal / "retro.toml").write_text("format = \n")
    code, _, err = retro("today", "--set", "keep=x")
    assert code == 4 and "retro.toml" in err and days(journal) == []
    (home / "file").write_text("")
    assert retro("today", "-j", str(home / "file"), "--set", "keep=x").code == 2


def test_a_broken_template_stops_only_its_own_format(retro: Retro, journal: Path) -> None:
    twice = "  - {key: one, role: good, kind: list, heading: One}\n" * 2
    lay_out(journal, {"templates/mine.md": f"---\nname: mine\ntitle: M\nperiod: day\nsections:\n{twice}---\n"})
    code, _, err = retro("today", "-f", "mine", "--set", "one=x")
    assert code == 4 and "mine.md" in err and "one" in err
    code, _, err = retro("today", "--set", "keep=x")
    assert (code, err) == (0, "")
    lay_out(journal, {"templates/kpt.md": f"---\nname: kpt\ntitle: M\nperiod: day\nsections:\n{twice}---\n"})
    code, _, err = retro("today", "--set", "keep=y")
    assert code == 0 and "kpt.md" in err  # the built-in one is used instead, and that is told


def full_disk(monkeypatch: pytest.MonkeyPatch, below: Path) -> None:
    """Let every write below a folder fail as on a full disk."""
    import errno
    import os

    opened = os.open

    def refuse(path: Any, flags: int, *args: Any, **more: Any) -> int:
        if flags & os.O_CREAT and str(path).startswith(str(below)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return opened(path, flags, *args, **more)

    monkeypatch.setattr(os, "open", refuse)


def test_a_full_disk_keeps_the_draft_and_the_old_file(
    asked: Retro, retro: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(journal, {DAY: STANDING})
    with monkeypatch.context() as patch:
        full_disk(patch, journal)
        code, _, err = asked("today", keys=typed("둘") + typed() * 2 + ENTER)
        assert code == 1 and "disk is full" in err and "retro today" in err
        assert retro("today", "--set", "keep=셋").code == 1
    assert read(journal) == STANDING
    asked("today", keys=ENTER)
    assert "- 하나\n- 둘\n" in read(journal)


@pytest.mark.usefixtures("journal")
def test_where_nothing_can_be_written_the_answers_are_shown(
    asked: Retro, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_disk(monkeypatch, home)
    code, out, err = asked("today", keys=typed("잃지 않을 것") + typed() * 2 + ENTER)
    assert code == 1 and "- 잃지 않을 것\n" in out
    assert "disk is full" in err and "copy it" in err


@pytest.mark.usefixtures("journal")
def test_what_is_typed_is_never_read_as_anything_else(asked: Retro, retro: Retro) -> None:
    nasty = ["[red]x[/red] :smile:", "# 제목", "---", "[x] 상자", "1. 번호", "<!-- 주석", "\\[ ]", "```"]
    asked("today", keys="".join(item + ENTER for item in nasty) + ENTER + typed() * 2 + ENTER)
    shown = json.loads(retro("show", "--json").out)["entries"][0]["sections"][0]
    assert [item["text"] for item in shown["items"]] == nasty
