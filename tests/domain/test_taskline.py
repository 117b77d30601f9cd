"""Task lines: what is read, and that a change touches nothing but what it must."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retro_cli.domain import tags as tag_words
from retro_cli.domain.taskline import TaskLine, parse, render, set_date, set_mark, typed_fields, unread_due

FRIDAY = date(2026, 11, 20)
TUESDAY = date(2026, 11, 24)


def read(line: str) -> TaskLine:
    task = parse(line)
    assert task is not None
    return task


# --- what a task line is


@pytest.mark.parametrize(
    "line",
    [
        "- [x]x",
        "- [1](url)",
        "- [1] 첫째",
        "- [] 빈 칸",
        "- [xx] 둘",
        "-[ ] 붙은 표시",
        "- 그냥 항목",
        "[ ] 표시 없음",
        "a - [ ] 앞에 글",
        "- \\[ ] 글자 그대로",
        "- [\n] 줄",
        "-\t[ ] 탭",
        "",
    ],
)
def test_lines_that_only_look_like_tasks_are_none(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize("marker", ["-", "*", "+", "1.", "12)"])
def test_every_list_marker_opens_a_task(marker: str) -> None:
    task = read(f"  {marker}  [ ] 산책하기\r\n")
    assert (task.prefix, task.marker, task.gap, task.mark, task.text) == ("  ", marker, "  ", " ", "산책하기")


def test_quotes_tabs_and_a_byte_order_mark_may_stand_before_the_marker() -> None:
    assert read("> >\t- [ ] 인용 속").prefix == "> >\t"
    assert read("\ufeff- [ ] 첫 줄").prefix == "\ufeff"


def test_an_empty_task_has_no_text() -> None:
    assert read("- [ ]").text == ""
    assert read("- [ ]  \n").text == ""


@pytest.mark.parametrize(
    ("mark", "state"),
    [(" ", "open"), ("x", "done"), ("X", "done"), ("/", "started"), ("-", "dropped"), ("?", "open"), ("✨", "open")],
)
def test_the_mark_says_the_state_and_an_unknown_one_counts_as_open(mark: str, state: str) -> None:
    task = read(f"- [{mark}] 책 읽기")
    assert (task.mark, task.state) == (mark, state)


# --- fields


FULL = (
    "설정을 저장소에 넣기 #infra 🆔 k3f ⛔ a1,b-2 ⏫ 🔁 every week 🏁 delete"
    " ➕ 2026-11-16 🛫 2026-11-17 ⏳ 2026-11-18 📅 2026-11-24 ❌ 2026-11-19 ✅ 2026-11-20 ^abc-1"
)


def test_every_field_is_read_in_the_written_order() -> None:
    task = read(f"- [ ] {FULL}\n")
    assert task.text == "설정을 저장소에 넣기 #infra"
    assert task.tags == ("infra",)
    assert (task.id, task.depends_on, task.priority) == ("k3f", ("a1", "b-2"), "high")
    assert (task.recurrence, task.on_completion) == ("every week", "delete")
    assert (task.created, task.start) == (date(2026, 11, 16), date(2026, 11, 17))
    assert (task.scheduled, task.due) == (date(2026, 11, 18), TUESDAY)
    assert (task.cancelled, task.done, task.block) == (date(2026, 11, 19), FRIDAY, "^abc-1")


def test_dataview_fields_read_the_same() -> None:
    dataview = (
        "- [ ] 설정을 저장소에 넣기 #infra  [id:: k3f]  (dependsOn:: a1, b-2)  [priority:: high]  [repeat:: every week]"
        "  [onCompletion:: delete]  [created:: 2026-11-16], [start:: 2026-11-17]  [ scheduled::2026-11-18 ]"
        "  (due:: 2026-11-24)  [cancelled:: 2026-11-19]  [completion:: 2026-11-20] ^abc-1"
    )
    assert read(dataview) == read(f"- [ ] {FULL}")


@pytest.mark.parametrize("sign", ["📅", "📆", "🗓", "📅\ufe0f", "🗓\ufe0f"])
def test_the_variants_of_the_due_sign_read_alike(sign: str) -> None:
    assert read(f"- [ ] 책 {sign} 2026-11-24").due == TUESDAY
    assert read(f"- [ ] 책{sign}2026-11-24").text == "책"


@pytest.mark.parametrize("sign", ["⏳", "⌛", "⌛\ufe0f"])
def test_the_variants_of_the_scheduled_sign_read_alike(sign: str) -> None:
    assert read(f"- [ ] 책 {sign} 2026-11-24").scheduled == TUESDAY


@pytest.mark.parametrize(
    ("sign", "level"), [("🔺", "highest"), ("⏫", "high"), ("🔼", "medium"), ("🔽", "low"), ("⏬\ufe0f", "lowest")]
)
def test_each_priority_sign_has_its_level(sign: str, level: str) -> None:
    assert read(f"- [ ] 책 {sign}").priority == level


def test_tags_may_stand_among_the_fields_and_follow_the_text() -> None:
    task = read("- [ ] 책 #a 📅 2026-11-24 #b/c ⏫ #d ^x")
    assert task.text == "책 #a #b/c #d"
    assert task.tags == ("a", "b/c", "d")
    assert (task.due, task.priority, task.block) == (TUESDAY, "high", "^x")


@pytest.mark.parametrize(
    "text",
    [
        "📅 2026-11-24 까지 끝내기",
        "회의 📅 2026-02-30",
        "회의 📅 2026-13-01",
        "회의 📅 2026-11-2",
        "매주 🔁 매주",
        "매주 🔁",
        "빈 [due:: ]",
        "끝 🏁 whenever",
        "다른 [note:: 2026-11-24]",
        "짝이 다른 [due:: 2026-11-24)",
        "틀린 [due:: soon]",
        "링크 [due](2026-11-24)",
        "코드 `📅 2026-11-24`",
    ],
)
def test_what_is_no_field_stays_in_the_text(text: str) -> None:
    task = read(f"- [ ] {text}")
    assert task.text == text
    assert (task.due, task.recurrence, task.on_completion) == (None, None, None)


def test_reading_stops_at_the_first_unknown_text() -> None:
    task = read("- [ ] 책 ⏳ 2026-11-18 읽다 📅 2026-11-24")
    assert task.text == "책 ⏳ 2026-11-18 읽다"
    assert (task.scheduled, task.due) == (None, TUESDAY)


def test_of_a_field_that_stands_twice_the_first_counts() -> None:
    assert read("- [ ] 책 📅 2026-11-24 📅 2026-11-25").due == TUESDAY


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    parse(text)
    parse(f"- [ ] {text}")


@pytest.mark.parametrize(
    "piece", ["#a ", "🔁 a", "[due::", "(due:: ", "📅 2026-11-24 ", "⛔ a,", "⛔ ", " ", "#", "^a "]
)
def test_a_line_of_a_million_characters_is_read_in_passing(piece: str) -> None:
    assert parse("- [ ] " + piece * (1_000_000 // len(piece))) is not None


# --- marks


def test_done_adds_its_date_before_the_block_link_and_keeps_the_ending() -> None:
    assert set_mark("- [ ] 책 📅 2026-11-24 ^b\r\n", "x", FRIDAY) == "- [x] 책 📅 2026-11-24 ✅ 2026-11-20 ^b\r\n"
    assert set_mark("* [ ] 책  ", "x", FRIDAY, "dataview") == "* [x] 책  [completion:: 2026-11-20]  "


def test_done_twice_keeps_the_first_date() -> None:
    once = set_mark("- [ ] 책", "x", FRIDAY)
    assert set_mark(once, "x", TUESDAY) == once
    assert set_mark(once, "X", TUESDAY) == once


def test_dropping_what_was_done_swaps_the_dates() -> None:
    assert set_mark("- [x] 책 ✅ 2026-11-20", "-", TUESDAY) == "- [-] 책 ❌ 2026-11-24"
    assert set_mark("- [-] 책 (cancelled:: 2026-11-20)", "x", TUESDAY) == "- [x] 책 ✅ 2026-11-24"


def test_reopening_removes_both_dates_and_nothing_else() -> None:
    line = "- [x] 책 #a 📅\ufe0f 2026-11-24 ❌ 2026-11-19 #b ✅ 2026-11-20 ^b\n"
    assert set_mark(line, "/", FRIDAY) == "- [/] 책 #a 📅\ufe0f 2026-11-24 #b ^b\n"


def test_a_date_that_is_part_of_the_text_is_not_touched() -> None:
    assert set_mark("- [x] ✅ 2026-11-19 에 끝낸 것", " ", None) == "- [ ] ✅ 2026-11-19 에 끝낸 것"


def test_without_a_date_only_the_mark_changes() -> None:
    assert set_mark("- [?] 책", "x", None) == "- [x] 책"


@pytest.mark.parametrize("mark", ["", "xx", "1", "٣", "\n"])
def test_what_cannot_be_a_mark_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        set_mark("- [ ] 책", mark, FRIDAY)


def test_a_line_that_is_no_task_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="task"):
        set_mark("- 책", "x", FRIDAY)


# --- any line

_PIECES = [
    "읽기",
    unicodedata.normalize("NFD", "읽기"),
    "#tag",
    "[x]",
    "[a](b)",
    "❤\ufe0f",
    "\t",
    "  ",
    "\u2028",
    "\\",
    "`",
]
_FIELDS = """📅 2026-11-24|[due:: 2026-11-24]|(start:: 2026-11-24)|⏫|🆔 k3f|⛔ a,b|✅|❌
    2026-02-30|✅ 2026-11-20|🔁 every day
