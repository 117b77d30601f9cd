"""Going on where settings are wrong: for the command that tells what is wrong with them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.errors import RetroError


def tolerate(app: "App") -> "list[RetroError]":
    """Give the run the settings that are right, instead of an error for those that are not; what is wrong with them."""
    from retro_cli.errors import RetroError
    from retro_cli.store.locations import find_journal, user_config_file
    from retro_cli.store.settings import load_settings
    from retro_cli.store.settings_faults import read_what_is_right

    faults: list[RetroError] = []
    named = read_what_is_right(user_config_file(app.env), [], user_file=True).get("journal")
    app.reload()
    vars(app)["place"] = find_journal(app.flags.journal, app.cwd, app.env, str(named) if named else None)
    flags = {"lang": app.flags.lang} if app.flags.lang else {}
    vars(app)["loaded"] = load_settings(app.place.root, app.env, flags, faults)
    for key in ("format", "week_format"):
        try:
            app.require_format(key)
        except RetroError as error:
            faults.append(error)
    return faults


def go_on(app: "App", *, writing: bool = False) -> None:
    """As `tolerate`, where settings are wrong: each fault is told, and the run goes on with those that are right.

    Where it is `writing` it only does so if they leave no doubt about where entries lie.
    """
    from retro_cli.errors import RetroError

    try:
        app.settings  # noqa: B018 - read now
    except RetroError:
        faults = tolerate(app)
        doubtful = [one for one in faults if str(one.values.get("key", "layout")).partition(".")[0] == "layout"]
        if writing and doubtful:
            raise doubtful[0] from None
        for fault in faults:
            app.screen.err((fault.told(app.translate), "warn"), f" {fault.where}")
        app.screen.err("  → ", app.translate("Look the journal over: {call}").format(call="retro doctor"))
