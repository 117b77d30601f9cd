"""A week, month, quarter or year looked back on: its digest and the reflections on it, in one review."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from retro_cli.domain.action import ActionItem
from retro_cli.domain.answers import Answers
from retro_cli.domain.digest import Digest, make_digest, markdown_lines
from retro_cli.domain.entry import Entry
from retro_cli.domain.months import Period, middle, period_of
from retro_cli.domain.ordering import RANK, slot_end
from retro_cli.domain.period import Week
from retro_cli.domain.promotion import Promotion, action_texts, promotions
from retro_cli.domain.review import StandingDigest, put_digest, read_digest
from retro_cli.domain.rollup import RollUp, roll_up
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.services import capture
from retro_cli.services.capture import Saved, Target
from retro_cli.store.journal import Journal, Page, Pages

if TYPE_CHECKING:
    from retro_cli.domain.longer import LongRollUp

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Picked:
    """What is looked back on; `instead` where it is the one before because this one has no entries yet."""

    period: Period
    instead: bool = False


def pick_period(journal: Journal, kind: str, today: date) -> Picked:
    """This week (month, quarter, year); the last one while this one has no entries, the last one has some, and nobody
    reflected on it."""
    this = period_of(kind, today)
    last = this.previous()
    if _written_in(journal, this) or not _written_in(journal, last) or _reflected(journal, last):
        return Picked(this)
    return Picked(last, instead=True)


def _written_in(journal: Journal, period: Period) -> bool:
    if isinstance(period, Week):
        return bool(journal.week_paths(period))
    return any(slot.kind == "day" and slot.date in period for path in journal.paths() if (slot := journal.slot(path)))


def _reflected(journal: Journal, period: Period) -> bool:
    """Whether a review says anything beside its digest. One that cannot be read is no reason to ask."""
    path = journal.settings.layout.of(period)
    if not journal.exists(path):
        return False
    try:
        return journal.page(path).entry.answered
    except RetroError:
        return True


@dataclass(frozen=True, slots=True)
class View:
    """A period as its files tell it: the review that is or will be written (`target`), the roll-up, and the digest.

    `lang` is the language of the digest: that of the one that stands in the review, which `standing` describes.
    `format_name` is the format that was asked for. `problems` are the errors of files that could not be read.
    """

    target: Target
    rolled: "RollUp | LongRollUp"
    lang: str
    standing: StandingDigest | None
    format_name: str | None = None
    problems: tuple[RetroError, ...] = ()

    @property
    def period(self) -> Period:
        """The week, month, quarter or year itself."""
        return self.rolled.period

    @property
    def digest(self) -> Digest:
        """Its digest."""
        return _digest(self.rolled, self.lang)

    def seen_on(self, day: date) -> Digest:
        """Its digest for a screen: ages as of a day of the running period."""
        return _digest(self.rolled, self.lang, day)

    def promotions(self, role: str, standing: tuple[str, ...] = ()) -> list[Promotion]:
        """What a question of this role offers to take over, but for the texts that are in the review already."""
        if isinstance(self.rolled, RollUp):
            return promotions(self.rolled, role, self.lang, standing)
        from retro_cli.domain.long_promotion import long_promotions

        return long_promotions(self.rolled, role, self.lang, standing)

    @property
    def taken_texts(self) -> set[str]:
        """The texts that action items are taken over with."""
        if isinstance(self.rolled, RollUp):
            return action_texts(self.rolled, self.lang)
        from retro_cli.domain.long_promotion import long_action_texts

        return long_action_texts(self.rolled, self.lang)

    @property
    def edited(self) -> bool:
        """Whether somebody edited the digest that stands in the review."""
        return self.standing is not None and self.standing.edited

    @property
    def tells(self) -> bool:
        """Whether there is anything to put into a digest."""
        actions = self.rolled.actions
        return not self.rolled.empty or bool(actions.done or actions.dropped)


def _digest(rolled: "RollUp | LongRollUp", lang: str, seen: date | None = None) -> Digest:
    if isinstance(rolled, RollUp):
        return make_digest(rolled, lang, seen)
    from retro_cli.domain.long_digest import make_long_digest

    return make_long_digest(rolled, lang)


def view(
    journal: Journal,
    period: Period,
    lang: str,
    *,
    format_name: str | None = None,
    progress: Callable[[int], Step] | None = None,
) -> View:
    """Read a period: its own files, and from the others the action items that it touched.

    Its review's own action items are no part of it: they are born as it ends. `lang` is the language of a new digest.
    `progress` gets how many files of its own there are and gives what to call after each.
    Errors: NotFoundError for an unknown format, UsageError for one of another period, UnreadableError for a review that
    cannot be read.
    """
    target = capture.review_target(journal, period, format_name)
    paths = _own_paths(journal, period)
    own = _read(journal, paths, progress)
    others = journal.task_pages_in(period.first, period.last, but={*paths, *_not_below(journal, period)})
    todo = journal.settings.todo
    actions = counted([*own.actions, *others.actions], todo.tag, todo.since)
    standing = read_digest(target.page.text) if target.page else None
    return View(
        target,
        _roll_up(period, own.entries, actions),
        standing.lang if standing and standing.lang else lang,
        standing,
        format_name,
        (*own.problems, *others.problems),
    )


def _roll_up(period: Period, entries: Sequence[Entry], actions: Sequence[ActionItem]) -> "RollUp | LongRollUp":
    if isinstance(period, Week):
        return roll_up(period, entries, actions)
    from retro_cli.domain.longer import roll_up_months

    return roll_up_months(period, entries, actions)


def _own_paths(journal: Journal, period: Period) -> list[str]:
    """The entries of its days, and for a longer period the shorter reviews that belong to it."""
    if isinstance(period, Week):
        return journal.week_paths(period)
    return [
        path
        for path in journal.paths()
        if (slot := journal.slot(path))
        and RANK[slot.kind] < RANK[period.kind]
        and middle(slot.kind, slot.date) in period
    ]


def _not_below(journal: Journal, period: Period) -> list[str]:
    """The reviews that end as it does or later and are not below it: what they ask for is born after it."""
    main = journal.settings.layout.of(period)
    if isinstance(period, Week):
        return [main]
    longer = (
        path
        for path in journal.paths()
        if (slot := journal.slot(path)) and RANK[slot.kind] >= RANK[period.kind] and slot_end(slot) >= period.last
    )
    return [main, *longer]


def _read(journal: Journal, paths: Sequence[str], progress: Callable[[int], Step] | None) -> Pages:
    if progress is None:
        return journal.pages(paths)
    step = progress(len(paths))
    pages: list[Page] = []
    problems: list[RetroError] = []
    for path in paths:
        found = journal.pages([path])
        pages += found.pages
        problems += found.problems
        step()
    return Pages(tuple(pages), tuple(problems))


# -- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a review. `saved` is None where there was nothing to write; `kept` is whether a digest that
    somebody edited was left as it is."""

    view: View
    saved: Saved | None
    kept: bool = False

    @property
    def path(self) -> str | None:
        """The path of the review where there is one now."""
        return self.saved.path if self.saved else None


