"""`retro today` with its answers given: by `--set`, or in a document that `--from` names. Nothing is asked."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.cli.daily import Asked, span_of, target_of
from retro_cli.cli.options import pairs
from retro_cli.cli.render import said
from retro_cli.errors import N_, UnreadableError, UsageError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers
    from retro_cli.services.capture import Target
    from retro_cli.services.given import Document


def write_given(app: "App", asked: Asked) -> None:
    """Write the entry and say so. UsageError for answers that do not fit, ConflictError for what is filled already."""
    from retro_cli.services import capture

    document = _document(app, asked) if asked.source else None
    if document is not None:
        asked = _agreed(app, asked, document)
    target = target_of(app, asked)
    answers = _checked(app, document, target) if document else capture.blank_answers(target)
    tags = tuple(dict.fromkeys((*answers.tags, *asked.tags)))
    answers = replace(answers, title=asked.title or answers.title, tags=tags, date=target.day, end=target.end)
    course = app.settings.course
    answers = capture.with_values(
        answers, target.format, pairs(asked.values), app.today, lang=app.prompt_lang, course=course
    )
    if answers.empty and not (target.page and (answers.title or answers.tags)):
        raise UsageError(N_("There is nothing to write."), hint=N_('Give an answer: --set KEY="…"'))
    new_journal = not app.place.exists
    done = capture.save(app.journal, target, answers, app.prompt_lang, command="today", strict=True)
    said.night_line(app, target.day)
    said.broken_format_line(app, target.format)
    said.saved(app, done, target.format, new_journal=new_journal, when=said.days_label(app, target.day, target.end))
    items = [one for answer in answers.sections.values() if not isinstance(answer, str) for one in answer]
    said.due_lines(app, [one.due for one in items])
    said.unread_lines(app, [one.text for one in items if one.mark is not None and one.due is None])
    said.future_line(app, target.day)


def _document(app: "App", asked: Asked) -> "Document":
    from retro_cli.services.given import read_document
    from retro_cli.store.files import read_text

    formats = app.formats.by_name
    if asked.source == "-":
        return read_document(_standard_input(), "-", formats, asked.format or None)
    path = app.cwd / asked.source
    try:
        text = read_text(path)
    except UnreadableError as error:
        error.hint = N_("--from takes JSON, YAML or markdown, as UTF-8 text.")
        raise
    return read_document(text, str(asked.source), formats, asked.format or None)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8") if sys.stdin else ""
    except UnicodeDecodeError:
        raise UnreadableError(N_("This is not UTF-8 text."), where="-") from None


def _agreed(app: "App", asked: Asked, document: "Document") -> Asked:
    """The options with what the document says; where both speak they must say the same."""
    from retro_cli.domain.period import parse_span

    name, day, end, title = (document.text(key) for key in ("format", "date", "end", "title"))
    if name and asked.format and name != asked.format:
        raise UsageError(N_("--format and the file's format differ."), where=asked.source)
    if title and asked.title and title != asked.title:
        raise UsageError(N_("--title and the file's title differ."), where=asked.source)
    first = day or (span_of(app, asked).start.isoformat() if end else "")
    when = f"{first}..{end}" if end else first
    if when and asked.when:
        course = app.settings.course
        if parse_span(when, app.today, course=course) != parse_span(asked.when, app.today, course=course):
            raise UsageError(N_("--date and the file's date differ."), where=asked.source)
    return replace(asked, format=asked.format or name or "", when=asked.when or when, title=asked.title or title or "")


def _checked(app: "App", document: "Document", target: "Target") -> "Answers":
    """The document's answers in the shape of the format, with `due:fri` understood as at a prompt."""
    from retro_cli.services.capture import typed_item
    from retro_cli.services.given import Document, checked

    data = {key: value for key, value in document.data.items() if key not in ("date", "end")}
    answers: Answers = checked(Document(data), target.format, target.day, app.translate)
    sections = dict(answers.sections)
    for spec in target.format.sections:
        items = sections.get(spec.key)
        if spec.kind == "actions" and items and not isinstance(items, str):
            typed = [typed_item(one.text, spec, app.today, app.settings.course) for one in items]
            sections[spec.key] = tuple(
                replace(one, text=made.text, due=made.due) if made.due else one
                for one, made in zip(items, typed, strict=True)
            )
    return replace(answers, sections=sections)
