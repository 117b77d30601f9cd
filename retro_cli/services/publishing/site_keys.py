"""Front matter that is for a site, and stays with what is published again."""

from collections.abc import Sequence

from retro_cli.domain import frontmatter
from retro_cli.domain.privatemarks import is_tagged
from retro_cli.store.journal import Page

SITE_KEYS = (
    "layout", "categories", "category", "description", "excerpt", "summary", "author", "authors", "pin", "sitemap",
    "image", "cover", "cover_image", "thumbnail", "header", "subtitle", "series", "toc", "math", "mermaid", "comments",
    "related_posts", "hide_last_modified", "hide_image", "accent_color", "weight", "keywords", "permalink", "slug",
)  # fmt: skip
"""What themes and site generators read beside title, date and tags."""


def own_keys(pages: Sequence[Page], shown: Sequence[str], review: str | None) -> dict[str, object]:
    """The keys for a site in the front matter of the review (by its path), or of the only entry that is shown."""
    path = review if review in shown else shown[0] if len(shown) == 1 else None
    text = next((page.text for page in pages if page.entry.path == path), "")
    meta = frontmatter.read(text) if text else {}
    return {name: value for name, value in meta.items() if name in SITE_KEYS and not is_tagged(str(value))}
