"""A journal is the markdown in a folder that is named like entries; what cannot be read never hides the rest."""

import builtins
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retro_cli.domain.layout import Layout
from retro_cli.domain.period import Week
from retro_cli.domain.settings import Settings
from retro_cli.errors import ConflictError, NotFoundError, UnreadableError
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.journal import Journal, Pages
from retro_cli.store.locations import builtin_templates

FORMATS: Formats = load_formats([("built-in", builtin_templates())])
DAY = date(2026, 11, 20)
MAIN = "2026/2026-11-20.md"

Put = Callable[..., None]

posix = pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal", Settings(), FORMATS, tmp_path / "state")


@pytest.fixture
def put(journal: Journal) -> Put:
    """Lay files out: `put("2026/2026-11-20.md", "text")`, or several paths with the same text."""

    def lay(*paths: str, text: str | bytes = "글\n") -> None:
        for path in paths:
            file = journal.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    return lay


def said(pages: Pages) -> list[str]:
    return [f"{problem.where}: {problem.told()}" for problem in pages.problems]


def test_entries_are_the_files_that_are_named_like_them(journal: Journal, put: Put) -> None:
    entries = [
        "2026/2026-11-20.md",
        "2026/2026-11-20-bert-논문.md",
        "2026/2026-W47.md",
        "2026/2026-11.md",
        "2026/2026-Q4.md",
        "2026/2026.md",
        "옛날/2019-01-02.md",
        "a/b/c/2026-11-21.MD",
    ]
    others = [
        "README.md",
        "메모.md",
        "2026-13-45.md",
        "2026/2026-11-20.txt",
        "templates/2026-11-20.md",
        "assets/2026-11-20.md",
        ".trash/2026-11-20.md",
        "2026/.2026-11-20.md",
        "2026/.2026-11-20.md.1f2e.tmp",
    ]
    put(*entries, *others)
    assert journal.paths() == sorted(entries)
    put("2026/templates/2026-11-19.md")
    assert "2026/templates/2026-11-19.md" in journal.paths()


def test_a_journal_that_does_not_exist_is_empty(journal: Journal) -> None:
    assert (journal.paths(), journal.day_paths(DAY), journal.recent_days(DAY, 3)) == ([], [], [])
    assert journal.all_pages() == Pages(())
    with pytest.raises(NotFoundError):
        journal.page(MAIN)


@posix
def test_links_are_followed_once_and_loops_end(journal: Journal, put: Put, tmp_path: Path) -> None:
    put("2026/2026-11-20.md")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2025-01-02.md").write_text("글")
    (journal.root / "2025").symlink_to(tmp_path / "elsewhere")
    (journal.root / "2026" / "again").symlink_to(journal.root)
    (journal.root / "loop").symlink_to("loop")
    (journal.root / "2026" / "2026-11-21.md").symlink_to("2026-11-21.md")
    (journal.root / "2026" / "2026-11-22.md").symlink_to("nowhere.md")
    assert journal.paths() == ["2025/2025-01-02.md", MAIN, "2026/2026-11-21.md", "2026/2026-11-22.md"]
    read = journal.all_pages()
    assert [entry.path for entry in read.entries] == ["2025/2025-01-02.md", MAIN]
    assert said(read) == ["2026/2026-11-21.md: This link leads back to itself."]


