"""Drafts of days: the one that a session goes on with, and what becomes of the others."""

from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.cli.interview import draft_answers
from retro_cli.cli.prompts.model import Choice, Step
from retro_cli.cli.render import said
from retro_cli.errors import RetroError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.services.capture import Target
    from retro_cli.store.drafts import Draft

GO, SAVE, DISCARD, LATER = "go", "save", "discard", "later"


def discard(app: "App", day: "date", format_name: str) -> None:
    """Forget the drafts of a day (of a format, where one is named), and name those of other days."""
    drafts = [draft for draft in app.journal.drafts.all()[0] if draft.kind == "day"]
    wanted = [draft for draft in drafts if draft.date == day and format_name in ("", draft.format)]
    for draft in wanted:
        app.journal.drafts.remove(draft)
    _ = app.translate
    if wanted:
        app.screen.out(_("Draft discarded: {day}").format(day=said.days_label(app, day)))
        return
    app.screen.out(_("There is no draft of {day}.").format(day=said.days_label(app, day)))
    for draft in drafts:
        app.screen.out((f"  retro today -d {draft.date} -f {draft.format} --discard-draft", "dim"))


def own_draft(app: "App", target: "Target", *, title: str = "", new: bool = False) -> "tuple[Draft | None, Target]":
    """The draft that a session about this entry goes on with, and the entry that it is about.

    A new entry of a format that repeats is gone on with before an older one is continued, unless its title is another.
    UnreadableError where a newer retro made the draft.
    """
    _remove_spent(app)
    if target.page is None:
        draft = _load(app, target, None) or (None if new else _homeless(app, target))
        return (None if draft and _other_title(draft, title) else draft), target
    if draft := _load(app, target, target.path):
        return draft, target
    draft = _load(app, target, None)
    if draft is None or not target.format.repeats:
        return draft, target
    if title and draft.title != title:
        return None, target
    return draft, draft_target(app, draft)


def _remove_spent(app: "App") -> None:
    """Remove the drafts whose entry was written: only a crash right after that leaves one. Broken ones are told."""
    from retro_cli.services.capture import day_pages
    from retro_cli.services.standing import not_yet_said

    drafts, problems = app.journal.drafts.all()
    for problem in problems:
        app.screen.err((problem.told(app.translate), "warn"), f" {problem.where}")
    for draft in drafts:
        format = app.formats.by_name.get(draft.format)
        if draft.kind != "day" or format is None or draft.partial or app.journal.drafts.open_since(draft.key):
            continue
        try:
            entries = [page.entry for page in day_pages(app.journal, draft.date) if page.entry.format == draft.format]
            answers = draft_answers(app, draft, draft_target(app, draft)) if entries else None
        except RetroError:
            continue
        if answers and not answers.empty and any(not_yet_said(answers, entry).empty for entry in entries):
            with suppress(RetroError):  # it is in nobody's way
                app.journal.drafts.remove(draft)


def _other_title(draft: "Draft", title: str) -> bool:
    return bool(title and draft.title and draft.title != title)


def _load(app: "App", target: "Target", path: str | None) -> "Draft | None":
    return app.journal.drafts.load("day", target.day, target.format.name, path)


def _homeless(app: "App", target: "Target") -> "Draft | None":
    """The draft of a day and format whose entry is gone."""
    for draft in app.journal.drafts.all()[0]:
        same = draft.kind == "day" and (draft.date, draft.format) == (target.day, target.format.name)
        if same and draft.path is not None and not app.journal.exists(draft.path):
            return draft
    return None


