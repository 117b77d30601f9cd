"""What was answered is what is read: write and read are each other's inverse, for every format."""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retro_cli.domain import compose, taskline
from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.edit import Style
from retro_cli.domain.entry import Entry
from retro_cli.domain.format import FieldSpec, Format
from retro_cli.domain.labels import label
from retro_cli.domain.tags import without_tags
from retro_cli.domain.text import clean
from retro_cli.errors import UnreadableError
from tests.domain import answering
from tests.domain.answering import DAY, FORMATS, KPT, STYLE, read


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


@settings(max_examples=300, deadline=None)
@given(answered())
def test_what_was_written_is_read(given_: tuple[Format, Answers]) -> None:
    format, answers = given_
    entry = read(written(format, answers), format)
    assert said(entry, format, answers) == dict(answers.sections)
    assert len(entry.sections) == len(answers.sections)
    assert entry.note == answers.note
    assert (entry.format, entry.date, entry.end) == (format.name, DAY, answers.end)
    assert (entry.title, entry.tags) == (answers.title, answers.tags)


# -- action items -----------------------------------------------------------------------------------------------------


def action_texts() -> st.SearchStrategy[str]:
    fields = (
        "",
        "",
        " #infra",
        " 📅 2026-11-24",
        " ⏫",
        " 🔁 every week",
        " [due:: 2026-11-24]",
        " ^a1",
        " 📅 2026-02-30",
    )
    return st.builds("{}{}".format, answering.texts(), st.sampled_from(fields)).map(clean)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(action_texts(), min_size=1, max_size=3),
    st.sampled_from((None, " ", "x", "/", "-", "?")),
    st.sampled_from((None, dt.date(2026, 12, 1))),
    st.sampled_from((Style("ko"), Style("en", "dataview"), Style("en", "emoji", "task"))),
    st.sampled_from([format for format in FORMATS.values() if any(one.kind == "actions" for one in format.sections)]),
)
def test_action_items_come_back_with_the_fields_they_had(
    texts: list[str], mark: str | None, due: dt.date | None, style: Style, format: Format
) -> None:
    spec = next(one for one in format.sections if one.kind == "actions")
    given_ = tuple(ItemAnswer(text, mark=mark, due=due) for text in texts)
    entry = read(written(format, Answers(DAY, format.name, sections={spec.key: given_}), style))
    section = entry.section(spec.key)
    assert section is not None
    assert len(section.items) == len(texts)
    for text, item in zip(texts, section.items, strict=True):
        typed = taskline.parse(f"- [{mark or ' '}] {text}")
        assert item.task is not None
        assert typed is not None
        assert item.mark == (mark or " ")
        for name in ("id", "priority", "recurrence", "start", "scheduled", "done", "block"):
            assert getattr(item.task, name) == getattr(typed, name)
        assert item.task.due == (due or typed.due)
        assert without_tags(item.text) == without_tags(typed.text)
        assert set(item.task.tags) == {*typed.tags, *([style.tag] if style.tag else [])}


def test_an_item_of_an_actions_section_with_an_empty_mark_is_a_plain_item() -> None:
    text = written(KPT, Answers(DAY, "kpt", sections={"try": (ItemAnswer("a"), ItemAnswer("b", mark=""))}))
    assert text.endswith("## Try\n- [ ] a\n- b\n")


# -- front matter -----------------------------------------------------------------------------------------------------

EATEN_BY_YAML = (
    "yes", "no", "null", "~", "true", "2026-11-20", "07", "1.10", "1e3", "0x1f", "#x", "a #b", "a: b", ": ", "- a", "'",
    '"', "[a", "{a}", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "---", "...", "a\tb", "7:30", "=", "<<", "☁️", "\\n",
)  # fmt: skip


