"""The interview: questions one at a time, back and forth, with the draft on the disk after every answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from retro_cli.cli.fields import ask_field
from retro_cli.cli.prompts.model import BACK, EDITOR, Choice, Step
from retro_cli.cli.sections import ask_section
from retro_cli.cli.sheet import Sheet, from_draft, to_draft
from retro_cli.cli.spent import forget
from retro_cli.errors import N_, Interrupted, RetroError

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers, ItemAnswer
    from retro_cli.domain.format import SectionSpec
    from retro_cli.services.capture import Target
    from retro_cli.services.interview import Question
    from retro_cli.store.drafts import Draft

Earlier = Callable[[], bool]
"""Going back to what was asked before the questions; False where there is nothing."""

Offer = Callable[["Question"], Sequence[str] | Step]
"""What to promote before a question is asked: the texts that the user picked."""


class Interview:
    """One interview about one entry. `offer` (for a week's review) promotes items before a question.

    `insisted` are the required sections that were asked twice; `placed` says that the user told on which days it was;
    `earlier` are the ways back before the first question, the nearest last; `again` is the call that goes on with it;
    `beside` is as of its draft; `unkept` is the error of a draft that could not be written, None while all is well.
    """

    def __init__(
        self,
        app: "App",
        target: "Target",
        questions: "Sequence[Question]",
        draft: "Draft | None" = None,
        *,
        offer: Offer | None = None,
    ) -> None:
        self.app = app
        self.target = target
        self.questions = list(questions)
        self.offer = offer
        self.sheet = from_draft(draft) if draft else Sheet()
        self.placed = False
        self.earlier: list[Earlier] = []
        self.again = f"retro {target.command}"
        self.unkept: RetroError | None = None
        self.beside = draft.beside if draft else ""
        self._met = False
        self._draft = draft
        self._offered: set[str] = set()
        self.insisted: set[str] = set()
        self._told_unkept = False
        self._add_own_headings()

    # -- the draft ------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Put the draft on the disk, so that leaving now costs nothing. A failure is in `unkept`, and told once."""
        if self.sheet.blank and not self.sheet.reviewed and not self.placed and self._draft is None:
            return
        before = self._draft
        self._met = self.elsewhere
        started = before.started if before else self.app.now.isoformat(timespec="seconds")
        draft = to_draft(self.sheet, self.target, started, self.beside)
        try:
            self.app.journal.keep(draft)
            if before is not None and before.key != draft.key:
                self.app.journal.drafts.remove(before)
        except RetroError as error:
            self.unkept = error
            return
        self._draft, self.unkept = draft, None

    def forget(self) -> None:
        """Remove the draft: its answers are in the entry, or there are none."""
        if self._draft is not None:
            forget(self.app, self._draft)
            self._draft = None

    @property
    def elsewhere(self) -> bool:
        """Whether another session went on with the draft meanwhile, and may have saved what it held."""
        if self._met or self._draft is None:
            return self._met
        try:
            return self.app.journal.drafts.load(*self._draft.key) != self._draft
        except RetroError:
            return True

    def _tell_unkept(self) -> None:
        if self.unkept is not None and not self._told_unkept:
            self._told_unkept = True
            _ = self.app.translate
            self.app.screen.err((self.unkept.told(_), "warn"), f" {self.unkept.where}")
            self.app.screen.err((_("What you type now is kept nowhere until you save it."), "warn"))

    def not_saved(self, error: RetroError) -> None:
        """Keep the answers that an error kept from the entry, and let it say where they are: in the draft, else on the
        screen."""
        self.keep()
        if self.unkept is None:
            error.hint = N_("Your answers are kept. When that is settled, go on with: {again}")
            error.values["again"] = self.again
            return
        self._show()
        error.hint = N_("What you wrote stands above, and is kept nowhere else: copy it before you close this.")

    def _show(self) -> None:
        """Everything that was answered, where neither entry nor draft could be written."""
        from retro_cli.domain import compose
        from retro_cli.services.capture import style

        formats = {**self.app.journal.formats.by_name, self.target.format.name: self.target.format}
        writing = style(self.app.journal, self.app.prompt_lang)
        self.app.screen.text(compose.new_entry(self.target.format, formats, self.answers(), writing))

    # -- the answers ----------------------------------------------------------------------------------------------

    def answers(self) -> "Answers":
        """What was answered, as it is written."""
        from retro_cli.domain.answers import Answers, item

        sections: dict[str, Any] = {}
        for question in self.questions:
            if question.section is None:
                continue
            typed = [one for one in self.sheet.items.get(question.key, []) if one.mine]
            if typed:
                made = [(self.typed(one.text, question.section), one.body) for one in typed]
                sections[question.key] = tuple(item(one.text, body, one.mark, one.due) for one, body in made)
            elif prose := self.sheet.prose.get(question.key):
                sections[question.key] = prose
        return Answers(
            date=self.target.day,
            format=self.target.format.name,
            end=self.sheet.end or self.target.end,
            title=self.sheet.title or None,
            tags=self.sheet.tags,
            note=self.sheet.note,
            fields=self.sheet.fields,
            sections=sections,
        )

    def typed(self, text: str, spec: "SectionSpec") -> "ItemAnswer":
        """An item as it was typed, its `due:fri` understood."""
        from retro_cli.services.capture import typed_item

        return typed_item(text, spec, self._typed_on(), self.app.settings.course)

    def _typed_on(self) -> "date":
        """The day that a typed `due:fri` counts from: that on which the interview began, where it was another one."""
        from retro_cli.domain.period import logical_day

        try:
            began = datetime.fromisoformat(self._draft.started) if self._draft else self.app.now
        except ValueError:
            return self.app.today
        return min(logical_day(began, self.app.settings.day_starts_at), self.app.today)

    def add_item(self, key: str, text: str) -> bool:
        """Put an item into a section before its question is asked (what came of an action item, what is promoted).

        Whether it was not there.
        """
        return self.sheet.add_item(key, text)

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(self) -> Step | None:
        """Ask from where the draft stopped until the user saves (None) or goes to the editor (EDITOR).

        Interrupted (with the draft kept) where the user leaves.
        """
        try:
            return self._ask_all()
        except Interrupted:
            self.keep()
            raise self.left() from None

    def left(self) -> Interrupted:
        """What to say to a user who left."""
        if self.unkept is not None:
            return Interrupted(N_("Left. Your answers could not be kept, they are only on the screen."))
        if self._draft is None:
            return Interrupted(N_("Left. There was nothing to keep."))
        return Interrupted(N_("Kept up to here. Go on any time with: {again}"), again=self.again)

    def _ask_all(self) -> Step | None:
        at, back = self._start(), False
        if at and at + 1 == len(self._steps()):
            self._tell_answers()
        while True:
            steps = self._steps()
            with self.app.prompts.nothing_before(at == 0 and not self.earlier):
                result = self._ask_step(steps[at], at, back=back)
            self._tell_unkept()
            if result is EDITOR:
                return EDITOR
            back = result is BACK
            if back and at == 0:
                any(way() for way in reversed(self.earlier))
            elif back:
                at -= 1
            elif at + 1 == len(steps):
                return None
            elif len(self._steps()) == len(steps):  # else a heading was added: it is asked next, at this place
                at += 1

    def _steps(self) -> "list[Question | str]":
        """What is asked, in this order: the sections, in a free entry for one more of them, the fields, the end."""
        from retro_cli.store.drafts import CLOSING, ONE_MORE_HEADING

        sections = [question for question in self.questions if question.section is not None]
        fields = [question for question in self.questions if question.section is None]
        more = [ONE_MORE_HEADING] if self.target.format.free else []
        return [*sections, *more, *fields, CLOSING]

    def _ask_step(self, step: "Question | str", at: int, *, back: bool) -> Step | None:
        from retro_cli.store.drafts import CLOSING

        if not isinstance(step, str):
            return self._ask_one(step, at, back=back)
        return self._close() if step == CLOSING else self._another_heading(at)

    def numbered(self, at: int) -> str:
        """`2/4`: the place of a question, and how many there are."""
        return f"{at + 1}/{len(self._steps()) - 1}"

    def _start(self) -> int:
        keys = [step if isinstance(step, str) else step.key for step in self._steps()]
        return keys.index(self.sheet.at) if self.sheet.at in keys else 0

    def _stand_at(self, key: str) -> None:
        if self.sheet.at not in ("", key):
            self.sheet.partial = ""
        self.sheet.at = key
        self.keep()

    def half_typed(self, key: str) -> str:
        """What was typed at this place and not entered; it is where the interview is from now on."""
        if self.sheet.at != key:
            self.sheet.at, self.sheet.partial = key, ""
        return self.sheet.partial

    def keep_half_typed(self, text: str) -> None:
        """Keep what was typed and not entered."""
        self.sheet.partial = text
        self.keep()

    def _ask_one(self, question: "Question", at: int, *, back: bool) -> Step | None:
        self._stand_at(question.key)
        if question.section is None:
            return self._ask_field(at, question, back=back and at > 0)
        if self.offer and not question.answered and question.key not in self._offered:
            picked = self.offer(question)
            if isinstance(picked, Step):
                return picked
            self._offered.add(question.key)
            for text in picked:
                self.add_item(question.key, text)
            self.keep()
        return ask_section(self, at, question)

    def _ask_field(self, at: int, question: "Question", *, back: bool) -> Step | None:
        spec = question.field
        assert spec is not None
        asked = f"{self.numbered(at)} {spec.question(self.app.prompt_lang)}"
        if question.answered:
            if back:
                return BACK
            self.app.screen.out((f" {asked} ✓ {question.standing[0]}", "dim"))
            return None
        given, half = self.sheet.fields.get(spec.key), self.half_typed(question.key)
        value = ask_field(self.app, asked, spec, given, half=half, on_leave=self.keep_half_typed)
        if isinstance(value, Step):
            return value
        self.sheet.partial = ""
        if value is None:
            self.sheet.fields.pop(spec.key, None)
        else:
            self.sheet.fields[spec.key] = value
        self.keep()
        return None

    # -- the end --------------------------------------------------------------------------------------------------

    def _another_heading(self, at: int) -> Step | None:
        """Ask for one more heading of a free entry; its question is put behind those of the others."""
        from retro_cli.store.drafts import ONE_MORE_HEADING

        self._stand_at(ONE_MORE_HEADING)
        _ = self.app.translate
        while True:
            asked = _("One more heading?") if at else _("What is the first heading?")
            typed = self.app.prompts.line(
                f"{self.numbered(at)} {asked}" if at else asked,
                default=self.half_typed(ONE_MORE_HEADING),
                hint=_("enter: none"),
                on_leave=self.keep_half_typed,
            )
            self.sheet.partial = ""
            if isinstance(typed, Step):
                return typed
            if not typed:
                return None
            if self._add_heading(typed):
                self.sheet.at = typed
                self.keep()
                return None
            self.app.screen.out((" " + _("This heading was asked already; ⇧Tab goes back to it."), "dim"))

    def _add_own_headings(self) -> None:
        """Headings of a draft that are not usual ones are asked as well."""
        if self.target.format.free:
            for heading in self.sheet.prose:
                self._add_heading(heading)

    def _add_heading(self, heading: str) -> bool:
        from retro_cli.domain.edit import free_section
        from retro_cli.domain.labels import label
        from retro_cli.services.interview import Question

        if any(label(question.key) == label(heading) for question in self.questions):
            return False
        sections = sum(question.section is not None for question in self.questions)
        self.questions.insert(sections, Question(heading, free_section(heading)))
        self.sheet.headings.append(heading)
        return True

    def _tell_answers(self) -> None:
        """What is about to be saved, where its questions are not on the screen."""
        from retro_cli.cli.render.said import answers_line

        if told := answers_line(self.app, self.answers(), self.target.format):
            self.app.screen.out((f" {told}", "dim"))

    def _close(self) -> Step | None:
        """The closing line: save, or a note first."""
        from retro_cli.store.drafts import CLOSING

        self._stand_at(CLOSING)
        _ = self.app.translate
        while True:
            empty = self.answers().empty
            choices = [
                Choice("save", _("leave it") if empty else _("save"), None if empty else "s"),
                Choice("note", _("change the note") if self.sheet.note else _("write a note"), "n"),
                Choice("editor", _("open in the editor"), "o"),
            ]
            asked = _("Nothing is answered yet.") if empty else _("Save this entry?")
            picked = self.app.prompts.key(asked, choices, enter="save")
            if isinstance(picked, Step):
                return picked
            if picked == "save":
                return None
            if picked == "editor":
                return EDITOR
            note = self.app.prompts.text(_("Note"), default=self.sheet.note, on_change=self._noted)
            if note is EDITOR:
                return EDITOR
            if isinstance(note, str):
                self._noted(note)

    def _noted(self, text: str) -> None:
        self.sheet.note = text
        self.keep()


def draft_answers(app: "App", draft: "Draft", target: "Target") -> "Answers":
    """The answers of a draft that is saved without asking on."""
    from retro_cli.domain.edit import free_section
    from retro_cli.services.interview import Question
    from retro_cli.store.drafts import TITLE

    specs: list[SectionSpec] = (
        [free_section(key) for key in draft.answers] if target.format.free else list(target.format.sections)
    )
    interview = Interview(app, target, [Question(spec.key, spec) for spec in specs], draft)
    sheet = interview.sheet
    if sheet.at == TITLE:
        sheet.title = sheet.title or sheet.partial
    if sheet.partial and any(spec.key == sheet.at and spec.kind != "text" for spec in specs):
        interview.add_item(sheet.at, sheet.partial)
    return replace(interview.answers(), tags=draft.tags)
