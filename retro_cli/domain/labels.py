"""What a heading says once its decoration is gone, so that `## ✨ Keep (만족한 점)` and `keep` are the same label."""

import re
import unicodedata
from collections.abc import Mapping

Localized = Mapping[str, str]
"""One text per language code; the code `""` stands for a text that is meant for every language."""

_BRACKETS = {"(": ")", "[": "]", "{": "}", "「": "」", "『": "』", "【": "】", "〈": "〉", "《": "》", "〔": "〕"}
_HASHES = re.compile(r"\A\s*#+|(?<=\s)#+\s*\Z")
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_CIRCLED = re.compile("[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NUMBER = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+|\d{1,2}[.)](?!\d)\s*)(?=\S)")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_DROPPED = re.compile(r"""[\s*_~`'"’‘“”,、・·‐‑–—-]+""")
_EDGES = ":;.!?…。>|→•\\"


def pick(texts: Localized, lang: str) -> str:
    """The text in `lang`, else in English, else the first one; empty when there is none."""
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")


def label(text: str) -> str:
    """The normal form of a heading, for comparison only.

    Compatibility forms, case and all white space are evened out; heading marks, emphasis, HTML tags, emoji, numbering
    (`1.`, `4)`, `1.2`), brackets with what they hold, and punctuation at the edges are taken away. Where nothing is
    left, the content of the first bracket is the label (`[+]` gives `+`), and an empty text if there is none.
    """
    outside, inside = _bare(text)
    return _squeezed(outside) or _squeezed(inside) or "".join(inside.split())


def slug(text: str) -> str:
    """A heading as a key: the words of its label joined by `-`, at most 40 characters; may be empty."""
    outside, inside = _bare(text)
    words = re.findall(r"\w+", (outside if _squeezed(outside) else inside).casefold())
    return unicodedata.normalize("NFC", "-".join(words).strip("-_")[:40].rstrip("-_"))


def _bare(text: str) -> tuple[str, str]:
    """What a heading says outside its brackets and in the first of them, decoration and numbering taken away."""
    if "\\" in text:
        text = _ESCAPED.sub("", text)
    plain = unicodedata.normalize("NFKC", _without_symbols(_HASHES.sub("", text)))
    outside, inside = _split_brackets(_unnumbered(_TAG.sub("", plain)))
    return _unnumbered(outside), inside


def _without_symbols(text: str) -> str:
    """`text` without emoji, pictograms, circled numbers and invisible characters."""
    if text.isascii():
        return text
    text = _CIRCLED.sub("", _KEYCAP.sub("", text))
    return "".join(c for c in text if c.isascii() or not _is_symbol(c))


def _is_symbol(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or unicodedata.category(char) in ("So", "Sk", "Cf")


def _unnumbered(text: str) -> str:
    return _NUMBER.sub("", text.lstrip("*_ "))


def _squeezed(text: str) -> str:
    return unicodedata.normalize("NFC", _DROPPED.sub("", text).strip(_EDGES).casefold())


def _split_brackets(text: str) -> tuple[str, str]:
    """The text outside all closed brackets, and what the first of them holds."""
    spans: list[tuple[int, int]] = []
    awaited: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if char in _BRACKETS:
            awaited.append((index, _BRACKETS[char]))
        elif awaited and char == awaited[-1][1]:
            start = awaited.pop()[0]
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, index))
    outside, last = [], 0
    for start, end in spans:
        outside.append(text[last:start])
        last = end + 1
    inside = next((text[start + 1 : end] for start, end in spans if text[start + 1 : end].strip()), "")
    return "".join([*outside, text[last:]]), inside
