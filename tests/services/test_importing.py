"""Importing: where entries go, what is there already, what stands in the way, pictures, and days that come later."""

import os
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retro_cli.domain.importing.model import ImportOptions
from retro_cli.domain.settings import Settings
from retro_cli.services.importing.run import Import, ImportedFile, Request, Said, Source, find_files
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from trees import lay_out

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OPTIONS = ImportOptions(today=date(2026, 11, 20), lang="ko")

POST = """## 2024-09-02 회고

## Keep
- 아침에 논문을 읽었다

## Problem
- 잠을 못 잤다

## 2024-09-03 회고

## Keep
- 산책을 했다

## Try
- [ ] 일찍 자기
"""
EVENTS = """## 2024-09-04 강의 듣기
- **cue**: 수업이 있었다
- **did**: 들었다
- **felt**: 좋았다
- **action plan**: 복습하기

## 2024-09-04 MLOps 스터디
- **cue**: 약속이 있었다
- **did**: 모였다
- **felt**: 즐거웠다
- **action plan**: 실습하기
"""
PROJECT = "# 팀 프로젝트 회고\n\n## Keep\n- 서로 도왔다\n\n## Problem\n- 늦게 시작했다\n\n## Try\n- 일찍 시작하기\n"

Run = Callable[..., list[ImportedFile]]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal", Settings(), load_formats([("built-in", TEMPLATES)]), tmp_path / "state")


@pytest.fixture
def bring_in(journal: Journal) -> Run:
    def run(*paths: Path, write: bool = True, said: Said | None = None, **options: object) -> list[ImportedFile]:
        beside = bool(options.pop("beside", False))
        link = bool(options.pop("link", False))
        found, errors = find_files(journal, paths)
        assert not errors
        request = Request(
            replace(OPTIONS, **options),  # type: ignore[arg-type]
            "link" if link else "copy",
            beside,
            {one.path: said for one in found} if said else {},
        )
        work = Import(journal, request, write=write)
        work.waiting()
        return list(work.files(found))

    return run


def states(files: list[ImportedFile]) -> list[tuple[str, str]]:
    return [(entry.path, entry.state) for file in files for entry in file.entries]


def written(journal: Journal) -> list[str]:
    """What an import wrote; the settings file of a new journal aside."""
    files = (path.relative_to(journal.root).as_posix() for path in journal.root.rglob("*") if path.is_file())
    return sorted(name for name in files if name != "retro.toml")


# -- places ------------------------------------------------------------------------------------------------------------


def test_a_day_gets_its_entry_and_events_their_titles(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path / "blog", {"a.md": POST, "b.md": EVENTS})
    assert states(bring_in(tmp_path / "blog")) == [
        ("2024/2024-09-02.md", "new"),
        ("2024/2024-09-03.md", "new"),
        ("2024/2024-09-04-강의-듣기.md", "new"),
        ("2024/2024-09-04-mlops-스터디.md", "new"),
    ]
    assert "- 아침에 논문을 읽었다\n" in journal.text("2024/2024-09-02.md")


def test_a_preview_writes_nothing_and_tells_the_same(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path / "blog", {"a.md": POST, "b.md": EVENTS})
    told = states(bring_in(tmp_path / "blog", write=False))
    assert not journal.root.exists()
    assert states(bring_in(tmp_path / "blog")) == told


def test_the_same_again_adds_nothing(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path / "blog", {"a.md": POST, "b.md": EVENTS, "c.md": PROJECT})
    first = states(bring_in(tmp_path / "blog"))
    before = {path: journal.text(path) for path in written(journal)}
    again = states(bring_in(tmp_path / "blog"))
    assert again == [(path, "same") for path, _state in first]
    assert {path: journal.text(path) for path in written(journal)} == before


