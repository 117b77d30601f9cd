"""The files of a journal that hold action items, read for those alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retro_cli.domain.action import ActionItem
from retro_cli.domain.quickactions import ActionReader
from retro_cli.errors import NotFoundError, RetroError
from retro_cli.store.walking import says_date

if TYPE_CHECKING:
    from retro_cli.store.journal import Journal


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A file of the journal: its text, and its action items in the order of its lines."""

    text: str
    actions: list[ActionItem]


@dataclass(frozen=True, slots=True)
class TaskPages:
    """Files that were read, and the errors of those that could not be: the rest of the journal keeps working."""

    pages: tuple[TaskPage, ...]
    problems: tuple[RetroError, ...] = ()

    @property
    def actions(self) -> list[ActionItem]:
        """The action items of all of them."""
        return [item for page in self.pages for item in page.actions]


def read_task_pages(journal: "Journal", found: Iterable[tuple[str, bytes | None]]) -> TaskPages:
    """Those of the files, given with their bytes, that are entries; the ones dated in their front matter come last.

    Files without bytes are those that a careful reader has to tell about. One that vanished meanwhile is left out.
    """
    reader = ActionReader(journal.formats.by_name)
    pages: list[TaskPage] = []
    problems: list[RetroError] = []
    for _, path, data in sorted(_entries(journal, found), key=lambda one: one[:2]):
        try:
            pages.append(_read(journal, reader, path, data))
        except NotFoundError:
            continue
        except RetroError as error:
            problems.append(error)
    return TaskPages(tuple(pages), tuple(problems))


def _entries(journal: "Journal", found: Iterable[tuple[str, bytes | None]]) -> Iterable[tuple[bool, str, bytes | None]]:
    for path, data in found:
        named = journal.slot(path) is not None
        if named or (data is not None and says_date(data)):
            yield not named, path, data


def _read(journal: "Journal", reader: ActionReader, path: str, data: bytes | None) -> TaskPage:
    try:
        text = data.decode() if data is not None else ""
    except UnicodeDecodeError:
        text = ""
    actions = reader.read(text, path, journal.slot(path)) if text else None
    if actions is not None:
        return TaskPage(text, actions)
    page = journal.page(path)
    return TaskPage(page.text, page.actions)
