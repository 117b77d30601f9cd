"""Sample commands in place of the product's, and `retro` as if on a terminal, the keys already typed."""

from collections.abc import Callable
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from retro_cli.cli.context import App

SAMPLE = {
    "note": ("cli.sample.note", "Note something down"),
    "box": ("cli.sample.box", "Look into the box"),
}


@pytest.fixture
def sample() -> dict[str, tuple[str, str]]:
    return SAMPLE


@pytest.fixture
def asked(retro: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run `retro` as if on a terminal: `asked("today", keys="하나\r\r") -> (code, out, err)` without the questions."""

    def run(*args: str, keys: str, **more: Any) -> Any:
        with monkeypatch.context() as patch, create_pipe_input() as source:
            patch.setattr(App, "interactive", True)
            source.send_text(keys)
            with create_app_session(input=source, output=DummyOutput()):
                return retro(*args, **more)

    return run