def write_review(
    journal: Journal,
    seen: View,
    answers: Answers,
    lang: str,
    *,
    replace_digest: bool = False,
    strict: bool = False,
) -> Written:
    """Add answers to a review and refresh its digest, in one write, from the files as they stand now.

    A digest that somebody edited stays, unless `replace_digest`. A period without entries or answers gets no file.
    Errors: ConflictError where `strict` and a field or text has content already, and those of reading and writing.
    """
    fresh = view(journal, seen.period, seen.lang, format_name=seen.format_name)
    if answers.empty and fresh.rolled.empty and fresh.target.page is None:
        return Written(fresh, None)
    kept = False

    def with_digest(text: str) -> str:
        nonlocal kept
        standing = read_digest(text)
        kept = standing is not None and standing.edited and not replace_digest
        if kept or not (fresh.tells or standing):
            return text
        return put_digest(text, markdown_lines(fresh.digest), fresh.lang)

    if fresh.target.page is not None:
        answers = replace(answers, end=None)  # a review that exists says by its name what it is of
    saved = capture.save(
        journal, fresh.target, answers, lang, command=seen.period.kind, strict=strict, finish=with_digest
    )
    return Written(fresh, saved, kept)


# -- asking -----------------------------------------------------------------------------------------------------------


def still_open(seen: View, today: date, *, asked: Collection[str] = ()) -> list[ActionItem]:
    """The open action items that a review goes through, oldest first: those older than its week, and those under way.

    Put off ones wait, `asked` ones (ids) were gone through. Of a week that ended more than a week ago there are none:
    what is open now is no matter of it. A longer review goes through none: the weeks do.
    """
    week = seen.period
    if not isinstance(week, Week) or (today - week.sunday).days > 7 or today < week.monday:
        return []
    touched = (*seen.rolled.actions.carried, *seen.rolled.actions.opened)
    return [
        item for item in touched if item.open and not item.waits(today) and item.id not in asked and _old(item, week)
    ]


def _old(item: ActionItem, week: Week) -> bool:
    return item.state == "started" or item.date is None or item.date < week.monday
