"""How `retro today` goes: from its options to an entry, asking only where somebody can answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from retro_cli.cli import first_use, loop
from retro_cli.cli.event import ask_title_and_days
from retro_cli.cli.interview import Interview
from retro_cli.cli.prompts.model import EDITOR, Choice, Step
from retro_cli.cli.render import said
from retro_cli.cli.stopping import held
from retro_cli.cli.unfinished import discard, draft_target, open_to_this_run, own_draft, settle_others
from retro_cli.errors import N_, Interrupted, RetroError, UsageError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.period import Span
    from retro_cli.services.capture import Target
    from retro_cli.store.drafts import Draft

_SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call's options say; empty where they say nothing."""

    when: str = ""
    format: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    source: str = ""
    editor: bool = False
    new: bool = False
    discard: bool = False

    @property
    def given(self) -> bool:
        """Whether the answers come with the call, so that nothing is asked."""
        return bool(self.values or self.source)


class DailyInterview(Interview):
    """The questions of a day. What came of action items is remembered elsewhere: it alone is no draft."""

    def left(self) -> Interrupted:
        """What to say to a user who left."""
        if self.sheet.blank and not self.placed:
            self.forget()
        self.again = _call(self.app, self.target)
        return super().left()


def today(app: "App", asked: Asked) -> None:
    """Write the day's entry: from the call's values, in the editor, or by asking."""
    if asked.given and (asked.editor or asked.discard):
        raise UsageError(N_("--set and --from write at once: they do not go with --edit or --discard-draft."))
    if asked.given:
        from retro_cli.cli.daily_given import write_given

        write_given(app, asked)
        return
    if asked.discard:
        discard(app, span_of(app, asked).start, asked.format)
        return
    editor = asked.editor or (app.interactive and app.settings.today.mode == "editor")
    if not editor and not app.interactive:
        raise UsageError(app.unasked, hint=N_('Give the answers: --set KEY="…", or --from FILE'))
    span_of(app, asked)  # a wrong date is told before anything is asked
    if app.interactive and first_use.is_first_use(app):
        rhythm = first_use.ask_first_use(app, format_given=bool(asked.format))
        if rhythm == first_use.WEEKLY and not asked.format and not asked.when:
            from retro_cli.cli.commands.week import run as run_week

            run_week()
            return
    elif app.interactive and not editor and _rather_the_week(app, asked):
        from retro_cli.cli.commands.week import run as run_week

        run_week()
        return
    target = target_of(app, asked)
    if editor:
        from retro_cli.cli.daily_editor import write_day_in_editor

        write_day_in_editor(app, asked, target)
    else:
        _interview(app, asked, target)


def _rather_the_week(app: "App", asked: Asked) -> bool:
    """Ask who looks back weekly, and never wrote or began a day's entry, whether the week is meant."""
    if app.settings.rhythm != first_use.WEEKLY or asked.when or asked.format or asked.title or asked.new:
        return False
    if app.journal.recent_days(app.today + timedelta(days=1), 1):
        return False
    if any(draft.kind == "day" for draft in app.journal.drafts.all()[0]):
        return False
    _ = app.translate
    choices = [Choice("week", _("the week"), "w"), Choice("day", _("today"), "d")]
    with app.prompts.nothing_before():
        return app.prompts.key(_("You look back weekly. What do you want to write?"), choices, enter="week") != "day"


# -- which entry ------------------------------------------------------------------------------------------------------


def span_of(app: "App", asked: Asked) -> "Span":
    """The day or days that are meant. UsageError where the words are no date."""
    from retro_cli.domain.period import Span, parse_span

    if not asked.when:
        return Span(app.today, app.today)
    return parse_span(asked.when, app.today, course=app.settings.course)


def target_of(app: "App", asked: Asked) -> "Target":
    """The entry that is meant."""
    from retro_cli.services.capture import find_target

    span = span_of(app, asked)
    if not asked.format:
        app.require_format("format")
    return find_target(
        app.journal,
        span.start,
        end=span.end if span.end != span.start else None,
        format_name=asked.format or None,
        title=asked.title or None,
        new=asked.new,
    )


def _call(app: "App", target: "Target") -> str:
    """The call that means the same entry, today."""
    words = ["retro today"]
    if target.day != app.today:
        words.append(f"-d {target.day.isoformat()}")
    if target.format.name != app.settings.format:
        words.append(f"-f {target.format.name}")
    return " ".join(words)


# -- asking -----------------------------------------------------------------------------------------------------------


def _interview(app: "App", asked: Asked, target: "Target") -> None:
    with held():
        _ask_and_save(app, asked, target)


def _ask_and_save(app: "App", asked: Asked, target: "Target") -> None:
    draft, target = own_draft(app, target, title=asked.title, new=asked.new)
    if draft is None or app.journal.drafts.open_since(draft.key) is None:
        other = settle_others(app, draft, target)
        if other is not None:
            draft, target, asked = other, draft_target(app, other), Asked()
        elif draft is None:
            target = target_of(app, asked)  # a draft that was saved just now may be this entry
    with open_to_this_run(app, draft, target) as (draft, beside):
        _ask_with(app, asked, target, draft, beside)


