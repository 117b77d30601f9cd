"""An entry as it is opened in an editor: the missing sections with their questions as comments, removed afterwards."""

import re
from collections.abc import Mapping, Sequence

from retro_cli.domain import edit
from retro_cli.domain.edit import Style
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.outline import Mark, Outline, read_outline
from retro_cli.domain.text import strip_ending

_COMMENT = re.compile(r"[ \t]*<!-- retro: .*-->[ \t]*")


def with_skeleton(
    text: str, formats: Mapping[str, Format], format: Format, sections: Sequence[SectionSpec], style: Style, lang: str
) -> str:
    """The text with each of `sections` that it lacks, holding its question in `lang` as a comment."""
    for spec in sections:
        question = " ".join(spec.question(lang).replace("--", "—").split())
        text = edit.add_section(text, formats, format, spec, [f"<!-- retro: {question} -->"], style)
    return text


def without_skeleton(text: str, formats: Mapping[str, Format], format: Format) -> str:
    """The text without those comments, and without the sections in which nothing but such a comment stands."""
    outline = read_outline(text, {**formats, format.name: format}, format.name)
    lines = outline.lines
    comments = {index for index, line in enumerate(lines) if _COMMENT.fullmatch(strip_ending(line))}
    if not comments:
        return text
    gone = set(comments)
    for mark in outline.marks:
        if _unanswered(outline, mark, comments):
            gone.update(range(mark.start, mark.end))
            if mark.end == len(lines):
                gone.update(_blank_before(lines, mark.start, outline.body, gone))
    return "".join(line for index, line in enumerate(lines) if index not in gone)


def _unanswered(outline: Outline, mark: Mark, comments: set[int]) -> bool:
    content = range(mark.content, mark.end)
    return any(index in comments for index in content) and all(
        index in comments or not outline.lines[index].strip() for index in content
    )


def _blank_before(lines: Sequence[str], start: int, body: int, gone: set[int]) -> list[int]:
    """The blank lines and removed sections that a removed last section leaves at the end of the text."""
    found = []
    for index in range(start - 1, body - 1, -1):
        if lines[index].strip() and index not in gone:
            break
        found.append(index)
    return found
