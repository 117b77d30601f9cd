"""`retro init`: a folder becomes a journal."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.context import App, current_app
from retro_cli.errors import N_, Interrupted

if TYPE_CHECKING:
    from retro_cli.services.founding import Proposal
    from retro_cli.store.history import History

EXAMPLES = N_("""\
retro init ~/journal
cd vault && retro init           an Obsidian vault keeps its own layout""")


def run(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help=N_("The folder; without it the current one, or ~/journal at home."))
    ] = "",
) -> None:
    from retro_cli.services.founding import is_journal, make_journal, propose_layout

    app = current_app()
    _ = app._
    root = _root(app, path)
    if is_journal(root):
        app.screen.out(_("This is a journal already, and nothing was changed: {root}").format(root=root))
        return
    proposal = propose_layout(root)
    layout = _layout(app, proposal) if proposal is not None else {}
    tag = _tag(app, proposal) if proposal is not None else ""
    if not make_journal(root, app.translate, layout, tag, _history(app, root)):
        app.screen.out(_("This is a journal already, and nothing was changed: {root}").format(root=root))
        return
    app.screen.out((_("Made a journal: {root}").format(root=root), "good"))
    app.screen.out("  ", _("Its settings, each of them explained, are in retro.toml."))
    _next(app, root)


def _root(app: App, path: str) -> Path:
    """The folder that is meant: the one that is named, else the journal of this place, else this place."""
    import os

    from retro_cli.services.founding import is_vault
    from retro_cli.store.locations import home

    if path:
        return Path(os.path.normpath(app.cwd / Path(path).expanduser()))
    if app.place.how in ("flag", "env") or app.cwd == home(app.env):
        return app.place.root
    around = app.place.root if app.place.how == "cwd" and not is_vault(app.cwd) else app.cwd
    # A journal at home is found from every folder below it, and is not what somebody there means.
    return app.cwd if around == home(app.env) / "journal" and around not in app.cwd.parents else around


def _layout(app: App, proposal: "Proposal") -> Mapping[str, str]:
    """The vault's own layout, where the user agrees; without a terminal it is taken."""
    from retro_cli.domain.layout import Layout

    _ = app._
    names = {"day": _("day"), "week": _("week"), "month": _("month"), "quarter": _("quarter"), "year": _("year")}
    for kind, name in proposal.unfollowed.items():
        own = proposal.patterns.get(kind) or getattr(Layout(), f"{kind}_pattern")
        told = _("{kind}: retro cannot follow notes named {name}; its own go to {own}.")
        app.screen.err((told.format(kind=names[kind], name=name, own=f"{own}.md"), "warn"))
    if not proposal.patterns:
        return {}
    app.screen.out(_("This is an Obsidian vault. Entries would go where its notes are:"))
    seen = [kind for kind in proposal.patterns if kind == "week" or kind not in proposal.beside]
    app.screen.table([[names[kind], f"{proposal.patterns[kind]}.md"] for kind in seen], indent=2)
    if not app.interactive:
        return proposal.patterns
    from retro_cli.cli.prompts import BACK

    agreed = app.prompts.confirm(_("Use this layout?"), True)
    if agreed is BACK:
        raise Interrupted(N_("Nothing was made."))
    return proposal.patterns if agreed else {}


def _tag(app: App, proposal: "Proposal") -> str:
    """The tag that the vault's Tasks plugin counts boxes by, where the user agrees; without a terminal it is taken."""
    if not proposal.tag:
        return ""
    _ = app._
    told = _("The Tasks plugin counts only boxes with {tag}. So would retro.").format(tag=f"#{proposal.tag}")
    app.screen.out(told)
    if not app.interactive:
        return proposal.tag
    from retro_cli.cli.prompts import BACK

    agreed = app.prompts.confirm(_("Count only those?"), True)
    if agreed is BACK:
        raise Interrupted(N_("Nothing was made."))
    return proposal.tag if agreed else ""


def _history(app: App, root: Path) -> "History":
    """What notes down the changes of the journal that is made here, which may be another than that of this place."""
    return app.history if root == app.place.root else app.history_of(root)


def _next(app: App, root: Path) -> None:
    _ = app._
    usual = app.place.root == root
    if usual:
        app.screen.out("  ", _("Next:"), " ", ("retro today", "key"))
        return
    inside = app.cwd == root or root in app.cwd.parents
    call = "retro today" if inside else f"retro today -j {_quoted(root)}"
    app.screen.out("  ", _("Next:"), " ", (call, "key"))
    app.screen.out(
        "  ", _("To write there from everywhere:"), " ", (f"retro config set --user journal {_quoted(root)}", "key")
    )


def _quoted(root: Path) -> str:
    import shlex

    return shlex.quote(str(root))


COMMAND = Command(run, help=N_("Make a folder a journal. What is in it stays as it is."), examples=EXAMPLES)
