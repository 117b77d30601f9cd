"""Finding the action items that a user names: by id, by the beginning of one, or by a piece of the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retro_cli.domain.action import ActionItem, matching
from retro_cli.errors import N_, NotFoundError, UsageError
from retro_cli.services.todos import Todos, read_todos
from retro_cli.store.journal import Journal

_CANDIDATES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Found:
    """The items that words name, each once, in the order of the words; and all of those they were looked for among."""

    items: tuple[ActionItem, ...]
    todos: Todos


def find_items(journal: Journal, words: Sequence[str], *, closed_first: bool = False) -> Found:
    """The items that `words` name: ids, beginnings of ids (also typed in Hangul), or pieces of the text.

    Open items that count are looked through first, then older open ones, then those done or dropped (these first where
    `closed_first`). Errors: NotFoundError; UsageError where a word fits several, whose details list them with ids.
    """
    todos = read_todos(journal)
    found: dict[str, ActionItem] = {}
    if not closed_first:
        found = {word: item for word in words if (item := _one(word, todos.items, todos)) is not None}
    if len(found) < len(set(words)):
        everything = read_todos(journal, closed=True, since=date.min)
        layers = [[item for item in everything.items if item.open is not closed_first]]
        layers.append([item for item in everything.items if item.open is closed_first])
        for word in words:
            if word not in found:
                found[word] = _in_layers(word, layers, everything)
    items = dict.fromkeys(found[word] for word in words)
    return Found(tuple(items), todos)


def _in_layers(word: str, layers: Sequence[Sequence[ActionItem]], todos: Todos) -> ActionItem:
    for items in layers:
        item = _one(word, items, todos)
        if item is not None:
            return item
    unread = [problem.where for problem in todos.problems if problem.where]
    raise NotFoundError(
        N_("There is no action item “{word}”."),
        hint=N_("See them with their ids: retro todo --all"),
        details=unread,
        word=word,
    )


def _one(word: str, items: Sequence[ActionItem], todos: Todos) -> ActionItem | None:
    found = matching(items, word)
    if len(found) < 2:
        return found[0] if found else None
    shown = [f"{todos.id(item)}  {item.text}  {item.path}:{item.line}" for item in found[:_CANDIDATES_SHOWN]]
    more = ["…"] if len(found) > len(shown) else []
    raise UsageError(
        N_("“{word}” fits {count} action items."),
        hint=N_("Name one by its id.")
        if len({todos.id(item) for item in found}) > 1
        else N_("They have the same id: name one by a piece of its text, or take the id out of one."),
        details=[*shown, *more],
        word=word,
        count=len(found),
    )
