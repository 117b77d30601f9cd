"""`retro formats`: the formats there are, what they ask, checking templates, and making one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli import completion
from retro_cli.cli.command import Command, Group
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.errors import RetroError

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The format's name."), autocompletion=completion.formats)]


def list_(json: Json = False) -> None:
    from retro_cli.cli.render.documents import formats_document
    from retro_cli.cli.render.formats import list_formats

    app = current_app()
    if json:
        app.screen.json(formats_document(app.formats))
    else:
        list_formats(app)
    _tell_faults(app, app.formats.broken)


def show(
    name: Name,
    json: Json = False,
    schema: Annotated[
        bool, typer.Option("--json-schema", help=N_("The JSON Schema of what `retro today --from` takes."))
    ] = False,
) -> None:
    from retro_cli.cli.render.documents import format_document
    from retro_cli.cli.render.formats import show_format

    app = current_app()
    found = app.formats.get(name)
    if schema:
        from retro_cli.domain.formatmodel import json_schema

        app.screen.json(json_schema(found))
    elif json:
        app.screen.json({"version": 1, "format": format_document(found, app.formats.source[found.name])})
    else:
        show_format(app, found)


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What to call it: one short word."))],
    source: Annotated[
        str, typer.Option("--from", metavar="FILE", help=N_("Make it of the headings of this file."))
    ] = "",
) -> None:
    from retro_cli.cli.render.formats import source_name
    from retro_cli.services.templates import new_template

    app = current_app()
    _ = app._
    built_in = app.formats.source.get(name)
    path, made = new_template(app.journal, app.formats, name, app.cwd / source if source else None, app.translate)
    app.screen.out((_("Made a format: {path}").format(path=path), "good"))
    sections = ", ".join(section.title(app.prompt_lang) for section in made.sections)
    app.screen.out("  ", _("It asks: {sections}").format(sections=sections))
    if built_in:
        source = source_name(app, built_in)
        app.screen.out("  ", _("In this journal it takes the place of the one before: {source}").format(source=source))
    app.screen.out("  ", _("To write with it:"), " ", (f"retro today -f {name}", "key"))
    app.screen.out("  ", _("After changing it:"), " ", ("retro formats check", "key"))
    app.screen.out("  ", _("To write with it every day:"), " ", (f"retro config set format {name}", "key"))


def check(
    path: Annotated[str, typer.Argument(metavar="PATH", help=N_("One template; without it all of them."))] = "",
) -> None:
    from retro_cli.services.templates import check_file, check_folders
    from retro_cli.store.locations import builtin_templates, user_templates

    app = current_app()
    if path:
        found = check_file(_template(app, path))
    else:
        found = check_folders([builtin_templates(), user_templates(app.env), app.place.root / "templates"])
    if not found.faults:
        fine = app.ngettext("{count} format, nothing wrong.", "{count} formats, nothing wrong.", found.count)
        app.screen.out((fine.format(count=found.count), "good"))
    _tell_faults(app, found.faults)


def _template(app: App, path: str) -> Path:
    """The file that is named: from here, or by the name of a format."""
    named = app.formats.by_name.get(path)
    return app.cwd / path if named is None or (app.cwd / path).exists() else Path(named.origin)


def _tell_faults(app: App, faults: "tuple[RetroError, ...]") -> None:
    """Every fault with its file, line, key and the way out; the run ends with 4 where there is one."""
    for fault in faults:
        app.screen.err((f"{fault.where}: " if fault.where else "") + fault.told(app.translate))
        if way_out := fault.way_out(app.translate):
            app.screen.err("  → ", way_out)
    if faults:
        raise typer.Exit(4)


COMMAND = Group(
    list_,
    help=N_("See, check and make formats."),
    examples=N_("""\
retro formats                    those there are
retro formats show kpt           what one asks
retro formats new mine --from old-entry.md"""),
    commands={
        "list": Command(list_, help=N_("The formats there are."), examples=N_("retro formats list --json")),
        "show": Command(
            show, help=N_("What a format asks, and what it makes of it."), examples=N_("retro formats show kpt")
        ),
        "new": Command(
            new,
            help=N_("Make a format of your own, in the journal's templates folder."),
            examples=N_("""\
retro formats new mine
retro formats new mine --from 2026/2026-11-20.md"""),
        ),
        "check": Command(
            check,
            help=N_("Look for faults in templates."),
            examples=N_("""\
retro formats check
retro formats check templates/mine.md"""),
        ),
    },
)
