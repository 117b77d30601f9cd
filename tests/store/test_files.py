"""Files are read and written byte for byte, and whatever stops a write leaves the old file or the new one."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.errors import ConflictError, NotFoundError, RetroError, UnreadableError
from retro_cli.store import files

ROOT = Path(__file__).resolve().parents[2]
OLD = "지난 글\r\n" * 700
NEW = "새로 쓴 글\n" * 900

texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), st.sampled_from("\ufeff\r\n\u2028\t가")
    )
)

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes and signals")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    made = tmp_path / "work"
    made.mkdir()
    return made


def leftovers(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.endswith(".tmp")]


@given(texts, texts)
def test_any_text_comes_back_byte_for_byte(shared: Path, first: str, second: str) -> None:
    path = shared / "any.md"
    path.unlink(missing_ok=True)
    files.write_new(path, first)
    assert path.read_bytes() == first.encode()
    assert files.read_text(path) == first
    files.replace(path, second, first)
    assert path.read_bytes() == second.encode()
    assert files.edit(path, lambda text: text + first) == bool(first)
    assert files.read_text(path) == second + first
    assert leftovers(shared) == []


@posix
def test_new_files_and_folders_are_for_their_owner_only(folder: Path) -> None:
    files.write_new(folder / "a" / "b" / "c.md", "x")
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a" / "b").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a" / "b" / "c.md").stat().st_mode) == 0o600


def test_creating_never_clobbers(folder: Path) -> None:
    path = folder / "a.md"
    path.write_text("mine")
    with pytest.raises(ConflictError) as caught:
        files.write_new(path, "other")
    assert caught.value.where == str(path)
    assert path.read_text() == "mine"
    (folder / "link.md").symlink_to(folder / "nowhere.md")
    with pytest.raises(ConflictError):
        files.write_new(folder / "link.md", "other")
    assert leftovers(folder) == []


def test_creating_never_clobbers_where_there_are_no_hard_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    files.write_new(folder / "a.md", "mine")
    with pytest.raises(ConflictError):
        files.write_new(folder / "a.md", "other")
    assert (folder / "a.md").read_text() == "mine"
    assert os.listdir(folder) == ["a.md"]


def test_of_many_who_create_the_same_file_one_wins_and_the_others_are_told(folder: Path) -> None:
    script = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from retro_cli.errors import ConflictError
        from retro_cli.store import files
        folder, who = Path(sys.argv[1]), sys.argv[2]
        while not (folder / "go").exists():
            time.sleep(0.001)
        try:
            files.write_new(folder / "new" / "day.md", who * 5000)
        except ConflictError:
            sys.exit(5)
    """)
    racers = [subprocess.Popen([sys.executable, "-c", script, folder, str(who)], cwd=ROOT) for who in range(4)]
    (folder / "go").touch()
    codes = [racer.wait(60) for racer in racers]
    assert sorted(codes) == [0, 5, 5, 5]
    assert (folder / "new" / "day.md").read_text() == str(codes.index(0)) * 5000
    assert leftovers(folder / "new") == []


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(b"changed in an editor")
    with pytest.raises(ConflictError):
        files.replace(path, "new", "what was read")
    assert path.read_bytes() == b"changed in an editor"
    path.unlink()
    with pytest.raises(ConflictError):
        files.replace(path, "new", "what was read")
    assert os.listdir(folder) == []


@posix
def test_mode_and_symbolic_links_are_kept(folder: Path) -> None:
    real, link = folder / "real.md", folder / "below" / "link.md"
    real.write_text("old")
    real.chmod(0o640)
    link.parent.mkdir()
    link.symlink_to("../real.md")
    files.replace(link, "new", "old")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_file_that_its_owner_made_read_only_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.md"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # for root everything is writable
    with pytest.raises(RetroError, match="may not write") as caught:
        files.replace(path, "new", "old")
    assert str(path) in caught.value.way_out()
    assert path.read_text() == "old"
    assert os.listdir(folder) == ["a.md"]


