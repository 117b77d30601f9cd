"""Hangul typed on latin keys comes back as the keys."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.hangul import to_keys


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("ㅏ3ㄹ", "k3f"),
        ("학", "gkr"),
        ("ㅛ", "y"),
        ("ㄲ", "R"),
        ("ㅒ", "O"),
        ("ㅖ", "P"),
        ("꽥", "Rhor"),
        ("값", "rkqt"),
        ("의", "dml"),
        ("ㄳ", "rt"),
        ("ㅢ", "ml"),
        ("안녕 hello!", "dkssud hello!"),
        ("é①한", "é①gks"),
        ("", ""),
    ],
)
def test_hangul_becomes_the_keys_it_sits_on_and_the_rest_stays(typed: str, keys: str) -> None:
    assert to_keys(typed) == keys


# What each part of a syllable is typed with, in the order of the Unicode blocks.
_INITIALS = "r R s e E f a q Q t T d w W c z x v g"
_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
_FINALS = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g"


@st.composite
def _typed(draw: st.DrawFn) -> tuple[str, str]:
    """A syllable and its keys."""
    code, keys = 0, ""
    for choices in (_INITIALS.split(" "), _VOWELS.split(" "), _FINALS.split(" ")):
        index = draw(st.integers(0, len(choices) - 1))
        code, keys = code * len(choices) + index, keys + choices[index]
    return chr(ord("가") + code), keys


@given(st.lists(_typed()), st.sampled_from(["NFC", "NFD"]))
def test_syllables_composed_from_keys_give_the_keys_back(
    pairs: list[tuple[str, str]], form: Literal["NFC", "NFD"]
) -> None:
    text = unicodedata.normalize(form, "".join(syllable for syllable, _ in pairs))
    assert to_keys(text) == "".join(keys for _, keys in pairs)


@given(st.text(st.characters(max_codepoint=0x10FF)))
def test_text_without_hangul_stays_as_it_is(text: str) -> None:
    assert to_keys(text) == text
