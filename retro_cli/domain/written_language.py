"""The language that entries are written in, as far as their letters tell."""

from collections.abc import Iterable

from retro_cli.domain.frontmatter import body_line
from retro_cli.domain.text import split_lines

_SHARE = 5  # one letter in so many: people mix in English words, not Hangul and kana


def language_of(texts: Iterable[str], other: str) -> str:
    """Korean ("ko") or Japanese ("ja") where enough letters are Hangul or kana, else `other`."""
    letters = hangul = kana = 0
    for line in (line for text in texts for line in _said(text)):
        letters += sum(map(str.isalpha, line))
        hangul += sum("가" <= letter <= "힣" or "\u1100" <= letter <= "\u11ff" for letter in line)
        kana += sum("ぁ" <= letter <= "ヿ" for letter in line)
    if hangul * _SHARE > letters:
        return "ko"
    return "ja" if kana * _SHARE > letters else other


def _said(text: str) -> list[str]:
    """The lines of an entry below its front matter, without headings, which are often in another language."""
    lines = split_lines(text)
    return [line for line in lines[body_line(lines) :] if not line.startswith("#")]
