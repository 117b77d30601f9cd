"""`retro publish --like POST`: settings after a post of the user's own, printed, and on a terminal offered."""

from pathlib import Path
from typing import TYPE_CHECKING

from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.cli.publishing import Asked
    from retro_cli.services.publishing.like import Proposal


def likeness(app: "App", asked: "Asked") -> None:
    """Print what a post proposes; on a terminal offer to write it to the settings."""
    from retro_cli.cli.render.documents import likeness_document
    from retro_cli.services.publishing.like import like
    from retro_cli.services.settings_view import toml

    path = app.cwd / Path(asked.like).expanduser()
    found = like(path, app.formats.by_name, app.settings)
    if asked.json:
        app.screen.json(likeness_document(found))
        return
    _ = app.translate
    app.screen.out((_("Settings that make posts such as this one:"), "title"))
    width = max(len(proposal.key) for proposal in found.proposals)
    for proposal in found.proposals:
        app.screen.out(f"  {proposal.key:<{width}} = ", (toml(proposal.value), "accent"))
    if found.headings:
        app.screen.out(
            _("No format has its headings. Make one of them: {call}").format(
                call=f"retro formats new NAME --from {asked.like}"
            )
        )
    if app.interactive and app.prompts.confirm(_("Write these to the settings?"), True) is True:
        _write(app, found.proposals)


def _write(app: "App", proposals: "tuple[Proposal, ...]") -> None:
    from retro_cli.domain.setting_keys import KEYS
    from retro_cli.services.settings_view import set_setting, toml
    from retro_cli.store.locations import SETTINGS_FILE, user_config_file

    _ = app.translate
    own, user = app.place.root / SETTINGS_FILE, user_config_file(app.env)
    changed: dict[Path, None] = {}
    for proposal in proposals:
        user_file = KEYS[proposal.key].user_only
        path = user if user_file else own
        typed = proposal.value if isinstance(proposal.value, str) else toml(proposal.value)
        try:
            set_setting(
                path,
                proposal.key,
                typed,
                user_file=user_file,
                formats=app.formats,
                state=app.journal.state,
                history=app.history,
            )
        except RetroError as error:
            app.screen.err((f"{proposal.key}: {error.told(_)}", "bad"))
        else:
            changed[path] = None
    app.reload()
    for path in changed:
        app.screen.out((_("Saved in {path}").format(path=path), "good"))
