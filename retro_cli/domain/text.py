"""Text as lines: splitting without loss, newlines, comparing, answers, and showing what a screen must not interpret."""

import re
import unicodedata

BOM = "\ufeff"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NEWLINE = re.compile(r"\r\n|\r|\n")

_NOT_TYPED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"

# C0, DEL, C1, the marks and overrides that reorder a line, the separators that break one, and lone surrogates
_UNSHOWABLE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"

_DASHES = frozenset("-–—_~.…·?*")
_LATER = ("쓰기", "쓸게", "쓸게요", "작성", "추가", "채우기", "채울게", "채울게요")
_MISSING = frozenset(
    {
        *("tbu", "tbd", "tba", "todo", "wip", "n/a", "na", "x", "none", "nothing", "later", "empty"),
        *("to be updated", "to be done", "to be decided"),
        *("나중에", *(f"나중에{gap}{word}" for gap in ("", " ") for word in _LATER)),
        *("추후", *(f"추후{gap}{word}" for gap in ("", " ") for word in ("작성", "추가"))),
        *(f"{word}{gap}예정" for gap in ("", " ") for word in ("작성", "추가")),
        *(
            "없음",
            "없슴",
            "없다",
            "없어",
            "없어요",
            "없습니다",
            "딱히",
            "딱히없음",
            "딱히 없음",
            "미정",
            "미작성",
            "ㅇㅇ",
        ),
        *("なし", "特になし", "特に無し", "無し", "未定", "未記入", "後で", "後で書く", "あとで", "あとで書く"),
    }
)


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their endings (only `\\r\\n`, `\\n` and `\\r` end one); joined they are `text`."""
    return _LINE.findall(text)


def line_ending(line: str) -> str:
    """The newline that ends `line`: `\\r\\n`, `\\n`, `\\r`, or an empty text."""
    if line.endswith("\n"):
        return "\r\n" if line.endswith("\r\n") else "\n"
    return "\r" if line.endswith("\r") else ""


def strip_ending(line: str) -> str:
    """`line` without the newline that ends it; other trailing space stays."""
    ending = line_ending(line)
    return line[: -len(ending)] if ending else line


def dominant_newline(text: str) -> str:
    """The newline that `text` uses most (the earliest of equals), `\\n` where it has none."""
    counts: dict[str, int] = {}
    for newline in _NEWLINE.findall(text):
        counts[newline] = counts.get(newline, 0) + 1
    return max(counts, key=lambda newline: counts[newline]) if counts else "\n"


def fold(text: str) -> str:
    """The form in which texts are compared and searched: case folded, composed (NFC)."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def clean(text: str) -> str:
    """An answer as it is kept: NFC, newlines as `\\n`, no control characters but newline and tab, trimmed."""
    plain = re.sub(_NOT_TYPED, "", _NEWLINE.sub("\n", text))
    return unicodedata.normalize("NFC", plain).strip()


def visible(text: str) -> str:
    """`text` on one line of a screen, which interprets none of it.

    Control characters become their pictures (`␛`), a newline `␤`, a tab a space; characters that reorder or break a
    line and lone surrogates become `<U+202E>`. Text without any of them is returned as it is.
    """
    return text if text.isprintable() else re.sub(_UNSHOWABLE, _shown, text)


def is_placeholder(text: str) -> bool:
    """Whether all that `text` says is that an answer is missing, or that there is none: `TBU`, `-`, `없음` …"""
    if len(text) > 40 or not (bare := fold(text).strip()):
        return False
    if all(character in _DASHES or character.isspace() for character in bare):
        return True
    first, last = 0, len(bare)
    while first < last and not _is_word(bare[first]):
        first += 1
    while first < last and not _is_word(bare[last - 1]):
        last -= 1
    return bare[first:last] in _MISSING


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character == "\t":
        return " "
    if character == "\n":
        return "␤"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
