"""The interview of a review: its questions, each offering what the entries below it say."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.cli.interview import Interview
from retro_cli.cli.prompts.model import Choice, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers
    from retro_cli.domain.promotion import Promotion
    from retro_cli.services.interview import Question
    from retro_cli.services.reviews import View
    from retro_cli.store.drafts import Draft


class ReviewInterview(Interview):
    """The questions of a review about the period of `view`; `call` is the call that goes on with it."""

    def __init__(self, app: "App", view: "View", draft: "Draft | None", call: str) -> None:
        from retro_cli.services.interview import questions

        self.view = view
        super().__init__(app, view.target, questions(app.journal, view.target), draft, offer=self._offer)
        self.again = call
        if self.sheet.items.get(self.sheet.at):
            self._offered.add(self.sheet.at)  # going on in the middle of a list, not before it

    def answers(self) -> "Answers":
        """What was answered, as it is written: an action item that was taken over stays text, where it lives is one."""
        answers = super().answers()
        taken = self.view.taken_texts
        sections = {
            key: answer
            if isinstance(answer, str)
            else tuple(replace(one, mark="") if one.text in taken else one for one in answer)
            for key, answer in answers.sections.items()
        }
        return replace(answers, sections=sections)

    def _promotions(self, question: "Question") -> "list[Promotion]":
        if question.section is None:
            return []
        return self.view.promotions(question.section.role, question.standing)

    def _offer(self, question: "Question") -> "Sequence[str] | Step":
        """Let the user take over what was written; into prose they go as bullets."""
        assert question.section is not None
        typed = {item.text for item in self.sheet.items.get(question.key, [])}
        offered = [one for one in self._promotions(question) if one.text not in typed]
        if not offered or self.sheet.partial:
            return ()
        _ = self.app.translate
        asked = _("{section}: anything to take over?").format(section=question.section.title(self.app.prompt_lang))
        choices = [Choice(one.text, f"{one.when}  {one.text}") for one in offered]
        picked = self.app.prompts.checkbox(asked, choices, hint=_("space picks · type to filter · enter"))
        if isinstance(picked, Step):
            return picked
        if question.section.kind != "text":
            return picked
        had = self.sheet.prose.get(question.key, "")
        self.sheet.prose[question.key] = "\n".join(part for part in (had, *(f"- {text}" for text in picked)) if part)
        return ()


def draft_answers(interview: ReviewInterview) -> "Answers":
    """The answers of an interview that goes on in the editor, with the item that was not finished."""
    sheet = interview.sheet
    if sheet.partial and any(
        one.key == sheet.at and one.section and one.section.kind != "text" for one in interview.questions
    ):
        interview.add_item(sheet.at, sheet.partial)
    return interview.answers()
