"""The pictures of the READMEs: up to date, whole in themselves, and aligned."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pyte
import pytest

from scripts.pictures import FOLDER, LOCALES, stale
from scripts.terminal_svg import CELL, MARGIN, draw, read_screen

PICTURES = sorted(FOLDER.glob("*.svg"))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", LOCALES)
def test_the_pictures_show_what_the_program_shows(lang: str) -> None:
    """Where a change of the screens is meant: `python scripts/pictures.py`."""
    assert [path.name for path, _ in stale(lang)] == []


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_fetches_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    ElementTree.fromstring(text)
    assert re.findall(r"(?:https?:)?//[^\s\"')]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@font-face|@import|url\(|href|<script|<image", text)


def screen(text: str) -> pyte.Screen:
    return read_screen(text.encode(), 20, 4)


def test_wide_characters_stand_in_the_middle_of_their_two_columns_and_words_at_their_first() -> None:
    svg = draw(screen("가 ab\r\n"), title="x")
    assert f'<tspan class="w" x="{MARGIN + CELL:g}">가</tspan>' in svg
    assert f'<tspan x="{MARGIN + 3 * CELL:g}" textLength="{2 * CELL:g}"' in svg


def test_dim_and_bold_and_colours_are_kept() -> None:
    svg = draw(screen("\x1b[2mdim\x1b[0m \x1b[1;38;5;30mkey\x1b[0m \x1b[0;2mtoo\x1b[0m"), title="x")
    assert 'class="c0 d" y="30.5"><tspan x="16"' in svg
    assert re.search(r'class="c\d b"[^>]*><tspan[^>]*>key', svg)
    assert svg.count('class="c0 d"') == 2


def test_text_is_escaped_and_a_colour_without_a_name_is_refused() -> None:
    assert "&lt;b&gt;&amp;" in draw(screen("<b>&"), title="x")
    with pytest.raises(ValueError, match="no colour"):
        draw(screen("\x1b[38;5;200mpink"), title="x")
