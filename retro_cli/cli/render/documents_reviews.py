"""The document of `month`, `quarter` and `year`."""

from typing import TYPE_CHECKING

from retro_cli.cli.render.documents import VERSION, Document, iso, todo_document

if TYPE_CHECKING:
    from retro_cli.domain.action import ActionItem
    from retro_cli.domain.longer import Field, Gist, LongRollUp, Piece, Saying
    from retro_cli.domain.patterns.model import Recurring, Tried


def months_document(rolled: "LongRollUp", written: str | None) -> Document:
    """What a month, quarter or year comes down to: its weeks or months, what was said by role (what reviews chose
    first, then the most frequent), what came back, and its action items as of its last day.

    `written` is the path of its review where there is one.
    """
    actions = rolled.actions
    named = {"opened": actions.opened, "done": actions.done, "dropped": actions.dropped, "carried": actions.carried}
    return {
        "version": VERSION,
        "period": rolled.period.kind,
        "label": rolled.period.label,
        "from": iso(rolled.period.first),
        "to": iso(rolled.period.last),
        "days": rolled.written,
        "entries": rolled.entries,
        "pieces": [_piece(piece) for piece in rolled.pieces],
        "roles": {role: [_gist(gist) for gist in gists] for role, gists in rolled.roles.items()},
        "recurring": [_recurring(problem, rolled) for problem in rolled.recurring],
        "actions": {name: [_action(item, rolled) for item in items] for name, items in named.items()},
        "fields": {str(key): _field(field, rolled) for key, field in rolled.fields.items()},
        "written": written,
    }


def _piece(piece: "Piece") -> Document:
    return {
        "from": iso(piece.span.start),
        "to": iso(piece.span.end),
        "days": piece.written,
        "entries": piece.entries,
        "reviews": list(piece.reviews),
    }


def _gist(gist: "Gist") -> Document:
    return {
        "text": gist.text,
        "count": gist.count,
        "chosen": gist.rank > 0,
        "private": gist.private,
        "sayings": [_saying(said) for said in gist.sayings],
    }


def _saying(said: "Saying") -> Document:
    return {
        "text": said.text,
        "date": iso(said.span.start),
        "end": iso(said.span.end) if said.span.end != said.span.start else None,
        "path": said.path,
        "line": said.line,
    }


def _recurring(problem: "Recurring", rolled: "LongRollUp") -> Document:
    days = sorted({said.date for said in problem.sayings})
    return {
        "text": problem.text,
        "days": len(days),
        "first": iso(days[0]),
        "last": iso(days[-1]),
        "private": any(said.private for said in problem.sayings),
        "untried": problem.untried,
        "sayings": [
            {"text": said.text, "date": iso(said.date), "path": said.path, "line": said.line}
            for said in problem.sayings
        ],
        "tried": [_tried(tried, problem, rolled) for tried in problem.tried],
    }


def _tried(tried: "Tried", problem: "Recurring", rolled: "LongRollUp") -> Document:
    from retro_cli.domain.longer import came_after

    since = came_after((said.date for said in problem.sayings), tried.item, rolled.period.last)
    return {"link": tried.link, "back_since": since, "todo": _action(tried.item, rolled)}


def _action(item: "ActionItem", rolled: "LongRollUp") -> Document:
    """An action item in the state and of the age that the last day found it in."""
    from retro_cli.domain.rollup import state_on

    last = rolled.period.last
    state, _ = state_on(item, last)
    return {**todo_document(item, last), "state": item.state if item.open else state}


def _field(field: "Field", rolled: "LongRollUp") -> Document:
    return {
        "averages": [
            {"from": iso(piece.span.start), "to": iso(piece.span.end), "average": average}
            for piece, average in zip(rolled.pieces, field.averages, strict=False)
        ],
        "values": [{"value": value, "count": count} for value, count in field.values],
    }
