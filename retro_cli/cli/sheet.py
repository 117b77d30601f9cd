"""What an interview has heard so far, and the draft that keeps it on the disk."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retro_cli.cli.prompts.model import ItemDraft

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.services.capture import Target
    from retro_cli.store.drafts import Draft


@dataclass
class Sheet:
    """What was answered so far, as typed: items or prose by section key, fields by key, the note, the title.

    `headings` are those that the user added to a free entry; `reviewed` is what came of each action item, by id; `at`
    the question that comes next, `partial` what was typed there and not entered.
    """

    items: dict[str, list[ItemDraft]] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
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
        """Whether nothing was said that an entry could hold."""
        said = (*self.items.values(), *self.prose.values(), self.fields, self.note, self.title, self.partial)
        return not any(said) and not self.headings

    def add_item(self, key: str, text: str) -> bool:
        """Add an item to a section, once; whether it was not there."""
        items = self.items.setdefault(key, [])
        if any(one.text == text for one in items):
            return False
        items.append(ItemDraft(text))
        return True

    def remove_item(self, key: str, text: str) -> None:
        """Take an item out of a section, where it still says that."""
        self.items[key] = [one for one in self.items.get(key, []) if one.text != text]


def to_draft(sheet: Sheet, target: "Target", started: str, beside: str = "") -> "Draft":
    """The draft of a sheet; `started` is the ISO time at which the interview began."""
    from retro_cli.store.drafts import Draft

    answers: dict[str, Any] = {
        key: [{"text": item.text, "body": item.body} for item in items] for key, items in sheet.items.items() if items
    }
    answers.update({key: text for key, text in sheet.prose.items() if text})
    answers.update({key: "" for key in sheet.headings if key not in answers})
    return Draft(
        kind=target.period.kind if target.period else "day",
        date=target.day,
        format=target.format.name,
        end=sheet.end or target.end,
        path=target.path if target.page else None,
        title=sheet.title,
        tags=sheet.tags,
        answers=answers,
        fields=sheet.fields,
        note=sheet.note,
        reviewed=tuple(sheet.reviewed.items()),
        at=sheet.at,
        partial=sheet.partial,
        started=started,
        beside=beside,
    )


def from_draft(draft: "Draft") -> Sheet:
    """The sheet that a draft kept."""
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
