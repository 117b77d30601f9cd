"""The facts of an entry of the usual kind, at a fraction of the cost of parsing it.

Only what is plain to see is read here: ATX headings, bullets, indented lines below them, prose. Anything else (code,
quotes, HTML, numbered lists, tabs, escapes, front matter beyond `key: value` …) is left to the careful reader, and so
is every doubt. Both give the same facts; the tests compare them.
"""

import re
from collections.abc import Mapping

from retro_cli.domain import answers, taskline
from retro_cli.domain.entry import as_date, filled
from retro_cli.domain.facts import Facts, Task, hour_of
from retro_cli.domain.format import MOOD, Format, SectionSpec
from retro_cli.domain.layout import Slot
from retro_cli.domain.markdown import Block
from retro_cli.domain.outline import format_of, opening_headings

_PAIR = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*?))? *\Z")
_LIST = re.compile(r"\[[^\[\]{}\"'#:]*\]\Z")
_QUOTED = re.compile(r"\"[^\"\\]*\"\Z|'[^']*'\Z")
_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_NOT_PLAIN = frozenset("[]{}&*!|>%@`\"'#,?:-=<~")
_HEADING = re.compile(r"(#{1,6}) +([^\s#\\<][^#\\]*)\Z")
_ORDERED = re.compile(r"[0-9]{1,9}[.)](?: |\Z)")
_TASK = re.compile(r"\[([^\d])\] +(\S.*?)(?: ✅ ([0-9]{4}-[0-9]{2}-[0-9]{2}))?\Z")
_FIELD_SIGNS = re.compile("[🆔⛔🔺⏫🔼🔽⏬🔁🏁➕🛫⏳📅❌✅⌛📆🗓\ufe0f^]|::")
_STRUCTURE = frozenset("#>+_=<~\\-*")
_UNUSUAL = (
    *"\t\r\\\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
    *map(chr, range(0x2000, 0x200B)),
    "```",
    "~~~",
)
_DIGEST = re.compile(r"\s*<!-- retro:begin digest[^>\n]*-->\n(.*?)\n<!-- retro:end digest -->(?:\n|\Z)", re.DOTALL)
_WORDY = re.compile(r"[\W_]*[^\W_]+(?:[\W_]+[^\W_]+){3}")

_LONGER_THAN_PLACEHOLDERS = 60
_PAIRS_REMEMBERED = 1000

Headings = tuple[tuple[int, str], ...]


class QuickReader:
    """Reads entries with the formats of a journal, and remembers what combinations of headings mean."""

    def __init__(self, formats: Mapping[str, Format]) -> None:
        self._formats = formats
        self._pairs: dict[str, tuple[str, object] | None] = {}
        self._known: dict[tuple[str, Headings], tuple[Format, list[SectionSpec | bool | None]]] = {}

    def read(self, text: str, path: str, slot: Slot | None) -> Facts | None:
        """The facts of an entry, or None where the careful reader has to look."""
        for sign in _UNUSUAL:  # quicker than a pattern, for most of them are single characters
            if sign in text:
                return None
        cut = self._front_matter(text)
        if cut is None:
            return None
        meta, body, first = cut
        if "<!-- retro:" in body:
            found = _DIGEST.match(body)
            if found is None or "<!-- retro:" in found[1] or "<!-- retro:" in body[found.end() :]:
                return None
            first += body.count("\n", 0, found.end())
            body = body[found.end() :]
        lines = _Lines()
        if not lines.read(body.split("\n"), first):
            return None
        return self._facts(path, slot, meta, lines)

    def _front_matter(self, text: str) -> tuple[dict[str, object], str, int] | None:
        """The front matter, the text below it, and on which line (from 0) that begins; None where it is not plain."""
        if not text.startswith("---"):
            return {}, text, 0
        end = text.find("\n---\n", 3)
        if not text.startswith("---\n") or end < 0:
            return None
        meta: dict[str, object] = {}
        lines = text[4 : end + 1].split("\n")[:-1]
        pairs = self._pairs
        for line in lines:
            pair = pairs.get(line)
            if pair is None:
                pair = _pair(line)
                if pair is not None and len(pairs) < _PAIRS_REMEMBERED and not line.startswith("date:"):
                    pairs[line] = pair
            if pair is None or pair[0] in meta:
                return None
            meta[pair[0]] = pair[1]
        return meta, text[end + 5 :], len(lines) + 2

    def _facts(self, path: str, slot: Slot | None, meta: dict[str, object], lines: "_Lines") -> Facts:
        name = meta.get("format")
        format, opens = self._sections(name if isinstance(name, str) else "", tuple(lines.headings))
        roles: dict[str, int] = {}
        sections: dict[str, _Section] = {}
        section: _Section | None = None
        answered = False
        for kind, text, number in lines.parts:
            if kind == "heading":
                spec = opens[number]
                if spec is not False:
                    key, role = (spec.key, spec.role) if isinstance(spec, SectionSpec) else (text, "other")
                    section = sections.setdefault(key, _Section(role))
            elif kind == "nested":
                answered = answered or _says(text)
                if section:
                    section.listed = True
            elif kind == "item":
                if section:
                    section.listed = True
                if _says(text):
                    answered = True
                    if section:
                        roles[section.role] = roles.get(section.role, 0) + 1
            elif _says(text):
                answered = True
                if section:
                    section.told = True
        for section in sections.values():
            if section.told and not section.listed:
                roles[section.role] = roles.get(section.role, 0) + 1
        created = meta.get("created")
        return Facts(
            path,
            date=slot.date if slot else as_date(meta.get("date")),
            end=slot.week.sunday if slot and slot.week else as_date(meta.get("end")) if meta.get("end") else None,
            week=bool(slot and slot.week),
            period=slot.kind if slot else "day",
            format=name if isinstance(name, str) and name else format.name,
            words=len(" ".join(lines.texts).split()),
            roles=roles,
            tasks=lines.tasks,
            fields={spec.key: meta[spec.key] for spec in (*format.fields, MOOD) if meta.get(spec.key) is not None},
            hour=hour_of(str(created)) if created else None,
            answered=answered,
        )

    def _sections(self, name: str, headings: Headings) -> tuple[Format, list[SectionSpec | bool | None]]:
        """The format, and for each heading the section that it opens: None for one of the writer's own, False where it
        opens none."""
        key = (name, headings)
        if key not in self._known:
            blocks = [Block("heading", at, at + 1, -1, level, text, "#") for at, (level, text) in enumerate(headings)]
            format = format_of(blocks, self._formats, name or None)
            opens: list[SectionSpec | bool | None] = [False] * len(blocks)
            for block, spec in opening_headings(blocks, format):
                opens[block.start] = spec
            self._known[key] = (format, opens)
        return self._known[key]


