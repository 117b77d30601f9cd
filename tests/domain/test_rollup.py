"""What a week's entries come to: items by role, prose by day, days with fields, action items as of its Sunday."""

from datetime import date

import pytest

from domain.weeks import WEEK, day, entries, event, kpt, rolled
from retro_cli.domain.rollup import RollUp, roll_up, state_on


def told(week: RollUp) -> list[tuple[str, str]]:
    return [(line.title, line.sentence) for line in week.prose]


def good(week: RollUp) -> list[str]:
    return [item.text for item in week.roles["good"]]


def test_an_empty_week_is_empty() -> None:
    assert rolled({}).empty


def test_entries_of_other_weeks_and_reviews_do_not_count() -> None:
    week = rolled(
        {
            "2026-11-15.md": kpt("- sunday before"),
            "2026-11-23.md": kpt("- monday after"),
            "2026-W47.md": "---\nformat: weekly\n---\n## Went well\n- said of the week\n",
            "2026-11.md": "## Keep\n- month\n\n## Problem\n- x\n",
        }
    )
    assert week.empty and not good(week)


def test_items_stand_under_their_role_with_day_place_and_order() -> None:
    week = rolled({"2026-11-18.md": kpt("- b"), "2026-11-16.md": kpt("- a\n- c", "- d")})
    assert good(week) == ["a", "c", "b"]
    first = week.roles["good"][0]
    assert (first.date, first.path, first.line) == (day(16), "2026/2026-11-16.md", 6)
    assert [item.text for item in week.roles["bad"]] == ["d"]


def test_the_same_item_is_there_once_with_all_its_days() -> None:
    week = rolled({"2026-11-16.md": kpt("- 산책\n- 산책"), "2026-11-18.md": kpt("-  산책 ")})
    (item,) = week.roles["good"]
    assert [span.start for span in item.spans] == [day(16), day(18)]


def test_placeholders_and_empty_bullets_are_no_items() -> None:
    assert not good(rolled({"2026-11-16.md": kpt("- TBU\n-\n- 나중에")}))


def test_prose_in_a_list_section_is_not_lost() -> None:
    assert good(rolled({"2026-11-16.md": kpt("그냥 글로 썼다. 두 번째 문장이다.")})) == [
        "그냥 글로 썼다. 두 번째 문장이다."
    ]


def test_items_of_several_lines_are_told_on_one() -> None:
    assert good(rolled({"2026-11-16.md": kpt("- one\n  two\n    - nested\n-\n    ```\n    x = 1\n    ```\n")})) == [
        "one two"
    ]


def test_boxes_are_action_items_and_no_list_items_unless_they_do_not_count() -> None:
    files = {"2026-11-16.md": kpt("- [ ] box\n- bullet", tries="- [ ] task")}
    assert good(rolled(files)) == ["bullet"]
    found, _ = entries(files)
    week = roll_up(WEEK, found, [])
    assert good(week) == ["box", "bullet"]
    assert [item.text for item in week.roles["next"]] == ["task"]


def test_what_is_private_stays_marked() -> None:
    week = rolled(
        {
            "2026-11-16.md": kpt("- open\n- tagged #private", "- of a private section", "- [ ] 산책 #private"),
            "2026-11-17.md": kpt("- open", meta="private: true\n"),
            "2026-11-18.md": "---\nprivate: true\n---\n글만 있는 날.\n",
        }
    )
    assert [(item.text, item.private) for item in week.roles["good"]] == [("open", True), ("tagged #private", True)]
    assert week.roles["bad"][0].private and week.prose[0].private and week.actions.opened[0].private


@pytest.mark.parametrize("tag", ["#private은", "#Private", "**#private**", "(#private)", "＃private", "#private/가족"])
def test_the_digest_knows_what_is_private_however_it_is_marked(tag: str) -> None:
    files = {
        "2026-11-16.md": kpt(f"- open\n- {tag} 혼자\n- 위\n  이어서 {tag}", tries=f"- [ ] 산책 {tag}"),
        "2026-11-17.md": kpt("- nested", meta=f'title: "{tag} 병원"\n'),
        "2026-11-18.md": kpt("- listed", meta="tags: [x, Private]\n"),
        "2026-11-19.md": kpt("- says", meta="Private: True\n"),
        "2026-11-20-x.md": event(f"{tag} 아무도 모르는 일. 그다음."),
        "2026-11-21.md": f"글 {tag}\n",
        "2026-11-22.md": f"## 제목 {tag}\n\n아래 글.\n\n## 다른 제목\n\n보이는 글.\n",
    }
    week = rolled(files)
    private = {item.text.split()[-1]: item.private for item in week.roles["good"]}
    assert private.pop("open") is False
    assert private and all(private.values())
    assert week.actions.opened[0].private
    assert [line.private for line in week.prose] == [True, True, True, True, False]


def test_what_stands_beside_something_private_is_not_marked() -> None:
    week = rolled(
        {
            "2026-11-16.md": kpt("- open\n    - nested #private"),
            "2026-11-17-x.md": event("첫 문장.\n\n둘째 문단 #private"),
            "2026-11-18.md": "첫 문장.\n\n둘째 문단 #private\n",
            "2026-11-19.md": "앞 #private\n\n뒤 문장.\n",
        }
    )
    assert not week.roles["good"][0].private
    assert [line.private for line in week.prose] == [False, False, True]


