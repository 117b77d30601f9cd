"""What a commit of a journal says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.commit_message import Committed, commit_message
from retro_cli.domain.layout import Layout


def committed(*paths: str, gone: tuple[str, ...] = ()) -> list[Committed]:
    return [Committed(path, Layout().slot(path), path in gone) for path in paths]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (committed("2026/2026-11-20.md"), "retro: 2026-11-20 (1 entry)"),
        (
            committed("2026/2026-11-20.md", "2026/2026-11-19.md", "2026/2026-11-20-논문.md", "2026/2026-W47.md"),
            "retro: 2026-11-19, 2026-11-20 (3 entries, 1 review)",
        ),
        (
            committed(*(f"2026/{date(2026, 11, 1) + timedelta(days=number)}.md" for number in range(5))),
            "retro: 2026-11-01 to 2026-11-05 (5 entries)",
        ),
        (committed("retro.toml", ".gitattributes"), "retro: settings"),
        (committed("2026/2026-W47.md", "2026/2026-Q4.md", "2026/2026.md"), "retro: 3 reviews"),
        (committed("templates/비밀.md", "assets/비밀.png", "undated/비밀.md"), "retro: 1 entry, 1 format, 1 file"),
        (committed("2026/2026-11-20.md", gone=("2026/2026-11-20.md",)), "retro: 2026-11-20 (1 removed)"),
    ],
)
def test_it_says_days_and_counts(files: list[Committed], message: str) -> None:
    assert commit_message(files) == message


@given(st.lists(st.text(st.characters(categories=["Lo"]), min_size=1), min_size=1, max_size=20))
def test_it_never_holds_a_word_of_a_name_and_fits_a_line(words: list[str]) -> None:
    files = committed(*(f"2026/2026-11-{number + 1:02}-{word}.md" for number, word in enumerate(words)))
    message = commit_message(files)
    assert message.isascii() and "\n" not in message and len(message) < 72