def test_an_edit_that_changes_nothing_writes_nothing(folder: Path) -> None:
    path = folder / "a.md"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    before = path.stat()
    assert files.edit(path, lambda text: text) is False
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_an_edit_is_made_again_on_the_fresh_text(folder: Path) -> None:
    path = folder / "a.md"
    path.write_text("one\n")
    seen: list[str] = []

    def change(text: str) -> str:
        if not seen:
            path.write_text("one\ntwo\n")
        seen.append(text)
        return text + "mine\n"

    assert files.edit(path, change)
    assert seen == ["one\n", "one\ntwo\n"]
    assert path.read_text() == "one\ntwo\nmine\n"


def test_a_file_that_never_stops_changing_is_a_conflict(folder: Path) -> None:
    path = folder / "a.md"
    path.write_text("0")

    def change(text: str) -> str:
        path.write_text(str(int(text) + 1))
        return "mine"

    with pytest.raises(ConflictError):
        files.edit(path, change)
    assert path.read_text() == "5"


@pytest.mark.parametrize(
    ("data", "says", "line"),
    [
        (b"a\r\nb\r" + "회고".encode("cp949"), "EUC-KR", ":3"),
        (b"a\n\xff\xff\xff", "not UTF-8", ":2"),
        ("회고".encode("utf-16"), "UTF-16", ""),
        (b"PK\x03\x04\0\0", "binary", ""),
    ],
)
def test_what_is_not_utf8_text_is_named_with_the_way_out_and_never_written_over(
    folder: Path, data: bytes, says: str, line: str
) -> None:
    path = folder / "a.md"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        files.read_text(path)
    assert says in caught.value.told()
    assert caught.value.where == f"{path}{line}"
    assert caught.value.way_out()
    with pytest.raises(UnreadableError):
        files.edit(path, lambda text: text + "x")
    with pytest.raises(ConflictError):
        files.replace(path, "x", data.decode("utf-8", "replace"))
    with pytest.raises(ConflictError):
        files.replace(path, "x", data.decode("utf-8", "surrogateescape"))
    assert path.read_bytes() == data


@pytest.mark.parametrize("text", ["half a pair \ud83d", "a\0b"])
def test_a_text_that_could_not_be_read_back_is_not_written(folder: Path, text: str) -> None:
    path = folder / "a.md"
    with pytest.raises(RetroError):
        files.write_new(path, text)
    assert os.listdir(folder) == []
    path.write_text("old")
    with pytest.raises(RetroError):
        files.replace(path, text, "old")
    assert path.read_text() == "old"


def test_files_beyond_the_limit_are_refused_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SIZE_LIMIT", 1 << 20)
    path = folder / "big.md"
    path.write_bytes(b"x" * (1 << 20))
    assert len(files.read_text(path)) == 1 << 20
    path.write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(UnreadableError, match="1 MB"):
        files.read_text(path)
    with pytest.raises(RetroError, match="1 MB"):
        files.write_new(folder / "new.md", "x" * ((1 << 20) + 1))


@posix
def test_things_that_are_no_files_are_told_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "loop.md").symlink_to("loop.md")
    for name in ("pipe.md", "loop.md", "."):
        with pytest.raises(UnreadableError):
            files.read_text(folder / name)
    with pytest.raises(NotFoundError):
        files.read_text(folder / "none.md")
    with pytest.raises(RetroError):
        files.replace(folder / "loop.md", "x", "y")


def test_a_long_name_of_hangul_is_written_and_one_too_long_is_told(folder: Path) -> None:
    files.write_new(folder / ("가" * 80 + ".md"), "x")
    with pytest.raises(RetroError, match="too long"):
        files.write_new(folder / ("가" * 90 + ".md"), "x")
    assert len(os.listdir(folder)) == 1


def test_a_path_through_a_file_is_told(folder: Path) -> None:
    (folder / "file").write_text("x")
    with pytest.raises(RetroError, match="is a file, not a folder") as caught:
        files.write_new(folder / "file" / "2026" / "a.md", "x")
    assert caught.value.exit_code == 1
    assert os.listdir(folder) == ["file"]


