"""The document of `patterns --json`."""

from typing import TYPE_CHECKING, Any

from retro_cli.cli.render.documents import VERSION, Document, iso, todo_document

if TYPE_CHECKING:
    from datetime import date

    from retro_cli.domain.patterns.model import Feelings, Patterns, Recurring, Saying


def patterns_document(found: "Patterns", today: "date") -> Document:
    """Everything that comes back, each with the lines that it rests on."""
    return {
        "version": VERSION,
        "recurring": [_recurring(problem, today) for problem in found.recurring],
        "untried": [problem.text for problem in found.untried],
        "kept": [{"try": todo_document(one.item, today), "keep": _saying(one.saying)} for one in found.kept],
        "slipped": [todo_document(item, today) for item in found.slipped],
        "feelings": [_feelings(one) for one in found.feelings],
    }


def _recurring(problem: "Recurring", today: "date") -> dict[str, Any]:
    return {
        "text": problem.text,
        "days": len({said.date for said in problem.sayings}),
        "first": iso(problem.sayings[0].date),
        "last": iso(problem.sayings[-1].date),
        "last_four_weeks": problem.recent,
        "four_weeks_before": problem.before,
        "sayings": [_saying(said) for said in problem.sayings],
        "tried": [
            {"link": tried.link, "back_since": tried.since, "todo": todo_document(tried.item, today)}
            for tried in problem.tried
        ],
    }


def _saying(said: "Saying") -> dict[str, Any]:
    return {"text": said.text, "date": iso(said.date), "path": said.path, "line": said.line}


def _feelings(found: "Feelings") -> dict[str, Any]:
    return {
        "about": found.about,
        "feelings": [
            {"cue": feeling.cue, "felt": _saying(feeling.felt), "mood": feeling.mood} for feeling in found.feelings
        ],
    }
