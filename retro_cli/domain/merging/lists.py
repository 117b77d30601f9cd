"""A list of front matter that both sides changed: what either added is in it, what either took out is not."""

from collections.abc import Sequence
from typing import Any

from retro_cli.domain import frontmatter
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.text import line_ending, split_lines


def merge_list(
    lines: Sequence[str], name: str, base: Sequence[object], left: Sequence[object], right: Sequence[object]
) -> list[str] | None:
    """The lines of the key `name`, which hold the values `left`, with what the right side did to `base`.

    What stays keeps its spelling. None where the lines cannot be changed so.
    """
    kept = [value not in base or value in right for value in left]
    more = [
        value for at, value in enumerate(right) if value not in left and value not in base and value not in right[:at]
    ]
    wanted = [*(value for value, stays in zip(left, kept, strict=True) if stays), *more]
    text = "".join(lines)
    try:
        for way in (_spliced, _set):
            changed = way(text, name, kept, more, wanted)
            if changed is not None and _read(changed, name) == wanted:
                return split_lines(changed)
    except FrontMatterError:
        pass
    return None


def _read(text: str, name: str) -> object:
    return frontmatter.read(f"---\n{text}---\n").get(name)


def _set(text: str, name: str, _kept: list[bool], _more: list[object], wanted: list[object]) -> str | None:
    block = frontmatter.set_key(f"---\n{text}---\n", name, wanted)
    return block.removeprefix("---\n").removesuffix("---\n")


def _spliced(text: str, _name: str, kept: list[bool], more: list[object], _wanted: list[object]) -> str | None:
    from yaml.nodes import MappingNode, SequenceNode

    from retro_cli.domain.yaml_text import compose, flow

    root = compose(text, exact=True)
    value: Any = root.value[0][1] if isinstance(root, MappingNode) and root.value else None
    if not isinstance(value, SequenceNode) or len(value.value) != len(kept) or not any(kept):
        return None
    spans = [(item.start_mark.index, item.end_mark.index) for item in value.value]
    added = [flow(one) for one in more]
    return _in_flow(text, spans, kept, added) if value.flow_style else _in_block(text, spans, kept, added)


def _in_flow(text: str, spans: Sequence[tuple[int, int]], kept: Sequence[bool], added: Sequence[str]) -> str:
    pieces = [text[: spans[0][0]]]
    last = None
    for at, ((start, end), stays) in enumerate(zip(spans, kept, strict=True)):
        if stays:
            if last is not None:
                pieces.append(text[spans[last][1] : start] if last == at - 1 else ", ")
            pieces.append(text[start:end])
            last = at
    return "".join([*pieces, *(f", {one}" for one in added), text[spans[-1][1] :]])


def _in_block(text: str, spans: Sequence[tuple[int, int]], kept: Sequence[bool], added: Sequence[str]) -> str:
    lines = split_lines(text)
    starts, at = [], 0
    for number, line in enumerate(lines):
        starts += [number for start, _ in spans if at <= start < at + len(line)]
        at += len(line)
    if len(set(starts)) < len(spans):
        return text
    dash = lines[starts[0]]
    indent = dash[: len(dash) - len(dash.lstrip(" \t"))]
    result = lines[: starts[0]]
    for number, (first, stays) in enumerate(zip(starts, kept, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        result += lines[first:end] if stays else []
    return "".join([*result, *(f"{indent}- {one}{line_ending(lines[0])}" for one in added)])
