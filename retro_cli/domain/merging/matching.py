"""Which parts of a text are those of another version of it: the same, the changed, and those that moved."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from retro_cli.domain.merging.model import Node

_DEEPEST = 40
_ALIKE = 0.4
# more pairs than these are not compared with each other
_MOST_PAIRS = 400
_LONGEST = 600


def match(base: Sequence[Node], side: Sequence[Node]) -> dict[int, int]:
    """The nodes of `side` that are nodes of `base`, by index: equal ones first, then those of one name wherever they
    stand, then those in the same place that say nearly the same."""
    pairs = align([node.exact for node in base], [node.exact for node in side])
    for name in (_place, _anywhere):
        _by_name(base, side, pairs, name)
    _by_likeness(base, side, pairs)
    return pairs


def added_twice(
    left: Sequence[Node], right: Sequence[Node], ours: Sequence[int], theirs: Sequence[int]
) -> dict[int, int]:
    """Which of the nodes `theirs` of the right are the same as nodes `ours` of the left."""
    waiting: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index in reversed(ours):
        waiting[_place(left[index])].append(index)
    pairs = {}
    for index in theirs:
        if found := waiting.get(_place(right[index])):
            pairs[found.pop()] = index
    return pairs


def _place(node: Node) -> tuple[str, str, str]:
    return node.kind, node.name, node.within


def _anywhere(node: Node) -> tuple[str, str, str]:
    return node.kind, node.name, ""


def align(base: Sequence[str], side: Sequence[str]) -> dict[int, int]:
    """Equal texts of two sequences in their common order: those at the ends, those that are there once, and so on
    between them. The time grows with the lengths alone."""
    pairs: dict[int, int] = {}
    waiting = [(0, len(base), 0, len(side), 0)]
    while waiting:
        first, last, start, end, depth = waiting.pop()
        while first < last and start < end and base[first] == side[start]:
            pairs[first] = start
            first, start = first + 1, start + 1
        while first < last and start < end and base[last - 1] == side[end - 1]:
            last, end = last - 1, end - 1
            pairs[last] = end
        if first == last or start == end:
            continue
        anchors = _anchors(base, side, (first, last), (start, end)) if depth < _DEEPEST else []
        if not anchors:
            pairs.update(_in_passing(base, side, (first, last), (start, end)))
        for at, to in [*anchors, (last, end)] if anchors else ():
            waiting.append((first, at, start, to, depth + 1))
            if at < last:
                pairs[at] = to
            first, start = at + 1, to + 1
    return pairs


def _anchors(
    base: Sequence[str], side: Sequence[str], one: tuple[int, int], other: tuple[int, int]
) -> list[tuple[int, int]]:
    """The texts that stand once in both spans, as many of them as are in the same order."""
    counts = Counter(base[one[0] : one[1]])
    places = Counter(side[other[0] : other[1]])
    where = {text: at for at, text in enumerate(side[other[0] : other[1]], other[0]) if places[text] == 1}
    unique = [(at, where[base[at]]) for at in range(*one) if counts[base[at]] == 1 and base[at] in where]
    return _longest_rising(unique)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    tops: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for at, (_, to) in enumerate(pairs):
        place = bisect_left(tops, to)
        before.append(chain[place - 1] if place else -1)
        if place == len(tops):
            tops.append(to)
            chain.append(at)
        else:
            tops[place], chain[place] = to, at
    found, at = [], chain[-1] if chain else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _in_passing(
    base: Sequence[str], side: Sequence[str], one: tuple[int, int], other: tuple[int, int]
) -> dict[int, int]:
    """Equal texts in order, each with the next one that is equal."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(other[1] - 1, other[0] - 1, -1):
        places[side[at]].append(at)
    pairs, reached = {}, other[0]
    for at in range(*one):
        waiting = places.get(base[at], [])
        while waiting and waiting[-1] < reached:
            waiting.pop()
        if waiting:
            pairs[at] = waiting.pop()
            reached = pairs[at] + 1
    return pairs


def _by_name(
    base: Sequence[Node], side: Sequence[Node], pairs: dict[int, int], name: Callable[[Node], tuple[str, str, str]]
) -> None:
    taken = set(pairs.values())
    waiting: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at in range(len(side) - 1, -1, -1):
        if at not in taken:
            waiting[name(side[at])].append(at)
    for at, node in enumerate(base):
        if at not in pairs and (found := waiting.get(name(node))):
            pairs[at] = found.pop()


def _by_likeness(base: Sequence[Node], side: Sequence[Node], pairs: dict[int, int]) -> None:
    """Pair what is left between two neighbours that are paired."""
    taken = set(pairs.values())
    back = {to: at for at, to in pairs.items()}
    holes: dict[int, list[int]] = defaultdict(list)
    behind = -1
    for at in range(len(side)):
        if at in taken:
            behind = back[at]
        else:
            holes[behind].append(at)
    behind = -1
    gaps: dict[int, list[int]] = defaultdict(list)
    for at in range(len(base)):
        if at in pairs:
            behind = at
        else:
            gaps[behind].append(at)
    for behind, left_over in gaps.items():
        candidates = holes.get(behind, [])
        if candidates and len(candidates) * len(left_over) <= _MOST_PAIRS:
            _pair_alike(base, side, left_over, candidates, pairs)


def _pair_alike(
    base: Sequence[Node], side: Sequence[Node], old: Sequence[int], new: Sequence[int], pairs: dict[int, int]
) -> None:
    scores = sorted(
        (-likeness(base[at], side[to]), at, to) for at in old for to in new if base[at].kind == side[to].kind
    )
    taken: set[int] = set()
    for score, at, to in scores:
        if -score >= _ALIKE and at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)
    for at in old:
        for to in new:
            if at not in pairs and to not in taken and _is_renamed(base, side, at, to, pairs):
                pairs[at] = to
                taken.add(to)


def _is_renamed(base: Sequence[Node], side: Sequence[Node], at: int, to: int, pairs: dict[int, int]) -> bool:
    """Whether a heading has another name, and still the same text below it."""
    return (
        base[at].kind == side[to].kind == "heading"
        and base[at].level == side[to].level
        and pairs.get(at + 1, -1) == to + 1
    )


def likeness(one: Node, other: Node) -> float:
    """How much of what two nodes say is the same, from 0 to 1."""
    if one.kind == "heading":
        return 0.0
    first, second = _grams(one.name), _grams(other.name)
    most = first.total() + second.total()
    return 2 * (first & second).total() / most if most else 0.0


def _grams(text: str) -> Counter[str]:
    dense = "".join(text.split())[:_LONGEST]
    return Counter(dense[at : at + 2] for at in range(max(len(dense) - 1, 1))) if dense else Counter()
