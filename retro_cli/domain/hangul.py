"""Hangul typed where latin keys were meant: from the letters back to the keys of the 두벌식 layout."""

# Compatibility jamo and the keys they sit on; a clustered letter is typed with several.
_KEYS = {
    "ㄱ": "r", "ㄲ": "R", "ㄳ": "rt", "ㄴ": "s", "ㄵ": "sw", "ㄶ": "sg", "ㄷ": "e", "ㄸ": "E", "ㄹ": "f", "ㄺ": "fr",
    "ㄻ": "fa", "ㄼ": "fq", "ㄽ": "ft", "ㄾ": "fx", "ㄿ": "fv", "ㅀ": "fg", "ㅁ": "a", "ㅂ": "q", "ㅃ": "Q", "ㅄ": "qt",
    "ㅅ": "t", "ㅆ": "T", "ㅇ": "d", "ㅈ": "w", "ㅉ": "W", "ㅊ": "c", "ㅋ": "z", "ㅌ": "x", "ㅍ": "v", "ㅎ": "g",
    "ㅏ": "k", "ㅐ": "o", "ㅑ": "i", "ㅒ": "O", "ㅓ": "j", "ㅔ": "p", "ㅕ": "u", "ㅖ": "P", "ㅗ": "h", "ㅘ": "hk",
    "ㅙ": "ho", "ㅚ": "hl", "ㅛ": "y", "ㅜ": "n", "ㅝ": "nj", "ㅞ": "np", "ㅟ": "nl", "ㅠ": "b", "ㅡ": "m", "ㅢ": "ml",
    "ㅣ": "l",
}  # fmt: skip
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

_FIRST_SYLLABLE, _LAST_SYLLABLE = ord("가"), ord("힣")
# Decomposed text (as macOS names files) spells a syllable with jamo of these three blocks.
_CONJOINING = {
    chr(first + index): letter
    for first, letters in ((0x1100, _INITIALS), (0x1161, _VOWELS), (0x11A8, _FINALS))
    for index, letter in enumerate(letters)
}


def to_keys(text: str) -> str:
    """The latin keys that Hangul in `text` was typed on: `ㅏ3ㄹ` -> `k3f`, `학` -> `gkr`.

    Syllables, single jamo and decomposed text are read alike; every other character stays as it is.
    """
    return "".join(map(_keys, text))


def _keys(character: str) -> str:
    if not _FIRST_SYLLABLE <= ord(character) <= _LAST_SYLLABLE:
        return _KEYS.get(_CONJOINING.get(character, character), character)
    initial, rest = divmod(ord(character) - _FIRST_SYLLABLE, len(_VOWELS) * (len(_FINALS) + 1))
    vowel, final = divmod(rest, len(_FINALS) + 1)
    return _KEYS[_INITIALS[initial]] + _KEYS[_VOWELS[vowel]] + (_KEYS[_FINALS[final - 1]] if final else "")
