"""The words that a short text is about, in Korean and English: bare of particles, endings and inflection.

No grammar: endings are cut off by their spelling, the same way in every text, so that two forms of one word mostly
come out alike. `tests/domain/patterns/labelled/` measures what that is worth.
"""

import re
import unicodedata

_WORD = re.compile(r"[가-힣]+|[^\W\d_가-힣]+(?:['’][^\W\d_가-힣]+)?|\d+")
_HANGUL = re.compile(r"[가-힣]")
_APOSTROPHE = re.compile(r"n['’]t$|['’](?:s|re|ve|ll|d|m)?$|['’]")

_KOREAN_ENDINGS = """
    이었다 였다 았다 었다 했다 하다 됐다 되다 있다 없다 이다 한다 된다 인다 는다 했음 았음 었음 음 함 됨 임 다
    았는데 었는데 했는데 는데 은데 지만 아서 어서 해서 하여 여서 하고 하며 하면 하느라 느라 으니 니 려고 으려고
    다가 했다가 았다가 었다가 고 며 면 게 지 서 아 어 해 해야 던 한 할 하는 하지 하기 기 었던 았던 했던 은 는 을
    를 이 가 에 에서 에게 한테 으로 로 와 과 랑 이랑 도 만 까지 부터 처럼 보다 의 들 들과 들과의 과의 와의 에만
    에는 에도 에서는 으로는 라서 이라 이라서 라 인 적 째 씩 나 이나 요
"""
_ENGLISH_ENDINGS = (
    "ations", "ation", "ingly", "edly", "ments", "ment", "ness", "ings", "ing", "ies", "ied", "ely", "ed", "es", "ly",
    "s", "e",
)  # fmt: skip
_NUMBERS = {
    "한": "1", "두": "2", "세": "3", "네": "4", "하나": "1", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "ten": "10",
}  # fmt: skip
_SAY_LITTLE = """
    또 너무 더 좀 다 것 거 게 걸 수 때 그냥 바로 계속 정말 거의 전혀 이번 주 오늘 어제 내 나 이 그 저 하루 번 번도
    한번 못 안 않 못했 하 되 있 없 했 됐 데 시간 a an the and or to of in on at for with i me my we our it its was
    were is are be been had have has do did does done not no too very so that this again also just once more by
    from after before all any up out off as than then there into could would should can will cannot get got go
    went make made 다시 오늘도
"""
_SAY_HOW = """
    부족 어려 어려웠 어렵 힘들 느리 느려 느렸 오래 실패 미뤘 미루 미룸 빠뜨렸 빠뜨림 빼먹 잊 잊었 많 많았 길 길었
    늦 늦었 대충 제대로 잘 아쉬웠 몰랐 모르 slow hard difficult bad poor long late forgot forget enough lack
    unclear miss much many took tak 적 일찍 빠르 빨라 짧 짧았 작 작았 크 컸 early fast quick short small few less
    red broken easy 많이 조금
"""
_SYLLABLES, _VOWELS, _FINALS, _PAST = 11172, 21, 28, 20  # of Unicode's Hangul; the final of the past is ㅆ
_CONTRACTED = {6: 20, 9: 8, 14: 13, 10: 11}  # ㅕ of ㅣ어, ㅘ of ㅗ아, ㅝ of ㅜ어, ㅙ of ㅚ어
LITTLE, _HOW, _ONE_SYLLABLE = 0.15, 0.4, 0.7


class _Spelling:
    """The lists above, ready to be looked into."""

    endings = tuple(sorted(set(_KOREAN_ENDINGS.split()), key=lambda ending: (-len(ending), ending)))
    little = frozenset(_SAY_LITTLE.split()) | frozenset(_NUMBERS.values())
    how = frozenset(_SAY_HOW.split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, reduced, in their order; numbers that are spelled out come as digits."""
    return tuple(_reduced(found) for found in _WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def importance(word: str) -> float:
    """How much a reduced word says by itself, from 0 to 1.

    Words that stand anywhere say little; those for how something was say less than those for what it was.
    """
    if word in _Spelling.little or word.isdigit():
        return LITTLE
    if word in _Spelling.how:
        return _HOW
    return _ONE_SYLLABLE if len(word) == 1 and _HANGUL.match(word) else 1.0


def says_how(word: str) -> bool:
    """Whether a reduced word says how something was: late, slow, not enough."""
    return word in _Spelling.how


def _reduced(word: str) -> str:
    stem = _korean_stem(word) if _HANGUL.match(word) else _english_stem(_APOSTROPHE.sub("", word))
    return _NUMBERS.get(stem, stem)


def _korean_stem(word: str) -> str:
    stem = next((word[: -len(ending)] for ending in _Spelling.endings if word[1:].endswith(ending)), word)
    return stem[:-1] + _present(stem[-1])


def _present(syllable: str) -> str:
    """The last syllable of a verb without its past: 혔 -> 히, 봤 -> 보, 줬 -> 주, 됐 -> 되, 갔 -> 가."""
    number = ord(syllable) - ord("가")
    if not 0 <= number < _SYLLABLES or number % _FINALS != _PAST:
        return syllable
    initial, vowel = divmod(number // _FINALS, _VOWELS)
    return chr(ord("가") + (initial * _VOWELS + _CONTRACTED.get(vowel, vowel)) * _FINALS)


def _english_stem(word: str) -> str:
    for ending in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word
