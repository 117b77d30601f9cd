"""Texts that say the same, put together."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from retro_cli.domain.patterns.similarity import ALIKE, Similarity, squeezed

_COMPARED = 8  # of a group: its latest texts
_COMMON, _COMMON_SHARE = 64, 20  # a pair of letters that more texts have, or one in so many, says nothing
_IN_COMMON = 2


def groups(texts: Sequence[str], similarity: Similarity) -> list[list[int]]:
    """The indices of `texts` in groups that say the same, both in their order; most groups have one.

    A text joins the group that it is most like: on average of its texts, and to the nearest of them.
    """
    same: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        same.setdefault(squeezed(text) or text, []).append(index)
    kinds = [found[0] for found in same.values()]
    found: list[list[int]] = []
    group_of: dict[int, int] = {}
    near = Neighbours(similarity, of=len(kinds))
    for kind in kinds:
        best, likeness = None, ALIKE
        for number in sorted({group_of[other] for other in near.of(texts[kind])}):
            alike = [similarity(texts[kind], texts[other]) for other in found[number][-_COMPARED:]]
            if (now := (sum(alike) / len(alike) + max(alike)) / 2) >= likeness:
                best, likeness = number, now
        if best is None:
            best = len(found)
            found.append([])
        found[best].append(kind)
        group_of[kind] = best
        near.add(kind, texts[kind])
    whole = dict(zip(kinds, same.values(), strict=True))
    return [sorted(index for kind in group for index in whole[kind]) for group in found]


class Neighbours:
    """Which of many texts can be like one: those that have pairs of letters in common with it that few texts have."""

    def __init__(self, similarity: Similarity, texts: Sequence[str] = (), *, of: int = 0) -> None:
        self._similarity = similarity
        self._having: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._common = max(_COMMON, (of or len(texts)) // _COMMON_SHARE)
        for index, text in enumerate(texts):
            self.add(index, text)

    def of(self, text: str) -> list[int]:
        """The indices of the texts, in their order."""
        shared: Counter[int] = Counter()
        for pair in self._similarity.pairs(text):
            if len(having := self._having.get(pair, ())) <= self._common:
                shared.update(having)
        return sorted(index for index, count in shared.items() if count >= _IN_COMMON)

    def add(self, index: int, text: str) -> None:
        """Take a text in, under a number that none has."""
        for pair in self._similarity.pairs(text):
            self._having[pair].append(index)
