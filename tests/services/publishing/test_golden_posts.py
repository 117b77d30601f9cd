"""Posts of a made-up week in every style and for every kind of site, as plain files.

`RETRO_UPDATE_GOLDEN=1 pytest tests/services/publishing/test_golden_posts.py` writes them anew: read them before they
are kept.
"""

import os
from pathlib import Path

import pytest

from retro_cli.services.publishing.posting import draft, week_unit
from services.publishing.desk import GOLDEN, WEEK, desk, journal_at

UPDATE = bool(os.environ.get("RETRO_UPDATE_GOLDEN"))
CASES = [
    ("default", "jekyll", "ko"),
    ("kpt", "jekyll", "ko"),
    ("events", "jekyll", "ko"),
    ("log", "jekyll", "ko"),
    ("weekly", "jekyll", "ko"),
    ("default", "hugo", "en"),
    ("events", "obsidian", "ja"),
    ("kpt", "plain", "en"),
]


@pytest.mark.parametrize(("style", "flavour", "lang"), CASES)
def test_a_week_becomes_its_post(style: str, flavour: str, lang: str, tmp_path: Path) -> None:
    journal = journal_at(GOLDEN / "journal")
    journal = type(journal)(journal.root, journal.settings, journal.formats, tmp_path / "state")
    made = draft(desk(journal, tmp_path / "site", lang, style=style, flavour=flavour), week_unit(WEEK))
    assert made is not None
    assert not made.collected.problems
    golden = GOLDEN / "posts" / f"{style}-{flavour}-{lang}.md"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(made.text.encode())
    assert made.text == golden.read_bytes().decode()
