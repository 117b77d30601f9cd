"""`retro add`: one item into the right section of the right entry, without a question."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terminal import Keyboard as Key
from trees import lay_out

Retro = Callable[..., Any]
DAY = "2026/2026-11-20.md"
WEEK = "2026/2026-W47.md"
KPT = "---\ndate: 2026-11-20\nformat: kpt\n---\n"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"retro.toml": 'rhythm = "both"\n'})


def read(journal: Path, path: str = DAY) -> str:
    return (journal / path).read_bytes().decode()


def days(journal: Path) -> list[str]:
    return sorted(str(file.relative_to(journal)) for file in journal.glob("20*/*.md"))


# -- sections ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["keep", "Keep", "KEEP", "k", "잘한 점", "[Keep]", "ㅏ", "ㅏㄷ데"])
def test_a_section_is_named_by_key_heading_alias_letter_or_hangul_on_its_keys(
    retro: Retro, journal: Path, word: str
) -> None:
    code, out, err = retro("add", word, "먼저", "물어봤다")
    assert (code, err) == (0, "")
    assert out == f"Added Keep 먼저 물어봤다 · {DAY}\n"
    assert read(journal) == KPT + "\n## Keep\n- 먼저 물어봤다\n"


def test_an_action_item_has_its_date_echoed_and_counts(retro: Retro, journal: Path) -> None:
    out = retro("add", "t", "논문", "읽기", "due:월").out
    assert out == f"Added Try 논문 읽기 · {DAY} · due Mon, Nov 23 · left to try 1\n"
    assert read(journal).endswith("## Try\n- [ ] 논문 읽기 📅 2026-11-23\n")


def test_a_text_section_gets_a_paragraph(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-20-사건.md": "---\nformat: cdfa\n---\n## 계기\n처음\n"})
    assert retro("add", "계기", "둘째 문단").code == 0
    assert read(journal, "2026/2026-11-20-사건.md") == "---\nformat: cdfa\n---\n## 계기\n처음\n\n둘째 문단\n"


@pytest.mark.parametrize(
    ("args", "named"), [(["nope"], "problem"), (["계기"], "keep"), (["--week", "nope"], "takeaway")]
)
def test_an_unknown_section_names_those_that_there_are(
    retro: Retro, journal: Path, args: list[str], named: str
) -> None:
    code, out, err = retro("add", *args, "글")
    assert (code, out) == (2, "") and args[-1] in err and named in err
    assert days(journal) == []


@pytest.mark.parametrize("args", [["keep"], ["keep", " "], ["keep", "글", "--week", "-d", "어제"]])
def test_nothing_to_add_is_refused(retro: Retro, journal: Path, args: list[str]) -> None:
    assert retro("add", *args).code == 2
    assert days(journal) == []


# -- which entry ------------------------------------------------------------------------------------------------------


def test_the_first_add_makes_the_journal_and_names_it(retro: Retro, home: Path) -> None:
    out = retro("add", "keep", "하나").out
    assert out.startswith(f"Your journal is {home / 'journal'}\nAdded Keep 하나")


def test_an_entry_keeps_every_other_byte(retro: Retro, journal: Path) -> None:
    text = "\ufeff# 금요일\r\n\r\n### Keep 🙂\r\n* 하나\r\n\r\n### 아쉬웠던 점\r\n* 둘"
    lay_out(journal, {DAY: text})
    retro("add", "keep", "셋")
    assert read(journal) == text.replace("* 하나\r\n", "* 하나\r\n* 셋\r\n")


def test_the_first_entry_that_has_the_section_gets_it(retro: Retro, journal: Path) -> None:
    event = "---\nformat: cdfa\n---\n## Cue\n계기\n"
    lay_out(journal, {DAY: "---\nformat: 4l\n---\n## Liked\n- 하나\n", "2026/2026-11-20-사건.md": event})
    retro("add", "action", "전화하기")
    assert read(journal, "2026/2026-11-20-사건.md") == event + "\n## Action plan\n- [ ] 전화하기\n"
    retro("add", "liked", "둘")
    assert read(journal).endswith("- 하나\n- 둘\n")


def test_where_no_entry_has_the_section_one_is_made_in_the_usual_format(retro: Retro, journal: Path) -> None:
    lay_out(journal, {DAY: "---\nformat: 4l\n---\n## Liked\n- 하나\n"})
    retro("add", "problem", "늦잠")
    assert read(journal, "2026/2026-11-20-kpt.md") == KPT + "\n## Problem\n- 늦잠\n"


def test_a_format_can_be_named(retro: Retro, journal: Path) -> None:
    assert retro("add", "-f", "4l", "lacked", "잠").code == 0
    assert "format: 4l\n" in read(journal)
    assert retro("add", "-f", "kppt", "keep", "x").code == 3


def test_another_day_is_echoed(retro: Retro, journal: Path) -> None:
    assert retro("add", "keep", "-d", "어제", "글").out == "Added Keep 글 · 2026/2026-11-19.md · Thu, Nov 19\n"
    assert "still to come" in retro("add", "keep", "-d", "2026-12-24", "글").out
    assert retro("add", "keep", "-d", "02-30", "글").code == 2
    assert days(journal) == ["2026/2026-11-19.md", "2026/2026-12-24.md"]


def test_before_the_day_starts_it_is_still_yesterday(retro: Retro, journal: Path) -> None:
    out = retro("add", "keep", "글", at="2026-11-21T01:00+09:00").out
    assert "before 04:00" in out and days(journal) == [DAY]


def test_a_journal_that_is_not_the_usual_one_is_named_in_full(retro: Retro, home: Path) -> None:
    other = lay_out(home / "other", {"retro.toml": ""})
    assert str(other / DAY) in retro("-j", str(other), "add", "keep", "글").out


def test_the_review_of_the_week_can_be_added_to(retro: Retro, journal: Path) -> None:
    assert retro("add", "--week", "takeaway", "하나씩").code == 0
    assert read(journal, WEEK).endswith("\n- 하나씩\n")
    retro("add", "n", "--week", "늦게 잤다")
    assert "늦게 잤다" in read(journal, WEEK)


# -- the log ----------------------------------------------------------------------------------------------------------

LOG = "---\nformat: log\n---\n## 강의\n글\n\n## 피어 세션\n글\n"


def test_a_log_takes_the_headings_of_the_last_days(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": 'format = "log"\n', "2026/2026-11-19.md": LOG})
    assert retro("add", "피어 세션", "코드 리뷰").code == 0
    assert retro("add", "피어", "발표 준비").code == 0
    assert read(journal).endswith("format: log\n---\n\n## 피어 세션\n코드 리뷰\n\n발표 준비\n")
    code, _, err = retro("add", "점심", "김밥")
    assert code == 2 and "강의, 피어 세션" in err.replace("피어 세션, 강의", "강의, 피어 세션")


def test_the_first_heading_of_a_log_may_be_any(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": 'format = "log"\n'})
    assert retro("add", "강의", "1강").code == 0
    assert read(journal).endswith("\n## 강의\n1강\n")


# -- what can go wrong ------------------------------------------------------------------------------------------------


def test_an_entry_that_cannot_be_read_is_named_with_its_line(retro: Retro, journal: Path) -> None:
    broken = "---\na: [\n---\n## Keep\n- 하나\n"
    lay_out(journal, {DAY: broken})
    code, _, err = retro("add", "keep", "둘")
    assert code == 4 and f"{DAY}:" in err and read(journal) == broken


def test_another_entry_that_cannot_be_read_is_no_obstacle(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-20-사건.md": "---\na: [\n---\n"})
    assert retro("add", "keep", "하나").code == 0


def test_an_open_code_block_is_told_with_its_line(retro: Retro, journal: Path) -> None:
    text = KPT + "## Keep\n- 하나\n\n```\n끝이 없다\n"
    lay_out(journal, {DAY: text})
    code, _, err = retro("add", "problem", "둘")
    assert code == 4 and "line 8" in err and DAY in err and read(journal) == text


def test_what_was_added_shows_as_typed(retro: Retro, journal: Path) -> None:
    nasty = "[red]x[/red] :smile: \\[ ] # 제목"
    assert nasty in retro("add", "keep", nasty).out
    assert nasty in retro("show").out
    assert "- [red]x[/red] :smile: \\[ ] # 제목\n" in read(journal)


def test_add_never_asks(asked: Retro, journal: Path) -> None:
    assert asked("add", "keep", "하나", keys=str(Key.CTRL_C)).code == 0
    assert days(journal) == [DAY]


@pytest.mark.parametrize(
    ("letter", "heading"),
    [("+", "[+] Positive"), ("-", "[-] Negative"), ("!", "[!] To Try"), ("?", "[?] Question"), (".", "[.] Takeaway")],
)
def test_a_section_of_the_week_is_named_by_its_letter(retro: Any, journal: Path, letter: str, heading: str) -> None:
    assert retro("add", "--week", letter, "하나").code == 0
    assert f"## {heading}\n- " in (journal / "2026/2026-W47.md").read_text()


@pytest.mark.usefixtures("journal")
def test_the_problem_of_a_day_is_found_under_its_korean_name(retro: Any) -> None:
    assert retro("add", "문제", "늦잠").out.startswith("Added Problem 늦잠")


def test_a_link_to_nowhere_in_the_place_of_the_entry_is_told_with_the_way_out(retro: Retro, home: Path) -> None:
    (home / "journal/2026").mkdir(parents=True)
    (home / "journal/2026/2026-11-17.md").symlink_to(home / "gone.md")
    code, _, err = retro("add", "keep", "하나", "-d", "2026-11-17")
    assert code == 3 and "2026/2026-11-17.md" in err
    assert "This link leads to a file that is not there." in err and "remove the link" in err


@pytest.mark.parametrize("fault", ["newkey = 1\n", "lang = 3\n"])
def test_a_setting_that_is_wrong_does_not_keep_a_word_out(retro: Retro, home: Path, fault: str) -> None:
    (home / "journal").mkdir()
    (home / "journal/retro.toml").write_text(fault + '[layout]\nday = "Daily/{date}"\n')
    code, _, err = retro("add", "keep", "하나", "-d", "2026-11-17")
    assert code == 0 and "retro doctor" in err
    assert retro("today", "--set", "keep=둘", "-d", "2026-11-17").code == 0
    assert "- 하나\n- 둘\n" in (home / "journal/Daily/2026-11-17.md").read_text()


@pytest.mark.parametrize("fault", ["[layout]\nday = 3\n", "[layout]\nday = \n"])
def test_nothing_is_added_where_settings_leave_open_where_entries_lie(retro: Retro, home: Path, fault: str) -> None:
    (home / "journal").mkdir()
    (home / "journal/retro.toml").write_text(fault)
    assert retro("add", "keep", "하나").code == 4
    assert [path.name for path in (home / "journal").rglob("*")] == ["retro.toml"]
