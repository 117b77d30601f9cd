"""What labels mean that no format lists: Korean and Japanese by their words, English by what a question says."""

import re

from retro_cli.domain.importing.spelling import alternatives, spelled

_MOST_WORDS = 7
_MOST_ASKED = 16

_KOREAN_THINGS = {
    "good": (
        "좋은 잘한 잘된 만족한 성장한 기쁜 즐거운 재밌는 뿌듯한 감사한 고마운 칭찬할 칭찬하고싶은 자랑스러운 "
        "유지할 계속할 계속유지할 계속해서유지할 성취한 잘풀린 성공한 해낸 이룬 긍정적인 잘하는"
    ),
    "bad": (
        "아쉬운 부족한 어려운 힘든 못한 잘못한 안좋은 나쁜 불편한 개선할 반성할 답답한 막힌 후회되는 후회한 "
        "실수한 문제 개선 보완 잘못된 잘안된 안된 부족 미흡한 놓친 불만족스러운 불만족한 "
        "고민되는 고민한 그만둘 그만할 싫은"
    ),
    "learned": "배운 알게된 알게 깨달은 새로배운 새로알게된 학습한 얻은 느끼고배운 배우고느낀 배울",
    "felt": "느낀 생각한 느낀생각 들었던생각",
    "next": "시도할 시도 도전할 도전 실천할 노력할 시작할 적용할 해보려는",
    "did": "한 진행한 수행한 작업한 공부한 완료한 끝낸 실제로한 맡은",
    "question": "궁금한 모르는 의문인 의문 이해가안된 이해안된 헷갈리는 더알고싶은 더공부할",
}
"""What stands before `것` (see `spelled`)."""

_KOREAN_WORDS = {
    "good": "장점 강점 잘한일 주요성과 성과 칭찬",
    "bad": "반성 아쉬움 단점 약점 고민 한계 문제",
    "learned": "배움 인사이트 깨달음 배운(?:핵심)?개념들?",
    "felt": "느낌 (?:기타|마무리|최종|전체|개인|마지막|한줄)?소감 감상",
    "next": (
        "액션플랜 액션아이템 실행계획 향후계획 실천계획 실천사항 실천방안 개선계획 개선방안 개선방향 개선및목표 "
        "개선하기위한방법 시도"
    ),
    "did": "작업내용 진행사항 진행내용 작업한내용",
}

_KOREAN_VERBS = {
    "learned": "배웠 알게됐 알게되었 깨달았 새로배웠",
    "good": "좋았 잘됐 잘되었 잘했 만족스러웠 만족했",
    "bad": "아쉬웠 부족했 어려웠 힘들었 막혔 잘안됐 잘안되었 못했 불편했",
    "felt": "느꼈 들었",
    "did": "했 진행했 공부했",
}
_WHAT = "(?:무엇을|뭘|무엇이|뭐가|어떤(?:점|것)(?:이|을)|어떻게)?"
_ASKS = "(?:나요|을까요?|는가요?|는지|지|니|던가요|어요)"
_WOULD = "까요?"
_LATER = (
    "(?:(?:다음(?:번|주|달|주차|회차|스프린트|프로젝트)?|차주|내일|앞으로|향후|추후)"
    "(?:에서는|에서|에는|에|엔|은|는|의)?(?:에)?)"
)

_JAPANESE = {
    "good": [
        "(?:よ|良)(?:かった|い)(?:こと|点|ところ)?",
        "うまくいった(?:こと|点)?",
        "できた(?:こと|点)",
        "続け(?:たい|る)(?:こと|点)?",
        "成長(?:した)?(?:こと|点)?",
        "(?:成功した|継続(?:する|したい))(?:こと|点)",
    ],
    "bad": [
        "反省(?:点|すること)?",
        "(?:悪|わる)(?:かった|い)(?:こと|点|ところ)?",
        "(?:もやもや|モヤモヤ)(?:した)?(?:こと|点)?",
        "うまくいかなかった(?:こと|点)?",
        "できなかった(?:こと|点)",
        "困った(?:こと|点)",
        "改善(?:点|したい(?:こと|点)?|すべき(?:こと|点)?)",
        "問題点|課題点",
        "惜しかった(?:こと|点)?",
        "やめる(?:こと)?",
        "(?:大変だった|難しかった|辛かった|苦労した|失敗した|つまずいた)(?:こと|点|ところ)",
    ],
    "learned": [
        "(?:今日|今週)?の?(?:学び|学んだ(?:こと|点)?|気づき|気付き|気づいた(?:こと|点)|(?:わ|分)かった(?:こと|点)?)(?:気づき|学び)?",
        "(?:得(?:られ)?た|勉強になった|知った)(?:もの|こと|点)",
    ],
    "felt": ["(?:今日|今週|全体)?の?(?:感想|所感|気持ち)", "(?:感じた|思った)(?:こと|点)?"],
    "next": [
        "次(?:に|は|回|週|やる|の)?は?(?:アクション|目標|(?:やる|やってみる|試す)(?:こと)?|(?:する|挑戦する|挑戦したい|やりたい)こと)",
        "(?:明日|来週|翌日|今後)の?(?:予定|目標|タスク|課題|todo|アクション|挑戦|(?:やる|する|やりたい)こと)",
        "(?:挑戦|試|チャレンジ)(?:したい|してみたい|すること|する)(?:こと)?",
        "これから(?:やること|すること)?",
        "やりたいこと|改善策|次回に?向けて",
        "ネクストアクション|アクション(?:プラン|アイテム)",
    ],
    "did": ["(?:今日|今週|昨日)?の?(?:やった|した)(?:こと|事)", "実施内容"],
    "question": ["(?:疑問|わからなかった|気になった|気になる)(?:こと|点)?"],
}

