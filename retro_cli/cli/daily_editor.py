"""The day's entry in the user's editor: all of it at once, or out of the interview."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.cli.daily import Asked, place
from retro_cli.cli.interview import Interview, draft_answers
from retro_cli.cli.render import said
from retro_cli.cli.spent import forget
from retro_cli.cli.unfinished import own_draft
from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.services.capture import Saved, Target


def write_day_in_editor(app: "App", asked: Asked, target: "Target") -> None:
    """Open the entry, with the answers of its draft if there is one, and say what was written."""
    from retro_cli.cli.in_editor import write_in_editor
    from retro_cli.services.capture import blank_answers
    from retro_cli.services.interview import questions

    draft, target = own_draft(app, target, title=asked.title, new=asked.new)
    answers = draft_answers(app, draft, target) if draft else blank_answers(target)
    tags = tuple(dict.fromkeys((*answers.tags, *asked.tags)))
    answers = replace(answers, title=asked.title or answers.title, tags=tags)
    sections = [question.section for question in questions(app.journal, target) if question.section is not None]
    new_journal = not app.place.exists
    written = write_in_editor(app, target, answers, sections, command="today")
    if written is None:
        app.screen.out(app.translate("Nothing was changed, so nothing was written."))
        return
    if draft is not None:
        forget(app, draft)
    when = said.days_label(app, target.day, target.end) if asked.when else ""
    said.saved(app, written, target.format, new_journal=new_journal, when=when)


def editor_now(app: "App", interview: Interview) -> "Saved | None":
    """The entry so far in the editor, out of the interview; None: go on asking."""
    from retro_cli.cli.in_editor import write_in_editor

    sections = [question.section for question in interview.questions if question.section is not None]
    try:
        return write_in_editor(app, place(app, interview), interview.answers(), sections, command="today")
    except RetroError as error:
        app.screen.err((error.told(app.translate), "bad"))
        if hint := error.way_out(app.translate):
            app.screen.err(f"  {hint} {error.where}")
        return None
