"""The READMEs: every sample runs and prints what it says, nothing is left out, and both say the same."""

import re
import shlex
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retro_cli.cli.app import COMMANDS, build
from retro_cli.domain.action import action_items
from retro_cli.domain.entry import read_entry
from retro_cli.domain.layout import Layout
from retro_cli.domain.period import Course, parse_span, parse_week
from retro_cli.domain.setting_keys import KEYS
from retro_cli.domain.text import split_lines
from retro_cli.store.formats import load_formats
from scripts.readme import READMES, blocks, played

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = tuple(READMES)
TEXTS = {lang: path.read_text("utf-8") for lang, path in READMES.items()}


def shape(text: str) -> list[str]:
    """What a page is made of, whatever its language: headings, lists, rows, pictures, blocks and their commands."""
    lines = text.split("\n")
    inside = {number for block in blocks(text) for number in range(block.start, block.start + len(block.lines))}
    found = []
    for index, line in enumerate(lines):
        if index in inside:
            continue
        if kind := re.match(r"#+ |- |\|[^|]*\||```\w*|<!--.*-->|!\[`[^`]*`|---$", line):
            found.append(kind[0] if line[0] != "|" else re.sub(r"[^`|]*(`[^`]*`)?[^|`]*", r"\1", kind[0]))
    return found


def call(command: str) -> str:
    """The words of a command line that are the same in every language."""
    return " ".join(re.findall(r"(?:^| )(-{0,2}[a-z][\w./-]*=?|\|)", re.sub(r'"[^"]*"', "", command)))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sample_prints_what_the_page_says(lang: str) -> None:
    """Where a change of the output is meant: `python scripts/readme.py`."""
    assert played(TEXTS[lang], lang) == TEXTS[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_and_page_that_is_linked_is_there(lang: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", TEXTS[lang])
    assert [target for target in targets if "://" not in target and not (ROOT / target).is_file()] == []
    pictures = [target for target in targets if target.endswith(".svg")]
    assert pictures and all(picture.endswith(f".{lang}.svg") for picture in pictures)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_within_the_page_has_its_heading(lang: str) -> None:
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in TEXTS[lang].split("\n") if line.startswith("#")}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXTS[lang])) <= headings


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calls_that_are_shown_without_output_work(
    retro: Callable[..., Any], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal: what would be asked is given, and the editor is one that closes at once."""
    monkeypatch.setenv("LANG", f"{lang}_XX.UTF-8")
    monkeypatch.setenv("EDITOR", "true")
    retro("demo", "journal")
    lines = [line for block in blocks(TEXTS[lang]) if block.language == "sh" for line in block.lines]
    calls = [found[1] for line in lines if (found := re.match(r'(?:eval "\$\()?(retro [^>#)]*[^>#) ])', line))]
    assert len(calls) == 10
    for line in calls:
        asks = line.startswith("retro today") and "-e" not in line
        code, _, err = retro(*shlex.split(line)[1:], *(["--set", "note=x"] if asks else []))
        assert code == 0, (line, err)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_dates_and_weeks_that_are_shown_are_understood(lang: str) -> None:
    today, course = date(2026, 11, 20), Course("x", date(2026, 10, 19))
    spans = {
        "en": ["yesterday", "tue..wed", "11-18", "3 days ago", "그저께"],
        "ko": ["어제", "화..수", "11-18", "3일 전"],
    }
    weeks = {"en": ["last", "W46", "2026-11-12", "5주차"], "ko": ["지난주", "W46", "2026-11-12", "5주차"]}
    for text in spans[lang]:
        assert text in TEXTS[lang] and parse_span(text, today, course=course).start <= today
    for text in weeks[lang]:
        assert text in TEXTS[lang] and parse_week(text, today, course=course)


def test_both_pages_are_built_alike() -> None:
    assert shape(TEXTS["en"]) == shape(TEXTS["ko"])


def test_both_pages_run_the_same_commands() -> None:
    sessions = [[call(command) for block in blocks(text) for command in block.commands] for text in TEXTS.values()]
    for one, other in zip(*sessions, strict=True):
        assert one.split()[:2] == other.split()[:2]
    setups = [[block.lines for block in blocks(text) if block.language == "sh"][:3] for text in TEXTS.values()]
    assert setups[0] == setups[1]


def test_the_commands_of_the_set_up_are_those_of_ci() -> None:
    run, tests, uv = [block.lines for block in blocks(TEXTS["en"]) if block.language == "sh"][:3]
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert run == ("python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/retro today",)
    (line,) = tests
    create, install, test = line.split(" && ")
    assert create == "python3 -m venv .venv" and '"$python" -m venv .venv' in ci
    assert install.removeprefix(".venv/bin/pip install") in ci
    assert f"\n{test}\n" in ci
    assert uv == ("uv run retro today", f"uv run --extra dev {test.removeprefix('.venv/bin/')}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_is_mentioned(lang: str) -> None:
    from retro_cli.cli.app import _load

    build(COMMANDS, str)
    for name, (module, _) in COMMANDS.items():
        assert f"retro {name}" in TEXTS[lang], name
        for below in getattr(_load(name, module, str), "commands", {}):
            assert re.search(rf"`{below}\b|retro {name} {below}\b", TEXTS[lang]) or below in ("show", "list"), below


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_is_mentioned_with_its_default(lang: str) -> None:
    rows = [line for line in TEXTS[lang].split("\n") if line.startswith("| `")]
    for key in KEYS.values():
        (row,) = (row for row in rows if f"`{key.name}`" in row.split("|")[1])
        if key.default and "[" not in key.default and not key.name.startswith("layout."):
            assert key.default.strip('"') in row, key.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_mentioned(lang: str) -> None:
    rows = {line.split("`")[1] for line in TEXTS[lang].split("\n") if line.startswith("| `")}
    assert {path.stem for path in (ROOT / "templates").glob("*.md")} <= rows


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_entry_reads_back(lang: str) -> None:
    formats = load_formats([("built-in", ROOT / "templates")]).by_name
    (sample,) = (block for block in blocks(TEXTS[lang]) if block.language == "markdown" and not block.file)
    text = "\n".join(sample.lines) + "\n"
    path = "2026/2026-11-20.md"
    entry = read_entry(text, path, formats, Layout().slot(path))
    assert {section.key: len(section.items) for section in entry.sections} == {"keep": 1, "problem": 1, "try": 1}
    assert entry.note and entry.tags == ("ci",) and entry.sections[1].items[0].body
    (todo,) = action_items(entry, split_lines(text))
    assert str(todo.due) == "2026-11-24" and todo.tags == ("infra",)


def test_no_command_uses_the_network(retro: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    retro("demo", "journal")
    reading = ("status", "list", "show W46", "todo", "week --print", "config", "formats")
    writing = ("today --set keep=x", "add try walk", "todo done walk", "week --no-input")
    for line in (*reading, *writing):
        assert retro(*line.split()).code == 0, line