class _Section:
    """What stands in a section: items (`listed`), prose that says something (`told`)."""

    __slots__ = ("listed", "role", "told")

    def __init__(self, role: str) -> None:
        self.role = role
        self.listed = self.told = False


def _says(text: str) -> bool:
    """Whether a text is more than a placeholder; four words always are."""
    if "\n" not in text and (len(text) > _LONGER_THAN_PLACEHOLDERS or _WORDY.match(text)):
        return True
    return not answers.unanswered(text)


def _pair(line: str) -> tuple[str, object] | None:
    """Key and value of a line of front matter; None where it is not plain."""
    found = _PAIR.match(line)
    if found is None:
        return None
    key, value = found[1], found[2] or ""
    if not value:
        return key, None
    if value[0] == "[":
        return (key, value) if key == "tags" and _LIST.match(value) else None
    if value[0] in "\"'":
        return (key, value[1:-1]) if _QUOTED.match(value) else None
    if value[0] in _NOT_PLAIN or ": " in value or " #" in value or value[-1] == ":":
        return None
    plain = _plain(value, key)
    return None if plain is None else (key, plain)


def _plain(value: str, key: str) -> object:
    """A plain scalar: text, or a number of the simplest kind; None where YAML may see something else in it."""
    if value[0].isalpha() and value.isalpha() and not value.isascii():
        return value
    if value[0] in "0123456789+-.":
        number = _NUMBER.match(value)
        if number:
            return float(value) if number[1] else int(value)
        return value if key in ("date", "end", "created") and as_date(value) else None
    return None if value.lower() in ("null", "true", "false", "yes", "no", "on", "off", "y", "n") else value


class _Lines:
    """The lines of a body: headings, action items, `texts` whose words count, and `parts` in their order as (kind,
    text, number): a heading (its number in `headings`), an item, a nested item, or prose."""

    __slots__ = ("_blank", "_goes_on", "_offsets", "headings", "parts", "tasks", "texts")

    def __init__(self) -> None:
        self.headings: list[tuple[int, str]] = []
        self.parts: list[tuple[str, str, int]] = []
        self.tasks: list[Task] = []
        self.texts: list[str] = []
        self._offsets: list[int] = []
        self._blank = True
        self._goes_on = False

    def read(self, lines: list[str], first: int) -> bool:
        """Read them all; False where one is not plain to see."""
        for number, line in enumerate(lines, first + 1):
            if not line or line.isspace():
                self._blank = True
                continue
            start = line[0]
            if start == "-" and line[1:2] == " ":
                content = line[2:]
                self._offsets = [2]
                if content[:1].isalpha():
                    self.parts.append(("item", content, 0))
                    self.texts.append(content)
                    self._goes_on = True
                elif not self._item(line, content, number, "item"):
                    return False
            elif start == "#":
                if not self._heading(line):
                    return False
                self._blank = True
                continue
            elif start == " ":
                if not self._indented(line, number):
                    return False
            elif start == "*" and line[1:2] == " ":
                self._offsets = [2]
                if not self._item(line, line[2:], number, "item"):
                    return False
            elif not self._prose(line):
                return False
            self._blank = False
        return True

    def _heading(self, line: str) -> bool:
        found = _HEADING.match(line)
        if found is None:
            return False
        text = found[2].rstrip()
        self.parts.append(("heading", text, len(self.headings)))
        self.headings.append((len(found[1]), text))
        self._offsets = []
        return True

    def _item(self, line: str, content: str, number: int, kind: str) -> bool:
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
        self.parts.append((kind, content, 0))
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
        return self._item(line, content[2:], number, "nested")

    def _more(self, content: str) -> bool:
        """A line of the paragraph above it; that of an action item is read with care."""
        if not self._goes_on or not _is_text(content):
            return False
        kind, text, number = self.parts[-1]
        self.parts[-1] = (kind, f"{text}\n{content}", number)
        self.texts.append(content)
        return True

    def _prose(self, line: str) -> bool:
        if not self._blank:
            return self._more(line)
        if not _is_text(line):
            return False
        self._offsets = []
        self._goes_on = True
        self.parts.append(("prose", line, 0))
        self.texts.append(line)
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
    if start in _STRUCTURE:
        return False
    if start == "[":
        return "]" in content and "]:" not in content
    return not (start.isdigit() and _ORDERED.match(content))
