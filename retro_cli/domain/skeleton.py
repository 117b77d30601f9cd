"""An entry as it is opened in an editor: the missing sections with their questions as comments, removed afterwards."""

import re
from collections.abc import Mapping, Sequence

from retro_cli.domain import edit, frontmatter, markdown
from retro_cli.domain.edit import Style
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.outline import Mark, Outline, read_outline
from retro_cli.domain.text import split_lines, strip_ending

_QUESTION = re.compile(r"[ \t]*<!-- retro: .*-->[ \t]*")
_EMPTY_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])(?:\s+\[ \])?\s*")


def with_skeleton(
    text: str, formats: Mapping[str, Format], format: Format, sections: Sequence[SectionSpec], style: Style, lang: str
) -> str:
    """The text with each of `sections` that it lacks, holding its question in `lang` as a comment."""
    for spec in sections:
        question = " ".join(spec.question(lang).replace("--", "—").split())
        text = edit.add_section(text, formats, format, spec, [f"<!-- retro: {question} -->"], style)
    return text


def with_body(text: str, format: Format) -> str:
    """The front matter of a new entry with the skeleton that the format's template has, if it has one."""
    body = "\n".join(strip_ending(line) for line in split_lines(format.body)).strip("\n")
    return f"{text}{body}\n" if body else text


def without_skeleton(text: str, formats: Mapping[str, Format], format: Format, *, fresh: bool = False) -> str:
    """The text without those comments, and without the sections in which nothing but such a comment stands.

    Of a `fresh` entry the comments that the format's own skeleton has are removed too, and every section of the format
    that holds no more than empty items.
    """
    outline = read_outline(text, {**formats, format.name: format}, format.name)
    lines = outline.lines
    comments = {index for index, line in enumerate(lines) if _QUESTION.fullmatch(strip_ending(line))}
    if fresh and format.body:
        comments |= _comments_of(format.body, lines)
    gone = set(comments)
    for mark in outline.marks:
        if _unanswered(outline, mark, comments, fresh=fresh):
            gone.update(range(mark.start, mark.end))
            if mark.end == len(lines):
                gone.update(_blank_before(lines, mark.start, outline.body, gone))
    return "".join(line for index, line in enumerate(lines) if index not in gone)


def _comments_of(body: str, lines: Sequence[str]) -> set[int]:
    """The lines of the comments that a skeleton brought along."""
    ours = {text for _, text in _comments(split_lines(body), 0)}
    found = _comments(lines, frontmatter.body_line(list(lines)))
    return {index for span, text in found if text in ours for index in span}


def _comments(lines: Sequence[str], first: int) -> list[tuple[range, str]]:
    blocks = markdown.parse(lines, first)
    return [
        (range(one.start, one.end), "\n".join(strip_ending(line).strip() for line in lines[one.start : one.end]))
        for one in blocks
        if one.kind == "html" and one.comment and one.parent == -1
    ]


def _unanswered(outline: Outline, mark: Mark, comments: set[int], *, fresh: bool) -> bool:
    content = range(mark.content, mark.end)
    if not (fresh and mark.spec) and not any(index in comments for index in content):
        return False
    lines = ((index, strip_ending(outline.lines[index])) for index in content)
    return all(
        index in comments or not line.strip() or (fresh and _EMPTY_ITEM.fullmatch(line) is not None)
        for index, line in lines
    )


def _blank_before(lines: Sequence[str], start: int, body: int, gone: set[int]) -> list[int]:
    """The blank lines and removed sections that a removed last section leaves at the end of the text."""
    found = []
    for index in range(start - 1, body - 1, -1):
        if lines[index].strip() and index not in gone:
            break
        found.append(index)
    return found
