"""The settings file of a new journal: it explains every key, and each line counts once its # is gone."""

import re
from pathlib import Path

from retro_cli.domain.setting_keys import KEYS
from retro_cli.domain.settings_text import settings_text
from retro_cli.store.settings import parse_settings

OWN = {key.name for key in KEYS.values() if not key.user_only}


def parsed(text: str) -> dict[str, object]:
    return parse_settings(text, Path("retro.toml"), user_file=False)


def test_nothing_counts_as_it_stands() -> None:
    assert parsed(settings_text()) == {}


def test_every_key_counts_once_its_sign_is_gone() -> None:
    assert set(parsed(re.sub(r"(?m)^#(?=\S)", "", settings_text()))) == OWN


def test_keys_of_the_user_s_file_are_named_but_not_offered() -> None:
    text = settings_text()
    assert "#editor" not in text
    assert "publish.to, editor, journal" in text


def test_given_values_count_and_the_rest_does_not() -> None:
    text = settings_text(values={"layout.day": '"하루/{date}"', "lang": '"ko"'})
    assert parsed(text) == {"layout.day": "하루/{date}", "lang": "ko"}


def test_comments_are_in_the_language_that_is_asked_for() -> None:
    assert settings_text(lambda message: f"설명: {message}").startswith("# 설명: Settings of this journal.")
