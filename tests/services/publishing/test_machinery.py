"""What stands in entries for programs is not in posts; code stays as it is."""

import time
from pathlib import Path

import pytest

from retro_cli.domain import markdown
from retro_cli.domain.importing.leftovers import rest_heading
from retro_cli.services.publishing.machinery import sweep, without_fields
from retro_cli.services.publishing.posting import draft, week_unit, write
from services.publishing.desk import WEEK, desk, written

CASES = {
    "- 하나 🆔 abc123": "- 하나",
    "- 둘 [due:: 2026-11-24]": "- 둘",
    "- 셋 [due:: 2026-11-24] 뒤": "- 셋 뒤",
    "- 넷 #집 📅 2026-11-24 ^ab-1": "- 넷 #집",
    "- 다섯 🔁 every week ✅ 2026-11-20": "- 다섯",
    "- 주가 🔽": "- 주가 🔽",
    "- 📅 2026-11-24": "- 📅 2026-11-24",
    "글이다. ^abc": "글이다.",
    "- 여섯 ^abc\n    - 일곱 ^def": "- 여섯\n    - 일곱",
    "| a |\n|---|\n| 1 |\n\n^표": "| a |\n|---|\n| 1 |\n\n^표",
    "| a |\n|---|\n| 1 |\n\n^table": "| a |\n|---|\n| 1 |",
    "2 ^웃음^ x^2": "2 ^웃음^ x^2",
    "[[노트|별명]]과 [[폴더/노트]]": "별명과 노트",
    "[[노트#절]], [[#절]], [[노트#^abc]]": "노트 > 절, 절, 노트",
    "![[노트]]": "노트",
    "[[1, 2], [3]] [[1, 2]] [[1]](https://example.org)": "[[1, 2], [3]] [[1, 2]] [[1]](https://example.org)",
    "| [[노트\\|별명]] |\n|---|": "| 별명 |\n|---|",
    "> [!note]\n> 글": "> 글",
    "> [!warning]- 조심할 것\n> 글": "> **조심할 것**\n>\n> 글",
    "- > [!tip] 하나\n  > 글": "- > **하나**\n  >\n  > 글",
    "`[[노트]] ^abc %%x%%` 앞": "`[[노트]] ^abc %%x%%` 앞",
    "```\n[[노트]] ^abc\n> [!note]\n%% x %%\n```": "```\n[[노트]] ^abc\n> [!note]\n%% x %%\n```",
    "- 앞 <!-- 말 --> 뒤": "- 앞 뒤",
    "- 앞\n- <!-- 말 -->\n- 뒤": "- 앞\n- 뒤",
    "앞 %%말\n또 말%% 뒤": "앞\n 뒤",
}


def body(tmp_path: Path, text: str, flavour: str = "jekyll") -> str:
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n---\n## Keep\n{text}\n"})
    made = draft(desk(journal, tmp_path / "site", flavour=flavour), week_unit(WEEK))
    assert made is not None
    return made.text.split("Keep\n\n")[1].rstrip("\n")


@pytest.mark.parametrize("text", CASES)
def test_a_post_holds_words_and_not_what_programs_read(tmp_path: Path, text: str) -> None:
    assert body(tmp_path, text) == CASES[text]


def test_a_vault_keeps_its_links_and_callouts_but_no_ids(tmp_path: Path) -> None:
    text = "> [!note]- 제목\n> [[노트|별명]] ![[노트]] ^abc"
    assert body(tmp_path, text, "obsidian") == "> [!note]- 제목\n> [[노트|별명]] ![[노트]]"


def test_titles_and_headings_are_swept_too(tmp_path: Path) -> None:
    text = '---\nformat: log\ntitle: "[[노트|별명]] %%말%%"\n---\n## 제목 <!-- 말 --> [[a|b]] ^abc\n\n글\n'
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": text})
    made = draft(desk(journal, tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert "## 11월 16일 (월) 별명\n\n### 제목 b\n\n글" in made.text


def test_an_embedded_picture_is_copied_and_its_words_stay(tmp_path: Path) -> None:
    text = "---\nformat: kpt\n---\n## Keep\n- ![[x.png|그림 하나]] ![[x.png|300]] `![[x.png]]`\n"
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": text, "assets/x.png": "png"})
    at = desk(journal, tmp_path / "site")
    made = draft(at, week_unit(WEEK))
    assert made is not None
    link = "/assets/img/2026-W47/x.png"
    assert f"- ![그림 하나]({link}) ![x]({link}) `![[x.png]]`" in made.text
    write(at, made)
    assert (tmp_path / "site" / link[1:]).read_text() == "png"


def test_a_heading_that_import_added_is_not_shown_and_one_of_the_writer_is(tmp_path: Path) -> None:
    text = f"## Keep\n- 하나\n\n{rest_heading(2, '메모')}\n\n뒤의 글\n\n## 메모\n\n내 메모\n"
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n---\n{text}"})
    made = draft(desk(journal, tmp_path / "site"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("### Keep\n\n- 하나\n\n뒤의 글\n\n### 메모\n\n내 메모\n")


@pytest.mark.parametrize(
    "piece", [" ", "%%", "`", "[[", "<!--", "[!", "^a ", "{% comment %}", "` `` ", "(due:: ", "[^1]"]
)
def test_a_hostile_line_takes_time_in_proportion(piece: str) -> None:
    line = "글 " + piece * (200_000 // len(piece))
    begun = time.perf_counter()
    sweep([line], markdown.parse([line]), 0, "jekyll")
    without_fields(f"- {line}")
    assert time.perf_counter() - begun < 5
