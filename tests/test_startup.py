"""What the program does not import before it has to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trees import lay_out

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


# What a process that answers before the parser may not wait for either.
SLOW = {"typer", "dataclasses", "pathlib", "typing", "inspect", "tomllib", "subprocess", "hashlib", "shutil", "gettext"}
KEEP = ("add", "keep", "One more", "-d", "2026-11-18", "-f", "kpt")
# The heavy modules that each command may import where the journal is of the usual kind. A new one is written down here
# or stays out.
BUDGETS: list[tuple[tuple[str, ...], set[str]]] = [
    (("show", "2026-11-18"), set()),
    (("show", "2026-11-18", "--json"), set()),
    (("list",), set()),
    (("list", "--json"), set()),
    (KEEP, set()),
    (("today", "--set", "keep=One more", "-d", "2026-11-18", "-f", "kpt"), set()),
    (("week", "2026-W47", "--print"), set()),
    (("month", "2026-11", "--print"), set()),
    (("year", "2026", "--print"), set()),
    (("status",), set()),
    (("todo", "--all"), set()),
    (("todo", "--json"), set()),
    (("todo", "done", "Walk"), set()),
    (("todo", "add", "Sleep", "-d", "2026-11-18"), set()),
    (("search", "--open", "Walk"), set()),
    (("stats",), set()),
    (("config", "show"), set()),
    (("formats",), set()),
    (("export", "--json"), set()),
    (("config", "set", "lang", "ko"), {"tomlkit"}),
    (("formats", "show", "kpt", "--json-schema"), {"pydantic"}),
    (("publish", "2026-W47", "--to", "."), {"jinja2", "yaml"}),
    (("report", "2026", "-o", "-"), {"jinja2", "markdown_it"}),
]
ENTRY = "---\ndate: 2026-11-18\nformat: kpt\ntags: [ci, infra]\n---\n\n## Keep\n- Slept well\n\n## Try\n- [ ] Walk\n"


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


@pytest.fixture
def journal(tmp_path: Path) -> str:
    root = lay_out(tmp_path / "journal", {"2026/2026-11-18.md": ENTRY, "retro.toml": 'rhythm = "daily"\n'})
    return str(root)


@pytest.mark.parametrize(
    ("args", "allowed"),
    BUDGETS,
    ids=lambda value: " ".join(sorted(value) if isinstance(value, set) else value) or "nothing",
)
def test_each_command_keeps_to_its_budget_of_imports(args: tuple[str, ...], allowed: set[str], journal: str) -> None:
    _, modules = loaded(*args, RETRO_JOURNAL=journal)
    assert modules & HEAVY <= allowed


@pytest.mark.parametrize("args", [["remind", "--now"], ["remind", "--with", "cron"]], ids=" ".join)
def test_a_reminder_imports_nothing_heavy(args: list[str], journal: str) -> None:
    """Where no program is found, so that nobody who runs the tests is reminded of anything."""
    (Path(journal) / "retro.toml").write_text('workdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n', "utf-8")
    out, modules = loaded(*args, RETRO_JOURNAL=journal, PATH="/nowhere")
    assert "retro" in out and not modules & HEAVY


@pytest.mark.parametrize("args", [["todo"], ["status", "--short"]], ids=" ".join)
def test_the_fastest_calls_import_hardly_anything(args: list[str], journal: str) -> None:
    out, modules = loaded(*args, RETRO_JOURNAL=journal)
    assert out and not modules & (HEAVY | SLOW)


def test_a_piped_search_does_not_wait_for_the_parser(journal: str) -> None:
    out, modules = loaded("search", "Slept", RETRO_JOURNAL=journal)
    assert "2026-11-18" in out and not modules & (HEAVY | SLOW)


@pytest.mark.parametrize(
    "args", [["todo"], ["show", "2026-11-18"], ["status"], ["stats"], ["search", "Slept"]], ids=" ".join
)
def test_colours_need_no_library(args: list[str], journal: str) -> None:
    out, modules = loaded(*args, RETRO_JOURNAL=journal, FORCE_COLOR="1")
    assert "\x1b[" in out and not modules & HEAVY
