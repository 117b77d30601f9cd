"""How `retro today` goes: from its options to an entry, asking only where somebody can answer."""

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retro_cli.cli import first_use, loop
from retro_cli.cli.interview import Interview, draft_answers
from retro_cli.cli.options import pairs
from retro_cli.cli.prompts.model import EDITOR, Choice, Step
from retro_cli.cli.render import said
from retro_cli.errors import N_, Interrupted, RetroError, UsageError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.answers import Answers
    from retro_cli.domain.format import SectionSpec
    from retro_cli.domain.period import Span
    from retro_cli.services.capture import Saved, Target
    from retro_cli.services.given import Document
    from retro_cli.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call's options say; empty where they say nothing."""

    when: str = ""
    format: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    source: str = ""
    editor: bool = False
    new: bool = False
    discard: bool = False

    @property
    def given(self) -> bool:
        """Whether the answers come with the call, so that nothing is asked."""
        return bool(self.values or self.source)


def today(app: "App", asked: Asked) -> None:
    """Write the day's entry: from the call's values, in the editor, or by asking."""
    if asked.given:
        _write_given(app, asked)
        return
    if asked.discard:
        _discard(app, asked)
        return
    editor = asked.editor or (app.interactive and app.settings.today.mode == "editor")
    if not editor and not app.interactive:
        raise UsageError(
            N_("There is no terminal to ask on."), hint=N_('Give the answers: --set KEY="…", or --from FILE')
        )
    if app.interactive and first_use.is_first_use(app):
        rhythm = first_use.ask_first_use(app, format_given=bool(asked.format))
        if rhythm == first_use.WEEKLY and not asked.format and not asked.when:
            from retro_cli.cli.commands.week import run as run_week

            run_week()
            return
    target = _target(app, asked, _span(app, asked))
    if editor:
        _in_editor(app, asked, target)
    else:
        _interview(app, asked, target)


# -- which entry ------------------------------------------------------------------------------------------------------


def _span(app: "App", asked: Asked) -> "Span":
    from retro_cli.domain.period import Span, parse_span

    if not asked.when:
        return Span(app.today, app.today)
    return parse_span(asked.when, app.today, course=app.settings.course)


def _target(app: "App", asked: Asked, span: "Span") -> "Target":
    from retro_cli.services.capture import find_target

    return find_target(
        app.journal,
        span.start,
        end=span.end if span.end != span.start else None,
        format_name=asked.format or None,
        title=asked.title or None,
        new=asked.new,
    )


# -- given answers ----------------------------------------------------------------------------------------------------


def _write_given(app: "App", asked: Asked) -> None:
    from retro_cli.services import capture

    document = _document(app, asked) if asked.source else None
    if document is not None:
        asked = _agreed(app, asked, document)
    target = _target(app, asked, _span(app, asked))
    answers = _checked(app, document, target) if document else capture.blank_answers(target)
    tags = tuple(dict.fromkeys((*answers.tags, *asked.tags)))
    answers = replace(answers, title=asked.title or answers.title, tags=tags, date=target.day, end=target.end)
    answers = capture.with_values(answers, target.format, pairs(asked.values), app.today)
    if answers.empty:
        raise UsageError(N_("There is nothing to write."), hint=N_('Give an answer: --set KEY="…"'))
    new_journal = not app.place.exists
    done = capture.save(app.journal, target, answers, app.prompt_lang, command="today", strict=True)
    said.saved(app, done, target.format, new_journal=new_journal)


def _document(app: "App", asked: Asked) -> "Document":
    from retro_cli.services.given import read_document
    from retro_cli.store.files import read_text

    formats = app.formats.by_name
    if asked.source == "-":
        return read_document(sys.stdin.read(), "-", formats, asked.format or None)
    path = app.cwd / asked.source
    return read_document(read_text(path), str(asked.source), formats, asked.format or None)


def _agreed(app: "App", asked: Asked, document: "Document") -> Asked:
    """The options with what the document says; where both speak they must say the same."""
    from retro_cli.domain.period import parse_span

    name, day, end = (document.text(key) for key in ("format", "date", "end"))
    if name and asked.format and name != asked.format:
        raise UsageError(N_("--format and the file's format differ."), where=asked.source)
    when = f"{day}..{end}" if day and end else day or ""
    if when and asked.when:
        course = app.settings.course
        if parse_span(when, app.today, course=course) != parse_span(asked.when, app.today, course=course):
            raise UsageError(N_("--date and the file's date differ."), where=asked.source)
    title = document.text("title")
    return replace(asked, format=asked.format or name or "", when=asked.when or when, title=asked.title or title or "")


def _checked(app: "App", document: "Document", target: "Target") -> "Answers":
    from retro_cli.services.given import Document, checked

    data = {key: value for key, value in document.data.items() if key not in ("date", "end")}
    answers: Answers = checked(Document(data), target.format, target.day, app.translate)
    return answers


# -- drafts -----------------------------------------------------------------------------------------------------------


