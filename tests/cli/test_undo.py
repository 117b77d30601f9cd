"""`retro undo` and `retro redo`: every command that writes can be taken back, and made again."""

import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from retro_cli.cli.context import App
from trees import lay_out, schema

Retro = Callable[..., Any]
DAY, EARLIER = "2026/2026-11-20.md", "2026/2026-11-18.md"
SECRET = "아무도 모르는 문장"
JOURNAL = {
    "retro.toml": 'rhythm = "both"\n',
    EARLIER: f"---\nformat: kpt\n---\r\n## Keep\n- {SECRET}\r\n\n"
    "## Try\n- [ ] 산책하기\n- [ ] 논문 읽기\n- [x] 끝난 일 ✅ 2026-11-18",
    "2026/2026-11-19.md": "---\nformat: kpt\n---\n## Try\n- [/] 일찍 자기 ✅\n",
}


@pytest.fixture(autouse=True)
def journal(home: Path) -> Path:
    lay_out(home / "old", {"2026-11-02.md": "## Keep\n- 하나\n![그림](a.png)\n\n## Problem\n- 둘\n", "a.png": "png"})
    lay_out(home / "blog", {"_config.yml": "timezone: Asia/Seoul\n", "_posts/.keep": ""})
    return lay_out(home / "journal", JOURNAL)


def tree(home: Path) -> dict[str, tuple[int, bytes]]:
    """Everything at home but retro's working state: modes and bytes."""
    return {
        path.relative_to(home).as_posix(): (stat.S_IMODE(path.stat().st_mode), path.read_bytes())
        for path in sorted(home.rglob("*"))
        if path.is_file() and ".local" not in path.parts
    }


COMMANDS = [
    ("today", "--set", "keep=하나", "--set", "try=둘"),
    ("today", "-d", "2026-11-18", "--set", "problem=셋"),
    ("add", "keep", "하나"),
    ("add", "--week", "positive", "하나"),
    ("week", "--set", "positive=좋았다"),
    ("todo", "done", "산책", "논문", "일찍", "--why", "됐다"),
    ("todo", "drop", "산책"),
    ("todo", "start", "산책"),
    ("todo", "reopen", "끝난"),
    ("todo", "later", "산책"),
    ("todo", "due", "산책", "2026-12-01"),
    ("todo", "add", "새로"),
    ("edit", "2026-11-18"),
    ("config", "set", "lang", "en"),
    ("config", "set", "--user", "editor", "nano"),
    ("formats", "new", "mine"),
    ("init", "other", "-j", "other"),
    ("import", "old"),
    ("publish", "2026-11-18", "--to", "blog"),
]


def everything_comes_back(retro: Retro, home: Path, before: dict[str, Any], *where: str) -> None:
    after = tree(home)
    assert after != before
    for _ in range(2):
        code, out, _ = retro("undo", *where)
        assert (code, tree(home)) == (0, before), out
        assert retro("redo", *where).code == 0
        assert tree(home) == after


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_that_writes_can_be_taken_back_and_made_again(
    retro: Retro, home: Path, command: tuple[str, ...]
) -> None:
    before = tree(home)
    code, _, err = retro(*command, env={"EDITOR": "sed -i s/산책/걷기/;1i글"})
    assert code == 0, err
    everything_comes_back(retro, home, before, *(command[2:] if command[0] == "init" else ()))


def test_the_loop_and_the_entry_of_one_session_are_one_step(
    asked: Retro, retro: Retro, home: Path, journal: Path
) -> None:
    before = tree(home)
    assert asked("today", "-f", "kpt", keys="d\rx\r" + "하나\r\r\r\r\r\r\r").code == 0
    assert (journal / DAY).exists() and (journal / EARLIER).read_bytes() != JOURNAL[EARLIER].encode()
    steps = json.loads(retro("undo", "--list", "--json").out)["steps"]
    assert [step["command"] for step in steps] == ["today"]
    assert len(steps[0]["files"]) >= 2
    everything_comes_back(retro, home, before)


