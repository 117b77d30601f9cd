"""A draft is on the disk as it was, and nothing of it is ever lost."""

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.errors import RetroError, UnreadableError
from retro_cli.store.drafts import Draft, Drafts

DRAFT = Draft(
    kind="day",
    date=date(2026, 11, 20),
    format="kpt",
    title="배포 자동화",
    tags=("ci", "infra"),
    answers={"keep": [{"text": "테스트를 먼저 돌렸다", "body": "", "mark": None}], "feeling": "좋았다\n\n정말"},
    fields={"mood": 4},
    reviewed=(("k3f", "done"),),
    at="problem",
    partial="스테이징",
    started="2026-11-20T21:00:00+09:00",
)

anything = st.text(st.characters() | st.sampled_from("\ud83d\u2028\ufeff\0\r\n가"))
drafts = st.builds(
    Draft,
    kind=st.sampled_from(["day", "week"]),
    date=st.dates(),
    format=anything,
    end=st.none() | st.dates(),
    path=st.none() | anything,
    title=anything,
    tags=st.lists(anything).map(tuple),
    answers=st.dictionaries(
        anything,
        anything | st.lists(st.dictionaries(st.sampled_from(["text", "body", "mark"]), anything | st.none())),
    ),
    fields=st.dictionaries(anything, anything | st.integers() | st.booleans()),
    note=anything,
    reviewed=st.lists(st.tuples(anything, anything)).map(tuple),
    at=anything,
    partial=anything,
    started=anything,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state") / "drafts"


@given(drafts)
def test_a_draft_is_loaded_as_it_was_saved(shared: Path, draft: Draft) -> None:
    kept = Drafts(shared)
    kept.save(draft)
    assert kept.load(*draft.key) == draft
    assert kept.all() == ([draft], [])
    kept.remove(draft)
    assert kept.load(*draft.key) is None
    assert os.listdir(shared) == []


def test_drafts_are_for_their_owner_only_and_readable_by_a_person(tmp_path: Path) -> None:
    Drafts(tmp_path / "drafts").save(DRAFT)
    (file,) = (tmp_path / "drafts").iterdir()
    assert file.name.startswith("day-2026-11-20-kpt-")
    assert "테스트를 먼저 돌렸다" in file.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_drafts_of_other_days_formats_and_entries_do_not_meet(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts")
    many = [
        Draft("day", date(2026, 11, 20), "kpt"),
        Draft("day", date(2026, 11, 20), "kpt", path="2026/2026-11-20.md"),
        Draft("day", date(2026, 11, 20), "4l"),
        Draft("day", date(2026, 11, 19), "kpt"),
        Draft("week", date(2026, 11, 16), "kpt"),
    ]
    for draft in many:
        kept.save(draft)
    found, problems = kept.all()
    assert problems == []
    assert [draft.date.day for draft in found] == [16, 19, 20, 20, 20]
    assert all(kept.load(*draft.key) == draft for draft in many)
    kept.save(Draft("day", date(2026, 11, 20), "kpt", note="more"))
    assert len(kept.all()[0]) == 5


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"version": "x"}', "[" * 100_000, "\ufeff{}", b"\xff\0"],
)
def test_a_broken_draft_is_set_aside_and_told_never_deleted(tmp_path: Path, text: str | bytes) -> None:
    kept = Drafts(tmp_path / "drafts")
    kept.save(DRAFT)
    (file,) = kept.folder.iterdir()
    data = text if isinstance(text, bytes) else text.encode()
    for number in (1, 2):
        file.write_bytes(data)
        with pytest.raises(UnreadableError) as caught:
            kept.load(*DRAFT.key)
        assert Path(caught.value.where).read_bytes() == data
        assert kept.load(*DRAFT.key) is None
        assert len(list(kept.folder.iterdir())) == number
    file.write_bytes(data)
    assert [len(part) for part in kept.all()] == [0, 1]
    assert kept.all() == ([], [])


def test_a_draft_with_a_value_of_another_kind_is_broken(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts")
    kept.save(DRAFT)
    (file,) = kept.folder.iterdir()
    good = json.loads(file.read_text(encoding="utf-8"))
    for key, value in [
        ("answers", {"keep": [1]}),
        ("answers", []),
        ("tags", "ci"),
        ("reviewed", [["k3f"]]),
        ("date", "2026-13-01"),
        ("path", 3),
        ("title", None),
        ("surprise", 1),
    ]:
        file.write_text(json.dumps({**good, key: value}), encoding="utf-8")
        with pytest.raises(UnreadableError):
            kept.load(*DRAFT.key)


def test_a_draft_of_a_newer_retro_is_left_where_it_is(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts")
    kept.save(DRAFT)
    (file,) = kept.folder.iterdir()
    file.write_text('{"version": 99, "new": true}')
    for _ in range(2):
        with pytest.raises(UnreadableError, match="newer"):
            kept.load(*DRAFT.key)
    assert file.exists()


def test_a_state_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file")
    kept = Drafts(tmp_path / "drafts")
    assert kept.all() == ([], [])
    with pytest.raises(RetroError):
        kept.save(DRAFT)
