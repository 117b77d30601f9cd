"""Texts that say the same are found again; judged on texts that were put together by hand."""

import unicodedata
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.patterns.groups import groups
from retro_cli.domain.patterns.similarity import ALIKE, Similarity

LABELLED = Path(__file__).parent / "labelled"
HALVES = [(lang, half) for lang in ("ko", "en") for half in ("tune", "judge")]


def labelled(lang: str, half: str) -> list[list[str]]:
    """The groups of one half: the threshold was chosen on "tune" and is judged on "judge"."""
    text = (LABELLED / f"{lang}.txt").read_text("utf-8").partition(f"# {half}\n")[2].partition("\n# ")[0]
    return [block.strip().split("\n") for block in text.split("\n\n") if block.strip()]


def together(found: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    return {pair for group in found for pair in combinations(sorted(group), 2)}


def precision_and_recall(blocks: list[list[str]]) -> tuple[float, float]:
    """Of the pairs that were put together how many belong together, and of those that do how many were."""
    texts = [text for block in blocks for text in block]
    block_of = [number for number, block in enumerate(blocks) for _ in block]
    wanted = {pair for pair in combinations(range(len(texts)), 2) if block_of[pair[0]] == block_of[pair[1]]}
    found = together(groups(texts, Similarity(texts)))
    return len(found & wanted) / len(found), len(found & wanted) / len(wanted)


@pytest.mark.parametrize(("lang", "half"), HALVES)
def test_what_is_put_together_belongs_together(lang: str, half: str) -> None:
    precision, recall = precision_and_recall(labelled(lang, half))
    assert precision >= 0.9
    assert recall >= 0.7


def test_a_journal_in_two_languages_is_judged_as_well() -> None:
    precision, recall = precision_and_recall([block for lang, half in HALVES for block in labelled(lang, half)])
    assert precision >= 0.9
    assert recall >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("점심 먹고 졸았다", "점심먹고 또 졸았음"),
        ("PR이 너무 컸다", "pr이 너무 컸음"),
        ("에러 메시지를 안 읽었다", "에러 메세지를 안 읽음"),
        ("시간과의 약속: 늦잠을 잤다", "시간과의 약속: 발표가 10분 늦었다"),
        ("Skipped lunch", "skipped lunch again!"),
        ("Didn't ask for help", "Did not ask for help"),
    ],
)
def test_spacing_particles_endings_case_and_typos_hide_nothing(one: str, other: str) -> None:
    assert Similarity([one, other])(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("회의에 늦었다", "회의가 길었다"),
        ("체력이 부족했다", "소통이 부족했다"),
        ("테스트를 안 썼다", "문서를 안 썼다"),
        ("The tests are slow", "The login is slow"),
        ("", "점심을 걸렀다"),
        ("🙂", "😀"),
    ],
)
def test_what_shares_only_its_shape_is_not_the_same(one: str, other: str) -> None:
    assert Similarity([one, other])(one, other) < ALIKE


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_measure_is_symmetric_and_knows_a_text_in_any_normal_form(one: str, other: str) -> None:
    similarity = Similarity([one, other])
    assert 0.0 <= similarity(one, other) <= 1.0 + 1e-9
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    if any(letter.isalnum() for letter in one):
        assert similarity(one, unicodedata.normalize("NFD", one)) >= ALIKE or not one.strip()


@given(st.lists(st.text(max_size=30), max_size=12))
def test_every_text_is_in_one_group_and_equal_ones_share_it(texts: list[str]) -> None:
    found = groups(texts, Similarity(texts))
    assert sorted(index for group in found for index in group) == list(range(len(texts)))
    for one, other in combinations(range(len(texts)), 2):
        if texts[one] == texts[other]:
            assert any(one in group and other in group for group in found)


def test_texts_with_nothing_in_common_stay_alone() -> None:
    texts = ["늦잠을 잤다", "배포가 실패했다", "Skipped lunch", "変数名が悪い", "점심이 짰다"]
    assert groups(texts, Similarity(texts)) == [[0], [1], [2], [3], [4]]
