"""The task items of a text wherever they stand, and the ids that name them. Nothing heavy is imported: every to-do list
waits for this."""

import re
import unicodedata
from itertools import pairwise

from retro_cli.domain import tags, taskline
from retro_cli.domain.hashing import sha256
from retro_cli.domain.text import BOM, is_placeholder, split_lines

TYPE_CHECKING = False  # as in typing, which costs more than this module
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from retro_cli.domain.markdown import Block
    from retro_cli.domain.taskline import TaskLine

SHORTEST_ID = 3
OPEN_STATES = ("open", "started")
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_SHIFTS = range(115, -1, -5)

# Lines that can open or end what holds no task items, and so make a line mean something else than it seems to: unusual
# fences, HTML and comments.
_HIDING = re.compile(r"~~~|<")
_FENCE = re.compile(r"```[\w+-]*[\r\n]")
# A line behind which a paragraph does not go on: a blank one, a bullet with a text, a heading, a fence.
_ENDS_PARAGRAPH = re.compile(r"[ \t]*[\r\n]|[-*+] +[^\s]|#{1,6} |```[\w+-]*[\r\n]")


class TaskItem:
    """A task item: its first paragraph (1-based lines `line` to `last`), and which of the equal ones above it is."""

    __slots__ = ("last", "line", "ordinal", "task", "text")

    def __init__(self, text: str, task: "TaskLine", line: int, last: int, ordinal: int) -> None:
        self.text = text
        self.task = task
        self.line = line
        self.last = last
        self.ordinal = ordinal


class Listed:
    """What a list of action items has to know of each, and what its days say: whether it waits, how long, how late."""

    __slots__ = ()
    if TYPE_CHECKING:
        date: dt.date | None
        due: dt.date | None
        start: dt.date | None
        scheduled: dt.date | None
        done: dt.date | None
        dropped: dt.date | None
        state: str
        text: str
        tags: tuple[str, ...]
        path: str
        line: int

    @property
    def open(self) -> bool:
        """Whether it still waits: open or under way."""
        return self.state in OPEN_STATES

    def age(self, today: "dt.date") -> int | None:
        """Days since it was written, never negative; None where its day is not known."""
        return max(0, (today - self.date).days) if self.date else None

    def overdue(self, today: "dt.date") -> bool:
        """Whether its due date has passed."""
        return self.open and self.due is not None and self.due < today

    def waits(self, today: "dt.date") -> bool:
        """Whether it was put off to a later day (scheduled or start date in the future)."""
        return any(day is not None and day > today for day in (self.scheduled, self.start))


def filled(text: str) -> bool:
    """Whether a text is an answer: not empty, no placeholder."""
    return bool(text.strip()) and not is_placeholder(text)


def bare_text(text: str) -> str:
    """An action item's text without tags, spaces folded: what its id is made of and what makes two of them equal."""
    return unicodedata.normalize("NFC", " ".join(tags.without_tags(text).split()))


def read_task_items(text: str, body: int, lines: "list[str] | None" = None) -> "list[TaskItem]":
    """The task items of a text whose front matter ends before line `body` (0-based). `lines` are its lines, where they
    are known."""
    lines = split_lines(text) if lines is None else lines
    if _HIDING.search(text) is None and not text.startswith(BOM):
        plain = _plain_items(lines, body)
        if plain is not None:
            return plain
    from retro_cli.domain.digest_span import find_digest, without_digest
    from retro_cli.domain.markdown import parse

    masked = without_digest(lines, find_digest(lines, body))
    return list(task_items(lines, parse(masked, body)))


def task_items(lines: "Sequence[str]", blocks: "Sequence[Block]") -> "Iterator[TaskItem]":
    """The task items among the blocks of a text; a box whose text is a placeholder (`TBU`) says nothing yet."""
    seen: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if block.kind != "item" or (task := taskline.parse(lines[block.start])) is None:
            continue
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        text, last = task.text.strip(), block.start + 1
        if below and below.kind == "paragraph" and below.parent == index and below.start == block.start:
            more = below.text.split("\n")[1:]
            text = "\n".join([text, *(part.strip() for part in more)]).strip()
            last = below.end
        if found := _counted(text, task, block.start + 1, last, seen):
            yield found


def _plain_items(lines: "Sequence[str]", body: int) -> "list[TaskItem] | None":
    """The task items of lines without HTML, where all of them are bullets at the margin and one line long, and so are
    fences; None where the blocks have to be read to know."""
    seen: dict[str, int] = {}
    items = []
    fenced = False
    for number in range(body, len(lines)):
        line = lines[number]
        if "```" in line:
            if _FENCE.fullmatch(line.rstrip("\n") + "\n") is None or (fenced and line[3:].strip()):
                return None
            fenced = not fenced
            continue
        if fenced or "[" not in line or (task := taskline.parse(line)) is None:
            continue
        if task.prefix or task.marker not in "-*+":
            return None
        following = lines[number + 1] if number + 1 < len(lines) else "\n"
        if _ENDS_PARAGRAPH.match(following) is None:
            return None
        if found := _counted(task.text.strip(), task, number + 1, number + 1, seen):
            items.append(found)
    return None if fenced else items


def _counted(text: str, task: "TaskLine", line: int, last: int, seen: dict[str, int]) -> TaskItem | None:
    key = bare_text(text)
    ordinal = seen[key] = seen.get(key, -1) + 1
    return TaskItem(text, task, line, last, ordinal) if filled(text) else None


# -- ids --------------------------------------------------------------------------------------------------------------


def hashed_id(path: str, text: str, ordinal: int) -> str:
    """The id of an action item without `🆔`: of its entry, its text without tags and fields, its place among equals."""
    name = "\0".join((unicodedata.normalize("NFC", path), bare_text(text), str(ordinal)))
    number = int.from_bytes(sha256(name.encode("utf-8", "surrogatepass"))[:15], "big")
    return "".join([_BASE32[number >> shift & 31] for shift in _SHIFTS])


def id_lengths(ids: "Iterable[str]") -> dict[str, int]:
    """How many characters of each id tell it apart from the others; at least three."""
    ordered = sorted(set(ids))
    length = dict.fromkeys(ordered, SHORTEST_ID)
    for one, other in pairwise(ordered):
        shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
        needed = min(len(one), len(other)) + 1 if shared is None else shared + 1
        length[one] = max(length[one], needed)
        length[other] = max(length[other], needed)
    return length
