"""The language is the one the user named, else the system's."""

import pytest

from retro_cli.errors import UsageError
from retro_cli.store.catalogues import load_catalogue, pick_language, prompt_language


@pytest.mark.parametrize(
    ("flag", "setting", "env", "lang"),
    [
        ("en", "ko", {"LANG": "ko_KR.UTF-8"}, "en"),
        (None, "ko", {"LANG": "en_US.UTF-8"}, "ko"),
        (None, None, {"LANG": "ko_KR.UTF-8"}, "ko"),
        (None, None, {"LANG": "ko"}, "ko"),
        (None, None, {"LANG": "kok_IN"}, "en"),
        (None, None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, None, {"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        (None, None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        (None, None, {"LANG": "en_US.UTF-8", "LANGUAGE": "ko:en"}, "ko"),
        (None, None, {"LANG": "C", "LANGUAGE": "ko"}, "en"),
        (None, None, {}, "en"),
    ],
)
def test_the_flag_then_the_setting_then_the_system(
    flag: str | None, setting: str | None, env: dict[str, str], lang: str
) -> None:
    assert pick_language(flag, setting, env) == lang


def test_japanese_is_for_the_questions_only() -> None:
    assert pick_language("ja", None, {}) == "en"
    assert prompt_language("ja", None, {}) == "ja"
    assert prompt_language(None, None, {"LANG": "ja_JP.UTF-8"}) == "ja"


def test_a_language_that_retro_does_not_speak_is_refused_with_those_it_does() -> None:
    with pytest.raises(UsageError) as caught:
        pick_language("fr", None, {})
    assert "en" in caught.value.way_out()
    assert "ko" in caught.value.way_out()


def test_without_a_catalogue_messages_stay_as_they_are() -> None:
    assert load_catalogue("xx").gettext("Saved.") == "Saved."
