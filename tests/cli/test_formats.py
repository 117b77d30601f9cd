"""`retro formats`: those there are, what one asks, making one, and finding every fault."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from retro_cli.cli.render.width import cells
from trees import lay_out

Retro = Callable[..., Any]
MINE = "---\ntitle: {en: Mine, ko: 내 형식}\nsummary: Two lists.\nsections:\n  - {key: up}\n  - {key: down}\n---\n"
BROKEN = """\
---
name: broken
period: dya
sections:
  - key: one
    role: nice
  - key: two
    kind: lst
  - heading: three
colour: red
---
"""


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"templates/mine.md": MINE, "templates/README.md": "# Notes\n"})


@pytest.mark.usefixtures("journal")
def test_formats_are_listed_with_title_period_source_and_a_line(retro: Retro) -> None:
    code, out, err = retro("formats")
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert ["mine", "Mine", "a", "day", "journal", "Two", "lists."] in lines
    assert out == retro("formats", "list").out
    assert "내 형식" in retro("formats", "--lang", "ko").out


@pytest.mark.usefixtures("journal")
def test_the_document_names_every_format_whole(retro: Retro) -> None:
    document = json.loads(retro("formats", "list", "--json").out)
    by_name = {one["name"]: one for one in document["formats"]}
    assert by_name["mine"]["source"] == "journal"
    assert by_name["kpt"]["sections"][2]["kind"] == "actions"
    assert document["broken"] == []
    assert json.loads(retro("formats", "show", "kpt", "--json").out) == {"version": 1, "format": by_name["kpt"]}


def test_a_format_is_shown_with_what_it_asks(retro: Retro) -> None:
    out = retro("formats", "show", "kpt").out
    assert "\nTry  try · next · actions\n  What you will try next\n" in out
    assert "다음에 해볼 것" in retro("formats", "show", "kpt", "--lang", "ko").out
    assert "次に試したいこと" in retro("formats", "show", "kpt", env={"RETRO_LANG": "ja"}).out


@pytest.mark.parametrize("name", ["kpt", "log", "cdfa", "weekly"])
def test_a_format_s_json_schema_is_one(retro: Retro, name: str) -> None:
    document = json.loads(retro("formats", "show", name, "--json-schema").out)
    jsonschema.Draft202012Validator.check_schema(document)


def test_an_unknown_format_names_the_nearest(retro: Retro) -> None:
    code, out, err = retro("formats", "show", "ktp")
    assert (code, out) == (3, "")
    assert "kpt" in err


def test_a_new_format_can_be_used_at_once(retro: Retro, journal: Path) -> None:
    code, out, err = retro("formats", "new", "evening")
    assert (code, err) == (0, "")
    assert out.startswith(f"Made a format: {journal}/templates/evening.md\n  It asks: Best, Tomorrow\n")
    assert "retro today -f evening" in out
    assert retro("formats", "check", "evening").code == 0
    assert retro("formats", "show", "evening").code == 0


def test_a_format_is_made_of_a_file_s_headings(retro: Retro, home: Path, journal: Path) -> None:
    lay_out(home, {"old.md": "# 11월 20일\n\n## 좋았던 점\n- 산책\n\n## 아쉬운 점:\n\n## 다음에 해볼 것\n- [ ] x\n"})
    assert retro("formats", "new", "diary", "--from", "old.md").code == 0
    document = json.loads(retro("formats", "show", "diary", "--json").out)
    sections = document["format"]["sections"]
    assert [section["role"] for section in sections] == ["good", "bad", "next"]
    assert [section["kind"] for section in sections] == ["list", "list", "actions"]
    assert (journal / "templates/diary.md").stat().st_mode & 0o777 == 0o600


def test_making_one_never_clobbers(retro: Retro, journal: Path) -> None:
    code, _out, err = retro("formats", "new", "mine")
    assert code == 5
    assert str(journal / "templates/mine.md") in err
    assert (journal / "templates/mine.md").read_text() == MINE


def test_a_built_in_one_can_be_replaced_in_a_journal(retro: Retro) -> None:
    out = retro("formats", "new", "kpt").out
    assert "takes the place of the one before: built in" in out
    assert json.loads(retro("formats", "show", "kpt", "--json").out)["format"]["source"] == "journal"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["a b"], 2),
        (["../up"], 2),
        (["x", "--from", "missing.md"], 3),
        (["x", "--from", "empty.md"], 2),
        (["x", "--from", "binary.md"], 4),
    ],
)
def test_what_makes_no_format_writes_nothing(
    retro: Retro, home: Path, journal: Path, args: list[str], code: int
) -> None:
    lay_out(home, {"empty.md": "no headings\n"})
    (home / "binary.md").write_bytes(b"\x00\xff")
    assert retro("formats", "new", *args).code == code
    assert sorted(path.name for path in (journal / "templates").iterdir()) == ["README.md", "mine.md"]
    assert not list(home.glob("*/up.md"))


def test_a_check_names_every_fault_with_its_line_and_the_way_out(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"templates/broken.md": BROKEN})
    code, out, err = retro("formats", "check")
    path = journal / "templates/broken.md"
    assert (code, out) == (4, "")
    assert [line for line in err.splitlines() if not line.startswith("  →")] == [
        f"{path}:3: period has no value dya.",
        f"{path}:6: sections[0].role has no value nice.",
        f"{path}:8: sections[1].kind has no value lst.",
        f"{path}:9: sections[2] has no `key`.",
        f"{path}:10: colour is not known here.",
    ]
    assert err.count("  → ") == 5
    assert retro("formats", "check", str(path)).err == err


def test_a_check_names_every_fault_of_one_section_and_of_one_field(retro: Retro, journal: Path) -> None:
    section = "  - key: a b\n    role: nice\n    kind: lst\n    colour: red\n    size: big\n    required: maybe\n"
    field = "  - key: mood\n    type: scal\n    min: one\n    colour: red\n"
    text = f"---\nsections:\n{section}  - text\nfields:\n{field}---\n"
    lay_out(journal, {"templates/broken.md": text})
    err = retro("formats", "check").err
    path = journal / "templates/broken.md"
    assert [line.removeprefix(f"{path}:") for line in err.splitlines() if not line.startswith("  →")] == [
        "3: sections[0].key is no short word.",
        "4: sections[0].role has no value nice.",
        "5: sections[0].kind has no value lst.",
        "6: sections[0].colour is not known here.",
        "7: sections[0].size is not known here.",
        "8: sections[0].required should be true or false.",
        "9: sections[1] should be keys with values.",
        "12: fields[0].type has no value scal.",
        "13: fields[0].min should be a whole number.",
        "14: fields[0].colour is not known here.",
    ]


def test_a_duplicate_key_is_a_fault(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"templates/twice.md": "---\ntitle: a\ntitle: b\nsections:\n  - key: x\n---\n"})
    code, _out, err = retro("formats", "check", "journal/templates/twice.md")
    assert code == 4
    assert "twice.md:3: title stands twice." in err


def test_a_broken_template_never_stops_the_others(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"templates/broken.md": BROKEN})
    code, out, err = retro("formats")
    assert code == 4
    assert "mine" in out
    assert "broken.md:" in err
    assert retro("formats", "show", "mine").code == 0


@pytest.mark.usefixtures("journal")
def test_when_all_is_well_a_check_says_so(retro: Retro) -> None:
    code, out, err = retro("formats", "check")
    assert (code, err) == (0, "")
    assert out.endswith(" formats, nothing wrong.\n")
    assert retro("formats", "check", "kpt").out == "1 format, nothing wrong.\n"
    assert retro("formats", "check", "nothing.md").code == 3


@pytest.mark.parametrize("lang", ["ko_KR.UTF-8", "en_US.UTF-8"])
def test_the_list_fits_a_terminal(terminal: Callable[..., Any], lang: str) -> None:
    screen = terminal("formats", lang=lang, size=(80, 60))
    assert screen.exit_code() == 0
    assert all(cells(line) <= 80 for line in screen.screen())
    assert any(line.startswith(" kpt ") for line in screen.screen())