@pytest.mark.parametrize("word", EATEN_BY_YAML)
def test_titles_tags_and_fields_that_yaml_would_eat_come_back(word: str) -> None:
    word = word.strip()
    format = Format("mine", sections=KPT.sections, fields=(FieldSpec("words"), FieldSpec("count", "number")))
    answers = Answers(DAY, "mine", title=word, tags=(word, "b"), fields={"words": word, "count": 3, "mood": 4})
    for text in (written(format, answers), added("# 제목\n", format, answers)):
        entry = read(text.replace("---\n", "---\nformat: mine\n", 1), format)
        assert (entry.title, entry.tags) == (word, (word.lstrip("#"), "b") if word.lstrip("#") else ("", "b"))
        assert entry.fields == {"words": word, "count": 3, "mood": 4}


def test_a_new_entry_holds_what_was_answered_and_nothing_else() -> None:
    answers = Answers(DAY, "kpt", note="한마디", sections={"problem": (ItemAnswer("b", "- c"),), "keep": ()})
    assert written(KPT, answers) == ("---\ndate: 2026-11-20\nformat: kpt\n---\n한마디\n\n## Problem\n- b\n    - c\n")


# -- adding -----------------------------------------------------------------------------------------------------------


def added(text: str, format: Format, answers: Answers) -> str:
    return compose.add_answers(text, format, {**FORMATS, format.name: format}, answers, STYLE)


@st.composite
def answered_twice(draw: st.DrawFn) -> tuple[Format, Answers, Answers]:
    format = draw(answering.formats())
    return format, draw(answering.answers(format)), draw(answering.answers(format))


@settings(max_examples=200, deadline=None)
@given(answered_twice())
def test_what_is_added_joins_what_stands_there(given_: tuple[Format, Answers, Answers]) -> None:
    format, first, second = given_
    text = written(format, first)
    try:
        after = added(text, format, second)
    except UnreadableError:
        assume(False)
    before, now = read(text, format), read(after, format)
    assert (
        body(after) == [] or only_inserted(body(text), body(after)) or any(not one.answered for one in before.sections)
    )
    assert now.title == (first.title or second.title)
    assert now.tags == tuple(dict.fromkeys((*first.tags, *second.tags)))
    assert now.note == "\n\n".join(part for part in (first.note, second.note) if part)
    for key, answer in second.sections.items():
        section = next(one for one in now.sections if label(one.key or one.heading) == label(key))
        if isinstance(answer, str):
            assert answer in section.text
        else:
            assert set(plain(answer)) <= set(plain(section.items))


def body(text: str) -> list[str]:
    return text.split("\n---\n", 1)[1].split("\n")


def only_inserted(old: list[str], new: list[str]) -> bool:
    rest = iter(new)
    return all(any(line == one for one in rest) for line in old)


def test_no_front_matter_is_forced_on_a_note() -> None:
    answers = Answers(DAY, "kpt", sections={"keep": (ItemAnswer("a"),)})
    assert added("# 금요일\n\n메모\n", KPT, answers) == "# 금요일\n\n메모\n\n## Keep\n- a\n"


def test_nothing_that_has_content_is_replaced() -> None:
    text = "---\ntitle: 먼저  # 내 제목\ntags:\n  - 2026\n  - '#ci'\n---\n"
    assert added(text, KPT, Answers(DAY, "kpt", title="나중", tags=("ci",))) == text
    after = added(text, KPT, Answers(DAY, "kpt", tags=("새것",)))
    assert read(after).tags == ("2026", "ci", "새것")


def test_a_range_is_written_once() -> None:
    answers = Answers(DAY, "kpt", end=dt.date(2026, 11, 22))
    text = added("---\nformat: kpt\n---\n", KPT, answers)
    assert text == "---\nformat: kpt\nend: 2026-11-22\n---\n"
    assert added(text, KPT, Answers(DAY, "kpt", end=dt.date(2026, 11, 23))) == text
    assert "end" not in written(KPT, Answers(DAY, "kpt", end=DAY))
