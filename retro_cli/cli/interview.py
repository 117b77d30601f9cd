"""The interview: questions one at a time, back and forth, with the draft on the disk after every answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from retro_cli.cli.prompts.model import BACK, EDITOR, Choice, Done, ItemDraft, Step
from retro_cli.errors import N_, Interrupted

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers
    from retro_cli.domain.format import FieldSpec, SectionSpec
    from retro_cli.services.capture import Target
    from retro_cli.services.interview import Question
    from retro_cli.store.drafts import Draft

NEW_HEADING = "\n"
NOTE = "note"
CLOSING = ""

Offer = Callable[["Question"], Sequence[str] | Step]
"""What to promote before a question is asked: the texts that the user picked."""


@dataclass
class Sheet:
    """What was answered so far, as typed: items or prose by section key, fields by key, the note, the title."""

    items: dict[str, list[ItemDraft]] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    end: "date | None" = None
    reviewed: dict[str, str] = field(default_factory=dict)
    partial: str = ""
    at: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was said: no draft is worth keeping."""
        said = (*self.items.values(), *self.prose.values(), self.fields, self.note, self.title, self.partial)
        return not any(said)


class Interview:
    """One interview about one entry. `offer` (for a week's review) promotes items before a question."""

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
        self.sheet = _sheet(draft) if draft else Sheet()
        self._draft = draft
        self._offered: set[str] = set()
        self._add_own_headings()

    # -- the draft ------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Put the draft on the disk, so that leaving now costs nothing."""
        if self.sheet.blank and self._draft is None:
            return
        before, self._draft = self._draft, self._as_draft()
        self.app.journal.keep(self._draft)
        if before is not None and before.key != self._draft.key:
            self.app.journal.drafts.remove(before)

    def forget(self) -> None:
        """Remove the draft: its answers are in the entry, or there are none."""
        if self._draft is not None:
            self.app.journal.drafts.remove(self._draft)
            self._draft = None

    def _as_draft(self) -> "Draft":
        from retro_cli.store.drafts import Draft

        sheet = self.sheet
        answers: dict[str, Any] = {
            key: [{"text": item.text, "body": item.body} for item in items]
            for key, items in sheet.items.items()
            if items
        }
        answers.update({key: text for key, text in sheet.prose.items() if text})
        return Draft(
            kind="week" if self.target.week else "day",
            date=self.target.day,
            format=self.target.format.name,
            end=sheet.end or self.target.end,
            path=self.target.path if self.target.page else None,
            title=sheet.title,
            tags=sheet.tags,
            answers=answers,
            fields=sheet.fields,
            note=sheet.note,
            reviewed=tuple(sheet.reviewed.items()),
            at=sheet.at,
            partial=sheet.partial,
            started=self._draft.started if self._draft else self.app.now.isoformat(timespec="seconds"),
        )

    # -- the answers ----------------------------------------------------------------------------------------------

    def answers(self) -> "Answers":
        """What was answered, as it is written."""
        from retro_cli.domain.answers import Answers, item
        from retro_cli.services.capture import typed_item

        sections: dict[str, Any] = {}
        for question in self.questions:
            spec = question.section
            if spec is None:
                continue
            typed = [one for one in self.sheet.items.get(question.key, []) if one.mine]
            if typed:
                made = [typed_item(one.text, spec, self.app.today) for one in typed]
                sections[question.key] = tuple(
                    item(answer.text, one.body, answer.mark, answer.due)
                    for answer, one in zip(made, typed, strict=True)
                )
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

    def add_item(self, key: str, text: str) -> None:
        """Put an item into a section before its question is asked (what came of an action item, what is promoted)."""
        items = self.sheet.items.setdefault(key, [])
        if all(one.text != text for one in items):
            items.append(ItemDraft(text))

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
        if self._draft is None:
            return Interrupted(N_("Left. There was nothing to keep."))
        again = "retro week" if self.target.week else "retro today"
        return Interrupted(N_("Kept up to here. Go on any time with: {again}"), again=again)

    def _ask_all(self) -> Step | None:
        steps = [question.key for question in self.questions]
        at = steps.index(self.sheet.at) if self.sheet.at in steps else 0
        at = len(steps) if self.sheet.at in (NOTE, NEW_HEADING) else at
        while True:
            if at < len(self.questions):
                self._stand_at(self.questions[at].key)
                result = self._ask_one(at)
            elif self.target.format.free and self._another_heading():
                continue
            else:
                result = self._close()
                if result is None:
                    return None
            if result is EDITOR:
                return EDITOR
            at = max(0, at - 1) if result is BACK else at + 1

    def _stand_at(self, key: str) -> None:
        if self.sheet.at != key:
            self.sheet.at, self.sheet.partial = key, self.sheet.partial if not self.sheet.at else ""
        if not self.sheet.blank:
            self.keep()

    def _ask_one(self, at: int) -> Step | None:
        question = self.questions[at]
        if question.section is None:
            return self._ask_field(question)
        if self.offer and not question.answered and question.key not in self._offered:
            picked = self.offer(question)
            if isinstance(picked, Step):
                return picked
            self._offered.add(question.key)
            for text in picked:
                self.add_item(question.key, text)
            self.keep()
        if question.section.kind == "text":
            return self._ask_prose(at, question)
        return self._ask_items(at, question)

    def _header(self, at: int, question: "Question") -> str:
        spec = question.section
        assert spec is not None
        lang = self.app.prompt_lang
        title, told = spec.title(lang), spec.question(lang)
        number = f"{at + 1}/{len(self.questions)} {title}"
        if question.answered:
            first = question.standing[0].split("\n")[0]
            count = len(question.standing)
            rest = self.app.ngettext("{count} item", "{count} items", count).format(count=count)
            return f"{number} ✓ {rest} — {first}" if spec.kind != "text" else f"{number} ✓ {first}"
        return number if told == title else f"{number} — {told}"

    def _ask_items(self, at: int, question: "Question") -> Step | None:
        def changed(items: list[ItemDraft], partial: str) -> None:
            self.sheet.items[question.key] = list(items)
            self.sheet.partial = partial
            self.keep()

        _ = self.app.translate
        result = self.app.prompts.items(
            self._header(at, question),
            items=self.sheet.items.get(question.key, []),
            hint=_("written already · enter passes · type to add") if question.answered else None,
            on_change=changed,
            start=self.sheet.partial,
        )
        self.sheet.partial = ""
        if isinstance(result, Done):
            self.sheet.items[question.key] = list(result.items)
            return None
        return result

    def _ask_prose(self, at: int, question: "Question") -> Step | None:
        def changed(text: str) -> None:
            self.sheet.prose[question.key] = text
            self.keep()

        _ = self.app.translate
        result = self.app.prompts.text(
            self._header(at, question),
            default=self.sheet.prose.get(question.key, ""),
            hint=_("written already · enter passes · type to add") if question.answered else None,
            on_change=changed,
        )
        if isinstance(result, str):
            changed(result)
            return None
        return result

    def _ask_field(self, question: "Question") -> Step | None:
        spec = question.field
        assert spec is not None
        if question.answered:
            self.app.screen.out((f" {spec.key} ✓ {question.standing[0]}", "dim"))
            return None
        value = self._field_value(spec)
        if isinstance(value, Step):
            return value
        if value is None:
            self.sheet.fields.pop(spec.key, None)
        else:
            self.sheet.fields[spec.key] = value
        self.keep()
        return None

    def _field_value(self, spec: "FieldSpec") -> Any:
        prompts, told = self.app.prompts, spec.question(self.app.prompt_lang)
        if spec.type == "scale":
            return prompts.scale(told, spec.min, spec.max)
        if spec.type == "choice":
            none: list[Choice[str | None]] = [Choice(None, self.app.translate("skip"))]
            return prompts.select(told, [*none, *(Choice(one, one) for one in spec.choices)])
        typed = prompts.line(told, validate=lambda text: self._fault(spec, text))
        return typed if isinstance(typed, Step) else self._parsed(spec, typed)

    def _fault(self, spec: "FieldSpec", text: str) -> str | None:
        from retro_cli.errors import UsageError

        try:
            self._parsed(spec, text)
        except UsageError as error:
            return error.told(self.app.translate)
        return None

    def _parsed(self, spec: "FieldSpec", text: str) -> object:
        from retro_cli.services.capture import field_value

        return field_value(spec, text) if text.strip() else None

    # -- the end --------------------------------------------------------------------------------------------------

    def _another_heading(self) -> bool:
        """Ask for one more heading of a free entry; whether there is one."""
        if self.sheet.at == NOTE:
            return False
        self._stand_at(NEW_HEADING)
        _ = self.app.translate
        typed = self.app.prompts.line(_("One more heading?"), hint=_("enter: no more"))
        if isinstance(typed, Step) or not typed:
            self.sheet.at = NOTE
            return False
        self._add_heading(typed)
        index = len(self.questions) - 1
        self._stand_at(typed)
        result = self._ask_one(index)
        return result is not EDITOR

    def _add_own_headings(self) -> None:
        """Headings of a draft that are not usual ones are asked as well."""
        if self.target.format.free:
            known = {question.key for question in self.questions}
            for heading in self.sheet.prose:
                if heading not in known:
                    self._add_heading(heading)

    def _add_heading(self, heading: str) -> None:
        from retro_cli.domain.edit import free_section
        from retro_cli.services.interview import Question

        if all(question.key != heading for question in self.questions):
            self.questions.append(Question(heading, free_section(heading)))

    def _close(self) -> Step | None:
        """The closing line: save, or a note first."""
        self._stand_at(NOTE)
        _ = self.app.translate
        choices = [
            Choice("save", _("save"), "s"),
            Choice("note", _("change the note") if self.sheet.note else _("write a note"), "n"),
            Choice("editor", _("open in the editor"), "o"),
        ]
        while True:
            picked = self.app.prompts.key(_("Save this entry?"), choices, enter="save")
            if isinstance(picked, Step):
                self.sheet.at = self.questions[-1].key if self.questions else NOTE
                return BACK
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


