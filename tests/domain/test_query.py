"""Queries: words, phrases, words to leave out, consonants, patterns; and what raw bytes tell about a match."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.strategies import words as texts
from retro_cli.domain.query import _LETTERS_THAT_HAVE_LIKES, _LIKE_LETTERS, Query, read_query, squeezed
from retro_cli.domain.text import fold
from retro_cli.errors import UsageError

TEXT = "리뷰 전에 테스트를 먼저 돌렸다. Ran the Code Review twice"


def found(words: str, text: str = TEXT, **how: bool) -> bool:
    return read_query(words, **how).matches(squeezed(text))


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("리뷰", True),
        ("돌", True),
        ("리뷰 테스트", True),
        ("테스트 리뷰", True),
        ("리뷰 배포", False),
        ('"code review"', True),
        ('"review code"', False),
        ("“code review”", True),
        ("리뷰 -배포", True),
        ("리뷰 -테스트", False),
        ('-"the code"', False),
        ("-배포", True),
        ("CODE", True),
        ('"code', True),
        ("c-o", False),
    ],
)
def test_every_word_must_be_there_and_none_that_is_left_out(words: str, hit: bool) -> None:
    assert found(words) is hit


def test_decomposed_text_and_other_case_are_the_same() -> None:
    for one, other in (
        (unicodedata.normalize("NFD", "회고"), "오늘 회고"),
        ("CAFÉ", "cafe\u0301"),
        ("STRASSE", "Straße"),
    ):
        assert found(one, other)
        assert found(one, unicodedata.normalize("NFD", other))


def test_white_space_is_one_space() -> None:
    assert found('"둘 셋"', "하나 둘\n   셋")


@pytest.mark.parametrize(
    ("words", "text", "hit"),
    [
        ("ㅎㄱ", "오늘의 회고", True),
        ("ㅎㄱ", "회의", False),
        ("회ㄱ", "회고", True),
        ("ㄲ", "꿈", True),
        ("ㄱ", "꿈", False),
        ("ㅋㅋ", "ㅋㅋ 웃었다", True),
        ("ㅂㅍ api", "배포 API", True),
        ("-ㅎㄱ", "회고", False),
        ('"ㅇㄴ ㅎㄱ"', "오늘 회고", True),
    ],
)
def test_consonants_stand_for_the_syllables_they_begin(words: str, text: str, hit: bool) -> None:
    assert found(words, text, initials=True) is hit
    assert read_query(words, initials=True).may_match(text.encode()) or not hit


def test_consonants_stand_for_themselves_unless_asked() -> None:
    assert not found("ㅎㄱ", "회고")
    assert read_query("ㅎㄱ").consonants
    assert not read_query("ㅎㄱ", initials=True).consonants
    assert not read_query("회고").consonants


def test_a_pattern_sees_composed_text_in_any_case() -> None:
    assert found(r"배포 (실패|성공)$", unicodedata.normalize("NFD", "어제  배포 성공"), regex=True)
    assert found("^RAN", "ran it", regex=True)
    assert not found("^it", "ran it", regex=True)


@pytest.mark.parametrize(("pattern", "place"), [("a(b", 2), ("배포)", 3), ("[z-a]", 2), ("*", 1)])
def test_a_bad_pattern_is_told_with_its_place(pattern: str, place: int) -> None:
    with pytest.raises(UsageError) as caught:
        read_query(pattern, regex=True)
    assert caught.value.values["place"] == place
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("pattern", ["a{99999999999999999999}", "(" * 2000 + ")" * 2000])
def test_a_pattern_beyond_all_bounds_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError):
        read_query(pattern, regex=True)


def test_nothing_typed_is_an_empty_query() -> None:
    for words in ("", "  ", "-", '""', '-""'):
        assert read_query(words).terms == () or words == "-"
    assert read_query(" ", regex=True).empty


# -- where -----------------------------------------------------------------------------------------------------------


def shown(words: str, text: str, **how: bool) -> list[str]:
    text = squeezed(text)
    return [text[start:end] for start, end in read_query(words, **how).places(text)]


def test_what_matched_is_shown_as_it_was_written() -> None:
    assert shown("review 테스트", TEXT) == ["테스트", "Review"]
    assert shown("ss", "Straße und Spaß") == ["ß", "ß"]
    assert shown("aba", "abaxABA") == ["aba", "ABA"]
    assert shown("ab ba", "aba") == ["aba"]
    assert shown("x -y", "x z") == ["x"]
    assert shown("ㅎㄱ", "회고와 학교", initials=True) == ["회고", "학교"]
    assert shown("a*", "baab", regex=True) == ["aa"]


# -- bytes -----------------------------------------------------------------------------------------------------------


def test_no_character_folds_to_an_ascii_letter_but_those_that_are_watched_for() -> None:
    """The table of look-alikes is complete for this Python's Unicode."""
    signs = [sign for _, sign in _LIKE_LETTERS]
    assert all(sign[0] == lead for lead, sign in _LIKE_LETTERS)
    for code in range(128, sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        char = chr(code)
        letters = {one for one in fold(char) if one.isascii() and one.isalnum()}
        if letters:
            assert any(char.encode().startswith(sign) for sign in signs), f"U+{code:04X}"
            assert letters <= _LETTERS_THAT_HAVE_LIKES, f"U+{code:04X}"


def test_a_pattern_takes_no_other_character_for_an_ascii_letter() -> None:
    signs = tuple(sign for _, sign in _LIKE_LETTERS)
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        pattern = re.compile(letter, re.IGNORECASE)
        for code in (*range(128, 0x600), *range(0x1E00, 0x2200), *range(0xFB00, 0xFB10)):
            if pattern.fullmatch(unicodedata.normalize("NFC", chr(code))):
                assert chr(code).encode().startswith(signs), f"U+{code:04X}"


FORMS = st.sampled_from(("NFC", "NFD", "as it is"))
QUERIES = st.one_of(
    texts(),
    st.sampled_from(
        ("회고", "배포 논문", '"두 편"', "한글", "tests", "kept -green", "K", "ss", "1.5배", "étude", "ﬁ", "が")
    ),
    st.text("abkSß가각ㄱ1 -\"'\\.ſKé", min_size=1, max_size=6),
)


@settings(max_examples=500, deadline=None)
@given(QUERIES, st.lists(st.one_of(texts(), st.text("abkSß가각ㄱ1 ſKé\u0301\u11a8", max_size=8))), FORMS, st.booleans())
@example("k", ["\u212a"], "as it is", False)
@example("각", ["가\u11a8"], "as it is", False)
def test_bytes_never_rule_out_a_text_that_matches(query: str, parts: list[str], form: str, typed: bool) -> None:
    text = "\n".join(parts)
    if form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, text)
    try:
        wanted = read_query(query, regex=typed)
    except UsageError:
        return
    if wanted.matches(squeezed(text)):
        assert wanted.may_match(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("query", ["알고리즘", "kubernetes", "배포 실패", "1.5배"])
def test_bytes_rule_out_what_does_not_hold_the_words(query: str) -> None:
    assert not read_query(query).may_match("오늘은 코드를 정리했다 ✅ 2026-11-20\n".encode())


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("배포.*실패", ["배포", "실패"]),
        ("abc?", ["ab"]),
        (r"docker\d+x", ["docker", "x"]),
        ("a|b", []),
        ("ab(cd)?", ["ab"]),
        ("ab{0}c", ["a"]),
        ("(?i)ab", []),
    ],
)
def test_what_every_match_of_a_pattern_holds_is_looked_for_in_the_bytes(pattern: str, literals: list[str]) -> None:
    query: Query = read_query(pattern, regex=True)
    assert sorted(needle.decode() for needle, _ in query._needles) == sorted(literals)
