"""Sites on disk: where a site's posts lie, its configuration, and writing into it and nowhere else."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from retro_cli.domain.yaml_text import FrontMatterError, compose, value_of
from retro_cli.errors import N_, ConflictError, NotFoundError, RetroError, UnreadableError, UsageError
from retro_cli.store.assets import same_bytes
from retro_cli.store.file_errors import unwritable
from retro_cli.store.files import link_new, read_text
from retro_cli.store.leftovers import sweep, temporary

_CONFIGS = ("_config.yml", "_config.yaml")
_HUGO_POSTS = ("posts", "post", "blog")
_POSTS = (".md", ".markdown")
_NO_POSTS = ("node_modules", "_site", "public", "vendor")
_MOST_POSTS = 20_000
_LONGEST_POST = 2_000_000
_ASSETS = {"jekyll": "assets/img", "hugo": "static/images", "obsidian": "assets", "plain": "assets"}


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its real root, the folder of its posts, and what `_config.yml` says (None: there is none to read).

    `known` is false for one that only has a shape, to show what would be written into a site.
    """

    root: Path
    posts: Path
    flavour: str
    assets: str
    config: Mapping[str, object] | None = None
    known: bool = True

    def relative(self, path: Path) -> str:
        """A path below the root as `_posts/2026-11-20-x.md`."""
        return path.relative_to(self.root).as_posix()


def find_site(given: Path, flavour: str, assets: str | None = None) -> Site:
    """The site that a folder is, or is in: its root, or the folder of its posts.

    Errors: NotFoundError where there is no such folder, UsageError where it is a file.
    """
    if not os.path.isdir(given):
        if os.path.lexists(given):
            raise UsageError(N_("A site is a folder, and this is a file."), where=str(given))
        raise NotFoundError(
            N_("There is no such folder."), hint=N_("Make it first, or name another: --to DIR"), where=str(given)
        )
    real = Path(os.path.realpath(given))
    root, posts = {"jekyll": _jekyll, "hugo": _hugo, "obsidian": _obsidian}.get(flavour, _plain)(real)
    config = read_config(root) if flavour == "jekyll" else None
    if config and posts is None and isinstance(config.get("collections_dir"), str):
        posts = root / str(config["collections_dir"]) / "_posts"
    return Site(root, posts or root / "_posts", flavour, assets or _ASSETS[flavour], config)


def no_site(root: Path, flavour: str, assets: str | None = None) -> Site:
    """A site that is not there, of the usual shape; nothing can be read from `root` or written below it."""
    folder = {"jekyll": "_posts", "hugo": f"content/{_HUGO_POSTS[0]}"}.get(flavour, "")
    return Site(root, root / folder, flavour, assets or _ASSETS[flavour], known=False)


def guess_flavour(post: Path) -> str:
    """The kind of site that a post lies in."""
    real = Path(os.path.realpath(post))
    if "_posts" in real.parts or any((folder / name).is_file() for folder in real.parents for name in _CONFIGS):
        return "jekyll"
    if any((folder / ".obsidian").is_dir() for folder in real.parents):
        return "obsidian"
    hugo = ("hugo.toml", "hugo.yaml", "config.toml")
    if any((folder / name).is_file() for folder in real.parents for name in hugo) and "content" in real.parts:
        return "hugo"
    return "plain"


def _jekyll(real: Path) -> tuple[Path, Path | None]:
    if "_posts" not in real.parts:
        return real, None
    inside = real
    while inside.name != "_posts":
        inside = inside.parent
    above = (folder for folder in inside.parents if any((folder / name).is_file() for name in _CONFIGS))
    return next(above, inside.parent), real


def _hugo(real: Path) -> tuple[Path, Path]:
    for folder in (real, *real.parents):
        if folder.name == "content":
            return folder.parent, real if real != folder else _hugo_posts(folder)
    return real, _hugo_posts(real / "content")


def _hugo_posts(content: Path) -> Path:
    return next((content / name for name in _HUGO_POSTS if (content / name).is_dir()), content / _HUGO_POSTS[0])


