"""The JSON documents of `undo` and `redo`."""

import re
from typing import TYPE_CHECKING

from retro_cli.cli.render.documents import VERSION, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.services.undoing import Standing
    from retro_cli.store.steps import Step

_DAY = re.compile(r"\d{4}-(?:\d{2}-\d{2}|W\d{2})")


def steps_document(steps: "Sequence[Standing]") -> Document:
    """The document of `undo --list`: newest first; `state` is done, undone, unfinished or changed."""
    return {
        "version": VERSION,
        "steps": [{**step_document(one.step), "state": one.state, "changed_since": list(one.changed)} for one in steps],
    }


def reverted_document(step: "Step", *, again: bool, dry_run: bool) -> Document:
    """The document of `undo` and `redo`: the step, what was done with it, and whether it was only tried."""
    action = "redo" if again else "undo"
    return {"version": VERSION, "action": action, "dry_run": dry_run, "step": step_document(step)}


def step_document(step: "Step") -> Document:
    """One step: `change` is what its command did to each file, `dates` the days and weeks of the files' names."""
    return {
        "id": step.id,
        "at": step.when,
        "command": step.command,
        "files": [{"path": one.path, "change": one.kind} for one in step.changes],
        "dates": list(dict.fromkeys(day for one in step.changes for day in _DAY.findall(one.path.rpartition("/")[2]))),
    }
