"""What of an entry others may see; `privatelines` says which of its lines are private."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.digest_span import without_digest
from retro_cli.domain.entry import Entry, reread
from retro_cli.domain.format import Format
from retro_cli.domain.outline import Outline, read_outline
from retro_cli.domain.privatelines import private_lines
from retro_cli.domain.privatemarks import is_tagged
from retro_cli.domain.text import line_ending


def public(entry: Entry, text: str, formats: Mapping[str, Format]) -> Entry | None:
    """The entry that `text` is, without what is private in it; None where all of it is. Its lines keep their numbers.

    Errors: FrontMatterError as of reading it.
    """
    if entry.private:
        return None
    name = frontmatter.read(text).get("format")
    outline = read_outline(text, formats, name if isinstance(name, str) else None)
    hidden = private_lines(outline)
    shown = _rebuilt(entry, outline, hidden) if hidden else entry
    return replace(shown, fields={key: value for key, value in shown.fields.items() if not is_tagged(str(value))})


def _rebuilt(entry: Entry, outline: Outline, hidden: Collection[int]) -> Entry:
    """The entry without the hidden lines: they are blank, so that what is left stays where it is."""
    lines = [line_ending(line) if at in hidden else line for at, line in enumerate(outline.lines)]
    left = replace(
        outline,
        lines=lines,
        blocks=markdown.parse(without_digest(lines, outline.digest), outline.body),
        marks=tuple(mark for mark in outline.marks if mark.start not in hidden),
    )
    shown = reread(entry, left)
    spans = {start: (start, end) for section in entry.sections for start, end in section.parts}
    ordinals = {action.line: action.ordinal for action in entry.actions}
    return replace(
        shown,
        sections=tuple(
            replace(one, parts=tuple(spans.get(part[0], part) for part in one.parts)) for one in shown.sections
        ),
        actions=tuple(replace(one, ordinal=ordinals.get(one.line, one.ordinal)) for one in shown.actions),
    )
