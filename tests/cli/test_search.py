"""`retro search`: where words stand, on a terminal, through a pipe and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from terminal import Keyboard
from trees import lay_out, schema

Retro = Callable[..., Any]


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "2026/2026-11-18.md": "---\nformat: kpt\n---\n## Keep\n- 배포를 연습했다\n\n## Try\n- [ ] 배포 문서 쓰기\n",
            "2026/2026-11-19.md": (
                "---\nformat: kpt\ntitle: 배포 날\n---\n배포 실패의 기록\n\n## Problem\n- 배포를 서둘렀다\n"
            ),
        },
    )


@pytest.mark.usefixtures("journal")
def test_piped_every_hit_is_a_line_newest_first(retro: Retro) -> None:
    assert retro("search", "배포") == (
        0,
        "2026-11-19  -  배포 날  2026/2026-11-19.md:3\n"
        "2026-11-19  -  배포 실패의 기록  2026/2026-11-19.md:5\n"
        "2026-11-19  Problem  배포를 서둘렀다  2026/2026-11-19.md:8\n"
        "2026-11-18  Keep  배포를 연습했다  2026/2026-11-18.md:5\n"
        "2026-11-18  Try  배포 문서 쓰기  2026/2026-11-18.md:8\n",
        "",
    )


@pytest.mark.parametrize(
    "words",
    [
        ["배포", "-실패", "-문서"],
        ["배포 -실패 -문서"],
        ["-실패", "배포", "-문서"],
        ["--", "배포", "-실패", "-문서"],
        ["배포", "--", "-실패", "-문서"],
        ["배포", "-실패", "--section", "keep", "-문서"],
        ["-f", "kpt", "배포", "-실패", "--role=good", "-문서"],
    ],
)
@pytest.mark.usefixtures("journal")
def test_a_word_with_a_dash_is_left_out_however_it_is_written(retro: Retro, words: list[str]) -> None:
    code, out, err = retro("search", *words)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "2026-11-18  Keep  배포를 연습했다  2026/2026-11-18.md:5"


@pytest.mark.usefixtures("journal")
def test_dashed_words_that_look_like_short_options_are_words(retro: Retro, home: Path) -> None:
    assert retro("search", "배포", "-java", "-foo").out.count("\n") == 5
    (home / "empty").mkdir()
    assert retro("search", "배포", "-j", "empty").out == ""


@pytest.mark.usefixtures("journal")
def test_json_is_one_document(retro: Retro) -> None:
    for words, count in (("배포", 5), ("없는말", 0), ("문서", 1)):
        document = json.loads(retro("search", words, "--json").out)
        jsonschema.validate(document, schema("search"))
        assert len(document["hits"]) == count
    assert retro("search", "없는말", "--json").out == '{\n  "version": 1,\n  "hits": []\n}\n'
    assert document["hits"] == [
        {
            "path": "2026/2026-11-18.md",
            "line": 8,
            "date": "2026-11-18",
            "section": "try",
            "role": "next",
            "text": "배포 문서 쓰기",
            "state": "open",
            "format": "kpt",
            "entry": None,
        }
    ]


@pytest.mark.usefixtures("journal")
def test_filters_work_without_words(retro: Retro) -> None:
    assert retro("search", "--open").out == "2026-11-18  Try  배포 문서 쓰기  2026/2026-11-18.md:8\n"
    assert retro("search", "--section", "문제점", "--since", "yesterday").err == "yesterday: Thu, Nov 19\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Say what to look for."),
        (["--regex", "(배포"], "at character 1"),
        (["--regex", "--initials", "ㅂㅍ"], "do not go together"),
        (["배포", "--sinc", "x"], "There is no option --sinc"),
        (["배포", "--role", "nice"], "--role takes one of"),
        (["배포", "--since"], "--since needs a value"),
    ],
)
@pytest.mark.usefixtures("journal")
def test_a_call_that_cannot_be_meant_is_refused(retro: Retro, words: list[str], told: str) -> None:
    code, out, err = retro("search", *words)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.usefixtures("journal")
def test_consonants_find_words_when_asked_to(retro: Retro) -> None:
    assert retro("search", "--initials", "ㅇㅅㅎㄷ").out.count("\n") == 1
    assert retro("search", "ㅇㅅㅎㄷ") == (0, "", "")


def test_what_cannot_be_read_is_told_at_the_end(retro: Retro, journal: Path) -> None:
    (journal / "2026/2026-11-17.md").write_bytes("배포".encode("cp949"))
    code, out, err = retro("search", "연습")
    assert (code, out.count("\n")) == (4, 1)
    assert err.startswith("2026/2026-11-17.md:1: ")


def test_without_a_journal_nothing_is_found(retro: Retro, home: Path) -> None:
    assert retro("search", "배포") == (0, "", "")
    assert not (home / "journal").exists()
    assert retro("search", "배포", "-j", "nowhere").code == 3


# -- on a terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_a_terminal_shows_hits_below_their_entries(terminal: Callable[..., Any]) -> None:
    screen = terminal("search", "배포", lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    assert [line.rstrip() for line in screen.screen()] == [
        " Thu, Nov 19 · KPT · 배포 날  2026/2026-11-19.md",
        "                   배포 실패의 기록",
        "   Problem         배포를 서둘렀다",
        "",
        " Wed, Nov 18 · KPT  2026/2026-11-18.md",
        "   Keep            배포를 연습했다",
        "   Try             ○ 배포 문서 쓰기",
        "",
        " 5 in 2 entries",
    ]
    assert b"\x1b[1;38;5;130m" in screen.raw


@pytest.mark.usefixtures("journal")
def test_nothing_found_is_said_with_a_way_on(terminal: Callable[..., Any]) -> None:
    screen = terminal("search", "ㅂㅍ", lang="en_US.UTF-8")
    assert screen.exit_code() == 0
    assert [line.rstrip() for line in screen.screen()] == [
        "Nothing found.",
        "  → First consonants find words with --initials.",
    ]


@pytest.fixture
def many(home: Path) -> Path:
    files = {f"2026/2026-10-{day:02}.md": f"## Keep\n- 배포 {day}번째\n" for day in range(1, 31)}
    return lay_out(home / "journal", files)


@pytest.mark.usefixtures("many")
def test_what_is_longer_than_the_screen_goes_through_the_pager(terminal: Callable[..., Any], home: Path) -> None:
    page = {"PAGER": f"tee {home}/paged"}
    terminal("search", "배포", env=page).exit_code()
    assert (home / "paged").read_text(encoding="utf-8").count("번째") == 30
    (home / "paged").unlink()
    for words in (["배포", "--no-pager"], ["배포", "--no-input"], ['"배포 3번째"'], ["배포", "--json"]):
        terminal("search", *words, env=page).exit_code()
        assert not (home / "paged").exists(), words


@pytest.mark.usefixtures("many")
def test_a_pager_that_is_closed_early_ends_the_search_quietly(terminal: Callable[..., Any]) -> None:
    screen = terminal("search", "배포", env={"PAGER": "head -n 3"})
    assert screen.exit_code() == 0
    assert len([line for line in screen.screen() if line.strip()]) == 2


@pytest.mark.usefixtures("many")
def test_ctrl_c_in_the_pager_belongs_to_the_pager(terminal: Callable[..., Any]) -> None:
    screen = terminal("search", "배포", env={"PAGER": "less -R", "LESS": "R"})
    screen.wait_for("30번째").press(Keyboard.CTRL_C).type("q")
    assert screen.exit_code() == 0


@pytest.mark.usefixtures("many")
def test_a_long_paragraph_is_shown_around_what_was_found(terminal: Callable[..., Any], home: Path) -> None:
    text = "가나다라 " * 300 + "바늘 " + "마바사아 " * 300
    lay_out(home / "journal", {"2026/2026-11-01.md": text + "\n"})
    screen = terminal("search", "바늘")
    assert screen.exit_code() == 0
    shown = "\n".join(screen.screen())
    assert "바늘" in shown and len(screen.screen()) < 8 and shown.count("…") == 2


@pytest.mark.usefixtures("journal")
def test_sections_roles_formats_and_tags_complete(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"2026/2026-11-16.md": "---\ntags: [infra]\n---\n글\n"})

    def candidates(*words: str) -> list[str]:
        out = retro("search", *words, env={"_RETRO_COMPLETE": "bash"}).out
        return [line.partition("\t")[0] for line in out.splitlines()]

    assert candidates("--section", "")[:3] == ["keep", "problem", "try"]
    assert "felt" in candidates("--role", "")
    assert "cdfa" in candidates("--format", "")
    assert candidates("--tag", "") == ["infra"]
