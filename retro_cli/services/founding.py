"""Making a folder a journal, with the layout of the Obsidian vault that it may be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retro_cli.domain.layout import KINDS, Layout, pattern_fault
from retro_cli.domain.moment import layout_pattern
from retro_cli.domain.settings_text import settings_text
from retro_cli.domain.taskfields import TAG
from retro_cli.errors import N_, ConflictError, RetroError, UsageError
from retro_cli.store.files import read_text
from retro_cli.store.history import History
from retro_cli.store.locations import SETTINGS_FILE

_VAULT = ".obsidian"
_MOMENTS = {"day": "YYYY-MM-DD", "week": "gggg-[W]ww", "month": "YYYY-MM", "quarter": "YYYY-[Q]Q", "year": "YYYY"}
_PERIODIC = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a vault keeps its daily and periodic notes: layout patterns by kind ("day", "week" …).

    `beside` are the kinds that the vault has no notes for: reviews of them go beside the daily notes. `unfollowed` are
    the names (folder and moment format) of notes that no pattern can be written for. `tag` (without `#`) is the one
    that the Tasks plugin counts boxes by, if any.
    """

    patterns: Mapping[str, str] = field(default_factory=dict)
    unfollowed: Mapping[str, str] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    tag: str = ""


def is_journal(root: Path) -> bool:
    """Whether the folder is a journal already."""
    return (root / SETTINGS_FILE).is_file()


def is_vault(root: Path) -> bool:
    """Whether the folder is an Obsidian vault."""
    return (root / _VAULT).is_dir()


def propose_layout(root: Path) -> Proposal | None:
    """What the settings of an Obsidian vault say about its notes; None where the folder is no vault.

    Reviews that the vault has no notes for are put beside its daily notes.
    """
    if not is_vault(root):
        return None
    patterns: dict[str, str] = {}
    unfollowed: dict[str, str] = {}
    for kind, (folder, moment) in _notes(root / _VAULT).items():
        pattern = layout_pattern(kind, folder, moment)
        if pattern is None:
            unfollowed[kind] = "/".join(part for part in (folder.strip("/ "), moment) if part)
        else:
            patterns[kind] = pattern
    notes = frozenset(patterns)
    if "day" in patterns:
        folder, slash, _ = patterns["day"].rpartition("/")
        for kind in KINDS:
            beside = f"{folder}{slash}{{{kind}}}"
            if kind not in patterns and not pattern_fault(kind, beside):
                patterns[kind] = beside
    ordered = {kind: patterns[kind] for kind in _PERIODIC if kind in patterns}
    return Proposal(ordered, unfollowed, frozenset(ordered) - notes, _counted_tag(root / _VAULT))


def make_journal(
    root: Path,
    translate: Callable[[str], str] = N_,
    layout: Mapping[str, str] | None = None,
    tag: str = "",
    history: History | None = None,
) -> bool:
    """Write the settings file of a new journal, its comments in the language of `translate`; whether it was new.

    `layout` are patterns by kind, `tag` the one that boxes are counted by. Nothing else in the folder is touched.
    The making is noted in `history` as a step of its own.
    UsageError where `root` is a file, RetroError where it cannot be written.
    """
    if root.exists() and not root.is_dir():
        raise UsageError(N_("The journal has to be a folder, and this is a file."), where=str(root))
    defaults = Layout()
    values = {
        f"layout.{kind}": json.dumps(pattern, ensure_ascii=False)
        for kind, pattern in (layout or {}).items()
        if pattern != getattr(defaults, f"{kind}_pattern")
    }
    if tag:
        values["todo.tag"] = json.dumps(tag, ensure_ascii=False)
    history = history or History()
    try:
        with history.founding():
            history.create(root / SETTINGS_FILE, settings_text(translate, values))
    except ConflictError:
        return False
    return True


def _notes(vault: Path) -> dict[str, tuple[str, str]]:
    """Folder and moment format of the vault's notes by kind; those of the plugin before Obsidian's own."""
    notes: dict[str, tuple[str, str]] = {}
    daily = _json(vault / "daily-notes.json")
    if daily or _has_daily_notes(_json(vault / "core-plugins.json")):
        notes["day"] = _note("day", daily if isinstance(daily, dict) else {})
    plugin = _json(vault / "plugins" / "periodic-notes" / "data.json")
    for kind, settings in _periodic(plugin if isinstance(plugin, dict) else {}).items():
        notes[kind] = _note(kind, settings)
    return notes


def _periodic(plugin: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The enabled kinds of periodic notes, as either version of the plugin keeps them."""
    sets = plugin.get("calendarSets")
    if isinstance(sets, list):
        active = [one for one in sets if isinstance(one, dict) and one.get("id") == plugin.get("activeCalendarSet")]
        plugin = next(iter([*active, *(one for one in sets if isinstance(one, dict))]), {})
        found = {kind: plugin.get(kind) for kind in KINDS}
    else:
        found = {kind: plugin.get(_PERIODIC[kind]) for kind in KINDS}
    return {kind: one for kind, one in found.items() if isinstance(one, dict) and one.get("enabled") is True}


def _counted_tag(vault: Path) -> str:
    """The global filter of the Tasks plugin, where it is a tag; other words cannot be told from the text."""
    plugin = _json(vault / "plugins" / "obsidian-tasks-plugin" / "data.json")
    typed = plugin.get("globalFilter") if isinstance(plugin, dict) else None
    return typed[1:] if isinstance(typed, str) and TAG.fullmatch(typed) else ""


def _has_daily_notes(core: object) -> bool:
    return isinstance(core, list | dict) and "daily-notes" in core and (isinstance(core, list) or core["daily-notes"])


def _note(kind: str, settings: dict[str, Any]) -> tuple[str, str]:
    folder, moment = settings.get("folder"), settings.get("format")
    return folder if isinstance(folder, str) else "", moment if isinstance(moment, str) and moment else _MOMENTS[kind]


def _json(path: Path) -> object:
    try:
        return json.loads(read_text(path).removeprefix("\ufeff"))
    except (RetroError, ValueError, RecursionError):
        return None
