"""`retro month`, `quarter` and `year`: compiled, shown, asked about and written, as weeks are."""

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
    "2026/2026-10-05.md": "---\nformat: kpt\n---\n## Problem\n- 회의가 길었다\n\n## Try\n- [ ] 책상 치우기\n",
    "2026/2026-11-03.md": (
        "---\nformat: kpt\nmood: 4\n---\n## Keep\n- 산책\n\n## Problem\n- 늦잠을 잤다\n\n"
        "## Try\n- [ ] 알람을 멀리 두기\n"
    ),
    "2026/2026-11-10.md": "---\nformat: kpt\nmood: 2\n---\n## Problem\n- 또 늦잠을 잤다\n",
    "2026/2026-W45.md": "---\nformat: weekly\n---\n## [+] Positive\n- 함께 걷기\n\n## [.] Takeaway\n- 하나씩 하기\n",
}
REVIEWS = {"month": "2026/2026-11.md", "quarter": "2026/2026-Q4.md", "year": "2026/2026.md"}
KINDS = list(REVIEWS)
KO = {"LANG": "ko_KR.UTF-8"}
PASS = Key.ENTER * 2
"""Takes nothing over and answers nothing."""


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


def reflections(journal: Path, kind: str) -> str:
    """What stands below the digest."""
    return (journal / REVIEWS[kind]).read_bytes().decode().partition("<!-- retro:end digest -->\n")[2]


# -- which one --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "when", "title"),
    [
        ("month", "", "November 2026"),
        ("month", "last", "October 2026"),
        ("month", "10월", "October 2026"),
        ("month", "지난 달", "October 2026"),
        ("quarter", "Q4", "Q4 2026"),
        ("quarter", "this quarter", "Q4 2026"),
        ("year", "올해", "2026"),
        ("year", "2026", "2026"),
    ],
)
@pytest.mark.usefixtures("journal")
def test_one_is_named_as_people_name_it(retro: Retro, kind: str, when: str, title: str) -> None:
    code, out, err = retro(kind, *when.split(), "--print")
    assert (code, err) == (0, "") and out.startswith(f"## {title} at a glance\n")


@pytest.mark.parametrize(("kind", "when"), [("month", "11"), ("month", "13월"), ("quarter", "Q7"), ("year", "26")])
def test_what_is_none_is_refused_with_examples(retro: Retro, journal: Path, kind: str, when: str) -> None:
    code, out, err = retro(kind, when)
    assert (code, out) == (2, "") and "for example" in err
    assert not (journal / REVIEWS[kind]).exists()


@pytest.mark.usefixtures("journal")
def test_the_last_one_is_taken_while_this_one_has_no_entries_and_said(retro: Retro) -> None:
    out = retro("month", "--no-input", at="2026-12-01T21:00+09:00")
    assert REVIEWS["month"] in out.out
    assert out.err == "This month has no entries yet, so this is last month: November 2026\n"
    retro("month", "2026-11", "--set", "learned=하나씩")
    assert retro("month", "--print", at="2026-12-01T21:00+09:00").err == ""


# -- showing and writing ----------------------------------------------------------------------------------------------


