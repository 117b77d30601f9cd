"""How people spell the labels of a retrospective: endings, tenses, questions, in Korean, English and Japanese."""

import re

LONGEST = 120
OPPOSED = frozenset({"good", "bad", "next"})

CONTAINERS = frozenset(
    "회고 회고록 오늘의회고 학습회고 주간회고 간단회고 일일회고 하루회고 팀회고 개인회고 retrospective retro review reflection "
    "振り返り ふりかえり 反省会".split()
)
"""Headings around sections, which are none themselves."""

WEAK = frozenset(
    "start stop continue try keep keeps problem problems issue issues good bad add drop improve better today yesterday "
    "next todo done did question questions 질문 생각 생각한점 할일 해야할일 fact feeling feelings finding findings feedback 피드백 이슈 배경 상황 행동 "
    "감정 사실 발견 선언 교훈 느낌 단점 장점 문제점 개선점 개선할점 action actions til pros cons plus minus like liked lacked longed "
    "learned positive negative takeaway takeaways mad sad glad cue felt f1 f2 f3 f4 f5 課題 事実 感情 反省 背景 行動 blocked blocker "
    "blockers impediments success successes achievement more less tries 이벤트 궁금한점 궁금한것 疑問 今日 やること 해볼것 "
    "한일 오늘할일 한것 소감 다짐 改善点 アクション ".split()
)
"""Labels that are ordinary words as well."""

TECHNICAL = frozenset(
    "장점 단점 pros cons problem problems 문제점 문제 issue issues 이슈 question questions 질문 start stop add drop good bad better next today "
    "yesterday todo done did feedback 피드백 배경 背景 상황 행동 fact facts finding findings plus minus positive negative 課題 改善点 "
    "개선점 한계 한계점 action actions success successes more less like improve 특징".split()
)
"""Labels that stand in pairs in study notes, too."""

_LEAD = re.compile(
    r"(?:오늘|금일|금주|이번주|한주|일주일|하루|주간|이번(?:스프린트|프로젝트|미션|달|회차|과제)|프로젝트|스프린트|미션|이번|팀|협업)"
    r"(?:의|에서의|에서|에|동안|하며|하면서|을하며|를하며|을하면서|를하면서|중에?|간|를통해|을통해|진행하며)*"
)
_WHO = re.compile(
    r"(?:나의|내가|우리가|우리팀이|팀원들이|팀이|팀의|우리의|제가|개인적으로|스스로|새롭게|새로|특히|가장|제일|조금|많이|더|좀|다음에|앞으로)"
)
_KEPT_LEAD = ("다음에", "앞으로", "새롭게", "새로", "더", "좀", "조금")
_ASKED = re.compile(
    r"(?:은|는|이|가)?(?:무엇(?:인가요?|이었나요|이었는가|일까요?|이있나요|이있었나요|이있을까요?)?"
    r"|뭐(?:였나요|가있나요|가있었나요|야|지|예요|였지|였을까|가있을까)?|뭘까요?|있나요|있었나요|있다면|어땠나요|어떤(?:것|점)이?(?:있나요|있었나요)?)\Z"
)
_TENSES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (
            r"(?:해보고싶었던|해보고싶은|하고싶었던|하고싶은|하고픈|해볼만한|해볼|해봐야할|해야할|해야하는|해나갈|했으면하는|했으면좋겠는)(?=\w)",
            "할",
        ),
        (r"(?:했었던|했던|하였던|해왔던|해온|하게된|하고있는|한)(?=\w)", "한"),
        (r"해냈던", "해낸"),
        (r"좋았었던|좋았던|좋던", "좋은"),
        (r"아쉬웠었던|아쉬웠던|아쉬었던|아쉽던|아쉽다고느낀", "아쉬운"),
        (r"힘들었던", "힘든"),
        (r"어려웠던|어렵던|어렵다고느낀", "어려운"),
        (r"느꼈었던|느꼈던|느끼는|느끼게된", "느낀"),
        (r"배웠었던|배웠던|배우게된|배워간|배워가는", "배운"),
        (r"알게됐던|알게되었던|알게됀|알게된|알게되었|알게됐", "알게된"),
        (r"깨달았던|깨닫게된", "깨달은"),
        (r"만족스러웠던|만족했던|만족스러운|만족스럽던", "만족한"),
        (r"부족했던|부족하다고느낀", "부족한"),
        (r"잘됐던|잘되었던|잘되고있는|잘돼가는", "잘된"),
        (r"못했던", "못한"),
        (r"궁금했던", "궁금한"),
        (r"재밌었던|재미있었던|재미있는|재밌던", "재밌는"),
        (r"즐거웠던", "즐거운"),
        (r"뿌듯했던", "뿌듯한"),
        (r"기뻤던", "기쁜"),
        (r"나빴던", "나쁜"),
        (r"안좋았던", "안좋은"),
        (r"불편했던", "불편한"),
        (r"(?:개선|보완)(?:이|을)?(?:필요한|하면좋을|할만한|하고싶은|해야될|되어야할|돼야할)", "개선할"),
        (r"보완할|고쳐야할|고칠", "개선할"),
        (r"유지하고싶은|이어갈|이어나갈|지속할|지속하고싶은|계속하고싶은|계속이어갈|가져갈", "유지할"),
    )
)
_TAIL = re.compile(
    r"(?:(?:점|것|거|걸|일|부분|내용|사항|포인트|면|바)(?:들)?)(?:은|는|이|을|를|이다|이라면|이있다면)?(?:정리|리스트|목록|기록|모음)?[!?~.]*\Z"
)
_AROUND = re.compile(r"(?:및회고|와회고|과회고|정리|리스트|목록|기록|회고|들)\Z")
_RUN = re.compile(r"([a-z])\1{2,}")
_RUNS = re.compile(r"([a-z])\1+")
_SPLIT = re.compile(
    r"\s*(?:,|、|/|·|&|＆|\+|→|->|=>|\||\s및\s|(?<=[점것거일])\s*및\s*|(?<=[점것거일])[과와]\s+|\s+and\s+|\s+or\s+|\s?と(?=.))\s*"
)


