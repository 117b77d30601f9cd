"""The example journal: every file of it reads well, on whatever day it is laid out, in both languages."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from retro_cli.services.demo import lay_out
from retro_cli.store.examples import example_texts

Retro = Callable[..., Any]
LANGUAGES = ("ko", "en")
MONDAY = date(2026, 11, 16)
DAYS = [MONDAY + timedelta(days=number) for number in range(7)]
READING = [
    ("status",),
    ("status", "--json"),
    ("list",),
    ("list", "--json"),
    ("todo",),
    ("todo", "--all"),
    ("todo", "--json"),
    ("week", "--print"),
    ("week", "last", "--print"),
    ("week", "--json"),
    ("show", "last monday"),
    ("show", "last monday", "--json"),
    ("formats",),
    ("config", "show"),
]


def at(day: date) -> str:
    return f"{day}T21:00+09:00"


@pytest.fixture
def laid_out(retro: Retro, home: Path) -> Callable[[str, date], Path]:
    """Lay out the example journal in `retro-demo`."""

    def lay(lang: str, day: date) -> Path:
        code, _, err = retro("demo", "--lang", lang, at=at(day))
        assert (code, err) == (0, "")
        return home / "retro-demo"

    return lay


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day:%a}")
def test_every_command_reads_it_without_a_problem(
    retro: Retro, laid_out: Callable[[str, date], Path], lang: str, day: date
) -> None:
    folder = laid_out(lang, day)
    for call in READING:
        code, out, err = retro("-j", str(folder), *call, at=at(day))
        assert code == 0, (call, err)
        assert out, call
        assert ".md:" not in err, (call, err)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day:%a}")
def test_it_shows_something_of_everything(
    retro: Retro, laid_out: Callable[[str, date], Path], lang: str, day: date
) -> None:
    """Overdue, due soon, started, done and dropped items, a private one, a placeholder, and no entry of today."""
    folder = laid_out(lang, day)

    def read(*call: str) -> Any:
        return json.loads(retro("-j", str(folder), *call, "--json", at=at(day)).out)

    todos = read("todo", "--all")["todos"]
    assert {todo["state"] for todo in todos} == {"open", "started", "done", "dropped"}
    due = [date.fromisoformat(todo["due"]) for todo in todos if todo["due"] and todo["state"] == "open"]
    assert sorted(one < day for one in due) == [False, True]
    assert all(one <= day + timedelta(days=6 - day.weekday()) for one in due)
    assert all(todo["done"] is None or todo["done"] < str(day) for todo in todos)

    entries = read("list")["entries"]
    days = [entry for entry in entries if entry["period"] == "day"]
    assert {entry["format"] for entry in days} == {"kpt", "cdfa", "log"}
    assert max(entry["date"] for entry in days) < str(day)
    assert any(entry["end"] for entry in days)
    text = "".join(path.read_text("utf-8") for path in folder.rglob("*.md"))
    assert "#private" in text and "\nTBU\n" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_token_is_filled_in_and_every_file_ends_with_a_line(lang: str, tmp_path: Path) -> None:
    lay_out(tmp_path / "journal", lang, date(2026, 11, 21))
    for path in (tmp_path / "journal").rglob("*.*"):
        text = path.read_text("utf-8")
        assert not [token for token in ("{last", "{this", "{soon", "{course") if token in text], path
        assert text.endswith("\n") and not text.endswith("\n\n")


def test_on_a_weekend_the_whole_week_is_written(tmp_path: Path) -> None:
    assert "2026/2026-11-20.md" in lay_out(tmp_path / "journal", "ko", date(2026, 11, 21))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_done_later_is_still_open(tmp_path: Path, lang: str) -> None:
    lay_out(tmp_path / "early", lang, date(2026, 11, 17))
    assert "- [x]" not in (tmp_path / "early" / "2026" / "2026-11-13.md").read_text("utf-8")
    lay_out(tmp_path / "later", lang, date(2026, 11, 18))
    assert "✅ 2026-11-17\n" in (tmp_path / "later" / "2026" / "2026-11-13.md").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_reviews_are_what_retro_week_writes(retro: Retro, home: Path, lang: str) -> None:
    """Compiling the reviewed weeks again changes no byte."""
    retro("demo", "--lang", lang)
    paths = sorted((home / "retro-demo").rglob("*-W*.md"))
    assert len(paths) == 10
    for path in paths:
        before = path.read_text("utf-8")
        assert f"<!-- retro:begin digest lang={lang} " in before
        code, _, err = retro("-j", "retro-demo", "week", path.stem, "--no-input")
        assert (code, path.read_text("utf-8")) == (0, before), err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_it_plans_for_the_weeks_ends_in_every_way(retro: Retro, lang: str) -> None:
    retro("demo", "--lang", lang)
    todos = json.loads(retro("-j", "retro-demo", "todo", "--all", "--json").out)["todos"]
    planned = [todo for todo in todos if "-W" in todo["path"]]
    assert {todo["state"] for todo in planned} == {"open", "done", "dropped"}
    assert not any("[x" in todo["text"] or "[-" in todo["text"] for todo in planned)


def test_both_languages_have_the_same_files_and_their_own_words() -> None:
    korean, english = example_texts("ko"), example_texts("en")
    assert set(korean) == set(english)
    for name in korean:
        assert korean[name] != english[name]


def test_a_folder_that_is_not_empty_is_left_alone(retro: Retro, home: Path) -> None:
    (home / "retro-demo").mkdir()
    assert retro("demo").code == 0
    code, out, err = retro("demo")
    assert (code, out) == (5, "")
    assert "retro demo FOLDER" in err
    (home / "file").write_text("mine")
    assert retro("demo", "file").code == 5
    assert (home / "file").read_text() == "mine"


def test_it_ends_with_what_to_try_as_it_can_be_typed(retro: Retro, home: Path) -> None:
    out = retro("demo", "my demo").out
    assert "  cd 'my demo' && retro " in out
    for call in ("retro todo", "retro week", "retro today"):
        assert f"\n  {call} " in out
    assert str(home / "my demo") in out


def test_a_place_that_cannot_be_written_to_is_told_with_its_path(retro: Retro, home: Path) -> None:
    (home / "file").write_text("mine")
    code, out, err = retro("demo", "sub/../file/demo")
    assert (code, out) == (1, "")
    assert str(home / "file" / "demo") in err


def test_a_journal_named_by_the_environment_does_not_get_in_the_way(retro: Retro) -> None:
    out = retro("demo", env={"RETRO_JOURNAL": "/elsewhere"}).out
    assert "  retro -j retro-demo todo " in out and "cd " not in out


def test_an_example_journal_has_no_history_of_what_nobody_did(retro: Retro) -> None:
    assert retro("demo", "x").code == 0
    run = retro("undo", "--list", "-j", "x")
    assert (run.code, run.out) == (0, "")