def test_print_shows_the_digest_and_writes_nothing(retro: Retro, journal: Path) -> None:
    code, out, err = retro("month", "--print", env=KO)
    assert (code, err) == (0, "")
    assert out == (
        "## 2026년 11월 모아 보기\n\n2일 · 회고 2개\n\n"
        "### 한 주 한 주\n- 11월 2일–8일 · 1일\n    - 하나씩 하기\n    - 함께 걷기\n- 11월 9일–15일 · 1일\n\n"
        "### 자꾸 되풀이된 것\n- 또 늦잠을 잤다 (2일 · 11월 3일–10일)\n    - ○ 알람을 멀리 두기\n\n"
        "### 좋았던 것\n- 산책 (11월 3일)\n\n"
        "### 해보기로 한 것\n- 정한 것 1 · 해낸 것 0 · 접은 것 0 · 남은 것 2\n"
        "- ○ 책상 치우기 (10월 5일부터)\n- ○ 알람을 멀리 두기 (11월 3일부터)\n\n"
        "mood: 11월 2일–8일 4.0 · 11월 9일–15일 2.0\n"
    )
    assert not (journal / REVIEWS["month"]).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_answers_are_written_below_the_digest_and_again_changes_nothing(retro: Retro, journal: Path, kind: str) -> None:
    code, out, _ = retro(kind, "--set", "learned=작게 나누기", "--set", "action=일찍 자기", env=KO)
    assert code == 0 and REVIEWS[kind] in out
    before = (journal / REVIEWS[kind]).read_bytes()
    assert before.startswith(b"---\ndate: 2026-") and b"\nformat: wwl\n---\n" in before
    assert reflections(journal, kind) == "\n## 배운 점\n- 작게 나누기\n\n## 다음에 해볼 것\n- [ ] 일찍 자기\n"
    assert retro(kind, env=KO).code == 0 and (journal / REVIEWS[kind]).read_bytes() == before


@pytest.mark.parametrize("kind", KINDS)
def test_an_edited_digest_is_found_and_kept(retro: Retro, journal: Path, kind: str) -> None:
    retro(kind, env=KO)
    file = journal / REVIEWS[kind]
    file.write_bytes(file.read_bytes().replace("산책".encode(), "긴 산책".encode()).replace(b"mood", b"Mood"))
    code, _, err = retro(kind, "--set", "learned=하나")
    assert code == 5 and f"retro {kind} --replace-digest" in err
    assert b"Mood" in file.read_bytes() and "- 하나" in reflections(journal, kind)
    assert retro(kind, "--replace-digest").code == 0 and b"Mood" not in file.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_one_without_entries_and_answers_gets_no_file(retro: Retro, journal: Path, kind: str) -> None:
    when = {"month": "2025-03", "quarter": "2025-Q1", "year": "2025"}[kind]
    out = retro(kind, when)
    assert out.code == 0 and "nothing was written" in out.out
    assert not (journal / "2025").exists()
    assert retro(kind, when, "--print").out == f"There is nothing from this {kind}.\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("journal")
def test_the_document_holds_everything_in_its_schema(retro: Retro, kind: str) -> None:
    document = json.loads(retro(kind, "--json", "--no-input").out)
    jsonschema.validate(document, schema("months"))
    assert document["period"] == kind and document["written"] == REVIEWS[kind]
    assert document["recurring"][0]["tried"][0]["todo"]["text"] == "알람을 멀리 두기"
    assert [gist["text"] for gist in document["roles"]["good"] if gist["chosen"]] == ["함께 걷기"]


@pytest.mark.usefixtures("journal")
def test_a_format_of_a_day_or_week_is_refused_and_one_of_any_time_taken(retro: Retro) -> None:
    assert retro("month", "-f", "weekly").code == 2
    assert retro("month", "-f", "4l", "--set", "learned=하나").code == retro("formats", "show", "4l").code == 0


