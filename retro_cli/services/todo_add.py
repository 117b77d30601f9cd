"""Adding an action item to an entry, quickly."""

from dataclasses import dataclass, replace
from datetime import date

from retro_cli.domain.action import ActionItem
from retro_cli.domain.answers import item
from retro_cli.domain.entry import Entry
from retro_cli.domain.format import SectionSpec, pick
from retro_cli.domain.taskline import typed_fields
from retro_cli.errors import N_, UsageError
from retro_cli.services.capture import Target, blank_answers, find_target, save
from retro_cli.services.todos import Todos, read_todos
from retro_cli.store.journal import Journal

_NEXT = {"en": "Next", "ko": "다음에 해볼 것", "ja": "次に試すこと"}


@dataclass(frozen=True, slots=True)
class Added:
    """The new action item as it is read back, where that counts; the file, whether it is new; and all open items."""

    item: ActionItem | None
    path: str
    created: bool
    todos: Todos


def add_todo(journal: Journal, text: str, day: date, today: date, lang: str) -> Added:
    """Add an action item to the first `actions` section of the day's entry, or to a new one.

    `due:금` in the text becomes its due date. Errors: UsageError where nothing is left of the text, and those of
    find_target and save.
    """
    bare, due = typed_fields(text, today, journal.settings.course)
    answer = item(bare, mark=" ", due=due)
    if not answer.text:
        raise UsageError(N_("There is nothing to add."), hint=N_('Write what you will do: retro todo add "…"'))
    target, key = _target(journal, day, lang)
    saved = save(journal, target, replace(blank_answers(target), sections={key: (answer,)}), lang, command="todo add")
    todos = read_todos(journal)
    here = [one for one in todos.items if one.path == saved.path]
    new = [one for one in here if " ".join(answer.text.split()) in one.text and one.due == due]
    return Added(new[-1] if new else None, saved.path, saved.created, todos)


def _target(journal: Journal, day: date, lang: str) -> tuple[Target, str]:
    """The entry to add to, and the key of the section in it."""
    for path in journal.day_paths(day):
        page = journal.page(path)
        format = journal.formats.by_name.get(page.entry.format)
        section = _actions(page.entry)
        if format and section:
            return Target(path, day, format, page), section
    target = find_target(journal, day)
    ranked = sorted(target.format.sections, key=lambda spec: spec.kind != "actions")
    section = next((spec.key for spec in ranked if spec.kind == "actions" or spec.role == "next"), None)
    if section:
        return target, section
    heading = pick(_NEXT, lang)
    if target.format.free:
        return target, heading
    spec = SectionSpec(key="next", role="next", kind="actions", heading={"en": heading})
    return replace(target, format=replace(target.format, sections=(*target.format.sections, spec))), spec.key


def _actions(entry: Entry) -> str | None:
    return next((one.key for one in entry.sections if one.kind == "actions" and one.key), None)
