"""What an interview asks: open questions of the format, usual headings, and what waits from the days before."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retro_cli.domain.period import Span, Week
from retro_cli.domain.settings import Log, Settings, Today, Todo
from retro_cli.services.capture import find_target, week_target
from retro_cli.services.interview import (
    counted,
    headings,
    next_week,
    questions,
    usual_headings,
    waiting,
    was_silent,
    week_so_far,
)
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates

FORMATS: Formats = load_formats([("built-in", builtin_templates())])
TODAY = date(2026, 11, 20)
MAIN = "2026/2026-11-20.md"

Laid = Callable[..., Journal]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """A journal with these files and settings: `laid({"2026/2026-11-20.md": "…"}, format="log")`."""

    def lay(texts: dict[str, str], **values: Any) -> Journal:
        journal = Journal(tmp_path / "journal", Settings(**values), FORMATS, tmp_path / "state")
        for path, text in texts.items():
            (journal.root / path).parent.mkdir(parents=True, exist_ok=True)
            (journal.root / path).write_text(text)
        return journal

    return lay


def asked(journal: Journal, **how: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.key, one.standing) for one in questions(journal, find_target(journal, TODAY, **how))]


# -- questions --------------------------------------------------------------------------------------------------------


def test_a_new_entry_is_asked_for_every_section(laid: Laid) -> None:
    assert asked(laid({})) == [("keep", ()), ("problem", ()), ("try", ())]


def test_what_is_answered_is_told_and_placeholders_are_asked_again(laid: Laid) -> None:
    text = (
        "---\nformat: kpt\n---\n## Try\n- [ ] 산책  하기 📅 2026-11-24\n- TBU\n## Keep\n글로 썼다\n## Problem\n- TBU\n"
    )
    journal = laid({MAIN: text})
    assert asked(journal) == [("keep", ("글로 썼다",)), ("problem", ()), ("try", ("산책 하기",))]
    answered = [one.answered for one in questions(journal, find_target(journal, TODAY))]
    assert answered == [True, False, True]


def test_prose_is_told_whole_and_fields_come_last(laid: Laid) -> None:
    path = "2026/2026-11-20-x.md"
    journal = laid({path: "---\nformat: cdfa\nmood: 4\n---\n## Cue\n- 하나\n\n둘\n"}, today=Today(mood=True))
    assert asked(journal, format_name="cdfa") == [
        ("cue", ("- 하나\n\n둘",)),
        ("did", ()),
        ("felt", ()),
        ("action", ()),
        ("mood", ("4",)),
    ]


def test_mood_is_asked_where_it_is_wanted_and_once_a_day(laid: Laid) -> None:
    assert [key for key, _ in asked(laid({}, today=Today(mood=True)))][-1] == "mood"
    journal = laid({"2026/2026-11-20-b.md": "---\nformat: 4l\nmood: 3\n---\n"}, today=Today(mood=True))
    assert "mood" not in [key for key, _ in asked(journal)]
    review = week_target(journal, Week.of(TODAY))
    assert "mood" not in [one.key for one in questions(journal, review)]


# -- free headings ----------------------------------------------------------------------------------------------------


def log(*sections: str) -> str:
    return "---\nformat: log\n---\n" + "".join(f"## {one}\n글\n\n" for one in sections)


def test_a_log_asks_the_headings_that_recur_in_the_order_in_which_they_stand(laid: Laid) -> None:
    journal = laid(
        {
            "2026/2026-11-17.md": log("강의", "점심", "개인 학습"),
            "2026/2026-11-18.md": log("📚 강의", "개인 학습", "회식"),
            "2026/2026-11-19.md": log("개인 학습", "강의", "피어 세션"),
            "2026/2026-11-01.md": "---\nformat: kpt\n---\n## Keep\n- a\n",
        }
    )
    assert [key for key, _ in asked(journal, format_name="log")] == ["강의", "개인 학습"]


def test_the_only_log_so_far_gives_all_its_headings(laid: Laid) -> None:
    journal = laid({"2026/2026-11-19.md": log("강의", "점심")})
    assert headings(journal, find_target(journal, TODAY, format_name="log")) == ["강의", "점심"]
    assert headings(laid({}), find_target(journal, date(2020, 1, 1), format_name="log")) == []


def test_what_the_log_has_already_comes_first_and_settings_say_what_is_usual(laid: Laid) -> None:
    journal = laid({MAIN: log("오늘만", "강의")}, log=Log(("강의", "정리")))
    assert asked(journal) == [("오늘만", ("글",)), ("강의", ("글",)), ("정리", ())]


def test_headings_are_usual_that_stand_in_two_entries(laid: Laid) -> None:
    journal = laid({f"2026/2026-11-1{day}.md": log("강의", f"그날 {day}") for day in range(3, 10)})
    assert usual_headings(journal.all_pages().entries) == ["강의"]
    assert usual_headings([]) == []


# -- what waits -------------------------------------------------------------------------------------------------------


def tries(*lines: str) -> str:
    return "---\nformat: kpt\n---\n## Try\n" + "".join(f"{line}\n" for line in lines)


def test_items_of_the_last_two_sessions_or_due_wait_now(laid: Laid) -> None:
    journal = laid(
        {
            "2026/2026-11-10.md": tries("- [ ] 오래됨", "- [ ] 기한 📅 2026-11-19", "- [ ] 나중 📅 2026-11-28"),
            "2026/2026-11-17.md": tries("- [ ] 지지난", "- [x] 끝 ✅ 2026-11-18", "- [-] 그만"),
            "2026/2026-11-19.md": tries("- [/] 하는 중", "- [ ] 미룸 ⏳ 2026-11-23"),
            MAIN: tries("- [ ] 오늘 것"),
        }
    )
    found = waiting(journal, journal.task_pages(open_only=True), TODAY)
    assert [item.text for item in found.now] == ["기한", "지지난", "하는 중"]
    assert sorted(item.text for item in found.older) == ["나중", "오래됨"]
    assert found.total == 6


def test_at_most_as_many_wait_as_the_settings_say(laid: Laid) -> None:
    texts = {"2026/2026-11-19.md": tries(*(f"- [ ] {number}" for number in range(5)))}
    for most, shown in ((3, 3), (0, 0), (9, 5)):
        journal = laid(texts, today=Today(review=most))
        found = waiting(journal, journal.task_pages(open_only=True), TODAY)
        assert (len(found.now), len(found.older), found.total) == (shown, 5 - shown, 5)


def test_files_that_cannot_be_read_are_told(laid: Laid) -> None:
    journal = laid({"2026/2026-11-18.md": "---\na: [\n---\n- [ ] x\n", "2026/2026-11-19.md": tries("- [ ] y")})
    found = waiting(journal, journal.task_pages(open_only=True), TODAY)
    assert [item.text for item in found.now] == ["y"]
    assert len(found.problems) == 1


def test_only_items_with_the_tag_and_from_the_first_day_on_count(laid: Laid) -> None:
    texts = {
        "2026/2026-11-10.md": tries("- [ ] 전 #할일"),
        "2026/2026-11-19.md": tries("- [ ] 있다 #할일", "- [ ] 대문자 #TODO", "- [ ] 그냥", "- [ ] 다른 것 #할일들"),
    }
    journal = laid(texts, todo=Todo(tag="#할일", since=date(2026, 11, 15)))
    assert [item.text for item in counted(journal, journal.all_pages().actions)] == ["있다 #할일"]
    journal = laid(texts, todo=Todo(tag="todo"))
    assert [item.text for item in counted(journal, journal.all_pages().actions)] == ["대문자 #TODO"]
    assert len(counted(laid(texts), journal.all_pages().actions)) == 5


@pytest.mark.parametrize(("last", "silent"), [("2026-11-12", True), ("2026-11-13", False), ("2026-11-19", False)])
def test_after_more_than_a_week_without_an_entry_the_journal_was_silent(laid: Laid, last: str, silent: bool) -> None:
    assert was_silent(laid({f"2026/{last}.md": "글"}), TODAY) is silent


def test_a_new_journal_was_never_silent(laid: Laid) -> None:
    assert not was_silent(laid({}), TODAY)
    assert not was_silent(laid({MAIN: "글"}), TODAY)


def test_what_is_put_off_comes_back_next_monday() -> None:
    assert next_week(TODAY) == next_week(date(2026, 11, 16)) == next_week(date(2026, 11, 22)) == date(2026, 11, 23)


# -- the week so far --------------------------------------------------------------------------------------------------


def test_the_week_so_far_knows_what_is_written_and_what_is_expected(laid: Laid) -> None:
    journal = laid(
        {
            "2026/2026-11-13.md": "---\nformat: cdfa\ndate: 2026-11-13\nend: 2026-11-16\n---\n",
            "2026/2026-11-18-모임.md": "---\nformat: cdfa\nend: 2026-11-19\n---\n",
            "2026/2026-11-21.md": "---\na: [\n---\n",
            "2026/2026-W47.md": "글",
            "2026/2026-11-23.md": "글",
        },
        rest_days=(Span(date(2026, 11, 17), date(2026, 11, 17)),),
    )
    found = week_so_far(journal, TODAY)
    assert found.week == Week.of(TODAY)
    assert sorted(day.day for day in found.written) == [16, 18, 19, 21]
    assert [day.day for day in found.expected] == [16, 18, 19, 20]