@pytest.mark.usefixtures("journal")
def test_a_file_that_cannot_be_read_is_named_and_the_rest_compiled(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-12.md": "---\ntags: [a\n---\n"})
    code, out, err = retro("month", "--print")
    assert code == 4 and "2026-11-12.md:2" in err and "산책" in out


# -- asking -----------------------------------------------------------------------------------------------------------


def test_what_weeks_chose_is_offered_and_what_came_back_asked_about(asked: Retro, journal: Path) -> None:
    keys = Key.SPACE + Key.ENTER + "푹 쉬었다" + PASS + PASS * 3 + Key.ENTER
    code, out, _ = asked("month", keys=keys, env=KO)
    assert code == 0 and "자꾸 되풀이된 것" in out and "2× " in out
    assert reflections(journal, "month") == "\n## 잘된 점\n- 함께 걷기\n- 푹 쉬었다\n"


def test_an_action_item_is_taken_over_as_text_with_its_day(asked: Retro, journal: Path) -> None:
    asked("month", keys=PASS * 3 + Key.SPACE + PASS + Key.ENTER, env=KO)
    assert reflections(journal, "month") == "\n## 다음에 해볼 것\n- 책상 치우기 (10월 5일)\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_survives_and_is_named_and_gone_on_with(asked: Retro, retro: Retro, journal: Path, kind: str) -> None:
    assert asked(kind, keys=Key.ENTER + "푹 쉬었다" + Key.ENTER + Key.CTRL_C).code == 130
    assert f"retro {kind}" in retro("status").out
    assert f"retro {kind} 2026-" in retro("doctor").out
    assert asked(kind, keys=Key.ENTER + PASS * 3 + Key.ENTER).code == 0
    assert "- 푹 쉬었다" in reflections(journal, kind)


def test_a_month_in_a_terminal(terminal: Callable[..., Any], journal: Path) -> None:
    t = terminal("month")
    t.wait_for("함께 걷기").wait_for("2026년 11월 · 2일")
    assert max(len(line) for line in t.screen()) <= 80
    t.press(Key.ENTER).wait_for("1/4").type("푹 쉬었다").press(Key.ENTER).press(Key.CTRL_C)
    assert t.exit_code() == 130
    t = terminal("month")
    t.wait_for("1/4").wait_for("푹 쉬었다").press(Key.ENTER)
    for number in range(2, 5):
        t.press(Key.ENTER).wait_for(f"{number}/4").press(Key.ENTER)
    t.press(Key.ENTER).wait_for(REVIEWS["month"])
    assert t.exit_code() == 0
    assert reflections(journal, "month") == "\n## 잘된 점\n- 푹 쉬었다\n"


# -- the other commands -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_shown_listed_searched_and_its_items_are_to_dos(retro: Retro, journal: Path, kind: str) -> None:
    retro(kind, "--set", "learned=작게 나누기", "--set", "action=물 마시기", env=KO)
    name = {"month": "2026-11", "quarter": "Q4", "year": "올해"}[kind]
    assert "작게 나누기" in retro("show", name).out
    assert {"month": "November 2026", "quarter": "Q4 2026", "year": "2026"}[kind] in retro("list").out
    label = REVIEWS[kind].removeprefix("2026/").removesuffix(".md")
    assert retro("search", "작게").out.startswith(f"{label}  ")
    assert retro("search", "함께 걷기").out.count("함께 걷기") == 1
    assert retro("todo").out.count("물 마시기") == 1
    assert retro("patterns", "--json").out == _without(retro, journal, kind, "patterns", "--json")
    assert retro("doctor").code == 0
    assert retro("edit", name, env={"RETRO_EDITOR": "true"}).code == 0


def _without(retro: Retro, journal: Path, kind: str, *args: str) -> str:
    """What a command says where the review is not there."""
    file = journal / REVIEWS[kind]
    text = file.read_bytes()
    file.unlink()
    out: str = retro(*args).out
    file.write_bytes(text)
    return out


@pytest.mark.usefixtures("journal")
def test_a_review_that_is_not_there_is_named_with_the_way_to_it(retro: Retro) -> None:
    code, _, err = retro("show", "2026-09")
    assert code == 3 and "retro month 2026-09" in err
    assert retro("edit", "Q1").code == 3


def test_an_item_of_a_longer_review_counts_from_its_last_day(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-09.md": "---\nformat: wwl\n---\n## 다음에 해볼 것\n- [ ] 물 마시기\n"})
    (item,) = (one for one in json.loads(retro("todo", "--json").out)["todos"] if one["text"] == "물 마시기")
    assert item["date"] == "2026-09-30"


def test_the_year_is_taken_back_by_undo(retro: Retro, journal: Path) -> None:
    retro("year", "--set", "learned=하나")
    assert retro("undo").code == 0 and not (journal / REVIEWS["year"]).exists()
