"""An entry as it is opened in an editor: the missing sections with their questions as comments, removed afterwards.

The spaces before the `-->` of a question say which blank lines came with it, so that they leave with it too.
"""

import re
from collections.abc import Mapping, Sequence

from retro_cli.domain import edit, frontmatter, markdown, placing
from retro_cli.domain.edit import Style
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.outline import Mark, Outline, read_outline
from retro_cli.domain.text import BOM, line_ending, split_lines, strip_ending

_QUESTION = re.compile(rf"{BOM}?[ \t]*<!-- retro: .*?(?P<room> *)-->[ \t]*")
_EMPTY_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])(?:\s+\[ \])?\s*")
_ABOVE, _BELOW = 1, 2
_ROOMS = (_ABOVE, _BELOW, 0, _ABOVE | _BELOW)  # what one space stands for, what two, and so on


def with_skeleton(
    text: str, formats: Mapping[str, Format], format: Format, sections: Sequence[SectionSpec], style: Style, lang: str
) -> str:
    """The text with each of `sections` that it lacks, holding its question in `lang` as a comment.

    Errors: UnreadableError where a section cannot be added.
    """
    for spec in sections:
        question = " ".join(spec.question(lang).replace("--", "—").split())
        comment = f"<!-- retro: {question}"
        longer = edit.add_section(text, formats, format, spec, [f"{comment}-->"], style)
        if longer != text:
            text = _with_room(text, longer, comment)
    return text


def _with_room(before: str, after: str, comment: str) -> str:
    """The text with the new comment telling which blank lines were added around its section."""
    old, new = split_lines(before), split_lines(after)
    at = next(index for index, line in enumerate(new) if strip_ending(line) == f"{comment}-->")
    heading = at - 1
    blanks = len(new) - len(old) - 2
    above = blanks == 2 or (blanks == 1 and old[heading - 1 : heading] != new[heading - 1 : heading])
    added = _ABOVE * above + _BELOW * (blanks - above)
    room = 1 + _ROOMS.index(added) if added in _ROOMS else 0
    new[at] = f"{comment}{' ' * room}-->{line_ending(new[at])}"
    return "".join(new)


def with_body(text: str, format: Format) -> str:
    """The front matter of a new entry with the skeleton that the format's template has, if it has one."""
    body = "\n".join(strip_ending(line) for line in split_lines(format.body)).strip("\n")
    return f"{text}{body}\n" if body else text


def without_skeleton(text: str, formats: Mapping[str, Format], format: Format, *, fresh: bool = False) -> str:
    """The text without those comments, and without the sections in which nothing but such a comment stands.

    Of a `fresh` entry the comments that the format's own skeleton has are removed too, and every section of the format
    that holds no more than empty items.
    """
    order = [section.key for section in format.sections]
    while True:
        outline = read_outline(text, {**formats, format.name: format}, format.name)
        comments = {index for index, line in enumerate(outline.lines) if _question(line)}
        if fresh and format.body:
            comments |= _comments_of(format.body, outline.lines)
        asked = [mark for mark in outline.marks if _unanswered(outline, mark, comments, fresh=fresh)]
        added = [mark for mark in asked if any(_question(line) for line in outline.lines[mark.content : mark.end])]
        if not added:
            return _without(outline.lines, comments | _spans(outline, asked))
        # the last one added goes first, or the blank lines of its neighbours would be counted as its own
        last = max(added, key=lambda mark: (order.index(mark.spec.key) if mark.spec else -1, mark.start))
        text = _without_section(outline, last, comments)


def _question(line: str) -> re.Match[str] | None:
    return _QUESTION.fullmatch(strip_ending(line)) if "<!-- retro: " in line else None


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
    content = range(mark.content, placing.content_end(outline, mark))
    if not (fresh and mark.spec) and not any(index in comments for index in content):
        return False
    lines = ((index, strip_ending(outline.lines[index])) for index in content)
    return all(
        index in comments or not line.strip() or (fresh and _EMPTY_ITEM.fullmatch(line) is not None)
        for index, line in lines
    )


def _spans(outline: Outline, marks: Sequence[Mark]) -> set[int]:
    """All lines of these sections, and the blank ones that they leave at the end of the text."""
    gone = {index for mark in marks for index in range(mark.start, mark.end)}
    if len(outline.lines) - 1 in gone:
        for index in range(len(outline.lines) - 1, outline.body - 1, -1):
            if outline.lines[index].strip() and index not in gone:
                break
            gone.add(index)
    return gone


def _without_section(outline: Outline, mark: Mark, comments: set[int]) -> str:
    lines = outline.lines
    gone = {*range(mark.start, mark.content), *(comments & {*range(mark.content, mark.end)})}
    gone |= {index for index in range(mark.content, mark.end) if _EMPTY_ITEM.fullmatch(strip_ending(lines[index]))}
    last = max(index for index in gone if index < mark.content or lines[index].strip())
    found = next((found for index in sorted(gone, reverse=True) if (found := _question(lines[index]))), None)
    spaces = len(found["room"]) if found else len(_ROOMS) + 1
    room = {0: _ABOVE | _BELOW, **dict(enumerate(_ROOMS, 1))}.get(spaces, 0)
    if room & _ABOVE and mark.start > outline.body and not lines[mark.start - 1].strip():
        gone.add(mark.start - 1)
    if room & _BELOW and last + 1 < len(lines) and not lines[last + 1].strip():
        gone.add(last + 1)
    return _without(lines, gone)


def _without(lines: Sequence[str], gone: set[int]) -> str:
    """The lines but those; a missing newline at the end of the text stays missing, a BOM stays at its beginning."""
    if not gone:
        return "".join(lines)
    left = [line for index, line in enumerate(lines) if index not in gone]
    if left and len(lines) - 1 in gone and not line_ending(lines[-1]):
        left[-1] = strip_ending(left[-1])
    bom = BOM if 0 in gone and lines[0].startswith(BOM) else ""
    return bom + "".join(left)
