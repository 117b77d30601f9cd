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
    near = _Neighbours(texts, similarity)
    for kind in kinds:
        best, likeness = None, ALIKE
        for number in sorted({group_of[other] for other in near.of(kind)}):
            alike = [similarity(texts[kind], texts[other]) for other in found[number][-_COMPARED:]]
            if (now := (sum(alike) / len(alike) + max(alike)) / 2) >= likeness:
                best, likeness = number, now
        if best is None:
            best = len(found)
            found.append([])
        found[best].append(kind)
        group_of[kind] = best
        near.add(kind)
    whole = dict(zip(kinds, same.values(), strict=True))
    return [sorted(index for kind in group for index in whole[kind]) for group in found]


class _Neighbours:
    """Which of the texts so far can be like one: those that have pairs of letters in common that few texts have."""

    def __init__(self, texts: Sequence[str], similarity: Similarity) -> None:
        self._texts = texts
        self._similarity = similarity
        self._common = max(_COMMON, len(texts) // _COMMON_SHARE)
        self._having: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def of(self, index: int) -> list[int]:
        shared: Counter[int] = Counter()
        for pair in self._similarity.pairs(self._texts[index]):
            if len(having := self._having.get(pair, ())) <= self._common:
                shared.update(having)
        return [other for other, count in shared.items() if count >= _IN_COMMON]

    def add(self, index: int) -> None:
        for pair in self._similarity.pairs(self._texts[index]):
            self._having[pair].append(index)
