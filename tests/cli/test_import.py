"""`retro import`: what was written before becomes entries."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from terminal import Keyboard
from trees import lay_out, schema

Retro = Callable[..., Any]

POST = """## 2024-09-02 회고

## Keep
- 아침에 논문을 읽었다
    - 두 편이나

## Problem
- 잠을 못 잤다

## 2024-09-03 회고

## Keep
- 산책을 했다

## Try
- [ ] 일찍 자기
"""
PROJECT = "# 팀 프로젝트 회고\n\n## Keep\n- 서로 도왔다\n\n## Problem\n- 늦게 시작했다\n\n## Try\n- 일찍 시작하기\n"
JRNL = {
    "tags": {},
    "entries": [
        {
            "title": "첫날.",
            "body": "노트북을 받았다.",
            "date": "2024-09-02",
            "time": "09:10",
            "tags": [],
            "starred": False,
        },
        {"title": "저녁.", "body": "피곤하다.", "date": "2024-09-02", "time": "21:40", "tags": [], "starred": False},
    ],
}


@pytest.fixture
def blog(home: Path) -> Path:
    return lay_out(home / "blog", {"_config.yml": "", "_posts/2024-09-06-week5.md": POST})


def written(home: Path) -> list[str]:
    journal = home / "journal"
    return sorted(path.relative_to(journal).as_posix() for path in journal.rglob("*.md"))


# -- what it says ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("blog")
def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(retro: Retro, home: Path) -> None:
    code, out, err = retro("import", "blog", "--dry-run")
    assert (code, err) == (0, "")
    assert out == (
        "blog/_posts/2024-09-06-week5.md\n"
        " +  2024/2024-09-02.md  kpt  2 sections · 2 items\n"
        " +  2024/2024-09-03.md  kpt  2 sections · 2 items\n"
        "2 entries from 1 file would be written\n"
    )
    assert not (home / "journal").exists()


@pytest.mark.usefixtures("blog")
def test_without_a_terminal_it_writes_and_says_what_next(retro: Retro, home: Path) -> None:
    code, out, err = retro("import", "blog")
    assert (code, err) == (0, "")
    assert "2 entries from 1 file written\n" in out
    assert f"Your journal is {home / 'journal'}\n" in out
    assert "Next: retro week 2024-W36 --print\n" in out
    assert written(home) == ["2024/2024-09-02.md", "2024/2024-09-03.md"]
    assert retro("import", "blog") == (
        0,
        "blog/_posts/2024-09-06-week5.md\n"
        " =  2024/2024-09-02.md  kpt  2 sections · 2 items\n"
        " =  2024/2024-09-03.md  kpt  2 sections · 2 items\n"
        "2 already there\n",
        "",
    )


@pytest.mark.usefixtures("blog")
def test_json_tells_and_does_the_same(retro: Retro, home: Path) -> None:
    dry = json.loads(retro("import", "blog", "--dry-run", "--json").out)
    assert not (home / "journal").exists()
    code, out, err = retro("import", "blog", "--json")
    document = json.loads(out)
    jsonschema.validate(document, schema("import"))
    assert (code, err, document) == (0, "", dry)
    first, second = document["entries"]
    assert (first["source"]["path"], first["date"], first["target"]) == (
        "blog/_posts/2024-09-06-week5.md",
        "2024-09-02",
        "2024/2024-09-02.md",
    )
    lines = POST.split("\n")
    for entry in (first, second):
        for section in entry["sections"]:
            assert section["heading"] in lines[section["line"] - 1]
            for item in section["items"]:
                assert item["text"] in lines[item["line"] - 1]
    assert written(home) == ["2024/2024-09-02.md", "2024/2024-09-03.md"]


def test_the_journal_works_on_what_was_imported_at_once(retro: Retro, blog: Path) -> None:
    retro("import", str(blog))
    assert "일찍 자기" in retro("todo").out
    assert "아침에 논문을 읽었다" in retro("week", "2024-W36", "--print").out
    assert "산책을 했다" in retro("show", "2024-09-03").out


# -- what stands in the way --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("blog")
def test_an_entry_in_the_way_is_named_kept_and_the_rest_written(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2024/2024-09-02.md": "비가 왔다.\n"})
    code, out, err = retro("import", "blog")
    assert code == 5
    assert "blog/_posts/2024-09-06-week5.md:1: 2024/2024-09-02.md holds another text and was left as it is.\n" in err
    assert "--beside" in err and "1 entry from 1 file written · 1 left out" in out
    assert (home / "journal" / "2024" / "2024-09-02.md").read_text("utf-8") == "비가 왔다.\n"
    assert retro("import", "blog", "--beside").code == 0
    assert len(written(home)) == 3
    assert retro("import", "blog").code == 0


def test_files_that_cannot_be_read_are_named_in_one_line_each(retro: Retro, home: Path, blog: Path) -> None:
    (blog / "_posts" / "a.md").write_bytes(b"\0\1")
    (blog / "_posts" / "b.md").write_bytes("caf\u00e9 au lait".encode("latin-1"))
    (blog / "_posts" / "c.md").write_bytes(b"x\n" * 5_000_000)
    (blog / "_posts" / "k.md").write_bytes("# 2024-09-09\n\n## Keep\n- 한글\n\n## Problem\n- 깨짐\n".encode("cp949"))
    (blog / "_posts" / "z.md").write_text("---\na: &a [x]\nb: [*a, *a]\n---\n# 2024-09-10\n\n## Keep\n- x\n")
    code, out, err = retro("import", "blog")
    assert code == 4
    lines = err.rstrip("\n").split("\n")
    assert [line.partition(": ")[0] for line in lines] == [
        "blog/_posts/k.md:1",
        "blog/_posts/z.md:3",
        "blog/_posts/a.md",
        "blog/_posts/b.md:1",
        "blog/_posts/c.md",
    ]
    assert "EUC-KR" in lines[0]
    assert "2024/2024-09-09.md" in out and "2024/2024-09-02.md" in written(home)
    assert "한글" in (home / "journal" / "2024" / "2024-09-09.md").read_text("utf-8")
    document = json.loads(retro("import", "blog", "--json").out)
    jsonschema.validate(document, schema("import"))
    assert [problem["line"] is None for problem in document["problems"]] == [False, False, True, True, True]


def test_an_empty_file_is_named_and_nothing_to_worry_about(retro: Retro, home: Path) -> None:
    lay_out(home, {"empty.md": "", "blank.md": "\n\n  \n"})
    code, out, err = retro("import", "empty.md", "blank.md")
    assert (code, written(home)) == (0, [])
    assert "Nothing to import" in out
    assert err == "empty.md:1: This file is empty.\nblank.md:1: This file is empty.\n"


def test_a_path_that_is_not_there_is_told(retro: Retro, home: Path) -> None:
    code, out, err = retro("import", "nowhere")
    assert (code, out) == (3, "") and "nowhere" in err
    assert not (home / "journal").exists()


def test_what_has_no_day_waits_and_says_how_it_gets_one(retro: Retro, home: Path) -> None:
    lay_out(home, {"team.md": PROJECT})
    code, out, err = retro("import", "team.md")
    (path,) = written(home)
    assert code == 0 and path.startswith("undated/team") and path in out
    assert path in err and "--start" in err and "date:" in err
    entry = home / "journal" / path
    entry.write_text(entry.read_text("utf-8").replace("---\n", "---\ndate: 2024-05-03\n", 1), "utf-8")
    code, out, err = retro("import")
    assert (code, err) == (0, "") and "1 got its day" in out
    assert written(home) == ["2024/2024-05-03.md"]


def test_without_a_path_and_with_nothing_waiting_there_is_nothing_to_do(retro: Retro) -> None:
    code, out, err = retro("import")
    assert (code, out) == (2, "") and "name files or folders" in err


def test_journals_of_other_programs_are_taken_from_their_json(retro: Retro, home: Path) -> None:
    lay_out(home, {"jrnl.json": json.dumps(JRNL, ensure_ascii=False), "other.json": '{"a": 1}'})
    assert retro("import", "jrnl.json").code == 0
    assert written(home) == ["2024/2024-09-02-2140.md", "2024/2024-09-02.md"]
    assert "노트북을 받았다." in (home / "journal" / "2024" / "2024-09-02.md").read_text("utf-8")
    code, _out, err = retro("import", "other.json")
    assert code == 4 and "other.json" in err and "jrnl" in err


# -- on a terminal -----------------------------------------------------------------------------------------------------


def test_a_terminal_shows_the_plan_and_asks_once(terminal: Callable[..., Any], home: Path, blog: Path) -> None:
    screen = terminal("import", str(blog), lang="en_US.UTF-8")
    screen.wait_for("Write 2 entries?")
    assert screen.shows("2024/2024-09-02.md") and not (home / "journal").exists()
    screen.press("n")
    assert screen.exit_code() == 0 and not (home / "journal").exists()
    screen = terminal("import", str(blog), lang="en_US.UTF-8")
    screen.wait_for("Write 2 entries?").press(Keyboard.ENTER)
    assert screen.exit_code() == 0 and len(written(home)) == 2


def test_a_terminal_asks_for_the_day_of_a_file_once(terminal: Callable[..., Any], home: Path) -> None:
    lay_out(home, {"team.md": PROJECT})
    screen = terminal("import", "team.md", lang="en_US.UTF-8")
    screen.wait_for("team.md (1 entry)").type("2024-05-03").press(Keyboard.ENTER)
    screen.wait_for("Write 1 entry?").press("y")
    assert screen.exit_code() == 0
    assert [path.partition("-05-03")[0] for path in written(home)] == ["2024/2024"]


def test_a_terminal_offers_to_put_entries_beside_those_in_the_way(
    terminal: Callable[..., Any], home: Path, blog: Path
) -> None:
    lay_out(home / "journal", {"2024/2024-09-02.md": "비가 왔다.\n"})
    screen = terminal("import", str(blog), lang="ko_KR.UTF-8")
    screen.wait_for("[b]").press("ㅠ")
    assert screen.exit_code() == 0
    assert len(written(home)) == 3
    lay_out(home / "journal", {"2024/2024-09-03.md": "다른 글\n"})
    screen = terminal("import", str(blog), lang="ko_KR.UTF-8")
    screen.wait_for("?").press("n")
    assert screen.exit_code() == 5
    assert len(written(home)) == 3


def test_a_plan_longer_than_the_screen_ends_with_a_count(terminal: Callable[..., Any], home: Path) -> None:
    posts = {f"posts/2024-03-{day:02}.md": f"## Keep\n- {day}번\n\n## Try\n- 더\n" for day in range(1, 31)}
    lay_out(home, posts)
    screen = terminal("import", "posts", lang="en_US.UTF-8", size=(80, 24))
    screen.wait_for("Write 30 entries?")
    assert screen.shows("more entries") and screen.shows("posts/2024-03-01.md")
    screen.press("y")
    assert screen.exit_code() == 0 and len(written(home)) == 30


def test_a_journal_that_an_import_makes_is_found_from_inside(retro: Any, tmp_path: Path) -> None:
    post = tmp_path / "2026-11-19.md"
    post.write_text("## Keep\n- 일찍 물어봤다\n\n## Problem\n- 늦게 잤다\n", encoding="utf-8")
    assert retro("-j", str(tmp_path / "new"), "import", str(post)).code == 0
    assert (tmp_path / "new" / "retro.toml").is_file()


@pytest.mark.parametrize("year", ["1969", "2101"])
def test_a_year_that_no_journal_has_is_a_usage_error(retro: Retro, year: str) -> None:
    code, _, err = retro("import", "notes", "--year", year)
    assert code == 2 and "1970" in err and "2100" in err


def test_links_out_of_the_folder_are_named_and_not_followed(retro: Retro, home: Path, blog: Path) -> None:
    lay_out(home, {"secret.md": "# 2024-09-12\n\n비밀번호\n", "elsewhere/a.md": "# 2024-09-13\n\n일기\n"})
    (blog / "_posts" / "linked.md").symlink_to(home / "secret.md")
    (blog / "_posts" / "folder").symlink_to(home / "elsewhere")
    code, _out, err = retro("import", "blog")
    assert code == 4
    assert [line.partition(": ")[0] for line in err.splitlines()] == ["blog/_posts/folder", "blog/_posts/linked.md"]
    assert not {"2024/2024-09-12.md", "2024/2024-09-13.md"} & set(written(home))
    assert retro("import", "blog/_posts/linked.md", "blog/_posts/folder").code == 0
    assert {"2024/2024-09-12.md", "2024/2024-09-13.md"} <= set(written(home))


@pytest.mark.usefixtures("blog")
def test_a_file_whose_entry_was_added_to_is_there_already(retro: Retro, home: Path) -> None:
    retro("import", "blog")
    assert retro("add", "try", "일찍 자기", "-d", "2024-09-02").code == 0
    before = {path: (home / "journal" / path).read_bytes() for path in written(home)}
    code, out, _err = retro("import", "blog")
    assert (code, {path: (home / "journal" / path).read_bytes() for path in written(home)}) == (0, before)
    assert "already there" in out
    assert retro("import", "blog", "--beside").code == 0
    assert written(home) == list(before)


@pytest.mark.usefixtures("blog")
def test_a_file_whose_entry_was_edited_is_not_proposed_a_second_time(retro: Retro, home: Path) -> None:
    retro("import", "blog")
    entry = home / "journal" / "2024" / "2024-09-02.md"
    entry.write_text(entry.read_text("utf-8").replace("아침에 논문을 읽었다", "아침마다 논문을 읽었다"), "utf-8")
    code, _out, err = retro("import", "blog")
    assert code == 5
    assert "2024/2024-09-02.md has most of it, was edited since, and was left as it is." in err
    assert "--beside" not in err


def test_days_that_are_written_out_beat_weeks_that_are_counted(retro: Retro, home: Path) -> None:
    days = "## 2024-09-02\n\n- Keep: 산책\n\n## 2024-09-04\n\n- Keep: 물\n\n"
    post = f"# 부트캠프 5주차 회고\n\n{days}## 주간 회고\n\n- Keep: 잠\n"
    lay_out(home, {"post.md": post})
    document = json.loads(retro("import", "post.md", "--start", "2024-09-30", "--dry-run", "--json").out)
    assert {entry["week"] or entry["date"] for entry in document["entries"]} == {"2024-W36", "2024-09-02", "2024-09-04"}
