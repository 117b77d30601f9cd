"""Writing a review: with answers, or in the user's editor; and the draft that waits for it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retro_cli.cli.render import said
from retro_cli.cli.review_interview import ReviewInterview, draft_answers
from retro_cli.cli.spent import forget
from retro_cli.errors import RetroError, UnreadableError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers
    from retro_cli.domain.format import SectionSpec
    from retro_cli.services.reviews import View, Written
    from retro_cli.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call's options say; empty where they say nothing. `kind` is "week", "month", "quarter" or "year"."""

    kind: str = "week"
    when: str = ""
    format: str = ""
    values: tuple[str, ...] = ()
    print: bool = False
    editor: bool = False
    replace_digest: bool = False
    json: bool = False


def saved(app: "App", asked: Asked, view: "View", answers: "Answers", *, strict: bool = False) -> "Written":
    """Write the review, and say so where not a document is asked for."""
    from retro_cli.services.reviews import write_review

    new_journal = not app.place.exists
    written = write_review(
        app.journal, view, answers, app.prompt_lang, replace_digest=asked.replace_digest, strict=strict
    )
    if asked.json:
        return written
    if written.saved is None:
        app.screen.out(app.translate("There are no entries and no answers, so nothing was written."))
    else:
        said.saved(app, written.saved, written.view.target.format, new_journal=new_journal)
    return written


def own_draft(app: "App", view: "View") -> "Draft | None":
    """The draft of this review, if one waits; it may have begun before there was a file."""
    draft = _load(app, view, view.target.path) if view.target.page else None
    return draft or _load(app, view, None)


def _load(app: "App", view: "View", path: str | None) -> "Draft | None":
    """The draft of this key. A broken one is told, and set aside; UnreadableError where a newer retro made it."""
    drafts, format = app.journal.drafts, view.target.format.name
    try:
        return drafts.load(view.period.kind, view.period.first, format, path)
    except UnreadableError as error:
        app.screen.err((error.told(app.translate), "warn"), f" {error.where}")
        return drafts.load(view.period.kind, view.period.first, format, path)


def in_editor(app: "App", asked: Asked, view: "View") -> "Written":
    """The review in the editor, its digest made before."""
    from retro_cli.cli.in_editor import write_in_editor
    from retro_cli.services.capture import blank_answers
    from retro_cli.services.reviews import view as read_view
    from retro_cli.services.reviews import write_review

    blank = blank_answers(view.target)
    before = write_review(app.journal, view, blank, app.prompt_lang, replace_digest=asked.replace_digest)
    fresh = read_view(app.journal, view.period, app.prompt_lang, format_name=view.format_name)
    draft = own_draft(app, view)
    answers = draft_answers(ReviewInterview(app, fresh, draft, "")) if draft else blank_answers(fresh.target)
    if fresh.target.page is not None:
        answers = replace(answers, end=None)
    done = write_in_editor(app, fresh.target, answers, _sections(app, fresh), command=view.period.kind)
    if done is not None and draft is not None:
        forget(app, draft)
    done = done or before.saved
    if not asked.json:
        if done is None:
            app.screen.out(app.translate("There are no entries and no answers, so nothing was written."))
        else:
            said.saved(app, done, fresh.target.format)
    return replace(before, view=fresh, saved=done)


def _sections(app: "App", view: "View") -> "list[SectionSpec]":
    from retro_cli.services.interview import questions

    return [question.section for question in questions(app.journal, view.target) if question.section is not None]


def editor_now(app: "App", asked: Asked, interview: ReviewInterview) -> "Written | None":
    """The review so far in the editor, out of the interview; None: go on asking."""
    from retro_cli.cli.in_editor import write_in_editor

    specs = [question.section for question in interview.questions if question.section is not None]
    answers = interview.answers()
    if interview.target.page is not None:
        answers = replace(answers, end=None)
    try:
        done = write_in_editor(app, interview.target, answers, specs, command=interview.view.period.kind)
    except RetroError as error:
        app.screen.err((error.told(app.translate), "bad"))
        if hint := error.way_out(app.translate):
            app.screen.err(f"  {hint} {error.where}")
        return None
    if done is None:
        return None
    from retro_cli.services.capture import blank_answers

    return saved(app, asked, interview.view, blank_answers(interview.target))