def _discard(app: "App", asked: Asked) -> None:
    """Forget the drafts of the day (and format), or all where no day is given and today has none."""
    drafts = [draft for draft in app.journal.drafts.all()[0] if draft.kind == "day"]
    day = _span(app, asked).start
    wanted = [draft for draft in drafts if draft.date == day and (not asked.format or draft.format == asked.format)]
    for draft in wanted:
        app.journal.drafts.remove(draft)
    _ = app.translate
    if wanted:
        app.screen.out(_("Forgotten: the draft of {day}").format(day=said.days_label(app, day)))
        return
    app.screen.out(_("There is no draft of {day}.").format(day=said.days_label(app, day)))
    for draft in drafts:
        app.screen.out(("  " + f"retro today -d {draft.date} -f {draft.format} --discard-draft", "dim"))


def _own_draft(app: "App", target: "Target") -> "Draft | None":
    path = target.path if target.page else None
    draft = app.journal.drafts.load("day", target.day, target.format.name, path)
    if draft is None and path is not None:
        return app.journal.drafts.load("day", target.day, target.format.name, None)
    return draft


def _settle_others(app: "App", mine: "Draft | None") -> "Draft | None":
    """Drafts of other days or formats: saved, gone on with (that one is returned), discarded, or left for later."""
    drafts, problems = app.journal.drafts.all()
    for problem in problems:
        app.screen.err((problem.told(app.translate), "warn"), f" {problem.where}")
    for draft in drafts:
        if draft.kind != "day" or (mine is not None and draft.key == mine.key):
            continue
        answer = _ask_about(app, draft)
        if answer == "go":
            return draft
        if answer == "save":
            _save_draft(app, draft)
        elif answer == "discard":
            app.journal.drafts.remove(draft)
    return None


def _ask_about(app: "App", draft: "Draft") -> str:
    _ = app.translate
    format = app.formats.by_name.get(draft.format)
    title = said.format_title(app, format) if format else draft.format
    question = _("Begun and not saved: {day} · {format}").format(day=said.days_label(app, draft.date), format=title)
    choices = [
        Choice("go", _("go on there"), "g"),
        Choice("save", _("save it as it is"), "s"),
        Choice("discard", _("discard it"), "x"),
        Choice("later", _("leave it for now"), "l"),
    ]
    picked: str | Step = app.prompts.select(question, choices, default="go")
    if picked == "discard":
        sure = app.prompts.confirm(_("Discard these answers for good?"), False)
        return "discard" if sure is True else "later"
    return "later" if isinstance(picked, Step) else picked


def _save_draft(app: "App", draft: "Draft") -> None:
    from retro_cli.services import capture

    target = _draft_target(app, draft)
    answers = draft_answers(app, draft, target)
    if not answers.empty:
        done = capture.save(app.journal, target, answers, app.prompt_lang, command="today")
        said.saved(app, done, target.format)
    app.journal.drafts.remove(draft)


def _draft_target(app: "App", draft: "Draft") -> "Target":
    from retro_cli.services.capture import Target, find_target

    if draft.path and app.journal.exists(draft.path):
        format = app.formats.get(draft.format)
        return Target(draft.path, draft.date, format, app.journal.page(draft.path), draft.end)
    format = app.formats.get(draft.format)
    return find_target(
        app.journal,
        draft.date,
        end=draft.end,
        format_name=draft.format,
        title=draft.title or None,
        new=format.repeats,
    )


# -- asking -----------------------------------------------------------------------------------------------------------


def _interview(app: "App", asked: Asked, target: "Target") -> None:
    from retro_cli.services.interview import questions

    draft = _own_draft(app, target)
    other = _settle_others(app, draft)
    if other is not None:
        draft, target = other, _draft_target(app, other)
    elif target.page is None and not asked.new:
        target = _target(app, asked, _span(app, asked))
    new_journal = not app.place.exists
    interview = Interview(app, target, questions(app.journal, target), draft)
    interview.sheet.tags = tuple(dict.fromkeys((*interview.sheet.tags, *asked.tags)))
    interview.sheet.title = interview.sheet.title or asked.title
    said.day_header(app, target)
    _, resumed = app.translate, draft is not None
    if resumed:
        app.screen.out((" " + _("Going on where you stopped."), "accent"))
    try:
        if target.day == app.today:
            _before(app, interview)
        if target.format.repeats and target.page is None:
            _title_and_days(app, interview, asked)
        _ask(app, interview, new_journal)
    except Interrupted:
        interview.keep()
        raise interview.left() from None


def _before(app: "App", interview: Interview) -> None:
    """The loop, or after a silent time the one question about old items."""
    from retro_cli.services.interview import waiting, was_silent

    limit = app.settings.today.review
    if limit == 0:
        return
    found = waiting(app.journal, app.journal.task_pages(open_only=True), app.today)
    _ = app.translate
    if was_silent(app.journal, app.today) and (found.now or found.older):
        _after_silence(app, interview, [*found.now, *found.older])
        return
    if not found.now:
        return
    app.screen.out((" " + _("What you said you would try"), "title"))
    loop.go_through(app, found.now, interview)
    if found.older:
        count = len(found.older)
        more = app.ngettext("{count} more waits — retro todo", "{count} more wait — retro todo", count)
        app.screen.out((" " + more.format(count=count), "dim"))


