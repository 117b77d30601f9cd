"""`retro todo` as somebody uses it: the list, the sub-commands, their words and exit codes, and the terminal."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from retro_cli.cli.render.width import cells
from terminal import Keyboard
from trees import lay_out

SCHEMA = json.loads((Path(__file__).resolve().parents[1] / "schemas" / "todo.json").read_text())
ENTRIES = {
    "2026/2026-10-25.md": "---\nformat: log\n---\n## 오후\n- [/] 도커 정리\n- [ ] [red]x[/red] :smile: \x1b]0;x\x07\n",
    "2026/2026-11-08.md": (
        "---\nformat: kpt\ntitle: 배포 자동화\n---\n## Try\n"
        "- [ ] 설정을 저장소에 넣기 #infra 📅 2026-11-18\n- [ ] 백업 확인 🔁 every week 🔺 📅 2026-12-24\n"
    ),
    "2026/2026-11-18.md": (
        "---\nformat: kpt\n---\n## Try\n- [ ] 산책하기\n- [x] 물 마시기 ✅ 2026-11-19\n- [-] 새벽 기상\n"
    ),
    "2026/2026-11-19.md": (
        "---\nformat: kpt\n---\n## Try\n- [ ] 논문 한 편 읽기 📅 2026-11-20\n- [ ] 회의록 틀 ⏳ 2026-11-23\n"
    ),
    "2026/2026-W46.md": "---\nformat: weekly\n---\n## To Try\n- [ ] 리뷰는 오전에 🆔 k3f\n",
}
PLAIN = """\
{}  설정을 저장소에 넣기 #infra  2026-11-18  12d  2026/2026-11-08.md:6
{}  논문 한 편 읽기  2026-11-20  1d  2026/2026-11-19.md:5
{}  산책하기  -  2d  2026/2026-11-18.md:5
{}  백업 확인  2026-12-24  12d  2026/2026-11-08.md:7
{}  도커 정리  -  26d  2026/2026-10-25.md:5  started
{}  [red]x[/red] :smile: ␛]0;x␇  -  26d  2026/2026-10-25.md:6
k3f  리뷰는 오전에  -  5d  2026/2026-W46.md:5
{}  회의록 틀  -  1d  2026/2026-11-19.md:6
"""

Retro = Callable[..., Any]


@pytest.fixture
def journal(home: Path) -> Path:
    """A journal with an item of every kind."""
    root = home / "journal"
    for path, text in ENTRIES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def ids(out: str) -> list[str]:
    """The ids at the beginning of plain lines."""
    return [line.split()[0] for line in out.splitlines()]


def id_of(retro: Retro, text: str) -> str:
    """The shown id of the item with this text."""
    (found,) = [line.split()[0] for line in retro("todo", "--all").out.splitlines() if f"  {text}  " in line]
    return found


def texts(out: str) -> list[str]:
    return [re.split(r" {2,}", line)[1] for line in out.splitlines()]


# -- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_piped_it_is_one_plain_whole_line_an_item(retro: Retro) -> None:
    code, out, err = retro("todo")
    shown = [one for one in ids(out) if one != "k3f"]
    assert (code, out, err) == (0, PLAIN.format(*shown), "")
    assert all(len(one) >= 3 for one in shown)
    assert out == retro("todo", env={"COLUMNS": "20", "FORCE_COLOR": ""}).out


@pytest.mark.usefixtures("journal")
def test_the_document_fits_its_schema_and_its_ids_can_be_used(retro: Retro) -> None:
    code, out, _ = retro("todo", "--all", "--json")
    document = json.loads(out)
    jsonschema.validate(document, SCHEMA)
    assert code == 0 and len(document["todos"]) == 10
    item = next(one for one in document["todos"] if one["text"] == "백업 확인")
    assert {key: value for key, value in item.items() if key != "id"} == {
        "text": "백업 확인", "state": "open", "mark": " ", "date": "2026-11-08", "age_days": 12, "due": "2026-12-24",
        "start": None, "scheduled": None, "done": None, "dropped": None, "priority": "highest",
        "recurrence": "every week", "tags": [], "section": "try", "role": "next", "format": "kpt",
        "entry": "배포 자동화", "path": "2026/2026-11-08.md", "line": 7,
    }  # fmt: skip
    assert retro("todo", "later", item["id"]).code == 0


@pytest.mark.usefixtures("journal")
def test_an_empty_list_is_a_document_too(retro: Retro) -> None:
    assert json.loads(retro("todo", "--tag", "nothing", "--json").out) == {"version": 1, "todos": []}


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--done"], ["물 마시기"]),
        (["--dropped"], ["새벽 기상"]),
        (["--done", "--dropped"], ["물 마시기", "새벽 기상"]),
        (["--due", "overdue"], ["설정을 저장소에 넣기 #infra"]),
        (["--due", "today"], ["논문 한 편 읽기"]),
        (["--due", "week"], ["설정을 저장소에 넣기 #infra", "논문 한 편 읽기"]),
        (["--since", "지난주 목"], ["논문 한 편 읽기", "산책하기", "리뷰는 오전에", "회의록 틀"]),
        (["--tag", "infra"], ["설정을 저장소에 넣기 #infra"]),
        (["--sort", "date", "--since", "2026-11-18"], ["논문 한 편 읽기", "회의록 틀", "산책하기"]),
    ],
    ids=lambda value: " ".join(value) if value and value[0].startswith("-") else "",
)
def test_options_choose_what_is_listed(retro: Retro, options: list[str], expected: list[str]) -> None:
    code, out, err = retro("todo", *options)
    assert (code, texts(out), err) == (0, expected, "")


@pytest.mark.usefixtures("journal")
def test_all_shows_the_state_of_what_is_not_simply_open(retro: Retro) -> None:
    out = retro("todo", "--all").out
    assert [line.split()[-1] for line in out.splitlines()[-2:]] == ["done", "dropped"]
    assert len(out.splitlines()) == 10


@pytest.mark.parametrize("options", [["--due", "soon"], ["--sort", "size"], ["--since", "2026-02-30"], ["nothing"]])
def test_words_that_are_off_are_refused(retro: Retro, options: list[str]) -> None:
    code, out, err = retro("todo", *options)
    assert (code, out) == (2, "") and err


def test_an_empty_list_is_one_friendly_line(retro: Retro, journal: Path) -> None:
    assert retro("todo", "--tag", "nothing") == (0, "", "Nothing on the list fits.\n")
    assert retro("todo", "--since", "yesterday", at="2026-12-20T21:00+09:00") == (0, "", "Nothing on the list fits.\n")
    for path in ENTRIES:
        (journal / path).unlink()
    assert retro("todo") == (0, "", 'Nothing left to try. Something new: retro todo add "…"\n')


def test_without_a_journal_it_says_how_to_begin(retro: Retro, home: Path) -> None:
    code, out, err = retro("todo")
    assert (code, out) == (0, "") and "retro today" in err
    assert not (home / "journal").exists()


def test_a_journal_that_is_named_and_missing_is_not_found(retro: Retro, home: Path) -> None:
    for words in (["todo"], ["todo", "done", "k3f"]):
        code, out, err = retro("-j", str(home / "nowhere"), *words)
        assert (code, out) == (3, "") and "nowhere" in err


def test_a_file_that_cannot_be_read_is_told_and_the_list_goes_on(retro: Retro, journal: Path) -> None:
    (journal / "2026" / "2026-11-17.md").write_text("---\na: [\n---\n- [ ] 비밀\n")
    code, out, err = retro("todo")
    assert code == 4 and len(out.splitlines()) == 8
    assert err.startswith("2026/2026-11-17.md:") and "비밀" not in err and len(err.splitlines()) == 1
    assert retro("todo", "done", "산책").code == 0


def test_boxes_of_another_program_are_told_of_where_nothing_can_be_asked(retro: Retro, journal: Path) -> None:
    (journal / "2026-11-01.md").write_text("".join(f"- [ ] 할 일 {number}\n" for number in range(21)))
    code, out, err = retro("todo")
    assert code == 0 and len(out.splitlines()) == 29
    assert "21" in err and "retro config set todo.since 2026-11-20" in err
    (journal / "retro.toml").write_text("[todo]\nsince = 2026-11-10\n")
    code, out, err = retro("todo")
    assert (len(out.splitlines()), err) == (4, "")


# -- changes ----------------------------------------------------------------------------------------------------------


def test_done_changes_one_line_and_says_what_and_where(retro: Retro, journal: Path) -> None:
    code, out, err = retro("todo", "done", id_of(retro, "산책하기"))
    assert (code, err) == (0, "")
    assert re.fullmatch(r"Ticked \w{3,} 산책하기 · 2026/2026-11-18\.md:5\nleft to try 6 · later 1\n", out)
    path = "2026/2026-11-18.md"
    assert (journal / path).read_text() == ENTRIES[path].replace("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-20")
    assert all((journal / other).read_text() == text for other, text in ENTRIES.items() if other != path)


def test_the_night_still_belongs_to_the_day_before(retro: Retro, journal: Path) -> None:
    retro("todo", "drop", "산책", at="2026-11-21T02:30+09:00")
    assert "- [-] 산책하기 ❌ 2026-11-20\n" in (journal / "2026/2026-11-18.md").read_text()


def test_several_are_all_found_before_the_first_is_changed(retro: Retro, journal: Path) -> None:
    code, out, err = retro("todo", "done", "산책", "없는 것")
    assert (code, out) == (3, "") and "없는 것" in err
    assert (journal / "2026/2026-11-18.md").read_text() == ENTRIES["2026/2026-11-18.md"]
    code, out, _ = retro("todo", "done", "산책", "도커", "산책하기")
    assert code == 0 and len(out.splitlines()) == 3


@pytest.mark.usefixtures("journal")
def test_done_again_says_so_and_is_no_failure(retro: Retro) -> None:
    code, out, _ = retro("todo", "done", "물 마시기")
    assert code == 0 and out.startswith("Done already: ")


def test_a_reason_stands_below(retro: Retro, journal: Path) -> None:
    retro("todo", "drop", "산책", "--why", "비가 온다")
    assert "- [-] 산책하기 ❌ 2026-11-20\n    - 비가 온다\n- [x]" in (journal / "2026/2026-11-18.md").read_text()


@pytest.mark.usefixtures("journal")
def test_an_id_can_be_typed_in_hangul(retro: Retro) -> None:
    code, out, _ = retro("todo", "start", "ㅏ3ㄹ")
    assert code == 0 and out.startswith("Started k3f 리뷰는 오전에 ")


@pytest.mark.usefixtures("journal")
def test_reopen_takes_closed_items_first(retro: Retro) -> None:
    code, out, _ = retro("todo", "reopen", id_of(retro, "물 마시기"), "새벽")
    assert code == 0 and out.endswith("left to try 9 · later 1\n")


@pytest.mark.usefixtures("journal")
def test_colours_that_are_asked_for_reach_a_pipe(retro: Retro) -> None:
    plain, colored = retro("todo").out, retro("todo", "--color", "always").out
    assert "\x1b[" in colored and re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


@pytest.mark.usefixtures("journal")
def test_dropping_is_told_as_dropping(retro: Retro) -> None:
    assert re.match(r"Dropped \w{3,} 산책하기 ", retro("todo", "drop", "산책").out)
    assert re.match(r"그만뒀어요 \w{3,} 도커 정리 ", retro("todo", "drop", "도커", "--lang", "ko").out)


@pytest.mark.usefixtures("journal")
def test_a_word_that_fits_several_lists_them(retro: Retro) -> None:
    retro("todo", "add", "산책 더 하기")
    code, out, err = retro("todo", "done", "산책")
    assert (code, out) == (2, "")
    assert "산책하기" in err and "산책 더 하기" in err and id_of(retro, "산책 더 하기") in err


@pytest.mark.usefixtures("journal")
def test_a_recurring_item_is_refused_with_the_way_out(retro: Retro) -> None:
    code, out, err = retro("todo", "done", "백업")
    assert (code, out) == (2, "") and "2026/2026-11-08.md:7" in err
    assert f"retro todo later {id_of(retro, '백업 확인')})" in err


@pytest.mark.usefixtures("journal")
def test_a_due_date_that_cannot_be_read_is_told(retro: Retro) -> None:
    code, out, err = retro("todo", "add", "책 읽기 due:99")
    assert (code, err) == (0, "“due:99” is no date that retro can read, and stays in the text.\n")
    assert "책 읽기 due:99" in out


def test_later_is_the_monday_of_next_week(retro: Retro, journal: Path) -> None:
    assert retro("todo", "later", "산책", "도커").code == 0
    assert "- [ ] 산책하기 ⏳ 2026-11-23\n" in (journal / "2026/2026-11-18.md").read_text()
    assert "- [/] 도커 정리 ⏳ 2026-11-23\n" in (journal / "2026/2026-10-25.md").read_text()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["금"], "- [ ] 산책하기 📅 2026-11-20\n"),
        (["next", "monday"], "- [ ] 산책하기 📅 2026-11-23\n"),
        (["수"], "- [ ] 산책하기 📅 2026-11-25\n"),
        (["2026-12-01"], "- [ ] 산책하기 📅 2026-12-01\n"),
        (["none"], "- [ ] 산책하기\n"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_due_date_is_the_next_such_day(retro: Retro, journal: Path, words: list[str], line: str) -> None:
    assert retro("todo", "due", "산책", *words).code == 0
    assert line in (journal / "2026/2026-11-18.md").read_text()


@pytest.mark.usefixtures("journal")
def test_a_date_that_is_none_is_refused(retro: Retro) -> None:
    assert retro("todo", "due", "산책", "30").code == 2
    assert retro("todo", "due", "산책", "2026-02-30").code == 2


def test_add_writes_into_the_days_entry_and_names_a_new_journal(retro: Retro, home: Path) -> None:
    code, out, err = retro("todo", "add", "우산", "챙기기", "due:월")
    assert (code, err) == (0, "")
    assert out.startswith(f"Your journal is {home / 'journal'}\nAdded ")
    assert re.search(r"우산 챙기기 · due Mon, Nov 23 · 2026/2026-11-20\.md:7\nleft to try 1\n$", out)
    assert "- [ ] 우산 챙기기 📅 2026-11-23\n" in (home / "journal/2026/2026-11-20.md").read_text()


def test_add_takes_another_day(retro: Retro, journal: Path) -> None:
    assert retro("todo", "add", "하나 더", "-d", "수").code == 0
    assert (journal / "2026/2026-11-18.md").read_text() == ENTRIES["2026/2026-11-18.md"] + "- [ ] 하나 더\n"


@pytest.mark.usefixtures("journal")
def test_pick_needs_a_terminal(retro: Retro) -> None:
    code, out, err = retro("todo", "pick")
    assert (code, out) == (2, "") and "retro todo done ID" in err


# -- completion -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_ids_are_offered_with_their_texts(retro: Retro) -> None:
    offered = retro("todo", "done", "", env={"_RETRO_COMPLETE": "zsh"}).out
    assert "k3f\t리뷰는 오전에\n" in offered and "물 마시기" not in offered
    assert "물 마시기" in retro("todo", "reopen", "", env={"_RETRO_COMPLETE": "zsh"}).out


# -- on a terminal ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 50)], ids=str)
def test_on_a_terminal_it_is_grouped_and_lined_up(terminal: Callable[..., Any], size: tuple[int, int]) -> None:
    screen = terminal("todo", size=size, lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    lines = screen.scrollback()
    headings = [line.strip() for line in lines if re.fullmatch(r" \S.* \d+", line)]
    assert headings == ["Overdue 1", "This week 2", "Older 4", "Later 1"]
    assert any("[red]x[/red] :smile: ␛]0;x␇" in line for line in lines)
    assert any("open for 3 weeks" in line for line in lines)
    assert sum("three weeks or more" in line for line in ["".join(lines)]) == 1
    assert all(cells(line) <= size[0] for line in lines)
    items = [line for line in lines if re.match(r"  \S", line)]
    assert len(items) == 8
    if size[0] >= 80:
        starts = [cells(line[: re.search(r" {2,}(?=\S+( \S+)* *(·|$))", line[7:]).end() + 7]) for line in items]  # type: ignore[union-attr]
        assert len(set(starts)) == 1


@pytest.mark.usefixtures("journal")
def test_a_long_text_is_wrapped_and_a_very_long_one_cut(terminal: Callable[..., Any], journal: Path) -> None:
    (journal / "2026/2026-11-20.md").write_text("- [ ] " + "가나다라 " * 2500 + "\n- [ ] " + "x" * 10_000 + "\n")
    screen = terminal("todo", "--since", "today")
    assert screen.exit_code() == 0
    assert len(screen.scrollback()) < 12 and all(cells(line) <= 80 for line in screen.scrollback())


def test_pick_changes_what_was_picked(terminal: Callable[..., Any], journal: Path) -> None:
    screen = terminal("todo", "pick", lang="en_US.UTF-8")
    screen.wait_for("산책하기").type("산책").press(Keyboard.SPACE, Keyboard.ENTER)
    screen.wait_for("next week").type("d")
    assert screen.exit_code() == 0
    assert "- [x] 산책하기 ✅ 2026-11-20\n" in (journal / "2026/2026-11-18.md").read_text()
    assert screen.shows("left to try 6")


@pytest.mark.usefixtures("journal")
def test_pick_offers_what_the_loop_of_a_session_offers_in_its_order(terminal: Callable[..., Any]) -> None:
    screen = terminal("todo", "pick", lang="en_US.UTF-8")
    screen.wait_for("Which ones?").press(Keyboard.SPACE, Keyboard.ENTER)
    screen.wait_for("What about them?")
    told = "\n".join(screen.screen())
    assert told.index("done") < told.index("under way") < told.index("drop") < told.index("next week")


def test_pick_can_be_left_without_a_change(terminal: Callable[..., Any], journal: Path) -> None:
    screen = terminal("todo", "pick", lang="en_US.UTF-8")
    screen.wait_for("산책하기").press(Keyboard.SPACE, Keyboard.ENTER)
    screen.wait_for("next week").press(Keyboard.SHIFT_TAB)
    screen.wait_for("산책하기").press(Keyboard.ENTER)
    assert screen.exit_code() == 0 and screen.shows("Nothing was changed.")
    assert all((journal / path).read_text() == text for path, text in ENTRIES.items())


def test_from_when_other_boxes_count_is_asked_once(terminal: Callable[..., Any], journal: Path) -> None:
    (journal / "2026-11-01.md").write_text("".join(f"- [ ] 할 일 {number}\n" for number in range(21)))
    screen = terminal("todo", size=(80, 50), lang="en_US.UTF-8")
    screen.wait_for("From today on").press(Keyboard.DOWN, Keyboard.ENTER)
    assert screen.exit_code() == 0 and not screen.shows("할 일") and screen.shows("산책하기")
    assert "2026-11-07" in (journal / "retro.toml").read_text()
    again = terminal("todo", size=(80, 50), lang="en_US.UTF-8")
    assert again.exit_code() == 0 and not again.shows("할 일") and again.shows("산책하기")


def test_action_items_of_one_id_can_be_named_by_their_text(retro: Any, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-18.md": "## Try\n- [ ] 산책하기 🆔 abc\n- [ ] 책 읽기 🆔 abc\n"})
    code, _, err = retro("todo", "done", "abc")
    assert code == 2 and "They have the same id: name one by a piece of its text" in err
    assert retro("todo", "done", "산책").code == 0
