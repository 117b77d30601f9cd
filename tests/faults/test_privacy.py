"""What is written in a journal leaves no trace elsewhere, in errors, names or other files; and modes are tight."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.kinds import FAULTS
from faults.matrix import shelf
from faults.run import Outcome, retro, warm_up
from faults.scene import STATE, lay_out_scene, snapshot

SECRET = "아무한테도 안 한 이야기"
ENTRY = (
    f"---\nformat: kpt\ntitle: {SECRET} 제목\n---\n{SECRET} 글\n\n"
    f"## Keep\n- {SECRET} 항목\n\n## Try\n- [ ] {SECRET} 할 일\n"
)
PATH = "journal/2026/2026-11-20.md"
OWN = ("/drafts/", "/history/", "/published/", "/editor/")  # where the text belongs: to go on, and to take back

CALLS: tuple[tuple[str, ...], ...] = (
    ("today", "--set", "keep=하나"),
    ("today", "--from", "-"),
    ("add", "keep", "하나"),
    ("week", "--set", "takeaway=하나"),
    ("week", "--print"),
    ("todo",),
    ("todo", "done", "할 일"),
    ("todo", "drop", "없는 것"),
    ("show",),
    ("list",),
    ("search", "이야기"),
    ("stats",),
    ("status",),
    ("export",),
    ("import", "{home}/" + PATH),
    ("publish", "--to", "{home}/site"),
    ("config", "set", "lang", "ko"),
    ("doctor",),
    ("undo",),
)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


@pytest.fixture
def home() -> Iterator[Path]:
    made = shelf()
    lay_out_scene(made, day=False)
    (made / PATH).write_text(ENTRY)
    yield made
    shutil.rmtree(made)


def runs_that_fail(home: Path, args: tuple[str, ...]) -> Iterator[Outcome]:
    """A call under the faults that it can be told about, and on an entry that cannot be read as it is."""
    piped = f'{{"sections": {{"keep": "{SECRET}"}}, "unknown": 1}}'
    for name in ("disk full from there on", "EIO once", "EACCES on reading", "everything read-only", "SIGTERM"):
        fault = next(fault for fault in FAULTS if fault.name == name)
        for at in (0, 3):
            yield retro(home, args, piped=piped, env={"RETRO_DEBUG": "1"}, fault=fault, at=at)
    broken = ENTRY.replace("format: kpt", f"format: kpt: [{SECRET}")
    for data in (broken.encode(), ENTRY.encode("cp949"), ENTRY.encode() + b"\0"):
        (home / PATH).write_bytes(data)
        yield retro(home, args, piped=piped, env={"RETRO_DEBUG": "1"})
    (home / PATH).write_text(ENTRY)


@pytest.mark.parametrize("args", CALLS, ids=" ".join)
def test_a_command_that_fails_tells_no_word_of_the_journal(home: Path, args: tuple[str, ...]) -> None:
    for done in runs_that_fail(home, args):
        assert done.code == 0 or SECRET not in done.err, done.err
        assert "Traceback" not in done.err and "internal error" not in done.err, done.err
    for path, data in snapshot(home).items():
        if path.startswith((STATE, ".cache", ".config")) and not any(own in path for own in OWN):
            assert SECRET.encode() not in data, path
        assert "이야기" not in path or path.startswith("site/"), path


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_whatever_is_made_is_for_its_owner_alone(home: Path, umask: int) -> None:
    """Entries, settings, drafts, history, locks, and the file that an editor opens."""
    shutil.rmtree(home / "journal")
    seen = home / "seen"
    (home / "editor.sh").write_text(f'(ls -l "$1"; ps -o args= -p $PPID; env) > {seen}\n')
    before = os.umask(umask)
    try:
        assert retro(home, ("add", "keep", SECRET)).code == 0
        assert retro(home, ("today", "--edit"), keys="\r", env={"RETRO_EDITOR": "sh {editor}"}).code == 0
        retro(home, ("today", "-f", "cdfa"), keys=f"{SECRET}\r\r")
        assert retro(home, ("week", "--set", f"takeaway={SECRET}")).code == 0
        assert retro(home, ("import", "{home}/old")).code == 0
        assert retro(home, ("formats", "new", "mine")).code == 0
        assert retro(home, ("undo",)).code == 0
    finally:
        os.umask(before)
    for folder in (home / "journal", home / STATE / "retro"):
        for path in [folder, *folder.rglob("*")]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))
    assert seen.read_text().startswith("-rw-------") and SECRET not in seen.read_text()
