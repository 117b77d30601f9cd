"""What a file says is private stays so in every entry that is made of it."""

import datetime as dt
from pathlib import Path

import pytest

from retro_cli.domain import frontmatter
from retro_cli.domain.importing.model import ImportOptions, ReadEntry
from retro_cli.domain.importing.reading import read_source
from retro_cli.domain.privatemarks import held_back, says_private
from retro_cli.store.formats import load_formats

FORMATS = dict(load_formats([("built-in", Path(__file__).parents[3] / "templates")]).by_name)
DAYS = "## 2025-03-10\n- 하나\n\n## 2025-03-11\n- 둘\n\n## 2025-03-12\n- 셋\n"


def read(text: str) -> tuple[ReadEntry, ...]:
    return read_source(text, "memo.md", FORMATS, ImportOptions(today=dt.date(2025, 4, 1))).entries


def private(entry: ReadEntry) -> bool:
    return says_private(frontmatter.read(entry.text), entry.text.split("---")[1].split("\n"))


@pytest.mark.parametrize(
    "said",
    [
        "private: true",
        "private: yes",
        "private: on  # 우리만",
        "private: 1",
        "Private: True",
        '"private": true',
        "private: [팀]",
        "private:\n  - 팀",
        "private: true\nprivate: false",
        "tags: [private, 팀]",
        "tags: 팀 private/가족",
        'title: "병원 #private"',
        "private: true\nbroken: [",
    ],
)
@pytest.mark.parametrize("note", ["", "머리말\n\n"])
def test_each_day_of_a_private_file_is_private(said: str, note: str) -> None:
    entries = read(f"---\n{said}\n---\n{note}{DAYS}")
    assert len(entries) >= 3
    assert all(private(entry) for entry in entries)


@pytest.mark.parametrize("said", ["private: false", "private: no", "private: 0", "private:", "tags: [privateer]"])
def test_a_file_that_says_it_is_not_private_is_not(said: str) -> None:
    assert not any(private(entry) for entry in read(f"---\n{said}\n---\n{DAYS}"))


@pytest.mark.parametrize("tag", ["#private", "#Private", "**#private**", "＃private", "(#private)", "`#private`"])
def test_a_day_whose_heading_is_tagged_is_private_and_the_tag_is_no_title(tag: str) -> None:
    first, second, third = read(DAYS.replace("2025-03-11", f"2025-03-11 {tag}"))
    assert [private(one) for one in (first, second, third)] == [False, True, False]
    assert "private" not in (second.title or "").casefold()


def test_what_else_stands_in_a_tagged_heading_is_the_title() -> None:
    second = read(DAYS.replace("2025-03-11", "2025-03-11 병원 다녀옴 #private"))[1]
    assert (second.title, private(second)) == ("병원 다녀옴", True)


def test_days_below_a_private_heading_are_private() -> None:
    below = f"# 회사 #private\n\n{DAYS}\n# 집\n\n## 2025-03-13\n- 넷\n"
    found = {entry.date: private(entry) for entry in read(below) if entry.date}
    assert found == {dt.date(2025, 3, day): day < 13 for day in (10, 11, 12, 13)}


def test_a_file_whose_title_is_tagged_is_private() -> None:
    assert all(private(entry) for entry in read("# 2025-03-10 #private\n\n## Keep\n- 하나\n\n## Problem\n- 둘\n"))


@pytest.mark.parametrize(
    "heading", ["## Keep #private", "**Keep** #private", "- Keep #private", "### 좋았던 점 #private"]
)
def test_the_tag_of_a_section_is_kept(heading: str) -> None:
    (entry,) = read(f"# 2025-03-10\n\n{heading}\n- 하나\n\n## Problem\n- 둘\n")
    assert "#private" in entry.text or private(entry)


def test_each_day_of_a_file_that_is_not_to_be_seen_yet_says_so() -> None:
    entries = read(f"---\ndraft: true\npublished: no\n---\n{DAYS}")
    assert len(entries) > 2
    assert all(held_back(frontmatter.read(entry.text)) == {"draft": True, "published": False} for entry in entries)
