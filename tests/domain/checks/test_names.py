"""What file names give away: copies of syncing tools, twins, days that do not exist."""

import unicodedata
from typing import Literal

import pytest

from retro_cli.domain.checks.copies import check, missing
from retro_cli.domain.checks.model import Remove
from retro_cli.domain.checks.names import case_twins, has_control, impossible_day, is_sync_copy, original_of, twins

DAY = "2026/2026-11-18.md"


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-18 (conflicted copy 2026-11-19).md",
        "2026-11-18 (Mina's conflicted copy 2026-11-19).md",
        "2026-11-18 (Mina's MacBook (2)'s conflicted copy 2026-11-19 1).md",
        "2026-11-18 (conflicted copy 2026-11-19 143015).md",
        "2026-11-18 (Conflicted copy phone 202611191430).md",
        "2026-11-18 (Case Conflict).md",
        "2026-11-18 (민아의 충돌된 사본 2026-11-19).md",
        "2026-11-18 (충돌된 사본).md",
        "2026-11-18 (민아의 MacBook의 충돌된 복사본 2026-11-19).md",
        "2026-11-18의 충돌된 복사본.md",
        "2026-11-18 (美奈 の競合コピー 2026-11-19).md",
        "2026-11-18 (Copie en conflit de Mina 2026-11-19).md",
        "2026-11-18 (In Konflikt stehende Kopie von Mina 2026-11-19).md",
        "2026-11-18.sync-conflict-20261119-143015-ABCDEF7.md",
        "2026-11-18.sync-conflict-20261119-143015.md",
        "2026-11-18_conflict-20261119-143015.md",
        "2026-11-18.Conflict.md",
        "2026-11-18.Conflict2.md",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_names_of_syncing_tools_leave_no_doubt(name: str, form: Literal["NFC", "NFD"]) -> None:
    path = unicodedata.normalize(form, f"2026/{name}")
    assert is_sync_copy(path)
    assert original_of(path, {DAY, path}) == (DAY, True)
    assert original_of(path, {path}) == (DAY, True)


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-18 2.md",
        "2026-11-18 (1).md",
        "2026-11-18(1).md",
        "2026-11-18-DESKTOP-4F2K9QA.md",
        "2026-11-18-Mina-MacBook-Pro.md",
        "2026-11-18-민아의 MacBook Pro-2.md",
    ],
)
def test_names_that_people_give_too_are_copies_only_beside_a_shorter_one(name: str) -> None:
    path = f"2026/{name}"
    assert not is_sync_copy(path)
    assert original_of(path, {DAY, path}) == (DAY, False)
    assert original_of(path, {path}) is None


@pytest.mark.parametrize(
    "name", ["2026-11-18 conflicted copy 배우기.md", "2026-11-18-충돌된-사본-정리.md", "2026-11-18.md"]
)
def test_an_entry_about_conflicts_is_no_copy(name: str) -> None:
    assert not is_sync_copy(f"2026/{name}")


ORIGINAL = "---\ndate: 2026-11-18\n---\n## Keep\n- 산책을 했다\n- 책을 읽었다\n- 일찍 잤다\n"


def test_a_copy_says_what_the_original_lacks() -> None:
    copy = ORIGINAL.replace("- 일찍 잤다", "- 늦게 잤다\n- 차를 마셨다")
    finding = check("copy.md", copy, DAY, ORIGINAL, sure=True)
    assert finding is not None and finding.mend is None
    assert (finding.line, finding.values["count"]) == (7, 2)
    assert missing(copy, ORIGINAL) == [7, 8]


def test_only_a_copy_that_is_the_same_to_the_last_character_goes_by_itself() -> None:
    same = check("copy.md", ORIGINAL, DAY, ORIGINAL, sure=False)
    fewer = check("copy.md", ORIGINAL.replace("- 일찍 잤다\n", ""), DAY, ORIGINAL, sure=True)
    gone = check("copy.md", ORIGINAL, DAY, None, sure=True)
    assert same is not None and same.mend == Remove(DAY)
    assert fewer is not None and fewer.mend is None
    assert gone is not None and gone.mend is None


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: 2026-11-18\n---\n## Keep\n- 발표를 들었다\n",
        "---\ndate: 2026-11-18\n---\n## Keep\n- 산책을 했다\n- 발표를 들었다\n",
        "---\ndate: 2026-11-18\n---\n## Keep\n- TBU\n\n## Problem\n- \n",
    ],
)
def test_a_second_entry_of_the_day_is_no_copy_where_it_says_something_else(text: str) -> None:
    assert check("2026/2026-11-18 2.md", text, DAY, ORIGINAL, sure=False) is None


def test_twins_are_names_that_differ_in_how_letters_are_stored_or_in_case() -> None:
    composed, decomposed = (
        unicodedata.normalize("NFC", "2026/2026-11-18-발표.md"),
        unicodedata.normalize("NFD", "2026/2026-11-18-발표.md"),
    )
    assert twins([composed, decomposed, DAY]) == [sorted([composed, decomposed])]
    assert twins([composed, DAY]) == []
    assert case_twins(["a/Bert.md", "a/bert.md", "b/bert.md"]) == [["a/Bert.md", "a/bert.md"]]
    assert case_twins(["a/Bert.md", "b/bert.md"]) == []


def test_characters_that_act_on_a_terminal_are_found_and_letters_of_any_script_are_not() -> None:
    assert has_control("2026/2026-11-18-\x1b[2J.md") and has_control("2026/2026-11-18-\u202eab.md")
    assert not has_control("2026/2026-11-18-발표 🎉 é.md")
    assert not has_control("2026/2026-11-18-👩\u200d💻.md")


@pytest.mark.parametrize(
    ("path", "impossible"),
    [
        ("2026/2026-11-31.md", True),
        ("2026-13-01 회의.md", True),
        ("2026/2026-11-30.md", False),
        ("notes/회의 2026-11-31.md", False),
        ("notes/2026-11-311.md", False),
    ],
)
def test_a_name_that_begins_with_a_day_that_is_none_is_found(path: str, impossible: bool) -> None:
    assert impossible_day(path) is impossible
