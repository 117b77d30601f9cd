"""The lines of an entry of the usual kind: ATX headings, bullets with lines below them, prose, quotes, fenced code.

Anything else (HTML, numbered lists, tabs, escapes, code and quotes in lists …) is not plain, and so is every doubt.
"""

import re

from retro_cli.domain import taskline
from retro_cli.domain.frontmatter import as_date
from retro_cli.domain.taskitems import filled

TYPE_CHECKING = False  # as in typing, which a search does not wait for
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_HEADING = re.compile(r"(#{1,6}) +([^\s#\\<][^#\\]*)\Z")
_ORDERED = re.compile(r"[0-9]{1,9}[.)](?: |\Z)")
_TASK = re.compile(r"\[([^\d])\] +(\S.*?)(?: ✅ ([0-9]{4}-[0-9]{2}-[0-9]{2}))?\Z")
_FIELD_SIGNS = re.compile("[🆔⛔🔺⏫🔼🔽⏬🔁🏁➕🛫⏳📅❌✅⌛📆🗓\ufe0f^]|::")
_STRUCTURE = frozenset("#>+_=<~\\-*")
_UNUSUAL = (
    *"\t\r\\\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
    *map(chr, range(0x2000, 0x200B)),
    "~~~",
)
_FENCE = re.compile(r"```[\w+-]*\Z")

Part = tuple[str, str, int, int]
"""A kind (heading, item, nested, prose, quote, fence), its text, its line (1-based), and of a heading which one it is,
of an item how many lists deep."""


class Task:
    """An action item: its text, its line (1-based), its state, and when it was done."""

    __slots__ = ("done", "line", "state", "text")

    def __init__(self, text: str, line: int, state: str, done: "dt.date | None") -> None:
        self.text = text
        self.line = line
        self.state = state
        self.done = done


def is_plain(text: str) -> bool:
    """Whether a text holds none of the characters that need care."""
    if "\\" not in text and "~~~" not in text and text.replace("\n", "").isprintable():
        return True  # what is unusual but those two is not printable either
    return not any(sign in text for sign in _UNUSUAL)


class PlainLines:
    """The lines below the front matter: headings, action items, `texts` whose words count, and all `parts` in order."""

    __slots__ = ("_blank", "_goes_on", "_offsets", "headings", "parts", "tasks", "texts")

    def __init__(self) -> None:
        self.headings: list[tuple[int, str]] = []
        self.parts: list[Part] = []
        self.tasks: list[Task] = []
        self.texts: list[str] = []
        self._offsets: list[int] = []
        self._blank = True
        self._goes_on = False

    def read(self, lines: list[str], first: int) -> bool:
        """Read them all; False where one is not plain to see."""
        numbered = enumerate(lines, first + 1)
        for number, line in numbered:
            if not line or line.isspace():
                self._blank = True
                continue
            start = line[0]
            if start == "-" and line[1:2] == " ":
                content = line[2:]
                self._offsets = [2]
                if content[:1].isalpha():
                    self.parts.append(("item", content, number, 1))
                    self.texts.append(content)
                    self._goes_on = True
                elif not self._item(line, content, number, 1):
                    return False
            elif start == "#":
                if not self._heading(line, number):
                    return False
                self._blank = True
                continue
            elif start == " ":
                if not self._indented(line, number):
                    return False
            elif start == "*" and line[1:2] == " ":
                self._offsets = [2]
                if not self._item(line, line[2:], number, 1):
                    return False
            elif start == ">":
                if not self._quote(line, number):
                    return False
            elif start == "`" and _FENCE.match(line):
                if not self._fence(number, numbered):
                    return False
                continue
            elif not self._prose(line, number):
                return False
            self._blank = False
        return True

    def _heading(self, line: str, number: int) -> bool:
        found = _HEADING.match(line)
        if found is None:
            return False
        text = found[2].rstrip()
        self.parts.append(("heading", text, number, len(self.headings)))
        self.headings.append((len(found[1]), text))
        self._offsets = []
        return True

    def _item(self, line: str, content: str, number: int, level: int) -> bool:
        if not content or content[0] == " ":
            return False
        self._goes_on = content[0] != "["
        if not self._goes_on:
            if content[2:4] != "] " or "]:" in content:
                return False
            task = _task(line, content, number)
            if task is None:
                return False
            content = task.text
            if filled(content):
                task.text = " ".join(content.split())
                self.tasks.append(task)
        elif not _is_text(content):
            return False
        self.parts.append(("item" if level == 1 else "nested", content, number, level))
        self.texts.append(content)
        return True

    def _indented(self, line: str, number: int) -> bool:
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        offsets = self._offsets
        if not offsets:
            return False
        if content[0] not in "-*" or content[1:2] != " ":
            return not self._blank and self._more(content)  # a further paragraph of an item is not plain
        while len(offsets) > 1 and offsets[-1] > indent:
            offsets.pop()
        if not 0 <= indent - offsets[-1] <= 3:
            return False
        offsets.append(indent + 2)
        return self._item(line, content[2:], number, len(offsets))

    def _more(self, content: str) -> bool:
        """A line of the paragraph above it; that of an action item is read with care."""
        if not self._goes_on or not _is_text(content):
            return False
        kind, text, number, level = self.parts[-1]
        self.parts[-1] = (kind, f"{text}\n{content}", number, level)
        self.texts.append(content)
        return True

    def _prose(self, line: str, number: int) -> bool:
        if not self._blank:
            return self._more(line)
        if not _is_text(line):
            return False
        self._offsets = []
        self._goes_on = True
        self.parts.append(("prose", line, number, 0))
        self.texts.append(line)
        return True

    def _quote(self, line: str, number: int) -> bool:
        """A line of a paragraph in a quote."""
        content = line[2:]
        if line[1:2] != " " or not content or content[0] == " " or not _is_text(content):
            return False
        kind, text, at, level = self.parts[-1] if self.parts and not self._blank else ("", "", 0, 0)
        if kind == "quote":
            self.parts[-1] = (kind, f"{text}\n{content}", at, level)
        else:
            self.parts.append(("quote", content, number, 0))
        self.texts.append(content)
        self._offsets = []
        self._goes_on = False
        return True

    def _fence(self, number: int, numbered: "Iterator[tuple[int, str]]") -> bool:
        """The lines down to the one that closes a fence at the margin."""
        inner: list[str] = []
        for _, line in numbered:
            if line.rstrip(" ") == "```":
                break
            if "```" in line:
                return False
            inner.append(line)
        else:
            return False
        text = "\n".join(inner)
        if text.strip():
            self.parts.append(("fence", text, number, 0))
            self.texts.append(text)
        self._offsets = []
        self._blank = True
        return True


def _task(line: str, content: str, number: int) -> Task | None:
    """The action item on a line, its text as it stands there; None where there is none to see."""
    found = _TASK.match(content)
    if found is not None and not _FIELD_SIGNS.search(found[2]):
        done = as_date(found[3]) if found[3] else None
        if done is not None or not found[3]:
            return Task(found[2].strip(), number, taskline.state_of(found[1]), done)
    task = taskline.parse(line)
    return Task(task.text.strip(), number, task.state, task.done) if task is not None and task.text else None


def _is_text(content: str) -> bool:
    """Whether a line can be nothing but text of a paragraph."""
    start = content[0]
    if start == "*":
        return content.startswith("**") and content[2:3].isalnum()
    if start in _STRUCTURE or content.startswith("```"):
        return False
    if start == "[":
        return "]" in content and "]:" not in content
    return not (start.isdigit() and _ORDERED.match(content))
