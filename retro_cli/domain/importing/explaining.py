"""Texts that explain a method rather than use it, told by their titles and by what stands in their sections."""

import re
from collections.abc import Sequence

_INSTRUCTS = re.compile(
    r"기법|방법론|이란\b|란\s*\?|란\s*무엇|란\s*뭘|무엇인가|템플릿|양식|가이드|하는\s*(?:법|방법)|알아보|소개합"
    r"|template|guide|how[- ]to|what is|explained|introduction to|tutorial|framework|methodolog"
    r"|とは|やり方|進め方|テンプレート|使い方|手法|フレームワーク",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"[았었였했됐났갔왔봤썼냈졌렸켰]다|[했았었였][음고던]|[했았었였](?:습니다|는데|어|으나|지만|으)|됨\b|함\b"
    r"|ました|かった|できた|った[。\s]|\b(?:was|were|did|had|went|i|we|our|my|i'm|we're)\b|\w{3,}ed\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"(?:나의 |올해 |새해 |\d{4}년?(?:도)? ?|\d{1,2}월 ?)*(?:의 )?(?:목표|계획|다짐|버킷 ?리스트)"
    r"|(?:my |new year(?:'s)? |\d{4} )*(?:goals|plans|resolutions|bucket list)(?: (?:for|of) \d{4})?"
    r"|(?:\d{4}年の?|今年の)(?:目標|抱負)",
    re.IGNORECASE,
)
_BIDS = re.compile(
    r"\W*(?:ask|write|list|discuss|assign|think|describe|explain|identify|gather|vote|share|note|reflect|choose|pick"
    r"|talk|invite|collect|group)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]\s*[)\"'”]?\s*\Z")


def instructs(title: str) -> bool:
    """Whether a title says that a text explains how something is done."""
    return _INSTRUCTS.search(title) is not None


def explains(titles: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether a text explains a method, rather than use it, by its titles and the lines that stand in its sections."""
    filled = [line for line in answers if line.strip()]
    asked = sum(_ASKS.search(line) is not None for line in filled)
    if len(filled) >= 3 and asked >= 0.7 * len(filled):
        return True
    if not any(instructs(title) for title in titles):
        return False
    told = sum(bool(_PAST.search(line)) and not _ASKS.search(line) and not _BIDS.match(line) for line in filled)
    return told < max(2, 0.25 * len(filled))


def plans(titles: Sequence[str]) -> bool:
    """Whether a text is about what somebody wants to do, by its title: goals of a year."""
    return any(_PLANS.fullmatch(title.strip()) is not None for title in titles)
