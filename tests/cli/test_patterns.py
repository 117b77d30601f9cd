"""`retro patterns`: what comes back, with the entries that it rests on; nothing where nothing does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from trees import lay_out, schema

Retro = Callable[..., Any]
FIRST = "---\nformat: kpt\n---\n## Problem\n- 점심 먹고 졸았다\n\n## Try\n- [x] 점심 먹고 걷기 ✅ 2026-11-05\n"
SECOND = "---\nformat: kpt\n---\n## Keep\n- 점심 먹고 걸으니 잠이 깼다\n\n## Problem\n- 점심먹고 또 졸았음\n"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"2026/2026-11-02.md": FIRST, "2026/2026-11-16.md": SECOND})


@pytest.mark.usefixtures("journal")
def test_a_problem_shows_its_days_its_places_and_what_was_tried(retro: Retro) -> None:
    code, out, err = retro("patterns")
    assert (code, err) == (0, "")
    assert out == (
        " Problems that come back 1\n"
        " 2× 점심먹고 또 졸았음\n"
        "    2 days · Nov 2–16 · last four weeks 2, the four before 0\n"
        "    Nov 16  2026/2026-11-16.md:8\n"
        "    Nov 2  점심 먹고 졸았다  2026/2026-11-02.md:5\n"
        "    ✓ 점심 먹고 걷기  done Nov 5 · back 1 time since · 2026/2026-11-02.md:8\n"
        "\n"
        " What was tried and stayed 1\n"
        " ✓ 점심 먹고 걷기  2026/2026-11-02.md:8\n"
        "    Nov 16  점심 먹고 걸으니 잠이 깼다  2026/2026-11-16.md:5\n"
    )


@pytest.mark.usefixtures("journal")
def test_the_places_are_lines_of_the_entries(retro: Retro, journal: Path) -> None:
    document = json.loads(retro("patterns", "--json").out)
    jsonschema.validate(document, schema("patterns"))
    (problem,) = document["recurring"]
    for said in [*problem["sayings"], *(tried["todo"] for tried in problem["tried"])]:
        line = (journal / said["path"]).read_text("utf-8").split("\n")[said["line"] - 1]
        assert said["text"] in line


def test_nothing_is_said_where_nothing_comes_back(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-02.md": FIRST})
    assert retro("patterns") == (0, "", "")
    document = json.loads(retro("patterns", "--json").out)
    jsonschema.validate(document, schema("patterns"))
    assert not any(document[key] for key in document if key != "version")


@pytest.mark.usefixtures("journal")
def test_days_can_be_left_out(retro: Retro) -> None:
    assert retro("patterns", "--since", "11-03").out == ""
    assert retro("patterns", "--until", "11-15").out == ""
    code, _, err = retro("patterns", "--since", "11-15", "--until", "11-03")
    assert code == 2 and "2026-11-15" in err


@pytest.mark.usefixtures("journal")
def test_what_cannot_be_read_is_named_and_the_rest_is_shown(retro: Retro, home: Path) -> None:
    (home / "journal" / "2026" / "2026-11-10.md").write_bytes(b"\xff\xfe\x00")
    code, out, err = retro("patterns")
    assert code == 4 and "점심먹고" in out and "2026/2026-11-10.md" in err


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_example_journal_has_patterns_of_every_kind(retro: Retro, lang: str) -> None:
    retro("demo", "--lang", lang)
    document = json.loads(retro("-j", "retro-demo", "patterns", "--json").out)
    jsonschema.validate(document, schema("patterns"))
    assert all(document[key] for key in ("recurring", "untried", "kept", "slipped", "feelings"))
    assert max(problem["days"] for problem in document["recurring"]) >= 3
