"""YAML as front matter uses it: plain values as they are typed, lines of errors in the file, values on one line."""

from __future__ import annotations

import re
from functools import cache

from retro_cli.domain.frontmattererror import FrontMatterError as FrontMatterError
from retro_cli.domain.plain_meta import plain_flow
from retro_cli.errors import N_

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    import datetime
    from typing import Any

    from yaml.nodes import Node, ScalarNode

_TAG = "tag:yaml.org,2002:"
_NEWLINE = re.compile(r"\r\n|\r|\n")
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_COMPACT = re.compile(r"^[ \t?:-]*", re.MULTILINE)
_DEEPEST = 50
# libyaml overflows the C stack on deep nesting, where the parser in Python raises RecursionError
_DEEPEST_IN_C = 500

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]{1,60}\.[0-9]{0,60}(?:[eE][-+]?[0-9]{1,2})?")
_PLAIN = {
    "null": (("", "~", "n", "N"), r"(?:~|null|Null|NULL|)\Z"),
    "bool": (tuple("tTfF"), r"(?:true|True|TRUE|false|False|FALSE)\Z"),
    "int": (tuple("-+0123456789"), _INT.pattern + r"\Z"),
    "float": (tuple("-+0123456789"), _FLOAT.pattern + r"\Z"),
}


def compose(inner: str, *, exact: bool = False) -> Node | None:
    """The nodes of the YAML between the `---` lines, None where there are none; with character offsets if `exact`.

    Raises FrontMatterError where it is not YAML, uses aliases (a few hundred bytes of them can stand for gigabytes, and
    nobody types one in a journal) or nests beyond reason.
    """
    import yaml

    problems = (yaml.YAMLError, UnicodeError, ValueError, RecursionError)
    try:
        if "*" in inner:
            _refuse_aliases(inner)
        if not exact and _is_shallow(inner):
            try:
                return yaml.compose(inner, Loader=_loader(fast=True))
            except problems:
                pass  # the parser in Python knows better where
        return yaml.compose(inner, Loader=_loader(fast=False))
    except problems as error:
        raise FrontMatterError(_error_line(inner, error)) from None


def line_at(inner: str, index: int) -> int:
    """The line in the file of a character of the YAML, which begins on line 2."""
    return 2 + len(_NEWLINE.findall(inner, 0, index))


def value_of(node: Node, inner: str, depth: int = 0) -> object:
    """The plain value of a node: what is tagged as something else is taken as it is typed, and so are keys."""
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if isinstance(node, ScalarNode):
        return _scalar(node.tag.removeprefix(_TAG), node.value)
    if depth > _DEEPEST:
        raise FrontMatterError(line_at(inner, node.start_mark.index))
    if isinstance(node, SequenceNode):
        return [value_of(child, inner, depth + 1) for child in node.value]
    assert isinstance(node, MappingNode)
    pairs: dict[str, object] = {}
    for key, child in node.value:
        if not isinstance(key, ScalarNode):
            raise FrontMatterError(line_at(inner, key.start_mark.index))
        pairs[key.value] = value_of(child, inner, depth + 1)
    return pairs


def flow(value: object) -> str:
    """`value` as YAML on one line, quoted only where it has to be; a date or time as ISO 8601 writes it."""
    plain = plain_flow(value)
    if plain is not None:
        return plain
    import yaml

    dumped = yaml.dump(
        value, Dumper=_dumper(), default_flow_style=True, allow_unicode=True, width=float("inf"), sort_keys=False
    )
    return dumped.removesuffix("\n").removesuffix("\n...")


def _is_shallow(inner: str) -> bool:
    brackets = inner.count("[") + inner.count("{")
    return brackets < _DEEPEST_IN_C and max(map(len, _COMPACT.findall(inner))) < _DEEPEST_IN_C


def _refuse_aliases(inner: str) -> None:
    import yaml

    depth = 0
    for event in yaml.parse(inner, Loader=_loader(fast=False)):
        index = event.start_mark.index if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise FrontMatterError(line_at(inner, index))
        if isinstance(event, yaml.AliasEvent):
            raise FrontMatterError(line_at(inner, index), N_("YAML aliases (*name) in front matter are not read."))


def _error_line(inner: str, error: BaseException) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is None or mark.index >= len(inner):
        mark = getattr(error, "context_mark", None) or mark
    index = mark.index if mark is not None else getattr(error, "position", 0)
    return line_at(inner, min(index, max(len(inner) - 1, 0)))


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


@cache
def _loader(*, fast: bool) -> Any:
    """A YAML loader that resolves nothing but true, false, null, decimal ints and floats."""
    import yaml

    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, (firsts, pattern) in _PLAIN.items():
        for first in firsts:
            resolvers.setdefault(first, []).append((_TAG + kind, re.compile(pattern)))
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if fast else yaml.SafeLoader
    return type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})


@cache
def _dumper() -> Any:
    """A YAML dumper that quotes what any reader of YAML 1.1 would resolve, except dates."""
    import datetime

    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: object) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, data: str) -> ScalarNode:
        return dumper.represent_scalar(_TAG + "str", data, style='"' if _ESCAPED.search(data) else None)

    def day(dumper: yaml.SafeDumper, data: datetime.date) -> ScalarNode:
        return dumper.represent_scalar(_TAG + "str", data.isoformat())

    Dumper.add_representer(str, text)
    Dumper.add_representer(datetime.date, day)
    Dumper.add_representer(datetime.datetime, day)
    Dumper.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag != _TAG + "timestamp"]
        for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    return Dumper
