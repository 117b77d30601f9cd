"""What the settings of an Obsidian vault say about its notes, in any version and any state of its files."""

import json
from pathlib import Path
from typing import Any

import pytest

from retro_cli.services.founding import propose_layout
from trees import lay_out


def proposed(root: Path, **files: Any) -> Any:
    """The proposal for a vault with these settings files; values are dumped as JSON, texts stand as they are."""
    names = {
        "daily": ".obsidian/daily-notes.json",
        "core": ".obsidian/core-plugins.json",
        "periodic": ".obsidian/plugins/periodic-notes/data.json",
    }
    texts = {names[key]: value if isinstance(value, str) else json.dumps(value) for key, value in files.items()}
    return propose_layout(lay_out(root, {".obsidian/app.json": "{}", **texts}))


def test_a_folder_that_is_no_vault_has_no_proposal(tmp_path: Path) -> None:
    assert propose_layout(tmp_path) is None


def test_reviews_go_beside_the_daily_notes(tmp_path: Path) -> None:
    found = proposed(tmp_path, daily={"folder": "Daily"})
    assert found.patterns == {
        "day": "Daily/{date}",
        "week": "Daily/{week}",
        "quarter": "Daily/{quarter}",
        "month": "Daily/{month}",
        "year": "Daily/{year}",
    }


@pytest.mark.parametrize("core", [["daily-notes", "graph"], {"daily-notes": True}])
def test_daily_notes_without_settings_lie_at_the_top(tmp_path: Path, core: Any) -> None:
    assert proposed(tmp_path, core=core).patterns["day"] == "{date}"


@pytest.mark.parametrize("core", [["graph"], {"daily-notes": False}, None])
def test_a_vault_without_daily_notes_proposes_nothing(tmp_path: Path, core: Any) -> None:
    assert proposed(tmp_path, core=core).patterns == {}


def test_periodic_notes_come_before_obsidian_s_own(tmp_path: Path) -> None:
    periodic = {
        "daily": {"enabled": True, "folder": "P", "format": ""},
        "weekly": {"enabled": True, "folder": "W", "format": "gggg-[W]ww"},
        "monthly": {"enabled": False, "folder": "M"},
    }
    found = proposed(tmp_path, daily={"folder": "Daily"}, periodic=periodic)
    assert (found.patterns["day"], found.patterns["week"], found.patterns["month"]) == (
        "P/{date}",
        "W/{week}",
        "P/{month}",
    )


def test_calendar_sets_are_read_too(tmp_path: Path) -> None:
    sets = [{"id": "old", "day": {"enabled": True, "folder": "old"}}, {"id": "now", "day": {"enabled": True}}]
    found = proposed(tmp_path, periodic={"calendarSets": sets, "activeCalendarSet": "now"})
    assert found.patterns["day"] == "{date}"


def test_names_that_cannot_be_followed_are_told(tmp_path: Path) -> None:
    found = proposed(tmp_path, daily={"folder": "Daily", "format": "DD.MM.YYYY"})
    assert (found.patterns, found.unfollowed) == ({}, {"day": "Daily/DD.MM.YYYY"})


@pytest.mark.parametrize("text", ["{", "[]", "null", '"x"', '{"folder": 3, "format": []}', "[" * 5000, "\ufeff{}"])
def test_settings_of_any_kind_are_no_failure(tmp_path: Path, text: str) -> None:
    assert proposed(tmp_path, daily=text, core=text, periodic=text) is not None


def test_what_a_vault_has_no_notes_for_is_known(tmp_path: Path) -> None:
    periodic = {"quarterly": {"enabled": True, "folder": "Q"}, "monthly": {"enabled": True, "folder": "M"}}
    found = proposed(tmp_path, daily={"folder": "Daily"}, periodic=periodic)
    assert found.beside == {"week", "year"}
    assert list(found.patterns) == ["day", "week", "month", "quarter", "year"]


@pytest.mark.parametrize(
    ("settings", "tag"),
    [
        ({"globalFilter": "#task"}, "task"),
        ({"globalFilter": "#일/회고"}, "일/회고"),
        ({"globalFilter": ""}, ""),
        ({"globalFilter": "TODO"}, ""),
        ({"globalFilter": "#a b"}, ""),
        ({"globalFilter": 3}, ""),
        ([], ""),
    ],
)
def test_the_global_filter_of_the_tasks_plugin_is_proposed_where_it_is_a_tag(
    tmp_path: Path, settings: Any, tag: str
) -> None:
    lay_out(tmp_path, {".obsidian/plugins/obsidian-tasks-plugin/data.json": json.dumps(settings)})
    assert proposed(tmp_path).tag == tag
