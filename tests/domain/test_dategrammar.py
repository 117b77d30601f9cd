"""The closed grammar of dates, ranges and weeks: what it reads, and how it refuses the rest."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.period import Course, Span, Week, parse_date, parse_span, parse_week
from retro_cli.errors import UsageError

FRIDAY = date(2026, 11, 20)
COURSE = Course("부트캠프", date(2026, 10, 19))


def day(text: str) -> date:
    """`11-20`, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


READ = {
    "11-20": """2026-11-20 | 2026.11.20 | 2026/11/20 | 2026.11.20. | 2026. 11. 20.
        | ２０２６－１１－２０ | 11-20 | 11/20 | 11.20
        | 11월20일 | 11월 20일 | 2026년11월20일 | 2026 년 11 월 20 일 | 11月20日 | 2026年11月20日
        | Nov20 | nov.20 | Nov 20th
        | November 20, 2026 | Nov 20 2026 | 20 Nov 2026 | 20 november |   Nov   20 | today | 오늘 | 今日 | 0 days ago
        | fri | Friday | 금 | 금요일 | 金 | 金曜 | 金曜日 | this fri | 이번 금요일
        | 이번 주 금요일 | this week friday | 今週の金曜日
        | 2026-W47-5 | 2026-w47-5 | W47-5 | day 25 | 25일차 | 25 일차""",
    "11-19": "yesterday | 어제 | 昨日 | 1 day ago | 1일 전 | thu | thurs | 목",
    "11-18": "그저께 | 그제 | 엊그제 | 一昨日 | 2 days ago | 2일전 | 2日前 | the day before yesterday",
    "11-21": "tomorrow | 내일 | 明日 | 이번 주 토요일 | in 1 day | 1일 뒤 | next sat | 다음 토요일",
    "11-22": "모레 | 이번주 일 | 2일 후 | 2 days later",
    "11-14": "sat | 토 | last saturday | 지난주 토요일",
    "11-13": """last friday | last fri | 지난 금요일 | 지난금요일 | 저번 금요일 | 지난주 금요일
        | 지난 주 금 | last week fri
        | 先週の金曜日 | 1 week ago | a week ago | 1주 전 | 일주일 전 | 1주일 전 | 1週間前""",
    "11-06": "2 weeks ago | 2주 전 | 지지난주 금요일",
    "11-27": "in a week | in 1 week | 일주일 뒤 | 1주 후",
    "11-24": "next tue | 다음 화요일 | 다음 주 화 | 다음주화요일 | next week tuesday | 来週火曜",
    "11-16": "mon | monday | 월 | 월요일 | 月 | this mon | 이번 주 월",
    "09-06": "9월 6일 | 09-06 | 9/6 | Sep 6 | Sept. 6 | 6 September | 9月6日",
    "12-21": "12-21 | 12월 21일",
    "2025-12-22": "12-22 | 12월 22일 | Dec 22",
    "2024-02-29": "2024-02-29 | Feb 29, 2024",
    "0001-01-01": "0001-01-01",
    "9999-12-31": "9999-12-31",
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, when) for when, texts in READ.items() for text in texts.split("|")]
)
def test_a_date_may_be_written_in_many_ways(text: str, expected: str) -> None:
    assert parse_date(text, FRIDAY, course=COURSE) == day(expected)
    for form in ("NFC", "NFD"):
        assert parse_date(unicodedata.normalize(form, text.upper()), FRIDAY, course=COURSE) == day(expected)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5", "number"),
        ("30", "number"),
        ("20261120", "number"),
        ("５", "number"),
        ("2월 30일", "2026-02 has 28 days"),
        ("02-29", "2026-02 has 28 days"),
        ("11-31", "2026-11 has 30 days"),
        ("2026-11-00", "30 days"),
        ("2026-13-01", "no month 13"),
        ("13월 1일", "no month 13"),
        ("0000-01-01", "1 to 9999"),
        ("999999 weeks ago", "1 to 9999"),
        ("in 999999 weeks", "1 to 9999"),
        ("2025-W53-1", "2025 has no week 53"),
        ("W53-1", "2025 has no week 53"),
        ("2026-W47", "is a week"),
        ("지난주", "is a week"),
        ("last", "is a week"),
        ("5주차", "is a week"),
        ("2026-11", "not a date"),
        ("may", "not a date"),
        ("1", "number"),
        ("20-11-2026", "not a date"),
        ("11-20-2026", "not a date"),
        ("2026-11/20", "not a date"),
        ("soon", "not a date"),
        ("언젠가", "not a date"),
        ("2026-W47-8", "not a date"),
        ("fri fri", "not a date"),
        ("", "not a date"),
        ("٢٠٢٦-١١-٢٠", "not a date"),
    ],
)
def test_what_names_no_day_is_refused_with_the_reason_and_examples(text: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_date(text, FRIDAY, course=COURSE)
    assert why in str(refused.value)
    assert f"“{text}”" in str(refused.value)
    assert "2026-11-20" in refused.value.way_out()
    assert refused.value.exit_code == 2


def test_a_course_day_without_a_course_says_how_to_set_one() -> None:
    for text in ("23일차", "day 23"):
        with pytest.raises(UsageError, match="course") as refused:
            parse_date(text, FRIDAY)
        assert "[course]" in refused.value.way_out()
    with pytest.raises(UsageError, match="from 1"):
        parse_date("0일차", FRIDAY, course=COURSE)
    with pytest.raises(UsageError, match="1 to 9999"):
        parse_week("999999주차", FRIDAY, course=COURSE)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(UsageError) as refused:
        parse_date("가" * 10_000, FRIDAY)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fri", "11-20"),
        ("목", "11-26"),
        ("11-20", "11-20"),
        ("11-19", "2027-11-19"),
        ("1월 5일", "2027-01-05"),
        ("W47-1", "11-16"),
        ("W46-1", "2027-11-15"),
        ("yesterday", "11-19"),
        ("last friday", "11-13"),
    ],
)
def test_due_dates_look_ahead(text: str, expected: str) -> None:
    assert parse_date(text, FRIDAY, ahead=True) == day(expected)


