"""Headings are recognised by what they say, however they are decorated."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.labels import label, pick, slug


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Keep", "keep"),
        ("KEEP", "keep"),
        ("K", "k"),
        ("> K", "k"),
        ("## ✨ Keep", "keep"),
        ("##Keep", "keep"),
        ("## Keep ##", "keep"),
        ("Keep :", "keep"),
        ("### **KEEP**", "keep"),
        ("_**Keep**_", "keep"),
        ("<b>Keep</b>", "keep"),
        ("[Keep](https://example.org/keep)", "keep"),
        ("Keep (만족한 점)", "keep"),
        ("keep(今後も続けること)", "keep"),
        ("Keep（良かった点）", "keep"),
        ("ＫＥＥＰ", "keep"),
        ("1️⃣ Keep", "keep"),
        ("① Keep", "keep"),
        ("Keep 👩‍💻☀️", "keep"),
        ("### **[+]** Positive", "positive"),
        ("[Y] やったこと", "やったこと"),
        ("4. 회고", "회고"),
        ("4) 회고", "회고"),
        ("１．회고", "회고"),
        ("1.1 해냈던 것", "해냈던것"),
        ("### **1. Mad**", "mad"),
        ("**Mad:**", "mad"),
        ("__✓ BACK STEP__", "backstep"),
        ("What went WELL?", "whatwentwell"),
        ("2.What did I learn today?", "whatdidilearntoday"),
        ("What's next", "whatsnext"),
        ("What’s next", "whatsnext"),
        ("longed_for", "longedfor"),
        ("気づき・学び", "気づき学び"),
        ("느낀점", "느낀점"),
        ("느낀 점", "느낀점"),
    ],
)
def test_decoration_case_and_spaces_do_not_count(heading: str, expected: str) -> None:
    assert label(heading) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("[+]", "+"),
        ("(+)", "+"),
        ("**[-]**", "-"),
        ("[.]", "."),
        ("[!]", "!"),
        ("(회고)", "회고"),
        ("4. (회고)", "회고"),
    ],
)
def test_where_nothing_else_is_left_the_bracket_speaks(heading: str, expected: str) -> None:
    assert label(heading) == expected


@pytest.mark.parametrize("heading", ["", "  ", "🎉", "✨✨", "---", "...", "( )", "##", "**"])
def test_a_heading_without_a_word_has_an_empty_label(heading: str) -> None:
    assert label(heading) == ""


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("C++", "c++"), ("C#", "c#"), ("2026.11.20", "2026.11.20"), ("11.20", "11.20"), ("5 whys", "5whys"), ("4L", "4l")],
)
def test_what_belongs_to_the_word_stays(heading: str, expected: str) -> None:
    assert label(heading) == expected


def test_decomposed_hangul_is_the_same_label() -> None:
    assert label(unicodedata.normalize("NFD", "## 좋았던 점")) == label("좋았던점")


def test_an_open_bracket_is_text_and_thousands_of_them_are_no_trouble() -> None:
    assert label("Keep (so far") == "keep(sofar"
    assert label("(" * 50_000 + ")" * 50_000 + "keep") == "keep"
    assert label("(" * 50_000).startswith("(")


@given(st.text(max_size=60))
def test_labels_hold_no_white_space_and_spaces_around_change_nothing(text: str) -> None:
    found = label(text)
    assert not any(char.isspace() for char in found)
    assert found == unicodedata.normalize("NFC", found)
    assert label(f"  {text}  ") == found


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=20))
def test_words_keep_their_letters_whatever_stands_around_them(word: str) -> None:
    assert label(f"## **{word}** (gloss):") == label(word) != ""


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## ✨ Longed for (바라는 것)", "longed-for"),
        ("오늘의 질문?", "오늘의-질문"),
        ("[+] Positive", "positive"),
        ("(회고)", "회고"),
        ("[+]", ""),
        ("C++", "c"),
    ],
)
def test_a_heading_becomes_a_key(heading: str, expected: str) -> None:
    assert slug(heading) == expected


def test_a_text_is_picked_by_language_then_english_then_the_first() -> None:
    assert pick({"en": "Did", "ko": "한 일"}, "ko") == "한 일"
    assert pick({"ko": "한 일", "en": "Did"}, "fr") == "Did"
    assert pick({"ja": "やったこと"}, "ko") == "やったこと"
    assert pick({"": "One text"}, "ko") == "One text"
    assert pick({}, "ko") == ""