def test_two_files_that_share_a_day_are_known_again_one_by_one(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    other = POST.replace("아침에 논문을", "저녁에 소설을")
    lay_out(tmp_path / "blog", {"a.md": POST, "b.md": other})
    first = states(bring_in(tmp_path / "blog"))
    assert len({path for path, _ in first}) == 3  # the second day says the same in both: it is one entry
    for order in (["a.md"], ["b.md"], ["b.md", "a.md"]):
        assert {state for _, state in states(bring_in(*(tmp_path / "blog" / name for name in order)))} == {"same"}
    assert len(written(journal)) == 3


def test_an_entry_whose_boxes_were_ticked_is_still_the_same(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path, {"a.md": POST})
    bring_in(tmp_path / "a.md")
    journal.edit("2024/2024-09-03.md", lambda text: text.replace("[ ] 일찍 자기", "[x] 일찍 자기 ✅ 2024-09-04"))
    assert {state for _, state in states(bring_in(tmp_path / "a.md"))} == {"same"}


def test_an_entry_that_holds_another_text_is_left_alone_and_the_rest_goes_on(
    tmp_path: Path, journal: Journal, bring_in: Run
) -> None:
    lay_out(journal.root, {"2024/2024-09-02.md": "오늘은 비가 왔다.\n"})
    lay_out(tmp_path, {"a.md": POST})
    assert states(bring_in(tmp_path / "a.md")) == [("2024/2024-09-02.md", "exists"), ("2024/2024-09-03.md", "new")]
    assert journal.text("2024/2024-09-02.md") == "오늘은 비가 왔다.\n"
    assert [state for _, state in states(bring_in(tmp_path / "a.md", beside=True))] == ["new", "same"]
    assert journal.text("2024/2024-09-02.md") == "오늘은 비가 왔다.\n"
    assert [state for _, state in states(bring_in(tmp_path / "a.md"))] == ["same", "same"]


def test_a_title_that_is_a_path_is_only_a_name(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    hostile = EVENTS.replace("강의 듣기", "../../x").replace("MLOps 스터디", "/etc/passwd\\..")
    lay_out(tmp_path, {"a.md": hostile})
    bring_in(tmp_path / "a.md")
    assert all(path.startswith("2024/2024-09-04-") and ".." not in path for path in written(journal))
    assert len(written(journal)) == 2


# -- days that nobody knows --------------------------------------------------------------------------------------------


def test_what_has_no_day_waits_by_the_name_of_its_file(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path, {"work/kpt.md": PROJECT, "other/kpt.md": PROJECT.replace("서로", "따로").replace("늦게", "급히")})
    first = states(bring_in(tmp_path / "work"))
    ((path, state),) = first
    assert path.startswith("undated/work-kpt") and state == "new"
    assert "- 서로 도왔다" in journal.text(path)
    (second,) = states(bring_in(tmp_path / "other"))
    assert second[0] != path and second[1] == "new"
    assert states(bring_in(tmp_path / "work")) == [(path, "same")]


def test_it_goes_to_its_place_once_its_front_matter_has_a_date(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path, {"work/kpt.md": PROJECT})
    ((path, _),) = states(bring_in(tmp_path / "work"))
    journal.edit(path, lambda text: text.replace("---\n", "---\ndate: 2024-05-03\n", 1))
    bring_in()
    assert written(journal) == ["2024/2024-05-03.md"]
    assert states(bring_in(tmp_path / "work")) == [("2024/2024-05-03.md", "same")]


def test_a_day_that_is_said_later_moves_the_entry(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path, {"work/kpt.md": PROJECT})
    ((path, _),) = states(bring_in(tmp_path / "work"))
    journal.edit(path, lambda text: text.replace("일찍 시작하기", "일찍 시작하기 #plan"))
    journal.edit(path, lambda text: text.replace("일찍 시작하기 #plan", "일찍 시작하기"))
    (moved,) = bring_in(tmp_path / "work", said=Said(start=date(2024, 5, 3)))[0].entries
    assert (moved.state, moved.origin) == ("moved", path)
    assert written(journal) == [moved.path] and moved.path.startswith("2024/2024-05-03")
    assert "date: 2024-05-03" in journal.text(moved.path)


def test_a_week_that_gets_its_date_later_becomes_the_review_of_its_week(
    tmp_path: Path, journal: Journal, bring_in: Run
) -> None:
    lay_out(tmp_path, {"work/kpt.md": PROJECT.replace("팀 프로젝트 회고", "주간 회고"), "work/3주차.md": PROJECT})
    paths = [path for path, _ in states(bring_in(tmp_path / "work"))]
    for path, day in zip(sorted(paths), ("2024-05-03", "2024-05-10"), strict=True):
        journal.edit(path, lambda text, day=day: text.replace("---\n", f"---\ndate: {day}\n", 1))  # type: ignore[misc]
    bring_in()
    assert written(journal) == ["2024/2024-W18.md", "2024/2024-W19.md"]


def test_a_file_of_a_month_becomes_the_review_of_the_month(tmp_path: Path, bring_in: Run) -> None:
    lay_out(tmp_path, {"diary/2024-11.md": PROJECT.replace("팀 프로젝트 회고", "11월 회고")})
    assert states(bring_in(tmp_path / "diary")) == [("2024/2024-11.md", "new")]
    assert states(bring_in(tmp_path / "diary")) == [("2024/2024-11.md", "same")]


# -- files -------------------------------------------------------------------------------------------------------------


def test_the_journal_itself_is_never_imported(tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    lay_out(tmp_path, {"a.md": POST})
    bring_in(tmp_path / "a.md")
    lay_out(journal.root, {"templates/my.md": "x", "README.md": "x", "inbox/2023-01-02.txt": "## Keep\n- 하나\n"})
    found, _ = find_files(journal, [tmp_path])
    assert [source.path for source in found] == [tmp_path / "a.md"]
    found, _ = find_files(journal, [journal.root])
    assert [source.path for source in found] == [journal.root / "inbox" / "2023-01-02.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path, journal: Journal) -> None:
    lay_out(tmp_path / "blog", {"a.md": POST})
    (tmp_path / "blog" / "b.md").symlink_to("a.md")
    found, _ = find_files(journal, [tmp_path / "blog", tmp_path / "blog" / "a.md"])
    assert [source.path.name for source in found] == ["a.md"]


def test_hostile_files_end_in_one_error_each_and_the_rest_is_imported(
    tmp_path: Path, journal: Journal, bring_in: Run
) -> None:
    folder = lay_out(
        tmp_path / "blog",
        {
            "bomb.md": "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n# 2024-09-02\n## Keep\n- x\n",
            "broken.md": "---\ntitle: [\n---\n# 2024-09-02\n",
            "deep.md": ">" * 20000 + " x\n",
            "empty.md": "",
            "good.md": POST,
            "lists.md": "".join("  " * number + "- x\n" for number in range(2000)),
        },
    )
    (folder / "binary.md").write_bytes(b"\x00\x01\x02")
    (folder / "korean.md").write_bytes(EVENTS.encode("cp949"))
    (folder / "loop").symlink_to(folder)
    files = {file.path.name: file for file in bring_in(folder)}
    error = files["binary.md"].error
    assert error is not None and "binary.md" in error.where and "\n" not in error.told() and error.way_out()
    for name in ("bomb.md", "broken.md"):
        assert files[name].error is not None or [problem.line for problem in files[name].problems]
    assert len(files["good.md"].entries) == 2
    assert len(files["korean.md"].entries) == 2
    assert any("EUC-KR" in str(problem.values) for problem in files["korean.md"].problems)
    assert "들었다" in journal.text("2024/2024-09-04-강의-듣기.md")


# -- pictures ----------------------------------------------------------------------------------------------------------


WITH_PICTURES = POST + "\n![화면](../img/%ED%99%94%EB%A9%B4%201.png)\n\n<img src='/img/b.png'>\n\n![없다](c.png)\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "site", {"_config.yml": "", "_posts/a.md": WITH_PICTURES, "img/b.png": "2"})
    (root / "img" / unicodedata.normalize("NFD", "화면 1.png")).write_text("1")
    return root


def test_pictures_are_copied_and_linked_from_the_entry(site: Path, journal: Journal, bring_in: Run) -> None:
    bring_in(site / "_posts")
    text = journal.text("2024/2024-09-03.md")
    assert "![화면](../assets/화면%201.png)" in text
    assert "<img src='../assets/b.png'>" in text
    assert "![없다](c.png)" in text
    assert (journal.root / "assets" / "화면 1.png").read_text() == "1"
    assert {state for _, state in states(bring_in(site / "_posts"))} == {"same"}
    assert len(list((journal.root / "assets").iterdir())) == 2


def test_pictures_of_one_name_do_not_take_each_others_place(site: Path, journal: Journal, bring_in: Run) -> None:
    other = WITH_PICTURES.replace("2024-09-0", "2024-10-0").replace("/img/b.png", "/more/b.png")
    lay_out(site, {"_posts/b.md": other, "more/b.png": "3"})
    bring_in(site / "_posts")
    assert "'../assets/b.png'" in journal.text("2024/2024-09-03.md")
    assert "'../assets/b-2.png'" in journal.text("2024/2024-10-03.md")
    assert (journal.root / "assets" / "b-2.png").read_text() == "3"
    assert {state for _, state in states(bring_in(site / "_posts"))} == {"same"}


def test_pictures_can_be_linked_where_they_are(site: Path, journal: Journal, bring_in: Run) -> None:
    bring_in(site / "_posts", link=True)
    text = journal.text("2024/2024-09-03.md")
    assert "<img src='../../site/img/b.png'>" in text
    assert not (journal.root / "assets").exists()


def test_no_picture_comes_from_outside_of_the_site(site: Path, tmp_path: Path, journal: Journal, bring_in: Run) -> None:
    (tmp_path / "secret.png").write_text("s")
    (site / "img" / "link.png").symlink_to(tmp_path / "secret.png")
    lay_out(site, {"_posts/a.md": POST + "\n![x](../../secret.png) ![y](../img/link.png)\n"})
    bring_in(site / "_posts")
    assert "![x](../../secret.png) ![y](../img/link.png)" in journal.text("2024/2024-09-03.md")
    assert not (journal.root / "assets").exists()


def test_a_source_is_told_by_the_path_of_the_call(
    tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path / "blog", {"a.md": POST})
    monkeypatch.chdir(tmp_path)
    found, _ = find_files(journal, [Path("blog")])
    assert found == [Source(Path("blog/a.md"), Path("blog"))]
    assert os.path.exists(found[0].path)