def _ask_with(app: "App", asked: Asked, target: "Target", draft: "Draft | None", beside: str) -> None:
    from retro_cli.cli.daily_editor import editor_now
    from retro_cli.services.interview import questions

    interview = DailyInterview(app, target, questions(app.journal, target), draft)
    interview.beside = beside
    new_journal = not app.place.exists
    sheet = interview.sheet
    sheet.tags = tuple(dict.fromkeys((*sheet.tags, *asked.tags)))
    sheet.title = sheet.title or asked.title
    said.day_header(app, target)
    if draft is not None:
        app.screen.out((" " + app.translate("Going on where you stopped."), "accent"))
    try:
        if target.day == app.today:
            _before(app, interview)
        if target.format.repeats and target.page is None:
            ask_title_and_days(app, interview, day_given=bool(asked.when))
        while interview.ask() is EDITOR:
            written = editor_now(app, interview)
            if written is not None:
                interview.forget()
                said.saved(app, written, interview.target.format, new_journal=new_journal)
                return
    except Interrupted:
        interview.keep()
        raise interview.left() from None
    _save(app, interview, new_journal)


def _before(app: "App", interview: Interview) -> None:
    """The loop, once a day for each item; what was said is remembered, whatever becomes of the entry."""
    if app.settings.today.review == 0:
        return
    remembered = loop.Remembered(app, interview)
    with remembered:
        asked = _loop(app, interview, {*remembered.known, *interview.sheet.reviewed})
    if asked is not None:
        interview.earlier.append(remembered.around(asked.go_back))


def _loop(app: "App", interview: Interview, known: set[str]) -> "loop.Loop | None":
    """The items of the last sessions, or after a silent time the one question about old ones; those that were asked."""
    from retro_cli.cli.render.problems import tell_problems
    from retro_cli.services.interview import waiting, was_silent

    found = waiting(app.journal, app.journal.task_pages(open_only=True), app.today)
    tell_problems(app, found.problems, incomplete=False)
    if was_silent(app.journal, app.today) and (found.now or found.older):
        if _SILENCE not in known:
            return _after_silence(app, interview, [*found.now, *found.older])
        return None
    left = max(0, app.settings.today.review - len(known))
    now = [item for item in found.now if item.id not in known][:left]
    if not now:
        return None
    loop.title(app, app.translate("What you said you would try"))
    asked = loop.Loop(app, now, interview)
    asked.go_through()
    if found.older:
        count = len(found.older)
        more = app.ngettext("{count} more waits — retro todo", "{count} more wait — retro todo", count)
        app.screen.out((" " + more.format(count=count), "dim"))
    return asked


def _after_silence(app: "App", interview: Interview, items: "list[ActionItem]") -> "loop.Loop | None":
    _ = app.translate
    count = len(items)
    question = app.ngettext(
        "{count} thing to try is from a while ago.", "{count} things to try are from a while ago.", count
    ).format(count=count)
    choices = [
        Choice("look", _("look through them"), "l"),
        Choice("week", _("leave them for retro week"), "w"),
        Choice("off", _("put them off to next week"), "o"),
    ]
    with app.prompts.nothing_before():
        picked: str | Step = app.prompts.select(question, choices, default="week")
    asked = loop.Loop(app, items, interview) if picked == "look" else None
    if asked is not None:
        asked.go_through()
    elif picked == "off":
        loop.settle(app, items, loop.LATER, "today")
    interview.sheet.reviewed[_SILENCE] = "week" if isinstance(picked, Step) else picked
    interview.keep()
    return asked


# -- writing ----------------------------------------------------------------------------------------------------------


def _save(app: "App", interview: Interview, new_journal: bool) -> None:
    from retro_cli.services import capture
    from retro_cli.services.standing import not_yet_said

    answers = interview.answers()
    if answers.empty:
        interview.forget()
        app.screen.out(app.translate("Nothing was answered, so nothing was written."))
        return
    target = interview.target
    try:
        target = place(app, interview)
        if interview.elsewhere and app.journal.exists(target.path):
            answers = not_yet_said(answers, app.journal.page(target.path).entry)
            if answers.empty:
                interview.forget()
                app.screen.out(app.translate("Another session has saved this meanwhile."))
                return
        done = capture.save(app.journal, target, answers, app.prompt_lang, command="today")
    except RetroError as error:
        interview.again = _call(app, interview.target)
        interview.not_saved(error)
        raise
    interview.forget()
    said.saved(app, done, target.format, new_journal=new_journal)


def place(app: "App", interview: Interview) -> "Target":
    """Where a new entry of a repeating format goes, now that its title and days are known."""
    from retro_cli.services.capture import find_target

    target = interview.target
    if not target.format.repeats or target.page is not None:
        return target
    return find_target(
        app.journal,
        target.day,
        end=interview.sheet.end,
        format_name=target.format.name,
        title=interview.sheet.title or None,
        new=True,
    )
