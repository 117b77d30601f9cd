"""Draw what a terminal shows as SVG: words and wide characters in their own cells, so that they line up in any font.

The picture follows the reader's light or dark scheme, and fetches nothing: its fonts are those of the reader.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

import pyte
from pyte.screens import Char

CELL, ROW, BASELINE, FONT_SIZE, WIDE_FONT_SIZE = 8.1, 20, 14.5, 13.5, 15.2
MARGIN = 16
FONTS = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', D2Coding, 'Noto Sans Mono CJK KR', "
    "'Apple SD Gothic Neo', 'Malgun Gothic', monospace"
)
# What the program's few colours look like on light and on dark ground.
COLORS = {
    "default": ("#1f2328", "#e6edf3"),
    "008700": ("#008700", "#3fb950"),
    "af5f00": ("#af5f00", "#e3a04f"),
    "d70000": ("#d70000", "#ff7b72"),
    "008787": ("#008787", "#4fc3c3"),
    "cyan": ("#008787", "#4fc3c3"),
}
_GROUND = ("#f9f8f5", "#15191f")
_FRAME = ("#d9d6cf", "#30363d")
_SGR = re.compile(rb"\x1b\[([\d;]*)m")


class Cell(NamedTuple):
    """A character on the screen, and whether it takes two columns."""

    column: int
    char: Char
    wide: bool


def read_screen(raw: bytes, columns: int, rows: int) -> pyte.Screen:
    """The screen that a terminal of this size shows after `raw`."""
    screen = pyte.Screen(columns, rows)
    text = _SGR.sub(_keep_dim, raw).decode().replace("\ufe0f", "").replace("\u200d", "")
    pyte.Stream(screen).feed(text)
    return screen


def _keep_dim(found: re.Match[bytes]) -> bytes:
    """pyte knows no dim text; retro uses no italics, which take its place."""
    codes = found[1].split(b";")
    for index, code in enumerate(codes):
        if code in (b"38", b"48"):
            break
        if code == b"2":
            codes[index] = b"3"
    return b"\x1b[" + b";".join(codes) + b"m"


def draw(screen: pyte.Screen, *, title: str, cursor: bool = False) -> str:
    """The SVG of a screen, as far down as it shows anything. `title` describes it to those who cannot see it."""
    lines = [_cells(screen, row) for row in range(screen.lines)]
    last = max((row for row, line in enumerate(lines) if line), default=0)
    lines = lines[: last + 1]
    width = screen.columns * CELL + 2 * MARGIN
    height = len(lines) * ROW + 2 * MARGIN
    body = [text for row, line in enumerate(lines) for text in _texts(line, MARGIN + row * ROW + BASELINE)]
    if cursor:
        at = screen.cursor
        body.append(f'<rect class="cursor" x="{_x(at.x)}" y="{MARGIN + at.y * ROW + 2}" width="{CELL}" height="17"/>')
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
            f'height="{height:g}" role="img">',
            f"<title>{escape(title)}</title>",
            _style(),
            f'<rect class="ground" x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="8"/>',
            '<g xml:space="preserve">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _cells(screen: pyte.Screen, row: int) -> list[Cell]:
    """The characters of a row with their columns and whether they are wide, without blanks."""
    line = screen.buffer[row]
    return [
        Cell(column, line[column], column + 1 < screen.columns and line[column + 1].data == "")
        for column in range(screen.columns)
        if line[column].data.strip()
    ]


def _texts(line: list[Cell], y: float) -> list[str]:
    return [
        f'<text class="{style}" y="{y:g}">{"".join(_piece(piece) for piece in _pieces(list(run)))}</text>'
        for style, run in groupby(line, key=lambda cell: _class(cell.char))
    ]


def _pieces(run: list[Cell]) -> Iterator[list[Cell]]:
    """A run of one style as its words; every wide character is a piece of its own."""
    piece: list[Cell] = []
    for cell in run:
        if piece and (cell.wide or piece[-1].wide or cell.column != piece[-1].column + 1):
            yield piece
            piece = []
        piece.append(cell)
    yield piece


def _piece(piece: list[Cell]) -> str:
    first = piece[0]
    shown = escape("".join(cell.char.data for cell in piece))
    if first.wide:
        return f'<tspan class="w" x="{_x(first.column + 1)}">{shown}</tspan>'
    if len(piece) == 1:
        return f'<tspan x="{_x(first.column)}">{shown}</tspan>'
    length = f'textLength="{len(piece) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
    return f'<tspan x="{_x(first.column)}" {length}>{shown}</tspan>'


def _class(char: Char) -> str:
    if char.fg not in COLORS:
        raise ValueError(f"no colour for {char.fg}: add it to COLORS")
    names = [f"c{list(COLORS).index(char.fg)}"]
    names += [name for name, on in (("b", char.bold), ("d", char.italics), ("u", char.underscore)) if on]
    return " ".join(names)


def _x(column: int) -> str:
    return f"{MARGIN + column * CELL:g}"


def _style() -> str:
    return (
        f"<style>text {{ font: {FONT_SIZE}px {FONTS} }} .b {{ font-weight: bold }} .d {{ opacity: .62 }} "
        f".w {{ font-size: {WIDE_FONT_SIZE}px; text-anchor: middle }} .u {{ text-decoration: underline }} {_scheme(0)} "
        f"@media (prefers-color-scheme: dark) {{ {_scheme(1)} }}</style>"
    )


def _scheme(number: int) -> str:
    colors = " ".join(f".c{index} {{ fill: {pair[number]} }}" for index, pair in enumerate(COLORS.values()))
    return (
        f".ground {{ fill: {_GROUND[number]}; stroke: {_FRAME[number]} }} "
        f".cursor {{ fill: {COLORS['cyan'][number]}; opacity: .7 }} {colors}"
    )
