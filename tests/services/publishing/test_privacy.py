"""What is private never leaves the journal: not in a post, a name, a tag, a title, a picture, or the JSON document."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.cli.render.documents import posts_document
from retro_cli.domain import frontmatter
from retro_cli.domain.period import Span
from retro_cli.services.publishing.posting import day_units, draft, span_unit, week_unit, write
from services.publishing.desk import WEEK, desk, written

SECRET = "아무도모르는일"
TAG = "#private"

PUBLIC = (
    "- 보여도 되는 것",
    "- 하나\n    - 둘\n        - 셋",
    "그냥 글이다.\n이어진 줄이다.",
    "1. 첫째\n2. 둘째",
    "> 남의 말",
    "```\n# 코드\n```",
    "### 아래 제목\n\n글",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "- [ ] 해볼 것 📅 2026-11-30",
    "---",
)
PRIVATE = (
    f"- {SECRET} {TAG}",
    f"- {TAG} {SECRET}",
    f"- {SECRET} #Private",
    f"- [ ] {SECRET} {TAG} 📅 2026-11-30",
    f"- [x] {SECRET} 🆔 abc {TAG} ✅ 2026-11-19",
    f"- 보인다\n    - {SECRET} {TAG}\n        - {SECRET}",
    f"- 숨는다 {TAG}\n\n    {SECRET}\n\n    - {SECRET}\n",
    f"- 숨는다 {TAG}\n{SECRET} 게으른 줄",
    f"* 숨는다\n  이어진 줄 {TAG}\n  {SECRET}",
    f"1. 숨는다 {TAG}\n   - {SECRET}",
    f"{SECRET} {TAG}",
    f"앞줄\n{SECRET}\n{TAG}",
    f"> {SECRET}\n> {TAG}",
    f"> 숨는다 {TAG}\n>\n> > {SECRET}",
    f"> - {SECRET} {TAG}",
    f"- > 숨는다 {TAG}\n  > {SECRET}",
    f"### 숨는 제목 {TAG}\n\n{SECRET}\n\n#### 더 아래\n\n- {SECRET}",
    f"숨는 제목 {TAG}\n---\n\n{SECRET}",
    f"| {SECRET} | {TAG} |\n|---|---|\n| 1 | 2 |",
    f"<div>\n{SECRET} {TAG}\n</div>",
    f"```\n{SECRET} {TAG}\n```",
    f"- ![{SECRET}](../assets/{SECRET}.png) {TAG}",
    f"({TAG}) {SECRET}",
    f"**{TAG}** {SECRET}",
    f"_{TAG}_ {SECRET}",
    f"- {TAG}은 {SECRET}",
    f"<!-- {SECRET} -->",
    f"- 보인다 <!-- {SECRET} -->",
    f"글 <!-- {SECRET}\n{SECRET} --> 글",
    f"<!--\n{SECRET}\n\n## {SECRET}\n-->",
    f"<div>\n<!-- {SECRET}\n\n{SECRET} --></div>",
    f"글 %%{SECRET}%% 글",
    f"%%\n{SECRET}\n\n## {SECRET}\n\n```\n%% {SECRET}\n```\n%%",
    f"### 제목 %%{SECRET}%%",
    f"| a | %%{SECRET}%% |\n|---|---|\n| 1 | <!-- {SECRET} --> |",
)
WHOLE = (
    f"---\nprivate: true\ntitle: {SECRET}\ntags: [{SECRET}]\n---\n{SECRET}\n",
    f"---\ntags: [private, {SECRET}]\n---\n- {SECRET}\n",
    f"---\ntags: private {SECRET}\n---\n- {SECRET}\n",
    f'---\ntitle: "{SECRET} {TAG}"\n---\n{SECRET}\n',
    f"---\nprivate: yes\n---\n## Keep\n- {SECRET}\n",
    f"---\nPrivate: True\n---\n## Keep\n- {SECRET}\n",
    f"---\nprivate: [팀]\n---\n## Keep\n- {SECRET}\n",
    f"---\nprivate: 1\nprivate: false\n---\n## Keep\n- {SECRET}\n",
    f"---\nformat: diary\n---\n## Open\n- 보인다\n\n## Closed\n{SECRET}\n\n### 아래\n\n- {SECRET}\n",
    f"---\nformat: diary\n---\n## Closed\n\n- 가\n\n### Open\n\n- {SECRET}\n",
    f"## Keep {TAG}\n\n- {SECRET}\n\n## Problem\n\n- 보인다\n",
    f"# 제목 {TAG}\n\n## Keep\n\n- {SECRET}\n",
)
DIARY = """---
name: diary
title: Diary
period: day
sections:
  - {key: open, heading: Open, kind: list}
  - {key: closed, heading: Closed, kind: text, private: true}
