"""How `retro import` goes: look at the files, show and ask where somebody can answer, write, say what came of it."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from retro_cli.cli.context import current_app
from retro_cli.cli.prompts.model import BACK, Choice
from retro_cli.cli.render import imports as render
from retro_cli.errors import N_, ConflictError, UnreadableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.errors import RetroError
    from retro_cli.services.importing.run import ImportedFile, Request, Said, Source
    from retro_cli.services.importing.tally import Tally

OPEN_FOR_DAYS = 14
_ASKED_AT_ONCE = 3  # so many files without a day are asked about straight away


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call's options say; empty where they say nothing."""

    paths: tuple[str, ...] = ()
    dry_run: bool = False
    start: str = ""
    year: int | None = None
    format: str = ""
    tags: tuple[str, ...] = ()
    period: str | None = None
    open_since: str = ""
    assets: Literal["copy", "link"] = "copy"
    beside: bool = False
    json: bool = False


def bring_in(asked: Asked) -> None:
    """Import the files of a call.

    It ends with 4 where a file could not be read, else with 5 where an entry stood in the way, once everything else is
    done. Raises RetroError where nothing can be done at all.
    """
    from retro_cli.services.importing.run import find_files

    app = current_app()
    request = _request(app, asked)
    if not asked.paths and not app.journal.undated():
        raise UsageError(
            N_("There is nothing to import: name files or folders."), hint=N_("Such as retro import notes/")
        )
    found, errors = find_files(app.journal, [Path(path).expanduser() for path in asked.paths])
    run = Run(app, request, found, errors)
    if asked.json:
        tally = _in_json(run, write=not asked.dry_run)
    elif asked.dry_run or not app.interactive:
        tally = _plainly(run, write=not asked.dry_run)
    else:
        tally = _with_questions(run)
    if tally.errors:
        raise typer.Exit(UnreadableError.exit_code)
    if tally.in_the_way:
        raise typer.Exit(ConflictError.exit_code)


def _request(app: "App", asked: Asked) -> "Request":
    from retro_cli.domain.importing.model import ImportOptions
    from retro_cli.services.importing.run import Request

    since = _day(app, asked.open_since) or app.today - timedelta(days=OPEN_FOR_DAYS)
    options = ImportOptions(
        today=app.today,
        zone=app.now.tzinfo,
        start=_day(app, asked.start),
        year=asked.year,
        format=app.formats.get(asked.format).name if asked.format else None,
        tags=tuple(tag.lstrip("#") for tag in asked.tags if tag.strip("# ")),
        period=asked.period,
        open_since=since,
        lang=app.prompt_lang,
        aliases=app.settings.aliases,
    )
    return Request(options, asked.assets, asked.beside)


def _day(app: "App", text: str) -> "date | None":
    if not text:
        return None
    from retro_cli.domain.period import parse_date

    return parse_date(text, app.today, course=app.settings.course)


# -- the ways it goes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """What one import works with."""

    app: "App"
    request: "Request"
    found: "Sequence[Source]"
    errors: "Sequence[RetroError]"

    def go(self, each: "Callable[[ImportedFile], None]", *, write: bool, moved: bool = False) -> "Tally":
        """Read the files, and write their entries if `write`; `each` gets them one by one, `moved` shows the moves."""
        from retro_cli.services.importing.run import Import
        from retro_cli.services.importing.tally import Tally

        tally = Tally(errors=list(self.errors))
        app = self.app
        label = app.translate("Importing") if write else app.translate("Reading")
        with app.journal.locked("import") if write else nullcontext():
            run = Import(app.journal, self.request, write=write)
            tally.add_waiting(run.waiting())
            if moved:
                render.moves(app, tally)
            with app.screen.progress(label, len(self.found)) as step:
                for file in run.files(self.found):
                    tally.add(file)
                    each(file)
                    step()
        return tally


def _in_json(run: Run, *, write: bool) -> "Tally":
    from retro_cli.cli.render.documents import import_document, imported_documents

    entries: list[dict[str, Any]] = []
    tally = run.go(lambda file: entries.extend(imported_documents(file)), write=write)
    problems = [(path, problem.line, render.told(run.app, problem)) for path, problem in tally.problems]
    run.app.screen.json(import_document(entries, problems, tally.errors, run.app.translate))
    return tally