@posix
def test_what_cannot_be_read_is_told_with_its_place_and_the_rest_is_read(journal: Journal, put: Put) -> None:
    put("2026/2026-11-16.md", text=b"PK\x03\x04\0\n- [ ] x\n")
    put("2026/2026-11-17.md", text="글\n".encode() + "- [ ] 회고".encode("cp949"))
    put("2026/2026-11-18.md", text="---\ndate: 2026-11-18\ntags: [a\n---\n- [ ] 할 일\n")
    put("2026/2026-11-19.md/안.md")
    put(MAIN, text="- [ ] 할 일\n")
    whole, tasks = journal.all_pages(), journal.task_pages(open_only=True)
    assert [entry.path for entry in whole.entries] == [MAIN]
    assert [action.path for action in tasks.actions] == [MAIN]
    for problems in (whole.problems, tasks.problems):
        assert [problem.where for problem in problems] == [
            "2026/2026-11-16.md",
            "2026/2026-11-17.md:2",
            "2026/2026-11-18.md:3",
            "2026/2026-11-19.md",
        ]
        assert all(isinstance(problem, UnreadableError) for problem in problems)


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make the system refuse to list a folder, as it does where there is no permission."""

    def refusing(real: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def call(path: Any) -> Any:
            if Path(path) == folder:
                raise PermissionError(13, "Permission denied")
            return real(path)

        return call

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr(os, "listdir", refusing(os.listdir))


def test_a_folder_without_permission_is_told(journal: Journal, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("2025/2025-01-02.md", MAIN)
    refuse(monkeypatch, journal.root / "2025")
    read = journal.all_pages()
    assert [entry.path for entry in read.entries] == [MAIN]
    assert said(read) == ["2025: This file may not be read."]
    with pytest.raises(UnreadableError) as caught:
        journal.day_paths(date(2025, 1, 2))
    assert caught.value.where == "2025"


def test_a_file_that_vanishes_meanwhile_is_left_out(journal: Journal, put: Put) -> None:
    put(MAIN)
    assert journal.pages([MAIN, "2026/2026-11-19.md"]).problems == ()
    assert [entry.path for entry in journal.pages([MAIN, "2026/2026-11-19.md"]).entries] == [MAIN]


def test_the_paths_of_a_day_and_a_week_are_found_without_opening_a_file(
    journal: Journal, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        MAIN,
        "2026/2026-11-20-a.md",
        "2026/2026-11-20-논문.md",
        "2026/2026-11-16-b.md",
        "2026/2026-11-22.md",
        "2026/2026-11-23.md",
        "2026/2026-W47.md",
        "elsewhere/2026-11-20.md",
    )

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opened)
        patch.setattr(builtins, "open", opened)
        assert journal.day_paths(DAY) == [MAIN, "2026/2026-11-20-a.md", "2026/2026-11-20-논문.md"]
        assert journal.week_paths(Week.of(DAY)) == [
            "2026/2026-11-16-b.md",
            MAIN,
            "2026/2026-11-20-a.md",
            "2026/2026-11-20-논문.md",
            "2026/2026-11-22.md",
        ]
        assert journal.recent_days(DAY, 2) == [date(2026, 11, 16)]
        assert journal.recent_days(date(2027, 1, 1), 2) == [date(2026, 11, 23), date(2026, 11, 22)]


def test_a_week_that_lies_in_two_years_is_whole(journal: Journal, put: Put) -> None:
    put("2026/2026-12-31.md", "2027/2027-01-01.md")
    assert journal.week_paths(Week.of(date(2027, 1, 1))) == ["2026/2026-12-31.md", "2027/2027-01-01.md"]


def test_the_layout_decides_where_days_lie(tmp_path: Path) -> None:
    journal = Journal(tmp_path, Settings(layout=Layout(day_pattern="Daily/{date}")), FORMATS, tmp_path / "state")
    (tmp_path / "Daily").mkdir()
    (tmp_path / "Daily" / "2026-11-20.md").write_text("글")
    assert journal.day_paths(DAY) == ["Daily/2026-11-20.md"]


def test_files_dated_in_their_front_matter_alone_are_read_with_the_whole_journal(journal: Journal, put: Put) -> None:
    dated = "---\ntitle: 논문\ndate: 2026-11-19\n---\n- [ ] 할 일\n"
    put("논문.md", text=dated)
    put("bom.md", text="\ufeff---\r\ndate: '2026-11-18'\r\n---\r\n")
    put(MAIN)
    for path, text in {
        "template.md": "---\ndate: {{date}}\n---\n",
        "broken.md": "---\na: [\n---\ndate: 2026-11-20\n",
        "body.md": "---\na: 1\n---\ndate: 2026-11-20\n",
        "update.md": "---\nupdated: 1\nlast-date: 2026-11-20\n---\n",
        "plain.md": "date: 2026-11-20\n",
    }.items():
        put(path, text=text)
    read = journal.all_pages()
    assert [(entry.path, entry.date) for entry in read.entries] == [
        ("bom.md", date(2026, 11, 18)),
        ("논문.md", date(2026, 11, 19)),
        (MAIN, DAY),
    ]
    assert read.problems == ()
    assert [action.path for action in journal.task_pages(open_only=True).actions] == ["논문.md"]
    assert journal.day_paths(date(2026, 11, 19)) == []


@pytest.mark.parametrize(
    ("text", "any_task", "still_open"),
    [
        ("- [ ] 열림\n", True, True),
        ("> 1. [/] 하는 중\n", True, True),
        ("* [x] 끝\n", True, False),
        ("+ [-] 그만\n- [X] 끝\n", True, False),
        ("- [x] 끝\n- [한] 모름\n", True, True),
        ("- 그냥 [ ] 글\n", False, False),
        ("- [링크](x)\n", False, False),
        ("", False, False),
    ],
)
def test_of_files_without_action_items_only_the_bytes_are_read(
    journal: Journal, put: Put, text: str, any_task: bool, still_open: bool
) -> None:
    put(MAIN, text=text)
    held = journal.page(MAIN).entry.actions
    assert any_task or not held
    assert still_open or not any(action.task.state in ("open", "started") for action in held)
    assert bool(journal.task_pages(open_only=False).pages) is any_task
    assert bool(journal.task_pages(open_only=True).pages) is still_open


def test_writing_creates_once_and_edits_what_stands_there(journal: Journal) -> None:
    journal.create(MAIN, "하나\r\n")
    with pytest.raises(ConflictError):
        journal.create(MAIN, "둘\n")
    assert journal.edit(MAIN, lambda text: text + "셋")
    assert not journal.edit(MAIN, lambda text: text)
    assert (journal.root / MAIN).read_bytes() == "하나\r\n셋".encode()
    with pytest.raises(ConflictError):
        journal.replace(MAIN, "x", "다른 글")
    assert journal.page(MAIN).text == "하나\r\n셋"
