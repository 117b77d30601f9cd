"""Drafts that are not needed any more."""

from typing import TYPE_CHECKING

from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.store.drafts import Draft


def forget(app: "App", draft: "Draft") -> None:
    """Remove a draft whose answers are saved; where it stays, that is told: it is no failure."""
    try:
        app.journal.drafts.remove(draft)
    except RetroError as error:
        app.screen.err((error.told(app.translate), "warn"), f" {error.where}")
