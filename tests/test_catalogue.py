"""The interface's translations: complete, with the same placeholders, and compiled."""

import runpy
import string
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "messages.py"))
CATALOGUES: list[Path] = SCRIPT["catalogues"]()


@pytest.fixture(scope="module")
def template() -> Any:
    return SCRIPT["extracted"]()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def forms(message: Any) -> list[tuple[str, str]]:
    """(id, translation) of a message; of one with plural forms, each form against the plural id."""
    if isinstance(message.id, str):
        return [(message.id, message.string or "")]
    return [(message.id[-1], text) for text in message.string or ()]


def test_there_is_a_korean_catalogue() -> None:
    assert [path.parents[1].name for path in CATALOGUES] == ["ko"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_the_catalogue_holds_the_messages_of_the_sources_and_is_compiled(path: Path, template: Any) -> None:
    stale = SCRIPT["stale"](path, SCRIPT["updated"](path, template))
    assert not [str(file) for file in stale], "run: python scripts/messages.py"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_every_message_is_translated(path: Path, template: Any) -> None:
    assert SCRIPT["untranslated"](SCRIPT["updated"](path, template)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_translations_have_the_placeholders_and_line_ends_of_their_messages(path: Path, template: Any) -> None:
    for message in SCRIPT["updated"](path, template):
        for source, text in forms(message):
            if message.id and text:
                assert placeholders(text) == placeholders(source), source
                assert text.endswith("\n") == source.endswith("\n"), source


def test_messages_can_be_filled(template: Any) -> None:
    for message in template:
        for text in [message.id] if isinstance(message.id, str) else message.id:
            text.format(**dict.fromkeys(placeholders(text), 1))
