"""Where nothing can be written in the state folder, entries are saved all the same, and one line says so."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retro_cli.errors import ConflictError
from retro_cli.store.locks import lock
from trees import lay_out

Retro = Callable[..., Any]

DAY = "2026/2026-11-20.md"
LINE = "no drafts, no undo, no lock"


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"retro.toml": "", DAY: "---\nformat: kpt\n---\n## Try\n- [ ] 표 그리기\n"})


@pytest.fixture(params=[errno.EROFS, errno.ENOSPC, errno.EACCES])
def refused(home: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The state folder refuses every new file and folder, with one of the errors that a system gives; its words."""
    state = str(home / ".local" / "state")
    number = int(request.param)
    make, opened = os.mkdir, os.open

    def mkdir(path: Any, *args: Any, **more: Any) -> None:
        if str(path).startswith(state):
            raise OSError(number, os.strerror(number), path)
        make(path, *args, **more)

    def open_file(path: Any, flags: int, *args: Any, **more: Any) -> int:
        if str(path).startswith(state) and flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise OSError(number, os.strerror(number), path)
        return opened(path, flags, *args, **more)

    monkeypatch.setattr(os, "mkdir", mkdir)
    monkeypatch.setattr(os, "open", open_file)
    return os.strerror(number)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("add", "keep", "하나"), "- 하나"),
        (("today", "--set", "keep=하나"), "- 하나"),
        (("todo", "done", "표"), "- [x] 표 그리기 ✅ 2026-11-20"),
        (("todo", "add", "둘"), "- [ ] 둘"),
    ],
)
def test_what_is_said_is_saved_and_one_line_tells_what_is_missing(
    retro: Retro, journal: Path, refused: str, args: tuple[str, ...], words: str
) -> None:
    code, _, err = retro(*args)
    assert code == 0
    assert words in (journal / DAY).read_text()
    assert len(err.splitlines()) == 1 and LINE in err and refused in err
    assert sorted(os.listdir(journal)) == ["2026", "retro.toml"]  # no lock is left in what may be synced


@pytest.mark.usefixtures("refused")
def test_reviews_and_settings_are_written_too(retro: Retro, journal: Path) -> None:
    assert retro("week", "--set", "takeaway=작게 나누기").code == 0
    assert "작게 나누기" in (journal / "2026/2026-W47.md").read_text()
    assert retro("config", "set", "lang", "ko").code == 0
    assert "ko" in (journal / "retro.toml").read_text()


@pytest.mark.usefixtures("refused")
def test_a_first_entry_is_made_without_a_journal(retro: Retro, home: Path) -> None:
    code, _, err = retro("add", "keep", "하나")
    assert code == 0 and LINE in err
    assert "- 하나" in (home / "journal" / DAY).read_text()


@pytest.mark.usefixtures("refused")
def test_the_editor_gets_a_file_for_the_user_only(
    retro: Retro, journal: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, seen, others = home / "editor.py", home / "seen", home / "tmp"
    others.mkdir()
    script.write_text(
        "import os, sys\nfile = sys.argv[1]\n"
        "modes = [oct(os.stat(path).st_mode)[-3:] for path in (file, os.path.dirname(file))]\n"
        f"open({str(seen)!r}, 'w').write(' '.join(modes))\n"
        "open(file, 'a').write('- [ ] 편집기에서\\n')\n"
    )
    monkeypatch.setenv("RETRO_EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr("tempfile.tempdir", str(others))
    code, _, err = retro("today", "--edit")
    assert (code, LINE in err) == (0, True)
    assert "- [ ] 편집기에서" in (journal / DAY).read_text()
    assert seen.read_text() == "600 700" and os.listdir(others) == []


def test_two_without_a_state_folder_still_wait_for_each_other(tmp_path: Path) -> None:
    """The journal's folder is locked instead, without a file."""
    root = lay_out(tmp_path / "journal", {"file": ""})
    no_state = root / "file" / "state"
    holding = (
        "import sys, time; from pathlib import Path; from retro_cli.store.locks import lock\n"
        "with lock(Path(sys.argv[1]), 'add', beside=Path(sys.argv[2])): print(flush=True); time.sleep(30)"
    )
    with subprocess.Popen([sys.executable, "-c", holding, str(no_state), str(root)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(ConflictError), lock(no_state, "add", seconds=0.05, beside=root):
            raise AssertionError
        other.kill()
    with lock(no_state, "add", seconds=0.05, beside=root) as trouble:
        assert trouble == os.strerror(errno.ENOTDIR)
    with lock(no_state, "add", beside=root / "not there") as trouble:
        assert trouble
    assert os.listdir(root) == ["file"]
