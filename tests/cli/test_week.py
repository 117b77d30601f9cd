"""`retro week`: the week compiled, shown, asked about and written, from the command line and in a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from retro_cli.cli.context import App
from terminal import Keyboard as Key
from trees import lay_out, schema

Retro = Callable[..., Any]
FILES = {
    "retro.toml": "",
    "2026/2026-11-10.md": (
        "---\nformat: kpt\n---\n## Try\n- [ ] 아침에 논문 읽기\n- [ ] 책상 치우기\n- [x] 메일 정리 ✅ 2026-11-17\n"
    ),
    "2026/2026-11-16.md": (
        "---\nformat: kpt\nmood: 4\n---\n## Keep\n- 리뷰 전에 테스트를 돌렸다\n\n## Problem\n- 늦잠\n\n"
        "## Try\n- [ ] 알람을 멀리 두기 #잠\n"
    ),
    "2026/2026-11-18.md": "---\nformat: kpt\n---\n비가 왔다. 그래도 걸었다.\n\n## Keep\n- 산책\n",
}
REVIEW = "2026/2026-W47.md"
KO = {"LANG": "ko_KR.UTF-8"}


@pytest.fixture
def journal(home: Path) -> Path:
    root: Path = lay_out(home / "journal", FILES)
    return root


@pytest.fixture
def asked(retro: Retro, monkeypatch: pytest.MonkeyPatch) -> Retro:
    """Run `retro` as if on a terminal, the keys already typed."""

    def run(*args: str, keys: str, **more: Any) -> Any:
        monkeypatch.setattr(App, "interactive", True)
        with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
            source.send_text(keys)
            return retro(*args, **more)

    return run


def review(journal: Path) -> str:
    return (journal / REVIEW).read_bytes().decode()


def reflections(journal: Path) -> str:
    """What stands below the digest."""
    return review(journal).partition("<!-- retro:end digest -->\n")[2]


# -- which week -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["W47", "2026-W47", "2026-11-18", "this", "이번 주", "5주차"])
def test_a_week_can_be_named_in_many_ways(retro: Retro, journal: Path, when: str) -> None:
    (journal / "retro.toml").write_text('[course]\nname = "과정"\nstart = 2026-10-19\n')
    assert retro("week", *when.split(" "), "--print").out.startswith("## The week of Nov 16–22\n")


@pytest.mark.usefixtures("journal")
def test_last_week_is_taken_on_monday_and_said(retro: Retro) -> None:
    code, out, err = retro("week", "--no-input", at="2026-11-23T21:00+09:00")
    assert code == 0 and REVIEW in out
    assert err == "This week has no entries yet, so this is last week: Nov 16–22\n"


def test_a_week_to_come_is_taken_with_a_note(retro: Retro, journal: Path) -> None:
    code, out, err = retro("week", "W50", "--set", "positive=쉬자")
    assert (code, err) == (0, "This week is still to come: Dec 7–13\n")
    assert "2026/2026-W50.md" in out and (journal / "2026/2026-W50.md").exists()


@pytest.mark.parametrize("when", ["W60", "2026-W00", "someday", "47"])
def test_a_week_that_there_is_not_is_refused(retro: Retro, journal: Path, when: str) -> None:
    code, out, err = retro("week", when)
    assert (code, out) == (2, "") and "2026-W47" in err
    assert not (journal / REVIEW).exists()


# -- showing ----------------------------------------------------------------------------------------------------------


def test_print_shows_the_digest_as_markdown_and_writes_nothing(retro: Retro, journal: Path) -> None:
    code, out, err = retro("week", "--print", env=KO)
    assert (code, err) == (0, "")
    assert out == (
        "## 한 주 모아 보기 · 11월 16일–22일\n\n### 좋았던 것\n- 리뷰 전에 테스트를 돌렸다 (월)\n- 산책 (수)\n\n"
        "### 아쉬웠던 것\n- 늦잠 (월)\n\n### 해보기로 한 것\n- ✓ 메일 정리 (11월 10일 → 화)\n"
        "- ○ 알람을 멀리 두기 #잠 (월)\n\n### 전부터 남은 것\n- ○ 아침에 논문 읽기 (11월 10일 · 12일째)\n"
        "- ○ 책상 치우기 (11월 10일 · 12일째)\n\n### 하루하루\n- 수: 비가 왔다. 그래도 걸었다.\n\nmood: 월 4\n"
    )
    assert not (journal / REVIEW).exists()


@pytest.mark.usefixtures("journal")
def test_print_in_colour_is_laid_out_and_counts_to_the_day_of_a_running_week(retro: Retro) -> None:
    out = retro("week", "--print", "--color", "always", env=KO).out
    assert "\x1b[" in out and "## " not in out and "11월 10일 · 10일째" in out
    assert "\x1b[" not in retro("week", "--print", "--color", "never").out


def test_what_has_no_room_at_a_glance_is_counted_as_more(terminal: Callable[..., Any], journal: Path) -> None:
    items = "".join(f"- 잘한 것 {number}\n" for number in range(9))
    lay_out(journal, {"2026/2026-11-19.md": f"---\nformat: kpt\n---\n## Keep\n{items}"})
    t = terminal("week").wait_for("아침에 논문 읽기")
    assert any(line.startswith(" 좋았던 것") and line.endswith("개 더") for line in t.screen())
    assert not any("/11" in line for line in t.screen())


@pytest.mark.parametrize("more", [["--set", "positive=a"], ["-e"]])
@pytest.mark.usefixtures("journal")
def test_print_and_answers_exclude_each_other(retro: Retro, more: list[str]) -> None:
    assert retro("week", "--print", *more).code == 2


@pytest.mark.usefixtures("journal")
def test_an_empty_week_shows_that_there_is_nothing(retro: Retro) -> None:
    assert retro("week", "W30", "--print").out == "There is nothing from this week.\n"


def test_a_missing_journal_that_was_named_is_an_error(retro: Retro) -> None:
    assert retro("week", "--print", "-j", "nowhere").code == 3


@pytest.mark.parametrize("more", [["--print"], []])
def test_the_document_fits_its_schema_and_says_what_was_written(retro: Retro, journal: Path, more: list[str]) -> None:
    code, out, err = retro("week", "--json", *more)
    document = json.loads(out)
    jsonschema.validate(document, schema("week"))
    assert (code, err) == (0, "")
    assert document["written"] == (None if more else REVIEW)
    assert (journal / REVIEW).exists() is not bool(more)
    assert [day["date"] for day in document["days"]] == ["2026-11-16", "2026-11-18"]
    assert document["days"][0]["fields"] == {"mood": 4}
    assert document["roles"]["good"][0] == {
        "text": "리뷰 전에 테스트를 돌렸다",
        "date": "2026-11-16",
        "dates": ["2026-11-16"],
        "path": "2026/2026-11-16.md",
        "line": 6,
        "private": False,
    }
    actions = {name: [item["text"] for item in items] for name, items in document["actions"].items()}
    assert actions == {
        "opened": ["알람을 멀리 두기 #잠"],
        "done": ["메일 정리"],
        "dropped": [],
        "carried": ["아침에 논문 읽기", "책상 치우기"],
    }
    assert document["actions"]["carried"][0]["age_days"] == 12


@pytest.mark.usefixtures("journal")
def test_the_document_tells_the_state_of_the_sunday(retro: Retro) -> None:
    retro("todo", "done", "논문", at="2026-11-24T21:00+09:00")
    document = json.loads(retro("week", "W47", "--print", "--json", at="2026-11-25T21:00+09:00").out)
    (item,) = [one for one in document["actions"]["carried"] if one["text"] == "아침에 논문 읽기"]
    assert (item["state"], item["done"]) == ("open", "2026-11-24")


# -- writing without asking -------------------------------------------------------------------------------------------


def test_without_a_terminal_the_digest_is_written_and_nothing_asked(retro: Retro, journal: Path) -> None:
    code, out, err = retro("week")
    assert (code, err) == (0, "") and out == f"Saved {REVIEW} · left to try 3\n"
    before = review(journal)
    assert "- 산책 (Wed)" in before and reflections(journal) == ""
    code, out, _ = retro("week", "W47", at="2026-12-24T21:00+09:00", env=KO)
    assert code == 0 and review(journal) == before


def test_values_become_items_of_the_review(retro: Retro, journal: Path) -> None:
    code, out, _ = retro("week", "--set", "positive=좋았다", "--set", "positive=또", "--set", "try=쉬기 due:2026-11-30")
    assert code == 0 and "[+] Positive 2" in out
    assert reflections(journal) == "\n## [+] Positive\n- 좋았다\n- 또\n\n## [!] To Try\n- [ ] 쉬기 📅 2026-11-30\n"


def test_an_unknown_key_names_those_there_are(retro: Retro, journal: Path) -> None:
    code, _, err = retro("week", "--set", "nope=a")
    assert code == 2 and "takeaway" in err
    assert not (journal / REVIEW).exists()


def test_another_format_can_be_asked_for(retro: Retro, journal: Path) -> None:
    assert retro("week", "-f", "kpt", "--set", "keep=a").code == 0
    assert "format: kpt" in review(journal)
    assert retro("week", "-f", "nope").code == 3


def test_a_week_without_anything_gets_no_file(retro: Retro, journal: Path) -> None:
    code, out, _ = retro("week", "W30")
    assert (code, out) == (0, "There are no entries and no answers, so nothing was written.\n")
    assert not (journal / "2026/2026-W30.md").exists()


def test_an_edited_digest_is_kept_with_exit_5_and_made_anew_on_request(retro: Retro, journal: Path) -> None:
    retro("week")
    edited = review(journal).replace("산책", "긴 산책")
    (journal / REVIEW).write_bytes(edited.encode())
    code, _, err = retro("week", "--set", "positive=좋았다")
    assert code == 5 and "--replace-digest" in err and REVIEW in err
    assert review(journal) == edited + "\n## [+] Positive\n- 좋았다\n"
    assert retro("week", "--replace-digest").code == 0
    assert "긴 산책" not in review(journal) and "- 좋았다" in review(journal)


def test_a_broken_entry_is_named_and_the_rest_compiled(retro: Retro, journal: Path) -> None:
    (journal / "2026/2026-11-17.md").write_text("---\ntags: [a\n---\n## Keep\n- x\n")
    code, _, err = retro("week")
    assert code == 4 and err.startswith("2026/2026-11-17.md:2: ")
    assert "- 산책 (Wed)" in review(journal)


def test_the_editor_gets_the_digest_and_the_questions_and_what_it_leaves_is_saved(retro: Retro, journal: Path) -> None:
    script = journal.parent / "editor.sh"
    script.write_text('#!/bin/sh\ncp "$1" seen.md\nsed -i "s/^## \\[+\\] Positive$/&\\n- 편집기에서/" "$1"\n')
    script.chmod(0o700)
    code, out, err = retro("week", "-e", env={"RETRO_EDITOR": str(script)})
    assert (code, err) == (0, "") and REVIEW in out
    seen = (journal.parent / "seen.md").read_text()
    assert "- 산책 (Wed)" in seen and "## [.] Takeaway\n<!-- " in seen
    assert reflections(journal) == "\n## [+] Positive\n- 편집기에서\n"
    assert "<!-- retro:begin digest" in review(journal)


# -- the interview ----------------------------------------------------------------------------------------------------

SKIP = Key.ENTER * 2  # nothing taken over, nothing typed


def test_the_interview_goes_through_older_items_and_asks_the_questions(asked: Retro, journal: Path) -> None:
    keys = [
        "d" + "w",  # 아침에 논문 읽기: done, it worked
        "x",  # 책상 치우기: dropped
        Key.SPACE + Key.ENTER,  # the first good item taken over
        "잘 쉬었다" + Key.ENTER + Key.ENTER,
        SKIP,
        Key.SPACE + Key.ENTER,  # the open action item, as text
        "물 마시기" + Key.ENTER + Key.ENTER,
        SKIP,
        SKIP,
        Key.ENTER,  # save
    ]
    code, out, err = asked("week", keys="".join(keys), env=KO)
    assert (code, err) == (0, "")
    assert out.startswith(" 11월 16일–22일 · ") and f"{REVIEW} · [+] Positive 3" in out
    assert reflections(journal) == (
        "\n## [+] Positive\n- 아침에 논문 읽기\n- 리뷰 전에 테스트를 돌렸다\n- 잘 쉬었다\n\n"
        "## [!] To Try\n- 알람을 멀리 두기 #잠 (월)\n- [ ] 물 마시기\n"
    )
    old = (journal / "2026/2026-11-10.md").read_text()
    assert "- [x] 아침에 논문 읽기 ✅ 2026-11-20\n- [-] 책상 치우기 ❌ 2026-11-20\n" in old
    assert "- ✓ 아침에 논문 읽기 (11월 10일 → 금)" in review(journal)


def test_leaving_keeps_what_was_said_and_the_next_run_goes_on_there(asked: Retro, journal: Path) -> None:
    start = Key.ENTER * 2 + Key.ENTER + "잘 쉬었다" + Key.ENTER * 2 + Key.ENTER + "늦게 잤"
    code, _, err = asked("week", keys=start + Key.CTRL_C)
    assert code == 130 and "retro week" in err
    assert not (journal / REVIEW).exists()
    code, _, _ = asked("week", keys="다" + Key.ENTER * 2 + SKIP * 3 + Key.ENTER)
    assert code == 0
    assert reflections(journal) == "\n## [+] Positive\n- 잘 쉬었다\n\n## [-] Negative\n- 늦게 잤다\n"


def test_one_can_go_back_to_the_question_before(asked: Retro, journal: Path) -> None:
    keys = Key.ENTER * 2 + Key.ENTER + "하나" + Key.ENTER * 2 + Key.SHIFT_TAB  # from what the second question offers
    keys += "둘" + Key.ENTER * 2 + SKIP * 4 + Key.ENTER
    code, _, _ = asked("week", keys=keys)
    assert code == 0 and reflections(journal) == "\n## [+] Positive\n- 하나\n- 둘\n"


def test_nothing_answered_still_makes_the_digest(asked: Retro, journal: Path) -> None:
    code, out, _ = asked("week", keys=Key.ENTER * 2 + SKIP * 5 + Key.ENTER)
    assert code == 0 and REVIEW in out
    assert "- 산책 (Wed)" in review(journal) and reflections(journal) == ""


def test_what_is_answered_is_passed_and_blanks_are_asked(asked: Retro, journal: Path) -> None:
    asked("week", "--set", "positive=좋았다", keys="")
    keys = Key.ENTER * 2 + Key.ENTER + SKIP + SKIP + SKIP + Key.ENTER + "배운 것" + Key.ENTER * 2 + Key.ENTER
    assert asked("week", keys=keys).code == 0
    assert reflections(journal) == "\n## [+] Positive\n- 좋았다\n\n## [.] Takeaway\n- 배운 것\n"


def test_a_review_changed_while_the_interview_ran_loses_nothing(
    asked: Retro, retro: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retro("week")
    from retro_cli.cli import reviewing

    save = reviewing._save

    def meanwhile(*args: Any) -> Any:
        (journal / REVIEW).write_text(review(journal) + "\n## [+] Positive\n- 다른 곳에서\n")
        return save(*args)

    monkeypatch.setattr(reviewing, "_save", meanwhile)
    keys = Key.ENTER * 2 + Key.ENTER + "여기서" + Key.ENTER * 2 + SKIP * 4 + Key.ENTER
    assert asked("week", keys=keys).code == 0
    assert reflections(journal) == "\n## [+] Positive\n- 다른 곳에서\n- 여기서\n"


def test_of_many_old_items_ten_are_gone_through(asked: Retro, journal: Path) -> None:
    tries = "".join(f"- [ ] 옛 일 {number:02}\n" for number in range(12))
    (journal / "2026/2026-11-10.md").write_text(f"---\nformat: kpt\n---\n## Try\n{tries}")
    code, out, _ = asked("week", keys=Key.ENTER * 10 + SKIP * 5 + Key.ENTER)
    assert code == 0 and "2 more wait — retro todo" in out


def test_what_was_gone_through_is_not_asked_again_that_day(asked: Retro, journal: Path) -> None:
    asked("week", keys=Key.ENTER * 2 + SKIP * 5 + Key.ENTER)
    assert asked("week", keys=SKIP * 5 + "n" + "글" + Key.CTRL_D + Key.ENTER).code == 0
    assert reflections(journal).strip() == "글"


def test_a_draft_goes_on_in_the_editor(asked: Retro, journal: Path) -> None:
    keys = Key.ENTER * 2 + SKIP * 2 + Key.SPACE + Key.ENTER + "물 마시" + Key.CTRL_C
    assert asked("week", keys=keys).code == 130
    code, _, _ = asked("week", "-e", keys="", env={"RETRO_EDITOR": "sed -i s/마시/마시기/"})
    assert code == 0
    assert reflections(journal) == "\n## [!] To Try\n- 알람을 멀리 두기 #잠 (Mon)\n- [ ] 물 마시기\n"


def test_a_draft_that_cannot_be_read_is_set_aside_and_the_interview_goes_on(asked: Retro, journal: Path) -> None:
    asked("week", keys=Key.ENTER * 2 + Key.ENTER + "좋았다" + Key.ENTER + Key.CTRL_C)
    (draft,) = (journal.parent / ".local/state/retro").rglob("drafts/week-*.json")
    draft.write_text("{")
    code, _, err = asked("week", keys=SKIP * 5 + Key.ENTER)
    assert code == 0 and "set aside" in err and reflections(journal) == ""


@pytest.mark.usefixtures("journal")
def test_another_week_that_was_begun_is_named(asked: Retro) -> None:
    asked("week", "W46", keys=Key.ENTER + "좋았다" + Key.ENTER + Key.CTRL_C)
    out = asked("week", keys=Key.CTRL_C).out
    assert "Nov 9–15 — retro week 2026-W46" in out


# -- in a terminal ----------------------------------------------------------------------------------------------------


def test_a_week_in_a_terminal(terminal: Callable[..., Any], journal: Path) -> None:
    t = terminal("week")
    t.wait_for("아침에 논문 읽기")
    assert max(len(line) for line in t.screen()) <= 80
    assert any("좋았던 것" in line for line in t.screen()) and any("mood: 월 4" in line for line in t.screen())
    t.press("d").wait_for("[w]").press(Key.ENTER).wait_for("책상 치우기").press(Key.ENTER)
    t.wait_for("○ 수").type("산").press(Key.SPACE, Key.ENTER)
    t.wait_for("1/5").type("주말에 푹 쉬었다").press(Key.ENTER).press(Key.CTRL_C)
    assert t.exit_code() == 130
    t = terminal("week")
    t.wait_for("1/5").wait_for("주말에 푹 쉬었다").press(Key.ENTER)
    for number in range(2, 6):
        t.press(Key.ENTER).wait_for(f"{number}/5").press(Key.ENTER)
    t.press(Key.ENTER).wait_for(REVIEW)
    assert t.exit_code() == 0
    assert reflections(journal) == "\n## [+] Positive\n- 산책\n- 주말에 푹 쉬었다\n"


def test_from_the_first_list_one_goes_back_to_the_older_items(asked: Retro, journal: Path) -> None:
    back = str(Key.SHIFT_TAB)
    asked("week", keys=back + "d" + Key.ENTER + "x" + back * 2 + Key.ENTER * 2 + Key.CTRL_C)
    assert (journal / "2026/2026-11-10.md").read_text() == FILES["2026/2026-11-10.md"]


def test_a_week_that_has_only_a_review_prints_it(retro: Retro, home: Path) -> None:
    review = "---\nformat: weekly\n---\n한 주의 글\n\n## [.] Takeaway\n- 하나씩\n"
    lay_out(home / "journal", {"2026/2026-W40.md": review, "2026/2026-W41.md": "---\nformat: weekly\n---\n"})
    assert retro("week", "W40", "--print").out == review
    told = retro("week", "W40", "--print", "--color", "always").out
    assert "한 주의 글" in told and "하나씩" in told
    assert retro("week", "W41", "--print").out == "There is nothing from this week.\n"


def test_a_lone_review_is_printed_before_what_is_still_open(retro: Retro, home: Path) -> None:
    files = {"2026/2026-11-02.md": "## Keep\n- a\n\n## Try\n- [ ] 산책\n", "2026/2026-W47.md": "## 배운 것\n하나\n"}
    lay_out(home / "journal", files)
    out = retro("week", "W47", "--print").out
    assert out.index("하나") < out.index("산책")
