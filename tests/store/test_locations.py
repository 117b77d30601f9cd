"""The journal is found where the user means it; working state and settings lie where the system expects them."""

from pathlib import Path

import pytest

from retro_cli.errors import RetroError, UsageError
from retro_cli.store import locations
from retro_cli.store.locations import find_journal


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    return {"HOME": str(home)}


def journal(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "retro.toml").touch()
    return folder


def test_the_flag_wins_over_everything(home: Path, env: dict[str, str]) -> None:
    env["RETRO_JOURNAL"] = str(journal(home / "b"))
    place = find_journal(str(journal(home / "a")), journal(home / "c"), env, "~/d")
    assert (place.root, place.how, place.configured, place.exists) == (home / "a", "flag", False, True)


def test_then_the_variable(home: Path, env: dict[str, str]) -> None:
    env["RETRO_JOURNAL"] = "~/b"
    place = find_journal(None, journal(home / "c"), env, "~/d")
    assert (place.root, place.how, place.configured, place.exists) == (home / "b", "env", False, False)


def test_an_empty_variable_is_none(home: Path, env: dict[str, str]) -> None:
    env["RETRO_JOURNAL"] = ""
    assert find_journal(None, home, env).how == "default"


def test_then_the_nearest_journal_above_the_working_directory(home: Path, env: dict[str, str]) -> None:
    root = journal(home / "clone" / "journal")
    inside = root / "2026"
    inside.mkdir()
    (home / "clone" / "src").mkdir()
    for cwd in (home / "clone", home / "clone" / "src", root, inside):
        place = find_journal(None, cwd, env, "~/d")
        assert (place.root, place.how, place.configured) == (root, "cwd", False)


def test_a_nearer_journal_hides_a_farther_one(home: Path, env: dict[str, str]) -> None:
    journal(home / "a")
    nearer = journal(home / "a" / "b")
    assert find_journal(None, nearer, env).root == nearer


def test_a_folder_called_journal_is_none_without_settings(home: Path, env: dict[str, str]) -> None:
    (home / "work" / "journal").mkdir(parents=True)
    place = find_journal(None, home / "work", env)
    assert (place.root, place.how, place.configured, place.exists) == (home / "journal", "default", True, False)


def test_then_the_users_settings(home: Path, env: dict[str, str]) -> None:
    place = find_journal(None, home, env, "~/회고")
    assert (place.root, place.how, place.configured, place.exists) == (home / "회고", "settings", True, False)


def test_the_configured_journal_is_known_however_it_was_found(home: Path, env: dict[str, str]) -> None:
    root = journal(home / "diary")
    (home / "link").symlink_to(root)
    assert find_journal(None, root, env, "~/diary").configured
    assert find_journal(str(home / "link"), home, env, "~/diary").configured


def test_a_relative_flag_counts_from_the_working_directory(home: Path, env: dict[str, str]) -> None:
    assert find_journal("a/../b", home, env).root == home / "b"


@pytest.mark.parametrize(("how", "code"), [("flag", 2), ("env", 2), ("settings", 1), ("default", 1)])
def test_a_journal_that_is_a_file_is_refused_with_the_way_out(
    home: Path, env: dict[str, str], how: str, code: int
) -> None:
    file = home / "journal"
    file.write_text("x")
    if how == "env":
        env["RETRO_JOURNAL"] = str(file)
    with pytest.raises(RetroError) as caught:
        find_journal(str(file) if how == "flag" else None, home, env, "~/journal" if how == "settings" else None)
    assert caught.value.exit_code == code
    assert isinstance(caught.value, UsageError) == (code == 2)
    assert caught.value.where == str(file)
    assert caught.value.way_out()


def test_settings_and_state_lie_where_xdg_says(home: Path, env: dict[str, str]) -> None:
    assert locations.user_config_file(env) == home / ".config" / "retro" / "config.toml"
    assert locations.user_templates(env) == home / ".config" / "retro" / "templates"
    assert locations.state_dir(env) == home / ".local" / "state" / "retro"
    env |= {"XDG_CONFIG_HOME": str(home / "c"), "XDG_STATE_HOME": str(home / "s")}
    assert locations.user_config_file(env) == home / "c" / "retro" / "config.toml"
    assert locations.state_dir(env) == home / "s" / "retro"
    env |= {"XDG_CONFIG_HOME": "relative"}
    assert locations.user_config_file(env) == home / ".config" / "retro" / "config.toml"


def test_a_journal_has_one_state_folder_however_it_is_reached_and_people_can_tell_whose(
    home: Path, env: dict[str, str]
) -> None:
    root = journal(home / "회고")
    (home / "link").symlink_to(root)
    state = locations.journal_state(env, root)
    assert state == locations.journal_state(env, home / "link")
    assert state != locations.journal_state(env, home / "other")
    assert state.parent == home / ".local" / "state" / "retro" / "journals"
    assert len(state.name) == 16
    assert not state.exists()
    locations.name_state(state, home / "link")
    locations.name_state(state, root)
    assert [file.read_text(encoding="utf-8") for file in state.iterdir()] == [f"{root}\n"]


def test_the_built_in_formats_are_found_in_the_checkout() -> None:
    assert locations.builtin_templates() == Path(__file__).resolve().parents[2] / "templates"
