"""The JSON document of `sync`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from retro_cli.cli.render.documents import VERSION

if TYPE_CHECKING:
    from retro_cli.services.sync.founding import Founded
    from retro_cli.services.sync.run import Synced


def sync_document(done: "Synced", founded: "Founded | None", translate: Callable[[str], str]) -> dict[str, Any]:
    """What a sync came to. Paths are relative to the journal; `both` are lines where both versions stand."""
    return {
        "version": VERSION,
        "state": done.state,
        "reason": done.reason.told(translate) if done.reason else None,
        "branch": done.branch,
        "remote": {"name": done.remote.name, "url": done.remote.url, "branch": done.remote.branch}
        if done.remote
        else None,
        "committed": [{"message": commit.message, "paths": list(commit.paths)} for commit in done.commits],
        "received": list(done.received),
        "sent": done.sent,
        "waiting": done.waiting,
        "both": [{"path": place.path, "line": place.line, "kind": place.kind} for place in done.both],
        "beside": [{"path": path, "other": other} for path, other in done.beside],
        "kept": list(done.kept),
        "too_big": list(done.too_big),
        "ignored": [{"path": entry.path, "rule": entry.rule} for entry in done.ignored],
        "drafts": [
            {"kind": draft.kind, "date": draft.date.isoformat(), "format": draft.format} for draft in done.drafts
        ],
        "founded": {"made": founded.made, "joined": founded.joined} if founded else None,
    }
