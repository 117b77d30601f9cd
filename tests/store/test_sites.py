"""Sites on disk: found from their root or from the folder of their posts, and nothing outside of them is written."""

import os
from pathlib import Path

import pytest

from retro_cli.errors import ConflictError, NotFoundError, RetroError, UsageError
from retro_cli.store.sites import checked, find_site, guess_flavour, put_picture, put_post, read_post


def made(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            (root / path).mkdir(parents=True, exist_ok=True)
        else:
            (root / path).write_text("")
    return root


@pytest.mark.parametrize("given", ["", "_posts", "_posts/2026"])
def test_a_jekyll_site_is_found_from_its_root_or_its_posts(tmp_path: Path, given: str) -> None:
    root = made(tmp_path, "_config.yml", "_posts/2026/")
    site = find_site(root / given, "jekyll")
    assert site.root == root.resolve()
    assert site.posts == (root / (given or "_posts")).resolve()


def test_posts_of_a_category_belong_to_the_site_above_them(tmp_path: Path) -> None:
    root = made(tmp_path, "_config.yml", "retro/_posts/")
    site = find_site(root / "retro/_posts", "jekyll")
    assert (site.root, site.posts) == (root.resolve(), (root / "retro/_posts").resolve())


def test_the_folder_of_collections_is_followed(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("collections_dir: content\n")
    assert find_site(tmp_path, "jekyll").posts == (tmp_path / "content/_posts").resolve()


@pytest.mark.parametrize(
    ("folders", "given", "posts"),
    [
        ((), "", "content/posts"),
        (("content/post/",), "", "content/post"),
        (("content/blog/",), "content", "content/blog"),
        (("content/retro/",), "content/retro", "content/retro"),
    ],
)
def test_a_hugo_site_is_found_too(tmp_path: Path, folders: tuple[str, ...], given: str, posts: str) -> None:
    root = made(tmp_path, "hugo.toml", *folders)
    site = find_site(root / given, "hugo")
    assert (site.root, site.posts) == (root.resolve(), (root / posts).resolve())


def test_a_folder_of_a_vault_belongs_to_the_vault(tmp_path: Path) -> None:
    root = made(tmp_path, ".obsidian/", "blog/")
    site = find_site(root / "blog", "obsidian")
    assert (site.root, site.posts) == (root.resolve(), (root / "blog").resolve())


def test_no_folder_is_made_for_a_site_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        find_site(tmp_path / "blgo", "jekyll")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        find_site(tmp_path / "file", "jekyll")
    assert sorted(os.listdir(tmp_path)) == ["file", "home"]


@pytest.mark.parametrize("text", ["a: [", "\tx", "- 1\n", "\x00", "a: &a [*a, *a]\n"])
def test_a_configuration_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "_config.yml").write_text(text)
    assert not find_site(tmp_path, "jekyll").config


def test_the_kind_of_a_site_is_guessed_from_where_a_post_lies(tmp_path: Path) -> None:
    made(tmp_path, "a/_posts/x.md", "b/hugo.toml", "b/content/x.md", "c/.obsidian/", "c/x.md", "d/x.md")
    found = [guess_flavour(tmp_path / path) for path in ("a/_posts/x.md", "b/content/x.md", "c/x.md", "d/x.md")]
    assert found == ["jekyll", "hugo", "obsidian", "plain"]


# -- writing ----------------------------------------------------------------------------------------------------------


def test_a_post_is_readable_by_whoever_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        site = find_site(tmp_path, "jekyll")
        put_post(site, "_posts/x.md", "a\r\nb", None)
        (tmp_path / "p.png").write_bytes(b"1")
        put_picture(site, tmp_path / "p.png", "assets/p.png")
    finally:
        os.umask(before)
    assert (tmp_path / "_posts/x.md").read_bytes() == b"a\r\nb"
    assert (tmp_path / "_posts/x.md").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "_posts").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "assets/p.png").stat().st_mode & 0o777 == 0o644
    assert sorted(os.listdir(tmp_path / "_posts")) == ["x.md"]


def test_a_post_that_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    site = find_site(tmp_path, "jekyll")
    put_post(site, "_posts/x.md", "a", None)
    for expected in (None, "b"):
        with pytest.raises(ConflictError):
            put_post(site, "_posts/x.md", "c", expected)
    assert read_post(site, "_posts/x.md") == "a"
    put_post(site, "_posts/x.md", "c", "a")
    assert read_post(site, "_posts/x.md") == "c"
    assert os.listdir(tmp_path / "_posts") == ["x.md"]


def test_a_post_keeps_its_mode(tmp_path: Path) -> None:
    site = find_site(tmp_path, "jekyll")
    put_post(site, "x.md", "a", None)
    (tmp_path / "x.md").chmod(0o600)
    put_post(site, "x.md", "b", "a")
    assert (tmp_path / "x.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", ["../x.md", "a/../../x.md", "out/x.md", "link.md", "/etc/x.md", ""])
def test_nothing_outside_of_the_site_is_written(tmp_path: Path, path: str) -> None:
    root, outside = tmp_path / "site", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "x.md").write_text("theirs")
    (root / "out").symlink_to(outside)
    (root / "link.md").symlink_to(outside / "x.md")
    site = find_site(root, "jekyll")
    with pytest.raises(RetroError):
        checked(site, path)
    with pytest.raises(RetroError):
        put_post(site, path, "mine", "theirs")
    assert os.listdir(outside) == ["x.md"]
    assert (outside / "x.md").read_text() == "theirs"
    assert sorted(os.listdir(tmp_path)) == ["home", "outside", "site"]


def test_links_inside_of_a_site_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "_posts").symlink_to(tmp_path / "real")
    put_post(find_site(tmp_path, "jekyll"), "_posts/x.md", "a", None)
    assert (tmp_path / "real/x.md").read_text() == "a"