def spelled(words: str) -> str:
    """A label (of `labels.label`) in one spelling: `이번 주에 좋았던 점들` and `좋은 것` are the same."""
    found = _LEAD.sub("", words, count=1) if _LEAD.match(words) and _LEAD.match(words).end() < len(words) else words  # type: ignore[union-attr]
    while (who := _WHO.match(found)) and who.end() < len(found) and who[0] not in ("다음에", "앞으로"):
        found = found[who.end() :]
    asked = _ASKED.sub("", found)
    found = asked if len(asked) > 1 else found
    for pattern, plain in _TENSES:
        found = pattern.sub(plain, found)
    bare = _AROUND.sub("", found)
    found = bare if len(bare) > 1 else found
    tail = _TAIL.search(found)
    if tail and tail.start() > 0:
        found = f"{found[: tail.start()]}것"
    return found


def stretched(words: str) -> bool:
    """Whether a letter of a label is held down: `keeeep`."""
    return _RUN.search(words) is not None


def squeezed(words: str) -> str:
    """A label with every run of a letter as one, for what is stretched."""
    return _RUNS.sub(r"\1", words)


def parts(text: str) -> list[str]:
    """The parts of a label that names several things: `잘한 점, 좋았던 점`."""
    bare = re.sub(r"[(\[（［][^()\[\]（）［］]*[)\]）］]", "", text)
    return [part for part in _SPLIT.split(bare) if part.strip()]


