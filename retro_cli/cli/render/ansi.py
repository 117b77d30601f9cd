"""Colours for a terminal, just as rich writes them, which takes longer to import than most commands take."""

_CODES = {"bold": "1", "dim": "2"}


def ansi(text: str, style: str) -> str:
    """`text` in a style of rich's words: `bold`, `dim`, `color(28)`, or some of them."""
    if not text or not style:
        return text
    return f"\x1b[{';'.join(_code(word) for word in style.split())}m{text}\x1b[0m"


def _code(word: str) -> str:
    return _CODES.get(word) or f"38;5;{word.removeprefix('color(').removesuffix(')')}"
