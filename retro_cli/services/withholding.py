"""Which entries others may not see at all, because nothing tells what in them is private."""

from retro_cli.domain import frontmatter
from retro_cli.errors import N_, UnreadableError
from retro_cli.store.journal import Journal, Page


def require_format(journal: Journal, page: Page) -> None:
    """Make sure that what is private in an entry can be told. Errors: UnreadableError where its format is not known."""
    named = frontmatter.read(page.text).get("format")
    if isinstance(named, str) and named in journal.formats.by_name:
        return
    if not named and not journal.formats.broken:
        return
    raise UnreadableError(
        N_("The format of this entry is not known, so nothing tells which of its sections are private."),
        hint=N_("See retro formats check, or change its `format:`."),
        where=page.entry.path,
    )
