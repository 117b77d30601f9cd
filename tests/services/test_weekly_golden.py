"""Whole weeks of made-up journals, and the digests that they come to, as plain files.

`RETRO_UPDATE_GOLDEN=1 pytest tests/services/test_weekly_golden.py` writes the digests anew: read them before they are
kept.
"""

import os
from pathlib import Path

import pytest

from retro_cli.domain.digest import markdown_lines
from retro_cli.domain.period import Week
from retro_cli.domain.settings import Settings
from retro_cli.services.reviews import view
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates

CASES = sorted((Path(__file__).parents[1] / "golden" / "week").iterdir())
UPDATE = bool(os.environ.get("RETRO_UPDATE_GOLDEN"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_week_comes_to_its_digest(case: Path, tmp_path: Path) -> None:
    formats = load_formats([("built-in", builtin_templates())])
    journal = Journal(case / "journal", Settings(), formats, tmp_path / "state")
    seen = view(journal, Week(2026, 47), case.name.rpartition("-")[2])
    made = "\n".join(markdown_lines(seen.digest)) + "\n"
    assert not seen.problems
    if UPDATE:
        (case / "digest.md").write_bytes(made.encode())
    assert made == (case / "digest.md").read_bytes().decode()
