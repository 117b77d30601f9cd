"""What is private never leaves the journal: not in a post, a name, a tag, a title, a picture, or the JSON document."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.cli.render.documents import posts_document
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


def test_what_stood_around_a_private_piece_does_not_grow_together(tmp_path: Path) -> None:
    text = "앞\n- 사이 #private\n---\n뒤\n"
    made = draft(desk(written(tmp_path / "journal", {"2026/2026-11-16.md": text}), tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("앞\n\n---\n뒤\n")
