"""Notes from elsewhere: which files are taken, and which encodings are read."""

import os
from pathlib import Path

import pytest

from retro_cli.errors import NotFoundError, RetroError, UnreadableError
from retro_cli.store import sources
from retro_cli.store.sources import find_sources, read_source
from trees import lay_out

TEXT = "오늘은 배포를 했다.\n- 잘 됐다\n"


def names(root: Path, *skipped: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in find_sources(root, skipped)]


def test_text_files_are_found_sorted_and_hidden_ones_left_out(tmp_path: Path) -> None:
    lay_out(
        tmp_path,
        dict.fromkeys(
            [
                "b.md",
                "a/z.markdown",
                "a/B.TXT",
                "a/picture.png",
                ".git/x.md",
                "a/.draft.md",
                "node_modules/lib/README.md",
                "c/회고.md",
            ],
            "x",
        ),
    )
    assert names(tmp_path) == ["a/B.TXT", "a/z.markdown", "b.md", "c/회고.md"]
    assert names(tmp_path, tmp_path / "a") == ["b.md", "c/회고.md"]


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a/one.md": "x"})
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    assert names(tmp_path) == ["a/one.md"]


def test_a_file_that_is_named_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    lay_out(tmp_path, {"journal.json": "{}"})
    assert list(find_sources(tmp_path / "journal.json")) == [tmp_path / "journal.json"]
    assert names(tmp_path) == []


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        list(find_sources(tmp_path / "none"))


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "UTF-16"), ("cp949", "EUC-KR"), ("euc-kr", "EUC-KR")],
)
def test_text_is_decoded_and_the_encoding_told(tmp_path: Path, encoding: str, told: str) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(TEXT.encode(encoding))
    read = read_source(path)
    assert (read.text.removeprefix("\ufeff"), read.encoding) == (TEXT, told)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0",
        "오늘은 배포를 했다".encode()[:-1],
        TEXT.encode().replace("됐".encode(), b"\xff"),
        "今日はデプロイをした。\n".encode("shift_jis"),
        "Café crème à la carte".encode("latin-1"),
        b"\xff\xfe\x00",
    ],
    ids=["binary", "cut off", "one damaged letter", "shift_jis", "latin-1", "half a UTF-16"],
)
def test_what_cannot_be_decoded_is_refused_with_a_way_out(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_source(path)
    assert str(path) in caught.value.where and caught.value.hint


def test_files_beyond_all_measure_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_TEXT", 1000)
    monkeypatch.setattr(sources, "MOST_LINES", 100)
    path = tmp_path / "note.md"
    for text in ("a" * 1001, "#\n" * 101):
        path.write_text(text)
        with pytest.raises(UnreadableError) as caught:
            read_source(path)
        assert caught.value.hint
    export = tmp_path / "journal.json"
    export.write_text("a" * 1001)
    assert len(read_source(export).text) == 1001


@pytest.mark.skipif(not hasattr(os, "mkfifo") or os.getuid() == 0, reason="needs a user who may not do everything")
def test_what_may_not_be_read_and_what_is_no_file_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("x")
    secret.chmod(0)
    os.mkfifo(tmp_path / "pipe.md")
    for path in (secret, tmp_path / "pipe.md"):
        with pytest.raises(RetroError):
            read_source(path)