# What whole labels mean that no format lists, after `spelled` (Korean, Japanese) …
_ROLES = tuple(
    (re.compile(pattern), role)
    for role, pattern in (
        (
            "good",
            r"(?:참|정말|너무)?(?:좋은|잘한|잘된|만족한|성장한|기쁜|즐거운|재밌는|뿌듯한|감사한|고마운|칭찬할|자랑스러운|유지할|계속할|성공한|해낸|이룬|얻은성과|긍정적인|잘하는)것"
            r"|장점|잘한일|(?:주요)?성과|칭찬|(?:よ|良)(?:かった|い)(?:こと|点|ところ)?|うまくいった(?:こと|点)?|できた(?:こと|点)|続け(?:たい|る)(?:こと|点)?|成長(?:した)?(?:こと|点)?",
        ),
        (
            "bad",
            r"(?:아쉬운|부족한|어려운|힘든|못한|잘못한|안좋은|나쁜|불편한|개선할|반성할|답답한|막힌|후회되는|후회한|실수한|문제|개선|보완|잘못된|잘안된|안된|부족|미흡한|놓친|그만둘|그만할|싫은)것"
            r"|반성|아쉬움|단점|한계(?:것)?|反省(?:点|すること)?|(?:悪|わる)かった(?:こと|点|ところ)?|うまくいかなかった(?:こと|点)?|できなかった(?:こと|点)|"
            r"困った(?:こと|点)|改善(?:点|したい(?:こと|点)?|すべき(?:こと|点)?)|問題点|課題点|惜しかった(?:こと|点)?",
        ),
        (
            "learned",
            r"(?:배운|알게된|알게|깨달은|새로배운|새로알게된|학습한|얻은|느끼고배운|배우고느낀|배울)것|배움|인사이트|깨달음|학び|"
            r"(?:今日|今週)?(?:の)?(?:学び|学んだ(?:こと|点)?|気づき|気付き|わかった(?:こと|点)?|分かった(?:こと|点)?)(?:・?気づき|・?学び)?",
        ),
        (
            "felt",
            r"(?:느낀|생각한|느낀생각|들었던생각)것|느낌|소감|감상|感想|感じた(?:こと|点)?|思った(?:こと|点)?|所感|気持ち",
        ),
        (
            "next",
            r"(?:(?:다음(?:번|주|달|스프린트|프로젝트)?(?:에|에는|엔)?|앞으로|내일|향후|추후)(?:의)?(?:에)?(?:할|시도할|도전할|해볼|해보려는|하려는|해보려고하는|개선할|노력할|공부할|시작할)것"
            r"|(?:시도할|시도|도전할|도전|실천할|노력할|시작할|적용할|해보려는)것|다음(?:주|번|달)?(?:에?할)?(?:계획|목표|할일|할것|액션)|앞으로의?(?:계획|다짐|목표|방향)|실천(?:계획|사항|방안)"
            r"|액션(?:플랜|아이템)|실행계획|개선(?:계획|방안|방향|및목표|하기위한방법)|내일(?:의)?(?:할일|계획|목표|할것)|향후계획|시도)",
        ),
        (
            "next",
            r"次(?:に|は|回|週|やる|の)?(?:は)?(?:やる(?:こと)?|やってみる(?:こと)?|試す(?:こと)?|アクション|目標|すること|挑戦すること|挑戦したいこと|やりたいこと)|(?:明日|来週|翌日|今後)(?:の)?(?:やること|すること|予定|目標|タスク|課題|todo|アクション|やりたいこと|挑戦)"
            r"|(?:挑戦|試|チャレンジ)(?:したい|してみたい|すること|する)(?:こと)?|これから(?:やること|すること)?|ネクストアクション|アクション(?:プラン|アイテム)",
        ),
        (
            "did",
            r"(?:한|진행한|수행한|작업한|공부한|완료한|끝낸|실제로한|맡은)것|(?:오늘|금일|이번주)?(?:의)?(?:작업내용|진행사항|진행내용|작업한내용)|(?:今日|今週|昨日)?(?:の)?やった(?:こと|事)?|(?:今日|今週)?した(?:こと|事)|実施内容",
        ),
        *(
            (
                role,
                rf"(?:무엇을|뭘|무엇이|뭐가|어떤(?:점|것)(?:이|을)|어떻게)?(?:{stems})(?:나요|을까요?|는가요?|는지|지|니|던가요|어요)",
            )
            for role, stems in (
                ("learned", "배웠|알게됐|알게되었|깨달았|새로배웠"),
                ("good", "좋았|잘됐|잘되었|잘했|만족스러웠|만족했"),
                ("bad", "아쉬웠|부족했|어려웠|힘들었|막혔|잘안됐|잘안되었|못했|불편했"),
                ("felt", "느꼈|들었"),
                ("did", "했|진행했|공부했"),
            )
        ),
        (
            "next",
            r"(?:다음(?:번|주)?(?:에|에는|엔)?|내일(?:은)?|앞으로(?:는)?)(?:무엇을|뭘|어떤것을|어떻게)?"
            r"(?:할까요?|시도해볼까요?|바꿔볼까요?|하고싶나요|할건가요|하면좋을까요?|해볼까요?)",
        ),
        (
            "question",
            r"(?:궁금한|모르는|의문인|의문|이해가안된|이해안된|헷갈리는|더알고싶은|더공부할)것|(?:疑問|わからなかった|気になった|気になる)(?:こと|点)?",
        ),
    )
)
# … and what questions and short sentences say (English).
_ENGLISH = tuple(
    (re.compile(pattern, re.IGNORECASE), role)
    for role, pattern in (
        ("good", r"\b(?:should|to|will|can) (?:we |i )?(?:continue|keep doing)\b"),
        ("next", r"^tomorrow(?:'?s (?:plans?|goals?|tasks?|work))?$"),
        ("bad", r"\b(?:stop(?:ping)? (?:doing|using)|harmful practices|should (?:i|we) stop)\b"),
        (
            "next",
            r"\b(?:(?:do|try|done|change) (?:it |things )?(?:differently|next)|next (?:time|steps?|week|sprint|actions?|goals?|todos?)|should (?:i|we) (?:do differently|start|try|change)|(?:will|would|want to|going to|like to) (?:try|change|start)\b|things to try|to try(?: next)?$|actions? (?:items?|plans?|points?)|action(?:able)?s?:?$|commit(?:ment)?s? (?:to|for)|start(?:ing)? (?:doing|using)|new practices|plans? for (?:next|tomorrow|the next)|for tomorrow|tomorrow'?s|to-?dos? (?:for )?(?:tomorrow|next)|longed for|wish(?:ed)? (?:for|we|i)|looking forward)",
        ),
        (
            "bad",
            r"\b(?:(?:did ?n.?o?t|didn.?t|not|n.t|never) (?:really )?(?:go|going|gone|went|work|do|been?)(?:ing|ed)?(?: (?:so|as|very|too|out|that))*(?: (?:well|great|good|right|planned|expected|as planned))?\b|(?:could|can|should|might)(?: i| we)?(?: have)?(?: been?| gone?| do(?:ne)?| go)?(?: (?:done|gone|be))? (?:even )?(?:better|improved?|improve)|(?:went|go|going) (?:wrong|badly|poorly)|needs? (?:to improve|improvements?|work)|(?:areas?|room|things?|points?|opportunities) (?:for|of|to) improve(?:ments?)?|to improve|improvements?$|(?:went|go) less well|challenges?$|struggl(?:es?|ed|ing)|difficult(?:y|ies)$|pain ?points?|obstacles?$|blockers?$|frustrat\w+|disappoint\w+|could be better|bad (?:things|points|parts))\b",
        ),
        (
            "learned",
            r"\b(?:what (?:(?:did|have|do|has) )?(?:i|we|you)(?:.ve)? (?:learn|learned|learnt)(?: new)?(?: (?:today|this (?:week|time|sprint)|from (?:this|the|it|our)\b.*))?$|lessons? learn(?:ed|t)|learnings?$|learn(?:ed|t)$|take-?aways?|insights?$|discover(?:ed|ies)$|realis?zed?$)",
        ),
        (
            "good",
            r"\b(?:(?:went|go(?:es|ing)?|gone|did|done|doing|do|work(?:ed|ing|s)?) (?:really |very |so |particularly |pretty )?(?:well|right|great|good)|(?:was|were|is) (?:good|great|positive)|good (?:things|points|parts)|successes|(?:should|will|to|want to) (?:we |i )?(?:continue|keep)\b|keep (?:doing|using|going)|continue(?:d)? (?:doing|using|to do)|practices that we should continue|highlights?$|wins?$|proud of|accomplish(?:ed|ments?)|achievements?$|liked?(?: about)?$|enjoyed)\b",
        ),
        (
            "felt",
            r"\b(?:(?:did|do|was|am|are) (?:i|we) (?:feel|feeling)|feel(?:ings?)? (?:about|today)|(?:my|our) feelings?|how (?:i|we) felt|mood$)\b",
        ),
        (
            "did",
            r"\b(?:(?:what|things?) (?:did )?(?:i|we|i.ve|we.ve)(?: have)? (?:do|did|done|work(?:ed)? on|accomplish)|(?:did|done) (?:today|this week|yesterday)|(?:today|this week).?s? (?:work|progress|tasks done)|worked on$|what happened)\b",
        ),
        (
            "question",
            r"\b(?:(?:still )?puzzl(?:e|es|ed|ing)|still (?:confus\w+|unclear|wonder\w*|do(?:n.t| not) (?:understand|know))|open questions?|unclear|questions? (?:i|we) (?:still )?have)\b",
        ),
    )
)


def is_question(text: str) -> bool:
    """Whether an English label asks something."""
    return re.match(r"(?:\W|\d)*(?:what|which|how|where|are there)\b", text, re.IGNORECASE) is not None


def role_of(text: str, words: str) -> str | None:
    """The role of a label that no format lists, by the words it is made of; None for what is no label."""
    if words.isascii():
        return english_role(text)
    plain = spelled(words)
    for candidate in dict.fromkeys((plain, words)):
        for pattern, role in _ROLES:
            if pattern.fullmatch(candidate):
                return role
    return None


def english_role(text: str) -> str | None:
    bare = re.sub(r"[*_`#:?!]+", " ", text).replace("’", "'")
    bare = " ".join(bare.split())
    if len(bare.split()) > 16:
        return None
    if not is_question(bare) and len(bare.split()) > 7:
        return None
    for pattern, role in _ENGLISH:
        if pattern.search(bare):
            return role
    return None
