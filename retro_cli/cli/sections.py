"""Asking one section of an entry: a list of items, or prose; what stands there already is one line."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import Done, ItemDraft, Step
from retro_cli.cli.prompts.rows import unmarked

if TYPE_CHECKING:
    from retro_cli.cli.interview import Interview
    from retro_cli.domain.format import SectionSpec
    from retro_cli.services.interview import Question


def ask_section(interview: "Interview", at: int, question: "Question") -> Step | None:
    """Ask the section at this place, a required one that is passed over once more; the draft has what is answered."""
    spec = question.section
    assert spec is not None
    ask = _ask_prose if spec.kind == "text" else _ask_items
    result = ask(interview, at, question, spec)
    if result is None and _insists(interview, question, spec):
        app = interview.app
        app.screen.out((" " + app.translate("This one counts. Enter again leaves it open."), "accent"))
        result = ask(interview, at, question, spec)
    return result


def _insists(interview: "Interview", question: "Question", spec: "SectionSpec") -> bool:
    """Whether to ask once more."""
    sheet = interview.sheet
    answered = question.answered or sheet.items.get(question.key) or sheet.prose.get(question.key)
    if not spec.required or answered or question.key in interview.insisted:
        return False
    interview.insisted.add(question.key)
    return True


def _header(interview: "Interview", at: int, question: "Question", spec: "SectionSpec") -> str:
    from retro_cli.cli.render.width import cells, elide

    app = interview.app
    title, told = spec.title(app.prompt_lang), spec.question(app.prompt_lang)
    number = f"{interview.numbered(at)} {title}"
    if not question.answered:
        return number if told == title else f"{number} — {told}"
    lead = f"{number} ✓ "
    if spec.kind != "text":
        count = len(question.standing)
        lead += app.ngettext("{count} item", "{count} items", count).format(count=count) + " — "
    first = question.standing[0].split("\n")[0]
    return lead + elide(first, max(10, app.screen.width - cells(lead) - 3))


def _hint(interview: "Interview", question: "Question") -> str | None:
    return interview.app.translate("written already · enter passes · type to add") if question.answered else None


def _ask_items(interview: "Interview", at: int, question: "Question", spec: "SectionSpec") -> Step | None:
    sheet = interview.sheet

    def changed(items: list[ItemDraft], partial: str) -> None:
        sheet.items[question.key] = list(items)
        sheet.partial = partial
        interview.keep()

    result = interview.app.prompts.items(
        _header(interview, at, question, spec),
        items=sheet.items.get(question.key, []),
        hint=_hint(interview, question),
        on_change=changed,
        start=sheet.partial,
    )
    if isinstance(result, Done):
        changed(list(result.items), "")
        _tell_due(interview, question, spec)
        return None
    if sheet.partial:  # half a line is an item where the question is left for another one
        changed([*sheet.items[question.key], ItemDraft(unmarked(sheet.partial.strip()))], "")
    return result


def _tell_due(interview: "Interview", question: "Question", spec: "SectionSpec") -> None:
    """Show once which days were meant by `due:fri`, and put the date there: it stays right on another day."""
    from retro_cli.cli.render.said import days_label, unread_line
    from retro_cli.services.values import unread_due

    app = interview.app
    _ = app.translate
    items = interview.sheet.items.get(question.key, [])
    for number, one in enumerate(items, 1):
        made = interview.typed(one.text, spec)
        plain = f"{made.text} due:{made.due}"
        if made.due is not None and plain != one.text:
            items[number - 1] = replace(one, text=plain)
            app.screen.out((f"{number:>3} → {_('due {day}').format(day=days_label(app, made.due))}", "dim"))
        elif made.due is None and (unread := unread_due(made.text)) and spec.kind == "actions":
            app.screen.out((f"{number:>3} → {unread_line(app, unread)}", "warn"))


def _ask_prose(interview: "Interview", at: int, question: "Question", spec: "SectionSpec") -> Step | None:
    def changed(text: str) -> None:
        interview.sheet.prose[question.key] = text
        interview.keep()

    result = interview.app.prompts.text(
        _header(interview, at, question, spec),
        default=interview.sheet.prose.get(question.key, ""),
        hint=_hint(interview, question),
        on_change=changed,
    )
    if isinstance(result, str):
        changed(result)
        return None
    return result
