"""Which action items were taken on about which problem."""

from collections.abc import Iterator, Sequence

from retro_cli.domain.action import ActionItem
from retro_cli.domain.patterns.groups import Neighbours
from retro_cli.domain.patterns.model import Saying, Tried
from retro_cli.domain.patterns.reading import Reading
from retro_cli.domain.patterns.similarity import ALIKE, Similarity
from retro_cli.domain.tags import without_tags

_WORDINGS = 8  # of a problem, the latest
_SOME = 0.2  # of the words of an action item, to tell which problem of its entry it is about


class Tries:
    """The action items of a journal, by the problems that they answer.

    Those of an entry with one problem answer that. Among several problems the one that shares most words with the item
    is meant; where none does, and there are as many items as problems, they are taken in their order. Items of other
    entries count where they say what the problem says, from the day on that it was first written.
    """

    def __init__(self, readings: Sequence[Reading], similarity: Similarity) -> None:
        self._similarity = similarity
        self._saying: dict[str, list[ActionItem]] = {}
        for reading in readings:
            for item in reading.actions:
                self._saying.setdefault(without_tags(item.text), []).append(item)
        self._texts = list(self._saying)
        self._near = Neighbours(similarity, self._texts)
        self._answered: dict[tuple[str, int], list[ActionItem]] = {}
        self._unclear: set[str] = set()
        for reading in readings:
            for said, item in self._pairs(reading):
                if said is None:
                    self._unclear.add(item.path)
                else:
                    self._answered.setdefault((said.path, said.line), []).append(item)

    def about(self, sayings: Sequence[Saying]) -> tuple[Tried, ...]:
        """What was tried about a problem that was written in `sayings`, oldest first."""
        own = {
            (item.path, item.line): item for said in sayings for item in self._answered.get((said.path, said.line), ())
        }
        found = [Tried(item, "entry", _since(item, sayings)) for item in own.values()]
        found += [
            Tried(item, "words", _since(item, sayings))
            for item in self._saying_so(sayings)
            if (item.path, item.line) not in own
        ]
        return tuple(sorted(found, key=lambda one: (one.item.date or sayings[0].date, one.item.path, one.item.line)))

    def unclear(self, said: Saying) -> bool:
        """Whether its entry has an action item of which nobody can tell what it is about."""
        return said.path in self._unclear

    def _saying_so(self, sayings: Sequence[Saying]) -> Iterator[ActionItem]:
        """The items that say what one of `sayings` says, written on its first day or later."""
        wordings = list(dict.fromkeys(said.text for said in sayings))[-_WORDINGS:]
        found = {
            number
            for wording in wordings
            for number in self._near.of(wording)
            if self._similarity(self._texts[number], wording) >= ALIKE
        }
        for number in found:
            for item in self._saying[self._texts[number]]:
                if item.date is not None and item.date >= sayings[0].date:
                    yield item

    def _pairs(self, reading: Reading) -> Iterator[tuple[Saying | None, ActionItem]]:
        problems, items = reading.bad, [item for item in reading.actions if item.role == "next"]
        for number, item in enumerate(items):
            if len(problems) == 1:
                yield problems[0], item
                continue
            text = without_tags(item.text)
            shares = [self._similarity.share(text, said.text) for said in problems]
            if shares and max(shares) >= _SOME:
                yield problems[shares.index(max(shares))], item
            else:
                yield problems[number] if len(items) == len(problems) else None, item


def _since(item: ActionItem, sayings: Sequence[Saying]) -> int | None:
    closed = item.done or item.dropped
    if item.open or closed is None:
        return None
    return len({said.date for said in sayings if said.date > closed})