def settle_others(app: "App", mine: "Draft | None", target: "Target") -> "Draft | None":
    """Drafts of other days or entries: saved, gone on with (that one is returned), discarded, or left for later.

    One that the new entry of `target` would take the place of has to be settled now.
    """
    place = ("day", target.day, target.format.name, target.path if target.page else None, "")
    for draft in app.journal.drafts.all()[0]:
        if draft.kind != "day" or (mine is not None and draft.key == mine.key):
            continue
        if app.journal.drafts.open_since(draft.key) is not None:
            continue  # somebody is answering there
        answer = DISCARD if _says_nothing(draft) else _ask_about(app, draft, at_once=draft.key == place)
        if answer == GO:
            return draft
        if answer == SAVE:
            _save(app, draft)
        elif answer == DISCARD:
            app.journal.drafts.remove(draft)
    return None


@contextmanager
def open_to_this_run(app: "App", draft: "Draft | None", target: "Target") -> "Iterator[tuple[Draft | None, str]]":
    """While this runs, nobody else goes on with the draft: the draft, and what stands beside in its key.

    Where another run has it open, that is told, and this one has a draft of its own beside it.
    """
    drafts, now = app.journal.drafts, app.now.isoformat(timespec="seconds")
    first = draft.key if draft else ("day", target.day, target.format.name, target.path if target.page else None, "")
    key, number = first, 1
    while (claim := drafts.claim(key, now)) is None:
        number += 1
        key = (*first[:4], str(number))
    try:
        if key != first:
            _tell_open(app, drafts.open_since(first) or "")
            draft = drafts.load(*key)
        yield draft, key[4]
    finally:
        claim.release()


def _tell_open(app: "App", since: str) -> None:
    from datetime import datetime

    _ = app.translate
    try:
        told = _("This interview is open elsewhere, since {time}.").format(
            time=f"{datetime.fromisoformat(since):%H:%M}"
        )
    except ValueError:
        told = _("This interview is open elsewhere.")
    app.screen.out((f" {told}", "warn"))
    app.screen.out((" " + _("What is answered there stays there; what you answer here is added to the entry."), "dim"))


def _says_nothing(draft: "Draft") -> bool:
    """Whether it only holds what came of action items, which their own lines say."""
    from retro_cli.cli.sheet import from_draft

    return bool(draft.reviewed) and from_draft(draft).blank


def _ask_about(app: "App", draft: "Draft", *, at_once: bool) -> str:
    _ = app.translate
    format = app.formats.by_name.get(draft.format)
    name = draft.title or (said.format_title(app, format) if format else draft.format)
    entry = f"{said.days_label(app, draft.date, draft.end)} · {name}"
    question = _("Begun and not saved: {entry}").format(entry=entry)
    choices = [
        Choice(GO, _("go on there"), "g"),
        Choice(SAVE, _("save it as it is"), "s"),
        Choice(DISCARD, _("discard it"), "x"),
        *([] if at_once else [Choice(LATER, _("leave it for now"), "l")]),
    ]
    while True:
        picked: str | Step = app.prompts.select(question, choices, default=GO)
        if isinstance(picked, Step):
            if not at_once:
                return LATER
        elif picked != DISCARD or app.prompts.confirm(_("Discard these answers for good?"), False) is True:
            return picked


def _save(app: "App", draft: "Draft") -> None:
    """Write the entry of a draft as far as it was answered."""
    from retro_cli.services import capture

    target = draft_target(app, draft)
    answers = draft_answers(app, draft, target)
    if not answers.empty:
        done = capture.save(app.journal, target, answers, app.prompt_lang, command="today")
        said.saved(app, done, target.format)
    app.journal.drafts.remove(draft)


def draft_target(app: "App", draft: "Draft") -> "Target":
    """The entry that a draft is about: the one that it continues, else the place of a new one."""
    from retro_cli.services.capture import Target, find_target

    format = app.formats.get(draft.format)
    if draft.path and app.journal.exists(draft.path):
        return Target(draft.path, draft.date, format, app.journal.page(draft.path), draft.end)
    target = find_target(
        app.journal,
        draft.date,
        end=draft.end,
        format_name=draft.format,
        title=draft.title or None,
        new=format.repeats,
    )
    return replace(target, format=format)
