"""Steps taken back and made again: the journal is byte for byte as it was, or left alone."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noted import Tree, run, setting, tree, write
from retro_cli.errors import ConflictError, NotFoundError, RetroError, UsageError
from retro_cli.services.undoing import list_steps, redo, step_to_redo, undo
from retro_cli.store import files, history
from retro_cli.store.journal import Journal
from retro_cli.store.stepfile import digest

DAY, OTHER = "2026/2026-11-20.md", "2026/2026-11-19.md"


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a power cut would tell the difference."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "journal").mkdir()
    return tmp_path


# -- any number of steps, in any order --------------------------------------------------------------------------------

NAMES = st.sampled_from(["2026/a.md", "2026/b.md", "c.md", "2027/deep/d.md", "회고.md"])
TEXTS = st.text(alphabet="가a\n\r\u2028{}\"'0", max_size=12).map(lambda text: text + "끝")
WRITES = st.tuples(st.sampled_from(["put", "remove", "move"]), NAMES, NAMES, TEXTS)
ACTIONS = st.one_of(st.lists(WRITES, min_size=1, max_size=4), st.sampled_from(["undo", "redo", "undo"]))


def carry_out(journal: Journal, kind: str, path: str, target: str, text: str) -> None:
    if kind == "put" and journal.exists(path):
        journal.edit(path, lambda _: text)
    elif kind == "put":
        journal.create(path, text)
    elif kind == "remove" and journal.exists(path):
        journal.history.remove(journal.root / path)
    elif journal.exists(path) and not journal.exists(target):
        journal.move(path, target, text)


def contents(found: Tree) -> Tree:
    """The files of a tree."""
    return {path: one for path, one in found.items() if one[1]}


@settings(max_examples=40)
@given(st.lists(ACTIONS, max_size=14))
def test_whatever_is_done_undone_and_redone_the_journal_is_as_it_was_then(actions: list[object]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "journal").mkdir()
        past: list[Tree] = []
        future: list[Tree] = []
        for action in actions:
            before = contents(tree(folder))
            if isinstance(action, list):
                journal = run(folder)
                with journal.locked("add"):
                    for one in action:
                        carry_out(journal, *one)
                if contents(tree(folder)) != before:
                    past.append(before)
                    future.clear()
            elif action == "undo" and past:
                undo(run(folder))
                future.append(before)
                assert contents(tree(folder)) == past.pop()
            elif action == "redo" and future:
                redo(run(folder))
                past.append(before)
                assert contents(tree(folder)) == future.pop()
            else:
                with pytest.raises(NotFoundError):
                    (undo if action == "undo" else redo)(run(folder))
            assert [one.state for one in list_steps(run(folder))].count("done") == len(past)
        while past:
            undo(run(folder))
            assert contents(tree(folder)) == past.pop()


# -- what is refused --------------------------------------------------------------------------------------------------


def test_a_file_that_was_changed_since_is_named_and_nothing_of_its_step_is_taken_back(folder: Path) -> None:
    journal = run(folder)
    with journal.locked("import"):
        journal.create(DAY, "하나\n")
        journal.create(OTHER, "둘\n")
    (folder / "journal" / DAY).write_text("하나, 손으로\n")
    before = tree(folder)
    with pytest.raises(ConflictError) as caught:
        undo(run(folder))
    assert caught.value.where == str(folder / "journal" / DAY) and caught.value.exit_code == 5
    assert tree(folder) == before
    assert [(one.state, one.changed) for one in list_steps(run(folder))] == [("changed", (DAY,))]


def test_a_step_that_is_refused_does_not_keep_others_from_being_taken_back(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    write(folder, OTHER, "둘\n")
    (folder / "journal" / OTHER).write_text("손으로\n")
    with pytest.raises(ConflictError):
        undo(run(folder))
    undo(run(folder), 1)
    assert not (folder / "journal" / DAY).exists() and (folder / "journal" / OTHER).read_text() == "손으로\n"


def test_a_step_below_a_later_one_names_the_one_to_take_back_first(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    write(folder, DAY, "하나\n둘\n")
    with pytest.raises(ConflictError) as caught:
        undo(run(folder), 1)
    assert caught.value.way_out() == "Take that back first: retro undo 2"
    assert [one.state for one in list_steps(run(folder))] == ["done", "done"]


def test_a_removed_file_counts_as_changed(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    write(folder, DAY, "둘\n")
    (folder / "journal" / DAY).unlink()
    with pytest.raises(ConflictError):
        undo(run(folder))
    assert not (folder / "journal" / DAY).exists()


def test_a_step_is_taken_back_once(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    undo(run(folder), 1)
    with pytest.raises(UsageError):
        undo(run(folder), 1)
    with pytest.raises(NotFoundError):
        undo(run(folder), 7)


def test_a_new_change_ends_what_can_be_made_again_and_says_so(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    undo(run(folder))
    write(folder, OTHER, "둘\n")
    with pytest.raises(NotFoundError) as caught:
        step_to_redo(run(folder))
    assert "since" in caught.value.told()
    assert not (folder / "journal" / DAY).exists()


def test_a_change_that_failed_does_not_end_what_can_be_made_again(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    write(folder, OTHER, "둘\n")
    undo(run(folder))
    journal = run(folder)
    with pytest.raises(ConflictError), journal.locked("add"):
        journal.create(DAY, "noch einmal")
    redo(run(folder))
    assert (folder / "journal" / OTHER).read_text() == "둘\n"


def test_a_file_that_is_made_again_never_takes_the_place_of_another(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    undo(run(folder))
    path = folder / "journal" / DAY
    path.parent.mkdir()
    path.write_text("남의 글\n")
    with pytest.raises(ConflictError):
        redo(run(folder))
    assert path.read_text() == "남의 글\n"


# -- files of every kind ----------------------------------------------------------------------------------------------


def test_modes_links_and_bytes_come_back(folder: Path) -> None:
    real = folder / "journal" / "real.md"
    real.write_bytes("\ufeff하나\r\n둘\u2028\r".encode())
    real.chmod(0o640)
    (folder / "journal" / "link.md").symlink_to("real.md")
    before = tree(folder)
    write(folder, "link.md", "다르게\n")
    journal = run(folder)
    with journal.locked("doctor"):
        journal.history.remove(journal.root / "link.md")
        journal.history.remove(journal.root / "real.md")
    after = tree(folder)
    undo(run(folder))
    assert (folder / "journal" / "link.md").read_text() == "다르게\n"
    undo(run(folder))
    assert tree(folder) == before
    redo(run(folder))
    redo(run(folder))
    assert tree(folder) == after == {}


def test_folders_that_were_made_go_where_they_are_empty_and_only_then(folder: Path) -> None:
    write(folder, "2026/11/a.md", "하나\n")
    (folder / "journal" / "2026" / "b.txt").write_text("둘\n")
    undo(run(folder))
    assert list(tree(folder)) == ["journal/2026", "journal/2026/b.txt"]


def test_what_was_killed_between_the_note_and_the_write_is_no_step(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    journal = run(folder)
    with (
        pytest.raises(KeyboardInterrupt),
        journal.locked("add"),
        journal.history.change(journal.root / DAY, "하나\n".encode(), digest(b"never")),
    ):
        raise KeyboardInterrupt
    assert [one.step.id for one in list_steps(run(folder))] == [1]
    write(folder, OTHER, "둘\n")
    undo(run(folder))
    undo(run(folder))
    assert tree(folder) == {}


def test_one_run_is_one_step_unless_somebody_else_wrote_in_between(folder: Path) -> None:
    journal = run(folder)
    for text in ("하나\n", "하나\n둘\n"):
        with journal.locked("today"):
            if journal.exists(DAY):
                journal.edit(DAY, setting(text))
            else:
                journal.create(DAY, text)
    assert len(list_steps(run(folder))) == 1
    write(folder, OTHER, "다른 실행\n")
    with journal.locked("today"):
        journal.edit(DAY, lambda text: text + "셋\n")
    (folder / "journal" / DAY).write_text("편집기에서\n")
    with journal.locked("today"):
        journal.edit(DAY, lambda text: text + "넷\n")
    assert len(list_steps(run(folder))) == 4
    undo(run(folder))
    assert (folder / "journal" / DAY).read_text() == "편집기에서\n"


def test_what_comes_back_to_itself_within_a_run_is_no_step(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    journal = run(folder)
    for text in ("둘\n", "하나\n"):
        with journal.locked("today"):
            journal.edit(DAY, setting(text))
    assert [one.step.id for one in list_steps(run(folder))] == [1]
    undo(run(folder))
    assert not (folder / "journal" / DAY).exists()


# -- where nothing can be noted ---------------------------------------------------------------------------------------


def test_the_history_is_for_nobody_else_to_read(folder: Path) -> None:
    old = os.umask(0)
    try:
        write(folder, DAY, "하나\n")
    finally:
        os.umask(old)
    kept = folder / "state" / history.FOLDER
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept.iterdir()} == {0o600}


def failing(number: int, error: OSError) -> Callable[..., int]:
    """`os.write` that fails at its n-th call on the history, after half of the bytes."""
    real, seen = os.write, 0

    def write(fd: int, data: bytes) -> int:
        nonlocal seen
        if history.FOLDER in os.readlink(f"/proc/self/fd/{fd}"):
            seen += 1
            if seen == number:
                real(fd, bytes(data)[: len(data) // 2])
                raise error
        return real(fd, data)

    return write


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to know what a descriptor is")
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_full_disk_stops_the_note_and_not_the_save(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    write(folder, OTHER, "먼저\n")
    journal = run(folder)
    monkeypatch.setattr(os, "write", failing(number, OSError(28, "No space left on device")))
    with journal.locked("import"):
        for name in ("a.md", "b.md", "c.md"):
            journal.create(name, "글\n")
    monkeypatch.undo()
    assert {"journal/a.md", "journal/b.md", "journal/c.md"} <= set(tree(folder))
    assert (journal.history.trouble == "No space left on device") == (number < 4)
    write(folder, OTHER, "나중\n")
    undo(run(folder))
    assert (folder / "journal" / OTHER).read_text() == "먼저\n"
    noted = [[one.path for one in step.step.changes] for step in list_steps(run(folder))]
    assert noted == [[OTHER], *([["a.md", "b.md", "c.md"][: number - 1]] if number > 1 else []), [OTHER]]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_stops_the_note_and_not_the_save(folder: Path) -> None:
    write(folder, OTHER, "먼저\n")
    (folder / "state" / history.FOLDER).chmod(0o500)
    journal = run(folder)
    with journal.locked("add"):
        journal.create(DAY, "글\n")
    assert journal.history.trouble and (folder / "journal" / DAY).exists()


def test_a_file_in_the_place_of_the_history_stops_the_note_and_not_the_save(folder: Path) -> None:
    (folder / "state").mkdir()
    (folder / "state" / history.FOLDER).write_text("in the way")
    journal = run(folder)
    with journal.locked("add"):
        journal.create(DAY, "글\n")
    assert journal.history.trouble and (folder / "journal" / DAY).exists()
    assert list_steps(run(folder)) == []


@pytest.mark.parametrize(
    "damage", [b"", b"\0" * 40, b'{"version": 9}\n', b"{}\n[]\n", b'{"version": 1}\n', b"[" * 9999]
)
def test_a_damaged_step_is_passed_over(folder: Path, damage: bytes) -> None:
    write(folder, DAY, "하나\n")
    write(folder, DAY, "둘\n")
    kept = folder / "state" / history.FOLDER
    (kept / "00000003.step").write_bytes(damage)
    assert [one.step.id for one in list_steps(run(folder))] == [2, 1]
    undo(run(folder))
    assert (folder / "journal" / DAY).read_text() == "하나\n"
    write(folder, DAY, "셋\n")
    undo(run(folder))
    assert (folder / "journal" / DAY).read_text() == "하나\n"


def test_bytes_that_rotted_in_the_history_are_never_written(folder: Path) -> None:
    write(folder, DAY, "하나\n")
    write(folder, DAY, "둘\n")
    step = folder / "state" / history.FOLDER / "00000002.step"
    step.write_bytes(step.read_bytes().replace("하나".encode(), "허나".encode()))
    with pytest.raises(RetroError):
        undo(run(folder))
    assert (folder / "journal" / DAY).read_text() == "둘\n"


# -- how much is kept -------------------------------------------------------------------------------------------------


def test_the_newest_steps_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_STEPS", 5)
    for number in range(9):
        write(folder, DAY, f"{number}\n")
    assert [one.step.id for one in list_steps(run(folder))] == [9, 8, 7, 6, 5]
    for _ in range(5):
        undo(run(folder))
    assert (folder / "journal" / DAY).read_text() == "3\n"


def test_the_newest_bytes_are_kept_and_one_step_whatever_its_size(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 20_000)
    write(folder, DAY, "a" * 50_000)
    write(folder, DAY, "작은 글\n")
    undo(run(folder))
    assert len((folder / "journal" / DAY).read_text()) == 50_000
    for number in range(3):
        write(folder, OTHER, f"{number}\n" * 1000)
    assert sum(one.stat().st_size for one in (folder / "state" / history.FOLDER).iterdir()) <= 20_000


def test_taking_back_needs_room_for_what_it_takes_away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text that is taken back has to be kept before it goes."""
    write(folder, DAY, "하나\n")

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RetroError):
        undo(run(folder))
    monkeypatch.undo()
    assert (folder / "journal" / DAY).read_text() == "하나\n"
    undo(run(folder))
    redo(run(folder))
    assert (folder / "journal" / DAY).read_text() == "하나\n"


def test_a_step_that_fails_on_the_way_is_put_back_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = run(folder)
    with journal.locked("import"):
        for name in ("a.md", "b.md", "c.md"):
            journal.create(name, f"{name}\n")
    before = tree(folder)
    real = files.remove

    def failing(path: Path) -> None:
        if path.name == "a.md":
            raise RetroError("no")
        real(path)

    monkeypatch.setattr(files, "remove", failing)
    with pytest.raises(RetroError):
        undo(run(folder))
    assert tree(folder) == before
    monkeypatch.undo()
    undo(run(folder))
    assert tree(folder) == {}
