"""Footnotes and links of several entries stay apart in one post."""

from pathlib import Path

from retro_cli.services.publishing.posting import draft, week_unit
from services.publishing.desk import WEEK, desk, written


def post(tmp_path: Path, *days: str) -> str:
    files = {f"2026/2026-11-{16 + at}.md": f"---\nformat: kpt\n---\n{text}" for at, text in enumerate(days)}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    return made.text


def test_footnotes_of_the_same_name_get_names_of_their_own(tmp_path: Path) -> None:
    first = "## Keep\n- 하나[^1]\n\n[^1]: 첫 각주\n"
    second = "글[^1] `[^1]`\n\n## Keep\n- 둘[^1]\n\n```\n[^1]: 코드\n```\n\n[^1]: 둘째 각주\n"
    text = post(tmp_path, first, second, first)
    assert "- 하나[^1]\n\n[^1]: 첫 각주" in text
    assert "글[^1-2] `[^1]`" in text
    assert "- 둘[^1-2]\n\n```\n[^1]: 코드\n```\n\n[^1-2]: 둘째 각주" in text
    assert "- 하나[^1-3]\n\n[^1-3]: 첫 각주" in text


def test_targets_of_links_of_the_same_name_get_names_of_their_own_and_the_words_stay(tmp_path: Path) -> None:
    first = "[글][a] [a]\n\n[a]: https://example.org/1\n[b]: https://example.org/b\n"
    second = "[글][A] [a][] [a] [a](x) `[a]` [b]\n\n[a]: https://example.org/2\n[b]: https://example.org/b\n"
    text = post(tmp_path, first, second)
    assert "[글][a] [a]\n\n[a]: https://example.org/1" in text
    assert "[글][A-2] [a][a-2] [a][a-2] [a](x) `[a]` [b]\n\n[a-2]: https://example.org/2" in text


def test_labels_that_nothing_defines_are_text(tmp_path: Path) -> None:
    text = post(tmp_path, "하나 [1]\n\n[1]: https://example.org\n", "둘 [1] [x] [^1]\n")
    assert "둘 [1] [x] [^1]" in text