_ENGLISH = (
    (
        "bad",
        [
            "(?:did ?n.?o?t|didn.t|not|n.t|never) (?:really |quite )?(?:go|going|gone|went|work)(?:ing|ed)? "
            "(?:so |very |that |as )?(?:well|right|good|great|smoothly|planned|expected)"
        ],
    ),
    ("good", ["(?:should|to|will|can) (?:we |i )?(?:continue|keep doing)"]),
    ("next", ["^tomorrow(?:'?s (?:plans?|goals?|tasks?|work))?$"]),
    (
        "bad",
        [
            "stop(?:ping)? (?:doing|using)",
            "harmful practices",
            "should (?:i|we) stop",
            "(?:we|i) should stop",
            "(?:things |what )to stop",
        ],
    ),
    (
        "next",
        [
            "(?:do|try|done|change) (?:it |things )?(?:differently|next)",
            "next (?:time|steps?|week|sprint|actions?|goals?|todos?)",
            "should (?:i|we) (?:do differently|start|try|change)",
            "(?:will|would|want to|going to|like to) (?:try|change|start)",
            "things to try",
            "to try(?: next)?$",
            r"^[\W\d]*(?:my |our )?plans?$",
            "changes? (?:for|in) (?:the )?next",
            "(?:will|would) (?:you|we|i) change",
            "actions? (?:items?|plans?|points?)",
            "action(?:able)?s?$",
            "commit(?:ment)?s? (?:to|for)",
            "start(?:ing)? (?:doing|using)",
            "(?:things |what )to start",
            "new practices",
            "plans? for (?:next|tomorrow|the next)",
            "for tomorrow",
            "to-?dos? (?:for )?(?:tomorrow|next)",
            "longed for",
            "wish(?:ed)? (?:for|we|i)",
            "looking forward",
        ],
    ),
    (
        "bad",
        [
            "(?:did ?n.?o?t|didn.?t|not|n.t|never) (?:really )?(?:go|going|gone|went|work|do|been?)(?:ing|ed)?",
            "(?:could|can|should|might)(?: i| we)?(?: have)?(?: been?| gone?| do(?:ne)?| go)?(?: (?:done|gone|be))?"
            "(?: even)? (?:better|improved?)",
            "(?:went|go|going) (?:wrong|badly|poorly)",
            "needs? (?:to (?:improve|be improved)|improvements?|work)",
            "(?:areas?|room|things?|points?|opportunities) (?:for|of|to) improve(?:ments?)?",
            "to improve",
            r"^[\W\d]*(?:(?:possible|potential|suggested|needed|future|key|main|my|our) )*improvements?$",
            "(?:was|were) (?:hard|difficult|tough)",
            "problems? (?:encountered|faced|(?:did|have) (?:you|we|i))",
            r"^[\W\d]*(?:lows|lowlights?|losses|weakness(?:es)?|mistakes?|thorns?)$",
            "(?:went|go) less well",
            "challenges?$",
            "struggl(?:es?|ed|ing)",
            "difficult(?:y|ies)$",
            "pain ?points?",
            "obstacles?$",
            "blockers?$",
            r"frustrat\w+",
            r"disappoint\w+",
            "bad (?:things|points|parts)",
        ],
    ),
    (
        "learned",
        [
            "what (?:(?:did|have|do|has) )?(?:i|we|you)(?:.ve)? (?:learn|learned|learnt)(?: new)?"
            r"(?: (?:today|this (?:week|time|sprint)|from (?:this|the|it|our)\b.*))?$",
            "lessons? learn(?:ed|t)",
            "lessons$",
            "learnings?$",
            r"^[\W\d]*new things$",
            "learn(?:ed|t)(?: today| this week)?$",
            "take-?aways?",
            "insights?$",
            "discover(?:ed|ies)$",
            "realis?zed?$",
        ],
    ),
    (
        "good",
        [
            "(?:went|go(?:es|ing)?|gone|did|done|doing|do|work(?:ed|ing|s)?) (?:really |very |so "
            "|particularly |pretty )?"
            "(?:well|right|great|good)",
            "(?:was|were|is) (?:good|great|positive)",
            "good (?:things|points|parts)",
            "successes",
            "keep (?:doing|using|going)",
            "continue(?:d)? (?:doing|using|to do)",
            "practices that we should continue",
            "highlights?$",
            "what (?:has )?worked$",
            r"^[\W\d]*(?:highs|strengths?|roses?|glows|kudos)$",
            "wins?$",
            "proud of",
            "accomplish(?:ed|ments?)",
            "achievements?$",
            "liked?(?: about)?$",
            "enjoyed",
        ],
    ),
    (
        "felt",
        [
            "(?:did|do|was|am|are) (?:i|we) (?:feel|feeling)",
            "feel(?:ings?)? (?:about|today)",
            "(?:my|our) feelings?",
            "how (?:i|we) felt",
            "mood$",
        ],
    ),
    (
        "did",
        [
            "(?:what|things?) (?:did )?(?:i|we|i.ve|we.ve)(?: have)? (?:do|did|done|work(?:ed)? on|accomplish)",
            "(?:did|done) (?:today|this week|yesterday)",
            "(?:today|this week).?s? (?:work|progress|tasks done)",
            "worked on$",
            "what happened",
        ],
    ),
    (
        "question",
        [
            "(?:still )?puzzl(?:e|es|ed|ing)",
            r"still (?:confus\w+|unclear|wonder\w*|do(?:n.t| not) (?:understand|know))",
            "open questions?",
            "unclear",
            "questions? (?:i|we) (?:still )?have",
        ],
    ),
)
"""What an English label says, the first that fits."""


