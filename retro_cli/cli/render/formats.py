"""Formats on the screen: one line each, or one with all that it asks."""

from typing import TYPE_CHECKING

from retro_cli.cli.render.screen import Part
from retro_cli.cli.render.width import cells, pad
from retro_cli.domain.labels import pick
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.format import FieldSpec, Format, SectionSpec

_PERIODS = {
    "day": N_("a day"),
    "week": N_("a week"),
    "month": N_("a month"),
    "quarter": N_("a quarter"),
    "year": N_("a year"),
    "any": N_("any time"),
}
_SOURCES = {"built-in": N_("built in"), "user": N_("yours"), "journal": N_("journal")}


def source_name(app: "App", source: str) -> str:
    """Where a format comes from, in words."""
    return app.translate(_SOURCES.get(source, source))


def list_formats(app: "App") -> None:
    """Name, title, period, where it comes from, and a line about it: below on a terminal, else behind."""
    if not app.screen.pretty:
        app.screen.table([_row(app, known) for known in app.formats.by_name.values()])
        return
    width = max(map(cells, app.formats.by_name), default=0) + 2
    for name, known in app.formats.by_name.items():
        _name, title, period, source, summary = _row(app, known)
        app.screen.out(" ", (pad(name, width), "key"), (title, "title"), (f"  {period} · {source}", "dim"))
        if summary:
            app.screen.beside(" " * (width + 1), summary)
    app.screen.out()
    app.screen.out(" ", app._("What one asks:"), " ", ("retro formats show NAME", "key"))


def _row(app: "App", known: "Format") -> tuple[str, str, str, str, str]:
    source = app.formats.source[known.name]
    return (
        known.name,
        pick(known.title, app.prompt_lang),
        app.translate(_PERIODS[known.period]),
        source_name(app, source),
        pick(known.summary, app.prompt_lang),
    )


def show_format(app: "App", known: "Format") -> None:
    """The format with its sections and fields, its prompts in the language of the questions."""
    _ = app.translate
    screen = app.screen
    source = app.formats.source[known.name]
    screen.out((pick(known.title, app.prompt_lang), "title"), "  ", (known.name, "dim"))
    if summary := pick(known.summary, app.prompt_lang):
        screen.out(summary)
    facts = [_(_PERIODS[known.period]), _("several a day") if known.repeats else "", source_name(app, source)]
    screen.out((" · ".join([*filter(None, facts), *([known.origin] if source != "built-in" else [])]), "dim"))
    if known.free:
        screen.out()
        screen.out(_("No sections of its own: you choose the headings."))
    for section in known.sections:
        screen.out()
        screen.out((section.title(app.prompt_lang), "title"), *_facts(app, section))
        screen.out("  ", section.question(app.prompt_lang))
    for spec in known.fields:
        screen.out()
        screen.out((spec.key, "title"), ("  " + _field(spec), "dim"))
        screen.out("  ", spec.question(app.prompt_lang))


def _facts(app: "App", section: "SectionSpec") -> list[Part]:
    _ = app.translate
    facts = [section.key, section.role, section.kind]
    facts += [_("required")] if section.required else []
    facts += [_("private")] if section.private else []
    return [("  " + " · ".join(facts), "dim")]


def _field(spec: "FieldSpec") -> str:
    if spec.type == "scale":
        return f"{spec.type} {spec.min}–{spec.max}"
    return f"{spec.type} {' | '.join(spec.choices)}" if spec.choices else spec.type
