"""`retro config`: the settings, where each comes from, and changing one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli import completion
from retro_cli.cli.command import Command, Group
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.cli.render.screen import Cell

Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help=N_("The setting, such as lang or todo.syntax."), autocompletion=completion.settings
    ),
]
User = Annotated[bool, typer.Option("--user", help=N_("In your own settings file, for all journals."))]


def show(json: Json = False) -> None:
    from retro_cli.cli.render.documents import settings_document
    from retro_cli.services.settings_view import all_settings

    app = current_app()
    settings = all_settings(app.loaded)
    if json:
        app.screen.json(settings_document(settings))
        return
    rows: list[list[Cell]] = []
    for setting in settings:
        unset = setting.origin == "default"
        origin = "" if setting.value is None else _origin(app, setting.origin)
        rows.append([setting.key, (setting.shown, "dim" if unset else ""), (origin, "dim")])
    app.screen.table(rows, head=[app._("key"), app._("value"), app._("from")], flexible=1)
    if app.screen.pretty:
        app.screen.out()
        _paths(app)


def get(key: Key, json: Json = False) -> None:
    from retro_cli.cli.render.documents import settings_document
    from retro_cli.services.settings_view import one_setting

    app = current_app()
    setting = one_setting(app.loaded, key)
    if json:
        app.screen.json(settings_document([setting]))
    elif setting.value is None:
        app.screen.err((app._("{key} is not set.").format(key=key), "dim"))
    else:
        app.screen.out(setting.shown)


def set_(
    key: Key,
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help=N_("What to set it to."))],
    user: User = False,
) -> None:
    from retro_cli.services.settings_view import set_setting
    from retro_cli.store.locations import journal_state

    app = current_app()
    path = _file(app, user=user)
    state = journal_state(app.env, app.place.root)
    changed = set_setting(
        path, key, " ".join(value), user_file=user, formats=app.formats, state=state, history=app.history
    )
    _ = app._
    said = _("Set {key} in {path}") if changed else _("{key} has that value already in {path}")
    app.screen.out(said.format(key=key, path=path))
    app.reload()
    if (origin := app.loaded.origins.get(key, "")) not in ("default", str(path)):
        app.screen.err((_("In effect is what {origin} says.").format(origin=_origin(app, origin)), "warn"))


def path() -> None:
    app = current_app()
    _paths(app)


def _paths(app: App) -> None:
    _ = app._
    files = [(_("journal"), _file(app, user=False)), (_("user"), _file(app, user=True))]
    absent = _("not there yet")
    app.screen.table([[name, str(file), ("" if file.is_file() else absent, "dim")] for name, file in files], flexible=2)


def _file(app: App, *, user: bool) -> Path:
    from retro_cli.store.locations import SETTINGS_FILE, user_config_file

    return user_config_file(app.env) if user else app.place.root / SETTINGS_FILE


def _origin(app: App, origin: str) -> str:
    """Where a value comes from, in a word where it is one of the two files."""
    if origin == str(_file(app, user=False)):
        return app._("journal")
    if origin == str(_file(app, user=True)):
        return app._("user")
    return app._("default") if origin == "default" else origin


COMMAND = Group(
    show,
    help=N_("See and change settings."),
    examples=N_("""\
retro config                     every setting, and where it comes from
retro config set lang ko
retro config set --user editor "code --wait\""""),
    commands={
        "show": Command(
            show, help=N_("Every setting, its value and where it comes from."), examples=N_("retro config show")
        ),
        "get": Command(get, help=N_("The value of one setting."), examples=N_("retro config get todo.syntax")),
        "set": Command(
            set_,
            help=N_("Set one setting, in the journal or for yourself. Comments in the file stay."),
            examples=N_("""\
retro config set workdays mon,tue,wed
retro config set --user journal ~/notes"""),
        ),
        "path": Command(path, help=N_("Where the settings files are."), examples=N_("retro config path")),
    },
)
