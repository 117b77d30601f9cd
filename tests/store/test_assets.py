"""Pictures on disk are found below the writer's folder and nowhere else, and copied without clobbering."""

import unicodedata
from pathlib import Path

import pytest

from retro_cli.errors import ConflictError
from retro_cli.store.assets import asset_name, copy_new, find_picture, tree_root
from trees import lay_out


def test_a_site_a_vault_or_a_repository_is_the_tree_of_its_posts(tmp_path: Path) -> None:
    lay_out(tmp_path, {"blog/_config.yml": "", "blog/_posts/a/one.md": "", "plain/_posts/b.md": "", "notes/x/c.md": ""})
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    post = tmp_path / "blog" / "_posts" / "a" / "one.md"
    assert tree_root(post, post) == tmp_path / "blog"
    assert tree_root(tmp_path / "vault" / "day" / "d.md", tmp_path) == tmp_path / "vault"
    assert tree_root(tmp_path / "plain" / "_posts" / "b.md", tmp_path) == tmp_path / "plain"
    note = tmp_path / "notes" / "x" / "c.md"
    assert tree_root(note, note) == note.parent
    assert tree_root(note, tmp_path / "notes") == tmp_path / "notes"


def test_pictures_are_found_as_links_mean_them(tmp_path: Path) -> None:
    root = lay_out(
        tmp_path / "blog", {"_posts/one.md": "", "img/가.png": "1", "_posts/b.png": "2", "assets/c.png": "3"}
    )
    decomposed = root / "img" / unicodedata.normalize("NFD", "나.png")
    decomposed.write_text("4")
    post = root / "_posts" / "one.md"
    assert find_picture("../img/가.png", post, root) == root / "img" / "가.png"
    assert find_picture("/img/가.png", post, root) == root / "img" / "가.png"
    assert find_picture("b.png", post, root) == root / "_posts" / "b.png"
    assert find_picture("./b.png", post, root) == root / "_posts" / "b.png"
    assert find_picture("/img/나.png", post, root) == decomposed
    assert find_picture("c.png", post, root, embed=True) == root / "assets" / "c.png"
    assert find_picture("c.png", post, root) is None
    assert find_picture("../img", post, root) is None


def test_nothing_outside_the_tree_is_a_picture(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "blog", {"one.md": "", "sub/x.png": "1"})
    (tmp_path / "secret.png").write_text("2")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "self.png").symlink_to("self.png")
    post = root / "one.md"
    for path in ("../secret.png", "/../secret.png", "link.png", "self.png", "sub/../../secret.png", "a\0b.png"):
        assert find_picture(path, post, root) is None


def test_a_copy_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.png": "1", "b.png": "2"})
    copy_new(tmp_path / "a.png", tmp_path / "assets" / "a.png")
    with pytest.raises(ConflictError):
        copy_new(tmp_path / "b.png", tmp_path / "assets" / "a.png")
    assert [path.name for path in (tmp_path / "assets").iterdir()] == ["a.png"]
    assert (tmp_path / "assets" / "a.png").read_text() == "1"
    assert (tmp_path / "assets" / "a.png").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "number", "wanted"),
    [
        ("a.png", 1, "a.png"),
        ("a.png", 3, "a-3.png"),
        ("..png", 1, "picture.png"),
        ('a:b?".png', 1, "a-b--.png"),
        (unicodedata.normalize("NFD", "그림.png"), 2, "그림-2.png"),
    ],
)
def test_a_copy_keeps_its_name_where_every_system_can(name: str, number: int, wanted: str) -> None:
    assert asset_name(Path(name), number) == wanted


def test_a_long_name_is_cut_between_letters() -> None:
    name = asset_name(Path("가" * 120 + ".png"), 12)
    assert name.endswith("가-12.png") and len(name.encode()) < 255