# --- ranges


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tue..wed", "11-17", "11-18"),
        ("화~수", "11-17", "11-18"),
        ("fri..mon", "11-20", "11-23"),
        ("지난주 화..목", "11-10", "11-12"),
        ("09-03..04", "09-03", "09-04"),
        ("09-03..09-04", "09-03", "09-04"),
        ("2026-09-03..2026-09-05", "09-03", "09-05"),
        ("2026-09-03..05", "09-03", "09-05"),
        ("9월 3일~4일", "09-03", "09-04"),
        ("9월 3~4일", "09-03", "09-04"),
        ("9월 3일 ～ 10월 4일", "09-03", "10-04"),
        ("9月3日〜4日", "09-03", "09-04"),
        ("Sep 3..5th", "09-03", "09-05"),
        ("2026. 9. 3. ~ 9. 5.", "09-03", "09-05"),
        ("240903-4", "2024-09-03", "2024-09-04"),
        ("240903~04", "2024-09-03", "2024-09-04"),
        ("12-30..01-02", "2025-12-30", "2026-01-02"),
        ("yesterday..today", "11-19", "11-20"),
        ("3 days ago..어제", "11-17", "11-19"),
        ("23일차..24일차", "11-18", "11-19"),
        ("11-20", "11-20", "11-20"),
        ("금", "11-20", "11-20"),
        ("tue..tue", "11-17", "11-17"),
        ("9999-12-30..31", "9999-12-30", "9999-12-31"),
    ],
)
def test_a_range_is_read_from_its_start_on(text: str, start: str, end: str) -> None:
    assert parse_span(text, FRIDAY, course=COURSE) == Span(day(start), day(end))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("09-04..03", "ends before it starts: 2026-09-04 to 2026-09-03"),
        ("2026-09-05..2026-09-03", "ends before it starts"),
        ("09-05..09-03", "ends before it starts"),
        ("today..yesterday", "ends before it starts"),
        ("240903-2", "ends before it starts"),
        ("240931-31", "2024-09 has 30 days"),
        ("09-03..31", "2026-09 has 30 days"),
        ("3..5", "number"),
        ("tue..", "not a date"),
        ("..wed", "not a date"),
        ("tue...wed", "not a date"),
        ("tue..soon", "not a date"),
        ("240903", "number"),
        ("9999-12-31..mon", "1 to 9999"),
    ],
)
def test_a_range_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_span(text, FRIDAY)
    assert why in str(refused.value)
    assert ".." in refused.value.way_out()


