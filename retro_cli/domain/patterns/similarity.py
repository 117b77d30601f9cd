"""How alike two short texts are, from 0 to 1, whatever their spacing, particles, endings, case and small typos."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from retro_cli.domain.patterns.words import LITTLE, importance, says_how, words
from retro_cli.domain.sentence import first_sentence

ALIKE = 0.46
"""From here on two texts say the same. Chosen on one half of the labelled texts, judged on the other."""

_WORDS, _BETTER_HALF, _LETTERS = 0.5, 0.25, 0.25
_OTHERWISE = 0.5  # the meeting was long, the meeting was late
_ANOTHER, _FRAME, _FOUND, _NUMBER = 0.6, 1.1, 0.75, 0.3  # forgot to lock the door, forgot to write tests
_SAME_TOPIC = 0.6  # `시간 약속: 늦잠을 잤다`, `시간 약속: 또 늦었다`
_PRIOR = 20  # texts that a journal is taken to have besides its own, so that the first few weigh words sensibly
_KOREAN_TYPO, _TYPO = 0.75, 0.9
_LONGER_KOREAN, _LONGER = 0.85, 0.9
_LETTER = re.compile(r"[\W_]+")
_TOPIC = re.compile(r"\s*([^:：]{2,30}?)\s*[:：]\s")


class _Text:
    """A text taken apart: its letters by pairs, its words, the topic that it opens with."""

    __slots__ = ("how", "pairs", "size", "topic", "words")

    def __init__(self, text: str) -> None:
        said = first_sentence(text) or text
        letters = squeezed(said) or said
        self.pairs = Counter(pairwise(letters)) or Counter([(letters, "")])
        self.size = sum(self.pairs.values())
        self.words = words(said)
        self.how = frozenset(filter(says_how, self.words))
        topic = _TOPIC.match(said)
        self.topic = squeezed(topic[1]) if topic else ""


class Similarity:
    """The measure for the texts of one journal: a word that stands in many of them says less.

    Half of it is how much of the words of both stands in the other, weighed; a quarter the better of both directions,
    so that a short text is found in a longer one; a quarter the pairs of letters, which see through spacing. What was
    otherwise, late and not long, is less alike. Two texts that open with the same topic and a colon are alike anyway.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, _Text] = {}
        self._alike: dict[tuple[str, str], float] = {}
        self._near: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._weights: dict[str, float] = {}
        self._count = 0
        self._holding: Counter[str] = Counter()
        for text in texts:
            self._count += 1
            self._holding.update(set(self._text(text).words))

    def __call__(self, one: str, other: str) -> float:
        """How alike two texts are."""
        a, b = self._text(one), self._text(other)
        if a.topic and a.topic == b.topic:
            return max(_SAME_TOPIC, self._measured(a, b))
        return self._measured(a, b)

    def share(self, part: str, whole: str) -> float:
        """How much of what `part` says stands in `whole`; words that stand anywhere do not count."""
        telling = [word for word in self._text(part).words if importance(word) > LITTLE]
        found, weight = self._covered(telling, self._text(whole).words)
        return found / weight if weight else 0.0

    def pairs(self, text: str) -> Iterable[tuple[str, str]]:
        """The pairs of letters of a text; texts that are alike have some in common."""
        return self._text(text).pairs

    def _text(self, text: str) -> _Text:
        if text not in self._texts:
            self._texts[text] = _Text(text)
        return self._texts[text]

    def _measured(self, a: _Text, b: _Text) -> float:
        pairs, others = (a.pairs, b.pairs) if len(a.pairs) < len(b.pairs) else (b.pairs, a.pairs)
        common = sum(min(count, others[pair]) for pair, count in pairs.items() if pair in others)
        letters = 2 * common / (a.size + b.size)
        here, of_a = self._covered(a.words, b.words)
        there, of_b = self._covered(b.words, a.words)
        if not (of_a and of_b):
            return letters
        both, better = (here + there) / (of_a + of_b), max(here / of_a, there / of_b)
        alike = _WORDS * both + _BETTER_HALF * better + _LETTERS * letters
        if a.how and b.how and not a.how & b.how:
            alike *= _OTHERWISE
        return _ANOTHER * alike if self._of_another(a, b) else alike

    def _of_another(self, a: _Text, b: _Text) -> bool:
        """Whether two texts share little more than their frame, and each fills it with something of its own."""
        here, own = self._split(a, b)
        there, others = self._split(b, a)
        return bool(own and others) and min(here, there) < _FRAME * min(own, others)

    def _split(self, a: _Text, b: _Text) -> tuple[float, float]:
        """How much of what `a` is about stands in `b`, and how much does not; numbers are something of their own."""
        shared = own = 0.0
        for word in a.words:
            weight = _NUMBER if word.isdigit() else 0.0 if word in a.how else importance(word)
            if weight <= LITTLE:
                continue
            if any(self._same(word, other) >= _FOUND for other in b.words):
                shared += weight
            else:
                own += weight
        return shared, own

    def _covered(self, some: Sequence[str], others: Sequence[str]) -> tuple[float, float]:
        """The weight of those of `some` words that are among the others, and of all of them."""
        found = weight = 0.0
        for word in some:
            own = self._weights.get(word) or self._weight(word)
            weight += own
            if word in others:
                found += own
                continue
            near = self._near[word]
            best = 0.0
            for other in others:  # the innermost of all loops: a pair of words costs one look into a table
                alike = near.get(other)
                if alike is None:
                    alike = near[other] = self._same(word, other)
                if alike > best:
                    best = alike
            found += own * best
        return found, weight

    def _weight(self, word: str) -> float:
        if word not in self._weights:
            rarity = math.log(1 + (self._count + _PRIOR) / (self._holding[word] + 1))
            self._weights[word] = rarity * importance(word)
        return self._weights[word]

    def _same(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        if len(one) == 1 or len(other) == 1:
            return 0.0
        key = (one, other) if one < other else (other, one)
        if key not in self._alike:
            self._alike[key] = _alike(*key)
        return self._alike[key]


def squeezed(text: str) -> str:
    """A text without what spacing, case, punctuation and the spelling of its bytes make of it."""
    return _LETTER.sub("", unicodedata.normalize("NFC", text).casefold())


def _alike(one: str, other: str) -> float:
    """How alike two different words are: one the beginning of the other, or a letter or two apart; else 0."""
    from rapidfuzz.distance import Indel, JaroWinkler

    begins = one.startswith(other) or other.startswith(one)
    if "가" <= one[0] <= "힣":
        alike = Indel.normalized_similarity(one, other)
        return _LONGER_KOREAN if begins else alike if alike >= _KOREAN_TYPO else 0.0
    if begins and min(len(one), len(other)) >= 4:
        return _LONGER
    alike = JaroWinkler.similarity(one, other)
    return alike if alike >= _TYPO else 0.0