KILLED = """
import os, signal, sys
from pathlib import Path
from retro_cli.store import files
path, step, operation, old, new = Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
seen = 0
def count(*_):
    global seen
    seen += 1
    if seen == step:
        os.kill(os.getpid(), signal.SIGKILL)
write, sync = os.write, os.fsync
def write_little(fd, data):
    count()
    return write(fd, data[:4000])
def sync_counted(fd):
    count()
    sync(fd)
os.write, os.fsync = write_little, sync_counted
sys.addaudithook(lambda event, args: count() if event == "open" or event.startswith("os.") else None)
if operation == "write_new":
    files.write_new(path, new)
else:
    files.replace(path, new, old)
"""


@posix
@pytest.mark.parametrize("operation", ["write_new", "replace"])
def test_killed_at_any_step_the_file_is_the_old_one_or_the_new_one(folder: Path, operation: str) -> None:
    outcomes = []
    for step in range(1, 60):
        path = folder / str(step) / "day.md"
        if operation == "replace":
            path.parent.mkdir()
            path.write_bytes(OLD.encode())
        arguments = [str(path), str(step), operation, OLD, NEW]
        code = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=ROOT, timeout=60).returncode
        outcomes.append(path.read_bytes().decode() if path.exists() else None)
        assert outcomes[-1] in ((None if operation == "write_new" else OLD), NEW)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert outcomes[0] != NEW
    assert outcomes[-1] == NEW
    assert len(outcomes) > 8


STOPPED = """
import os, resource, sys
from pathlib import Path
from retro_cli.errors import RetroError
from retro_cli.store import files
folder, how = Path(sys.argv[1]), sys.argv[2]
if how == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
for act in (
    lambda: files.replace(folder / "old.md", "x" * 100_000, "old"),
    lambda: files.write_new(folder / "new.md", "x" * 100_000),
    lambda: files.overwrite(folder / "old.md", "x" * 100_000),
):
    try:
        act()
    except RetroError as error:
        assert error.exit_code == 1, error.exit_code
        assert str(folder) in error.where
        print(error)
    else:
        print("written")
assert os.listdir(folder) == ["old.md"], os.listdir(folder)
assert (folder / "old.md").read_text() == "old"
"""


@posix
def test_a_write_that_fails_half_way_changes_nothing_and_leaves_nothing(folder: Path) -> None:
    (folder / "old.md").write_text("old")
    ran = subprocess.run(
        [sys.executable, "-c", STOPPED, str(folder), "limit"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("nothing was changed") == 3


@pytest.mark.parametrize(
    ("how", "mount", "says"),
    [
        ("full", "mount -t tmpfs -o size=64k none {0} && printf old > {0}/old.md", "The disk is full"),
        (
            "read-only",
            "mount -t tmpfs none {0} && printf old > {0}/old.md && mount -o remount,ro {0}",
            "can only be read",
        ),
    ],
)
def test_a_full_or_read_only_disk_is_told_and_nothing_is_changed(folder: Path, how: str, mount: str, says: str) -> None:
    mounted = mount.format(folder)
    try:
        possible = (
            subprocess.run(["unshare", "-rm", "sh", "-c", mounted], capture_output=True, timeout=60).returncode == 0
        )
    except OSError:
        possible = False
    if not possible:
        pytest.skip("no user namespaces here, so no small or read-only disk of our own")
    ran = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{mounted} && "$0" -c "$1" "$2" "$3"', sys.executable, STOPPED, folder, how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count(says) == 3


def test_whatever_stops_a_write_the_temporary_file_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.md"
    path.write_text("old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("fsync", "replace", "link"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, stop)
            with pytest.raises(KeyboardInterrupt):
                files.write_new(folder / "b.md", "x") if name == "link" else files.replace(path, "new", "old")
        assert os.listdir(folder) == ["a.md"]
        assert path.read_text() == "old"
