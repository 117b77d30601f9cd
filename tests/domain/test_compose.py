"""What was answered is what is read: write and read are each other's inverse, for every format."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retro_cli.domain import compose
from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.edit import Style
from retro_cli.domain.entry import Entry
from retro_cli.domain.format import Format
from tests.domain import answering
from tests.domain.answering import DAY, FORMATS, STYLE, read


@st.composite
def answered(draw: st.DrawFn) -> tuple[Format, Answers]:
    format = draw(answering.formats())
    return format, draw(answering.answers(format))


def said(entry: Entry, format: Format, answers: Answers) -> dict[str, object]:
    """The sections of an entry in the shape in which they were given."""
    found: dict[str, object] = {}
    for key, given_ in answers.sections.items():
        sections = [one for one in entry.sections if (one.heading if format.free else one.key) == key]
        if len(sections) == 1:
            told = sections[0]
            found[key] = told.text if isinstance(given_, str) else plain(told.items)
    return found


def plain(items: object) -> tuple[ItemAnswer, ...]:
    return tuple(ItemAnswer(item.text, item.body, item.mark) for item in items)  # type: ignore[attr-defined]


def written(format: Format, answers: Answers, style: Style = STYLE) -> str:
    return compose.new_entry(format, {**FORMATS, format.name: format}, answers, style)


@settings(max_examples=500, deadline=None)
@given(answered())
def test_what_was_written_is_read(given_: tuple[Format, Answers]) -> None:
    format, answers = given_
    entry = read(written(format, answers), format)
    assert said(entry, format, answers) == dict(answers.sections)
    assert len(entry.sections) == len(answers.sections)
    assert entry.note == answers.note
    assert (entry.format, entry.date, entry.end) == (format.name, DAY, answers.end)
    assert (entry.title, entry.tags) == (answers.title, answers.tags)