# --- weeks


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026-W47", "2026-W47"),
        ("2026w47", "2026-W47"),
        ("2026 W47", "2026-W47"),
        ("W47", "2026-W47"),
        ("w47", "2026-W47"),
        ("W5", "2026-W05"),
        ("W51", "2026-W51"),
        ("W52", "2026-W52"),
        ("last", "2026-W46"),
        ("last week", "2026-W46"),
        ("지난주", "2026-W46"),
        ("지난 주", "2026-W46"),
        ("저번주", "2026-W46"),
        ("先週", "2026-W46"),
        ("지지난주", "2026-W45"),
        ("this", "2026-W47"),
        ("이번 주", "2026-W47"),
        ("이번주", "2026-W47"),
        ("next", "2026-W48"),
        ("다음 주", "2026-W48"),
        ("5주차", "2026-W47"),
        ("5 주차", "2026-W47"),
        ("week 5", "2026-W47"),
        ("2주 전", "2026-W45"),
        ("2026-11-02", "2026-W45"),
        ("어제", "2026-W47"),
        ("2027-01-01", "2026-W53"),
        ("23일차", "2026-W47"),
    ],
)
def test_a_week_may_be_written_in_many_ways(text: str, label: str) -> None:
    assert parse_week(text, FRIDAY, course=COURSE).label == label
    assert parse_week(unicodedata.normalize("NFD", text.upper()), FRIDAY, course=COURSE).label == label


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-W53", "2025 has no week 53"),
        ("W53", "2025 has no week 53"),
        ("2026-W00", "no week 0"),
        ("0000-W01", "no week 1"),
        ("W60", "the year 2026 has no week 60"),
        ("47", "number"),
        ("2026", "number"),
        ("9999-12-31", "1 to 9999"),
        ("2026-W470", "not a date"),
        ("곧", "not a date"),
    ],
)
def test_a_week_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_week(text, FRIDAY)
    assert why in str(refused.value)
    assert "W47" in refused.value.way_out()


def test_a_course_week_without_a_course_says_how_to_set_one() -> None:
    with pytest.raises(UsageError, match="course") as refused:
        parse_week("5주차", FRIDAY)
    assert "[course]" in refused.value.way_out()


# --- on any day

_PIECES = """2026 11 20 30 02 W47 W53 - . / .. ~ 월 일 년 금 전 주 주차 일차 다음 지난 이번 last
    next this week fri mon ago
    days in may today 어제 240903 0 1 9999 day"""
_pieces = st.lists(st.sampled_from(_PIECES.split()), max_size=5)
_any_text = st.one_of(st.text(max_size=20), _pieces.map("".join), _pieces.map(" ".join))
_any_day = st.one_of(st.dates(), st.sampled_from([date.min, date.max, date(9999, 12, 27), date(1, 1, 8)]))


@given(_any_text, _any_day, st.booleans(), st.sampled_from([None, COURSE]))
def test_any_text_on_any_day_is_read_or_refused(text: str, today: date, ahead: bool, course: Course | None) -> None:
    for read in (
        lambda: parse_date(text, today, course=course, ahead=ahead),
        lambda: parse_span(text, today, course=course),
        lambda: parse_week(text, today, course=course),
    ):
        try:
            read()
        except UsageError as refused:
            assert refused.told()
            assert refused.way_out()


@given(st.dates(), st.dates())
def test_a_whole_date_is_itself_on_any_day(one: date, today: date) -> None:
    assert parse_date(one.isoformat(), today) == one
    assert parse_span(one.isoformat(), today) == Span(one, one)


@given(st.dates(date(1, 2, 1), date(9999, 11, 1)), st.integers(0, 6))
def test_a_weekday_lies_in_the_seven_days_up_to_today(today: date, weekday: int) -> None:
    word = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][weekday]
    for text, nearest in ((word, 0), (f"last {word}", -1)):
        found = parse_date(text, today)
        assert found.weekday() == weekday
        assert today + timedelta(days=nearest - 6) <= found <= today + timedelta(days=nearest)
    assert today <= parse_date(word, today, ahead=True) <= today + timedelta(days=6)
    assert today < parse_date(f"next {word}", today) <= today + timedelta(days=7)
    assert Week.of(parse_date(f"this {word}", today)) == Week.of(today)


@given(st.dates(date(1, 2, 1), date(9999, 11, 1)), st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_a_date_without_a_year_is_the_latest_not_far_ahead(today: date, written: date) -> None:
    found = parse_date(f"{written.month}-{written.day}", today)
    assert (found.month, found.day) == (written.month, written.day)
    assert today - timedelta(days=335) <= found <= today + timedelta(days=31)


@given(st.dates(date(2, 1, 1), date(9999, 12, 20)))
def test_a_week_is_read_from_its_label(one: date) -> None:
    assert parse_week(Week.of(one).label, FRIDAY) == Week.of(one)


@pytest.mark.parametrize(("text", "example"), [("soon", "yesterday"), ("soon", "tue..wed"), ("mon..soon", "09-03..04")])
def test_what_is_no_day_and_no_range_is_answered_with_examples_of_what_it_might_be(text: str, example: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_span(text, date(2026, 11, 20))
    assert example in refused.value.way_out()