def test_the_first_entry_of_all_leaves_the_journal_that_it_made(retro: Retro, home: Path) -> None:
    for name in ("journal", "old", "blog"):
        shutil.rmtree(home / name)
    assert retro("add", "keep", "하나").code == 0
    assert retro("undo").code == 0
    assert list(tree(home)) == ["journal/retro.toml"]
    assert retro("undo").code == 0
    assert tree(home) == {} and not (home / "journal").exists()
    assert [retro("redo").code for _ in range(3)] == [0, 0, 3]
    assert list(tree(home)) == [f"journal/{DAY}", "journal/retro.toml"]


def test_a_post_that_is_published_again_is_known_after_that_is_taken_back(retro: Retro, home: Path) -> None:
    publish = ("publish", "2026-11-18", "--to", "blog", "--json")
    assert retro(*publish).code == 0
    first = tree(home)
    assert retro("add", "-d", "2026-11-18", "keep", "더").code == 0
    assert json.loads(retro(*publish).out)["posts"][0]["state"] == "changed"
    for _ in range(2):
        assert retro("undo").code == 0
    assert tree(home) == first
    assert json.loads(retro(*publish).out)["posts"][0]["state"] == "same"


# -- what it says -----------------------------------------------------------------------------------------------------


def test_it_names_the_step_and_its_files_and_the_way_back(retro: Retro) -> None:
    retro("add", "keep", "하나")
    retro("todo", "done", "산책")
    code, out, err = retro("undo")
    assert (code, out, err) == (0, f"Took back step 2, todo done · {EARLIER}\n", "To redo it: retro redo\n")
    assert retro("undo").out == f"Took back step 1, add · {DAY} (removed)\n"
    assert retro("redo").out == f"Redid step 1, add · {DAY}\n"


def test_the_list_says_when_what_and_where(retro: Retro, journal: Path) -> None:
    assert retro("undo", "--list").out == ""
    retro("add", "keep", "하나", at="2026-11-20T20:00+09:00")
    retro("todo", "done", "산책", "일찍")
    retro("todo", "due", "논문", "2026-12-01")
    retro("undo")
    (journal / DAY).write_text("손으로\n")
    lines = retro("undo", "--list").out.splitlines()
    assert [re.split(r" {2,}", line) for line in lines] == [
        ["3", "Fri, Nov 20 21:00", "todo due", EARLIER, "taken back"],
        ["2", "Fri, Nov 20 21:00", "todo done", f"{EARLIER}, 2026/2026-11-19.md"],
        ["1", "Fri, Nov 20 20:00", "add", DAY, "changed since"],
    ]


def test_nothing_to_take_back_is_said(retro: Retro) -> None:
    assert [retro("undo").code, retro("redo").code, retro("undo", "9").code, retro("undo", "--list").code] == [
        3,
        3,
        3,
        0,
    ]
    assert retro("undo", "two").code == 2 and retro("undo", "--list", "3").code == 2


def test_a_change_by_hand_is_refused_with_the_file_and_exit_code_5(retro: Retro, journal: Path) -> None:
    retro("add", "keep", "하나")
    (journal / DAY).write_text("손으로\n")
    code, out, err = retro("undo")
    assert (code, out) == (5, "") and str(journal / DAY) in err and "retro undo --list" in err
    assert (journal / DAY).read_text() == "손으로\n"


def test_a_dry_run_shows_the_lines_and_changes_nothing(retro: Retro, home: Path) -> None:
    retro("todo", "done", "산책")
    before = tree(home)
    code, out, err = retro("undo", "--dry-run")
    assert code == 0 and "would be taken back" in err
    assert out.splitlines()[0].startswith(EARLIER)
    assert "  -- [x] 산책하기 ✅ 2026-11-20" in out.splitlines() and "  +- [ ] 산책하기" in out.splitlines()
    assert tree(home) == before
    retro("undo")
    assert "  +- [x] 산책하기 ✅ 2026-11-20" in retro("redo", "--dry-run").out.splitlines()


def test_documents_have_their_shape(retro: Retro) -> None:
    retro("add", "keep", "하나")
    retro("todo", "done", "산책")
    listed = json.loads(retro("undo", "--list", "--json").out)
    jsonschema.validate(listed, schema("undo-list"))
    assert listed["steps"][0]["dates"] == ["2026-11-18"]
    for call in (
        ("undo", "--json", "--dry-run"),
        ("undo", "--json"),
        ("redo", "--json", "--dry-run"),
        ("redo", "--json"),
    ):
        document = json.loads(retro(*call).out)
        jsonschema.validate(document, schema("undo"))
        assert (document["action"], document["dry_run"]) == (call[0], "--dry-run" in call)


