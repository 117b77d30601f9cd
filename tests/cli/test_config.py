"""`retro config`: every value with its origin, one value, changing one, and where the files are."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retro_cli.domain.setting_keys import KEYS
from trees import lay_out

Retro = Callable[..., Any]
SETTINGS = """\
# mine
format = "4l"   # since autumn

[course]
start = 2026-09-07
"""


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"retro.toml": SETTINGS})


def settings(retro: Retro, **given: Any) -> dict[str, tuple[Any, str]]:
    """Value and origin by key."""
    document = json.loads(retro("config", "show", "--json", **given).out)
    return {one["key"]: (one["value"], one["origin"]) for one in document["settings"]}


def test_every_setting_is_shown_with_where_it_comes_from(retro: Retro, home: Path, journal: Path) -> None:
    lay_out(home, {".config/retro/config.toml": 'editor = "code --wait"\nlang = "en"\n'})
    found = settings(retro, env={"RETRO_WEEK_FORMAT": "kpt"})
    assert list(found) == list(KEYS)
    assert found["format"] == ("4l", str(journal / "retro.toml"))
    assert found["course.start"] == ("2026-09-07", str(journal / "retro.toml"))
    assert found["editor"] == ("code --wait", str(home / ".config/retro/config.toml"))
    assert found["week_format"] == ("kpt", "env RETRO_WEEK_FORMAT")
    assert found["today.review"] == (3, "default")
    assert found["timezone"] == (None, "default")


def test_the_table_is_plain_lines_in_a_pipe(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": SETTINGS + "breaks = ['2026-10-05..2026-10-09']\n"})
    lines = retro("config").out.split("\n")
    assert lines[1].split() == ["format", "4l", "journal"]
    assert lines[2].split() == ["week_format", "weekly", "default"]
    assert any(line.split() == ["course.breaks", '["2026-10-05..2026-10-09"]', "journal"] for line in lines)


@pytest.mark.usefixtures("journal")
def test_one_value_is_printed_alone(retro: Retro) -> None:
    assert retro("config", "get", "format") == (0, "4l\n", "")
    assert retro("config", "get", "workdays").out == '["mon", "tue", "wed", "thu", "fri"]\n'
    assert retro("config", "get", "course.start").out == "2026-09-07\n"
    assert retro("config", "get", "timezone") == (0, "", "timezone is not set.\n")


def test_setting_keeps_comments_and_everything_else(retro: Retro, journal: Path) -> None:
    code, out, err = retro("config", "set", "format", "kpt")
    assert (code, out, err) == (0, f"Set format in {journal}/retro.toml\n", "")
    assert (journal / "retro.toml").read_text() == SETTINGS.replace('"4l"', '"kpt"')
    assert "already" in retro("config", "set", "format", "kpt").out


def test_several_words_are_one_value(retro: Retro, journal: Path) -> None:
    retro("config", "set", "course.name", "Backend", "course")
    assert 'name = "Backend course"' in (journal / "retro.toml").read_text()


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["todo.syntax", "roman"], 2, "emoji, dataview"),
        (["todo.syntx", "emoji"], 2, "todo.syntax"),
        (["syntax", "emoji"], 2, "todo.syntax"),
        (["editor", "vim"], 2, "retro config set --user editor"),
        (["format", "kp"], 3, "kpt"),
        (["day_starts_at", "25:00"], 2, "04:00"),
        (["layout.day", "../{date}"], 2, "inside the journal"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_changes(
    retro: Retro, journal: Path, args: list[str], code: int, told: str
) -> None:
    found = retro("config", "set", *args)
    assert (found.code, found.out) == (code, "")
    assert told in found.err
    assert (journal / "retro.toml").read_text() == SETTINGS


def test_an_unknown_key_is_refused_with_the_nearest(retro: Retro) -> None:
    code, out, err = retro("config", "get", "fromat")
    assert (code, out) == (2, "")
    assert "Did you mean format?" in err


@pytest.mark.usefixtures("journal")
def test_the_user_s_own_settings_go_to_the_user_s_file(retro: Retro, home: Path) -> None:
    assert retro("config", "set", "--user", "editor", "code", "--", "--wait").code == 0
    own = home / ".config/retro/config.toml"
    assert own.read_text() == 'editor = "code --wait"\n'
    assert own.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("journal")
def test_a_value_that_something_else_overrules_is_told_of(retro: Retro) -> None:
    err = retro("config", "set", "lang", "en", env={"RETRO_LANG": "ko"}).err
    assert "RETRO_LANG" in err


def test_broken_settings_are_named_with_their_line(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"retro.toml": "format = kpt\n"})
    code, out, err = retro("config", "show")
    assert (code, out) == (4, "")
    assert f"{journal}/retro.toml:1" in err
    assert retro("config", "path").code == 0


def test_the_files_are_named_whether_they_are_there_or_not(retro: Retro, home: Path) -> None:
    code, out, err = retro("config", "path")
    assert (code, err) == (0, "")
    assert [line.split("  ")[0] for line in out.splitlines()] == ["journal", "user"]
    assert f"  {home}/journal/retro.toml " in out
    assert f"  {home}/.config/retro/config.toml  not there yet\n" in out


@pytest.mark.parametrize("lang", ["ko_KR.UTF-8", "en_US.UTF-8"])
@pytest.mark.usefixtures("journal")
def test_the_table_fits_a_terminal(terminal: Callable[..., Any], lang: str) -> None:
    screen = terminal("config", lang=lang, size=(80, 60))
    assert screen.exit_code() == 0
    assert any("4l" in line and line.startswith("format") for line in screen.screen())
