"""Completion: the names, options and values that a shell is offered, and scripts that evaluate nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retro_cli.cli.completion import SHELLS, script

ROOT = Path(__file__).resolve().parents[2]
Offer = Callable[..., list[str]]


@pytest.fixture
def offer(retro: Callable[..., Any], sample: dict[str, tuple[str, str]]) -> Offer:
    """The candidates for the last of some words."""

    def ask(*words: str, product: bool = False, **env: str) -> list[str]:
        code, out, err = retro(*words, env={"_RETRO_COMPLETE": "bash", **env}, commands=None if product else sample)
        assert (code, err) == (0, "")
        return [line.split("\t")[0] for line in out.splitlines()]

    return ask


def test_commands_are_offered_with_what_they_do(retro: Callable[..., Any]) -> None:
    out = retro("to", env={"_RETRO_COMPLETE": "zsh"}).out
    assert out.splitlines() == [
        "today\tWrite the day's entry",
        "todo\tWhat you said you would do",
    ]


def test_commands_below_a_group_and_options_are_offered(offer: Offer) -> None:
    assert offer("box", "") == ["put", "tick", "untick", "answer"]
    assert offer("note", "--t") == ["--times"]
    assert "--journal" in offer("note", "--")
    assert offer("--color", "") == ["auto", "always", "never"]


def test_days_are_offered_newest_first(offer: Offer) -> None:
    assert offer("note", "--date", "")[:2] == ["2026-11-20", "2026-11-19"]
    assert offer("note", "-d", "2026-11-1")[0] == "2026-11-19"


def test_items_are_offered_by_id_with_their_text_and_only_where_they_fit(
    retro: Callable[..., Any], home: Path, sample: Any
) -> None:
    day = home / "journal" / "2026" / "2026-11-18.md"
    day.parent.mkdir(parents=True)
    day.write_text(
        "---\nformat: kpt\n---\n## Try\n- [ ] 설정을 저장소에 넣기 #infra\n- [x] 산책하기 ✅ 2026-11-19\n",
        encoding="utf-8",
    )
    for command, text in (("tick", "설정을 저장소에 넣기"), ("untick", "산책하기")):
        (line,) = retro("box", command, "", env={"_RETRO_COMPLETE": "fish"}, commands=sample).out.splitlines()
        name, about = line.split("\t")
        assert len(name) >= 3 and text in about


def test_formats_sections_and_answers_are_offered(offer: Offer) -> None:
    assert "kpt" in offer("box", "untick", "--format", "")
    assert offer("box", "answer", "--in", "") == ["keep", "problem", "try"]
    assert offer("box", "answer", "--set", "pro") == ["problem="]


def test_half_a_quoted_word_is_completed_like_the_word(offer: Offer) -> None:
    assert offer("note", "--date", '"2026-11-19') == ["2026-11-19"]


@pytest.mark.parametrize(
    "words", [["nothing", ""], ["note", "--date", "zz"], ["box", "put", ""], ["-j", "/dev/null", "note", "-d", ""], []]
)
def test_nothing_is_said_where_nothing_fits(offer: Offer, words: list[str]) -> None:
    offer(*words)


def test_broken_settings_are_no_reason_to_speak(offer: Offer, home: Path) -> None:
    (home / "journal").mkdir()
    (home / "journal" / "retro.toml").write_text("= =")
    assert offer("note", "-d", "") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script(retro: Callable[..., Any], shell: str) -> None:
    assert retro("--completion", shell) == (0, script(shell), "")
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script(shell), text=True, check=False).returncode == 0


def in_bash(programs: Path, line: str) -> str:
    """What bash would offer for a command line, each candidate in brackets; `retro` is the one in `programs`."""
    ask = "\n".join([script("bash"), line, "_retro_completion", "printf '[%s]' \"${COMPREPLY[@]}\""])
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    return subprocess.run(["bash", "-c", ask], env=env, capture_output=True, encoding="utf-8", check=True).stdout


def test_bash_offers_what_retro_says_and_evaluates_none_of_it(home: Path) -> None:
    """The candidates stand in for journal text, which could hold anything."""
    fake = home / "bin" / "retro"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nprintf '%s\\n' 'a$(touch hit)\tone' 'b c`touch hit`\ttwo' \"words: $*\t\"\n")
    fake.chmod(0o755)
    assert (
        in_bash(fake.parent, "COMP_WORDS=(retro todo 'do ne' k) COMP_CWORD=3")
        == "[a$(touch hit)  one][b c`touch hit`  two][words: todo do ne k]"
    )
    assert not (home / "hit").exists()


def test_bash_completes_the_real_program(home: Path) -> None:
    program = home / "bin" / "retro"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m retro_cli "$@"\n')
    program.chmod(0o755)
    ask = (
        f"{script('bash')}\nCOMP_WORDS=(retro to) COMP_CWORD=1\n_retro_completion\nprintf '[%s]' \"${{COMPREPLY[@]}}\""
    )
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", ask], env=env, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[today  Write the day's entry][todo  What you said you would do]"


def test_bash_inserts_one_alone_and_one_after_another_without_what_it_is(home: Path) -> None:
    fake = home / "bin" / "retro"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nprintf 'k3f\\t산책하기\\n'\n[ \"$2\" = done ] && printf 'm2x\\t논문\\n'\n")
    fake.chmod(0o755)
    assert in_bash(fake.parent, "COMP_WORDS=(retro todo drop k) COMP_CWORD=3") == "[k3f]"
    assert in_bash(fake.parent, "COMP_WORDS=(retro todo done '') COMP_CWORD=3") == "[k3f  산책하기][m2x  논문]"
    assert in_bash(fake.parent, "COMP_TYPE=37 COMP_WORDS=(retro todo done '') COMP_CWORD=3") == "[k3f][m2x]"


@pytest.mark.parametrize("command", ["get", "set"])
def test_settings_are_offered_by_key(offer: Offer, command: str) -> None:
    assert "todo.syntax" in offer("config", command, "todo.", product=True)


@pytest.mark.parametrize("command", ["todo", "search", "list", "today", "export"])
def test_tags_that_are_in_use_are_offered(command: str, offer: Offer, home: Path) -> None:
    day = home / "journal" / "2026" / "2026-11-18.md"
    day.parent.mkdir(parents=True)
    day.write_text("---\nformat: kpt\ntags: [독서]\n---\n## Try\n- [ ] 걷기 #infra\n", encoding="utf-8")
    assert sorted(offer(command, "--tag", "", product=True)) == ["infra", "독서"]
    assert offer(command, "--tag", "inf", product=True) == ["infra"]
