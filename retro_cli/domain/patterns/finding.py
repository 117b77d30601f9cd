"""Patterns found in entries: problems that come back, what was tried about them, and what became of it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from retro_cli.domain.action import ActionItem
from retro_cli.domain.patterns.groups import Neighbours, groups
from retro_cli.domain.patterns.model import Feeling, Feelings, Kept, Patterns, Recurring, Saying
from retro_cli.domain.patterns.reading import Reading
from retro_cli.domain.patterns.similarity import ALIKE, Similarity
from retro_cli.domain.patterns.trying import Tries
from retro_cli.domain.period import Week
from retro_cli.domain.tags import without_tags
from retro_cli.domain.text import fold
from retro_cli.domain.todolist import is_old

RECENT_DAYS = 28
_TWICE = 2
_KEPT_SHARE = 0.6  # of what an action item says, to be found again in what is good


def find_patterns(readings: Iterable[Reading], today: dt.date) -> Patterns:
    """The patterns of the entries that were read, as of `today`. Where nothing comes back there are none."""
    found = sorted(readings, key=lambda one: (_day(one), one.entry.path))
    bad = list(chain.from_iterable(one.bad for one in found))
    good = list(chain.from_iterable(one.good for one in found))
    items = list(chain.from_iterable(one.actions for one in found))
    similarity = Similarity([said.text for said in (*bad, *good)] + [without_tags(item.text) for item in items])
    tries = Tries(found, similarity)
    return Patterns(
        tuple(_recurring(bad, similarity, tries, today)),
        tuple(sorted((item for item in items if is_old(item, today)), key=_born)),
        tuple(_kept(items, good, similarity)),
        tuple(_feelings(list(chain.from_iterable(one.feelings for one in found)), found, similarity)),
    )


def _day(reading: Reading) -> dt.date:
    return reading.entry.date or dt.date.min


def _born(item: ActionItem) -> tuple[dt.date, str, int]:
    return item.date or dt.date.min, item.path, item.line


# -- problems ---------------------------------------------------------------------------------------------------------


def _recurring(bad: Sequence[Saying], similarity: Similarity, tries: Tries, today: dt.date) -> list[Recurring]:
    """Those of at least two days, the most frequent first, of equally frequent ones the latest."""
    problems = []
    for group in groups([said.text for said in bad], similarity):
        sayings = _told_once([bad[index] for index in group])
        days = sorted({said.date for said in sayings})
        if len(days) >= _TWICE:
            recent = sum(0 <= (today - day).days < RECENT_DAYS for day in days)
            before = sum(RECENT_DAYS <= (today - day).days < 2 * RECENT_DAYS for day in days)
            tried = tries.about(sayings)
            untried = not tried and not any(tries.unclear(said) for said in sayings)
            problems.append(Recurring(tuple(sayings), tried, untried, recent, before))
    return sorted(
        problems, key=lambda one: (-len({said.date for said in one.sayings}), -one.sayings[-1].date.toordinal())
    )


def _told_once(sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings in the order of their days, without those of a review that its own days said before."""
    told = {Week.of(said.date) for said in sayings if not said.review}
    return sorted(
        (said for said in sayings if not (said.review and Week.of(said.date) in told)),
        key=_when,
    )


# -- tries that were kept ---------------------------------------------------------------------------------------------


def _kept(items: Sequence[ActionItem], good: Sequence[Saying], similarity: Similarity) -> Iterable[Kept]:
    """Action items with the first good thing that says them again; one that was written in their own entry is none."""
    saying: dict[str, list[Saying]] = {}
    for said in good:
        saying.setdefault(said.text, []).append(said)
    texts = list(saying)
    near = Neighbours(similarity, texts)
    again: dict[str, list[Saying]] = {}
    for item in items:
        if item.state not in ("done", "started") or item.date is None:
            continue
        text = without_tags(item.text)
        if text not in again:
            alike = [texts[number] for number in near.of(text) if _says_again(text, texts[number], similarity)]
            again[text] = sorted((said for one in alike for said in saying[one]), key=_when)
        if later := next((said for said in again[text] if said.date >= item.date and said.path != item.path), None):
            yield Kept(item, later)


def _says_again(text: str, good: str, similarity: Similarity) -> bool:
    return similarity(text, good) >= ALIKE or similarity.share(text, good) >= _KEPT_SHARE


def _when(said: Saying) -> tuple[dt.date, str, int]:
    return said.date, said.path, said.line


# -- feelings ---------------------------------------------------------------------------------------------------------


def _feelings(feelings: Sequence[Feeling], readings: Sequence[Reading], similarity: Similarity) -> Iterable[Feelings]:
    """Feelings about cues that come back: by what is alike in the cues, then by tag."""
    told: set[int] = set()
    for group in groups([feeling.cue for feeling in feelings], similarity):
        if len({feelings[index].felt.date for index in group}) >= _TWICE:
            told.update(group)
            yield Feelings(feelings[group[-1]].cue, tuple(feelings[index] for index in group))
    tags_of = {one.entry.path: {fold(tag): tag for tag in one.entry.tags} for one in readings if one.feelings}
    left = [feeling for index, feeling in enumerate(feelings) if index not in told]
    counted = Counter(tag for feeling in left for tag in tags_of[feeling.felt.path])
    for tag, count in counted.most_common():
        if count >= _TWICE:
            tagged = tuple(feeling for feeling in left if tag in tags_of[feeling.felt.path])
            yield Feelings(f"#{tag}", tagged)


def within(patterns: Patterns, first: dt.date, last: dt.date) -> Patterns:
    """The patterns that days between `first` and `last` touch: problems that were written again then."""
    recurring = tuple(
        problem for problem in patterns.recurring if any(first <= said.date <= last for said in problem.sayings)
    )
    return replace(patterns, recurring=recurring)
