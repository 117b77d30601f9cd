"""A post that is brought in and published in its own style says the same in the same order as before.

Only the form of headings and of list marks may differ: compared are the letters and digits, without the front matter.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from retro_cli.domain import frontmatter
from retro_cli.domain.text import split_lines

SOURCES = Path(__file__).resolve().parents[2] / "golden" / "publish" / "round-trip"
Retro = Callable[..., tuple[int, str, str]]

CASES = {
    "kpt": ("kpt", "2026-W12", []),
    "events": ("events", "2026-W13", []),
    "log": ("log", "2026-W11", ["--start", "2026-03-02"]),
    "labels": ("log", "2026-W10", ["--start", "2026-03-02"]),
    "weekly": ("weekly", "2026-W10", ["--year", "2026"]),
}


def words(text: str) -> str:
    """The letters and digits of a post's body."""
    lines = split_lines(text)
    body = "".join(lines[frontmatter.body_line(lines) :])
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", body))


@pytest.mark.parametrize("name", CASES)
def test_a_post_that_is_brought_in_comes_out_again(name: str, retro: Retro, tmp_path: Path) -> None:
    style, week, options = CASES[name]
    site, journal = tmp_path / "site", tmp_path / "journal"
    posts = site / "_posts"
    posts.mkdir(parents=True)
    source = posts / f"{'2026-03-02-' if name == 'weekly' else ''}{name}.md"
    source.write_text((SOURCES / f"{name}.md").read_text("utf-8"), "utf-8")
    code, out, err = retro("import", str(source), "-j", str(journal), "--lang", "ko", *options)
    assert code == 0, out + err
    code, post, err = retro("publish", week, "-j", str(journal), "--lang", "ko", "--style", style, "--dry-run")
    assert code == 0, err
    assert words(post) == words((SOURCES / f"{name}.md").read_text("utf-8"))
