"""The merge driver: what it ends with, and what it leaves."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from machines import NO_GIT
from retro_cli.cli.main import main
from retro_cli.domain.layout import Layout
from retro_cli.services.sync.driver import DONE, LEFT, NOT_MINE, drive
from retro_cli.services.sync.registering import command
from retro_cli.store import own_call
from retro_cli.store.formats import load_formats
from retro_cli.store.locations import builtin_templates

Driven = tuple[int, bytes]


@pytest.fixture
def driven(tmp_path: Path) -> Callable[..., Driven]:
    def run(base: bytes, ours: bytes, theirs: bytes, path: str = "2026/2026-11-20.md") -> Driven:
        files = [tmp_path / name for name in ("base", "ours", "theirs")]
        for file, data in zip(files, (base, ours, theirs), strict=True):
            file.write_bytes(data)
        formats = load_formats([("built-in", builtin_templates())]).by_name
        code, _ = drive(files[0], files[1], files[2], path, marker_size=7, formats=formats, layout=Layout())
        return code, files[1].read_bytes()

    return run


def test_an_entry_is_merged_into_the_file_of_this_side(driven: Callable[..., Driven]) -> None:
    code, data = driven(b"## Keep\n- a\n", b"## Keep\n- a\n- b\n", b"## Keep\n- a\n- c\n")
    assert code == DONE and sorted(data.split(b"\n")) == [b"", b"## Keep", b"- a", b"- b", b"- c"]


def test_an_entry_that_waits_for_its_day_is_an_entry(driven: Callable[..., Driven]) -> None:
    assert driven(b"- a\n", b"- a\n- b\n", b"- a\n- c\n", "undated/old.md")[0] == DONE


@pytest.mark.parametrize("path", ["README.md", "templates/my.md", "notes/idea.md"])
def test_what_is_no_entry_is_left_to_git(driven: Callable[..., Driven], path: str) -> None:
    assert driven(b"a\n", b"b\n", b"c\n", path) == (NOT_MINE, b"b\n")


@pytest.mark.parametrize("text", ["가".encode("euc-kr"), "가".encode("utf-16"), b"\0\1"])
def test_an_entry_that_is_no_utf8_is_left_as_it_is(driven: Callable[..., Driven], text: bytes) -> None:
    assert driven(b"", text, b"x\n") == (LEFT, text)
    assert driven(b"", b"x\n", text) == (LEFT, b"x\n")


@pytest.mark.parametrize(
    "words", [[], ["a"], ["a", "b", "c", "x", "2026/2026-11-20.md"], ["/no", "/no", "/no", "7", "a"]]
)
def test_a_call_that_makes_no_sense_leaves_the_merge_to_git(words: list[str]) -> None:
    assert main(["merge-driver", *words]) == NOT_MINE


@NO_GIT
@pytest.mark.parametrize(
    ("code", "wanted", "ends"),
    [(0, "1\n2\n3\n", 0), (1, "one\n2\nthree\n", 0), (127, "one\n2\nthree\n", 0), (5, "one\n2\n3\n", 1)],
)
def test_git_merges_where_retro_does_not_and_leaves_what_retro_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, wanted: str, ends: int
) -> None:
    """0: retro has merged; 1 and 127 (it is gone): git's own merge; 5: a conflict, the file of this side as it was."""
    for name, text in (("O", "1\n2\n3\n"), ("A", "one\n2\n3\n"), ("B", "1\n2\nthree\n")):
        (tmp_path / name).write_text(text)
    merge = "cp O A;" if code == 0 else ""
    monkeypatch.setattr(
        "retro_cli.services.sync.registering.shell_call", lambda _: f"fake() {{ {merge} return {code}; }}; fake"
    )
    line = command({})
    for sign, value in (("%O", "O"), ("%A", "A"), ("%B", "B"), ("%L", "7"), ("%P", "x.md")):
        line = line.replace(sign, value)
    assert subprocess.run(["sh", "-c", line], cwd=tmp_path, check=False).returncode == ends
    assert (tmp_path / "A").read_text() == wanted


def test_an_installed_retro_is_called_by_its_interpreter_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    home = str(Path(own_call.__file__).resolve().parents[2])
    monkeypatch.setattr(own_call, "_where_packages_lie", lambda: [home])
    assert own_call.shell_call(os.environ).endswith(" -P -m retro_cli")
    assert "PYTHONPATH" not in own_call.shell_call(os.environ)


def test_a_retro_in_a_checkout_is_called_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_call, "_where_packages_lie", list)
    call = own_call.shell_call({"PYTHONPATH": f"relative{os.pathsep}/some where/lib"})
    assert call.startswith("PYTHONPATH=") and "/some where/lib" in call and "relative" not in call
    done = subprocess.run(["sh", "-c", f"{call} --version"], cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout.startswith("retro ")
