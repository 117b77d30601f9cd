"""What is said about a site before it shows a post: its clock, and the signs that it takes for commands."""

import datetime as dt
from pathlib import Path

import pytest

from retro_cli.services.publishing.site import remarks
from retro_cli.store.sites import Site

SEOUL = dt.timezone(dt.timedelta(hours=9))
NOW = dt.datetime(2026, 11, 20, 21, 0, tzinfo=SEOUL)
MORNING = NOW.replace(hour=8)


def told(config: dict[str, object] | None, moment: dt.datetime, body: str = "", flavour: str = "jekyll") -> list[str]:
    site = Site(Path("/site"), Path("/site/_posts"), flavour, "assets/img", config)
    return [
        one.message.format(**one.values) + one.way_out.format(**one.values)
        for one in remarks(site, body, moment, NOW, "Asia/Seoul")
    ]


def test_a_site_without_a_timezone_counts_in_utc() -> None:
    (only,) = told({}, NOW)
    assert "has no timezone" in only
    assert only.endswith("timezone: Asia/Seoul")


def test_a_morning_in_seoul_is_yesterday_for_a_site_without_a_timezone() -> None:
    (only,) = told({}, MORNING)
    assert "counts days in UTC and will give this post the address of 2026-11-19." in only
    (only,) = told({"permalink": "/:title/"}, MORNING)
    assert "will date this post 2026-11-19." in only


def test_a_site_with_the_right_timezone_is_fine_at_any_hour() -> None:
    assert told({"timezone": "Asia/Seoul"}, MORNING) == []
    assert told({"timezone": "Asia/Tokyo"}, NOW) == []


def test_a_site_of_another_place_is_told_too() -> None:
    (only,) = told({"timezone": "America/Los_Angeles"}, MORNING)
    assert "counts days in America/Los_Angeles" in only
    assert "2026-11-19" in only


def test_a_post_of_the_future_is_hidden_until_then_unless_the_site_shows_the_future() -> None:
    late = NOW.replace(hour=23)
    (only,) = told({"timezone": "Asia/Seoul"}, late)
    assert "hides this post until 2026-11-20 14:00 UTC" in only
    assert told({"timezone": "Asia/Seoul", "future": True}, late) == []


def test_a_folder_without_a_configuration_may_not_be_the_root() -> None:
    (only,) = told(None, NOW)
    assert "no _config.yml" in only


@pytest.mark.parametrize("config", [{"timezone": "Nowhere/Land"}, {"timezone": 9}, {"timezone": "../../etc/passwd"}])
def test_a_timezone_that_is_none_counts_as_utc(config: dict[str, object]) -> None:
    assert len(told(config, MORNING)) == 1


def test_signs_that_the_site_takes_for_commands_are_told() -> None:
    config: dict[str, object] = {"timezone": "Asia/Seoul"}
    assert len(told(config, NOW, "${{ secrets.TOKEN }}")) == 1
    assert len(told(config, NOW, "a {% raw %} b")) == 1
    assert told(config, NOW, "{ {a: 1} }") == []
    assert len(told(None, NOW, "{{< youtube >}}", "hugo")) == 1
    assert told(None, NOW, "{{ x }}", "hugo") == []
    assert told(None, NOW, "{{ x }}", "obsidian") == []