def _sheet(draft: "Draft") -> Sheet:
    items: dict[str, list[ItemDraft]] = {}
    prose: dict[str, str] = {}
    for key, answer in draft.answers.items():
        if isinstance(answer, str):
            prose[key] = answer
        else:
            items[key] = [ItemDraft(str(one.get("text", "")), str(one.get("body", ""))) for one in answer]
    return Sheet(
        items=items,
        prose=prose,
        fields=dict(draft.fields),
        note=draft.note,
        title=draft.title,
        tags=draft.tags,
        end=draft.end,
        reviewed=dict(draft.reviewed),
        partial=draft.partial,
        at=draft.at,
    )


def draft_answers(app: "App", draft: "Draft", target: "Target") -> "Answers":
    """The answers of a draft that is saved without asking on."""
    from retro_cli.domain.edit import free_section
    from retro_cli.services.interview import Question

    specs: list[SectionSpec] = (
        [free_section(key) for key in draft.answers] if target.format.free else list(target.format.sections)
    )
    interview = Interview(app, target, [Question(spec.key, spec) for spec in specs], draft)
    sheet = interview.sheet
    if sheet.partial and sheet.at:
        spec = next((one for one in specs if one.key == sheet.at), None)
        if spec is not None and spec.kind != "text":
            interview.add_item(spec.key, sheet.partial)
    return replace(interview.answers(), tags=draft.tags)
