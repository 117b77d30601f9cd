"""An entry in which a merge was left: nothing is written into one of its two versions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LEFT = "---\nformat: kpt\n---\n## Keep\n<<<<<<< HEAD\n- Ran\n- [ ] Walk\n=======\n- Slept\n>>>>>>> origin/main\n"
DAY = "2026/2026-11-18.md"


@pytest.fixture
def journal(retro: Callable[..., Any], tmp_path: Path) -> Path:
    root = tmp_path / "journal"
    assert retro("init", str(root)).code == 0
    (root / "2026").mkdir(exist_ok=True)
    (root / DAY).write_text(LEFT)
    return root


@pytest.mark.parametrize(
    "words",
    [
        ("add", "keep", "Read", "-d", "2026-11-18"),
        ("today", "--set", "keep=Read", "-d", "2026-11-18"),
        ("todo", "add", "Read", "-d", "2026-11-18"),
        ("todo", "done", "Walk"),
    ],
)
def test_nothing_is_written_between_conflict_markers(
    retro: Callable[..., Any], journal: Path, words: tuple[str, ...]
) -> None:
    run = retro(*words, "-j", str(journal))
    assert run.code == 5 and f"{DAY}:5" in run.err and "retro sync" in run.err and "Ran" not in run.err, run
    assert (journal / DAY).read_text() == LEFT


def test_markers_in_code_are_text_like_any_other(retro: Callable[..., Any], journal: Path) -> None:
    (journal / DAY).write_text(f"---\nformat: kpt\n---\n## Keep\n- Slept\n\n```\n{LEFT[27:]}```\n")
    assert retro("add", "keep", "Read", "-d", "2026-11-18", "-j", str(journal)).code == 0
    assert "- Slept\n- Read\n" in (journal / DAY).read_text()
