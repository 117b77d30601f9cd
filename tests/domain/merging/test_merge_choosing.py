"""Which files of a journal are merged by what they are."""

import pytest

from retro_cli.domain.layout import Layout
from retro_cli.domain.merging import merge
from tests.domain.answering import FORMATS

DATED = "---\ndate: 2026-11-20\n---\n"


@pytest.mark.parametrize(
    "path", ["2026/2026-11-20.md", "2026/2026-W47.md", "2026/2026-11-20-bert-논문.md", "retro.toml"]
)
def test_entries_and_settings_are_merged(path: str) -> None:
    merged = merge(path, "a = 1\n", "a = 1\nb = 2\n", "c = 3\na = 1\n", FORMATS, Layout())
    assert merged is not None and merged.text.split() != []


@pytest.mark.parametrize(
    "path",
    ["templates/2026-11-20.md", "assets/2026-11-20.md", ".obsidian/2026-11-20.md", "README.md", "sub/retro.toml"],
)
def test_other_files_are_left_to_git(path: str) -> None:
    assert merge(path, "a\n", "b\n", "c\n", FORMATS, Layout()) is None


def test_a_note_that_only_its_front_matter_dates_is_an_entry() -> None:
    assert merge("notes/배포.md", DATED + "a\n", DATED + "a\nb\n", DATED + "a\n\nc\n", FORMATS, Layout()) is not None
    assert merge("notes/배포.md", "", "---\ndate: [\n---\n", "c\n", FORMATS, Layout()) is None
    assert merge("notes/배포.txt", DATED, DATED + "b\n", DATED + "c\n", FORMATS, Layout()) is None


def test_the_layout_says_what_an_entry_is_called() -> None:
    layout = Layout(day_pattern="Daily/{date}", week_pattern="주간/{week} 회고")
    assert merge("주간/2026-W47 회고.md", "a\n", "b\n", "c\n", FORMATS, layout) is not None
