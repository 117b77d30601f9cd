"""The one line that a piece of prose comes down to."""

import pytest
from hypothesis import given

from domain.strategies import hostile_text
from retro_cli.domain.sentence import SENTENCE_CHARACTERS, brief, first_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("리뷰를 처음 해 봤다. 생각보다 재미있었다.", "리뷰를 처음 해 봤다."),
        ("순서대로 들어야 이해가 돼서.. 다 들었다", "순서대로 들어야 이해가 돼서.."),
        ("졸렸다. 그래도 끝까지 들었다. 뿌듯하다.", "졸렸다. 그래도 끝까지 들었다."),
        ("It broke, e.g. because of v1.2 of it. Then it worked.", "It broke, e.g. because of v1.2 of it."),
        ('He said "it works!" and left. Fine.', 'He said "it works!" and left.'),
        ("'이러면 달라지나?' 싶은 것을 모두 해 봤다. 끝.", "'이러면 달라지나?' 싶은 것을 모두 해 봤다."),
        ("쉬었다 (조금만.) 그리고 다시 했다.", "쉬었다 (조금만.)"),
        ("先に試した。あとで直した。また失敗した。", "先に試した。あとで直した。"),
        ("- first of a list\n- second", "first of a list"),
        ("1. 하나\n2. 둘", "하나"),
        ("> quoted *words*", "quoted *words*"),
        ("**굵게** 쓴 [링크](https://example.org)와 [[노트|이름]]", "굵게 쓴 링크와 이름"),
        ("![그림](a.png)\n\n---\n\n| a | b |\n|---|---|\n\n글은 여기", "글은 여기"),
        ("```python\nprint('x')\n```\nAfter the code.", "After the code."),
        ("~~~\n```\n~~~\nAfter.", "After."),
        ("```\nnever closed", ""),
        ("<!-- later\nmore -->\nHere.", "Here."),
        ("<!-- never closed\nHere.", ""),
        ("### 작은 제목\n\n그 아래 글", "그 아래 글"),
        ("### 작은 제목\n\n![그림](a.png)", "작은 제목"),
        ("- [ ] to do\n- [x] done", ""),
        ("https://example.org/long/address\n무엇을 읽었는지", "무엇을 읽었는지"),
    ],
)
def test_a_text_comes_down_to_its_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_a_long_sentence_is_cut_between_words() -> None:
    told = first_sentence("word " * 100)
    assert told.endswith("word…") and len(told) <= SENTENCE_CHARACTERS + 1


def test_a_long_word_is_cut_where_it_must() -> None:
    assert first_sentence("가" * 10_000) == "가" * SENTENCE_CHARACTERS + "…"


def test_an_address_however_long_is_no_part_of_the_sentence() -> None:
    assert (
        first_sentence(f"[글](https://example.org/{'a' * 3000})을 처음부터 읽었다. " + "가나다 " * 100_000)
        == "글을 처음부터 읽었다."
    )


def test_a_long_item_is_told_by_its_first_sentence() -> None:
    assert brief("짧은 것. 그대로.", 100) == "짧은 것. 그대로."
    assert brief("내 말로 정리를 못 했다. " + "길다 " * 50, 100) == "내 말로 정리를 못 했다. …"
    assert brief("길다 " * 50, 100).endswith("길다…")


@given(hostile_text())
def test_any_text_comes_down_to_one_line(text: str) -> None:
    told = first_sentence(text)
    assert "\n" not in told and "\r" not in told and len(told) <= SENTENCE_CHARACTERS + 1
