"""Front matter: the YAML between `---` lines at the top of a file, read as typed and edited by splicing.

Reading goes through python-frontmatter; writing never does, because it would sort the keys, drop the comments and
respell the values. An edit replaces the characters of one value and leaves every other byte alone.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from retro_cli.domain.text import BOM, dominant_newline, line_ending, split_lines
from retro_cli.errors import N_, UnreadableError

if TYPE_CHECKING:
    from yaml.nodes import Node

_TAG = "tag:yaml.org,2002:"
_KEY = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"\[\]{},&*!|>%@`?:-][^#]*?|[?:-]\S[^#]*?)[ \t]*:(?:\s|$)"""
)
_OPENS = re.compile(BOM + r"?---[ \t]*(?:\r\n|\r|\n)")
_CLOSES = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n)?")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_COMPACT = re.compile(r"^[ \t?:-]*", re.MULTILINE)
_DEEPEST = 50

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]{1,60}\.[0-9]{0,60}(?:[eE][-+]?[0-9]{1,2})?")
_PLAIN = {
    _TAG + "null": (("", "~", "n", "N"), r"(?:~|null|Null|NULL|)\Z"),
    _TAG + "bool": (tuple("tTfF"), r"(?:true|True|TRUE|false|False|FALSE)\Z"),
    _TAG + "int": (tuple("-+0123456789"), _INT.pattern + r"\Z"),
    _TAG + "float": (tuple("-+0123456789"), _FLOAT.pattern + r"\Z"),
}


class FrontMatterError(UnreadableError):
    """Front matter that is not YAML, or uses what retro does not read; `line` is its 1-based line in the file."""

    def __init__(self, line: int, message: str = N_("The front matter is not YAML (line {line}).")) -> None:
        super().__init__(
            message, hint=N_("Correct that line; a value with special characters needs quotes."), line=line
        )
        self.line = line


def body_line(lines: Sequence[str]) -> int:
    """The index of the first line after the front matter of a file, 0 where it has none.

    It stands between a first line `---` and the next `---` or `...`, and has to be a mapping or empty: a file that
    begins with a horizontal rule has none. What begins like a mapping counts as one, even if it is broken further on.
    """
    if not lines or not _OPENS.fullmatch(lines[0]):
        return 0
    close = next(
        (index for index in range(1, len(lines)) if lines[index][:1] in "-." and _CLOSES.fullmatch(lines[index])), 0
    )
    if not close:
        return 0
    first = next((line for line in lines[1:close] if line.strip() and line.lstrip()[0] != "#"), "")
    if not first or _KEY.match(first.lstrip(" ")) or _is_mapping("".join(lines[1:close])):
        return close + 1
    return 0


def read(text: str) -> dict[str, object]:
    """The front matter of `text`: strings, ints, floats, booleans, None, lists and dicts, in the order of the file.

    Only `true` and `false` are booleans; dates, times, `yes`, `07` and the like stay strings as they are typed, and so
    do keys. Raises FrontMatterError where it is not YAML.
    """
    lines = split_lines(text)
    end = body_line(lines)
    if not end:
        return {}
    import frontmatter

    head = "".join(lines[:end])
    meta, _ = frontmatter.parse(head, handler=cast("Any", _Cut("".join(lines[1 : end - 1]))))
    return meta


def set_key(text: str, key: str, value: object) -> str:
    """`text` with `key` of its front matter set to `value`; every byte that is not of that key stays.

    A key that is not there is added last, and front matter where there is none. Text that says so already is returned
    as it is. Raises FrontMatterError where the front matter cannot be read.
    """
    lines = split_lines(text)
    end = body_line(lines)
    if not end:
        bom = BOM if text.startswith(BOM) else ""
        return bom + render({key: value}, dominant_newline(text)) + text[len(bom) :]
    meta = read(text)
    new = _flow(value)
    if key in meta and _flow(meta[key]) == new:
        return text
    inner = "".join(lines[1 : end - 1])
    changed = _spliced(inner, key, new, line_ending(lines[0]))
    edited = lines[0] + changed + "".join(lines[end - 1 :])
    if _flow(read(edited)) != _flow({**meta, key: value}):
        raise FrontMatterError(_line_of(inner, key), N_("Line {line} of the front matter cannot be edited safely."))
    return edited


def render(meta: Mapping[str, object], newline: str = "\n") -> str:
    """A fresh block of front matter, `---` lines included: one line a key, in the order given, lists in flow style."""
    return newline.join(["---", *(f"{_flow(key)}: {_flow(value)}" for key, value in meta.items()), "---", ""])


class _Cut:
    """What python-frontmatter asks of a handler, for front matter that is cut out already."""

    def __init__(self, inner: str) -> None:
        self._inner = inner

    def split(self, _text: str) -> tuple[str, str]:
        return self._inner, ""

    def load(self, inner: str) -> dict[str, object]:
        node = _compose(inner)
        value = _value(node, inner, 0) if node is not None else {}
        return value if isinstance(value, dict) else {}


def _is_mapping(inner: str) -> bool:
    from yaml.nodes import MappingNode

    try:
        return isinstance(_compose(inner), MappingNode)
    except FrontMatterError:
        return False


def _compose(inner: str, *, exact: bool = False) -> "Node | None":
    """The node tree of `inner`, marked by the Python parser where `exact`; aliases and deep nesting are refused."""
    import yaml

    if "*" in inner or "&" in inner:
        _refuse_aliases(inner)
    # libyaml overflows the C stack on deep nesting, where the Python parser raises RecursionError
    fast = not exact and max(inner.count("[") + inner.count("{"), *map(len, _COMPACT.findall(inner))) < 500
    try:
        return yaml.compose(inner, Loader=_loader(fast=fast))
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError) as error:
        if fast:
            return _compose(inner, exact=True)
        raise FrontMatterError(_error_line(inner, error)) from None


