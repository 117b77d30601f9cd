"""The tags that are in use."""

from collections import Counter
from datetime import date

from retro_cli.errors import RetroError
from retro_cli.store.journal import Journal

_LOOKED_AT = 60


def recent_tags(journal: Journal) -> list[str]:
    """The tags of the last entries, of their front matter and of their action items, most frequent first."""
    counts: Counter[str] = Counter()
    for day in journal.recent_days(date.max, _LOOKED_AT):
        for path in journal.day_paths(day):
            try:
                entry = journal.page(path).entry
            except RetroError:
                continue
            counts.update(entry.tags)
            counts.update(tag for action in entry.actions for tag in action.task.tags)
    return [tag for tag, _count in counts.most_common()]
