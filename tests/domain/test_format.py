"""A template defines a format; what is wrong with it is told with file, line, key and way out."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.answers import ItemAnswer
from retro_cli.domain.format import Format, covering, validate
from retro_cli.domain.formatfile import FormatError, is_format, read_format
from retro_cli.domain.formatinput import to_answers
from retro_cli.domain.formatmodel import json_schema
from retro_cli.domain.newformat import blank, from_headings
from retro_cli.errors import UsageError

EVENING = """---
name: evening
title: {en: Evening, ko: 저녁}
period: day
sections:
  - key: best
    role: good
    heading: {en: Best, ko: 제일 좋았던 일}
    aliases: [Highlight, 오늘의 한 장면]
    prompt: What was best?
    required: true
  - key: story
    role: did
    kind: text
    private: yes
  - key: next
    role: next
fields:
  - {key: energy, type: scale, min: 0, max: 10, prompt: {ko: 기운은요?}}
  - {key: hours, type: number}
  - {key: place, type: choice, choices: [home, library, no]}
  - {key: weather}
---

## Best
"""


def form(text: str = EVENING, name: str = "evening") -> Format:
    return read_format(text, name, f"templates/{name}.md")


def section(**keys: str) -> str:
    lines = [f"    {key}: {value}" for key, value in keys.items()]
    return "---\nsections:\n  -\n" + "\n".join(lines) + "\n---\n"


# -- reading a template -----------------------------------------------------------------------------------------------


def test_a_template_gives_its_sections_and_fields_in_order() -> None:
    read = form()
    assert [(s.key, s.role, s.kind) for s in read.sections] == [
        ("best", "good", "list"),
        ("story", "did", "text"),
        ("next", "next", "actions"),
    ]
    assert [(f.key, f.type) for f in read.fields] == [
        ("energy", "scale"),
        ("hours", "number"),
        ("place", "choice"),
        ("weather", "text"),
    ]
    assert (read.fields[0].min, read.fields[0].max) == (0, 10)
    assert read.fields[2].choices == ("home", "library", "no")
    assert read.sections[0].required and not read.sections[0].private
    assert read.sections[1].private
    assert read.origin == "templates/evening.md"
    assert read.body == "\n## Best\n"


def test_what_is_left_out_is_filled_in() -> None:
    read = form("---\nsections:\n  - key: best\n---\n")
    assert read.name == "evening"
    assert read.title == {"": "evening"}
    assert (read.period, read.repeats, read.body, read.fields) == ("day", False, "", ())
    only = read.sections[0]
    assert (only.role, only.kind, only.title("ko"), only.question("ko")) == ("other", "list", "best", "best")


def test_the_heading_is_asked_where_there_is_no_prompt() -> None:
    read = form(section(key="best", heading="{en: Best, ko: 제일 좋았던 일}"))
    assert read.sections[0].question("ko") == "제일 좋았던 일"


def test_newlines_of_every_kind_and_a_byte_order_mark_make_no_difference() -> None:
    plain = form()
    for newline in ("\r\n", "\r"):
        other = form("\ufeff" + EVENING.replace("\n", newline))
        assert (other.sections, other.fields) == (plain.sections, plain.fields)


def test_a_format_without_sections_is_free() -> None:
    assert form("---\nsections: []\n---\n").free
    assert form("---\nsections:\n---\n").free
    assert not form().free


def test_only_front_matter_with_sections_makes_a_format() -> None:
    assert is_format(EVENING)
    assert is_format("---\nsections: [\n---\n")
    assert not is_format("# Note\n\nsections: none\n")
    assert not is_format("---\ntitle: {{title}}\n---\nsections: none\n")
    assert not is_format("---\nsections: []\n")


BROKEN = [
    ("---\nsections: [\n---\n", "not YAML", 3),
    ("---\nsections: []\n]\n---\n", "not YAML", 3),
    ("---\nsections: []\nname: {{title}}\n---\n", "not a text", 3),
    ("---\nsections: []\nrhythm: daily\n---\n", "rhythm is not known here", 3),
    ("---\nsections: []\nsections: []\n---\n", "sections stands twice", 3),
    (
        section(key="a", role="good").replace("role: good", "role: good\n    role: bad"),
        "sections[0].role stands twice",
        6,
    ),
    ("---\nsections: []\ntitle: &t Evening\nname: *t\n---\n", "name refers to another place", 4),
    ("---\nsections: []\nname: morning\n---\n", "morning differs", 3),
    ("---\nsections: []\nperiod: fortnight\n---\n", "period has no value fortnight", 3),
    ("---\nsections: []\nrepeats: sometimes\n---\n", "repeats should be true or false", 3),
    ("---\nsections: []\ntitle: {kr: 저녁}\n---\n", "title.kr is not known here", 3),
    ("---\nsections: []\ntitle: [a]\n---\n", "title should be a text", 3),
    ("---\nsections: Keep\n---\n", "sections should be a list", 2),
    ("---\nsections: [Keep]\n---\n", "sections[0] should be keys with values", 2),
    (section(role="good"), "sections[0] has no `key`", 4),
    (section(key="my key"), "sections[0].key is no short word", 4),
    (section(key="a", role="godo"), "sections[0].role has no value godo", 5),
    (section(key="a", kind="lists"), "sections[0].kind has no value lists", 5),
    (section(key="a", colour="red"), "sections[0].colour is not known here", 5),
    (section(key="a", required="maybe"), "sections[0].required should be true or false", 5),
    (section(key="a", aliases="Keep"), "sections[0].aliases should be a list", 5),
    (section(key="a", aliases='["🎉"]'), "sections[0]: 🎉 has no letter", 4),
    (section(key="a", heading='"a\\u0007"'), "sections[0].heading has a control character", 5),
    ("---\nsections:\n  - key: a\n  - key: a\n---\n", "sections[1].key: there is already a a", 4),
    (
        "---\nsections:\n  - key: a\n    heading: Keep\n  - key: b\n    aliases: ['✨ KEEP:']\n---\n",
        "sections[1]: ✨ KEEP: would also mean the section a",
        5,
    ),
    ("---\nsections: []\nfields:\n  - key: date\n---\n", "date is a word that entries use themselves", 4),
    ("---\nsections: []\nfields:\n  - {key: a, type: scala}\n---\n", "fields[0].type has no value scala", 4),
    (
        "---\nsections: []\nfields:\n  - {key: a, type: choice}\n---\n",
        "fields[0] needs at least two different choices",
        4,
    ),
    ("---\nsections: []\nfields:\n  - {key: a, type: choice, choices: [x, X]}\n---\n", "at least two different", 4),
    ("---\nsections: []\nfields:\n  - {key: a, type: scale, min: 5, max: 1}\n---\n", "fields[0].max does not fit 5", 4),
    (
        "---\nsections: []\nfields:\n  - {key: a, type: scale, min: low}\n---\n",
        "fields[0].min should be a whole number",
        4,
    ),
    ("---\nsections: []\nfields:\n  - {key: a, max: 3}\n---\n", "fields[0].max belongs to `type: scale`", 4),
    ("---\nsections: " + "[" * 40 + "]" * 40 + "\n---\n", "nested too deeply", 2),
]


@pytest.mark.parametrize(("text", "said", "line"), BROKEN)
def test_a_broken_template_is_one_error_with_its_place_and_a_way_out(text: str, said: str, line: int) -> None:
    with pytest.raises(FormatError) as caught:
        form(text)
    error = caught.value
    assert said in error.told()
    assert error.where == f"templates/evening.md:{line}"
    assert error.way_out()
    assert error.exit_code == 4


def test_a_name_that_cannot_be_part_of_a_file_name_is_refused() -> None:
    for name in ("my format", "-x", "a/b", ""):
        with pytest.raises(FormatError):
            form("---\nsections: []\n---\n", name)


def test_a_file_that_is_no_template_says_how_to_get_one() -> None:
    with pytest.raises(FormatError) as caught:
        form("# A note\n")
    assert "retro formats new" in caught.value.way_out()


@given(st.text(st.sampled_from("sections: []\n-{}'\"&*!|>#kéy가\t"), max_size=80))
def test_whatever_stands_in_a_template_it_is_a_format_or_one_error(text: str) -> None:
    try:
        form(f"---\nsections: []\n{text}\n---\n")
    except FormatError as error:
        assert error.told() and error.where


# -- finding sections -------------------------------------------------------------------------------------------------


def test_a_section_is_found_by_key_heading_and_alias_in_any_language() -> None:
    read = form()
    for heading in ("best", "### ✨ BEST:", "제일좋았던일", "Highlight (of the day)", "**오늘의 한 장면**"):
        found = read.match(heading)
        assert found is not None and found.key == "best"
    assert read.match("Better") is None
    assert read.match("🎉") is None


def test_a_typed_word_may_be_the_beginning_of_one_section_only() -> None:
    read = form()
    assert [s.key if (s := read.find(word)) else None for word in ("b", "sto", "제일", "x", "")] == [
        "best",
        "story",
        "best",
        None,
        None,
    ]


def test_fields_are_found_by_key_and_mood_is_always_there() -> None:
    read = form()
    assert (energy := read.field("energy")) is not None and energy.max == 10
    assert (mood := read.field("mood")) is not None and (mood.min, mood.max) == (1, 5)
    assert read.field("nope") is None


def test_the_format_that_covers_most_headings_is_chosen() -> None:
    other = form(section(key="best", role="good").replace("---\n", "---\n", 1), "evening")
    read = form()
    assert covering([other, read], ["Best", "Story"]) is read
    assert covering([other, read], ["Best", "Something else"]) is None
    assert covering([], ["Best", "Story"]) is None


def test_among_formats_that_cover_as_much_own_headings_win_over_aliases() -> None:
    borrowed = read_format(
        "---\nsections:\n  - {key: a, aliases: [Best]}\n  - {key: b, aliases: [Story]}\n---\n", "borrowed", ""
    )
    assert covering([borrowed, form()], ["Best", "Story"]) == form()
    assert covering([form(), borrowed], ["Best", "Story"]) == form()


# -- answers as data --------------------------------------------------------------------------------------------------

FULL: dict[str, Any] = {
    "date": "2026-11-20",
    "end": "2026-11-21",
    "format": "evening",
    "title": " 저녁 산책 ",
    "tags": ["#walk", "공원"],
    "note": "A quiet day.\r\nMostly.",
    "fields": {"energy": 7, "hours": "2.5", "place": "Library", "weather": "맑음", "mood": "4"},
    "sections": {
        "best": ["walked home", {"text": "오리를 봤다", "body": "- 세 마리", "mark": "x"}],
        "story": "Went\n\n- out",
        "next": ["bring bread", {"text": "call", "mark": "/"}],
    },
}


def test_answers_are_read_cleaned_and_typed() -> None:
    answers = to_answers(form(), validate(form(), FULL), date(2026, 1, 1))
    assert (answers.date, answers.end, answers.format) == (date(2026, 11, 20), date(2026, 11, 21), "evening")
    assert (answers.title, answers.tags, answers.note) == ("저녁 산책", ("walk", "공원"), "A quiet day.\nMostly.")
    assert answers.fields == {"energy": 7, "hours": 2.5, "place": "library", "weather": "맑음", "mood": 4}
    assert answers.sections == {
        "best": (ItemAnswer("walked home"), ItemAnswer("오리를 봤다", "- 세 마리", "x")),
        "story": "Went\n\n- out",
        "next": (ItemAnswer("bring bread", mark=" "), ItemAnswer("call", mark="/")),
    }


def test_the_day_is_given_where_the_answers_name_none() -> None:
    assert to_answers(form(), validate(form(), {}), date(2026, 11, 20)).date == date(2026, 11, 20)


def test_sections_and_fields_may_be_named_as_people_write_them() -> None:
    given = {"fields": {"Energy": 3}, "sections": {"제일 좋았던 일": ["a"], "Story:": "b"}}
    answers = to_answers(form(), validate(form(), given), date(2026, 11, 20))
    assert (set(answers.sections), answers.fields) == ({"best", "story"}, {"energy": 3})


def test_what_is_null_is_unanswered() -> None:
    given = {"note": None, "fields": {"energy": None}, "sections": {"best": None, "story": "x"}}
    answers = to_answers(form(), validate(form(), given), date(2026, 11, 20))
    assert (answers.note, answers.fields, set(answers.sections)) == ("", {}, {"story"})


def test_a_free_format_takes_any_heading() -> None:
    log = form("---\nsections: []\n---\n")
    given = {"sections": {" 강의 ": "prose", "팀 시간": ["a", {"text": "b"}]}}
    answers = to_answers(log, validate(log, given), date(2026, 11, 20))
    assert answers.sections == {"강의": "prose", "팀 시간": (ItemAnswer("a"), ItemAnswer("b"))}


SECRET = "몰래 쓴 이야기 xyzzy"
REFUSED: list[tuple[object, str]] = [
    ([], "keys with values are expected"),
    ({"sectoins": {}}, "sectoins: not known here; the keys are: date, end, format"),
    ({SECRET: 1}, "#1: not known here"),
    ({"date": SECRET}, "date: a date such as 2026-11-20"),
    ({"date": 20261120}, "date: a date such as"),
    ({"date": "2026-02-30"}, "date: a date such as"),
    ({"date": "2026-11-20", "end": "2026-11-19"}, "end: it lies before the date"),
    ({"format": "kpt"}, "format: these answers are read as evening"),
    ({"title": f"{SECRET}\n{SECRET}"}, "title: one line only"),
    ({"tags": SECRET}, "tags: a list is expected"),
    ({"tags": [SECRET]}, "tags[0]: a tag has no spaces"),
    ({"note": ["a"]}, "note: a text, not a list"),
    ({"fields": {"energy": 11}}, "fields.energy: a whole number from 0 to 10"),
    ({"fields": {"energy": True}}, "fields.energy: a whole number"),
    ({"fields": {"mood": 0}}, "fields.mood: a whole number from 1 to 5"),
    ({"fields": {"hours": SECRET}}, "fields.hours: a number"),
    ({"fields": {"hours": "nan"}}, "fields.hours: a number"),
    ({"fields": {"place": SECRET}}, "fields.place: one of: home, library, no"),
    ({"fields": {"weather": 3}}, "fields.weather: a text is expected"),
    ({"fields": {"nope": SECRET}}, "fields.nope: not known here; the keys are: energy, hours, place, weather, mood"),
    ({"sections": [SECRET]}, "sections: keys with values are expected"),
    ({"sections": {"kepe": [SECRET]}}, "sections.kepe: not known here; the keys are: best, story, next"),
    ({"sections": {"best": [], SECRET: []}}, "sections.#2: not known here"),
    ({"sections": {"best": [], 5: SECRET}}, "sections.#2: not known here"),
    ({"sections": {"best": [], "Highlight": [SECRET]}}, "sections: best is given twice"),
    ({"sections": {"best": 3}}, "sections.best: a text, or a list of items"),
    ({"sections": {"best": {"text": SECRET}}}, "sections.best: a text, or a list of items"),
    ({"sections": {"best": ["a", 3]}}, "sections.best[1]: an item is a text, or has the keys text, body and mark"),
    ({"sections": {"best": ["  \x00 "]}}, "sections.best[0]: there is nothing in it"),
    ({"sections": {"best": [{"body": SECRET}]}}, "sections.best[0].text: it is missing"),
    (
        {"sections": {"best": [{"text": "a", "why": SECRET}]}},
        "sections.best[0].why: not known here; the keys are: text, body",
    ),
    ({"sections": {"best": [{"text": "a", "mark": "done"}]}}, "sections.best[0].mark: one character"),
    ({"sections": {"best": [{"text": "a", "mark": "1"}]}}, "sections.best[0].mark: one character"),
    ({"sections": {"story": [SECRET]}}, "sections.story: a text, not a list"),
    ({"sections": {"story": ""}}, "sections.story: there is nothing in it"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED)
def test_answers_that_do_not_fit_are_told_by_their_key_and_never_repeated(given: object, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        validate(form(), given)
    error = caught.value
    assert any(line.startswith(said) for line in error.details), error.details
    everything = " ".join([error.told(), error.way_out(), *error.details, repr(error), str(error.__cause__)])
    assert "xyzzy" not in everything
    assert error.__context__ is None or error.__suppress_context__


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({SECRET: 3}, "sections.#1: a text, or a list of items"),
        ({"a": "x", SECRET: [3]}, "sections.#2[0]: an item is a text"),
        ({"a": "x", " A ": "y"}, "sections: #2 is given twice"),
        ({"🎉": "x"}, "sections: a heading is one line with a word in it"),
        ({"a\nb": "x"}, "sections: a heading is one line with a word in it"),
    ],
)
def test_headings_of_a_free_format_are_told_by_their_place(sections: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        validate(form("---\nsections: []\n---\n"), {"sections": sections})
    assert [line for line in caught.value.details if line.startswith(said)]


def test_all_that_is_wrong_is_told_at_once_and_in_the_language_asked_for() -> None:
    with pytest.raises(UsageError) as caught:
        validate(form(), {"title": 1, "sections": {"best": 2, "story": 3}}, translate=lambda message: message.upper())
    assert [line.split(":")[0] for line in caught.value.details] == ["title", "sections.best", "sections.story"]
    assert all("TEXT" in line for line in caught.value.details)


def test_the_model_is_built_once_frozen_and_named_by_keys() -> None:
    read = form("---\nsections:\n  - key: try\n  - key: copy\n  - key: 할-일\n  - key: best\n---\n")
    assert read.model() is read.model()
    parsed: Any = validate(read, {"sections": {"try": ["a"], "copy": ["b"], "할-일": ["c"], "best": ["d"]}})
    assert (parsed.sections.try_, parsed.sections.copy_, parsed.sections.best) == (("a",), ("b",), ("d",))
    assert parsed.sections.model_dump(by_alias=True)["할-일"] == ("c",)
    with pytest.raises(ValueError, match="frozen"):
        parsed.title = "x"


def test_the_json_schema_is_valid_and_agrees_with_the_model() -> None:
    schema = json_schema(form())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    check = jsonschema.Draft202012Validator(schema)
    check.validate({**FULL, "tags": ["walk"], "title": "x", "fields": {"energy": 7, "place": "library"}})
    for wrong in (
        {"sections": {"nope": []}},
        {"fields": {"energy": 11}},
        {"sections": {"story": ["a"]}},
        {"format": "kpt"},
    ):
        assert not check.is_valid(wrong)
    json.dumps(schema)


# -- new templates ----------------------------------------------------------------------------------------------------


def test_a_template_of_headings_guesses_keys_and_roles() -> None:
    text = from_headings(
        "mine", ["## ✨ Best", "**제일 좋았던 일**", "다음 (꼭!)", "Next", "🎉", "오늘의 질문?"], [form()]
    )
    read = read_format(text, "mine", "mine.md")
    assert [(s.key, s.role, s.kind, s.title("ko")) for s in read.sections] == [
        ("best", "good", "list", "✨ Best"),
        ("제일-좋았던-일", "good", "list", "제일 좋았던 일"),
        ("다음", "other", "list", "다음 (꼭!)"),
        ("next", "next", "actions", "Next"),
        ("오늘의-질문", "other", "list", "오늘의 질문?"),
    ]


def test_a_template_needs_at_least_one_heading() -> None:
    with pytest.raises(UsageError):
        from_headings("mine", ["", "🎉"], [])


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8))
def test_any_headings_make_a_readable_template_that_recognises_them(headings: list[str]) -> None:
    try:
        text = from_headings("mine", headings, [])
    except UsageError:
        return
    read = read_format(text, "mine", "mine.md")
    assert read.sections
    for spec in read.sections:
        assert read.match(spec.title("en")) is spec


def test_a_blank_template_is_a_format_that_can_be_used_as_it_is() -> None:
    text = blank("mine")
    read = read_format(text, "mine", "mine.md")
    assert [(s.role, s.kind) for s in read.sections] == [("good", "list"), ("next", "actions")]
    assert "# fields:" in text
    assert max(map(len, text.split("\n"))) <= 120
