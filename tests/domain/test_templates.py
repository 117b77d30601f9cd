"""Promises that every built-in format keeps."""

from pathlib import Path

import pytest

from retro_cli.domain.format import LANGUAGES, Format, covering
from retro_cli.domain.formatfile import read_format
from retro_cli.domain.labels import label

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(path.stem for path in TEMPLATES.glob("*.md"))
BUILT_IN = {"kpt", "cdfa", "4l", "good-bad", "ywt", "ssc", "starfish", "msg", "daki", "5f", "wwl", "standup"}


def built_in(name: str) -> Format:
    path = TEMPLATES / f"{name}.md"
    return read_format(path.read_text("utf-8"), name, str(path))


def test_the_formats_that_are_promised_are_there() -> None:
    assert set(NAMES) == BUILT_IN | {"log", "learned", "weekly"}


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_is_shown_is_there_in_every_language(name: str) -> None:
    form = built_in(name)
    shown = [form.title, form.summary]
    shown += [texts for section in form.sections for texts in (section.heading, section.prompt)]
    for texts in shown:
        assert set(texts) == set(LANGUAGES)
        assert all(text == text.strip() and text for text in texts.values())


@pytest.mark.parametrize("name", NAMES)
def test_prompts_are_questions_of_one_line_that_fits_a_terminal(name: str) -> None:
    for section in built_in(name).sections:
        assert all(len(prompt) <= 70 for prompt in section.prompt.values())


@pytest.mark.parametrize("name", NAMES)
def test_no_alias_stands_twice_or_repeats_a_heading(name: str) -> None:
    form = built_in(name)
    found = []
    for section in form.sections:
        names = {label(text) for text in (section.key, *section.heading.values())}
        found += [*names, *(label(alias) for alias in section.aliases)]
    assert sorted(found) == sorted(set(found))
    assert "" not in found


@pytest.mark.parametrize("name", NAMES)
def test_every_key_heading_and_alias_leads_to_its_section(name: str) -> None:
    form = built_in(name)
    for section in form.sections:
        for text in (section.key, *section.heading.values(), *section.aliases):
            assert form.match(f"## ✨ **{text}**:") is section
            assert form.match(text.replace(" ", "")) is section


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_next_is_something_to_tick_off(name: str) -> None:
    for section in built_in(name).sections:
        assert (section.role == "next") == (section.kind == "actions")


def test_the_written_headings_are_the_ones_people_know() -> None:
    def headings(name: str, lang: str) -> list[str]:
        return [section.title(lang) for section in built_in(name).sections]

    for lang in LANGUAGES:
        assert headings("kpt", lang) == ["Keep", "Problem", "Try"]
        assert headings("weekly", lang) == [
            "[+] Positive",
            "[-] Negative",
            "[!] To Try",
            "[?] Question",
            "[.] Takeaway",
        ]
    assert headings("cdfa", "ko") == ["계기", "한 일", "느낀 점", "다음에 해볼 것"]
    assert headings("good-bad", "ko") == ["좋았던 점", "아쉬운 점", "도전할 점", "알게 된 점"]


def test_periods_and_repeating_are_as_the_formats_are_used() -> None:
    forms = {name: built_in(name) for name in NAMES}
    assert forms["weekly"].period == "week"
    assert {name for name, form in forms.items() if form.repeats} == {"cdfa"}
    assert {name for name, form in forms.items() if form.free} == {"log"}
    assert forms["kpt"].period == "any"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("kpt", {"k": "keep", "p": "problem", "t": "try"}),
        ("cdfa", {"c": "cue", "d": "did", "f": "felt", "a": "action"}),
        ("ywt", {"y": "did", "w": "learned", "t": "next", "d": "did"}),
        ("good-bad", {"g": "good", "b": "bad", "t": "try", "l": "learned"}),
        ("daki", {"d": "drop", "a": "add", "k": "keep", "i": "improve"}),
        ("ssc", {"c": "continue", "s": None}),
        ("4l", {"l": None, "le": "learned", "lo": "longed_for"}),
    ],
)
def test_a_letter_is_enough_where_only_one_section_begins_so(name: str, letters: dict[str, str | None]) -> None:
    form = built_in(name)
    for letter, key in letters.items():
        found = form.find(letter)
        assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (["Keep", "problem", "TRY"], "kpt"),
        (["K", "P", "T"], "kpt"),
        (["Keep (만족한 점)", "Problem (아쉬웠던 점)"], "kpt"),
        (["좋았던 점", "아쉬운 점", "도전할 점", "알게 된 점"], "good-bad"),
        (["잘한 점", "아쉬웠던 점", "배운 점"], "good-bad"),
        (["cue", "did", "felt", "action plan"], "cdfa"),
        (["계기", "한 일", "느낀 점", "다음에 해볼 것"], "cdfa"),
        (["Liked", "Learned", "Lacked", "Longed for"], "4l"),
        (["[Y] やったこと", "[W] わかったこと", "[T] 次にやること"], "ywt"),
        (["Start", "Stop", "Continue"], "ssc"),
        (["Start", "Stop", "Continue", "More of", "Less of"], "starfish"),
        (["**Mad:**", "Sad", "Glad"], "msg"),
        (["### **[+]** Positive", "### **[-]** Negative", "### **[!]** To Try"], "weekly"),
        (["What went WELL?", "What could have gone BETTER?", "What did I LEARN?"], "wwl"),
        (["사실", "느낌", "교훈", "선언"], "5f"),
        (["learned", "did", "feeling"], "learned"),
        (["Drop", "Add", "Keep", "Improve"], "daki"),
    ],
)
def test_headings_that_people_write_are_taken_for_the_format_they_come_from(headings: list[str], name: str) -> None:
    found = covering([built_in(each) for each in NAMES], headings)
    assert found is not None and found.name == name


def test_headings_of_a_class_log_belong_to_no_format() -> None:
    assert covering([built_in(each) for each in NAMES], ["부캠 강의", "개인 학습", "피어 세션", "후기"]) is None
