"""A week looked back on: its digest and the reflections on it, in one review."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from retro_cli.domain.action import ActionItem
from retro_cli.domain.answers import Answers
from retro_cli.domain.digest import Digest, make_digest, markdown_lines
from retro_cli.domain.period import Week
from retro_cli.domain.review import StandingDigest, put_digest, read_digest
from retro_cli.domain.rollup import RollUp, roll_up
from retro_cli.domain.todolist import counted
from retro_cli.errors import RetroError
from retro_cli.services import capture
from retro_cli.services.capture import Saved, Target
from retro_cli.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Picked:
    """The week that is looked back on; `instead` where it is last week because this one has no entries yet."""

    week: Week
    instead: bool = False


def pick_week(journal: Journal, today: date) -> Picked:
    """This week; last week while this one has no entries, last week has some, and nobody reflected on it."""
    this = Week.of(today)
    last = this.previous()
    if journal.week_paths(this) or not journal.week_paths(last) or _reflected(journal, last):
        return Picked(this)
    return Picked(last, instead=True)


def _reflected(journal: Journal, week: Week) -> bool:
    """Whether the review of a week says anything beside its digest. One that cannot be read is no reason to ask."""
    path = journal.settings.layout.week(week)
    if not journal.exists(path):
        return False
    try:
        return journal.page(path).entry.answered
    except RetroError:
        return True


@dataclass(frozen=True, slots=True)
class WeekView:
    """A week as its files tell it: the review that is or will be written (`target`), the roll-up, and the digest.

    `lang` is the language of the digest: that of the one that stands in the review, which `standing` describes.
    `format_name` is the format that was asked for. `problems` are the errors of files that could not be read.
    """

    target: Target
    rolled: RollUp
    lang: str
    standing: StandingDigest | None
    format_name: str | None = None
    problems: tuple[RetroError, ...] = ()

    @property
    def week(self) -> Week:
        """The week itself."""
        return self.rolled.week

    @property
    def digest(self) -> Digest:
        """Its digest."""
        return make_digest(self.rolled, self.lang)

    def seen_on(self, day: date) -> Digest:
        """Its digest for a screen: ages as of a day of the running week."""
        return make_digest(self.rolled, self.lang, day)

    @property
    def edited(self) -> bool:
        """Whether somebody edited the digest that stands in the review."""
        return self.standing is not None and self.standing.edited

    @property
    def tells(self) -> bool:
        """Whether there is anything to put into a digest."""
        actions = self.rolled.actions
        return not self.rolled.empty or bool(actions.done or actions.dropped)


def view_week(journal: Journal, week: Week, lang: str, *, format_name: str | None = None) -> WeekView:
    """Read a week: its own files, and from the others the action items that it touched.

    Its review's own action items are no part of it: they are born as the week ends. `lang` is the language of a new
    digest. Errors: NotFoundError for an unknown format, UsageError for one of a day, UnreadableError for a review that
    cannot be read.
    """
    target = capture.week_target(journal, week, format_name)
    paths = journal.week_paths(week)
    own = journal.pages(paths)
    others = journal.week_task_pages(week, but={*paths, target.path})
    todo = journal.settings.todo
    actions = counted([*own.actions, *others.actions], todo.tag, todo.since)
    standing = read_digest(target.page.text) if target.page else None
    return WeekView(
        target,
        roll_up(week, own.entries, actions),
        standing.lang if standing and standing.lang else lang,
        standing,
        format_name,
        (*own.problems, *others.problems),
    )


# -- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a review. `saved` is None where there was nothing to write; `kept` is whether a digest that
    somebody edited was left as it is."""

    view: WeekView
    saved: Saved | None
    kept: bool = False

    @property
    def path(self) -> str | None:
        """The path of the review where there is one now."""
        return self.saved.path if self.saved else None


def write_review(
    journal: Journal,
    view: WeekView,
    answers: Answers,
    lang: str,
    *,
    replace_digest: bool = False,
    strict: bool = False,
) -> Written:
    """Add answers to the review of a week and refresh its digest, in one write, from the files as they stand now.

    A digest that somebody edited stays, unless `replace_digest`. A week without entries or answers gets no file.
    Errors: ConflictError where `strict` and a field or text has content already, and those of reading and writing.
    """
    fresh = view_week(journal, view.week, view.lang, format_name=view.format_name)
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
        answers = replace(answers, end=None)  # a review that exists says by its name which week it is of
    saved = capture.save(journal, fresh.target, answers, lang, command="week", strict=strict, finish=with_digest)
    return Written(fresh, saved, kept)


# -- asking -----------------------------------------------------------------------------------------------------------


def still_open(view: WeekView, today: date, *, asked: Collection[str] = ()) -> list[ActionItem]:
    """The open action items that a review goes through, oldest first: those older than its week, and those under way.

    Put off ones wait, `asked` ones (ids) were gone through. Of a week that ended more than a week ago there are none:
    what is open now is no matter of it.
    """
    if (today - view.week.sunday).days > 7 or today < view.week.monday:
        return []
    touched = (*view.rolled.actions.carried, *view.rolled.actions.opened)
    return [
        item
        for item in touched
        if item.open and not item.waits(today) and item.id not in asked and _old(item, view.week)
    ]


def _old(item: ActionItem, week: Week) -> bool:
    return item.state == "started" or item.date is None or item.date < week.monday
