"""`retro edit`: the right file in the editor, and a look at it afterwards."""

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terminal import Keyboard
from trees import lay_out

Retro = Callable[..., Any]
KPT = "---\nformat: kpt\n---\n## Keep\n- 산책했다\n"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "2026/2026-11-18.md": KPT,
            "2026/2026-11-19.md": KPT,
            "2026/2026-11-19-발표.md": KPT,
            "2026/2026-11-20.md": KPT,
            "2026/2026-W46.md": KPT,
        },
    )


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """The environment with an editor that runs a line of shell on the file, `$1`."""

    def make(line: str) -> dict[str, str]:
        script = tmp_path / "editor"
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return {"RETRO_EDITOR": str(script)}

    return make


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ([], "2026/2026-11-20.md"),
        (["wed"], "2026/2026-11-18.md"),
        (["last", "week"], "2026/2026-W46.md"),
        (["2026/2026-11-19-발표.md"], "2026/2026-11-19-발표.md"),
    ],
)
def test_the_file_that_is_named_is_opened(
    retro: Retro, journal: Path, editor: Any, words: list[str], path: str
) -> None:
    code, out, _err = retro("edit", *words, env=editor('printf "%s" "- and more" >> "$1"'))
    assert (code, out) == (0, "")
    assert (journal / path).read_text() == KPT + "- and more"
    assert [file.name for file in journal.rglob("*.md") if file.read_text() != KPT] == [path.rpartition("/")[2]]


def test_several_entries_without_a_terminal_are_listed(retro: Retro, journal: Path, editor: Any) -> None:
    code, _out, err = retro("edit", "yesterday", env=editor('rm "$1"'))
    assert code == 2
    assert "2026/2026-11-19.md\n  2026/2026-11-19-발표.md\n" in err
    assert len(list(journal.rglob("*.md"))) == 5


def test_several_entries_on_a_terminal_are_a_choice(terminal: Callable[..., Any], journal: Path, editor: Any) -> None:
    screen = terminal("edit", "yesterday", lang="en_US.UTF-8", env=editor('echo "- new" >> "$1"'))
    screen.wait_for("Which one?").press(Keyboard.DOWN, Keyboard.ENTER)
    assert screen.exit_code() == 0
    assert (journal / "2026/2026-11-19-발표.md").read_text().endswith("- new\n")


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (["2026-11-10"], "retro today -d 2026-11-10"),
        (["W45"], "retro week 2026-W45"),
    ],
)
def test_what_is_not_there_is_offered_to_be_written(
    retro: Retro, journal: Path, editor: Any, words: list[str], way_out: str
) -> None:
    code, _out, err = retro("edit", *words, env=editor("true"))
    assert code == 3
    assert way_out in err
    assert len(list(journal.rglob("*.md"))) == 5


def test_front_matter_that_was_broken_is_told_at_once(retro: Retro, journal: Path, editor: Any) -> None:
    code, _out, err = retro("edit", env=editor("sed -i 's/format: kpt/format: [/' \"$1\""))
    assert code == 4
    assert re.match(r"2026/2026-11-20\.md:\d: ", err)
    assert err.count("\n") == 1
    assert "format: [" in (journal / "2026/2026-11-20.md").read_text()


def test_a_file_that_is_broken_already_can_be_opened(retro: Retro, journal: Path, editor: Any) -> None:
    lay_out(journal, {"2026/2026-11-20.md": KPT.replace("kpt", "[")})
    assert retro("edit", env=editor("sed -i 's/format: \\[/format: kpt/' \"$1\"")) == (0, "", "")


@pytest.mark.usefixtures("journal")
def test_an_editor_that_fails_or_is_missing_is_told_of(retro: Retro, editor: Any) -> None:
    assert retro("edit", env=editor("exit 3"))[:2] == (1, "")
    code, _out, err = retro("edit", env={"RETRO_EDITOR": "no-such-editor"})
    assert code == 1
    assert "no-such-editor" in err