def _plainly(run: Run, *, write: bool) -> "Tally":
    new_journal = write and not run.app.place.exists
    tally = run.go(lambda file: render.file(run.app, file), write=write, moved=True)
    render.problems(run.app, tally)
    render.summary(run.app, tally, dry_run=not write, new_journal=new_journal)
    return tally


def _with_questions(run: Run) -> "Tally":
    """Show what would be written, ask, and write it."""
    app = run.app
    plan = render.Plan(app)
    tally = run.go(plan.add, write=False)
    if tally.without_day and (said := _ask_days(app, tally)):
        run = replace(run, request=replace(run.request, said=said))
        plan = render.Plan(app)
        tally = run.go(plan.add, write=False)
    plan.show(tally)
    answer = _ask(app, tally)
    if answer == "write" or answer == "beside":
        new_journal = not app.place.exists
        run = replace(run, request=replace(run.request, beside=run.request.beside or answer == "beside"))
        tally = run.go(_nothing_more, write=True)
        render.summary(app, tally, new_journal=new_journal)
    elif answer == "no":
        app.screen.out(app.translate("Nothing was written."))
        raise typer.Exit
    else:
        render.summary(app, tally)
    return tally


def _nothing_more(_file: "ImportedFile") -> None:
    """The plan has shown the files."""


def _ask(app: "App", tally: "Tally") -> str:
    """What to do with the plan: "write" it, "beside" with those whose day has an entry, "no", or "nothing" at all."""
    _ = app.translate
    count, others = tally.to_write, sum(not edited for *_place, edited in tally.in_the_way)
    if not count and not others:
        return "nothing"
    if not count:
        question = app.ngettext(
            "Another entry has its place. Write it beside that?",
            "Other entries have the places of {count}. Write them beside those?",
            others,
        ).format(count=others)
        return "beside" if app.prompts.confirm(question, False) is True else "nothing"
    choices = [Choice("write", _("yes"), "y"), Choice("no", _("no"), "n")]
    detail = ""
    if others:
        choices.insert(1, Choice("beside", _("also beside those"), "b"))
        detail = app.ngettext(
            "{count} stays out: its place is taken", "{count} stay out: their places are taken", others
        ).format(count=others)
    question = app.ngettext("Write {count} entry?", "Write {count} entries?", count).format(count=count)
    answer = app.prompts.key(question, choices, enter="write", detail=detail)
    return "no" if answer is BACK else answer


# -- days that nobody knows --------------------------------------------------------------------------------------------


def _ask_days(app: "App", tally: "Tally") -> "dict[Path, Said]":
    """What somebody says about the days of files that do not tell them, once a file."""
    _ = app.translate
    files = tally.without_day
    told = app.ngettext("{count} file does not say its days.", "{count} files do not say their days.", len(files))
    app.screen.out((told.format(count=len(files)), "warn"))
    if len(files) > _ASKED_AT_ONCE:
        wanted = app.prompts.confirm(_("Say them now, file by file?"), False)
        if wanted is BACK or not wanted:
            return {}
    else:
        app.screen.out((_("A date (of Day 1, or of the entry), or a year. Enter leaves it for later."), "dim"))
    said = {}
    for path, count in files.items():
        entries = app.ngettext("{count} entry", "{count} entries", count).format(count=count)
        answer = app.prompts.line(f"{path.name}", hint=entries, validate=lambda text: _wrong_day(app, text))
        if answer is BACK:
            break
        if answer:
            said[path] = _said(app, answer)
    return said


def _wrong_day(app: "App", text: str) -> str | None:
    try:
        if text.strip():
            _said(app, text)
    except UsageError as error:
        return error.told(app.translate)
    return None


def _said(app: "App", text: str) -> "Said":
    from retro_cli.domain.period import parse_date
    from retro_cli.services.importing.run import Said

    text = text.strip()
    if len(text.rstrip("년")) == 4 and text.rstrip("년").isdecimal():
        if not int(text.rstrip("년")):
            raise UsageError(N_("There is no year 0."))
        return Said(year=int(text.rstrip("년")))
    return Said(start=parse_date(text, app.today, course=app.settings.course))
