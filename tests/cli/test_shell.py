"""The shell around the commands: options, help, complaints, exit codes, streams."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retro_cli.cli.render.width import cells

ROOT = Path(__file__).resolve().parents[2]
Table = dict[str, tuple[str, str]]


@pytest.fixture
def run(retro: Callable[..., Any], sample: Table) -> Callable[..., Any]:
    """Run one of the sample commands."""

    def call(*args: str, **more: Any) -> Any:
        return retro(*args, commands=sample, **more)

    return call


def test_a_command_runs_with_its_arguments_and_options(run: Callable[..., Any]) -> None:
    assert run("note", "더", "걷기", "--times", "2") == (0, "Noted: 더 걷기\nNoted: 더 걷기\n", "")


def test_a_group_alone_does_its_own_thing_and_with_a_command_only_that(run: Callable[..., Any]) -> None:
    assert run("box", "--full").out == "box json=False full=True\n"
    assert run("box", "put", "hat").out == "in: hat\n"


def test_an_option_of_the_group_before_a_command_is_refused(run: Callable[..., Any]) -> None:
    code, _, err = run("box", "--full", "put", "hat")
    assert (code, err.split("\n")[0]) == (2, "--full does not go with put.")


@pytest.mark.parametrize(
    "args",
    [
        ["--lang", "ko", "note", "--json"],
        ["note", "--lang", "ko", "--json"],
        ["note", "--json", "--lang=ko"],
        ["--lang", "en", "note", "--json", "--lang", "ko"],
    ],
    ids=" ".join,
)
def test_the_options_of_every_command_stand_anywhere_and_the_last_one_wins(
    run: Callable[..., Any], args: list[str]
) -> None:
    assert json.loads(run(*args).out)["lang"] == "ko"


def test_the_language_is_the_flag_else_the_setting_else_the_system(run: Callable[..., Any], home: Any) -> None:
    def lang(*args: str, **env: str) -> str:
        return str(json.loads(run("note", "--json", *args, env=env).out)["lang"])

    assert lang() == "en"
    assert lang(LANG="ko_KR.UTF-8") == "ko"
    (home / "journal").mkdir()
    (home / "journal" / "retro.toml").write_text('lang = "ko"\n')
    assert lang() == "ko"
    assert lang("--lang", "en") == "en"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["nota"], "There is no command nota. Did you mean note?"),
        (["ㅜㅐㅅㄷ"], "There is no command ㅜㅐㅅㄷ. Did you mean note?"),
        (["box", "putt"], "There is no command putt. Did you mean put?"),
        (["note", "--tims", "2"], "There is no option --tims. Did you mean --times?"),
        (["note", "--times"], "--times needs a value."),
        (["note", "--json=yes"], "--json takes no value."),
        (["note", "--times", "9"], "--times takes a number from 1 to 3."),
        (["note", "--times", "two"], "--times takes a number from 1 to 3."),
        (["--color", "red", "note"], "--color takes one of: auto, always, never"),
        (["box", "put"], "THING... is missing."),
        (["box", "--lang", "xx"], "--lang takes one of: en, ko, ja"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_and_where_the_help_is(
    run: Callable[..., Any], args: list[str], line: str
) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.split("\n")[0] == line
    assert "--help" in err


def test_a_failure_is_told_with_its_place_details_and_way_out(run: Callable[..., Any]) -> None:
    told = "The file a.md changed meanwhile.\n  a.md:3\n  a\n  b\n  → Run it again.\n"
    assert run("note", "--fail", "conflict") == (5, "", told)


@pytest.mark.parametrize(("how", "code"), [("missing", 3), ("interrupted", 130), ("ctrl-c", 130), ("terminal", 2)])
def test_each_failure_has_its_exit_code(run: Callable[..., Any], how: str, code: int) -> None:
    assert run("note", "--fail", how).code == code


def test_what_the_system_refuses_is_one_plain_message_with_the_file(run: Callable[..., Any]) -> None:
    assert run("note", "--fail", "disk") == (1, "", "There is no such file or folder.\n  /nowhere/at/all.md\n")


def test_a_bug_is_one_line_without_any_text_of_an_entry(run: Callable[..., Any]) -> None:
    code, out, err = run("note", "--fail", "bug")
    assert (code, out) == (1, "")
    assert err.startswith("retro: internal error (ValueError at ")
    assert err.count("\n") == 1
    assert "비밀" not in err


def test_a_complaint_that_cannot_be_told_is_a_bug_of_one_line_too(run: Callable[..., Any]) -> None:
    code, out, err = run("note", "--fail", "placeholder")
    assert (code, out) == (1, "")
    assert err.startswith("retro: internal error (KeyError at retro_cli/errors.py:")


def test_debugging_shows_places_and_still_no_text_of_an_entry(run: Callable[..., Any]) -> None:
    err = run("note", "--fail", "bug", env={"RETRO_DEBUG": "1"}).err
    assert "note.py:" in err and " in _fail" in err
    assert "비밀" not in err and "raise" not in err


def test_without_a_terminal_the_option_to_use_instead_is_named(run: Callable[..., Any]) -> None:
    assert "--set KEY=VALUE" in run("note", "--fail", "terminal").err


def test_broken_settings_stop_neither_help_nor_the_complaint_about_them(run: Callable[..., Any], home: Any) -> None:
    (home / "journal").mkdir()
    (home / "journal" / "retro.toml").write_text("lang = = 3\n")
    assert run("note", "--help").code == 0
    assert run("--help").code == 0


def test_every_page_of_help_fits_a_screen_and_shows_an_example(run: Callable[..., Any]) -> None:
    for call in (["--help"], ["note", "-h"], ["box", "--help"], ["box", "put", "--help"]):
        for lang in ("en", "ko"):
            code, out, err = run(*call, "--lang", lang)
            assert (code, err) == (0, "")
            lines = out.split("\n")
            assert len(lines) <= 24
            assert max(map(cells, lines)) <= 80
            assert any("retro" in line for line in lines[-4:])


def test_the_table_of_the_product_fits_a_screen(retro: Callable[..., Any]) -> None:
    for lang in ("en", "ko"):
        lines = retro("--help", "--lang", lang).out.split("\n")
        assert len(lines) <= 24
        assert max(map(cells, lines)) <= 80


def test_the_version_is_told_alone_and_among_other_options(retro: Callable[..., Any]) -> None:
    assert retro("--version").out == retro("--lang", "ko", "--version").out


def piped(call: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", call],
        env={**os.environ, "PY": sys.executable, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_reader_that_goes_away_is_no_reason_to_complain() -> None:
    done = piped('"$PY" -m retro_cli --help | true; exit ${PIPESTATUS[0]}', PYTHONPATH=os.fspath(ROOT))
    assert done.stderr == ""


def test_a_full_disk_behind_stdout_is_told() -> None:
    done = piped('"$PY" -m retro_cli --help > /dev/full', PYTHONPATH=os.fspath(ROOT))
    assert (done.returncode, done.stderr) == (1, "The disk is full.\n")


def test_closed_streams_and_a_locale_without_hangul_do_not_crash() -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict", "PYTHONPATH": os.fspath(ROOT)}
    done = piped('"$PY" -m retro_cli 없는명령 <&- >&-', **ascii_only)
    assert done.returncode == 2
    assert "There is no command 없는명령." in done.stderr