|🔁|^abc|🏁 keep|due:금"""
_words = st.one_of(
    st.text(st.characters(exclude_characters="\r\n"), max_size=12),
    st.sampled_from(_PIECES),
    st.sampled_from(_FIELDS.replace("\n", "").split("|")),
)
_body = st.lists(_words, max_size=6).map(" ".join)
_head = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "  ", "\t", "> ", "\ufeff"]),
    st.sampled_from(["-", "*", "3."]),
    st.sampled_from([" ", "   "]),
)
_lines = st.builds("{}[ ] {}{}".format, _head, _body, st.sampled_from(["", "\n", "\r\n", "\r"]))
_marks = st.sampled_from(["x", "X", "-", "/", " ", "!"])
_days = st.dates()
_syntaxes = st.sampled_from(["emoji", "dataview"])

_UNCHANGED = [
    "prefix", "marker", "gap", "text", "tags", "id", "depends_on", "priority", "recurrence", "on_completion", "created",
    "start", "scheduled", "due", "block",
]  # fmt: skip


@given(_lines, _marks, _days, _syntaxes)
@example("- [ ] ", "x", FRIDAY, "emoji")
@example("- [ ] ^abc", "x", FRIDAY, "emoji")
@example("- [ ] #a📅 2026-11-24", "x", FRIDAY, "emoji")
def test_a_mark_changes_nothing_that_it_need_not(line: str, mark: str, day: date, syntax: str) -> None:
    before, changed = read(line), set_mark(line, mark, day, syntax)
    after = read(changed)
    assert [getattr(before, name) for name in _UNCHANGED] == [getattr(after, name) for name in _UNCHANGED]
    assert after.state == read(f"- [{mark}]").state
    assert changed[: line.index("[ ]")] == line[: line.index("[ ]")]
    if after.state == "done":
        assert after.done == (before.done or day)
    if before.done is before.cancelled is None:
        assert set_mark(changed, " ", None, syntax) == line


@given(_lines, _marks, _days, _days, _syntaxes)
def test_a_mark_set_twice_equals_a_mark_set_once(line: str, mark: str, day: date, later: date, syntax: str) -> None:
    once = set_mark(line, mark, day, syntax)
    assert set_mark(once, mark, later, syntax) == once


@given(_lines, st.lists(_marks, max_size=5), _syntaxes)
def test_any_way_of_marks_back_to_open_keeps_the_line(line: str, marks: list[str], syntax: str) -> None:
    start = read(line)
    changed = line
    for mark in marks:
        changed = set_mark(changed, mark, FRIDAY, syntax)
    changed = set_mark(changed, " ", None, syntax)
    if start.done is start.cancelled is None:
        assert changed == line


# --- dates


def test_a_new_date_goes_where_the_order_of_fields_puts_it() -> None:
    line = "- [x] 책 #a ⏳ 2026-11-18 ❌ 2026-11-19 ✅ 2026-11-20 ^b"
    assert set_date(line, "due", TUESDAY) == "- [x] 책 #a ⏳ 2026-11-18 📅 2026-11-24 ❌ 2026-11-19 ✅ 2026-11-20 ^b"
    assert set_date("- [ ] 책\n", "due", TUESDAY, "dataview") == "- [ ] 책  [due:: 2026-11-24]\n"
    assert set_date("- [ ]", "due", TUESDAY) == "- [ ] 📅 2026-11-24"


def test_a_date_that_is_there_keeps_its_place_and_its_notation() -> None:
    line = "- [ ] 책 📆\ufe0f  2026-11-20 ⏫ (start::2026-11-20)"
    assert set_date(line, "due", TUESDAY, "dataview") == "- [ ] 책 📆\ufe0f  2026-11-24 ⏫ (start::2026-11-20)"
    assert set_date(line, "start", TUESDAY) == "- [ ] 책 📆\ufe0f  2026-11-20 ⏫ (start::2026-11-24)"


def test_removing_a_date_removes_the_space_that_set_it_off() -> None:
    assert set_date("- [ ] 책 📅 2026-11-24 ^b\n", "due", None) == "- [ ] 책 ^b\n"
    assert set_date("- [ ] 책 📅 2026-11-24 📅 2026-11-25", "due", None) == "- [ ] 책"
    assert set_date("- [ ] 책 ⏳ 2026-11-24📅 2026-11-25", "scheduled", None) == "- [ ] 책 📅 2026-11-25"
    assert set_date("- [ ] 책", "due", None) == "- [ ] 책"


def test_only_the_known_date_fields_can_be_set() -> None:
    with pytest.raises(ValueError, match="field"):
        set_date("- [ ] 책", "priority", TUESDAY)


_date_fields = st.sampled_from(["created", "start", "scheduled", "due"])
_ids = st.text("abcXYZ019_-", min_size=1, max_size=6)
_fields = st.fixed_dictionaries(
    {},
    optional={
        "id": _ids,
        "depends_on": st.lists(_ids, min_size=1, max_size=3).map(tuple),
        "priority": st.sampled_from(["highest", "high", "medium", "low", "lowest"]),
        "recurrence": st.sampled_from(["every day", "every 2 weeks on Monday, Friday", "every month when done"]),
        "on_completion": st.sampled_from(["keep", "delete"]),
        **dict.fromkeys(["created", "start", "scheduled", "due", "cancelled", "done"], _days),
        "block": _ids.map(lambda name: "^" + name.replace("_", "")).filter(lambda name: len(name) > 1),
    },
)
_plain = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=10)
_texts = st.lists(_plain, min_size=1, max_size=4).map(" ".join)
_tags = st.lists(st.sampled_from(["infra", "논문", "task/sub", "a_b"]), unique=True, max_size=3).map(tuple)


@given(_texts, _tags, _fields, _syntaxes, _marks)
def test_what_is_written_is_read_back(
    text: str, tags: tuple[str, ...], fields: dict[str, object], syntax: str, mark: str
) -> None:
    task = read("- " + render(text, mark, tags=tags, syntax=syntax, **fields))  # type: ignore[arg-type]
    assert task.text == " ".join([text, *(f"#{tag}" for tag in tags)])
    assert (task.tags, task.mark) == (tags, mark)
    empty: dict[str, object] = {"depends_on": ()}
    for name in ("id", "depends_on", "priority", "recurrence", "on_completion", "created", "start", "scheduled", "due",
                 "cancelled", "done", "block"):  # fmt: skip
        assert getattr(task, name) == fields.get(name, empty.get(name))


@given(_texts, _tags, _fields, _date_fields, _days, _syntaxes)
def test_a_date_set_and_removed_leaves_a_written_line_as_it_was(
    text: str, tags: tuple[str, ...], fields: dict[str, object], name: str, day: date, syntax: str
) -> None:
    fields.pop(name, None)
    line = "- " + render(text, tags=tags, syntax=syntax, **fields) + "\n"  # type: ignore[arg-type]
    dated = set_date(line, name, day, syntax)
    assert getattr(read(dated), name) == day
    assert dated == "- " + render(text, tags=tags, syntax=syntax, **{**fields, name: day}) + "\n"  # type: ignore[arg-type]
    assert set_date(dated, name, None) == line


@given(_lines, _date_fields, _days, _syntaxes)
def test_a_date_can_be_set_on_any_line_and_changes_only_itself(line: str, name: str, day: date, syntax: str) -> None:
    before, after = read(line), read(set_date(line, name, day, syntax))
    assert getattr(after, name) == day
    others = [slot for slot in TaskLine.__slots__ if slot != name]
    assert [getattr(before, slot) for slot in others] == [getattr(after, slot) for slot in others]


def test_fields_are_written_in_the_order_of_the_plugin() -> None:
    written = render(
        "설정을 저장소에 넣기",
        tags=("#infra",),
        id="k3f",
        depends_on=("a1", "b-2"),
        priority="high",
        recurrence="every week",
        on_completion="delete",
        created=date(2026, 11, 16),
        start=date(2026, 11, 17),
        scheduled=date(2026, 11, 18),
        due=TUESDAY,
        cancelled=date(2026, 11, 19),
        done=FRIDAY,
        block="^abc-1",
    )
    assert written == f"[ ] {FULL}"


def test_a_tag_or_a_field_that_the_text_has_is_not_written_twice() -> None:
    assert render("책 #Infra", tags=("infra",)) == "[ ] 책 #Infra"
    assert render("책 📅 2026-11-20", due=TUESDAY) == "[ ] 책 📅 2026-11-24"
    assert render("책 🔺", priority="low") == "[ ] 책 🔽"


# --- typed


@pytest.mark.parametrize(
    ("typed", "text", "due"),
    [
        ("책 읽기 due:금", "책 읽기", FRIDAY),
        ("책 읽기 due:목", "책 읽기", date(2026, 11, 26)),
        ("책 due:2026-11-24 읽기 #a", "책 읽기 #a", TUESDAY),
        ("read DUE:tomorrow", "read", date(2026, 11, 21)),
        ("책 due:내일", "책", date(2026, 11, 21)),
        ("책 due:다음 주 화 읽기", "책 읽기", TUESDAY),
        ("책 due：２０２６－１１－２４", "책", TUESDAY),
        ("책 due:1월 5일", "책", date(2027, 1, 5)),
        ("책 due:Nov 24 2026 아침", "책 아침", TUESDAY),
        ("책 due:in 3 days", "책", date(2026, 11, 23)),
    ],
)
def test_a_typed_due_date_leaves_the_text(typed: str, text: str, due: date) -> None:
    assert typed_fields(typed, FRIDAY) == (text, due)


@pytest.mark.parametrize(
    "typed",
    [
        "책 due:언젠가",
        "책 due: 금",
        "overdue:금",
        "책 due:5",
        "책 due:2026-02-30",
        "due:금",
        "책 📅 2026-11-24",
        "책",
        "due:",
    ],
)
def test_what_is_no_due_date_stays_in_the_text(typed: str) -> None:
    assert typed_fields(typed, FRIDAY) == (typed, None)


# --- tags


def test_a_tag_is_found_in_any_case_and_composition() -> None:
    assert tag_words.has_tag("책 #Infra", "#infra")
    assert tag_words.has_tag(unicodedata.normalize("NFD", "책 #논문"), "논문")
    assert not tag_words.has_tag("책 #infrastructure http://a#infra", "infra")


def test_tags_are_taken_out_with_the_space_before_them() -> None:
    assert tag_words.remove_tag("#a 책 #B 읽기 #a", "A") == "책 #B 읽기"
    assert tag_words.without_tags("#a 책  #b 읽기 #c") == "책 읽기"
    assert tag_words.without_tags("책 읽기") == "책 읽기"


@pytest.mark.parametrize(
    ("line", "later"),
    [
        ("- [ ] 책  [due:: 2026-11-24]", "- [ ] 책  [scheduled:: 2026-11-23]  [due:: 2026-11-24]"),
        ("- [ ] 책 📅 2026-11-24", "- [ ] 책 ⏳ 2026-11-23 📅 2026-11-24"),
    ],
)
@pytest.mark.parametrize("syntax", ["emoji", "dataview"])
def test_a_new_field_is_written_as_those_that_stand_there(line: str, later: str, syntax: str) -> None:
    assert set_date(line, "scheduled", date(2026, 11, 23), syntax) == later


def test_a_due_date_that_is_none_is_found_where_it_stays() -> None:
    assert unread_due("책 due:99 읽기") == "due:99"
    assert not unread_due("책 overdue:1") and not unread_due("due: 99")
