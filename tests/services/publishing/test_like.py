"""What a post proposes: settings with which posts look as it does."""

import datetime as dt
from pathlib import Path

import pytest

from retro_cli.domain.setting_keys import KEYS
from retro_cli.domain.settings import Settings
from retro_cli.services.publishing.like import Likeness, like
from retro_cli.store.formats import load_formats
from retro_cli.store.locations import builtin_templates
from services.publishing.desk import GOLDEN

FORMATS = load_formats([("built-in", builtin_templates())]).by_name


def proposed(site: Path, text: str, path: str = "_posts/2026-03-20-week3.md") -> tuple[dict[str, object], Likeness]:
    post = site / path
    post.parent.mkdir(parents=True, exist_ok=True)
    (site / "_config.yml").write_text("")
    post.write_text(text)
    found = like(post, FORMATS, Settings())
    return {one.key: one.value for one in found.proposals}, found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kpt", {"publish.style": "kpt", "format": "kpt", "publish.assets": "images"}),
        ("events", {"publish.style": "events", "format": "cdfa", "week_format": "weekly"}),
        ("log", {"publish.style": "log", "format": "log", "week_format": "good-bad"}),
        ("labels", {"publish.style": "log", "format": "log", "week_format": "good-bad"}),
        ("weekly", {"publish.style": "weekly"}),
    ],
)
def test_the_shape_of_a_post_says_style_and_formats(tmp_path: Path, name: str, expected: dict[str, object]) -> None:
    found, _ = proposed(tmp_path / "site", (GOLDEN / "round-trip" / f"{name}.md").read_text("utf-8"))
    assert {key: found.get(key) for key in expected} == expected
    assert found["publish.by"] == "week"
    assert found["publish.flavour"] == "jekyll"
    assert found["publish.to"] == str((tmp_path / "site").resolve())


@pytest.mark.parametrize("name", ["kpt", "events", "log", "labels", "weekly"])
def test_every_proposal_is_a_setting_with_a_value_that_it_takes(tmp_path: Path, name: str) -> None:
    _, found = proposed(tmp_path / "site", (GOLDEN / "round-trip" / f"{name}.md").read_text("utf-8"))
    for proposal in found.proposals:
        KEYS[proposal.key].check(proposal.value)


def test_the_front_matter_says_title_layout_and_keys(tmp_path: Path) -> None:
    text = (
        "---\nlayout: wide\ntitle: Photo club week 3\ndate: 2026-03-20 21:00:00 +0900\ncategories: photo club\n"
        "tags: [a, b]\ntoc: true\nauthor: sol\ndescription: third\ndraft: true\n---\n# x\n"
    )
    found, _ = proposed(tmp_path / "site", text)
    assert found["publish.title"] == "Photo club week {course_week}"
    assert found["course.start"] == dt.date(2026, 3, 2)
    assert found["publish.layout"] == "wide"
    assert found["publish.categories"] == ["photo", "club"]
    assert found["publish.tags"] == ["a", "b"]
    assert found["publish.extra"] == {"toc": True, "author": "sol"}


@pytest.mark.parametrize(
    ("title", "pattern"),
    [
        ("부트캠프 5주차 회고", "부트캠프 {course_week}주차 회고"),
        ("Week5", "Week{course_week}"),
        ("2026-03-20 회고", "{date} 회고"),
        ("그냥 제목", None),
    ],
)
def test_numbers_of_a_title_become_placeholders(tmp_path: Path, title: str, pattern: str | None) -> None:
    found, _ = proposed(tmp_path / "site", f"---\ntitle: {title}\n---\n## Keep\n- a\n\n## Problem\n- b\n")
    assert found.get("publish.title") == pattern


def test_a_post_of_one_day_is_published_by_day(tmp_path: Path) -> None:
    found, _ = proposed(tmp_path / "site", "---\ntitle: 2026-03-20 회고\n---\n## Keep\n- a\n\n## Problem\n- b\n")
    assert (found["publish.by"], found["format"]) == ("day", "kpt")


def test_headings_of_no_format_are_named(tmp_path: Path) -> None:
    _, found = proposed(tmp_path / "site", "---\ntitle: 3주차\n---\n# a\n## 물\n- a\n\n## 불\n- b\n")
    assert found.headings == ("물", "불")


def test_letters_of_the_file_name_are_kept(tmp_path: Path) -> None:
    found, _ = proposed(tmp_path / "site", "글\n", "_posts/2026-03-20-회고.md")
    assert found["publish.slug"] == "hangul"
