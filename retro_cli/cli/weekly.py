"""How `retro week` goes: from its options to a review with its digest, asking only where somebody can answer."""

from typing import TYPE_CHECKING

from retro_cli.cli import loop
from retro_cli.cli.options import pairs
from retro_cli.cli.prompts.model import EDITOR
from retro_cli.cli.render import said
from retro_cli.cli.render.problems import tell_problems
from retro_cli.cli.render.week import show_digest, show_glance, week_header
from retro_cli.cli.stopping import held
from retro_cli.cli.weekly_interview import WeeklyInterview
from retro_cli.cli.weekly_patterns import came_back
from retro_cli.cli.weekly_writing import Asked, editor_now, in_editor, own_draft, saved
from retro_cli.errors import N_, ConflictError, Interrupted, RetroError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.domain.action import ActionItem
    from retro_cli.services.weekly import Picked, WeekView, Written

GONE_THROUGH = 10
"""How many open action items one review goes through."""


def week(app: "App", asked: Asked) -> None:
    """Write the review of a week, or show its digest."""
    from retro_cli.services.weekly import view_week

    if asked.print and (asked.values or asked.editor):
        raise UsageError(N_("--print writes nothing, so there is nowhere for answers to go."))
    if asked.values and asked.editor:
        raise UsageError(N_("--set and --edit do not go together."))
    if asked.print:
        app.require_journal()
    picked = _picked(app, asked)
    if not asked.format:
        app.require_format("week_format")
    view = view_week(app.journal, picked.week, app.prompt_lang, format_name=asked.format or None)
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
    from retro_cli.domain.period import parse_week
    from retro_cli.services.weekly import Picked, pick_week

    if asked.when:
        return Picked(parse_week(asked.when, app.today, course=app.settings.course))
    return pick_week(app.journal, app.today)


def _remark(app: "App", picked: "Picked") -> None:
    """What is not as usual about the week."""
    from retro_cli.domain.names import week_range_label

    _ = app.translate
    days = week_range_label(picked.week, app.lang, app.today)
    if picked.instead:
        app.screen.err(_("This week has no entries yet, so this is last week: {days}").format(days=days))
    elif picked.week.monday > app.today:
        app.screen.err(_("This week is still to come: {days}").format(days=days))


def _tell_kept(app: "App", view: "WeekView") -> None:
    _ = app.translate
    app.screen.err(
        (_("Somebody edited the digest in {path}, so it stays as it is.").format(path=view.target.path), "warn"),
        " " + _("To have it made anew: {call}").format(call=f"{_call(app, view)} --replace-digest"),
    )


def _call(app: "App", view: "WeekView") -> str:
    """The call that means the same week on any day."""
    from retro_cli.domain.period import Week

    return "retro week" if view.week == Week.of(app.today) else f"retro week {view.week.label}"


# -- showing ----------------------------------------------------------------------------------------------------------


def _show(app: "App", asked: Asked, view: "WeekView") -> None:
    from retro_cli.domain.digest import markdown_lines

    alone = not view.tells and view.target.page is not None and view.target.page.entry.answered
    if asked.json:
        _json(app, view, None)
    elif not (alone or view.tells or view.digest.parts):
        app.screen.out(app.translate("There is nothing from this week."))
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


def _show_review(app: "App", view: "WeekView") -> None:
    """The review of a week that has nothing else, as it stands."""
    from retro_cli.cli.render.entry_page import show_page

    page = view.target.page
    assert page is not None
    if app.screen.pretty or app.screen.colored:
        show_page(app, page)
    else:
        app.screen.raw(page.text)
    if view.digest.parts:
        app.screen.out()


def _json(app: "App", view: "WeekView", written: str | None) -> None:
    from retro_cli.cli.render.documents import week_document

    app.screen.json(week_document(view.rolled, written))


# -- writing ----------------------------------------------------------------------------------------------------------


def _write(app: "App", asked: Asked, view: "WeekView") -> "Written":
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


def _interview(app: "App", asked: Asked, view: "WeekView") -> "Written":
    with held():
        return _ask_and_save(app, asked, view)


def _ask_and_save(app: "App", asked: Asked, view: "WeekView") -> "Written":
    from retro_cli.services.weekly import still_open
    from retro_cli.store.gone_through import outcomes_of

    draft = own_draft(app, view)
    interview = WeeklyInterview(app, view, draft, _call(app, view))
    known = outcomes_of(app.journal.state, app.today)
    items = still_open(view, app.today, asked={*known, *interview.sheet.reviewed})
    week_header(app, view)
    said.journal_line(app)
    _ = app.translate
    _other_drafts(app, view)
    show_glance(app, view.seen_on(app.today), without="carried" if items else "")
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


def _other_drafts(app: "App", view: "WeekView") -> None:
    """Name the reviews of other weeks that were begun and not saved."""
    from retro_cli.domain.names import week_range_label
    from retro_cli.domain.period import Week

    _ = app.translate
    drafts, problems = app.journal.drafts.all()
    for problem in problems:
        app.screen.err((problem.told(app.translate), "warn"), f" {problem.where}")
    for draft in drafts:
        if draft.kind == "week" and draft.date != view.week.monday:
            week = Week.of(draft.date)
            days = week_range_label(week, app.lang, app.today)
            told = _("Begun and not saved: {days} — {call}").format(days=days, call=f"retro week {week.label}")
            app.screen.out((f" {told}", "dim"))


def _go_through(app: "App", items: "Sequence[ActionItem]", interview: WeeklyInterview) -> None:
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


def _save(app: "App", asked: Asked, interview: WeeklyInterview) -> "Written":
    try:
        written = saved(app, asked, interview.view, interview.answers())
    except RetroError as error:
        interview.not_saved(error)
        raise
    interview.forget()
    return written
