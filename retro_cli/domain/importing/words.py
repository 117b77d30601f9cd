"""Words of labels by what they are: containers of sections, ordinary words, words of study notes."""

import re

LONGEST = 120
"""A longer text is no label."""

OPPOSED = frozenset(("good", "bad", "next"))
"""Roles that one section cannot have together."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


CONTAINERS = _words(
    "회고 회고록 오늘의회고 학습회고 주간회고 간단회고 일일회고 하루회고 팀회고 개인회고",
    "retrospective retro review reflection 振り返り ふりかえり 反省会",
)
"""Headings around sections, which are none themselves."""

WEAK = _words(
    "start stop continue try tries keep keeps problem problems issue issues good bad add drop improve better more less",
    "today yesterday next todo done did question questions fact feeling feelings finding "
    "findings feedback cue felt til",
    "action actions pros cons plus minus like liked lacked longed learned positive negative takeaway takeaways",
    "mad sad glad f1 f2 f3 f4 f5 blocked blocker blockers impediments success successes achievement",
    "질문 생각 생각한점 할일 해야할일 오늘할일 한일 한것 해볼것 피드백 이슈 배경 상황 행동 "
    "감정 사실 발견 선언 교훈 느낌 소감 다짐",
    "강점 약점 고민 한계",
    "단점 장점 문제 문제점 개선점 개선할점 궁금한점 궁금한것 이벤트",
    "課題 事実 感情 反省 背景 行動 疑問 今日 やること 改善点 アクション",
)
"""Labels that are ordinary words as well."""

TECHNICAL = _words(
    "pros cons problem problems issue issues question questions start stop add drop good "
    "bad better next today yesterday",
    "plan plans strength strengths weakness weaknesses mistake mistakes newthings kudos",
    "todo done did feedback fact facts finding findings plus minus positive negative action actions success successes",
    "more less like improve",
    "강점 약점 고민",
    "장점 단점 문제점 문제 이슈 질문 피드백 배경 상황 행동 개선점 한계 한계점 특징 시도 背景 課題 改善点",
)
"""Labels that stand in pairs in study notes, too."""

SOLVED = re.compile(
    r"\W*(?:\d+\W*)?(?:(?:my |the )?(?:solutions?|answers?|fix|root cause|cause|approach|decision)\b"
    r"|(?:내 |나의 |문제 )?(?:풀이|해결|해답|정답|접근|원인)|解決|解答|解法|原因|対応)",
    re.IGNORECASE,
)
"""How a heading begins whose neighbour above poses the problem that it solves."""

OPPOSITES = tuple(
    frozenset(pair.split())
    for pair in (
        "good bad",
        "good improve",
        "thegood thebad",
        "highs lows",
        "wins losses",
        "positive negative",
        "plus minus",
    )
)
"""Labels that carry each other where a text is some diary: together they are no words of study notes."""
