"""What stands in a document beside its answers: keys that it has twice, the line with its day and title on top."""

import datetime as dt
import re
from dataclasses import dataclass

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.format import Format
from retro_cli.domain.labels import label
from retro_cli.domain.text import split_lines, strip_ending

_DAY = re.compile(r"(?<!\d)(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})(?!\d)\s*일?")
_WEEKDAY = re.compile(r"[(（]\s*(?:[월화수목금토일]|[A-Za-z]{3,9})(?:요일)?\s*[)）]")
_PLAIN = (
    "회고",
    "일일회고",
    "오늘의회고",
    "하루회고",
    "일지",
    "retro",
    "retrospective",
    "dailyretro",
    "journal",
    "diary",
)
"""Labels of titles that only say what every entry is."""


@dataclass(frozen=True, slots=True)
class Top:
    """A text without the heading above its sections, the day (ISO) that this named, and its title, empty for none."""

    text: str
    day: str | None = None
    title: str = ""


def top_line(text: str, format: Format | None) -> Top:
    """Take the only heading of the first level off the top of a markdown text, unless it is a section of `format`."""
    lines = split_lines(text)
    blocks = markdown.parse(lines, frontmatter.body_line(lines))
    headings = [one for one in blocks if one.kind == "heading" and one.parent == -1]
    first = blocks[0] if blocks else None
    tops = [one for one in headings if one.level == 1]
    if first is None or tops != [first] or len(headings) < 2 or (format and format.match(first.text)):
        return Top(text)
    rest = "".join(lines[: first.start] + lines[first.end :])
    found = _DAY.search(first.text)
    day = _day(found) if found else None
    title = _WEEKDAY.sub("", first.text.replace(found[0], "")) if found and day else first.text
    title = strip_ending(" ".join(title.split())).strip(" -–—:·|,")
    return Top(rest, day, "" if label(title) in ("", *_PLAIN) else title)


def _day(found: re.Match[str]) -> str | None:
    try:
        return dt.date(*(int(number) for number in found.groups())).isoformat()
    except ValueError:
        return None


def doubled_key(inner: str) -> tuple[str, int] | None:
    """The first key that stands twice in one mapping of some YAML, and its line (1-based) in it; None where there is
    none. Errors: FrontMatterError where it is not YAML."""
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    from retro_cli.domain.yaml_text import compose

    root = compose(inner)
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting += node.value
        elif isinstance(node, MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, ScalarNode) and key.value in seen:
                    return str(key.value), key.start_mark.line + 1
                seen.add(str(key.value))
                waiting.append(value)
    return None
