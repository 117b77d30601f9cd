"""The user's editor is found, waited for, and loses nothing when it fails."""

import stat
import sys
from pathlib import Path

import pytest

from retro_cli.store.editor import EditorError, edit_text, editor_command, open_file


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def install(programs: Path, *names: str) -> dict[str, str]:
    for name in names:
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    return {"PATH": str(programs)}


def script(tmp_path: Path, code: str) -> list[str]:
    file = tmp_path / "editor.py"
    file.write_text(f"import sys, os\npath = sys.argv[-1]\n{code}\n")
    return [sys.executable, str(file)]


def test_the_editor_comes_from_the_first_place_that_names_one(programs: Path) -> None:
    env = install(programs, "code", "nano", "vi") | {"EDITOR": "ed", "VISUAL": "vis", "RETRO_EDITOR": "own"}
    chosen = []
    for gone in ("RETRO_EDITOR", "setting", "VISUAL", "EDITOR", "code", "nano", "vi"):
        setting = None if "setting" in chosen else "setting"
        chosen.append(editor_command(setting, env)[0])
        env.pop(gone, None)
        (programs / gone).unlink(missing_ok=True)
    assert chosen == ["own", "setting", "vis", "ed", "code", "nano", "vi"]
    with pytest.raises(EditorError, match="No editor") as caught:
        editor_command(" ", env)
    assert caught.value.way_out()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code", ["code", "--wait"]),
        ("/usr/local/bin/code -n", ["/usr/local/bin/code", "--wait", "-n"]),
        ("code -w", ["code", "-w"]),
        ("subl", ["subl", "--wait"]),
        ("zed --wait", ["zed", "--wait"]),
        ("gvim", ["gvim", "-f"]),
        ("vim -c 'set ft=markdown'", ["vim", "-c", "set ft=markdown"]),
        ("'/opt/my editor/ed'", ["/opt/my editor/ed"]),
        ("emacsclient -t", ["emacsclient", "-t"]),
    ],
)
def test_an_editor_with_windows_gets_its_wait_flag(text: str, words: list[str]) -> None:
    assert editor_command(text, {}) == words


def test_a_quote_that_does_not_close_is_told() -> None:
    with pytest.raises(EditorError, match="quote"):
        editor_command(None, {"EDITOR": "vim 'x"})


def test_the_text_comes_back_as_the_editor_left_it_and_no_file_stays(tmp_path: Path) -> None:
    seen = "open(path + '.seen', 'w').write(f'{path} {os.stat(path).st_mode:o}')"
    command = script(tmp_path, f"{seen}\nopen(path, 'ab').write('더\\r\\n\\u2028'.encode())")
    state = tmp_path / "state" / "edit"
    assert edit_text("\ufeff처음\n", command, state, "kpt.md") == "\ufeff처음\n더\r\n\u2028"
    (note,) = state.iterdir()
    path, mode = note.read_text().split()
    assert path.endswith("-kpt.md")
    assert stat.S_IMODE(int(mode, 8)) == 0o600


def test_a_byte_order_mark_that_an_editor_adds_is_not_the_users(tmp_path: Path) -> None:
    command = script(tmp_path, "data = open(path, 'rb').read(); open(path, 'wb').write(b'\\xef\\xbb\\xbf' + data)")
    assert edit_text("text\n", command, tmp_path / "state", "a.md") == "text\n"


def test_an_editor_that_writes_a_new_file_in_its_place_is_fine(tmp_path: Path) -> None:
    command = script(tmp_path, "open(path + '~', 'w').write('new'); os.replace(path + '~', path)")
    assert edit_text("old", command, tmp_path / "state", "a.md") == "new"


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("open(path, 'a').write('more'); sys.exit(3)", b"textmore"),
        ("os.kill(os.getpid(), 15)", b"text"),
        ("os.unlink(path)", b"text"),
        ("open(path, 'wb').write(b'\\xff\\xfe\\0')", b"\xff\xfe\0"),
    ],
)
def test_an_editor_that_fails_keeps_the_text_and_says_where(tmp_path: Path, code: str, kept: bytes) -> None:
    with pytest.raises(EditorError) as caught:
        edit_text("text", script(tmp_path, code), tmp_path / "state", "a.md")
    assert Path(caught.value.where).read_bytes() == kept
    assert caught.value.exit_code == 1
    assert caught.value.told()
    assert caught.value.way_out()


def test_an_editor_that_is_missing_keeps_the_text_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditorError, match="no-such-editor") as caught:
        edit_text("text", ["no-such-editor"], tmp_path / "state", "a.md")
    assert [line[:16] for line in caught.value.way_out().split("\n")] == ["Name one: retro ", "Your text is kep"]
    assert Path(caught.value.where).read_text() == "text"


def test_a_file_is_opened_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a b.md"
    path.write_text("x")
    open_file(path, script(tmp_path, "open(path, 'a').write('y')"))
    assert path.read_text() == "xy"
    with pytest.raises(EditorError):
        open_file(path, script(tmp_path, "sys.exit(1)"))
