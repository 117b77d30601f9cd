"""Nasty files, settings and formats end in one clear line; nothing crashes, hangs, changes, or reaches the terminal.

Every command on every file: `python -m tests.nasty`.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.matrix import shelf
from faults.run import in_terminal, warm_up
from nasty.runs import go_through, nasty_scenes

SCENES = nasty_scenes()


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


@pytest.fixture
def folder() -> Iterator[Path]:
    made = shelf()
    yield made
    shutil.rmtree(made)


@pytest.mark.parametrize("name", SCENES)
def test_every_command_bears_it(name: str, folder: Path) -> None:
    runs = go_through(name, SCENES[name], folder, one_in=4)
    assert [f"{run.command}: {'; '.join(run.broken)}" for run in runs if run.broken] == []


@pytest.mark.parametrize("args", [("show",), ("todo",), ("list",), ("status",), ("search", "red"), ("week", "--print")])
@pytest.mark.parametrize("name", ["escape sequences", "right to left"])
def test_no_escape_sequence_of_a_file_reaches_the_terminal(name: str, args: tuple[str, ...], folder: Path) -> None:
    for path, data in SCENES[name].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shown = in_terminal(folder, args, [], 0).out
    assert not re.search("\x07|\x9b|\x1b[^[]|\x1b\\[(31m|2J)|[\u202a-\u202e\u2066-\u2069]", shown)
