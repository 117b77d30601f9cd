"""How `retro week`, `month`, `quarter` and `year` go: from their options to a review with its digest, asking only where
somebody can answer."""

from typing import TYPE_CHECKING

from retro_cli.cli import loop
from retro_cli.cli.options import pairs
from retro_cli.cli.prompts.model import EDITOR
from retro_cli.cli.render import said
from retro_cli.cli.render.problems import tell_problems
from retro_cli.cli.render.review import period_name, review_call, review_header, show_digest, show_glance
from retro_cli.cli.review_interview import ReviewInterview
from retro_cli.cli.review_patterns import came_back
from retro_cli.cli.review_writing import Asked, editor_now, in_editor, own_draft, saved
from retro_cli.cli.stopping import held
from retro_cli.errors import N_, ConflictError, Interrupted, RetroError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retro_cli.cli.context import App
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.months import Period
    from retro_cli.services.reviews import Picked, View, Written

GONE_THROUGH = 10
"""How many open action items one review goes through."""


def look_back(app: "App", asked: Asked) -> None:
    """Write the review of a week, month, quarter or year, or show its digest."""
    if asked.print and (asked.values or asked.editor):
        raise UsageError(N_("--print writes nothing, so there is nowhere for answers to go."))
    if asked.values and asked.editor:
        raise UsageError(N_("--set and --edit do not go together."))
    if asked.print:
        app.require_journal()
    picked = _picked(app, asked)
    if not asked.format and asked.kind == "week":
        app.require_format("week_format")
    view = _view(app, asked, picked.period)
    _remark(app, picked)
    if asked.print:
        _show(app, asked, view)
        return
    kept = view.edited and not asked.replace_digest
    if kept:
        _tell_kept(app, view)
    written = _write(app, asked, view)
    if asked.json:
        _json(app, written.view, written.path)
    tell_problems(app, written.view.problems, incomplete=not (kept or written.kept))
    if written.kept and not kept:
        _tell_kept(app, written.view)
    if kept or written.kept:
        from typer import Exit

        raise Exit(ConflictError.exit_code)


def _picked(app: "App", asked: Asked) -> "Picked":
    from retro_cli.services.reviews import Picked, pick_period

    if not asked.when:
        return pick_period(app.journal, asked.kind, app.today)
    if asked.kind == "week":
        from retro_cli.domain.period import parse_week

        return Picked(parse_week(asked.when, app.today, course=app.settings.course))
    from retro_cli.domain.monthgrammar import parse_months

    return Picked(parse_months(asked.kind, asked.when, app.today, course=app.settings.course))


def _view(app: "App", asked: Asked, period: "Period") -> "View":
    from retro_cli.services.reviews import view

    if asked.kind == "week":
        return view(app.journal, period, app.prompt_lang, format_name=asked.format or None)
    from contextlib import ExitStack

    with ExitStack() as open_bars:

        def progress(total: int) -> "Callable[[], None]":
            return open_bars.enter_context(app.screen.progress(app.translate("Reading"), total))

        return view(app.journal, period, app.prompt_lang, format_name=asked.format or None, progress=progress)


def _remark(app: "App", picked: "Picked") -> None:
    """What is not as usual about the period."""
    _ = app.translate
    days = period_name(app, picked.period)
    if picked.instead:
        told = {
            "week": _("This week has no entries yet, so this is last week: {days}"),
            "month": _("This month has no entries yet, so this is last month: {days}"),
            "quarter": _("This quarter has no entries yet, so this is the last one: {days}"),
            "year": _("This year has no entries yet, so this is last year: {days}"),
        }
        app.screen.err(told[picked.period.kind].format(days=days))
    elif picked.period.first > app.today:
        told = {
            "week": _("This week is still to come: {days}"),
            "month": _("This month is still to come: {days}"),
            "quarter": _("This quarter is still to come: {days}"),
            "year": _("This year is still to come: {days}"),
        }
        app.screen.err(told[picked.period.kind].format(days=days))


def _tell_kept(app: "App", view: "View") -> None:
    _ = app.translate
    app.screen.err(
        (_("Somebody edited the digest in {path}, so it stays as it is.").format(path=view.target.path), "warn"),
        " " + _("To have it made anew: {call}").format(call=f"{review_call(app, view.period)} --replace-digest"),
    )


# -- showing ----------------------------------------------------------------------------------------------------------


def _show(app: "App", asked: Asked, view: "View") -> None:
    from retro_cli.domain.digest import markdown_lines

    alone = not view.tells and view.target.page is not None and view.target.page.entry.answered
    if asked.json:
        _json(app, view, None)
    elif not (alone or view.tells or view.digest.parts):
        app.screen.out(_nothing(app, view.period.kind))
    else:
        if alone:
            _show_review(app, view)
        if not alone or view.digest.parts:
            if app.screen.pretty or app.screen.colored:
                show_digest(app, view.seen_on(app.today))
            else:
                for line in markdown_lines(view.digest):
                    app.screen.out(line)
    tell_problems(app, view.problems, incomplete=True)


