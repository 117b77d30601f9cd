"""What the program does not import before it has to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {
    "rich",
    "pydantic",
    "questionary",
    "prompt_toolkit",
    "yaml",
    "frontmatter",
    "jinja2",
    "markdown_it",
    "tomlkit",
    "filelock",
    "platformdirs",
}
RUN = """
import contextlib, io, json, sys
with contextlib.redirect_stdout(io.StringIO()) as out:
    from retro_cli.cli.main import main
    code = main(sys.argv[1:])
print(json.dumps({"code": code, "out": out.getvalue(), "modules": list(sys.modules)}))
"""


def loaded(*args: str, **env: str) -> tuple[str, set[str]]:
    """The output of a run in a fresh process, and the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *args],
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["code"] == 0, done.stderr
    return told["out"], set(told["modules"])


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["-h"], ["--lang", "ko", "--help"]], ids=" ".join)
def test_version_and_help_import_nothing_heavy(args: list[str]) -> None:
    out, modules = loaded(*args)
    assert "retro" in out
    assert not modules & HEAVY


def test_the_version_is_told_before_the_parser_is_imported() -> None:
    out, modules = loaded("--version")
    assert out.startswith("retro ")
    assert not modules & {"typer", "gettext", "dataclasses", "pathlib", "typing"}


@pytest.mark.parametrize("words", [[""], ["to"], ["--"], ["todo", ""], ["--journal", "x", "t"]], ids=" ".join)
def test_completing_names_imports_nothing_heavy(words: list[str]) -> None:
    _, modules = loaded(*words, _RETRO_COMPLETE="zsh")
    assert not modules & HEAVY


def test_help_and_completion_of_the_program_import_no_command() -> None:
    for _, modules in (loaded("--help"), loaded("", _RETRO_COMPLETE="bash")):
        assert not [name for name in modules if name.startswith("retro_cli.cli.commands.")]
