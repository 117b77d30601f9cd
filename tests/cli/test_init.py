"""`retro init`: a folder becomes a journal, and what is in it stays."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trees import lay_out

Retro = Callable[..., Any]
VAULT = {
    ".obsidian/daily-notes.json": json.dumps({"folder": "하루", "format": "YYYY-MM-DD"}),
    ".obsidian/plugins/periodic-notes/data.json": json.dumps(
        {"weekly": {"enabled": True, "folder": "주간", "format": ""}, "monthly": {"enabled": True, "format": "YYYY/MM"}}
    ),
    "하루/2026-11-20.md": "오늘의 메모\n",
}


def test_a_new_folder_gets_explained_settings_for_nobody_else_to_read(retro: Retro, home: Path) -> None:
    code, out, err = retro("init", "notes/journal")
    root = home / "notes" / "journal"
    assert (code, err) == (0, "")
    assert out == (
        f"Made a journal: {root}\n"
        "  Its settings, each of them explained, are in retro.toml.\n"
        f"  Next: retro today -j {root}\n"
        f"  To write there from everywhere: retro config set --user journal {root}\n"
    )
    assert [path.name for path in root.iterdir()] == ["retro.toml"]
    assert root.stat().st_mode & 0o777 == 0o700
    assert (root / "retro.toml").stat().st_mode & 0o777 == 0o600
    assert '#format = "kpt"' in (root / "retro.toml").read_text()


def test_the_comments_are_in_the_language_of_the_interface(retro: Retro, home: Path) -> None:
    retro("init", "one", "--lang", "ko")
    assert '#lang = "ko"' in (home / "one" / "retro.toml").read_text()


def test_an_existing_folder_keeps_everything(retro: Retro, home: Path) -> None:
    lay_out(home / "old", {"2026/2026-11-19.md": "mine\r\n", "photo.png": "x"})
    assert retro("init", "old").code == 0
    assert (home / "old/2026/2026-11-19.md").read_bytes() == b"mine\r\n"
    assert sorted(path.name for path in (home / "old").iterdir()) == ["2026", "photo.png", "retro.toml"]


def test_a_journal_is_left_alone(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"retro.toml": "# mine\n"})
    code, out, err = retro("init", "journal")
    assert (code, out, err) == (0, f"This is a journal already, and nothing was changed: {home}/journal\n", "")
    assert (home / "journal/retro.toml").read_text() == "# mine\n"


def test_without_a_path_home_gets_its_journal_and_another_folder_becomes_one(
    retro: Retro, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"Made a journal: {home}/journal\n" in retro("init").out
    lay_out(home / "work", {"todo.txt": ""})
    monkeypatch.chdir(home / "work")
    assert f"Made a journal: {home}/work\n" in retro("init").out
    assert "This is a journal already" in retro("init").out
    lay_out(home / "work/deep", {"a": ""})
    monkeypatch.chdir(home / "work/deep")
    assert "This is a journal already" in retro("init").out
    assert not (home / "work/deep/retro.toml").exists()


def test_a_file_cannot_be_a_journal(retro: Retro, home: Path) -> None:
    lay_out(home, {"notes": "text"})
    code, out, err = retro("init", "notes")
    assert (code, out) == (2, "")
    assert str(home / "notes") in err


def test_a_vault_s_layout_is_taken_where_nobody_can_be_asked(retro: Retro, home: Path) -> None:
    root = lay_out(home / "vault", VAULT)
    code, out, err = retro("init", "vault")
    assert code == 0
    assert out.startswith(
        "This is an Obsidian vault. Entries would go where its notes are:\n"
        "  day   하루/{date}.md\n"
        "  week  주간/{week}.md\n"
        "Made a journal"
    )
    assert 'quarter = "하루/{quarter}"' in (root / "retro.toml").read_text()
    assert err == "month: retro cannot follow notes named YYYY/MM; its own go to 하루/{month}.md.\n"
    assert 'day = "하루/{date}"' in (root / "retro.toml").read_text()
    assert retro("show", "-j", "vault").out == "오늘의 메모\n"


@pytest.mark.parametrize(("answer", "taken"), [("y", True), ("ㅜ", False)])
def test_a_vault_s_layout_is_a_question_on_a_terminal(
    terminal: Callable[..., Any], home: Path, answer: str, taken: bool
) -> None:
    root = lay_out(home / "vault", VAULT)
    screen = terminal("init", "vault", lang="en_US.UTF-8")
    screen.wait_for("Use this layout?").type(answer)
    assert screen.exit_code() == 0
    assert ('\nday = "하루/{date}"' in (root / "retro.toml").read_text()) is taken


def test_leaving_the_question_makes_nothing(terminal: Callable[..., Any], home: Path) -> None:
    root = lay_out(home / "vault", VAULT)
    screen = terminal("init", "vault", lang="en_US.UTF-8")
    screen.wait_for("Use this layout?").press("\x03")
    assert screen.exit_code() == 130
    assert not (root / "retro.toml").exists()


def test_a_vault_below_another_journal_becomes_one_of_its_own(
    retro: Retro, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(home / "work", {"journal/retro.toml": "", "vault/.obsidian/app.json": "{}", "code/x": ""})
    monkeypatch.chdir(home / "work/code")
    assert f"nothing was changed: {home}/work/journal\n" in retro("init").out
    monkeypatch.chdir(home / "work/vault")
    assert f"Made a journal: {home}/work/vault\n" in retro("init").out


TASKS = {".obsidian/plugins/obsidian-tasks-plugin/data.json": '{"globalFilter": "#task"}'}


def test_boxes_are_counted_as_the_tasks_plugin_counts_them(retro: Retro, home: Path) -> None:
    root = lay_out(home / "vault", {**VAULT, **TASKS})
    assert "The Tasks plugin counts only boxes with #task. So would retro.\n" in retro("init", "vault").out
    assert "[todo]" in (root / "retro.toml").read_text().split("\n")
    assert retro("config", "get", "todo.tag", "-j", "vault").out == "task\n"


def test_one_can_count_all_boxes_all_the_same(terminal: Callable[..., Any], home: Path) -> None:
    root = lay_out(home / "vault", {**VAULT, **TASKS})
    screen = terminal("init", "vault", lang="en_US.UTF-8")
    screen.wait_for("Use this layout?").type("y")
    screen.wait_for("Count only those?").type("n")
    assert screen.exit_code() == 0
    assert "\ntag =" not in (root / "retro.toml").read_text()