def _patterns() -> dict[str, re.Pattern[str]]:
    """By role, what whole labels in Korean or Japanese are."""
    found = {role: list(words) for role, words in _JAPANESE.items()}
    for role, words in _KOREAN_THINGS.items():
        found.setdefault(role, []).append(f"(?:참|정말|너무)?{alternatives(words)}것")
    for role, words in _KOREAN_WORDS.items():
        found[role] += words.split()
    for role, words in _KOREAN_VERBS.items():
        found[role].append(f"{_WHAT}{alternatives(words)}{_ASKS}")
    found["next"] += [
        f"{_LATER}{alternatives('할 시도할 도전할 해보려는 하려는 해보려고하는 개선할 노력할 공부할 시작할')}것",
        f"{_LATER}{alternatives('나아갈방향 할계획 계획 목표 할일 액션 다짐 방향 과제')}",
        f"{_LATER}{_WHAT}{alternatives(f'{one}{_WOULD}' for one in ('할', '해볼', '시도할', '시도해볼', '바꿔볼'))}",
        f"{_LATER}{_WHAT}{alternatives('하고싶나요 할건가요 하면좋을까요?')}",
    ]
    found["next"].append("다음(?:번|주|주차|스프린트|프로젝트)?(?:에서|에)는?")
    return {role: re.compile(alternatives(words)) for role, words in found.items()}


_BY_WORDS = _patterns()
_BY_SENTENCE = tuple(
    (re.compile(rf"(?<!\w){alternatives(said)}(?!\w)", re.IGNORECASE), role) for role, said in _ENGLISH
)
_QUESTION = re.compile(r"(?:\W|\d)*(?:what|which|how|where|are there)\b", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`#:?!]+")


def is_question(text: str) -> bool:
    """Whether an English label asks something."""
    return _QUESTION.match(text) is not None


def role_of(text: str, words: str) -> str | None:
    """The role of a heading `text` with the label `words` that no format lists; None for what is no label."""
    if words.isascii():
        return _english(text)
    words = words.replace("つぎ", "次")
    for said in dict.fromkeys((spelled(words), words)):
        for role, pattern in _BY_WORDS.items():
            if pattern.fullmatch(said):
                return role
    return None


def _english(text: str) -> str | None:
    plain = " ".join(_MARKUP.sub(" ", text).replace("’", "'").split())
    if len(plain.split()) > (_MOST_ASKED if is_question(plain) else _MOST_WORDS):
        return None
    return next((role for pattern, role in _BY_SENTENCE if pattern.search(plain)), None)