def test_steps_are_offered_to_the_shell(retro: Retro) -> None:
    retro("add", "keep", "하나")
    retro("todo", "done", "산책")
    offered = retro("undo", "", env={"_RETRO_COMPLETE": "zsh"}).out.splitlines()
    assert offered[:2] == [f"2\ttodo done · {EARLIER}", f"1\tadd · {DAY}"]


def test_the_text_of_entries_is_neither_said_nor_in_the_names(retro: Retro, home: Path) -> None:
    retro("add", "-d", "2026-11-18", "keep", "하나")
    said = [retro("undo", "--list"), retro("undo"), retro("redo")]
    assert SECRET not in "".join(run.out + run.err for run in said)
    assert not any(SECRET in str(path) for path in home.rglob("*"))


# -- on a terminal ----------------------------------------------------------------------------------------------------


def many(home: Path) -> None:
    lay_out(home / "many", {f"2026-10-{day:02}.md": "## Keep\n- 하나\n\n## Problem\n- 둘\n" for day in range(1, 13)})


def test_many_files_are_asked_about_once_and_only_on_a_terminal(asked: Retro, retro: Retro, home: Path) -> None:
    many(home)
    assert retro("import", "many").code == 0
    after = tree(home)
    assert asked("undo", keys="n").code == 0 and tree(home) == after
    assert asked("undo", keys="y").code == 0 and tree(home) != after
    assert retro("redo").code == 0 and tree(home) == after
    assert retro("undo").code == 0 and tree(home) != after


def test_a_single_file_is_taken_back_without_a_question(
    retro: Retro, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retro("add", "keep", "하나")
    monkeypatch.setattr(App, "interactive", True)
    monkeypatch.setattr(App, "prompts", None)
    assert retro("undo").code == 0 and not (journal / DAY).exists()


# -- where nothing can be noted ---------------------------------------------------------------------------------------


def state_of(home: Path) -> Path:
    return next((home / ".local" / "state" / "retro" / "journals").iterdir())


def test_a_history_that_cannot_be_written_is_said_once_and_stops_nothing(
    retro: Retro, home: Path, journal: Path
) -> None:
    retro("todo", "done", "산책")
    kept = state_of(home) / "history"
    for step in kept.iterdir():
        step.unlink()
    kept.rmdir()
    kept.write_text("in the way")
    code, out, err = retro("import", "old")
    assert code == 0 and out and err.count("retro undo") == 1
    assert retro("add", "keep", "하나").code == 0 and "하나" in (journal / DAY).read_text()
    assert retro("undo").code == 3


# -- more than one at a time ------------------------------------------------------------------------------------------


def test_processes_at_once_leave_steps_that_all_come_back(
    retro: Retro, home: Path, command_line: Callable[..., list[str]]
) -> None:
    before = tree(home)
    adding = [subprocess.Popen(command_line("add", "keep", f"{number}번"), env=os.environ) for number in range(6)]
    assert [process.wait(60) for process in adding] == [0] * 6
    assert len(json.loads(retro("undo", "--list", "--json").out)["steps"]) == 6
    undoing = [
        subprocess.Popen(command_line("undo"), env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(3)
    ]
    done = [process.wait(60) for process in undoing].count(0)
    assert done >= 1
    while retro("undo").code == 0:
        done += 1
    assert done == 6 and tree(home) == before


# -- broken settings --------------------------------------------------------------------------------------------------


def test_changes_can_be_taken_back_where_the_settings_are_broken(retro: Retro, journal: Path) -> None:
    retro("add", "keep", "하나")
    (journal / "retro.toml").write_text('rhythm = "never"\nformat = \n')
    assert retro("add", "keep", "둘").code == 4
    assert len(retro("undo", "--list").out.splitlines()) >= 1
    assert retro("undo").code == 0 and not (journal / DAY).exists()
    assert retro("redo").code == 0 and "- 하나" in (journal / DAY).read_text()