def _obsidian(real: Path) -> tuple[Path, Path]:
    return next((folder for folder in (real, *real.parents) if (folder / ".obsidian").is_dir()), real), real


def _plain(real: Path) -> tuple[Path, Path]:
    return real, real


def read_config(root: Path) -> Mapping[str, object] | None:
    """What the site's `_config.yml` says; None where there is none, or it cannot be read."""
    for name in _CONFIGS:
        try:
            text = read_text(root / name).removeprefix("\ufeff")
            node = compose(text)
            value = value_of(node, text) if node is not None else {}
        except NotFoundError:
            continue
        except (UnreadableError, FrontMatterError):
            return None
        return value if isinstance(value, dict) else {}
    return None


# -- writing ----------------------------------------------------------------------------------------------------------


def read_post(site: Site, path: str) -> str | None:
    """The text of a post by its path below the root, None where there is none. Raises UnreadableError."""
    try:
        return read_text(checked(site, path))
    except NotFoundError:
        return None


def posts_of(site: Site) -> Iterator[tuple[str, Callable[[], str | None]]]:
    """The posts and drafts of a site: each path below the root, and what reads it (None where it cannot be read)."""
    if not site.known:
        return
    count = 0
    for top in dict.fromkeys((site.posts, site.root / "_drafts")):
        for folder, inside, names in os.walk(top):
            inside[:] = sorted(name for name in inside if not name.startswith(".") and name not in _NO_POSTS)
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix.lower() not in _POSTS or path.is_symlink():
                    continue
                count += 1
                if count > _MOST_POSTS:
                    return
                yield site.relative(path), partial(_text_of, path)


def _text_of(path: Path) -> str | None:
    try:
        return read_text(path) if path.stat().st_size <= _LONGEST_POST else None
    except (RetroError, OSError):
        return None


def put_post(site: Site, path: str, text: str, expected: str | None) -> None:
    """Write a post in one step; it must still hold `expected` (None: must not exist). Its mode follows the umask.

    Errors: ConflictError where it changed meanwhile; RetroError where it cannot be written or would lie outside.
    """
    target = checked(site, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temp = temporary(target)
        try:
            with open(temp, "x", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            sweep(temp)
            if expected is None:
                link_new(temp, target)
            else:
                _require(target, expected)
                shutil.copymode(target, temp)
                os.replace(temp, target)
        finally:
            with suppress(OSError):
                os.unlink(temp)
    except FileExistsError:
        raise _changed(target) from None
    except OSError as error:
        raise unwritable(target, error) from None


def put_picture(site: Site, source: Path, path: str) -> None:
    """Copy a picture into the site. Raises RetroError where it cannot be, or would lie outside of the site."""
    target = checked(site, path)
    if same_bytes(source, target):
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temp = temporary(target)
        try:
            with open(source, "rb") as given, open(temp, "xb") as copy:
                shutil.copyfileobj(given, copy)
                copy.flush()
                os.fsync(copy.fileno())
            sweep(temp)
            link_new(temp, target)
        finally:
            with suppress(OSError):
                os.unlink(temp)
    except FileExistsError:
        raise _changed(target) from None
    except OSError as error:
        raise unwritable(target, error) from None


def checked(site: Site, path: str) -> Path:
    """The file that a path below the root means. RetroError where a link or `..` leads out of the site."""
    target = Path(os.path.realpath(site.root / path))
    if target != site.root and target.is_relative_to(site.root):
        return target
    raise RetroError(
        N_("This would be written outside of the site, so nothing was written."),
        hint=N_("If a link leads to your posts, name the folder itself: --to DIR"),
        where=str(site.root / path),
    )


def _require(target: Path, expected: str) -> None:
    try:
        same = read_text(target) == expected
    except RetroError:
        same = False
    if not same:
        raise _changed(target)


def _changed(target: Path) -> ConflictError:
    return ConflictError(
        N_("The file was changed meanwhile: it was left as it is."),
        hint=N_("Look at it, then run the command again."),
        where=str(target),
    )
