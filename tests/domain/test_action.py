"""Action items: their ids, finding them by what somebody types, and finding their line again in a changed text."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.strategies import hostile_text, journal_lines
from retro_cli.domain import edit
from retro_cli.domain.action import ActionItem, action_items, find_again, matching, shown_ids
from retro_cli.domain.entry import read_entry
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.layout import Slot
from retro_cli.domain.text import BOM, split_lines
from retro_cli.errors import UnreadableError

TODAY = date(2026, 11, 20)
PATH = "2026/2026-11-18.md"
KPT = Format(
    name="kpt",
    sections=(
        SectionSpec("keep", "good", "list", {"en": "Keep"}),
        SectionSpec("try", "next", "actions", {"en": "Try"}),
    ),
)
FORMATS = {"kpt": KPT, "log": Format(name="log")}


def read(text: str, path: str = PATH) -> list[ActionItem]:
    """The action items of a text."""
    entry = read_entry(text, path, FORMATS, Slot("day", date(2026, 11, 18)))
    return action_items(entry, split_lines(text))


def only(text: str) -> ActionItem:
    (found,) = read(text)
    return found


def texts() -> st.SearchStrategy[str]:
    """Texts with boxes in every kind of place, newline and company."""
    box = st.builds(
        "{}{} [{}] {}{}".format,
        st.sampled_from(("", "  ", "    ", "\t", "> ", "- ")),
        st.sampled_from(("-", "*", "+", "1.", "2)")),
        st.sampled_from(" xX/-?"),
        st.sampled_from(
            ("설정 넣기", "\u1109\u1161\u11ab\u110e\u1162\u11a8", "줄\u2028안 #tag", "a\tb", "[red]x[/red]", "😀 x")
        ),
        st.sampled_from(
            ("", "", "  ", " 📅 2026-11-24", " ✅ 2026-11-01", " [due:: 2026-11-24]", " #tag ^ref", " 📅 2026-02-30")
        ),
    )
    line = st.one_of(box, box, journal_lines(), st.sampled_from(("```", "<!--", "-->", "", "## Try", "# 제목")))
    lines = st.lists(st.tuples(line, st.sampled_from(("\n", "\n", "\r\n", "\r"))), max_size=12)
    return st.one_of(
        st.builds(
            lambda bom, pairs, end: (
                (bom + "".join(a + b for a, b in pairs))
                if end
                else (bom + "".join(a + b for a, b in pairs)).rstrip("\r\n")
            ),
            st.sampled_from(("", BOM)),
            lines,
            st.booleans(),
        ),
        hostile_text(),
    )


def readable(text: str) -> list[ActionItem]:
    try:
        return read(text)
    except UnreadableError:
        return []


def changed_lines(before: str, after: str) -> list[int]:
    """The 1-based lines in which two texts of equally many lines differ."""
    old, new = split_lines(before), split_lines(after)
    assert len(old) == len(new)
    return [index for index, (a, b) in enumerate(zip(old, new, strict=True), 1) if a != b]


# -- edits ------------------------------------------------------------------------------------------------------------


@given(texts(), st.sampled_from("x-/ "), st.data())
def test_setting_a_mark_changes_the_one_line_of_its_item(text: str, mark: str, data: st.DataObject) -> None:
    items = readable(text)
    if items:
        item = data.draw(st.sampled_from(items))
        after = edit.set_mark(text, item.line, mark, TODAY)
        assert changed_lines(text, after) in ([], [item.line])
        assert edit.set_mark(after, item.line, mark, TODAY) == after
        assert len(read(after)) == len(items)


@given(texts(), st.data())
def test_done_and_open_again_is_the_text_as_it_was(text: str, data: st.DataObject) -> None:
    items = [item for item in readable(text) if item.mark == " " and "✅" not in item.raw and "❌" not in item.raw]
    if items:
        item = data.draw(st.sampled_from(items))
        for mark in "x-":
            there = edit.set_mark(text, item.line, mark, TODAY)
            assert edit.set_mark(there, item.line, " ", None) == text


@given(texts(), st.data())
def test_a_line_of_explanation_is_one_line_more_and_nested_below_its_item(text: str, data: st.DataObject) -> None:
    items = readable(text)
    if items:
        item = data.draw(st.sampled_from(items))
        after = edit.add_below(text, item.line, item.last, "이래서 그랬다")
        old, new = split_lines(text), split_lines(after)
        assert len(new) == len(old) + 1
        assert "이래서 그랬다" in new[item.last] and BOM not in new[item.last]
        assert [line.rstrip("\r\n") for line in new[: item.last] + new[item.last + 1 :]] == [
            line.rstrip("\r\n") for line in old
        ]


@given(texts())
def test_ids_are_different_and_stay_when_dates_and_marks_change(text: str) -> None:
    items = readable(text)
    hashed = [item for item in items if "🆔" not in item.raw]
    assert len({item.id for item in hashed}) == len(hashed)
    for item in items:
        moved = edit.set_date(edit.set_mark(text, item.line, "x", TODAY), item.line, "due", date(2026, 12, 24))
        assert [one.id for one in read(moved)] == [one.id for one in items]


@given(texts(), st.data())
def test_an_item_is_found_again_in_its_own_text_and_below_new_lines(text: str, data: st.DataObject) -> None:
    items = readable(text)
    if items:
        item = data.draw(st.sampled_from(items))
        assert find_again(items, item) == item
        lower = [one for one in read("처음 온 줄\n\n" + text.removeprefix(BOM)) if one.text == item.text]
        if len(lower) == 1 and not text.startswith((BOM, "---")):
            assert find_again(lower, item) == lower[0]


# -- ids --------------------------------------------------------------------------------------------------------------


def test_tags_and_due_dates_are_no_part_of_the_id() -> None:
    plain = only("- [ ] 설정을 저장소에 넣기\n").id
    assert only("- [/] 설정을  저장소에 넣기 #infra 📅 2026-11-24\n").id == plain
    assert only("- [ ] 설정을 저장소에 빼기\n").id != plain
    assert read("- [ ] 설정을 저장소에 넣기\n", "2026/2026-11-19.md")[0].id != plain


def test_decomposed_hangul_has_the_same_id() -> None:
    assert only("- [ ] 산책\n").id == only("- [ ] \u1109\u1161\u11ab\u110e\u1162\u11a8\n").id


def test_an_id_of_its_own_wins_and_is_shown_whole() -> None:
    item = only("- [ ] 산책 🆔 walk-every-day\n")
    assert item.id == "walk-every-day"
    assert shown_ids([item]) == {(PATH, 1): "walk-every-day"}


def test_shown_ids_are_as_short_as_they_can_be_told_apart() -> None:
    items = read("".join(f"- [ ] 할 일 {number}\n" for number in range(400)))
    shown = shown_ids(items)
    assert min(map(len, shown.values())) == 3
    for item in items:
        found = shown[item.path, item.line]
        assert [one for one in items if one.id.startswith(found)] == [item]
        assert len(found) == 3 or len([one for one in items if one.id.startswith(found[:-1])]) > 1


# -- what somebody types ----------------------------------------------------------------------------------------------


def named(items: Sequence[ActionItem], word: str) -> list[str]:
    return [item.text for item in matching(items, word)]


def test_items_are_named_by_id_by_its_beginning_and_by_a_piece_of_the_text() -> None:
    items = read("- [ ] 설정 넣기\n- [ ] Read a Paper\n- [ ] 산책하기 🆔 k3f\n")
    assert named(items, items[0].id) == named(items, items[0].id[:3]) == ["설정 넣기"]
    assert named(items, items[0].id[:4].upper()) == ["설정 넣기"]
    assert named(items, "paper") == ["Read a Paper"]
    assert named(items, "\u1109\u1161\u11ab\u110e\u1162\u11a8") == ["산책하기"]
    assert named(items, "없는 말") == named(items, "") == []


def test_an_id_typed_with_the_hangul_keys_on_is_the_id() -> None:
    assert named(read("- [ ] 산책하기 🆔 k3f\n- [ ] 다른 것\n"), "ㅏ3ㄹ") == ["산책하기"]


def test_two_characters_are_an_id_where_only_one_begins_so_and_a_piece_of_the_text_as_well() -> None:
    items = read("- [ ] 산책하기 🆔 smm\n- [ ] 책 읽기 🆔 k3f\n- [ ] ask km 🆔 k9q\n")
    assert named(items, "sm") == ["산책하기"]
    assert named(items, "k") == named(items, "km") == ["ask km"]
    assert named(items, "k3") == ["책 읽기"]
    assert named([*items, *read("- [ ] sm 사기 🆔 x1\n")], "sm") == ["산책하기", "sm 사기"]
    assert named(read("- [ ] a 🆔 abc\n- [ ] b 🆔 abd\n"), "ab") == []


def test_a_word_that_fits_several_names_them_all() -> None:
    assert named(read("- [ ] 논문 읽기\n- [ ] 논문 쓰기\n"), "논문") == ["논문 읽기", "논문 쓰기"]


# -- finding the line again -------------------------------------------------------------------------------------------


def test_of_two_equal_items_that_moved_neither_is_guessed() -> None:
    first, _ = read("- [ ] 산책\n- [ ] 산책\n")
    assert find_again(read("새 줄\n\n- [ ] 산책\n- [ ] 산책\n"), first) is None
    assert find_again(read("- [ ] 산책\n- [ ] 산책\n"), first) is not None


def test_of_two_equal_items_the_one_that_still_looks_the_same_is_it() -> None:
    _, second = read("- [ ] 산책 📅 2026-11-21\n- [ ] 산책\n")
    found = find_again(read("새 줄\n\n- [ ] 산책 📅 2026-11-21\n- [ ] 산책\n"), second)
    assert found is not None and found.line == 4


def test_an_item_whose_text_was_edited_is_not_found() -> None:
    assert find_again(read("- [ ] 산책 나가기\n"), only("- [ ] 산책\n")) is None


def test_an_item_with_an_id_of_its_own_is_found_wherever_it_went() -> None:
    item = only("- [ ] 산책 🆔 k3f\n")
    found = find_again(read("- [ ] 하나\n- [x] 저녁 산책 🆔 k3f\n"), item)
    assert found is not None and found.text == "저녁 산책"
    assert find_again(read("- [ ] 산책 🆔 k3f\n- [ ] 산책 🆔 k3f\n"), item) is None


# -- what counts as an action item ------------------------------------------------------------------------------------


def test_boxes_in_code_and_comments_are_none() -> None:
    text = "```\n- [ ] 코드\n```\n\n<!--\n- [ ] 주석\n-->\n\n- [x]x\n- [1](url)\n- 그냥\n- [ ] 이것만\n"
    assert [item.text for item in read(text)] == ["이것만"]


@pytest.mark.parametrize(
    ("mark", "state"), [(" ", "open"), ("x", "done"), ("X", "done"), ("/", "started"), ("-", "dropped"), ("?", "open")]
)
def test_the_character_in_the_box_says_the_state(mark: str, state: str) -> None:
    assert only(f"- [{mark}] 산책\n").state == state


def test_age_overdue_and_waiting_are_told_from_the_day_that_is_today() -> None:
    item = only("- [ ] 산책 ⏳ 2026-11-23 📅 2026-11-19\n")
    assert (item.age(TODAY), item.overdue(TODAY), item.waits(TODAY)) == (2, True, True)
    assert not item.waits(date(2026, 11, 23)) and not item.overdue(date(2026, 11, 19))
    assert item.age(date(2026, 11, 1)) == 0