---
"""

piece = st.one_of(st.sampled_from(PUBLIC), st.sampled_from(PRIVATE))
entry = st.builds(
    lambda note, keep, problem: (
        "---\nformat: kpt\n---\n" + "\n\n".join([*note, "## Keep", *keep, "## Problem", *problem]) + "\n"
    ),
    st.lists(piece, max_size=3),
    st.lists(piece, max_size=4),
    st.lists(piece, max_size=3),
)
review = st.builds(
    lambda pieces, digest: (
        "---\nformat: weekly\n---\n"
        + (f"<!-- retro:begin digest lang=ko sha=0 -->\n- {SECRET} (월)\n<!-- retro:end digest -->\n" if digest else "")
        + "\n\n".join(["## [+] Positive", *pieces])
        + "\n"
    ),
    st.lists(piece, max_size=4),
    st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    monday=entry,
    tuesday=st.one_of(entry, st.sampled_from(WHOLE)),
    event=st.sampled_from(WHOLE),
    week=review,
    style=st.sampled_from(["default", "kpt", "events", "log", "weekly"]),
    flavour=st.sampled_from(["jekyll", "hugo", "obsidian", "plain"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_a_secret_sentence_is_in_nothing_that_publishing_makes(
    tmp_path_factory: pytest.TempPathFactory,
    monday: str,
    tuesday: str,
    event: str,
    week: str,
    style: str,
    flavour: str,
    newline: str,
) -> None:
    root = tmp_path_factory.mktemp("privacy")
    files = {
        "templates/diary.md": DIARY,
        "2026/2026-11-16.md": monday,
        "2026/2026-11-17.md": tuesday,
        "2026/2026-11-18-event.md": event,
        "2026/2026-W47.md": week,
        f"assets/{SECRET}.png": SECRET,
    }
    journal = written(root / "journal", {path: text.replace("\n", newline) for path, text in files.items()})
    at = desk(journal, root / "site", style=style, flavour=flavour)
    span = week_unit(WEEK).span
    drafts = []
    for unit in (
        week_unit(WEEK),
        *day_units(journal, span, WEEK),
        span_unit(Span(span.start, span.end.replace(day=18))),
    ):
        made = draft(at, unit)
        if made is not None:
            drafts.append(made)
            if made.state == "new":
                write(at, made)
    told = json.dumps(posts_document(str(at.site.root), drafts, drafts), ensure_ascii=False)
    assert SECRET not in told
    assert "retro:" not in told
    for folder, _, names in os.walk(root / "site"):
        for name in names:
            assert SECRET not in name
            assert SECRET not in (Path(folder) / name).read_text("utf-8")


def test_what_is_left_out_is_counted_and_the_rest_stays(tmp_path: Path) -> None:
    text = "## Keep\n- 하나\n- 둘 #private\n    - 셋\n- 넷\n\n## Problem #private\n- 다섯\n"
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": text, "2026/2026-11-17.md": WHOLE[0]})
    made = draft(desk(journal, tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("### Keep\n\n- 하나\n- 넷\n")
    assert made.collected.left_out == 3


def test_an_entry_of_an_unknown_format_is_not_published_because_nothing_tells_what_of_it_is_private(
    tmp_path: Path,
) -> None:
    files = {"2026/2026-11-16.md": "---\nformat: diary\n---\n## Closed\nx\n", "2026/2026-11-17.md": "## Keep\n- y\n"}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert [problem.where for problem in made.collected.problems] == ["2026/2026-11-16.md"]
    assert "x" not in made.text.split("---")[2]


def test_a_template_that_is_broken_hides_the_entries_that_name_no_format(tmp_path: Path) -> None:
    files = {"templates/diary.md": "---\nsections: {\n---\n", "2026/2026-11-16.md": "## Open\n- a\n\n## Closed\nx\n"}
    journal = written(tmp_path / "journal", files)
    assert journal.formats.broken
    assert draft(desk(journal, tmp_path / "site"), week_unit(WEEK)) is None


def test_words_that_only_look_like_the_tag_are_published(tmp_path: Path) -> None:
    text = "## Keep\n- #privateer\n- a#private\n- https://example.org/#private\n"
    made = draft(desk(written(tmp_path / "journal", {"2026/2026-11-16.md": text}), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.collected.left_out == 0


def test_what_the_review_says_to_be_kept_from_being_seen_holds_for_the_post_of_the_week(tmp_path: Path) -> None:
    files = {"2026/2026-11-16.md": "하나\n", "2026/2026-W47.md": "---\ndraft: true\nhidden: true\n---\n둘\n"}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    meta = frontmatter.read(made.text)
    assert (meta["draft"], meta["hidden"], meta["published"]) == (True, True, False)
    assert "하나" in made.text and "둘" in made.text and not made.collected.held


def test_a_post_is_hidden_as_soon_as_one_of_its_entries_is(tmp_path: Path) -> None:
    files = {"2026/2026-11-16.md": "---\nhidden: true\n---\n하나\n", "2026/2026-11-17.md": "둘\n"}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    meta = frontmatter.read(made.text)
    assert (meta["hidden"], meta.get("published")) == (True, None)
    assert "하나" in made.text and "둘" in made.text


@pytest.mark.parametrize("opening", ["<!-- 잊은 말", "%% 잊은 말"])
def test_a_comment_that_is_never_closed_hides_the_rest_and_is_named(tmp_path: Path, opening: str) -> None:
    text = f"## Keep\n- 하나\n\n{opening}\n\n- 둘\n"
    made = draft(desk(written(tmp_path / "journal", {"2026/2026-11-16.md": text}), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("### Keep\n\n- 하나\n")
    assert [one.values["place"] for one in made.remarks] == ["2026/2026-11-16.md:4"]
    assert made.collected.comments == 1


def test_where_a_site_cuts_a_post_stays(tmp_path: Path) -> None:
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": "앞\n\n<!--more-->\n\n뒤\n"})
    made = draft(desk(journal, tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("앞\n\n<!--more-->\n\n뒤\n")


@pytest.mark.parametrize(
    ("said", "flavour", "wanted"),
    [
        ("draft: true", "jekyll", {"draft": True, "published": False}),
        ("Draft: yes", "hugo", {"draft": True}),
        ("hidden: true", "jekyll", {"hidden": True}),
        ("published: false", "jekyll", {"published": False}),
        ("published: no", "hugo", {"published": False, "draft": True}),
        ("publish: false", "obsidian", {"publish": False}),
    ],
)
def test_a_post_of_an_entry_that_is_not_to_be_seen_yet_says_so_too(
    tmp_path: Path, said: str, flavour: str, wanted: dict[str, bool]
) -> None:
    files = {"2026/2026-11-16.md": f"---\n{said}\n---\n하나\n"}
    journal = written(tmp_path / "journal", files)
    at = desk(journal, tmp_path / "site", flavour=flavour)
    made = draft(at, week_unit(WEEK))
    assert made is not None
    meta = frontmatter.read(made.text)
    assert {key: meta[key] for key in wanted} == {key: str(value).lower() == "true" for key, value in wanted.items()}
    assert made.remarks
    write(at, made)
    (journal.root / "2026/2026-11-16.md").write_text("하나\n")
    again = draft(at, week_unit(WEEK))
    assert again is not None
    meta = frontmatter.read(again.text)
    assert not any(meta.get(key) == value for key, value in wanted.items())


@pytest.mark.parametrize("said", ["draft: false", "published: true", "published: 2026-11-16", "hidden:", "draft: ''"])
def test_an_entry_that_may_be_seen_is_published(tmp_path: Path, said: str) -> None:
    files = {"2026/2026-11-16.md": f"---\n{said}\n---\n하나\n", "2026/2026-11-17.md": "둘\n"}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert "하나" in made.text and not made.collected.held


@pytest.mark.parametrize("flavour", ["jekyll", "hugo", "obsidian", "plain"])
def test_an_entry_that_is_not_to_be_seen_yet_stays_out_of_a_post_of_others_and_is_named(
    tmp_path: Path, flavour: str
) -> None:
    files = {"2026/2026-11-16.md": f"---\ndraft: true\n---\n{SECRET}\n", "2026/2026-11-17.md": "둘\n"}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site", flavour=flavour), week_unit(WEEK))
    assert made is not None
    assert SECRET not in made.text and "둘" in made.text and "draft" not in made.text
    assert made.collected.held == (("2026/2026-11-16.md", "draft: true"),)


def test_what_stood_around_a_private_piece_does_not_grow_together(tmp_path: Path) -> None:
    text = "앞\n- 사이 #private\n---\n뒤\n"
    made = draft(desk(written(tmp_path / "journal", {"2026/2026-11-16.md": text}), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("앞\n\n---\n뒤\n")
