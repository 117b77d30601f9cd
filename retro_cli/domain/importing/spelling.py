"""One spelling for labels that say the same: endings, tenses, who and when in Korean, letters held down."""

import re
from collections.abc import Iterable

_LEAD = re.compile(
    r"\A"
    r"(?:오늘|금일|금주|이번주|한주|일주일|하루|주간|이번(?:스프린트|프로젝트|미션|달|회차|과제)|프로젝트|스프린트|미션|이번|팀|협업)"
    r"(?:의|에서의|에서|에|동안|하며|하면서|을하며|를하며|을하면서|를하면서|중에?|간|를통해|을통해|진행하며)*(?=.)"
)
_WHO = re.compile(
    r"\A"
    r"(?:(?:나의|내가|우리가|우리팀이|팀원들이|팀이|팀의|우리의|제가|개인적으로|스스로|새롭게|새로|특히|가장|제일|조금|많이|더|좀)(?=.))+"
)
_ASKED = re.compile(
    r"(?<=.)(?:은|는|이|가)?(?:무엇(?:인가요?|이었나요|이었는가|일까요?|이있나요|이있었나요|이있을까요?)?"
    r"|뭐(?:였나요|가있나요|가있었나요|야|지|예요|였지|였을까|가있을까)?|뭘까요?"
    r"|있나요|있었나요|있다면|어땠나요|어떤(?:것|점)이?(?:있나요|있었나요)?)\Z"
)
_SAME = (
    (
        "할",
        "해보고싶었던 해보고싶은 하고싶었던 하고싶은 하고픈 해볼만한 해볼 해봐야할 해야할 "
        "해야하는 해나갈 했으면하는 했으면좋겠는",
    ),
    ("한", "했었던 했던 하였던 해왔던 해온 하게된 하고있는"),
    ("해낸", "해냈던"),
    ("좋은", "좋았었던 좋았던 좋던"),
    ("아쉬운", "아쉬웠었던 아쉬웠던 아쉬었던 아쉽던 아쉽다고느낀"),
    ("힘든", "힘들었던"),
    ("어려운", "어려웠던 어렵던 어렵다고느낀"),
    ("느낀", "느꼈었던 느꼈던 느끼는 느끼게된"),
    ("배운", "배웠었던 배웠던 배우게된 배워간 배워가는"),
    ("알게된", "알게됐던 알게되었던 알게됀 알게되었 알게됐"),
    ("깨달은", "깨달았던 깨닫게된"),
    ("만족한", "만족스러웠던 만족스러운 만족스럽던"),
    ("부족한", "부족하다고느낀"),
    ("잘된", "잘됐던 잘되었던 잘되고있는 잘돼가는"),
    ("재밌는", "재밌었던 재미있었던 재미있는 재밌던"),
    ("즐거운", "즐거웠던"),
    ("기쁜", "기뻤던"),
    ("나쁜", "나빴던"),
    ("안좋은", "안좋았던"),
    ("개선할", "보완할 고쳐야할 고칠 개선이필요한 보완이필요한 개선하면좋을 개선할만한 개선해야될 개선되어야할"),
    ("유지할", "이어갈 이어나갈 지속할 계속이어갈 가져갈"),
)


def _variants(words: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words.split(), key=len, reverse=True)))


_TENSES = tuple((_variants(words), plain) for plain, words in _SAME)
_AROUND = re.compile(r"(?<=..)(?:및회고|와회고|과회고|정리|리스트|목록|기록|회고|들)\Z")
_COUNTED = re.compile(r"(?<=..)\d{1,2}(?:가지|개|つ)\Z")
_TAIL = re.compile(
    r"(?<=.)(?:점|것|거|걸|일|부분|내용|사항|포인트|면|바)(?:들)?(?:은|는|이|을|를|이다|이라면)?(?:정리|리스트|목록|기록|모음)?[!?~.]*\Z"
)
_RUN = re.compile(r"([a-z])\1{2,}")
_RUNS = re.compile(r"([a-z])\1+")
_GLOSS = re.compile(r"[(\[（［][^()\[\]（）［］]*[)\]）］]")
_SPLIT = re.compile(
    r"\s*(?:[,、/·&＆+|→]|->|=>|(?<=\s)[:–—-](?=\s)|(?<=\s)및\s|(?<=[점것거일])\s*및\s*|(?<=[점것거일])[과와]\s+|\s(?:and|or)\s|(?<=[こと点])と(?=.))\s*"
)


def spelled(words: str) -> str:
    """A label (of `labels.label`) in one spelling: `이번 주에 좋았던 점들` and `좋은 것` are the same."""
    if words.isascii():
        return words
    words = _COUNTED.sub("", words)
    found = _ASKED.sub("", _WHO.sub("", _LEAD.sub("", words, count=1), count=1))
    for pattern, plain in _TENSES:
        found = pattern.sub(plain, found)
    return _TAIL.sub("것", _AROUND.sub("", found), count=1)


def stretched(words: str) -> bool:
    """Whether a letter of a label is held down: `keeeep`."""
    return _RUN.search(words) is not None


def squeezed(words: str) -> str:
    """A label with every run of a letter as one, for what is stretched."""
    return _RUNS.sub(r"\1", words)


def parts(text: str) -> list[str]:
    """The parts of a label that names several things: `잘한 점, 좋았던 점`."""
    return [part for part in _SPLIT.split(_GLOSS.sub("", text)) if part.strip()]


def alternatives(words: str | Iterable[str]) -> str:
    """A pattern that matches any of some words or patterns."""
    return f"(?:{'|'.join(words.split() if isinstance(words, str) else words)})"
