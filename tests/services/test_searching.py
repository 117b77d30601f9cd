"""Searching a journal: what is found, in which order, and that skipping files never changes it."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.strategies import hostile_text
from domain.strategies import words as texts
from retro_cli.domain.query import Query, read_query
from retro_cli.domain.settings import Settings, Todo
from retro_cli.errors import UsageError
from retro_cli.services import searching
from retro_cli.services.searching import Search, Wanted
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from trees import lay_out

FORMATS = load_formats([("built-in", builtin_templates())])
FILES = {
    "2026/2026-11-18.md": (
        "---\nformat: kpt\ntags: [infra]\n---\n## Keep\n- 배포를 연습했다\n\n"
        "## Try\n- [ ] 배포 문서 쓰기 #글쓰기/문서\n"
    ),
    "2026/2026-11-19.md": "---\nformat: kpt\n---\n## Problem\n- 배포 실패\n\n## Try\n- [x] 배포 다시 ✅ 2026-11-20\n",
    "2026/2026-11-19-발표.md": (
        "---\nformat: cdfa\ntitle: 배포 발표\nend: 2026-11-20\n---\n## 느낀 점\n\n떨렸다. 배포 이야기였다.\n"
    ),
    "2026/2026-W47.md": (
        "---\nformat: weekly\n---\n"
        "<!-- retro:begin digest lang=ko sha=1 -->\n- 배포를 연습했다\n<!-- retro:end digest -->\n\n"
        "## [+] Positive\n- 배포가 익숙해졌다\n"
    ),
    "undated/옛날.md": "배포라는 말을 처음 들었다.\n",
    "다른/노트.md": "---\ndate: 2026-10-01\n---\n배포 노트\n",
    "README.md": "배포 설명\n",
}


def open_journal(root: Path, files: Mapping[str, str]) -> Journal:
    return Journal(lay_out(root / "journal", files), Settings(), FORMATS, root / "state")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return open_journal(tmp_path, FILES)


def hits(journal: Journal, words: str = "배포", **wanted: object) -> list[str]:
    search = Search(journal, replace(Wanted(read_query(words)), **wanted))
    return [f"{found.entry.path}:{hit.passage.line}" for found in search for hit in found.hits]


def test_the_newest_comes_first_and_what_has_no_day_last(journal: Journal) -> None:
    assert hits(journal) == [
        "2026/2026-W47.md:9",
        "2026/2026-11-19-발표.md:3",
        "2026/2026-11-19-발표.md:8",
        "2026/2026-11-19.md:5",
        "2026/2026-11-19.md:8",
        "2026/2026-11-18.md:6",
        "2026/2026-11-18.md:9",
        "다른/노트.md:4",
        "undated/옛날.md:1",
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"since": dt.date(2026, 11, 20)}, ["W47", "발표", "발표"]),
        ({"until": dt.date(2026, 11, 18)}, ["W47", "18", "18", "노트"]),
        ({"format": "kpt"}, ["19", "19", "18", "18"]),
        ({"section": "problem"}, ["19"]),
        ({"section": "느낀점"}, ["발표"]),
        ({"section": "t"}, ["19", "18"]),
        ({"role": "good"}, ["W47", "18"]),
        ({"tags": ("infra",)}, ["18", "18"]),
        ({"tags": ("#글쓰기",)}, ["18"]),
        ({"tags": ("infra", "글쓰기/문서")}, ["18"]),
        ({"states": ("open",)}, ["18"]),
        ({"states": ("done",)}, ["19"]),
        ({"states": ("open", "done")}, ["19", "18"]),
    ],
)
def test_filters_narrow_it(journal: Journal, wanted: dict[str, object], found: list[str]) -> None:
    names = [path.rpartition(".md")[0].replace("-", "/").split("/")[-1] for path in hits(journal, **wanted)]
    assert names == found


def test_only_action_items_that_count_are_open(journal: Journal) -> None:
    journal = replace(journal, settings=Settings(todo=Todo(tag="task")))
    assert hits(journal, states=("open",)) == []


def test_filters_alone_find_everything_that_passes(journal: Journal) -> None:
    assert len(hits(journal, "", states=("done",))) == 1


def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PATTERN_SECONDS", 0.2)
    journal = open_journal(tmp_path, {"2026/2026-11-18.md": "a" * 60 + "\n"})
    with pytest.raises(UsageError) as caught:
        list(Search(journal, Wanted(read_query("(a+)+b", regex=True))))
    assert caught.value.where == "2026/2026-11-18.md"


def test_what_cannot_be_read_is_told_and_the_rest_is_found(journal: Journal) -> None:
    (journal.root / "2026/2026-11-17.md").write_bytes("배포".encode("cp949"))
    lay_out(journal.root, {"2026/2026-11-16.md": "---\ntitle: [\n---\n배포\n"})
    search = Search(journal, Wanted(read_query("배포")))
    assert len(list(search)) == 6
    assert sorted(problem.where for problem in search.problems) == ["2026/2026-11-16.md:2", "2026/2026-11-17.md:1"]


def test_a_file_that_vanishes_on_the_way_is_left_out(journal: Journal) -> None:
    search = iter(Search(journal, Wanted(read_query("배포"))))
    next(search)
    (journal.root / "2026/2026-11-18.md").unlink()
    assert "2026/2026-11-18.md" not in [found.entry.path for found in search]


# -- nothing is missed -----------------------------------------------------------------------------------------------

QUERIES = st.one_of(
    texts(),
    st.sampled_from(("회고", "kept", "-green 회고", '"배포를 했다"', "tag", "1.5배", "하", "두 편", "논문 -편", "ude")),
    st.text('abk한글오늘1 -"', min_size=1, max_size=4),
)
ENTRIES = st.one_of(hostile_text(), st.builds("## Keep\n- {}\n- [ ] {}\n\n{}\n".format, texts(), texts(), texts()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, st.lists(ENTRIES, min_size=1, max_size=3), st.sampled_from(("NFC", "NFD", "")), st.booleans())
def test_skipping_files_finds_what_parsing_all_of_them_does(
    tmp_path_factory: pytest.TempPathFactory, query: str, entries: list[str], form: str, initials: bool
) -> None:
    root = tmp_path_factory.mktemp("journal")
    files = {}
    for number, text in enumerate(entries, 1):
        composed = unicodedata.normalize(form, text) if form in ("NFC", "NFD") else text
        files[f"2026/2026-11-{number:02}.md"] = composed.encode("utf-8", "replace").decode()
    journal = open_journal(root, files)
    wanted = Wanted(read_query(query, initials=initials))
    fast = list(Search(journal, wanted))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Query, "may_match", lambda _query, _data: True)
        slow = list(Search(journal, wanted))
    assert fast == slow
