"""What of some answers an entry says already: nothing is to be written twice that two sessions had in their draft."""

from dataclasses import replace

from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.entry import Entry, Section


def not_yet_said(answers: Answers, entry: Entry) -> Answers:
    """The answers without the items, prose, note and fields that stand in the entry."""
    left = {key: _left(answer, _section(entry, key)) for key, answer in answers.sections.items()}
    fields = {key: value for key, value in answers.fields.items() if str(entry.fields.get(key)) != str(value)}
    note = "" if answers.note in entry.note else answers.note
    return replace(answers, note=note, fields=fields, sections={key: rest for key, rest in left.items() if rest})


def _left(answer: str | tuple[ItemAnswer, ...], section: Section | None) -> str | tuple[ItemAnswer, ...]:
    if section is None:
        return answer
    if isinstance(answer, str):
        return "" if answer in section.text else answer
    said = [one.text for one in section.items]
    return tuple(one for one in answer if one.text not in said)


def _section(entry: Entry, key: str) -> Section | None:
    return entry.section(key) or next((one for one in entry.sections if one.key is None and one.heading == key), None)