def _refuse_aliases(inner: str) -> None:
    """A few hundred bytes of aliases can stand for gigabytes; nobody types one in a journal."""
    import yaml

    try:
        for event in yaml.parse(inner, Loader=_loader(fast=False)):
            if isinstance(event, yaml.AliasEvent):
                index = event.start_mark.index if event.start_mark else 0
                raise FrontMatterError(
                    _line_at(inner, index), N_("Line {line} of the front matter uses a YAML alias (*name).")
                )
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError(_error_line(inner, error)) from None


def _loader(*, fast: bool) -> Any:
    """A YAML loader that resolves nothing but true, false, null, decimal ints and floats."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if fast else yaml.SafeLoader
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, (firsts, pattern) in _PLAIN.items():
        for first in firsts:
            resolvers.setdefault(first, []).append((tag, re.compile(pattern)))
    return type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})


def _error_line(inner: str, error: BaseException) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is None or mark.index >= len(inner):
        mark = getattr(error, "context_mark", None) or mark
    index = mark.index if mark is not None else getattr(error, "position", 0)
    return _line_at(inner, min(index, max(len(inner) - 1, 0)))


def _line_at(inner: str, index: int) -> int:
    """The line in the file of a character of the YAML, which begins on line 2."""
    return 2 + len(_NEWLINE.findall(inner, 0, index))


def _value(node: "Node", inner: str, depth: int) -> object:
    """The plain value of a node: what is tagged as something else is taken as it is typed."""
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if isinstance(node, ScalarNode):
        return _scalar(node.tag.removeprefix(_TAG), node.value)
    if depth > _DEEPEST:
        raise FrontMatterError(_line_at(inner, node.start_mark.index))
    if isinstance(node, SequenceNode):
        return [_value(child, inner, depth + 1) for child in node.value]
    assert isinstance(node, MappingNode)
    pairs: dict[str, object] = {}
    for key, child in node.value:
        if not isinstance(key, ScalarNode):
            raise FrontMatterError(_line_at(inner, key.start_mark.index))
        pairs[key.value] = _value(child, inner, depth + 1)
    return pairs


def _scalar(tag: str, text: str) -> object:
    if tag == "null":
        return None
    if tag == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if tag == "int" and _INT.fullmatch(text):
        return int(text)
    if tag == "float" and _FLOAT.fullmatch(text):
        return float(text)
    return text


def _spliced(inner: str, key: str, new: str, newline: str) -> str:
    """The YAML with `key` set to the YAML `new`."""
    from yaml.nodes import MappingNode

    root = _compose(inner, exact=True)
    if not isinstance(root, MappingNode):
        return f"{inner}{_flow(key)}: {new}{newline}"
    found = [(name, value) for name, value in root.value if name.value == key]
    if found:
        return _replaced(inner, *found[-1], new)
    if not root.flow_style:
        return f"{inner}{' ' * root.start_mark.column}{_flow(key)}: {new}{newline}"
    at = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
    return f"{inner[:at]}{', ' if root.value else ''}{_flow(key)}: {new}{inner[at:]}"


def _replaced(inner: str, name: "Node", value: "Node", new: str) -> str:
    """The YAML with the value of one pair replaced: the value's characters, or its whole lines where it is a block."""
    from yaml.nodes import CollectionNode, ScalarNode

    start, end = value.start_mark.index, value.end_mark.index
    block = value.style in ("|", ">") if isinstance(value, ScalarNode) else not cast("CollectionNode", value).flow_style
    if not block:
        return f"{inner[:start]}{' ' if start == end else ''}{new}{inner[end:]}"
    colon = inner.index(":", name.end_mark.index) + 1
    line = _NEWLINE.search(inner, colon)
    rest = inner[colon : line.start() if line else len(inner)]
    comment = rest if rest.lstrip().startswith("#") else ""
    return f"{inner[:colon]} {new}{comment}{inner[_block_end(inner, value, colon) :]}"


def _block_end(inner: str, value: "Node", start: int) -> int:
    """Where the last line of a block value ends, its newline and the blank lines after it not included."""
    from yaml.nodes import CollectionNode, MappingNode

    while isinstance(value, CollectionNode) and not value.flow_style and value.value:
        last = value.value[-1]
        value = last[1] if isinstance(value, MappingNode) else last
    end = start + len(inner[start : value.end_mark.index].rstrip(" \t\r\n"))
    newline = _NEWLINE.search(inner, end)
    tail = inner[end : newline.start() if newline else len(inner)]
    return end + len(tail)


def _line_of(inner: str, key: str) -> int:
    found = inner.find(key)
    return _line_at(inner, max(found, 0))


def _flow(value: object) -> str:
    """`value` as YAML on one line, quoted only where it has to be."""
    import datetime

    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: object) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
        return dumper.represent_scalar(_TAG + "str", data, style='"' if _BREAKS.search(data) else None)

    def day(dumper: yaml.SafeDumper, data: datetime.date) -> yaml.ScalarNode:
        return dumper.represent_scalar(_TAG + "str", data.isoformat())

    Dumper.add_representer(str, text)
    Dumper.add_representer(datetime.date, day)
    Dumper.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag != _TAG + "timestamp"]
        for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    dumped = yaml.dump(
        value, Dumper=Dumper, default_flow_style=True, allow_unicode=True, width=float("inf"), sort_keys=False
    )
    return dumped.removesuffix("\n").removesuffix("\n...")