def test_an_entry_of_several_days_fills_them_and_belongs_to_its_first() -> None:
    files = {
        "2026-11-17-x.md": event("Read it.", meta="end: 2026-11-18\nmood: 4\n"),
        "2026-11-18.md": kpt("- a", meta="mood: 2\n"),
        "2026-11-15-y.md": event("Began before.", meta="end: 2026-11-16\n"),
        "2026-11-22-z.md": event("Goes on.", meta="end: 2026-11-25\n"),
    }
    week = rolled(files)
    assert [(one.date, len(one.entries), dict(one.fields)) for one in week.days] == [
        (day(17), 1, {"mood": 4}),
        (day(18), 2, {"mood": 2}),
        (day(22), 1, {}),
    ]
    assert [(line.span.start, line.span.end) for line in week.prose] == [(day(17), day(18)), (day(22), day(22))]


def test_fields_that_were_not_filled_in_are_left_out() -> None:
    assert rolled({"2026-11-16.md": kpt("- a", meta="mood: TBU\n")}).days[0].fields == {}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (event("Wrote it. Twice over.", "Because."), [("", "Wrote it. Twice over.")]),
        (event("TBU", "Because of this."), [("", "Because of this.")]),
        (event("![only](a.png)", "Because of this."), [("", "Because of this.")]),
        (event("Wrote it down.", meta="title: BERT\n"), [("BERT", "Wrote it down.")]),
        (event("TBU", meta="title: BERT\n"), [("BERT", "")]),
        (event("TBU"), []),
        (kpt("- a", meta="title: 배포\n"), [("배포", "")]),
        ("---\nformat: kpt\n---\n오늘은 길었다.\n\n## Keep\n- a\n", [("", "오늘은 길었다.")]),
        (kpt("- a") + "\n## 그 밖에\n딴 이야기.\n", [("그 밖에", "딴 이야기.")]),
        (
            "# 월요일\n\n## **강의**:\n- 들었다\n\n## 쉼\nTBU\n\n## 그림\n![](a.png)\n",
            [("강의", "들었다"), ("그림", "")],
        ),
        ("그냥 글.", [("", "그냥 글.")]),
        ("", []),
    ],
)
def test_prose_is_told_in_one_line_a_piece(text: str, lines: list[tuple[str, str]]) -> None:
    assert told(rolled({"2026-11-16.md": text})) == lines


# -- action items -----------------------------------------------------------------------------------------------------

BEFORE = "2026-11-10.md"
WITHIN = "2026-11-18.md"


@pytest.mark.parametrize(
    ("name", "line", "groups"),
    [
        (WITHIN, "- [ ] 산책", ["opened"]),
        (WITHIN, "- [/] 산책", ["opened"]),
        (WITHIN, "- [x] 산책 ✅ 2026-11-20", ["opened", "done"]),
        (WITHIN, "- [x] 산책", ["opened", "done"]),
        (WITHIN, "- [x] 산책 ✅ 2026-11-23", ["opened"]),
        (WITHIN, "- [x] 산책 ✅ 2026-11-02", ["opened", "done"]),
        (WITHIN, "- [-] 산책 ❌ 2026-11-22", ["opened", "dropped"]),
        (BEFORE, "- [ ] 산책", ["carried"]),
        (BEFORE, "- [/] 산책", ["carried"]),
        (BEFORE, "- [x] 산책 ✅ 2026-11-16", ["done"]),
        (BEFORE, "- [x] 산책 ✅ 2026-11-15", []),
        (BEFORE, "- [x] 산책 ✅ 2026-11-23", ["carried"]),
        (BEFORE, "- [x] 산책", []),
        (BEFORE, "- [-] 산책 ❌ 2026-11-18", ["dropped"]),
        (BEFORE, "- [x] 산책 [completion:: 2026-11-18]", ["done"]),
        ("2026-W46.md", "- [ ] 산책", ["carried"]),
        ("2026-11-23.md", "- [ ] 산책", []),
    ],
)
def test_action_items_count_as_the_sunday_found_them(name: str, line: str, groups: list[str]) -> None:
    actions = rolled({name: f"---\nformat: kpt\n---\n## Try\n{line}\n"}).actions
    assert [group for group in ("opened", "done", "dropped", "carried") if getattr(actions, group)] == groups


def test_carried_items_are_told_oldest_first() -> None:
    files = {"2026-11-12.md": kpt(tries="- [ ] b"), "2026-11-10.md": kpt(tries="- [ ] a\n- [ ] a2")}
    assert [item.text for item in rolled(files).actions.carried] == ["a", "a2", "b"]


def test_a_state_is_that_of_the_end_of_a_day() -> None:
    _, (item,) = entries({WITHIN: kpt(tries="- [x] 산책 ✅ 2026-11-20")})
    assert state_on(item, date(2026, 11, 19)) == ("open", None)
    assert state_on(item, date(2026, 11, 20)) == ("done", date(2026, 11, 20))
