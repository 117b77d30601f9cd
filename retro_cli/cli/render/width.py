"""How many cells of a terminal a text takes, and texts cut, padded and wrapped by cells."""

from unicodedata import category, combining, east_asian_width

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_KEYCAPS = "0123456789#*"
# Vowels and final consonants of decomposed Hangul join the syllable before them.
_JOINING_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def _cells_of(char: str) -> int:
    code = ord(char)
    if combining(char) or any(first <= code <= last for first, last in _JOINING_JAMO):
        return 0
    if east_asian_width(char) in "WF":
        return 2
    return 0 if category(char) in ("Mn", "Me", "Cf") and code != 0xAD else 1


def measure(text: str, limit: int | None = None) -> tuple[int, int]:
    """(cells, characters) of the longest beginning of `text` in at most `limit` cells; of all of it without one."""
    if text.isascii():
        length = len(text) if limit is None else min(len(text), limit)
        return length, length
    total, last, widest = 0, "", 0
    joined = False
    for index, char in enumerate(text):
        if joined or (ord(char) in _SKIN_TONES and widest == 2):
            cells = 0
        elif char == _EMOJI_STYLE:
            cells = 1 if widest == 1 and (category(last)[0] == "S" or last in _KEYCAPS) else 0
        else:
            cells = _cells_of(char)
        joined = char == _JOINER and widest == 2
        if limit is not None and total + cells > limit:
            return total, index
        total += cells
        if char == _EMOJI_STYLE and cells:
            widest = 2
        elif cells:
            last, widest = char, cells
    return total, len(text)


def cells(text: str) -> int:
    """The number of cells that `text` takes on one line of a terminal."""
    return measure(text)[0]


def pad(text: str, width: int) -> str:
    """`text` with spaces behind it up to `width` cells."""
    return text + " " * (width - cells(text))


def elide(text: str, width: int) -> str:
    """`text` in at most `width` cells, an ellipsis at the end where something was cut."""
    if cells(text) <= width:
        return text
    if width < 1:
        return ""
    return text[: measure(text, width - 1)[1]].rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """The words of `text` on lines of at most `width` cells; a longer word stands alone on its line."""
    first, *words = text.split(" ")
    lines, used = [first], cells(first)
    for word in words:
        size = cells(word)
        if used + 1 + size > width:
            lines.append(word)
            used = size
        else:
            lines[-1] += f" {word}"
            used += 1 + size
    return lines
