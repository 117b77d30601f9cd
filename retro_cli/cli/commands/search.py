"""`retro search`: the items and paragraphs in which words stand."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from retro_cli.cli.command import Command
from retro_cli.cli.completion import all_sections, dates, roles, tags
from retro_cli.cli.context import App, current_app
from retro_cli.cli.options import FormatName, Json
from retro_cli.errors import N_, UsageError

if TYPE_CHECKING:
    from retro_cli.services.searching import Search, Wanted

EXAMPLES = N_("""\
retro search '"code review" -draft' --section keep""")

Role = Literal["good", "bad", "next", "learned", "felt", "did", "context", "question", "other"]


def run(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY", help=N_('Words; "a phrase"; -not this one.'))
    ] = None,
    section: Annotated[
        str, typer.Option("--section", metavar="SECTION", help=N_("In this section."), autocompletion=all_sections)
    ] = "",
    role: Annotated[
        Role | None,
        typer.Option("--role", metavar="ROLE", help=N_("In sections that mean this."), autocompletion=roles),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=N_("From this day on."), autocompletion=dates)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=N_("Up to this day."), autocompletion=dates)
    ] = "",
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help=N_("With this tag."), autocompletion=tags)
    ] = None,
    format: FormatName = "",
    done: Annotated[bool, typer.Option("--done", help=N_("Action items that are done."))] = False,
    open: Annotated[bool, typer.Option("--open", help=N_("Action items that are open."))] = False,
    regex: Annotated[bool, typer.Option("--regex", help=N_("QUERY is a pattern."))] = False,
    initials: Annotated[
        bool, typer.Option("--initials", help=N_("Korean by first consonants: ㅎㄱ finds 회고."))
    ] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", hidden=True, help=N_("Print it all at once."))] = False,
    json: Json = False,
) -> None:
    from retro_cli.cli.named_day import named_day
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.domain.query import read_query
    from retro_cli.services.searching import Search, Wanted

    app = current_app()
    app.require_journal()
    if regex and initials:
        raise UsageError(N_("--regex and --initials do not go together."))
    wanted = Wanted(
        read_query(" ".join(words or []), initials=initials, regex=regex),
        since=named_day(app, since),
        until=named_day(app, until),
        format=app.formats.get(format).name if format else "",
        section=section,
        role=role or "",
        tags=tuple(tag or ()),
        states=tuple(state for state, asked in (("open", open), ("done", done)) if asked),
    )
    if wanted.empty:
        raise UsageError(N_("Say what to look for."), hint=N_("For example: retro search review"))
    search = Search(app.journal, wanted)
    if json:
        _json(app, search)
    elif app.screen.pretty:
        _page(app, search, pager=not no_pager)
    else:
        _lines(app, search)
    tell_problems(app, search.problems, incomplete=True)


def _json(app: App, search: "Search") -> None:
    from retro_cli.cli.render.documents import VERSION, hit_document

    hits = (hit_document(found, hit) for found in search for hit in found.hits)
    # A pattern may turn out to take too long, and half a document is none.
    app.screen.json_list({"version": VERSION}, "hits", list(hits) if search.wanted.query.typed else hits)


def _lines(app: App, search: "Search") -> None:
    from retro_cli.cli.render.hits import plain_found

    for found in search:
        plain_found(app.screen, found)


def _page(app: App, search: "Search", *, pager: bool) -> None:
    from retro_cli.cli.paging import paged
    from retro_cli.cli.render.hits import show_found

    entries = hits = 0
    with paged(app, wanted=pager) as (screen, page):
        for found in search:
            if page is not None and page.gone:
                return
            show_found(app, screen, found, first=not entries)
            entries += 1
            hits += len(found.hits)
        if entries:
            told = app.ngettext("{hits} in one entry", "{hits} in {entries} entries", entries)
            screen.out()
            screen.out(" ", (told.format(hits=hits, entries=entries), "dim"))
    if not entries:
        _nothing(app, search.wanted)


def _nothing(app: App, wanted: "Wanted") -> None:
    _ = app._
    if not app.place.exists:
        app.screen.err(_("There is no journal yet. Begin with retro today, or retro init."))
        return
    app.screen.err(_("Nothing found."))
    if wanted.query.consonants:
        app.screen.err("  → ", _("First consonants find words with --initials."))


COMMAND = Command(run, help=N_("Find the items and paragraphs in which words stand."), examples=EXAMPLES, dashes=True)