def _after_silence(app: "App", interview: Interview, items: "list[ActionItem]") -> None:
    from retro_cli.services.todos import change

    if "silence" in interview.sheet.reviewed:
        return
    _ = app.translate
    count = len(items)
    question = app.ngettext(
        "{count} thing to try is from a while ago.", "{count} things to try are from a while ago.", count
    ).format(count=count)
    choices = [
        Choice("look", _("look through them"), "l"),
        Choice("week", _("leave them for retro week"), "w"),
        Choice("off", _("put them off to next week"), "o"),
    ]
    picked: str | Step = app.prompts.select(question, choices, default="week")
    if picked == "look":
        loop.go_through(app, items, interview)
    elif picked == "off":
        change(app.journal, items, loop.LATER, app.today)
    interview.sheet.reviewed["silence"] = str(picked)


def _title_and_days(app: "App", interview: Interview, asked: Asked) -> None:
    """What an entry of a repeating format is about, and when it was."""
    from retro_cli.domain.period import parse_span

    _ = app.translate
    sheet = interview.sheet
    if not sheet.title:
        typed = app.prompts.line(_("What is it about?"), hint=_("a title; enter: none"))
        sheet.title = "" if isinstance(typed, Step) else typed
        interview.keep()
    if not asked.when and sheet.end is None and not sheet.at:
        shown = said.days_label(app, interview.target.day)
        typed = app.prompts.line(
            _("When was it?"),
            hint=_("enter: {day}; or a day, or days as 09-03..04").format(day=shown),
            validate=lambda text: _day_fault(app, text),
        )
        if isinstance(typed, str) and typed:
            span = parse_span(typed, app.today, course=app.settings.course)
            interview.forget()
            sheet.end = span.end if span.end != span.start else None
            interview.target = replace(interview.target, day=span.start, end=sheet.end)
            app.screen.out((f" {said.days_label(app, span.start, sheet.end)}", "dim"))
    interview.keep()


def _day_fault(app: "App", text: str) -> str | None:
    from retro_cli.domain.period import parse_span

    if not text.strip():
        return None
    try:
        parse_span(text, app.today, course=app.settings.course)
    except UsageError as error:
        return error.told(app.translate)
    return None


def _ask(app: "App", interview: Interview, new_journal: bool) -> None:
    while interview.ask() is EDITOR:
        written = _editor_now(app, interview)
        if written is not None:
            interview.forget()
            said.saved(app, written, interview.target.format, new_journal=new_journal)
            return
    _save(app, interview, new_journal)


def _save(app: "App", interview: Interview, new_journal: bool) -> None:
    from retro_cli.services import capture

    answers = interview.answers()
    if answers.empty:
        interview.forget()
        app.screen.out(app.translate("Nothing was answered, so nothing was written."))
        return
    try:
        target = _place(app, interview)
        done = capture.save(app.journal, target, answers, app.prompt_lang, command="today")
    except RetroError as error:
        interview.keep()
        error.hint = error.hint or N_("Your answers are kept; run retro today again.")
        raise
    interview.forget()
    said.saved(app, done, target.format, new_journal=new_journal)


def _place(app: "App", interview: Interview) -> "Target":
    """Where a new entry of a repeating format goes, now that its title and days are known."""
    from retro_cli.services.capture import find_target

    target = interview.target
    if not target.format.repeats or target.page is not None:
        return target
    return find_target(
        app.journal,
        target.day,
        end=interview.sheet.end,
        format_name=target.format.name,
        title=interview.sheet.title or None,
        new=True,
    )


# -- the editor -------------------------------------------------------------------------------------------------------


def _in_editor(app: "App", asked: Asked, target: "Target") -> None:
    from retro_cli.cli.in_editor import write_in_editor
    from retro_cli.services.capture import blank_answers

    draft = _own_draft(app, target)
    answers = draft_answers(app, draft, target) if draft else blank_answers(target)
    answers = replace(answers, title=asked.title or answers.title, tags=(*answers.tags, *asked.tags))
    new_journal = not app.place.exists
    written = write_in_editor(app, target, answers, _sections(app, target), command="today")
    if written is None:
        app.screen.out(app.translate("Nothing was changed, so nothing was written."))
        return
    if draft is not None:
        app.journal.drafts.remove(draft)
    said.saved(app, written, target.format, new_journal=new_journal)


def _editor_now(app: "App", interview: Interview) -> "Saved | None":
    """The entry so far in the editor, out of the interview; None: go on asking."""
    from retro_cli.cli.in_editor import write_in_editor

    specs = [question.section for question in interview.questions if question.section is not None]
    target = _place(app, interview)
    try:
        return write_in_editor(app, target, interview.answers(), specs, command="today")
    except RetroError as error:
        app.screen.err((error.told(app.translate), "bad"))
        if hint := error.way_out(app.translate):
            app.screen.err(f"  {hint} {error.where}")
        return None


def _sections(app: "App", target: "Target") -> "list[SectionSpec]":
    from retro_cli.services.interview import questions

    return [question.section for question in questions(app.journal, target) if question.section is not None]
