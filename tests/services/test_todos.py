"""Action items of a whole journal: reading, naming and changing them in the files where they live."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.domain.action import ActionItem
from retro_cli.domain.settings import Settings, Todo
from retro_cli.domain.text import BOM, split_lines
from retro_cli.domain.todofilter import Filter
from retro_cli.domain.todolist import grouped, is_old, ordered
from retro_cli.errors import ConflictError, NotFoundError, UsageError
from retro_cli.services.naming import find_items
from retro_cli.services.todo_add import add_todo
from retro_cli.services.todos import change, count_from, read_todos, set_due
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates

TODAY = date(2026, 11, 20)
FORMATS: Formats = load_formats([("built-in", builtin_templates())])
KPT = "---\ndate: 2026-11-18\nformat: kpt\n---\n\n## Keep\n- 좋았다\n\n## Try\n"


def journal_at(folder: Path, todo: Todo | None = None, **values: str) -> Journal:
    chosen = Settings(todo=todo or Todo(), **values)  # type: ignore[arg-type]
    return Journal(folder / "journal", chosen, FORMATS, folder / "state")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_at(tmp_path)


@pytest.fixture
def write(journal: Journal) -> Callable[[str, str], None]:
    """Put a file into the journal: `write("2026/2026-11-18.md", text)`."""

    def put(path: str, text: str) -> None:
        (journal.root / path).parent.mkdir(parents=True, exist_ok=True)
        (journal.root / path).write_bytes(text.encode())

    return put


def text_of(journal: Journal, path: str) -> str:
    return (journal.root / path).read_bytes().decode()


def texts(items: tuple[ActionItem, ...] | list[ActionItem]) -> list[str]:
    return [item.text for item in items]


DAY = "2026/2026-11-18.md"


# -- reading ----------------------------------------------------------------------------------------------------------


def test_open_items_are_read_and_closed_ones_only_when_asked(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, KPT + "- [ ] 산책\n- [x] 끝낸 것\n- [/] 하는 것\n- [-] 그만둔 것\n")
    assert texts(read_todos(journal).items) == ["산책", "하는 것"]
    assert texts(read_todos(journal, closed=True).items) == ["산책", "끝낸 것", "하는 것", "그만둔 것"]


def test_boxes_without_an_answer_are_no_items(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [ ] \n- [ ] TBU\n- [ ] 없음\n- [ ] #tag\n- [ ] 산책\n")
    assert texts(read_todos(journal).items) == ["산책"]


def test_a_tag_and_a_first_day_limit_what_counts(tmp_path: Path) -> None:
    journal = journal_at(tmp_path, Todo(tag="#Task", since=date(2026, 11, 10)))
    for day in ("09", "10"):
        path = journal.root / f"2026-11-{day}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"- [ ] 태그 있음 {day} #task\n- [ ] 태그 없음 {day}\n")
    assert texts(read_todos(journal).items) == ["태그 있음 10 #task"]
    assert texts(read_todos(journal, since=date(2026, 11, 1)).items) == ["태그 있음 09 #task", "태그 있음 10 #task"]


def test_boxes_in_notes_that_say_no_format_are_somebody_elses(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, KPT + "- [ ] 산책\n")
    write("2026-11-17.md", "---\ntags: [daily]\n---\n- [ ] 하나\n- [ ] 둘\n- [x] 셋\n")
    assert read_todos(journal).foreign == read_todos(journal, closed=True).foreign == 2


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_still_count(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, KPT + "- [ ] 산책\n")
    write("2026/2026-11-17.md", "---\na: [\n---\n- [ ] 하나\n")
    found = read_todos(journal)
    assert texts(found.items) == ["산책"]
    assert [problem.where.partition(":")[0] for problem in found.problems] == ["2026/2026-11-17.md"]


# -- the list ---------------------------------------------------------------------------------------------------------


LINES = (
    "- [ ] 기한 지남 📅 2026-11-19\n"
    "- [ ] 오늘까지 📅 2026-11-20\n"
    "- [ ] 일요일까지 📅 2026-11-22\n"
    "- [ ] 먼 기한 📅 2026-12-24\n"
    "- [ ] 기한 없음\n"
    "- [ ] 미룬 것 ⏳ 2026-11-23 📅 2026-11-19\n"
    "- [ ] 나중에 시작 🛫 2026-11-21\n"
    "- [ ] 오늘부터 ⏳ 2026-11-20\n"
)


def items_of(journal: Journal, write: Callable[[str, str], None], path: str = "2026/2026-11-10.md") -> list[ActionItem]:
    write(path, LINES)
    return list(read_todos(journal).items)


def test_items_stand_under_overdue_this_week_older_and_later(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    groups = {group.name: texts(group.items) for group in grouped(items_of(journal, write), TODAY)}
    assert groups == {
        "overdue": ["기한 지남"],
        "week": ["오늘까지", "일요일까지"],
        "older": ["먼 기한", "기한 없음", "오늘부터"],
        "later": ["나중에 시작", "미룬 것"],
    }


def test_what_was_written_this_week_stands_under_this_week(journal: Journal, write: Callable[[str, str], None]) -> None:
    groups = {
        group.name: texts(group.items) for group in grouped(items_of(journal, write, "2026/2026-11-16.md"), TODAY)
    }
    assert groups["week"] == ["오늘까지", "일요일까지", "먼 기한", "기한 없음", "오늘부터"]
    assert "older" not in groups


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("overdue", ["기한 지남", "미룬 것"]),
        ("today", ["오늘까지"]),
        ("week", ["기한 지남", "오늘까지", "일요일까지", "미룬 것"]),
    ],
)
def test_due_takes_what_is_due_then(
    journal: Journal, write: Callable[[str, str], None], due: str, expected: list[str]
) -> None:
    wanted = Filter(due=due)
    assert [item.text for item in items_of(journal, write) if wanted.takes(item, TODAY)] == expected


def test_a_tag_takes_those_nested_below_it_and_no_longer_ones(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, "- [ ] 하나 #infra\n- [ ] 둘 #Infra/ci\n- [ ] 셋 #infrared\n- [ ] 넷 #infra #ci\n")
    items = read_todos(journal).items
    assert [item.text for item in items if Filter(tags=("#infra",)).takes(item, TODAY)] == [
        "하나 #infra",
        "둘 #Infra/ci",
        "넷 #infra #ci",
    ]
    assert [item.text for item in items if Filter(tags=("infra", "ci")).takes(item, TODAY)] == ["넷 #infra #ci"]


def test_one_list_is_sorted_by_age_due_date_or_newest_day(journal: Journal, write: Callable[[str, str], None]) -> None:
    write("2026/2026-11-10.md", "- [ ] 오래된 것\n")
    write("2026/2026-11-19.md", "- [ ] 새것 📅 2026-11-30\n")
    write("2026/2026-11-15.md", "- [ ] 급한 것 📅 2026-11-21\n")
    items = read_todos(journal).items
    assert texts(ordered(items, "age")) == ["오래된 것", "급한 것", "새것"]
    assert texts(ordered(items, "due")) == ["급한 것", "새것", "오래된 것"]
    assert texts(ordered(items, "date")) == ["새것", "급한 것", "오래된 것"]


def test_an_item_is_old_after_three_weeks_unless_it_was_put_off(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write("2026/2026-10-30.md", "- [ ] 삼 주\n- [ ] 미룸 ⏳ 2026-11-23\n- [x] 끝\n")
    write("2026/2026-10-31.md", "- [ ] 이십 일\n")
    found = read_todos(journal, closed=True).items
    assert texts([item for item in found if is_old(item, TODAY)]) == ["삼 주"]


# -- naming -----------------------------------------------------------------------------------------------------------


def test_a_shown_id_names_its_item(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "".join(f"- [ ] 할 일 {number}\n- [x] 한 일 {number}\n" for number in range(60)))
    todos = read_todos(journal)
    for item in todos.items[:10]:
        assert find_items(journal, [todos.id(item)]).items == (item,)
    everything = read_todos(journal, closed=True)
    closed = [item for item in everything.items if not item.open]
    for item in closed[:10]:
        assert find_items(journal, [everything.id(item)], closed_first=True).items == (item,)


def test_open_items_are_meant_before_closed_ones(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [x] 산책 어제\n- [ ] 산책 오늘\n")
    assert texts(find_items(journal, ["산책"]).items) == ["산책 오늘"]
    assert texts(find_items(journal, ["산책"], closed_first=True).items) == ["산책 어제"]
    assert texts(find_items(journal, ["어제"]).items) == ["산책 어제"]


def test_words_for_the_same_item_name_it_once(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [ ] 산책하기\n- [ ] 다른 것\n")
    assert texts(find_items(journal, ["산책", "다른", "하기"]).items) == ["산책하기", "다른 것"]


def test_a_word_that_fits_several_is_refused_and_they_are_listed(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, KPT + "- [ ] 논문 읽기\n- [ ] 논문 쓰기\n")
    with pytest.raises(UsageError) as told:
        find_items(journal, ["논문"])
    todos = read_todos(journal)
    assert list(told.value.details) == [
        f"{todos.id(item)}  {item.text}  {item.path}:{item.line}" for item in todos.items
    ]


def test_a_word_that_fits_nothing_is_not_found(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [ ] 산책\n")
    with pytest.raises(NotFoundError):
        find_items(journal, ["산책", "없는 것"])


# -- changing ---------------------------------------------------------------------------------------------------------


def boxes() -> st.SearchStrategy[str]:
    text = st.sampled_from(
        (
            "설정 넣기",
            "줄\u2028안",
            "탭\t탭",
            "[red]x[/red] :smile:",
            "\u1109\u1161\u11ab\u110e\u1162\u11a8",
            "같은 것",
            "같은 것",
        )
    )
    fields = st.sampled_from(("", "", " #tag 📅 2026-11-24", "  ", " [due:: 2026-11-24]", " ^ref"))
    indent = st.sampled_from(("", "", "    ", "\t", "> "))
    return st.builds("{}- [{}] {}{}".format, indent, st.sampled_from(" /?"), text, fields)


@st.composite
def files(draw: st.DrawFn) -> str:
    others = st.sampled_from(("", "## Try", "```", "- [ ] 코드 안", "<!-- 주석", "-->", "글\u2028한 줄", "- 그냥"))
    lines = draw(st.lists(st.one_of(boxes(), others), min_size=1, max_size=10))
    head = draw(st.sampled_from(("", BOM, "---\nformat: kpt\n---\n", BOM + "---\r\nformat: kpt\r\n---\r\n")))
    text = head + "".join(line + draw(st.sampled_from(("\n", "\r\n", "\n", "\r"))) for line in lines)
    return text if draw(st.booleans()) else text.rstrip("\r\n")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(files(), min_size=1, max_size=3), st.data())
def test_a_change_alters_one_line_of_one_file(contents: list[str], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        journal = journal_at(Path(folder))
        (journal.root / "2026").mkdir(parents=True)
        before = {f"2026/2026-11-{index + 10}.md": text for index, text in enumerate(contents)}
        for path, text in before.items():
            (journal.root / path).write_bytes(text.encode())
        items = read_todos(journal).items
        if not items:
            return
        item = data.draw(st.sampled_from(items))
        to = data.draw(st.sampled_from(("done", "dropped", "started", "open", "later")))
        (outcome,) = change(journal, [item], to, TODAY)
        assert outcome.error is None
        after = {path: text_of(journal, path) for path in before}
        changed = [
            (path, number)
            for path in before
            for number, (old, new) in enumerate(
                zip(split_lines(before[path]), split_lines(after[path]), strict=True), 1
            )
            if old != new
        ]
        assert changed == ([(item.path, item.line)] if outcome.changed else [])
        assert {one.id for one in read_todos(journal, closed=True).items} >= {one.id for one in items}
        if to in ("done", "dropped"):
            (again,) = change(journal, [outcome.item], to, TODAY)
            assert not again.changed
            change(journal, [outcome.item], "open", TODAY)
            if item.mark == " ":
                assert {path: text_of(journal, path) for path in before} == before


def test_marks_carry_the_day_and_lose_it_again(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [ ] 산책 📅 2026-11-24\n")
    expected = {
        "done": "- [x] 산책 📅 2026-11-24 ✅ 2026-11-20\n",
        "dropped": "- [-] 산책 📅 2026-11-24 ❌ 2026-11-20\n",
        "started": "- [/] 산책 📅 2026-11-24\n",
        "later": "- [/] 산책 ⏳ 2026-11-23 📅 2026-11-24\n",
        "open": "- [ ] 산책 ⏳ 2026-11-23 📅 2026-11-24\n",
    }
    for to, line in expected.items():
        change(journal, find_items(journal, ["산책"]).items, to, TODAY)
        assert text_of(journal, DAY) == KPT + line


def test_fields_are_written_in_the_syntax_of_the_journal(tmp_path: Path) -> None:
    journal = journal_at(tmp_path, Todo(syntax="dataview"))
    journal.root.mkdir()
    (journal.root / "2026-11-18.md").write_text("- [ ] walk\n")
    (item,) = read_todos(journal).items
    set_due(journal, item, date(2026, 11, 24))
    change(journal, [item], "done", TODAY)
    assert text_of(journal, "2026-11-18.md") == "- [x] walk  [due:: 2026-11-24]  [completion:: 2026-11-20]\n"


def test_reasons_stand_below_their_items_and_the_outcomes_say_where_these_are_now(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, "- [ ] 같은 것\n- [ ] 같은 것\n- [ ] 같은 것\n    - 있던 줄\n")
    items = read_todos(journal).items
    outcomes = change(journal, items, "done", TODAY, why="해보니\n좋았다")
    done = "- [x] 같은 것 ✅ 2026-11-20\n    - 해보니 좋았다\n"
    assert text_of(journal, DAY) == done * 3 + "    - 있던 줄\n"
    assert [outcome.item.line for outcome in outcomes] == [1, 3, 5]


def test_an_item_that_is_done_already_stays_as_it_is(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [x] 산책 ✅ 2026-11-19\n")
    (outcome,) = change(journal, find_items(journal, ["산책"]).items, "done", TODAY, why="까닭")
    assert not outcome.changed
    assert text_of(journal, DAY) == KPT + "- [x] 산책 ✅ 2026-11-19\n"


def test_a_recurring_item_is_not_ticked_and_nothing_else_is(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    text = KPT + "- [ ] 산책\n- [ ] 백업 🔁 every week 📅 2026-11-20\n"
    write(DAY, text)
    with pytest.raises(UsageError):
        change(journal, read_todos(journal).items, "done", TODAY)
    assert text_of(journal, DAY) == text


def test_a_closed_item_gets_no_new_date(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [-] 산책\n- [ ] 다른 것\n")
    found = find_items(journal, ["다른", "산책"]).items
    with pytest.raises(UsageError):
        change(journal, found, "later", TODAY)
    with pytest.raises(UsageError):
        set_due(journal, found[1], TODAY)
    assert text_of(journal, DAY) == KPT + "- [-] 산책\n- [ ] 다른 것\n"


def test_an_item_that_moved_is_changed_where_it_is_now(journal: Journal, write: Callable[[str, str], None]) -> None:
    write(DAY, KPT + "- [ ] 산책\n")
    items = read_todos(journal).items
    write(DAY, KPT + "- [ ] 새로 온 것\n- [ ] 산책\n")
    (outcome,) = change(journal, items, "done", TODAY)
    assert outcome.item.line == items[0].line + 1
    assert text_of(journal, DAY) == KPT + "- [ ] 새로 온 것\n- [x] 산책 ✅ 2026-11-20\n"


def test_an_item_that_was_edited_meanwhile_is_left_alone_and_the_others_change(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write(DAY, KPT + "- [ ] 산책\n- [ ] 다른 것\n")
    items = read_todos(journal).items
    write(DAY, KPT + "- [ ] 산책 나가기\n- [ ] 다른 것\n")
    first, second = change(journal, items, "done", TODAY)
    assert isinstance(first.error, ConflictError) and second.changed
    assert text_of(journal, DAY) == KPT + "- [ ] 산책 나가기\n- [x] 다른 것 ✅ 2026-11-20\n"


TICK = """
import sys
from datetime import date
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from services.test_todos import journal_at
from retro_cli.services.naming import find_items
from retro_cli.services.todos import change
journal = journal_at(Path(sys.argv[1]))
for word in sys.argv[2].split(","):
    (outcome,) = change(journal, find_items(journal, [word]).items, "done", date(2026, 11, 20))
    assert outcome.changed and outcome.error is None