def _nothing(app: "App", kind: str) -> str:
    _ = app.translate
    return {
        "week": _("There is nothing from this week."),
        "month": _("There is nothing from this month."),
        "quarter": _("There is nothing from this quarter."),
        "year": _("There is nothing from this year."),
    }[kind]


def _show_review(app: "App", view: "View") -> None:
    """The review of a period that has nothing else, as it stands."""
    from retro_cli.cli.render.entry_page import show_page

    page = view.target.page
    assert page is not None
    if app.screen.pretty or app.screen.colored:
        show_page(app, page)
    else:
        app.screen.raw(page.text)
    if view.digest.parts:
        app.screen.out()


def _json(app: "App", view: "View", written: str | None) -> None:
    from retro_cli.domain.rollup import RollUp

    if isinstance(view.rolled, RollUp):
        from retro_cli.cli.render.documents import week_document

        app.screen.json(week_document(view.rolled, written))
        return
    from retro_cli.cli.render.documents_reviews import months_document

    app.screen.json(months_document(view.rolled, written))


# -- writing ----------------------------------------------------------------------------------------------------------


def _write(app: "App", asked: Asked, view: "View") -> "Written":
    if asked.values:
        from retro_cli.services import capture

        values = pairs(asked.values)
        answers = capture.with_values(capture.blank_answers(view.target), view.target.format, values, app.today)
        return saved(app, asked, view, answers, strict=True)
    if asked.editor:
        return in_editor(app, asked, view)
    if app.interactive and not asked.json:
        return _interview(app, asked, view)
    from retro_cli.services.capture import blank_answers

    return saved(app, asked, view, blank_answers(view.target))


# -- asking -----------------------------------------------------------------------------------------------------------


def _interview(app: "App", asked: Asked, view: "View") -> "Written":
    with held():
        return _ask_and_save(app, asked, view)


def _ask_and_save(app: "App", asked: Asked, view: "View") -> "Written":
    from retro_cli.services.reviews import still_open
    from retro_cli.store.gone_through import outcomes_of

    draft = own_draft(app, view)
    interview = ReviewInterview(app, view, draft, review_call(app, view.period))
    known = outcomes_of(app.journal.state, app.today)
    items = still_open(view, app.today, asked={*known, *interview.sheet.reviewed})
    review_header(app, view)
    said.journal_line(app)
    _ = app.translate
    _other_drafts(app, view)
    asked_about = ("recurring", "carried") if items else ("recurring",)
    show_glance(app, view.seen_on(app.today), without=asked_about)
    if draft is not None:
        app.screen.out((" " + _("Going on where you stopped."), "accent"))
    try:
        _go_through(app, items, interview)
        came_back(app, interview)
        while interview.ask() is EDITOR:
            written = editor_now(app, asked, interview)
            if written is not None:
                interview.forget()
                return written
        return _save(app, asked, interview)
    except Interrupted:
        interview.keep()
        raise interview.left() from None


def _other_drafts(app: "App", view: "View") -> None:
    """Name the other reviews of this kind that were begun and not saved."""
    from retro_cli.domain.months import period_of

    _ = app.translate
    drafts, problems = app.journal.drafts.all()
    for problem in problems:
        app.screen.err((problem.told(app.translate), "warn"), f" {problem.where}")
    for draft in drafts:
        if draft.kind == view.period.kind and draft.date != view.period.first:
            period = period_of(draft.kind, draft.date)
            days = period_name(app, period)
            call = f"retro {period.kind} {period.label}"
            told = _("Begun and not saved: {days} — {call}").format(days=days, call=call)
            app.screen.out((f" {told}", "dim"))


def _go_through(app: "App", items: "Sequence[ActionItem]", interview: ReviewInterview) -> None:
    """The open action items that are older or under way, some at a time, and each once a day."""
    _ = app.translate
    now = items[: max(0, GONE_THROUGH - len(interview.sheet.reviewed))]
    if now:
        loop.title(app, _("Still open from before"))
        asked = loop.Loop(app, now, interview)
        with loop.Remembered(app, interview) as remembered:
            asked.go_through()
        interview.earlier.append(remembered.around(asked.go_back))
    if more := len(items) - len(now):
        told = app.ngettext("{count} more waits — retro todo", "{count} more wait — retro todo", more)
        app.screen.out((" " + told.format(count=more), "dim"))


def _save(app: "App", asked: Asked, interview: ReviewInterview) -> "Written":
    try:
        written = saved(app, asked, interview.view, interview.answers())
    except RetroError as error:
        interview.not_saved(error)
        raise
    interview.forget()
    return written
