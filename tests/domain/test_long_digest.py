"""What a month, quarter or year comes down to."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from domain.weeks import EVENT, KPT, entries, kpt
from retro_cli.domain.action import ActionItem, action_items
from retro_cli.domain.digest import markdown_lines
from retro_cli.domain.entry import read_entry
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.layout import Layout
from retro_cli.domain.long_digest import make_long_digest
from retro_cli.domain.long_promotion import OFFERED, long_action_texts, long_promotions
from retro_cli.domain.longer import LongRollUp, roll_up_months
from retro_cli.domain.months import Months
from retro_cli.domain.text import split_lines

REVIEW = Format(
    name="wwl",
    period="any",
    sections=(
        SectionSpec("good", "good", "list", {"en": "Went well"}),
        SectionSpec("bad", "bad", "list", {"en": "Better"}),
        SectionSpec("learned", "learned", "list", {"en": "Learned"}),
        SectionSpec("next", "next", "actions", {"en": "Next"}),
    ),
)
FORMATS = {one.name: one for one in (KPT, EVENT, REVIEW, Format(name="log"))}
FRIDAY = date(2026, 11, 20)


def review(good: str = "", bad: str = "", learned: str = "", tries: str = "") -> str:
    """The text of a review: items as they stand in the file."""
    parts = [("Went well", good), ("Better", bad), ("Learned", learned), ("Next", tries)]
    return "---\nformat: wwl\n---\n" + "".join(f"\n## {title}\n{text}\n" for title, text in parts if text)


def words(number: int) -> str:
    """A text that is like no other."""
    return " ".join(chr(0xAC00 + (number * 7919 + place * 1237) ** 2 % 11172) * 2 for place in range(3))


def rolled(files: Mapping[str, str], kind: str = "month") -> LongRollUp:
    found, actions = [], []
    for name, text in files.items():
        path = f"2026/{name}.md"
        entry = read_entry(text, path, FORMATS, Layout().slot(path))
        found.append(entry)
        actions += action_items(entry, split_lines(text))
    return roll_up_months(Months.of(kind, FRIDAY), found, actions)


def told(files: Mapping[str, str], kind: str = "month", lang: str = "ko") -> list[str]:
    return markdown_lines(make_long_digest(rolled(files, kind), lang))


def part(lines: list[str], title: str) -> list[str]:
    """The lines below one title."""
    after = lines[lines.index(f"### {title}") + 1 :]
    return after[: after.index("")] if "" in after else after


def test_a_month_says_what_it_is_in_numbers_and_goes_by_its_weeks() -> None:
    lines = told({"2026-11-01": kpt("- 하나"), "2026-11-03": kpt("- 둘"), "2026-11-04": kpt("- 셋")})
    assert lines[:3] == ["## 2026년 11월 모아 보기", "", "3일 · 회고 3개"]
    assert part(lines, "한 주 한 주") == ["- 11월 1일 · 1일", "- 11월 2일–8일 · 2일"]


def test_what_a_week_chose_stands_first_and_once() -> None:
    files = {f"2026-11-{day:02}": kpt(f"- {words(day)}") for day in range(2, 14)}
    lines = told({**files, "2026-W45": review(good=f"- {words(3)}\n- 함께 걷기", learned="- 쉬는 것도 일이다")})
    assert part(lines, "한 주 한 주")[:3] == [
        "- 11월 2일–8일 · 7일",
        "    - 쉬는 것도 일이다",
        f"    - {words(3)}",
    ]
    good = part(lines, "좋았던 것")
    assert good[0] == "- 함께 걷기 (11월 2일–8일)" and good[-1].startswith("- 그 밖에 ")
    assert sum(words(3) in line for line in lines) == 1


def test_problems_that_came_back_are_told_once_with_what_was_tried_and_whether_it_helped() -> None:
    lines = told(
        {
            "2026-11-03": kpt(problem="- 회의가 너무 길었다", tries="- [x] 회의 안건 먼저 적기 ✅ 2026-11-05"),
            "2026-11-10": kpt(problem="- 회의가 너무 길었다"),
            "2026-11-17": kpt(problem="- 또 회의가 너무 길었음"),
        }
    )
    assert part(lines, "자꾸 되풀이된 것") == [
        "- 또 회의가 너무 길었음 #private (3일 · 11월 3일–17일)",
        "    - ✓ 회의 안건 먼저 적기 — 그 뒤로 2번 더",
    ]
    assert "### 아쉬웠던 것" not in lines


def test_a_problem_that_nothing_was_tried_about_says_so() -> None:
    lines = told({"2026-11-03": kpt(problem="- 늦잠을 잤다"), "2026-11-10": kpt(problem="- 늦잠을 잤다")}, lang="en")
    assert part(lines, "Kept coming back")[1] == "    - nothing tried yet"


def test_what_was_tried_after_the_period_is_not_known_to_it() -> None:
    files = {
        "2026-11-03": kpt(problem="- 늦잠을 잤다", tries="- [ ] 일찍 자기"),
        "2026-11-10": kpt(problem="- 늦잠을 잤다"),
    }
    before = told(files)
    files["2026-11-03"] = files["2026-11-03"].replace("[ ] 일찍 자기", "[x] 일찍 자기 ✅ 2026-12-02")
    assert told(files) == before


def test_action_items_are_counted_and_the_long_ones_named() -> None:
    lines = told(
        {
            "2026-10-02": kpt(tries="- [ ] 책상 치우기\n- [x] 메일 정리 ✅ 2026-11-07"),
            "2026-11-03": kpt(tries="- [x] 걷기 ✅ 2026-11-04\n- [-] 뛰기 ❌ 2026-11-05\n- [ ] 읽기"),
        }
    )
    assert part(lines, "해보기로 한 것") == [
        "- 정한 것 3 · 해낸 것 2 · 접은 것 1 · 남은 것 2",
        "- ✓ 메일 정리 (10월 2일 → 11월 7일)",
        "- ✓ 걷기 (11월 3일 → 11월 4일)",
        "- ○ 책상 치우기 (10월 2일부터)",
        "- ○ 읽기 (11월 3일부터)",
    ]


def test_fields_are_averages_of_weeks_and_counts_of_words() -> None:
    days = {f"2026-11-{day:02}": kpt("- 하루", meta=f"mood: {day % 3 + 2}\n") for day in (2, 3, 9)}
    assert told(days)[-1] == "mood: 11월 2일–8일 3.0 · 11월 9일–15일 2.0"
    assert told(days, "year")[-1] == "mood: 11월 2.7"


def test_a_year_condenses_and_keeps_to_two_screens() -> None:
    files: dict[str, str] = {}
    day = date(2026, 1, 1)
    while day.year == 2026:
        texts = [words(3 * day.toordinal() + number) for number in range(3)]
        files[day.isoformat()] = kpt(f"- {texts[0]}", f"- {texts[1]}\n- 늦잠", f"- [ ] {texts[2]}", "mood: 3\n")
        if day.weekday() == 6:
            iso = day.isocalendar()
            files[f"{iso.year}-W{iso.week:02}"] = review(f"- 주간 {day}", f"- 아쉬움 {day}", f"- 배움 {day}")
        if day.day == 28:
            files[f"{day:%Y-%m}"] = review(f"- 달 {day}", f"- 아쉬운 달 {day}", f"- 배운 달 {day}")
        day += timedelta(days=1)
    for kind in ("month", "quarter", "year"):
        assert len(told(files, kind)) <= 80
    lines = told(files, "year")
    assert part(lines, "한 달 한 달")[10] == "- 11월 · 30일: 배운 달 2026-11-28"
    assert part(lines, "자꾸 되풀이된 것")[0].startswith("- 늦잠 #private (365일 · 1월 1일–12월 31일)")


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_it_speaks_every_language_of_the_formats(lang: str) -> None:
    files = {"2026-11-03": kpt("- a", "- b", "- [ ] c"), "2026-11-10": kpt("- d", "- b")}
    assert len(told(files, lang=lang)) == len(told(files, lang="en"))


def test_a_review_of_the_same_or_a_longer_time_is_no_part_of_it() -> None:
    files = {"2026-11-03": kpt("- 하루")}
    assert told({**files, "2026-11": review("- 달"), "2026-Q4": review("- 분기")}) == told(files)
    assert "- 11월 · 1일: 달" in told({**files, "2026-11": review("- 달")}, "quarter")


def test_what_reviews_chose_is_offered_first_and_never_much() -> None:
    files = {f"2026-11-{day:02}": kpt(f"- {words(day)}") for day in range(1, 31)}
    offered = long_promotions(rolled({**files, "2026-W45": review("- 함께 걷기")}), "good", "ko")
    assert (offered[0].text, offered[0].when) == ("함께 걷기", "11월 2일–8일")
    assert len(offered) == OFFERED
    assert long_promotions(rolled({"2026-W45": review("- 함께 걷기")}), "good", "ko", ("함께 걷기",)) == []


def test_a_question_that_nothing_answers_offers_what_reviews_say() -> None:
    found = long_promotions(rolled({"2026-11-03": kpt("- 하루"), "2026-W45": review("- 함께 걷기")}), "learned", "ko")
    assert [one.text for one in found] == ["함께 걷기"]


def test_open_action_items_are_offered_as_text_with_their_day() -> None:
    month = rolled({"2026-10-02": kpt(tries="- [ ] 책상"), "2026-11-03": kpt(tries="- [ ] 읽기\n- [x] 걷기")})
    assert [one.text for one in long_promotions(month, "next", "ko")] == ["책상 (10월 2일)", "읽기 (11월 3일)"]
    assert "걷기 (11월 3일)" in long_action_texts(month, "ko")


def test_the_entries_of_a_week_are_read_the_same_way() -> None:
    found, actions = entries({"2026-11-16.md": kpt("- 하루")})
    assert roll_up_months(Months.of("month", FRIDAY), found, actions).entries == 1
    assert all(isinstance(item, ActionItem) for item in actions)
