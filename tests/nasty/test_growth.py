"""Twice the text takes at most two and a half times as long: measured in processor time, the best of several."""

from collections.abc import Callable

import pytest

from growth import growth
from retro_cli.domain.entry import read_entry
from retro_cli.domain.format import Format
from retro_cli.domain.outline import read_outline
from retro_cli.domain.placing import placeholder
from retro_cli.store.formats import load_formats
from retro_cli.store.locations import builtin_templates

FRONT = "---\nformat: kpt\n---\n"
GROWING: dict[str, Callable[[int], str]] = {
    "headings": lambda size: FRONT + "".join(f"## Keep\n- {number}\n" for number in range(size)),
    "items": lambda size: FRONT + "## Try\n" + "".join(f"- [ ] {number}\n" for number in range(size)),
    "brackets": lambda size: FRONT + "## Keep\n- " + "[" * 40 * size + "\n",
    "stars": lambda size: FRONT + "## Keep\n- " + "*_" * 20 * size + "\n",
    "quotes": lambda size: FRONT + "> " * size + "x\n",
    "paragraph": lambda size: FRONT + "글\n" * 10 * size,
    "comments": lambda size: FRONT + "<!-- a\n" * size,
    "fields": lambda size: FRONT + "## Try\n- [ ] x " + "📅 2026-11-20 " * size + "\n",
}


@pytest.fixture(scope="module")
def formats() -> dict[str, Format]:
    return dict(load_formats([("built-in", builtin_templates())]).by_name)


@pytest.mark.parametrize("name", GROWING)
def test_reading_grows_with_the_text(name: str, formats: dict[str, Format]) -> None:
    made = GROWING[name]

    def read(text: str) -> None:
        read_entry(text, "2026/2026-11-20.md", formats, None)
        outline = read_outline(text, formats, "kpt")
        for mark in outline.marks:
            placeholder(outline, mark)

    once, twice = made(1500), made(3000)
    assert growth(lambda: read(once), lambda: read(twice), enough=2.5) <= 2.5
