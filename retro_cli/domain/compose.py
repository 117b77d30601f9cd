"""Answers become the text of an entry: a new one, or one that they are added to."""

from collections.abc import Mapping

from retro_cli.domain import edit, frontmatter
from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.edit import Style
from retro_cli.domain.format import Format, SectionSpec


def new_entry(format: Format, formats: Mapping[str, Format], answers: Answers, style: Style) -> str:
    """The text of a new entry. Sections that were not answered are not written."""
    meta: dict[str, object] = {"date": answers.date.isoformat()}
    if answers.end is not None and answers.end != answers.date:
        meta["end"] = answers.end.isoformat()
    meta["format"] = format.name
    if answers.title:
        meta["title"] = answers.title
    if answers.tags:
        meta["tags"] = list(answers.tags)
    meta.update(answers.fields)
    text = frontmatter.render(meta)
    if answers.note:
        text = edit.add_note(text, formats, format, answers.note)
    return _with_sections(text, format, formats, answers, style)


def add_answers(text: str, format: Format, formats: Mapping[str, Format], answers: Answers, style: Style) -> str:
    """A text with answers added: nothing that stands there is removed, but for placeholders that are filled."""
    meta = frontmatter.read(text)
    for key, value in answers.fields.items():
        text = frontmatter.set_key(text, key, value)
    if answers.title and not meta.get("title"):
        text = frontmatter.set_key(text, "title", answers.title)
    if answers.end is not None and answers.end != answers.date and not meta.get("end"):
        text = frontmatter.set_key(text, "end", answers.end.isoformat())
    if answers.tags:
        had = meta.get("tags")
        tags = had if isinstance(had, list) else str(had or "").replace(",", " ").split()
        known = {str(tag).lstrip("#") for tag in tags}
        new = [tag for tag in answers.tags if tag.lstrip("#") not in known]
        text = frontmatter.set_key(text, "tags", [*tags, *new]) if new else text
    if answers.note:
        text = edit.add_note(text, formats, format, answers.note)
    return _with_sections(text, format, formats, answers, style)


def _with_sections(text: str, format: Format, formats: Mapping[str, Format], answers: Answers, style: Style) -> str:
    for spec in _specs(format, answers):
        answer = answers.sections[spec.key]
        if isinstance(answer, str):
            text = edit.add_prose(text, formats, format, spec, answer, style) if answer else text
        else:
            items = tuple(_marked(item, spec) for item in answer)
            text = edit.add_items(text, formats, format, spec, items, style)
    return text


def _specs(format: Format, answers: Answers) -> list[SectionSpec]:
    if format.free:
        return [edit.free_section(heading) for heading in answers.sections]
    return [spec for spec in format.sections if spec.key in answers.sections]


def _marked(item: ItemAnswer, spec: SectionSpec) -> ItemAnswer:
    """In an actions section every item is a task item, open unless it has a mark (an empty one: no task item)."""
    if spec.kind != "actions" or item.mark is not None:
        return item
    return ItemAnswer(item.text, item.body, " ", item.due)
