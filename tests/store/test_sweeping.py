"""Finding and reading a journal in one go: what two processes find is what one finds, in the same order."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.errors import RetroError
from retro_cli.store import scanning, sweeping
from retro_cli.store.sweeping import kept, of_open_tasks, tasks_in
from retro_cli.store.walking import markdown_files
from trees import lay_out

OPEN = "- [ ] 산책\n"
YEARS = [str(year) for year in range(1990, 2020)]
TREE = {
    **{
        f"{year}/{year}-0{month}-01.md": OPEN if month == 2 else "- [x] 산책\n" for year in YEARS for month in (1, 2, 3)
    },
    "README.md": OPEN,
    "2001/더/깊이/a.md": OPEN,
    "2002/.hidden/a.md": OPEN,
    "2003/templates/a.md": OPEN,
    ".obsidian/a.md": OPEN,
    "templates/kpt.md": OPEN,
    "2004/note.txt": OPEN,
}


@pytest.fixture(params=[True, False], ids=["two processes", "one process"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(scanning, "_may_fork", lambda: request.param)
    return lay_out(tmp_path / "journal", TREE)


def plain(root: Path, keep: Callable[[bytes], bool], problems: list[RetroError]) -> Any:
    return scanning.picked(str(root), list(markdown_files(root, problems)), keep)


def agrees(root: Path) -> list[RetroError]:
    """Both ways find the same; the problems, of which both tell as many."""
    problems: list[RetroError] = []
    wanted: list[RetroError] = []
    found = kept(str(root), lambda data: b"[" in data, problems)
    assert found == plain(root, lambda data: b"[" in data, wanted)
    assert len(found) >= 90
    assert [str(one) for one in problems] == [str(one) for one in wanted]
    return problems


def test_many_folders_are_found_and_read_in_their_order(root: Path) -> None:
    assert agrees(root) == []


def test_only_files_with_open_items_are_worked_on(root: Path) -> None:
    paths = of_open_tasks(str(root), lambda path, _: [path])
    assert paths == [path for path, _ in tasks_in(str(root), open_only=True)]
    assert sorted(paths) == sorted(path for path, text in TREE.items() if text == OPEN and is_found(path))


def is_found(path: str) -> bool:
    return path.endswith(".md") and not path.startswith("templates/") and "/." not in f"/{path}"


@pytest.mark.parametrize(
    ("link", "target"),
    [("2005/again", "2006"), ("zz", "2007"), ("2008/all", "."), ("2009/own", "2009"), ("no", "nowhere")],
)
def test_links_to_folders_are_followed_once(root: Path, link: str, target: str) -> None:
    (root / link).symlink_to(root / target, target_is_directory=True)
    agrees(root)
    assert len(list(markdown_files(root))) == len([path for path in TREE if is_found(path)])


def test_a_folder_that_cannot_be_looked_into_is_told_and_the_rest_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.listdir

    def refusing(path: Any) -> list[str]:
        if str(path).endswith("2010"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    (root / "2011/2011-04-01.md").write_text("[", "utf-8")
    for number in range(3):
        (root / f"2012/{number}.md").write_text("[", "utf-8")
    monkeypatch.setattr(os, "listdir", refusing)
    assert [str(one.where) for one in agrees(root)] == ["2010"]


def test_a_folder_with_most_of_the_files_is_shared(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        (root / f"2013/{number}.md").write_text("[", "utf-8")
    monkeypatch.setattr(sweeping, "MANY", 40)
    agrees(root)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.lists(st.sampled_from(["2001", "2002", "b", ".c", "d.md", "assets"]), min_size=1, max_size=3).map("/".join),
        st.sampled_from(["2001", "2002", "b", "..", "."]),
        max_size=4,
    )
)
def test_folders_and_links_of_any_kind_are_read_as_one_process_reads_them(
    tmp_path_factory: pytest.TempPathFactory, links: dict[str, str]
) -> None:
    root = lay_out(tmp_path_factory.mktemp("tree"), TREE)
    for path, target in links.items():
        if (root / path).parent.is_dir() and not os.path.lexists(root / path):
            (root / path).symlink_to(root / target)
    agrees(root)