"""


def test_two_processes_that_tick_items_of_one_file_both_land(
    tmp_path: Path, journal: Journal, write: Callable[[str, str], None]
) -> None:
    names = [f"{letter}{number:02}" for number in range(10) for letter in "가나"]
    write(DAY, KPT + "".join(f"- [ ] {name}\n" for name in names))
    tests = Path(__file__).resolve().parents[1]
    call = [sys.executable, "-c", TICK, str(tmp_path)]
    both = [
        subprocess.Popen([*call, ",".join(names[first::2]), str(tests), str(tests.parent)], stderr=subprocess.PIPE)
        for first in (0, 1)
    ]
    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert text_of(journal, DAY) == KPT + "".join(f"- [x] {name} ✅ 2026-11-20\n" for name in names)


# -- adding -----------------------------------------------------------------------------------------------------------


def test_an_item_goes_to_the_first_actions_section_of_the_day(
    journal: Journal, write: Callable[[str, str], None]
) -> None:
    write("2026/2026-11-20.md", KPT + "- [ ] 있던 것\n")
    added = add_todo(journal, "산책 due:월", TODAY, TODAY, "ko")
    assert text_of(journal, "2026/2026-11-20.md") == KPT + "- [ ] 있던 것\n- [ ] 산책 📅 2026-11-23\n"
    assert added.item is not None and (added.item.text, added.item.line, added.created) == ("산책", 11, False)


def test_a_day_without_an_entry_gets_one_in_the_default_format(journal: Journal) -> None:
    added = add_todo(journal, "산책", TODAY, TODAY, "ko")
    assert added.created and added.path == "2026/2026-11-20.md"
    assert text_of(journal, added.path) == "---\ndate: 2026-11-20\nformat: kpt\n---\n\n## Try\n- [ ] 산책\n"


@pytest.mark.parametrize("format", ["log", "learned"])
def test_a_format_without_actions_gets_a_section_for_what_is_next_once(tmp_path: Path, format: str) -> None:
    journal = journal_at(tmp_path, format=format)
    for text in ("산책", "논문"):
        added = add_todo(journal, text, TODAY, TODAY, "ko")
        assert added.item is not None and added.item.text == text
    assert text_of(journal, "2026/2026-11-20.md") == (
        f"---\ndate: 2026-11-20\nformat: {format}\n---\n\n## 다음에 해볼 것\n- [ ] 산책\n- [ ] 논문\n"
    )


def test_an_item_carries_the_tag_that_makes_it_count(tmp_path: Path) -> None:
    journal = journal_at(tmp_path, Todo(tag="task"))
    added = add_todo(journal, "산책", TODAY, TODAY, "ko")
    assert text_of(journal, added.path).endswith("- [ ] 산책 #task\n")
    assert added.item is not None


def test_nothing_is_added_of_nothing(journal: Journal) -> None:
    for text in ("", "  ", "\x1b"):
        with pytest.raises(UsageError):
            add_todo(journal, text, TODAY, TODAY, "ko")
    assert not journal.root.exists()


# -- settings ---------------------------------------------------------------------------------------------------------


def test_the_first_day_that_counts_is_written_to_the_journals_settings(journal: Journal) -> None:
    journal.root.mkdir(parents=True)
    (journal.root / "retro.toml").write_text("# mine\n[todo]\n#since = 2026-11-01\n")
    count_from(journal, TODAY)
    text = (journal.root / "retro.toml").read_text()
    assert text.startswith("# mine\n[todo]\n") and "2026-11-20" in text
