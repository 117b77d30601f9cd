"""The words of the date grammar in English, Korean and Japanese, as patterns over folded text."""

from collections.abc import Iterable

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday 월 월요일 月 月曜 月曜日",
            "tue tues tuesday 화 화요일 火 火曜 火曜日",
            "wed weds wednesday 수 수요일 水 水曜 水曜日",
            "thu thur thurs thursday 목 목요일 木 木曜 木曜日",
            "fri friday 금 금요일 金 金曜 金曜日",
            "sat saturday 토 토요일 土 土曜 土曜日",
            "sun sunday 일 일요일 日 日曜 日曜日",
        )
    )
    for word in words.split()
}

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for word in words.split()
}

# Days counted from today.
DAYS_AWAY = {
    word: days
    for days, words in {
        -7: "일주일 전,a week ago,one week ago",
        -2: "그저께,그제,엊그제,엊그저께,一昨日,おととい,day before yesterday,the day before yesterday",
        -1: "yesterday,어제,어저께,昨日,きのう",
        0: "today,오늘,今日,きょう",
        1: "tomorrow,내일,明日,あした",
        2: "모레,내일모레,明後日,あさって,day after tomorrow,the day after tomorrow",
        7: "일주일 뒤,일주일 후,in a week,in one week",
    }.items()
    for word in words.split(",")
}

# Weeks counted from this one.
WEEKS_AWAY = {
    word: weeks
    for weeks, words in {
        -2: "지지난 주,지지난주,저저번 주,저저번주,先々週",
        -1: "last,last week,지난 주,지난주,저번 주,저번주,先週",
        0: "this,this week,이번 주,이번주,금주,今週",
        1: "next,next week,다음 주,다음주,来週",
    }.items()
    for word in words.split(",")
}

# Before a weekday: the nearest such day before (-1) or after (1) today. `this` lies in this week.
DIRECTIONS = {"last": -1, "지난": -1, "저번": -1, "next": 1, "다음": 1}
THIS = frozenset({"this", "이번"})


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
